// Package disktest gives tests a disk so small that it can be filled.
package disktest

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Small mounts a disk of its own until the end of the test, of a size such as
// "16m", and gives its folder. Only root can mount: for others it runs the test
// again where the kernel lets them be root for themselves, and gives "", upon which
// the test is over. Where neither can be done the test is skipped, or fails when
// ECLAIRE_ALL_TESTS is set.
func Small(t *testing.T, size string) (folder string) {
	t.Helper()
	dir := t.TempDir()
	cmd := exec.Command("mount", "-t", "tmpfs", "-o", "size="+size, "tmpfs", dir)
	if os.Getuid() != 0 {
		cmd = exec.Command("unshare", "--map-root-user", "--mount", os.Args[0], "-test.v", "-test.run=^"+t.Name()+"$")
	}
	out, err := cmd.CombinedOutput()
	if os.Getuid() != 0 && strings.Contains(string(out), "--- FAIL") {
		t.Fatalf("as root: %s", out)
	}
	if err != nil {
		if os.Getenv("ECLAIRE_ALL_TESTS") != "" {
			t.Fatalf("no small disk: %v %s", err, out)
		}
		t.Skipf("no small disk: %v %s", err, out)
	}
	if os.Getuid() != 0 {
		return ""
	}
	t.Cleanup(func() { _ = exec.Command("umount", "-l", dir).Run() })
	return dir
}
