package document

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"sync"

	"eclaire/assets"
	"eclaire/assets/vector"
	"eclaire/consent"
	"eclaire/content"
)

// figure is a drawing that the program ships, ready for screen and paper.
type figure struct {
	drawing vector.Drawing
	form    []byte // the PDF object that draws it, without its number
}

// figures keeps the shipped drawings ready: they are part of the program and
// never change.
var figures = func() func(string) (*figure, error) {
	var m sync.Map
	return func(name string) (*figure, error) {
		if d, ok := m.Load(name); ok {
			return d.(*figure), nil
		}
		f, err := loadFigure(name)
		if err != nil {
			return nil, err
		}
		kept, _ := m.LoadOrStore(name, f)
		return kept.(*figure), nil
	}
}()

func loadFigure(name string) (*figure, error) {
	svg, err := assets.Figure(name)
	if err != nil {
		return nil, err
	}
	f := &figure{}
	if f.drawing, err = vector.Parse(svg); err != nil {
		return nil, fmt.Errorf("figure %q: %w", name, err)
	}
	for i := range f.drawing.Shapes {
		f.drawing.Shapes[i].Segments = simplified(f.drawing.Shapes[i].Segments, fine)
	}
	var packed bytes.Buffer
	zip, err := zlib.NewWriterLevel(&packed, zlib.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := zip.Write(appendDrawing(nil, &f.drawing)); err != nil {
		return nil, err
	}
	if err := zip.Close(); err != nil {
		return nil, err
	}
	f.form = fmt.Appendf(nil, "<</Type /XObject /Subtype /Form /BBox [0 0 %.0f %.0f] /Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream\nendobj\n",
		f.drawing.Width, f.drawing.Height, packed.Len(), packed.Bytes())
	return f, nil
}

// drawing gives a figure of the content with its picture.
func (b *builder) drawing(id string) (content.Figure, *figure) {
	f, ok := b.lib.Figure(id)
	if !ok {
		b.unknown("figure", id)
		return f, nil
	}
	d, err := figures(id)
	if err != nil {
		b.fail(err)
		return f, nil
	}
	return f, d
}

// figure pushes a picture with numbers at its anchors, and beside it what it
// shows and what the numbers mean, in both languages.
func (b *builder) figure(id string) {
	const width = 172.0 // 61 mm
	f, d := b.drawing(id)
	if d == nil {
		return
	}
	k := b.pictured(f, d, margin, 0, width, body)
	x, w := margin+width+18, b.full()-width-18
	caption := b.stack(f.Alt, body, x, w)
	y := caption.height
	k = k.add(caption.items, 0, 2)
	for i, l := range f.Label {
		y += 6
		tag := b.tag(ListItem, "")
		spans := append(bolder(b.spans(l.Text, b.main)), span{" · ", false, quietColour, ""})
		items, h := b.para(tag, append(spans, b.spans(l.Text, b.other)...), body, x+24, w-24)
		k = k.add(b.badge(i+1, body, x+9, 8, tag), 0, y)
		k = k.add(items, 0, y)
		y += max(h, 17)
	}
	k.height = max(k.height, y+2)
	k.gap, k.keep = 10, true
	b.push(k)
}

// stack sets a text in the language read and below it in the other.
func (b *builder) stack(t content.Text, size, x, width float64) block {
	first, h1 := b.para(b.tag(Paragraph, b.main), b.spans(t, b.main), size, x, width)
	second, h2 := b.para(b.tag(Paragraph, b.other), b.spans(t, b.other), size, x, width)
	return block{items: first, height: h1 + 3 + h2}.add(second, 0, h1+3)
}

// pictured is the picture alone at x, y with the badges of its labels.
func (b *builder) pictured(f content.Figure, own *figure, x, y, width, size float64) block {
	tag := b.tag(FigureRole, b.main)
	tag.Alt = b.plain(f.Alt, b.main)
	d := &own.drawing
	p := Picture{Drawing: d, X: x, Y: y, Scale: width / d.Width, shared: own}
	h := d.Height * p.Scale
	k := block{height: y + h, items: []Item{
		{Tag{}, Box{Rect{x, y, width, h}, white, ruleColour, 0.6}}, {tag, p},
	}}
	for i, l := range f.Label {
		a, ok := d.Anchors[l.Anchor]
		if !ok {
			b.unknown("anchor of "+f.ID, l.Anchor)
			continue
		}
		q := p.at(a)
		inside := 0.9 * size // the whole badge lies on the picture
		q.X = min(max(q.X, x+inside), x+width-inside)
		q.Y = min(max(q.Y, y+inside), y+h-inside)
		k = k.add(b.badge(i+1, size, q.X, q.Y, tag), 0, 0)
	}
	return k
}

// board pushes pictures of one procedure three in a row, each with its number.
func (b *builder) board(ids []string) {
	const space = 12.0
	width := (b.full() - 2*space) / 3
	for i := 0; i < len(ids); i += 3 {
		row := block{gap: 10, keep: true}
		for j, id := range ids[i:min(i+3, len(ids))] {
			f, d := b.drawing(id)
			if d == nil {
				return
			}
			x := margin + float64(j)*(width+space)
			row = beside(row, b.pictured(f, d, x, 0, width, body))
			row = row.add(b.badge(i+j+1, body, x+11, 11, row.items[len(row.items)-1].Tag), 0, 0)
		}
		b.push(row)
	}
}

// pictures tells which picture of the education goes with each clause: the one
// of its page, or of its step.
func pictures(lib *content.Library) (ofPage, ofStep map[string]string) {
	ofPage, ofStep = map[string]string{}, map[string]string{}
	for _, p := range lib.Pages {
		for _, c := range p.Clause {
			ofPage[c.ID] = p.Figure
		}
		for _, s := range p.Step {
			ofStep[s.ID] = s.Figure
		}
	}
	return ofPage, ofStep
}

// signed is the strokes of a hand fitted into a box.
func signed(strokes []consent.Stroke, box Rect) Ink {
	k := Ink{Strokes: strokes, Scale: 1, LineWidth: 0}
	own := k.bounds()
	if own.W == 0 && own.H == 0 {
		own.W = 1
	}
	const pen = 1.3 // points
	scale := min((box.W-2*pen)/max(own.W, 1e-6), (box.H-2*pen)/max(own.H, 1e-6), 260)
	return Ink{
		Strokes: strokes, Scale: scale, LineWidth: pen,
		X: box.X + (box.W-own.W*scale)/2 - own.X*scale,
		Y: box.Y + (box.H-own.H*scale)/2 - own.Y*scale,
	}
}
