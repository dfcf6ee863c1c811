package document

import "eclaire/assets/vector"

// scaled is a page enlarged by a factor.
func (p Page) scaled(f float64) Page {
	p.Width, p.Height = p.Width*f, p.Height*f
	items := make([]Item, len(p.Items))
	for i, it := range p.Items {
		items[i] = Item{it.Tag, it.Shape.scaled(f)}
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
