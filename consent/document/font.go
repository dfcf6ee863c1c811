package document

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"

	"eclaire/assets"
	"eclaire/consent"
)

// GlyphError is all the letters of a document that its font cannot print, as a list.
// It names each once and sorted, so that no word can be read out of it.
type GlyphError struct{ Letters string }

func (e GlyphError) Error() string { return "these letters cannot be printed: " + e.Letters }

// lacking makes the error of letters that the font lacks; nil for none. What cannot be
// seen is named by its number.
func lacking(letters []string) error {
	if len(letters) == 0 {
		return nil
	}
	for i, l := range letters {
		if r := []rune(l); len(r) == 1 && !unicode.IsGraphic(r[0]) {
			letters[i] = fmt.Sprintf("%U", r[0])
		}
	}
	slices.Sort(letters)
	return GlyphError{strings.Join(slices.Compact(letters), ", ")}
}

// allLetters gives, for a letter of a record that cannot be printed, all of that record;
// any other error as it is.
func allLetters(err error, r consent.Record) error {
	if !errors.As(err, new(GlyphError)) {
		return err
	}
	f, fault := loadFaces()
	text, broken := json.Marshal(r)
	var entries any
	if fault != nil || broken != nil || json.Unmarshal(text, &entries) != nil {
		return err
	}
	var letters []string
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			letters = append(letters, consent.Unprintable(tidy(v), f.prints)...)
		case []any:
			for _, one := range v {
				walk(one)
			}
		case map[string]any:
			for _, one := range v {
				walk(one)
			}
		}
	}
	walk(entries)
	if all := lacking(letters); all != nil {
		return all
	}
	return err
}

// face is one weight of the document's font, measured. It never changes.
type face struct {
	font     *sfnt.Font
	advances map[rune]float64 // thousandths of the size, rounded as the PDF holds them
}

// faces are the two weights. sfnt.Font is safe for use by several goroutines
// as long as each brings its own buffer.
type faces struct{ regular, bold *face }

// loadFaces parses the embedded font once; a font that cannot be parsed is a
// fault of the build.
var loadFaces = sync.OnceValues(func() (faces, error) {
	regular, err := newFace(assets.FontRegular)
	if err != nil {
		return faces{}, fmt.Errorf("failed to read the regular font: %w", err)
	}
	bold, err := newFace(assets.FontBold)
	if err != nil {
		return faces{}, fmt.Errorf("failed to read the bold font: %w", err)
	}
	return faces{regular, bold}, nil
})

// newFace reads the advance of every character of the basic plane.
func newFace(ttf []byte) (*face, error) {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		return nil, err
	}
	var b sfnt.Buffer
	out := &face{f, map[rune]float64{}}
	for r := rune(' '); r <= 0xFFFF; r++ {
		i, err := f.GlyphIndex(&b, r)
		if err != nil || i == 0 || unicode.IsControl(r) {
			continue
		}
		a, err := f.GlyphAdvance(&b, i, fixed.I(1000), font.HintingNone)
		if err != nil {
			return nil, err
		}
		out.advances[r] = float64(a.Round())
	}
	return out, nil
}

// width measures s at a size, in points. Kerning is left out: the page writer
// has none.
func (f *face) width(s string, size float64) float64 {
	w := 0.0
	for _, r := range s {
		w += f.advances[r]
	}
	return w * size / 1000
}

func (f faces) of(bold bool) *face {
	if bold {
		return f.bold
	}
	return f.regular
}

// check tells whether both weights can print s, and which letters they can't.
func (f faces) check(s string) error {
	if f.printsAll(s) {
		return nil
	}
	return lacking(consent.Unprintable(s, f.prints))
}

func (f faces) printsAll(s string) bool {
	for _, r := range s {
		if !f.prints(r) {
			return false
		}
	}
	return true
}

func (f faces) prints(r rune) bool {
	_, regular := f.regular.advances[r]
	_, bold := f.bold.advances[r]
	return regular && bold
}

// CanPrint tells whether a document can print s, or gives the GlyphError. It
// is what a field asks before it takes a text.
func CanPrint(s string) error {
	f, err := loadFaces()
	if err != nil {
		return err
	}
	return f.check(tidy(s))
}

// tidy composes accents, makes s valid UTF-8 and replaces the narrow space and
// the unbreakable hyphen, which the font lacks, by their plain likes. Line ends
// and tabs, as text files have them, become spaces.
func tidy(s string) string {
	plain := true
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case '\u202f', '\u2009', '\u2007':
			return '\u00a0'
		case '\u2011':
			return '-'
		case '\n', '\t', '\r':
			return ' '
		}
		return r
	}, norm.NFC.String(s))
}
