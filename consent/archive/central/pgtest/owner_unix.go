//go:build unix

package pgtest

import (
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// owner gives who runs PostgreSQL, which refuses to run as root.
func owner() (uid, gid int, other bool) {
	if os.Getuid() != 0 {
		return os.Getuid(), os.Getgid(), false
	}
	for _, name := range []string{"postgres", "nobody"} {
		if u, err := user.Lookup(name); err == nil {
			uid, err1 := strconv.Atoi(u.Uid)
			gid, err2 := strconv.Atoi(u.Gid)
			if err1 == nil && err2 == nil {
				return uid, gid, true
			}
		}
	}
	return 65534, 65534, true
}

// own gives a file or folder to who runs PostgreSQL.
func own(path string) error {
	uid, gid, other := owner()
	if !other {
		return nil
	}
	return os.Chown(path, uid, gid)
}

func asOwner(cmd *exec.Cmd) {
	uid, gid, other := owner()
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if other {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
}
