package content

import (
	"bytes"
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/unicode/norm"

	"eclaire/assets"
	"eclaire/assets/font"
	"eclaire/content/textfile"
	"eclaire/locales"
)

// whole gives a folder with all that a clinic can change: content, words and two
// pictures of its own.
func whole(t *testing.T) fstest.MapFS {
	t.Helper()
	out := edited(t, "", nil)
	for _, name := range []string{"active.fr.toml", "active.en.toml"} {
		text, err := fs.ReadFile(locales.Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		out["locales/"+name] = &fstest.MapFile{Data: text}
	}
	for _, name := range []string{"leak", "vp-1"} {
		svg, err := assets.Figure(name)
		if err != nil {
			t.Fatal(err)
		}
		out["figures/"+name+".svg"] = &fstest.MapFile{Data: svg}
	}
	return out
}

func loadWhole(t *testing.T, files fstest.MapFS) (*Library, error) {
	t.Helper()
	words, err := fs.Sub(files, "locales")
	if err != nil {
		t.Fatal(err)
	}
	lib, _, err := LoadAll(files, words)
	return lib, err
}

// loadTexts is loadWhole without reading the pictures anew.
func loadTexts(t *testing.T, files fstest.MapFS) (*Library, error) {
	t.Helper()
	words, err := fs.Sub(files, "locales")
	if err != nil {
		t.Fatal(err)
	}
	bundle, err := locales.Load(words, font.Has)
	if err != nil {
		return nil, err
	}
	return Load(files, Resources{HasGlyph: font.Has, Anchors: shippedPictures().anchors, Words: bundle.Texts(), Pictures: ownPictures(files)})
}

// TestVersionFollowsEveryText changes every file there is, one at a time.
func TestVersionFollowsEveryText(t *testing.T) {
	files := whole(t)
	lib, err := loadTexts(t, files)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{lib.Version: "nothing"}
	note := func(name, version string) {
		if other, twice := seen[version]; twice {
			t.Errorf("a change of %s gives the version of a change of %s", name, other)
		}
		seen[version] = name
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		changed := maps.Clone(files)
		text := string(files[name].Data)
		switch {
		case strings.HasPrefix(name, "locales/"):
			if text = strings.Replace(text, `"back" = "`, `"back" = "x`, 1); text == string(files[name].Data) {
				t.Fatalf("%s has no word to change", name)
			}
		case strings.HasPrefix(name, "figures/"):
			text = strings.Replace(text, "</svg>", `<path fill="#112233" d="M0 0L9 0L9 9z"/></svg>`, 1)
		default:
			text += "# a remark\n"
		}
		changed[name] = &fstest.MapFile{Data: []byte(text)}
		got, err := loadTexts(t, changed)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		note(name, got.Version)
	}
	for _, logo := range []string{"#112233", "#112234"} {
		with, err := lib.WithLogo(strings.NewReader(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="` + logo + `" d="M0 0L9 0L9 9z"/></svg>`))
		if err != nil {
			t.Fatal(err)
		}
		note("logo "+logo, with.Version)
	}
}

// Every single word of the interface counts, under its own name.
func TestVersionFollowsEveryWord(t *testing.T) {
	_, bundle, err := LoadAll(Files(), locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	words := maps.Clone(bundle.Texts())
	seen := map[string]bool{sources{words: words}.version(): true}
	for key, was := range bundle.Texts() {
		words[key] = was + "x"
		if v := (sources{words: words}).version(); seen[v] {
			t.Errorf("%s does not count", key)
		} else {
			seen[v] = true
		}
		words[key] = was
	}
	if len(seen) < 1000 {
		t.Errorf("only %d words", len(seen))
	}
	lib, err := Load(Files(), Resources{HasGlyph: font.Has, Anchors: shippedPictures().anchors, Words: words})
	if err != nil || lib.Version != shipped(t).Version {
		t.Errorf("the shipped words count otherwise: %v", err)
	}
}

// TestVersionIsOfTheTexts saves everything as other editors and systems do: what
// is loaded, drawn and counted is the same.
func TestVersionIsOfTheTexts(t *testing.T) {
	files := whole(t)
	want, err := loadWhole(t, files)
	if err != nil {
		t.Fatal(err)
	}
	const logo = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">\n<path fill=\"#112233\" d=\"M0 0L9 0L9 9z\"/>\n</svg>\n"
	withLogo, err := want.WithLogo(strings.NewReader(logo))
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(string) string{
		"CRLF": func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"CR":   func(s string) string { return strings.ReplaceAll(s, "\n", "\r") },
		"mark": func(s string) string { return "\ufeff" + s },
		"NFD":  norm.NFD.String,
		"all":  func(s string) string { return "\ufeff" + strings.ReplaceAll(norm.NFD.String(s), "\n", "\r\n") },
	} {
		changed := fstest.MapFS{}
		for file, f := range files {
			changed[file] = &fstest.MapFile{Data: []byte(change(string(f.Data)))}
		}
		if reflect.DeepEqual(changed, files) {
			t.Fatalf("%s changes nothing", name)
		}
		got, err := loadWhole(t, changed)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got.Version != want.Version || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: version %s, not %s, or other texts", name, got.Version, want.Version)
		}
		if other, err := got.WithLogo(strings.NewReader(change(logo))); err != nil || other.Version != withLogo.Version {
			t.Errorf("%s: the logo counts otherwise: %v", name, err)
		}
	}
}

// What the program ships with is in normal form, so that records made before the
// form was asked for keep their version.
func TestShippedTextsAreNormal(t *testing.T) {
	for name, f := range whole(t) {
		if _, err := textfile.Check(f.Data); err != nil || !bytes.Equal(textfile.Normal(f.Data), f.Data) {
			t.Errorf("%s is not in normal form: %v", name, err)
		}
	}
}

// The version of texts that never change was made by 0.1.0.
func TestVersionIsMadeAsEver(t *testing.T) {
	s := sources{files: []source{{"a.toml", []byte("x = \"é\"\n")}, {"b/c.toml", nil}},
		words: map[string]string{"active.fr.toml:back.other": "Retour", "active.en.toml:back.other": "Back"}, pictures: map[string][]byte{"leak": []byte("<svg/>")}}
	if got, want := s.version(), "364649a62385"; got != want {
		t.Errorf("version %s, 0.1.0 gave %s", got, want)
	}
}

// Names that begin with a dot are what systems and editors leave behind.
func TestDotNamesAreSkipped(t *testing.T) {
	files := whole(t)
	want, err := loadWhole(t, files)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{".git/config.toml", "pages/._50-risks.toml", ".hidden.toml", "figures/._leak.svg", "figures/.x/y.toml", "locales/._active.fr.toml"} {
		files[name] = &fstest.MapFile{Data: []byte("\x00\x05\x16\x07 no text")}
	}
	got, err := loadWhole(t, files)
	if err != nil || got.Version != want.Version {
		t.Errorf("names with a dot: %v", err)
	}
}

// A file in another encoding is one fault, which says what to do.
func TestEncodingIsOneFault(t *testing.T) {
	windows := func(s string) string {
		var b []byte
		for _, r := range s {
			if r < 0x100 {
				b = append(b, byte(r))
			} else {
				b = append(b, '?')
			}
		}
		return string(b)
	}
	utf16 := func(s string) string {
		b := []byte{0xff, 0xfe}
		for _, r := range s {
			b = append(b, byte(r), byte(r>>8))
		}
		return string(b)
	}
	for _, c := range []struct {
		file, want string
		change     func(string) string
	}{
		{"facts.toml", "facts.toml: the file is not UTF-8 text, it looks like UTF-16: save it as UTF-8", utf16},
		{"pages/50-risks.toml", `the file is not UTF-8 text, it looks like Windows-1252 ("ANSI"): save it as UTF-8`, windows},
		{"figures.toml", `the file is not UTF-8 text, it looks like Windows-1252 ("ANSI"): save it as UTF-8`, windows},
		{"locales/active.fr.toml", `locales`, windows},
		{"locales/active.en.toml", `locales`, utf16},
	} {
		files := whole(t)
		files[c.file] = &fstest.MapFile{Data: []byte(c.change(string(files[c.file].Data)))}
		_, err := loadTexts(t, files)
		if err == nil || strings.Count(err.Error(), "\n") != 0 || !strings.Contains(err.Error(), "save it as UTF-8") ||
			!strings.HasPrefix(c.file, c.want) && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.file, err)
		}
	}
}
