package main

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"strings"
	"time"
)

// The values of [documents] print_command that name no command.
const (
	printAuto = "auto" // the system's way: see systemPrinter
	printOff  = "off"
)

// printTime is how long the printing system has to take a document over.
const printTime = 30 * time.Second

var errPrint = errors.New("the printing system did not take the document")

// printer gives what sends a document to the clinic's printer: the system's own
// way, or a command that takes the PDF on its standard input. Nothing is written to
// a disk by this program. nil: nothing prints here.
func (s settings) printer() func(pdf []byte) error {
	words := strings.Fields(s.Documents.PrintCommand)
	switch {
	case len(words) == 0 || s.Documents.PrintCommand == printOff:
		return nil
	case s.Documents.PrintCommand == printAuto:
		return systemPrinter()
	}
	return commandPrinter(words)
}

// commandPrinter gives what sends a document to a command.
func commandPrinter(words []string) func(pdf []byte) error {
	return func(pdf []byte) error {
		ctx, stop := context.WithTimeout(context.Background(), printTime)
		defer stop()
		c := exec.CommandContext(ctx, words[0], words[1:]...)
		c.Stdin = bytes.NewReader(pdf)
		c.WaitDelay = time.Second
		windowless(c)
		if c.Run() != nil { // its words may name the document: they are not passed on
			return errPrint
		}
		return nil
	}
}
