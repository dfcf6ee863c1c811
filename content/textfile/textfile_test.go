package textfile

import (
	"bytes"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestNormal(t *testing.T) {
	const want = "é\nœ « à »\n\nfin"
	for _, text := range []string{
		want, "\ufeff" + want, "é\r\nœ « à »\r\n\r\nfin", "é\rœ « à »\r\rfin", "e\u0301\r\nœ « a\u0300 »\n\nfin", "\ufeffe\u0301\rœ « à »\n\rfin",
	} {
		if got := string(Normal([]byte(text))); got != want {
			t.Errorf("%q reads as %q", text, got)
		}
	}
	if got := string(Lines([]byte("\ufeffe\u0301\r\n"))); got != "e\u0301\n" {
		t.Errorf("lines alone: %q", got)
	}
}

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		text string
		line int
		want error
	}{
		{"", 0, nil}, {"a\nb é œ\n", 0, nil}, {"\ufeffa", 0, nil},
		{"\xff\xfea\x00b\x00", 0, ErrUTF16}, {"\xfe\xff\x00a\x00b", 0, ErrUTF16}, {"a\x00b\x00c\x00", 0, ErrUTF16},
		{"a\nfractur\xe9e\n", 2, ErrWindows}, {"l\x92\x9cuvre", 1, ErrWindows}, {"a\rb\r\nc\xe9", 3, ErrWindows},
		{"é\n\xff\n", 2, ErrOther}, {"\x8f\n", 1, ErrOther}, {"a\nb\nabcdefghijk\x00", 3, ErrOther},
	} {
		if line, err := Check([]byte(c.text)); line != c.line || err != c.want {
			t.Errorf("%q: line %d, %v; want line %d, %v", c.text, line, err, c.line, c.want)
		}
	}
}

func FuzzNormal(f *testing.F) {
	f.Add([]byte("\ufeffe\u0301\r\n"))
	f.Add([]byte("\xff\xfea\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		once := Normal(b)
		if bytes.IndexByte(once, '\r') >= 0 || bytes.HasPrefix(once, []byte("\ufeff")) && !bytes.HasPrefix(b, []byte("\ufeff\ufeff")) {
			t.Fatalf("%q is not normal", once)
		}
		line, err := Check(b)
		if (err == nil) != (utf8.Valid(b) && bytes.IndexByte(b, 0) < 0) || line < 0 {
			t.Fatalf("%q: %d, %v", b, line, err)
		}
		if err == nil && !norm.NFC.IsNormal(once) {
			t.Fatalf("%q is not composed", once)
		}
	})
}
