package content

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"eclaire/assets"
	"eclaire/assets/vector"
	"eclaire/consent"
	"eclaire/locales"
)

// A picture of the clinic's own takes the place of ours and is checked alike.
func TestOwnPictures(t *testing.T) {
	leak, err := assets.Figure("leak")
	if err != nil {
		t.Fatal(err)
	}
	draw := func(body string) []byte {
		return []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600">` + body + `</svg>`)
	}
	for _, c := range []struct {
		name, file, want string // want is "" when the picture is good
		svg              []byte
	}{
		{"good", "vp-1", "", draw(`<path fill="#112233" d="M0 0L9 0L9 9z"/>`)},
		{"broken", "vp-1", `"vp-1" cannot be used`, draw(`<path`)},
		{"empty", "vp-1", `"vp-1" cannot be used`, nil},
		{"unsupported", "vp-1", `"vp-1" cannot be used: element <text> is not supported`, draw(`<text>9</text>`)},
		{"huge", "vp-1", `"vp-1" cannot be used: SVG has`, append(leak, bytes.Repeat([]byte(" "), vector.MaxSize)...)},
		{"without its anchor", "leak", `"leak" has no anchor "vein"`, bytes.Replace(leak, []byte(`id="vein"`), []byte(`id="artery"`), 1)},
		{"of no figure", "leek", "figures/leek.svg: there is no figure with this name", draw(`<path fill="#112233" d="M0 0L9 0L9 9z"/>`)},
	} {
		files := edited(t, "", nil)
		files["figures/"+c.file+".svg"] = &fstest.MapFile{Data: c.svg}
		lib, _, err := LoadAll(files, locales.Files())
		if c.want != "" {
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: got %v, want %s", c.name, err, c.want)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if d, ok := lib.Drawing(c.file); !ok || len(d.Shapes) != 1 || !lib.OwnPicture(c.file) || lib.OwnPicture("vp-2") {
			t.Errorf("%s: the shipped picture is still there", c.name)
		}
		if lib.Version == shipped(t).Version {
			t.Errorf("%s: another picture has the same version", c.name)
		}
	}
}

// The start names a picture that is missing.
func TestMissingPicture(t *testing.T) {
	files := edited(t, "figures.toml", func(s string) string {
		return s + "\n[[figure]]\nid = \"nowhere\"\nalt.fr = \"a\"\nalt.en = \"a\"\n"
	})
	if _, _, err := LoadAll(files, locales.Files()); err == nil || !strings.Contains(err.Error(), `the picture "nowhere" cannot be used`) {
		t.Errorf("got %v", err)
	}
}

// Numbers as pictures: what a clinic can get wrong.
func TestNumbersAreChecked(t *testing.T) {
	const array = "\n[[page]]\nid = \"x\"\nlayout = \"numbers\"\nchapter = \"risks\"\ntitle.fr = \"a\"\ntitle.en = \"a\"\n" +
		"[[page.array]]\nid = \"x.a\"\ntitle.fr = \"a\"\ntitle.en = \"a\"\nlabel.fr = \"a\"\nlabel.en = \"a\"\n"
	const study = "\n[[page]]\nid = \"x\"\nlayout = \"lesson\"\nchapter = \"risks\"\ntitle.fr = \"a\"\ntitle.en = \"a\"\n" +
		"[[page.forest]]\nid = \"x.f\"\nintro.fr = \"a\"\nintro.en = \"a\"\nsame.fr = \"a\"\nsame.en = \"a\"\n" +
		"[[page.forest.study]]\nid = \"x.s\"\nlabel.fr = \"a\"\nlabel.en = \"a\"\nresult.fr = \"a\"\nresult.en = \"a\"\n"
	ratio := func(low, at, high float64) string {
		return fmt.Sprintf("facts = [\"R07\"]\nlow = %.2f\nratio = %.2f\nhigh = %.2f\n", low, at, high)
	}
	for _, c := range []struct{ name, text, want string }{
		{"array", array + "percent = 12.5\nfacts = [\"F07\"]\n", ""},
		{"array of its own range", array + "percent = 12.0\nto = 30.0\nof = 50\nicon = \"person\"\nfacts = [\"F07\"]\n", ""},
		{"more than all", array + "percent = 101.0\nfacts = [\"F07\"]\n", "between 0 and 100"},
		{"not a number", array + "percent = nan\nfacts = [\"F07\"]\n", "between 0 and 100"},
		{"range downwards", array + "percent = 60.0\nto = 50.0\nfacts = [\"F07\"]\n", "must go up"},
		{"one of one", array + "percent = 50.0\nof = 1\nfacts = [\"F07\"]\n", "can draw 2 to 100"},
		{"unknown icon", array + "percent = 50.0\nicon = \"cat\"\nfacts = [\"F07\"]\n", `the icon "cat" is unknown`},
		{"unknown tone", array + "percent = 50.0\ntone = \"c\"\nfacts = [\"F07\"]\n", `the tone "c" is unknown`},
		{"without a fact", array + "percent = 50.0\n", "no fact behind it"},
		{"study", study + ratio(0.5, 1, 2), ""},
		{"study in words", study + "facts = [\"R07\"]\n", ""},
		{"study without a fact", study, "no fact behind it"},
		{"interval beside its dot", study + ratio(1.5, 1, 2), "low ≤ ratio ≤ high"},
		{"beyond the scale", study + ratio(0.5, 1, 200), "low ≤ ratio ≤ high"},
		{"motion", "\n[[page]]\nid = \"x\"\nlayout = \"lesson\"\nchapter = \"risks\"\nmotion = \"jump\"\ntitle.fr = \"a\"\ntitle.en = \"a\"\n", `the motion "jump" is unknown`},
		{"motion of nothing", "\n[[page]]\nid = \"x\"\nlayout = \"lesson\"\nchapter = \"risks\"\nmotion = \"path\"\ntitle.fr = \"a\"\ntitle.en = \"a\"\n", "no picture that could move"},
	} {
		_, _, err := LoadAll(edited(t, "pages/60-follow-up.toml", func(s string) string { return s + c.text }), locales.Files())
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

// French figures keep their spaces unbroken wherever they stand.
func TestFrenchTypographyOfPictures(t *testing.T) {
	lib := shipped(t)
	var texts []Text
	for _, f := range lib.Figures {
		texts = append(texts, f.Alt)
	}
	for _, p := range lib.Pages {
		texts = append(texts, p.Title)
		for _, a := range p.Array {
			texts = append(texts, a.Title, a.Label)
		}
		for _, f := range p.Forest {
			texts = append(texts, f.Intro, f.Less, f.Same, f.More)
			for _, s := range f.Study {
				texts = append(texts, s.Label, s.Result)
			}
		}
	}
	for _, text := range texts {
		for _, bad := range []string{" ;", " :", " !", " ?", " %", "'"} {
			if strings.Contains(text.In(consent.French), bad) {
				t.Errorf("%q in the French %q", bad, text.FR)
			}
		}
	}
}
