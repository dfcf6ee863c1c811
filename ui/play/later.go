package play

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/x509"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"eclaire/consent"
	"eclaire/consent/document"
	"eclaire/consent/inspect"
	"eclaire/consent/seal"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui"
)

// Filing keeps the documents of a stage sealed in a folder of its own, as a
// kiosk does, so that the staff can check them. Tour.Leave removes the folder.
func Filing(lib *content.Library, words *locales.Bundle) func(*ui.Options) {
	return func(o *ui.Options) {
		dir, err := os.MkdirTemp("", "eclaire-play-")
		if err != nil {
			panic(err) // without a temporary folder nothing can be played
		}
		now := o.Now
		keyPEM, chainPEM, err := seal.NewSelfSigned("Clinique Modèle", now(), rand.Reader)
		if err != nil {
			panic(err)
		}
		key, err := seal.LoadKey(keyPEM, chainPEM)
		if err != nil {
			panic(err)
		}
		n := 0
		o.Folder = dir
		o.NewID = func(time.Time) string { n++; return fmt.Sprintf("E-TEST-%d", n) }
		o.Seal = func(pdf []byte, finished time.Time) ([]byte, bool, error) {
			s, err := seal.Seal(context.Background(), pdf, key, seal.Options{Now: now(), NotBefore: finished})
			return s.File, false, err
		}
		o.Keep = func(id string, pdf, _ []byte, _ bool) error {
			return os.WriteFile(filepath.Join(dir, id+".pdf"), pdf, 0o600)
		}
		o.Check = func(b []byte) inspect.Result {
			return inspect.File(b, seal.Trust{Roots: []*x509.Certificate{key.Chain[0]}}, lib, words)
		}
	}
}

// Leave removes what Filing kept.
func (t *Tour) Leave() {
	if t.Store != nil {
		t.Store.Close()
	}
	if dir := t.Shell.Folder(); dir != "" {
		os.RemoveAll(dir)
	}
}

// later leaves the finished session, has the staff check its document, and lets
// the patient confirm or withdraw the consent.
func (t *Tour) later() error {
	name := t.Shell.State().Document.ID + ".pdf"
	if err := do(t.tap(t.say.T("finished.leave")), t.tap(t.say.T("language.name")), t.tap(t.say.T("staff")),
		t.tap(t.say.T("staff.check")), t.seen, t.doubtful(name), t.pick(name), t.seen); err != nil {
		return err
	}
	wanted := map[consent.Outcome]string{consent.Confirmed: "verify.confirm", consent.Withdrawn: "verify.withdraw"}[t.Later]
	if err := do(t.tap(t.say.T(wanted)), t.seen, t.tap(t.say.T("case.hand-over"))); err != nil {
		return err
	}
	return t.way()
}

// pick touches a document in the list.
func (t *Tour) pick(name string) func() error {
	return func() error {
		for _, r := range t.Shell.State().Checks.Rows {
			if r.Name == name {
				return t.Tap(name + " – " + t.say.Moment(r.When))
			}
		}
		return fmt.Errorf("%s is not in the list", name)
	}
}

// doubtful looks at documents and codes that do not hold.
func (t *Tour) doubtful(name string) func() error {
	return func() error {
		if !t.Detours {
			return nil
		}
		dir := t.Shell.Folder()
		good, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		changed := bytes.Clone(good)
		changed[len(changed)/3] ^= 1
		file := func(name string, b []byte) func() error {
			return func() error { return os.WriteFile(filepath.Join(dir, name), b, 0o600) }
		}
		long := strings.Repeat("E-20261122-", 12) + "0.pdf" // wider than any screen
		again := t.tap(t.say.T("staff.check"))
		back := both(t.tap(t.say.T("back")), t.tap(t.say.T("back")))
		return do(
			file("E-TEST-8.pdf", changed), file("E-TEST-9.pdf", append(bytes.Clone(good), "\n% more\n"...)), file(long, []byte("%PDF-1.7\n")),
			func() error { return os.Mkdir(filepath.Join(dir, "2025"), 0o700) },
			t.tap(t.say.T("back")), again, t.visitAs("full"),
			t.tap(t.say.T("verify.subfolder", "Name", "2025")), t.visitAs("empty"), t.tap(t.say.T("verify.up")),
			t.scan("E-1"), t.visitAs("refused"),
			t.pick("E-TEST-8.pdf"), t.visitAs("changed"), back, again,
			t.pick("E-TEST-9.pdf"), t.visitAs("more"), back, again,
			t.pick(long), t.visitAs("foreign"), back, again,
			t.sheets(name), back, again,
		)
	}
}

// sheets scans the document's own code and that of another one.
func (t *Tour) sheets(name string) func() error {
	return func() error {
		if err := t.pick(name)(); err != nil {
			return err
		}
		code, err := document.Code(*t.Shell.State().Checks.Result.Record)
		if err != nil {
			return err
		}
		at := strings.LastIndexByte(code, ':') + 1
		other := code[:at] + strings.Repeat("0A", 32)
		return do(t.tap(t.say.T("back")), t.scan(other), t.visitAs("other-sheet"), t.tap(t.say.T("back")), t.scan(code), t.visitAs("sheet"))
	}
}

// scan types a code as a scanner does, and searches.
func (t *Tour) scan(code string) func() error {
	return both(func() error { return t.Write(t.say.T("verify.code"), code) }, t.tap(t.say.T("verify.code.find")))
}

// both is one step made of two.
func both(first, second func() error) func() error {
	return func() error { return do(first, second) }
}
