package document

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"slices"
	"sync"

	"eclaire/assets"
	"eclaire/assets/vector"
	"eclaire/consent"
	"eclaire/content"
)

// figure is a picture ready for paper.
type figure struct {
	drawing vector.Drawing
	form    []byte // the PDF object that draws it, without its number
}

// figureKey names a picture: lib is nil for those of the program, which are the
// same for all contents.
type figureKey struct {
	lib  *content.Library
	name string
}

// figures keeps pictures ready: they never change while the program runs.
var figures sync.Map // figureKey → *figure

// shippedFigure makes a picture ready, once: the program's own version for
// paper, or the clinic's picture, which has none, in fewer points.
func shippedFigure(lib *content.Library, name string) (*figure, error) {
	key := figureKey{name: name}
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
	f, err := newFigure(d)
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
	d, err := shippedFigure(b.lib, id)
	if err != nil {
		b.fail(err)
		return f, nil
	}
	return f, d
}

// part is a clause and the number of its badge, 0 for none.
type part struct {
	clause content.Clause
	number int
}

// figure pushes a picture with its legend, to its right as many of the clauses
// as its height holds, at least one, and the others below.
func (b *builder) figure(id string, parts []part) {
	if f, d := b.drawing(id); d != nil {
		b.push(b.illustrated(f, d, parts)...)
	}
}

// illustrated gives the blocks of a picture and the clauses that go with it.
func (b *builder) illustrated(f content.Figure, d *figure, parts []part) []block {
	const space = 16.0
	width := 172.0 // 61 mm
	if b.large {
		width = 150
	}
	k := b.pictured(f, d, margin, 0, width, body)
	x, w := margin+width+space, b.full()-width-space
	var stacked []block
	for _, p := range parts {
		stacked = append(stacked, b.stackClause(p, x, w))
	}
	below := b.legend(k, f, margin, width)
	beside := b.legend(block{height: -4}, f, x, w)
	if len(f.Label) == 0 {
		beside.height = -6
	}
	wide := func(y float64, own block, over float64) (block, []block) {
		taken, height := fill(stacked, y, own.height, over)
		for i, s := range stacked[:taken] {
			if i > 0 {
				y += s.gap
			}
			own = own.add(s.items, 0, y)
			y += s.height
		}
		own.height, own.gap = height, 8
		return own, b.pairs(parts[taken:])
	}
	const over = 40.0 // points: what is not worth a row of its own
	aside := k.add(beside.items, 0, 0)
	first, rest := wide(-2, below, over)
	// The legend stands where the whole needs less height.
	if second, rest2 := wide(beside.height+4, aside, over); second.height+needed(rest2) < first.height+needed(rest) {
		first, rest = second, rest2
	}
	if low, rest2 := wide(beside.height+4, aside, 0); low.height < first.height {
		first.lower = append(first.lower, append([]block{low}, rest2...))
	}
	// Or a clause that no number ties to the picture goes ahead of it.
	if len(parts) > 1 && parts[0].number == 0 {
		first.lower = append(first.lower, append(b.pairs(parts[:1]), b.illustrated(f, d, parts[1:])...))
	}
	first.rest = len(rest)
	return append([]block{first}, rest...)
}

// pairs gives the blocks of clauses that stand beside no picture.
func (b *builder) pairs(parts []part) []block {
	kept := b.blocks
	b.blocks = nil
	for _, p := range parts {
		b.clause(p.clause, p.number)
	}
	out := b.blocks
	b.blocks = kept
	return out
}

// fill tells how many of the blocks stand from y beside something so high, at
// least one, and the height of both together. All of them may reach below it
// by over, some of them by a quarter of that.
func fill(stacked []block, y, beside, over float64) (taken int, height float64) {
	if total := y + needed(stacked); total <= beside+over {
		return len(stacked), max(total, beside)
	}
	for i, s := range stacked {
		if i > 0 && y+s.gap+s.height > beside+over/4 {
			return i, max(y, beside)
		}
		if i > 0 {
			y += s.gap
		}
		y += s.height
	}
	return len(stacked), max(y, beside)
}

// legend says below a picture what its numbers mean, in both languages, as
// many to a line as there is room for.
func (b *builder) legend(k block, f content.Figure, left, width float64) block {
	const inset, space = 21.0, 10.0
	x, y, row := left, k.height+4, 0.0
	for i, l := range f.Label {
		spans := b.twin(b.plain(l.Text, b.main), b.plain(l.Text, b.other), false)
		need := min(inset+b.lineWidth(spans, body), width)
		if x > left && x+need > left+width {
			x, y, row = left, y+row, 0
		}
		b.item("", func(number Tag) {
			items, h := b.para(b.tag(Paragraph, ""), spans, body, x+inset, width-inset-(x-left)+0.1)
			k = k.add(b.badge(i+1, body, x+9, 7.5, number), 0, y).add(items, 0, y)
			row = max(row, h+3, 18)
		})
		x += need + space
	}
	k.height = y + row
	return k
}

// stackClause sets a clause in the language read and below it in the other.
func (b *builder) stackClause(p part, x, width float64) block {
	const pad = 6.0
	inset, right, y := 0.0, 0.0, 0.0
	style := p.clause.Style
	framed := style == "note" || style == "caution"
	switch {
	case style == "note":
		inset, right, y = pad+4, pad, pad
	case style == "caution":
		inset, right, y = pad+24, pad, pad
	case p.number > 0:
		inset = 22
	case style == "point" || style == "number":
		inset = 12
	}
	k := block{gap: 6}
	set := func(label Tag) {
		text := b.stackTagged(b.tag(Paragraph, b.main), b.tag(Paragraph, b.other), b.spans(p.clause.Text, b.main), b.spans(p.clause.Text, b.other), 0, x+inset, width-inset-right)
		k.height = text.height + 2*y
		switch {
		case framed:
			k.items = tinted(style == "caution", x, width, k.height, pad)
		case p.number > 0:
			k.items = b.badge(p.number, body, x+9, 8, label)
		case inset == 12:
			k.items = b.bullets([]float64{x})
		}
		k = k.add(text.items, 0, y)
	}
	if inset > 0 && !framed {
		b.item("", set)
	} else {
		set(Tag{})
	}
	return k
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

// board pushes the pictures of one procedure, side by side, each with its
// number and below it the clause that it shows.
func (b *builder) board(ids []string, clauses map[string]content.Clause) {
	const space = 14.0
	n := b.columns(3)
	width := (b.full() - float64(n-1)*space) / float64(n)
	for i := 0; i < len(ids); i += n {
		row := block{gap: 9}
		for j, id := range ids[i:min(i+n, len(ids))] {
			f, d := b.drawing(id)
			if d == nil {
				return
			}
			x := margin + float64(j)*(width+space)
			k := b.pictured(f, d, x, 0, width, body)
			k = k.add(b.badge(i+j+1, body, x+11, 11, k.items[len(k.items)-1].Tag), 0, 0)
			words := b.stackClause(part{clause: content.Clause{Text: clauses[id].Text}}, x, width)
			row = beside(row, k.add(words.items, 0, k.height+3).grow(3+words.height))
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
