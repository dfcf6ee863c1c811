package content

import (
	"errors"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"

	"eclaire/assets"
	"eclaire/assets/font"
	"eclaire/assets/vector"
	"eclaire/consent"
	"eclaire/content/textfile"
	"eclaire/content/tomlfile"
	"eclaire/locales"
)

// LoadAll reads and checks content and interface words together, against the
// shipped fonts and pictures. All faults of both are named (tomlfile.Faults).
func LoadAll(text, words fs.FS) (*Library, *locales.Bundle, error) {
	bundle, wordsErr := locales.Load(words, font.Has)
	own := ownPictures(text)
	pictures := readPictures(own)
	res := Resources{HasGlyph: font.Has, Anchors: pictures.anchors, Pictures: own}
	if bundle != nil {
		res.Words = bundle.Texts()
	}
	lib, textErr := Load(text, res)
	if err := joinFaults(wordsErr, textErr, unwanted(lib, own)); err != nil {
		return nil, nil, err
	}
	lib.drawings = pictures
	return lib, bundle, nil
}

// ownPictures gives the SVGs that stand with the content, in its folder
// "figures": each takes the place of the shipped picture of its name. One that
// is too large or cannot be read is given so that it is refused; names that begin
// with a dot are skipped.
func ownPictures(text fs.FS) map[string][]byte {
	out := map[string][]byte{}
	files, _ := fs.Glob(text, "figures/*.svg") // the pattern is well formed
	for _, file := range files {
		name := norm.NFC.String(strings.TrimSuffix(path.Base(file), ".svg"))
		if strings.HasPrefix(name, ".") {
			continue
		}
		f, err := text.Open(file)
		if err != nil {
			out[name] = nil
			continue
		}
		svg, err := io.ReadAll(io.LimitReader(f, vector.MaxSize+1))
		f.Close()
		switch {
		case err != nil:
			svg = nil
		case len(svg) <= vector.MaxSize:
			svg = textfile.Normal(svg)
		}
		out[name] = svg
	}
	return out
}

// unwanted refuses pictures that no figure is named after: a slip of the pen
// would else leave the shipped picture in its place without a word.
func unwanted(lib *Library, own map[string][]byte) error {
	if lib == nil {
		return nil
	}
	var faults tomlfile.Faults
	for name := range own {
		if _, ok := lib.Figure(name); !ok {
			faults = append(faults, tomlfile.Fault{File: "figures/" + name + ".svg", Text: "there is no figure with this name"})
		}
	}
	if len(faults) == 0 {
		return nil
	}
	return faults
}

// Drawing gives a picture. It is read when it is first asked for.
func (l *Library) Drawing(figure string) (vector.Drawing, bool) {
	p, ok := l.drawings[figure]
	if !ok {
		return vector.Drawing{}, false
	}
	d, err := p.read()
	return d, err == nil && d.Width > 0
}

// DrawingFor gives a picture with the patient as a woman or a man; a woman where
// the sex is not known.
func (l *Library) DrawingFor(figure string, sex consent.Sex) (vector.Drawing, bool) {
	d, ok := l.Drawing(figure)
	return d.For(PersonOf(sex)), ok
}

// PersonOf is the person that pictures show for a patient's sex.
func PersonOf(sex consent.Sex) vector.Person {
	if sex == consent.Male {
		return vector.Man
	}
	return vector.Woman
}

// OwnPicture tells that a picture stands with the content, not with the program.
func (l *Library) OwnPicture(figure string) bool {
	p, ok := l.drawings[figure]
	return ok && p.own
}

// picture is one picture, read once.
type picture struct {
	name    string
	own     bool   // it stands with the content
	svg     []byte // of an own one
	once    sync.Once
	drawing vector.Drawing
	err     error // why it cannot be used
}

func (p *picture) read() (vector.Drawing, error) {
	p.once.Do(func() {
		svg := p.svg
		if !p.own {
			if svg, p.err = assets.Figure(p.name); p.err != nil {
				return
			}
		}
		p.drawing, p.err = vector.Parse(svg)
	})
	return p.drawing, p.err
}

type pictures map[string]*picture

// shippedPictures are those of the program.
var shippedPictures = sync.OnceValue(func() pictures {
	out := pictures{}
	for _, name := range assets.FigureNames() {
		out[name] = &picture{name: name}
	}
	return out
})

// readPictures gives the shipped pictures, with own ones in their place, all of
// them read, as many at once as there are processors: it is the longest part of
// reading a library.
func readPictures(own map[string][]byte) pictures {
	out := maps.Clone(shippedPictures())
	for name, svg := range own {
		out[name] = &picture{name: name, own: true, svg: svg}
	}
	var wait sync.WaitGroup
	for _, p := range out {
		wait.Go(func() { _, _ = p.read() }) // who asks for the picture is told
	}
	wait.Wait()
	return out
}

// anchors lists the anchors of a picture, sorted.
func (p pictures) anchors(figure string) ([]string, error) {
	found, ok := p[figure]
	if !ok {
		_, err := assets.Figure(figure)
		return nil, err
	}
	d, err := found.read()
	if err != nil {
		return nil, err
	}
	var out []string
	for a := range d.Anchors {
		out = append(out, a)
	}
	slices.Sort(out)
	return out, nil
}

func joinFaults(errs ...error) error {
	var all tomlfile.Faults
	for _, err := range errs {
		var f tomlfile.Faults
		if errors.As(err, &f) {
			all = append(all, f...)
		} else if err != nil {
			return err
		}
	}
	if len(all) == 0 {
		return nil
	}
	all.Sort()
	return all
}
