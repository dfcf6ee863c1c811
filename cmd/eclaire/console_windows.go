package main

import (
	"os"

	"golang.org/x/sys/windows"
)

// attachConsole gives a command the console that it was typed in. A program of
// windows has none of its own, so that none opens beside the kiosk. What was sent
// elsewhere (a pipe, a file) goes on going there.
//
// The command processor does not wait for such a program; eclaire.com, which stands
// beside it once it is installed, does.
func attachConsole() {
	if len(os.Args) < 2 {
		return // the kiosk, by a double click
	}
	in, out, errs := usable(os.Stdin), usable(os.Stdout), usable(os.Stderr)
	if out && errs {
		return
	}
	attach := windows.NewLazySystemDLL("kernel32.dll").NewProc("AttachConsole")
	const parent = ^uintptr(0)
	if done, _, _ := attach.Call(parent); done == 0 {
		return // it was not started from a console
	}
	if !in {
		reopen(&os.Stdin, "CONIN$", windows.STD_INPUT_HANDLE)
	}
	if !out {
		reopen(&os.Stdout, "CONOUT$", windows.STD_OUTPUT_HANDLE)
	}
	if !errs {
		reopen(&os.Stderr, "CONOUT$", windows.STD_ERROR_HANDLE)
	}
}

// usable tells whether something stands behind a standard stream. A console that
// belongs to another program does not.
func usable(f *os.File) bool {
	if f == nil {
		return false
	}
	kind, err := windows.GetFileType(windows.Handle(f.Fd()))
	return err == nil && kind != windows.FILE_TYPE_UNKNOWN
}

// reopen puts the console in the place of a standard stream.
func reopen(stream **os.File, name string, number uint32) {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return
	}
	*stream = f
	_ = windows.SetStdHandle(number, windows.Handle(f.Fd()))
}
