package ui_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"eclaire/consent"
	"eclaire/ui"
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
	tap("print.do")
	shows("print.working")
	k.Shell.Desks().Finishing.Print() // a second press
	if k.Tap(say.T("print.working")) == nil {
		t.Error("one can press while it prints")
	}
	finish()
	shows("print.failed")
	fail, printed = nil, nil
	tap("print.retry")
	finish()
	shows("print.sent")
	if !bytes.Equal(printed, stored) || len(stored) == 0 {
		t.Error("something else was printed than what is stored")
	}
	tap("print.again")
	k.Shell.EndSession() // while it prints
	finish()
	wiped(t, k)
	k.Shell.Desks().Finishing.Print()
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
		for _, id := range []string{"welcome.code", "waiting.list", "waiting.put", "print.do", "code.not-me"} {
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
	k.Shell.Desks().Finishing.Print()
}
