//go:build !windows

package main

import "os/exec"

// systemPrinter gives what sends a document through the system's printing command;
// nil where there is none.
func systemPrinter() func(pdf []byte) error {
	if _, err := exec.LookPath("lp"); err != nil {
		return nil
	}
	return commandPrinter([]string{"lp", "-s"})
}

// windowless has nothing to do here: a command opens no window of its own.
func windowless(*exec.Cmd) {}
