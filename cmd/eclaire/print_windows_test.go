package main

import (
	"os"
	"testing"
)

// TestPrintForReal prints the file that ECLAIRE_PRINT names on the default printer;
// without it nothing is printed. No target runs it: it is for a machine, or a Wine
// with a queue of CUPS, where the paper is looked at.
func TestPrintForReal(t *testing.T) {
	name := os.Getenv("ECLAIRE_PRINT")
	if name == "" {
		t.Skip("ECLAIRE_PRINT names no document")
	}
	pdf, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	to := systemPrinter()
	if to == nil {
		printer, err := defaultPrinter()
		t.Fatalf("there is no printer that prints: %q, %v", printer, err)
	}
	if err := to(pdf); err != nil {
		t.Error(err)
	}
	if to([]byte("no document")) == nil {
		t.Error("what is no document was printed")
	}
}

// TestPrintMachineSettings has the place of the settings of a machine.
func TestPrintMachineSettings(t *testing.T) {
	if name := machineSettings(); name != `C:\ProgramData\eclaire\eclaire.toml` {
		t.Errorf("the settings of the machine are %q", name)
	}
}
