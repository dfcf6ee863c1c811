package archive

import (
	"encoding/pem"
	"os"
	"path/filepath"
	"testing"

	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
)

// FuzzFolder reads what everybody may write into a folder: nothing of it is fatal, and
// no key counts that the kiosk's or the staff's did not sign for.
func FuzzFolder(f *testing.F) {
	dir := f.TempDir()
	if _, err := Init(filepath.Join(dir, "a"), testPassphrase, Options{WorkFactor: testFactor}); err != nil {
		f.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "a", plainFile))
	if err != nil {
		f.Fatal(err)
	}
	own, err := readKiosk(disk.OS{}, filepath.Join(dir, "a"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"format":2,"staff":[{}],"kiosks":[{"seal":{"certificate":"AA==","sign":""}}]}`))
	whole, err := readPlain(once{b: text}, "")
	if err != nil {
		f.Fatal(err)
	}
	staff := whole.trust(own.Public(), chain.SigningKey{}).Staff
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := readPlain(once{b: text}, "")
		if err != nil {
			return
		}
		trust := p.trust(own.Public(), chain.SigningKey{})
		if trust.Proved && (p.Archive != whole.Archive || trust.Staff[0] != staff[0]) {
			t.Fatalf("a key counts that nobody signed for: %s", text)
		}
		for _, k := range p.Kiosks {
			sealer(p.Archive, k)
		}
	})
}

// FuzzSmall reads the small things that stand in files.
func FuzzSmall(f *testing.F) {
	f.Add(pem.EncodeToMemory(&pem.Block{Type: kioskPEM, Bytes: make([]byte, 32)}))
	f.Add([]byte(`{"file":1,"seq":7}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		if k, err := readKiosk(once{b: b}, ""); err == nil && k.None() {
			t.Fatalf("%q is read as a key, and is none", b)
		}
		_, _, _ = parseRow(b)
		_, _ = parseSlot(b)
		_, _ = parseAwaited(string(b))
	})
}
