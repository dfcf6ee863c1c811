package inspect_test

import (
	"crypto/x509"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"eclaire/consent"
	"eclaire/consent/inspect"
	"eclaire/consent/seal"
)

// fixture is a document that the program of commit 7f0c1ca made, see
// testdata/0/make_test.go.txt.
type fixture struct {
	name         string
	pdf, session []byte
}

// fixtures gives the documents of drawing 0.
func fixtures(t testing.TB) []fixture {
	t.Helper()
	files, err := filepath.Glob("testdata/0/*.pdf")
	if err != nil || len(files) != 13 {
		t.Fatalf("%d fixtures, %v", len(files), err)
	}
	var out []fixture
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".pdf")
		out = append(out, fixture{name, read(t, name+".pdf"), read(t, name+".json")})
	}
	return out
}

// read gives a file of the fixtures.
func read(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "0", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// fixtureTrust is who vouches for the fixtures.
func fixtureTrust(t testing.TB) seal.Trust {
	t.Helper()
	roots, err := seal.ParseCertificates(read(t, "roots.pem"))
	if err != nil {
		t.Fatal(err)
	}
	stamps := x509.NewCertPool()
	if !stamps.AppendCertsFromPEM(read(t, "stamp-roots.pem")) {
		t.Fatal("no root of the time stamps")
	}
	return seal.Trust{Roots: roots, StampRoots: stamps}
}

func TestFixturesHold(t *testing.T) {
	o, trust := open(t), fixtureTrust(t)
	for _, f := range fixtures(t) {
		for _, version := range []string{o.lib.Version, "c21a51a9e9ab", "0123456789ab"} {
			lib := *o.lib
			lib.Version = version
			if r := inspect.File(f.pdf, trust, &lib, o.words); !r.Holds() || r.Text != inspect.Consistent {
				t.Errorf("%s, read with content %s: %v, %v", f.name, version, r.Findings, r.Text)
			}
		}
		r, err := consent.ParseRecord(f.session)
		if err != nil {
			t.Fatal(err)
		}
		_ = r
	}
}
