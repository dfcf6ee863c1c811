package document

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"slices"
	"sync"

	"eclaire/assets"
	"eclaire/assets/vector"
	"eclaire/content"
)

// figure is a picture ready for paper.
type figure struct {
	drawing vector.Drawing
	form    string // the PDF object that draws it, without its number and its end
}

// figureKey names a picture: lib is nil for those of the program, which are the
// same for all contents.
type figureKey struct {
	lib  *content.Library
	name string
	of   vector.Person
}

// figures keeps pictures ready: they never change while the program runs.
var figures sync.Map // figureKey → *figure

// shippedFigure makes a picture ready, once, with the patient of the kind given:
// the program's own version for paper, or the clinic's picture, which has none, in
// fewer points.
func shippedFigure(lib *content.Library, name string, of vector.Person) (*figure, error) {
	key := figureKey{name: name, of: of}
	if lib.OwnPicture(name) {
		key.lib = lib
	}
	if f, ok := figures.Load(key); ok {
		return f.(*figure), nil
	}
	d, ok := lib.Drawing(name)
	if !ok {
		return nil, fmt.Errorf("%w: drawing %q", ErrUnknown, name)
	}
	d, err := forPaper(d, key)
	if err != nil {
		return nil, fmt.Errorf("figure %q: %w", name, err)
	}
	f, err := newFigure(d.For(of))
	if err != nil {
		return nil, fmt.Errorf("figure %q: %w", name, err)
	}
	kept, _ := figures.LoadOrStore(key, f)
	return kept.(*figure), nil
}

// forPaper gives the version for paper of a picture, as the screen has it.
func forPaper(screen vector.Drawing, key figureKey) (vector.Drawing, error) {
	if key.lib == nil {
		svg, err := assets.PrintFigure(key.name)
		if err != nil {
			return vector.Drawing{}, err
		}
		return vector.ParsePrint(svg)
	}
	screen.Shapes = slices.Clone(screen.Shapes)
	for i, s := range screen.Shapes {
		screen.Shapes[i].Segments = simplified(s.Segments, fine*screen.Width/800)
	}
	return screen, nil
}

// newFigure packs a drawing.
func newFigure(d vector.Drawing) (*figure, error) {
	f := &figure{drawing: d}
	digits := 0
	if d.Width < 400 { // whole units would be seen
		digits = 1
	}
	var packed bytes.Buffer
	zip, err := zlib.NewWriterLevel(&packed, zlib.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := zip.Write(appendDrawing(nil, &f.drawing, digits)); err != nil {
		return nil, err
	}
	if err := zip.Close(); err != nil {
		return nil, err
	}
	f.form = fmt.Sprintf("<</Type /XObject /Subtype /Form /BBox [0 0 %.0f %.0f] /Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream",
		f.drawing.Width, f.drawing.Height, packed.Len(), packed.Bytes())
	return f, nil
}
