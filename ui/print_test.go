package ui_test

import (
	"bytes"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"eclaire/consent"
	"eclaire/consent/document"
	"eclaire/consent/seal"
	"eclaire/ui"
	"eclaire/ui/play"
	"eclaire/ui/screen"
)

// TestPrinting sends the stored bytes to the printer; a failure can be tried again.
func TestPrinting(t *testing.T) {
	var stored, printed []byte
	var fail error
	var later []func()
	k := open(t, func(o *ui.Options) {
		o.Keep = func(_ string, pdf, _ []byte, _ bool) error { stored = bytes.Clone(pdf); return nil }
		o.Print = func(pdf []byte) error { printed = append(printed, pdf...); return fail }
		run := o.Run
		o.Run = func(work, done func()) {
			if len(stored) == 0 {
				run(work, done)
				return
			}
			later = append(later, func() { work(); done() })
		}
	})
	if err := k.Play(); err != nil || len(later) != 0 {
		t.Fatal(err, len(later))
	}
	say := k.Words.For(consent.French)
	tap := func(id string) {
		t.Helper()
		if err := k.Tap(say.T(id)); err != nil {
			t.Fatal(err)
		}
	}
	finish := func() {
		t.Helper()
		if len(later) != 1 {
			t.Fatalf("%d things are printing", len(later))
		}
		later[0]()
		later = nil
	}
	shows := func(id string) {
		t.Helper()
		if !strings.Contains(shown(k.Window.Content()), say.T(id)) {
			t.Errorf("the screen does not say %q", say.T(id))
		}
	}
	fail = errors.New("no paper")
	tap("print.patient")
	shows("print.working")
	k.Shell.Desks().Finishing.Print(screen.PaperAll) // a second press
	if k.Tap(say.T("print.working")) == nil || k.Tap(say.T("print.other")) == nil {
		t.Error("one can press while it prints")
	}
	finish()
	shows("print.failed")
	fail, printed = nil, nil
	tap("print.retry")
	finish()
	shows("paper.patient")
	if want, err := document.Select(stored, document.SelectPatient); err != nil || !bytes.Equal(printed, want) {
		t.Error("something else was printed than the patient's pages of what is stored")
	}
	tap("print.other")
	tap("paper.all")
	printed = nil
	finish()
	shows("paper.all")
	if !bytes.Equal(printed, stored) || len(stored) == 0 {
		t.Error("something else was printed than what is stored")
	}
	tap("print.patient")
	k.Shell.EndSession() // while it prints
	finish()
	wiped(t, k)
	k.Shell.Desks().Finishing.Print(screen.PaperPatient)
	k.Shell.Desks().Finishing.PrintOther()
	if len(later) != 0 {
		t.Error("something is printed after the session")
	}
}

// TestNothingIsOfferedWithout looks for buttons where neither a list nor a
// printer is set up.
func TestNothingIsOfferedWithout(t *testing.T) {
	k := open(t, nil)
	say := k.Words.For(consent.French)
	k.Visit = func(string) error {
		for _, id := range []string{"welcome.code", "waiting.list", "waiting.put", "print.do", "print.patient", "print.other", "code.not-me"} {
			if strings.Contains(shown(k.Window.Content()), say.T(id)) {
				t.Errorf("%v offers %s", k.Shell.State().Route, id)
			}
		}
		return nil
	}
	if err := k.Play(); err != nil {
		t.Fatal(err)
	}
	k.Shell.Desks().Cases.PutOnList()
	k.Shell.Desks().Finishing.Print(screen.PaperPatient)
	k.Shell.Desks().Finishing.PrintOther()
}

// sheetsOf counts the pages of a file by their part.
func sheetsOf(t *testing.T, file []byte) map[document.Part]int {
	t.Helper()
	d, err := document.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	out := map[document.Part]int{}
	for _, p := range d.Pages {
		out[p.Part]++
	}
	return out
}

