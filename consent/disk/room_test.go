package disk

import (
	"io/fs"
	"syscall"
	"testing"
)

// TestNoRoomOnWindows has the errors of a full disk as Windows numbers them.
func TestNoRoomOnWindows(t *testing.T) {
	for _, number := range []syscall.Errno{39, 112} {
		err := &fs.PathError{Op: "write", Err: number}
		if !noRoom("windows", err) || noRoom("linux", err) {
			t.Errorf("%d is not known", number)
		}
	}
	if noRoom("windows", syscall.Errno(5)) || noRoom("windows", nil) {
		t.Error("other errors are taken for it")
	}
}
