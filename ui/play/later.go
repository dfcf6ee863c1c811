package play

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"eclaire/consent"
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
		o.Keep = func(id string, pdf, _ []byte) error { return os.WriteFile(filepath.Join(dir, id+".pdf"), pdf, 0o600) }
		o.Check = func(b []byte) inspect.Result {
			return inspect.File(b, seal.Trust{Roots: []*x509.Certificate{key.Chain[0]}}, lib, words)
		}
	}
}

// Leave removes what Filing kept.
func (t *Tour) Leave() {
	if dir := t.Shell.Folder(); dir != "" {
		os.RemoveAll(dir)
	}
}

// later leaves the finished session, has the staff check its document, and lets
// the patient confirm or withdraw the consent.
func (t *Tour) later() error {
	id := t.Shell.State().Document.ID
	var label string
	row := func() error {
		for _, r := range t.Shell.State().Checks.Rows {
			if r.Name == id+".pdf" {
				label = r.Name + " · " + t.say.Moment(r.When)
			}
		}
		return t.Tap(label)
	}
	wanted := map[consent.Outcome]string{consent.Confirmed: "verify.confirm", consent.Withdrawn: "verify.withdraw"}[t.Later]
	if err := do(t.tap(t.say.T("finished.leave")), t.tap(t.Words.For(t.Language).T("language.name")), t.tap(t.say.T("staff")),
		t.tap(t.say.T("staff.check")), t.seen, row, t.seen, t.tap(t.say.T(wanted)), t.seen, t.tap(t.say.T("case.hand-over"))); err != nil {
		return err
	}
	return t.way()
}
