package disk

import (
	"bufio"
	"path/filepath"
	"strings"
	"testing"
)

// TestRemote tells what lies here, and reads what is mounted where a program serves it.
func TestRemote(t *testing.T) {
	if dir := t.TempDir(); Remote(dir) || Remote(filepath.Join(dir, "not", "there")) {
		t.Errorf("%s lies on another machine", dir)
	}
	const mounts = "/dev/sda1 / ext4 rw 0 0\nme@host: /home/anne\\040b fuse.sshfs rw 0 0\n/dev/sdb1 /home/anne\\040b/stick fuseblk rw 0 0\n"
	for dir, want := range map[string]bool{"/home": false, "/home/anne b": true, "/home/anne b/x/y": true, "/home/anne bc": false, "/home/anne b/stick/x": false} {
		if got := remoteMount(dir, bufio.NewScanner(strings.NewReader(mounts))); got != want {
			t.Errorf("%s: %v", dir, got)
		}
	}
}