// TestPrintingByParts presses each button that the last screen offers and counts what
// comes to the printer.
func TestPrintingByParts(t *testing.T) {
	for _, letter := range []bool{true, false} {
		var stored, printed []byte
		k := open(t, func(o *ui.Options) {
			o.Clinic.Letter = letter
			o.Keep = func(_ string, pdf, _ []byte, _ bool) error { stored = bytes.Clone(pdf); return nil }
			o.Print = func(pdf []byte) error { printed = bytes.Clone(pdf); return nil }
		})
		k.Outcome = consent.AcceptProcedure
		if err := k.Play(); err != nil {
			t.Fatal(err)
		}
		say := k.Words.For(consent.French)
		tap := func(words ...string) {
			t.Helper()
			for _, w := range words {
				if err := k.Tap(say.T(w)); err != nil {
					t.Fatal(err)
				}
			}
		}
		whole := sheetsOf(t, stored)
		tap("print.patient")
		if got := sheetsOf(t, printed); got["A"] != whole["A"] || 2*got["B"] != whole["B"] || len(got) != 2 {
			t.Errorf("for the patient: %v of %v", got, whole)
		}
		tap("print.other", "paper.file")
		if got := sheetsOf(t, printed); got["A"] != whole["A"] || len(got) != 1 {
			t.Errorf("for the file: %v of %v", got, whole)
		}
		tap("print.other")
		if k.offers("paper.letter") != (whole["C"] > 0) || !letter && whole["C"] > 0 {
			t.Errorf("a letter is offered: %v, of %v", k.offers("paper.letter"), whole)
		}
		if k.offers("paper.patient") {
			t.Error("what the screen offers is offered twice")
		}
		if whole["C"] > 0 {
			tap("paper.letter")
			if got := sheetsOf(t, printed); got["C"] != whole["C"] || len(got) != 1 {
				t.Errorf("the letter: %v of %v", got, whole)
			}
			tap("print.other")
		}
		tap("paper.all")
		if !bytes.Equal(printed, stored) {
			t.Error("the whole document is something else than what is stored")
		}
	}
}

// TestPrintingOfOnePart: a confirmation is a single part, printed with one button.
func TestPrintingOfOnePart(t *testing.T) {
	var printed []byte
	k, _ := vaulted(t, func(o *ui.Options) { o.Print = func(pdf []byte) error { printed = bytes.Clone(pdf); return nil } })
	k.unlock(t, play.Passphrase)
	k.first(t)
	say := k.Words.For(consent.French)
	for _, words := range []string{"verify.confirm", "case.hand-over"} {
		if err := k.Tap(say.T(words)); err != nil {
			t.Fatal(err)
		}
	}
	k.Later = consent.Confirmed
	if err := k.Finish(); err != nil {
		t.Fatal(err)
	}
	if k.Tap(say.T("print.other")) == nil {
		t.Error("there is something else to print")
	}
	if err := k.Tap(say.T("print.do")); err != nil {
		t.Fatal(err)
	}
	if got := sheetsOf(t, printed); got["A"] == 0 || len(got) != 1 || !bytes.Contains(printed, []byte("/AcroForm")) {
		t.Errorf("a confirmation is printed as %v", got)
	}
}

// TestPrintingFromTheArchive asks what of a document to print, and notes it; a document
// drawn before there were parts is printed whole.
func TestPrintingFromTheArchive(t *testing.T) {
	var printed []byte
	k, store := vaulted(t, func(o *ui.Options) { o.Print = func(pdf []byte) error { printed = bytes.Clone(pdf); return nil } })
	whole := sheetsOf(t, document1(t, store))
	old, err := os.ReadFile(filepath.Join("..", "consent", "inspect", "testdata", "0", "vertebroplasty-fr.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := consent.ParseCanonical(seal.Verify(old, seal.Trust{}).Record)
	if err != nil {
		t.Fatal(err)
	}
	session, err := r.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Keep(r.ID, old, session); err != nil {
		t.Fatal(err)
	}
	say := k.Words.For(consent.French)
	tap := func(words ...string) {
		t.Helper()
		for _, w := range words {
			if err := k.Tap(say.T(w)); err != nil {
				t.Fatal(err)
			}
		}
	}
	opened := func(record string) {
		t.Helper()
		for _, row := range k.Shell.State().Archive.Rows {
			if row.Record == record {
				k.Shell.Desks().Archive.OpenEntry(row.ID)
				return
			}
		}
		t.Fatalf("the list lacks %s", record)
	}
	k.unlock(t, play.Passphrase)
	opened(r.ID)
	tap("archive.do.print")
	if k.overlay() != "" || !bytes.Equal(printed, old) {
		t.Errorf("an old document is not printed whole at once: %s", k.overlay())
	}
	opened("E-TEST-1")
	tap("archive.do.print", "cancel")
	if !bytes.Equal(printed, old) {
		t.Error("something is printed before it is chosen")
	}
	tap("archive.do.print", "paper.patient")
	if got := sheetsOf(t, printed); got["A"] != whole["A"] || 2*got["B"] != whole["B"] || len(got) != 2 {
		t.Errorf("for the patient: %v of %v", got, whole)
	}
	tap("archive.do.print", "paper.all")
	if got := sheetsOf(t, printed); !maps.Equal(got, whole) {
		t.Errorf("the whole: %v of %v", got, whole)
	}
	k.says(t, say.T("archive.told.print"))
	tap("archive.do.trail")
	k.says(t, say.T("paper.patient"))
	k.says(t, say.T("paper.all"))
}
