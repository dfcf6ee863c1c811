package widget

import (
	"math"

	"fyne.io/fyne/v2"
)

// Control is something to touch as it stands on the screen, in pixels of the
// window.
type Control struct {
	ID       string `json:"id"`
	Role     string `json:"role"` // button, choice, check, field, pad, key, level
	X        int    `json:"x"`
	Y        int    `json:"y"`
	W        int    `json:"w"`
	H        int    `json:"h"`
	Enabled  bool   `json:"enabled"`
	Selected bool   `json:"selected"`
	Visible  bool   `json:"visible"` // its middle can be touched: not scrolled away, not covered
}

// spots is a control with several places to touch that are no objects of their
// own.
type spots interface {
	fyne.CanvasObject
	spots() []spot
}

type spot struct {
	id       string
	role     string
	pos      fyne.Position
	size     fyne.Size
	selected bool
}

// Controls lists what can be touched on a canvas, in the order of drawing: on the
// question on top, or on the page.
func Controls(c fyne.Canvas) []Control {
	h := HandOf(c)
	if h == nil {
		return nil
	}
	l := &controlList{hand: h, scale: c.Scale(), all: []Control{}}
	l.collect(h.Under, fyne.NewPos(0, 0))
	return l.all
}

type controlList struct {
	hand  *Hand
	scale float32
	all   []Control
}

func (l *controlList) collect(o fyne.CanvasObject, at fyne.Position) {
	if o == nil || !o.Visible() {
		return
	}
	if s, ok := o.(spots); ok {
		if d, can := o.(fyne.Disableable); can && d.Disabled() {
			return
		}
		for _, p := range s.spots() {
			place := at.Add(p.pos)
			l.add(o, Control{ID: p.id, Role: p.role, Enabled: true, Selected: p.selected}, place, p.size)
		}
		return
	}
	if role := roleOf(o); role != "" {
		c := Control{ID: IDOf(o), Role: role, Enabled: true}
		if d, ok := o.(fyne.Disableable); ok {
			c.Enabled = !d.Disabled()
		}
		if s, ok := o.(interface{ isSelected() bool }); ok {
			c.Selected = s.isSelected()
		}
		l.add(o, c, at, o.Size())
		return
	}
	for _, child := range children(o) {
		l.collect(child, at.Add(child.Position()))
	}
}

// add notes a control that stands at a place of the canvas.
func (l *controlList) add(o fyne.CanvasObject, c Control, at fyne.Position, size fyne.Size) {
	middle := at.Add(fyne.NewPos(size.Width/2, size.Height/2))
	target, _ := targetAt(l.hand.Under, middle)
	c.Visible = target == o
	pixels := func(v float32) int { return int(math.Round(float64(v * l.scale))) }
	c.X, c.Y, c.W, c.H = pixels(at.X), pixels(at.Y), pixels(size.Width), pixels(size.Height)
	l.all = append(l.all, c)
}

// roleOf tells what kind of control an object is, "" for what is none.
func roleOf(o fyne.CanvasObject) string {
	switch o := o.(type) {
	case *entry:
		return "field"
	case *SignaturePad:
		return "pad"
	case *CheckCard:
		return "check"
	case *ChoiceCard:
		return "choice"
	case *Button:
		if o.Kind == Choice {
			return "choice"
		}
		return "button"
	case *boardKey:
		return "key"
	case *cell, *chapterTab:
		return "button"
	}
	return ""
}

func (b *Button) isSelected() bool    { return b.Selected }
func (c *CheckCard) isSelected() bool { return c.Checked }
func (c *cell) isSelected() bool      { return c.selected }
