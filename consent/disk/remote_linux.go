package disk

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// remoteKinds are the file systems of Linux that lie on another machine, by the number
// that statfs gives (statfs(2), linux/magic.h).
var remoteKinds = map[uint32]bool{
	0x6969:     true, // NFS
	0x517B:     true, // SMB
	0xFF534D42: true, // CIFS
	0xFE534D42: true, // SMB2
	0x564C:     true, // NCP
	0x5346414F: true, // AFS
	0x73757245: true, // Coda
	0x01021997: true, // 9P
	0x00C36400: true, // Ceph
	0x0BD00BD0: true, // Lustre
}

// fuse is the number of what a program serves, be it from this machine's own disk.
const fuse = 0x65735546

// Remote tells whether a folder, or the nearest one above it that is there, lies on
// another machine: locks do not hold there as they must.
func Remote(dir string) bool {
	dir = nearest(dir)
	var s syscall.Statfs_t
	if syscall.Statfs(dir, &s) != nil {
		return false
	}
	kind := uint32(s.Type)
	if kind == fuse {
		mounts, err := os.Open("/proc/self/mounts")
		if err != nil {
			return false
		}
		defer mounts.Close()
		return remoteMount(dir, bufio.NewScanner(mounts))
	}
	return remoteKinds[kind]
}

// remoteMount finds the file system of a folder in /proc/self/mounts (fstab(5)), and
// tells whether a program serves it from another machine.
func remoteMount(dir string, mounts *bufio.Scanner) (remote bool) {
	longest := -1
	spaces := strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`)
	for mounts.Scan() {
		fields := strings.Fields(mounts.Text())
		if len(fields) < 3 {
			continue
		}
		at := spaces.Replace(fields[1])
		if dir != at && at != "/" && !strings.HasPrefix(dir, at+"/") || len(at) < longest {
			continue
		}
		longest = len(at)
		switch strings.TrimPrefix(fields[2], "fuse.") {
		case "sshfs", "davfs", "davfs2", "glusterfs", "s3fs", "rclone", "curlftpfs", "gvfsd-fuse", "smbnetfs":
			remote = true
		default:
			remote = false
		}
	}
	return remote
}

// nearest gives the folder itself or the nearest one above it that is there, without
// links.
func nearest(dir string) string {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return dir
	}
	for {
		whole, err := filepath.EvalSymlinks(dir)
		if err == nil {
			return whole
		}
		if above := filepath.Dir(dir); !errors.Is(err, fs.ErrNotExist) || above == dir {
			return dir
		}
		dir = filepath.Dir(dir)
	}
}
