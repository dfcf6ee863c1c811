package ui_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/consent/document"
	"eclaire/ui"
	"eclaire/ui/screen"
	"eclaire/ui/widget"
)

// printer is one without paper for a while.
type printer struct {
	fail    error
	printed [][]byte
}

func (p *printer) print(pdf []byte) error {
	if p.fail == nil {
		p.printed = append(p.printed, pdf)
	}
	return p.fail
}

// says looks that what was printed last is for home and says all these.
func (p *printer) says(t *testing.T, n int, wants ...string) {
	t.Helper()
	if len(p.printed) != n {
		t.Fatalf("%d papers were printed, want %d", len(p.printed), n)
	}
	said, err := document.ReadPrint(p.printed[n-1])
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range wants {
		if !strings.Contains(said.Text, document.Bare(want)) {
			t.Errorf("the paper lacks %q", want)
		}
	}
}

const notSigned = "Non signé : information à lire à la maison"

// offers tells whether a question over the page has a button.
func (k *kiosk) offers(id string) bool {
	top := k.Window.Canvas().Overlays().Top()
	return top != nil && widget.Find(top, id) != nil
}

// over looks that the question over the page says a sentence.
func (k *kiosk) over(t *testing.T, id string) {
	t.Helper()
	if want := k.Words.For(consent.French).T(id); !strings.Contains(k.overlay(), want) {
		t.Errorf("it does not say %q: %s", want, k.overlay())
	}
}

// TestPrintForHome prints what goes home after a session was put by: a failure can be
// tried again, and nothing is written to the disk.
func TestPrintForHome(t *testing.T) {
	p := &printer{fail: errors.New("no paper")}
	var later []func()
	slow := false
	c := newClinic(t)
	c.start(func(o *ui.Options) {
		o.Print = p.print
		run := o.Run
		o.Run = func(work, done func()) {
			if slow {
				later = append(later, func() { work(); done() })
				return
			}
			run(work, done)
		}
	})
	c.until(t, screen.Route{Name: screen.Thanks})
	own := "Pourrai-je encore jardiner cet été ?"
	if err := c.Shell.Desks().Way.Do(consent.Ask{Question: consent.Question{Text: own}}); err != nil {
		t.Fatal(err)
	}
	c.tap(t, "put-by")
	c.over(t, "home.text")
	names := func() []string {
		list, err := filepath.Glob(filepath.Join(c.dir, "*"))
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	before := names()
	slow = true
	c.tap(t, "home")
	c.over(t, "home.working")
	if c.offers("home") || len(later) != 1 {
		t.Errorf("while it prints, it can be printed again, or %d things print", len(later))
	}
	slow = false
	later[0]()
	c.over(t, "home.failed")
	p.fail = nil
	c.tap(t, "home")
	c.over(t, "home.sent")
	p.says(t, 1, notSigned, own)
	if after := names(); strings.Join(before, " ") != strings.Join(after, " ") {
		t.Errorf("on the disk are %v, and were %v", after, before)
	}
	if _, err := os.Stat(c.Shell.Folder()); c.Shell.Folder() != "" && err == nil {
		if list, _ := filepath.Glob(filepath.Join(c.Shell.Folder(), "*.pdf")); len(list) > 0 {
			t.Errorf("in the folder are %v", list)
		}
	}
	c.tap(t, "told")
	wiped(t, c.kiosk)
}

// TestPrintForHomeEnds: the session is known for a while only, and nothing is printed for
// who has gone on.
func TestPrintForHomeEnds(t *testing.T) {
	p := &printer{}
	k := open(t, func(o *ui.Options) { o.Print = p.print })
	k.until(t, screen.Route{Name: screen.Thanks})
	k.tap(t, "put-by")
	if !k.offers("home") {
		t.Fatal("nothing is offered")
	}
	k.now = k.now.Add(6 * time.Minute)
	k.Shell.Tick()
	if k.offers("home") || !k.offers("told") || len(p.printed) != 0 {
		t.Error("it is still offered after a while")
	}
	k.tap(t, "told")
	wiped(t, k)
}

// TestPrintForHomeWithout offers nothing where there is no printer.
func TestPrintForHomeWithout(t *testing.T) {
	k := open(t, nil)
	k.until(t, screen.Route{Name: screen.Thanks})
	k.tap(t, "put-by")
	if k.offers("home") || !k.offers("told") || strings.Contains(k.overlay(), k.Words.For(consent.French).T("home.text")) {
		t.Error("it is offered without a printer")
	}
	k.tap(t, "told")
	k.Shell.Desks().Finishing.PrintHome()
}

// TestPrintForHomeAfterMoreTime prints it from the last screen of who took more time.
func TestPrintForHomeAfterMoreTime(t *testing.T) {
	p := &printer{fail: errors.New("no paper")}
	c := newClinic(t)
	c.start(func(o *ui.Options) { o.Print = p.print })
	c.Outcome = consent.WantTime
	if err := c.Play(); err != nil {
		t.Fatal(err)
	}
	say := c.Words.For(consent.French)
	c.tap(t, "home")
	c.says(t, say.T("home.failed"))
	p.fail = nil
	c.tap(t, "home")
	c.says(t, say.T("home.sent"))
	p.says(t, 1, notSigned)
	if c.Shell.State().Document.Print != "" {
		t.Error("the document counts as printed")
	}
	wipeAfter(t, c)
}
