package widget

import (
	"fyne.io/fyne/v2"
)

// Option is one answer: an id that is kept, a label that is shown.
type Option struct {
	ID, Label string
}

// Segmented is a few answers of which at most one is selected.
type Segmented struct {
	cells
	Selected string // id; empty when none
	// Label names the group for those who do not see it.
	Label     string
	OnChanged func(id string)
	// Equal makes all answers equally wide and high, in one row or, where a word would
	// be broken, in as few rows as keep them so; 0 leaves each its natural width. The
	// number is the width that they have at most in one row, and High their least height.
	Equal, High float32

	options []Option
	flow    Flow
}

var (
	_ fyne.Focusable = (*Segmented)(nil)
	_ HeightForWidth = (*Segmented)(nil)
)

// NewSegmented returns a group with nothing selected.
func NewSegmented(options []Option, changed func(id string)) *Segmented {
	s := &Segmented{OnChanged: changed, flow: Flow{Gap: 10}}
	s.ring = newRing()
	s.ExtendBaseWidget(s)
	s.SetOptions(options)
	return s
}

// SetOptions changes the answers; the selection stays if its id is still there.
func (s *Segmented) SetOptions(options []Option) {
	s.options = append([]Option(nil), options...)
	s.items = nil
	for i, o := range s.options {
		c := newCell(o.Label, func() { s.tap(i) })
		c.checked = true
		s.items = append(s.items, c)
	}
	if s.index() < 0 {
		s.Selected = ""
	}
	s.Refresh()
}

// SetSelected selects an id without calling OnChanged; an unknown one selects nothing.
func (s *Segmented) SetSelected(id string) {
	s.Selected = id
	if s.index() < 0 {
		s.Selected = ""
	}
	s.Refresh()
}

func (s *Segmented) index() int {
	for i, o := range s.options {
		if o.ID == s.Selected && s.Selected != "" {
			return i
		}
	}
	return -1
}

func (s *Segmented) tap(i int) {
	s.ring.touched(s)
	s.choose(i)
}

func (s *Segmented) choose(i int) {
	if i < 0 || i >= len(s.options) {
		return
	}
	changed := s.Selected != s.options[i].ID
	s.cursor, s.Selected = i, s.options[i].ID
	s.Refresh()
	if changed && s.OnChanged != nil {
		s.OnChanged(s.Selected)
	}
}

// FocusGained implements fyne.Focusable.
func (s *Segmented) FocusGained() {
	s.ring.gained(s)
	s.cursor = max(s.index(), 0)
	s.Refresh()
}

// FocusLost implements fyne.Focusable.
func (s *Segmented) FocusLost() { s.ring.lost(); s.Refresh() }

// KeyDown implements desktop.Keyable: a keyboard is being used.
func (s *Segmented) KeyDown(*fyne.KeyEvent) {
	s.ring.typed(s)
	s.Refresh()
}

// KeyUp implements desktop.Keyable.
func (s *Segmented) KeyUp(*fyne.KeyEvent) {}

// TypedRune implements fyne.Focusable.
func (s *Segmented) TypedRune(rune) {}

// TypedKey implements fyne.Focusable: arrows move, space or enter chooses.
func (s *Segmented) TypedKey(ev *fyne.KeyEvent) {
	s.ring.typed(s)
	if isPress(ev.Name) {
		s.choose(s.cursor)
		return
	}
	s.move(ev.Name)
	s.Refresh()
}

// AccessibilityLabel implements fyne.Accessible.
func (s *Segmented) AccessibilityLabel() string { return s.Label }

// AccessibilityRole implements fyne.Accessible.
func (s *Segmented) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer implements fyne.Widget.
func (s *Segmented) CreateRenderer() fyne.WidgetRenderer { return newRenderer(s) }

// HeightFor implements HeightForWidth.
func (s *Segmented) HeightFor(width float32) float32 {
	if s.Equal > 0 {
		_, rows, cell := s.equal(width)
		return float32(rows)*(cell.Height+units(equalGap)) - units(equalGap)
	}
	return s.flow.HeightFor(s.answers(), width)
}

// equalGap is the gap between equal answers.
const equalGap = 8

// equal gives how many answers of the same size stand in a row, in how many rows.
func (s *Segmented) equal(width float32) (columns, rows int, cell fyne.Size) {
	n := len(s.items)
	least := float32(0)
	for _, c := range s.items {
		least = max(least, c.leastWidth())
	}
	for rows = 1; rows < n; rows++ {
		columns = (n + rows - 1) / rows
		if (width+units(equalGap))/float32(columns)-units(equalGap) >= least {
			break
		}
	}
	columns = max((n+rows-1)/max(rows, 1), 1)
	rows = max((n+columns-1)/columns, 1)
	cell.Width = (width+units(equalGap))/float32(columns) - units(equalGap)
	if rows == 1 {
		cell.Width = min(cell.Width, max(units(s.Equal), least))
	}
	cell.Height = units(s.High)
	for _, c := range s.items {
		cell.Height = max(cell.Height, c.HeightFor(cell.Width))
	}
	return columns, rows, cell
}

// NaturalWidth implements NaturalWidth.
func (s *Segmented) NaturalWidth() float32 {
	if n := float32(len(s.items)); s.Equal > 0 {
		return n*(units(s.Equal)+units(equalGap)) - units(equalGap)
	}
	sum := s.flow.gap() * float32(max(len(s.items)-1, 0))
	for _, c := range s.items {
		sum += c.NaturalWidth()
	}
	return ceil(sum)
}

func (s *Segmented) answers() []fyne.CanvasObject {
	list := make([]fyne.CanvasObject, len(s.items))
	for i, c := range s.items {
		list[i] = c
	}
	return list
}

func (s *Segmented) least() fyne.Size {
	var width float32
	for _, c := range s.items {
		width = max(width, c.MinSize().Width)
		if s.Equal > 0 {
			width = max(width, c.leastWidth())
		}
	}
	at := s.Size().Width
	if at <= 0 {
		at = s.NaturalWidth()
	}
	return fyne.NewSize(width, s.HeightFor(at))
}

func (s *Segmented) parts() []fyne.CanvasObject { return s.objects() }

func (s *Segmented) style() {
	for i, c := range s.items {
		c.setID(partOf(s.id, s.options[i].ID))
	}
	s.show(s.index())
	s.styleRing()
}

func (s *Segmented) place(size fyne.Size) {
	if s.Equal > 0 {
		columns, _, cell := s.equal(size.Width)
		for i, c := range s.items {
			setBounds(c, float32(i%columns)*(cell.Width+units(equalGap)), float32(i/columns)*(cell.Height+units(equalGap)), cell.Width, cell.Height)
		}
	} else {
		s.flow.Layout(s.answers(), size)
	}
	var width, high float32
	for _, c := range s.items {
		width = max(width, c.Position().X+c.Size().Width)
		high = max(high, c.Position().Y+c.Size().Height)
	}
	s.focusRing(fyne.NewSize(width, high))
}
