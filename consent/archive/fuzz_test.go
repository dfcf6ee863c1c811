package archive

import (
	"encoding/pem"
	"os"
	"path/filepath"
	"testing"
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
	own, err := readKiosk(osDisk{}, filepath.Join(dir, "a"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"format":2,"staff":[{}],"kiosks":[{"seal":{"certificate":"AA==","sign":""}}]}`))
	whole, err := readPlain(once{b: text}, "")
	if err != nil {
		f.Fatal(err)
	}
	staff := whole.trust(own.public(), SigningKey{}).Staff
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := readPlain(once{b: text}, "")
		if err != nil {
			return
		}
		trust := p.trust(own.public(), SigningKey{})
		if trust.Proved && (p.Archive != whole.Archive || trust.Staff[0] != staff[0]) {
			t.Fatalf("a key counts that nobody signed for: %s", text)
		}
		for _, k := range p.Kiosks {
			sealer(p.Archive, k)
		}
	})
}

// FuzzSmall reads the small things that stand in rows and files.
func FuzzSmall(f *testing.F) {
	f.Add("content 1 7")
	f.Add("1:7:" + Hash{}.String())
	f.Add(string(pem.EncodeToMemory(&pem.Block{Type: kioskPEM, Bytes: make([]byte, 32)})))
	f.Fuzz(func(t *testing.T, s string) {
		if found, ok := parseFindingNote(s); ok {
			if again, ok := parseFindingNote(findingNote(found)); !ok || again != found {
				t.Fatalf("%q is read as %v, and that as %v", s, found, again)
			}
		}
		if p, err := ParsePosition(s); err == nil {
			if again, err := ParsePosition(p.String()); err != nil || again != p {
				t.Fatalf("%q is read as %v, and that as %v", s, p, again)
			}
		}
		if k, err := readKiosk(once{b: []byte(s)}, ""); err == nil && k.none() {
			t.Fatalf("%q is read as a key, and is none", s)
		}
	})
}

// FuzzContent reads what was decrypted.
func FuzzContent(f *testing.F) {
	id := ID{1, 2, 3}
	for form := 1; form <= 2; form++ {
		f.Add(pack(magicBody, form, id, []byte("one"), []byte("two")))
		f.Add(pack(magicHead, form, id, []byte(`{"about":{"record":"x"}}`)))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, magic := range []string{magicHead, magicBody, magicStamp} {
			if parts, err := unpack(magic, id, b, 2); err == nil && len(parts) != 2 {
				t.Fatal("a part is missing")
			}
			if parts, err := unpack(magic, id, b, 1); err == nil {
				_, _ = parseHead(parts[0])
			}
		}
		_, _, _ = parseRow(b)
	})
}
