package document

import (
	"eclaire/assets/vector"
	"eclaire/consent"
)

// mm is a millimetre in points.
const mm = 72 / 25.4

// letterhead is what the first page begins with: the clinic's logo, and for an
// envelope with a window the patient's name where the window is.
func (b *builder) letterhead() {
	logo := b.logo()
	if !b.record.Clinic.FoldMarks || b.forAnybody() {
		if logo.height > 0 {
			b.push(logo)
		}
		return
	}
	// The first page is folded twice for an envelope of 220 by 110 mm (DL), the
	// window on the right, or for a US no. 10, the window on the left. All that
	// the window may show between 40 and 92 mm from the top is the name.
	x, y := 108*mm, 58*mm
	if b.record.Clinic.Paper == "Letter" {
		x, y = 30*mm, 64*mm
	}
	f := b.enlarged()
	top := edge + b.head(b.title(b.main)).height + 8
	at := max(y/f+b.spare(edge)-top, 2) // below a head of very long names
	left := max(x/f+b.spare(margin), margin)
	name, h := b.para(b.tag(Paragraph, ""), bolder(typed(b.record.Case.FullName())), 12, left, min(82*mm/f, b.paper[0]-margin-left))
	k := block{items: logo.items, height: b.whole[1]/3/f + b.spare(edge) - top + 4}
	k = k.add(name, 0, at)
	if at+h > k.height {
		k.height = at + h
	}
	b.push(k)
}

// logo sets the clinic's own picture, if it has one.
func (b *builder) logo() block {
	const height, width = 44.0, 180.0
	logo, ok := b.lib.Logo()
	if !ok {
		return block{}
	}
	w, h := logo.Size()
	scale := min(height/h, width/w)
	tag := b.tag(FigureRole, b.main)
	tag.Alt = b.t(b.main, "logo", "Clinic", consent.Normalise(b.record.Clinic.Name))
	var shape Shape
	if logo.Drawing != nil {
		shape = Picture{Drawing: logo.Drawing, X: margin, Scale: scale}
	} else {
		shape = Photo{Rect{margin, 0, w * scale, h * scale}, logo.Image}
	}
	return block{items: []Item{{tag, shape}}, height: h*scale + 8}
}

// folds are the marks at the edge of the paper where it is folded.
func (b *builder) folds() []Item {
	if !b.record.Clinic.FoldMarks || b.forAnybody() {
		return nil
	}
	var out []Item
	f := b.enlarged()
	for i := 1; i <= 2; i++ {
		x, y := b.spare(margin), b.whole[1]/f*float64(i)/3+b.spare(edge)
		out = append(out, Item{Tag{}, stroke(foldColour, 0.5, x+5*mm/f, y, x+9*mm/f, y)})
	}
	return out
}

// scaled is a page less so much at the left and above, enlarged by a factor.
func (p Page) scaled(f, dx, dy float64) Page {
	p.Width, p.Height = p.Width*f, p.Height*f
	items := make([]Item, len(p.Items))
	for i, it := range p.Items {
		items[i] = Item{it.Tag, it.Shape.moved(-dx, -dy).scaled(f)}
	}
	p.Items = items
	return p
}

func (r Rect) scaled(f float64) Rect { return Rect{r.X * f, r.Y * f, r.W * f, r.H * f} }

func (t Text) scaled(f float64) Shape {
	t.X, t.Baseline, t.Size, t.Width = t.X*f, t.Baseline*f, t.Size*f, t.Width*f
	return t
}

func (b Box) scaled(f float64) Shape {
	b.Rect, b.LineWidth = b.Rect.scaled(f), b.LineWidth*f
	return b
}

func (d Disc) scaled(f float64) Shape {
	d.X, d.Y, d.Radius, d.LineWidth = d.X*f, d.Y*f, d.Radius*f, d.LineWidth*f
	return d
}

func (o Outline) scaled(f float64) Shape {
	segments := make([]vector.Segment, len(o.Segments))
	for i, s := range o.Segments {
		for j := range s.P {
			s.P[j] = vector.Point{X: s.P[j].X * f, Y: s.P[j].Y * f}
		}
		segments[i] = s
	}
	o.Segments, o.LineWidth = segments, o.LineWidth*f
	o.shift = vector.Point{X: o.shift.X * f, Y: o.shift.Y * f}
	return o
}

func (p Picture) scaled(f float64) Shape {
	p.X, p.Y, p.Scale = p.X*f, p.Y*f, p.Scale*f
	return p
}

func (p Photo) scaled(f float64) Shape {
	p.Rect = p.Rect.scaled(f)
	return p
}

func (k Ink) scaled(f float64) Shape {
	k.X, k.Y, k.Scale, k.LineWidth = k.X*f, k.Y*f, k.Scale*f, k.LineWidth*f
	return k
}

func (m Matrix) scaled(f float64) Shape {
	m.X, m.Y, m.Side = m.X*f, m.Y*f, m.Side*f
	return m
}
