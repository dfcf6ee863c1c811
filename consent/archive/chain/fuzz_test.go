package chain

import "testing"

// FuzzTexts reads the small things that stand in rows and files.
func FuzzTexts(f *testing.F) {
	f.Add("content 1 7")
	f.Add("1:7:" + Hash{}.String())
	f.Fuzz(func(t *testing.T, s string) {
		if found, ok := ParseFindingNote(s); ok {
			if again, ok := ParseFindingNote(FindingNote(found)); !ok || again != found {
				t.Fatalf("%q is read as %v, and that as %v", s, found, again)
			}
		}
		if p, err := ParsePosition(s); err == nil {
			if again, err := ParsePosition(p.String()); err != nil || again != p {
				t.Fatalf("%q is read as %v, and that as %v", s, p, again)
			}
		}
	})
}

// FuzzContent reads what was decrypted.
func FuzzContent(f *testing.F) {
	id := ID{1, 2, 3}
	for form := 1; form <= 2; form++ {
		f.Add(Pack(MagicBody, form, id, []byte("one"), []byte("two")))
		f.Add(Pack(MagicHead, form, id, []byte(`{"about":{"record":"x"}}`)))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, magic := range []string{MagicHead, MagicBody, MagicStamp} {
			if parts, err := Unpack(magic, id, b, 2); err == nil && len(parts) != 2 {
				t.Fatal("a part is missing")
			}
			if parts, err := Unpack(magic, id, b, 1); err == nil {
				_, _ = ParseInside(parts[0])
			}
		}
	})
}
