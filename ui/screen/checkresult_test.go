package screen

import (
	"crypto/x509"
	"os"
	"path/filepath"
	"testing"

	"eclaire/consent"
	"eclaire/consent/document"
	"eclaire/consent/inspect"
	"eclaire/consent/seal"
	"eclaire/content"
	"eclaire/locales"
)

// TestConsentOfAnEarlierProgram offers the patient both ways on a consent that an
// earlier program drew: that its print agrees with its record is enough.
func TestConsentOfAnEarlierProgram(t *testing.T) {
	read := func(name string) []byte {
		b, err := os.ReadFile(filepath.Join("..", "..", "consent", "inspect", "testdata", "0", name))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	lib, words, err := content.LoadAll(content.Files(), locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	roots, err := seal.ParseCertificates(read("roots.pem"))
	if err != nil {
		t.Fatal(err)
	}
	stamps := x509.NewCertPool()
	stamps.AppendCertsFromPEM(read("stamp-roots.pem"))
	file := read("vertebroplasty-fr.pdf")
	r := &Checked{Result: inspect.File(file, seal.Trust{Roots: roots, StampRoots: stamps}, lib, words)}
	if r.Text != inspect.Consistent || !r.Good() || !r.canBe(consent.Confirmed) || !r.canBe(consent.Withdrawn) {
		t.Errorf("%s, %v: neither confirmed nor withdrawn", r.Text, r.Findings)
	}
	r.Later = consent.Confirmed
	if r.canBe(consent.Confirmed) || !r.canBe(consent.Withdrawn) {
		t.Error("a confirmed consent can be withdrawn, and not confirmed again")
	}
	r.Unconfirmed = true
	if r.canBe(consent.Withdrawn) {
		t.Error("a consent whose origin is not confirmed can be withdrawn")
	}
	r.Unconfirmed, r.Later = false, consent.Withdrawn
	if r.canBe(consent.Confirmed) || r.canBe(consent.Withdrawn) {
		t.Error("a withdrawn consent can be confirmed")
	}
	if d, err := document.Open(file); err != nil || len(d.Pages) < 15 {
		t.Errorf("its pages cannot be looked at: %v", err)
	}
}
