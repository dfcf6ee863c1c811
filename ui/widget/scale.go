package widget

import (
	"strconv"

	"fyne.io/fyne/v2"

	"eclaire/ui/theme"
)

// Scale is a row of numbers from 0 to a highest one, with a word at each end.
// Nothing is selected at first.
type Scale struct {
	cells
	Value     int // -1 when nothing is selected
	Low, High string
	// Label names the scale for those who do not see it.
	Label     string
	OnChanged func(int)

	low, high *Paragraph
	typed     bool // the last change came from a digit: a second digit may follow
}

var (
	_ fyne.Focusable = (*Scale)(nil)
	_ HeightForWidth = (*Scale)(nil)
)

// NewScale returns a scale from 0 to most.
func NewScale(most int, low, high string, changed func(int)) *Scale {
	s := &Scale{Value: -1, Low: low, High: high, OnChanged: changed}
	s.ring = newRing()
	s.low, s.high = NewQuiet(""), NewQuiet("")
	for i := range most + 1 {
		c := newCell(strconv.Itoa(i), func() { s.tap(i) })
		c.checked, c.corner = true, true // chosen is not by colour alone
		s.items = append(s.items, c)
	}
	s.ExtendBaseWidget(s)
	return s
}

// SetValue changes the value without calling OnChanged; -1 selects nothing.
func (s *Scale) SetValue(value int) {
	s.Value = min(max(value, -1), len(s.items)-1)
	s.Refresh()
}

func (s *Scale) tap(i int) {
	s.ring.touched(s)
	s.typed = false
	s.choose(i)
}

func (s *Scale) choose(i int) {
	changed := s.Value != i
	s.Value, s.cursor = i, i
	s.Refresh()
	if changed && s.OnChanged != nil {
		s.OnChanged(i)
	}
}

// FocusGained implements fyne.Focusable.
func (s *Scale) FocusGained() {
	s.ring.gained(s)
	s.cursor = max(s.Value, 0)
	s.Refresh()
}

// FocusLost implements fyne.Focusable.
func (s *Scale) FocusLost() { s.ring.lost(); s.typed = false; s.Refresh() }

// KeyDown implements desktop.Keyable: a keyboard is being used.
func (s *Scale) KeyDown(*fyne.KeyEvent) {
	s.ring.typed(s)
	s.Refresh()
}

// KeyUp implements desktop.Keyable.
func (s *Scale) KeyUp(*fyne.KeyEvent) {}

// TypedRune implements fyne.Focusable: digits choose, 1 then 0 makes 10.
func (s *Scale) TypedRune(r rune) {
	s.ring.typed(s)
	if r < '0' || r > '9' {
		return
	}
	digit := int(r - '0')
	if s.typed && s.Value > 0 && s.Value*10+digit < len(s.items) {
		digit += s.Value * 10
	}
	if digit < len(s.items) {
		s.choose(digit)
		s.typed = true
	}
}

// TypedKey implements fyne.Focusable: the arrows choose at once, as there is no harm in it.
func (s *Scale) TypedKey(ev *fyne.KeyEvent) {
	s.ring.typed(s)
	switch {
	case isPress(ev.Name):
		s.choose(s.cursor)
	case s.Value < 0 && (ev.Name == fyne.KeyLeft || ev.Name == fyne.KeyRight):
		s.typed = false
		s.choose(s.cursor)
	case s.move(ev.Name):
		s.typed = false
		s.choose(s.cursor)
	default:
		s.Refresh()
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (s *Scale) AccessibilityLabel() string { return s.Label }

// AccessibilityRole implements fyne.Accessible.
func (s *Scale) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer implements fyne.Widget.
func (s *Scale) CreateRenderer() fyne.WidgetRenderer { return newRenderer(s) }

// space is between two numbers.
func (s *Scale) space() float32 { return units(8) }

// least width of a number, wide enough for a finger.
const leastNumber = 52

// columns is how many numbers stand in a row: all, or half of them.
func (s *Scale) columns(width float32) int {
	n := len(s.items)
	for rows := 1; rows < n; rows++ {
		columns := (n + rows - 1) / rows
		cellWidth := (width - s.space()*float32(columns-1)) / float32(columns)
		if cellWidth >= max(units(leastNumber), s.size(theme.SizeQuiet)*2.4) {
			return columns
		}
	}
	return max(n/2, 1)
}

func (s *Scale) labelsHeight(width float32) float32 {
	s.takeLabels()
	if s.Low == "" && s.High == "" {
		return 0
	}
	if s.oneLine(width) {
		return s.low.HeightFor(-1)
	}
	return s.low.HeightFor(width) + s.high.HeightFor(width)
}

func (s *Scale) oneLine(width float32) bool {
	return s.low.NaturalWidth()+s.high.NaturalWidth()+s.space()*2 <= width
}

func (s *Scale) takeLabels() {
	s.low.SetText(s.Low)
	s.high.SetText(s.High)
}

// HeightFor implements HeightForWidth.
func (s *Scale) HeightFor(width float32) float32 {
	columns := s.columns(width)
	rows := (len(s.items) + columns - 1) / columns
	labels := s.labelsHeight(width)
	if labels > 0 {
		labels += units(4)
	}
	return float32(rows)*(s.size(theme.SizeTarget)+s.space()) - s.space() + labels
}

func (s *Scale) least() fyne.Size {
	width := units(6*leastNumber) + 5*s.space()
	return fyne.NewSize(width, s.HeightFor(max(s.Size().Width, width)))
}

func (s *Scale) parts() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{s.low, s.high}, s.objects()...)
}

func (s *Scale) style() {
	for i, c := range s.items {
		c.setID(partOf(s.id, strconv.Itoa(i)))
	}
	s.takeLabels()
	s.show(s.Value)
	s.styleRing()
}

func (s *Scale) place(size fyne.Size) {
	columns := s.columns(size.Width)
	width := (size.Width - s.space()*float32(columns-1)) / float32(columns)
	high := s.size(theme.SizeTarget)
	y := float32(0)
	for i, c := range s.items {
		if i > 0 && i%columns == 0 {
			y += high + s.space()
		}
		setBounds(c, float32(i%columns)*(width+s.space()), y, width, high)
	}
	y += high
	s.focusRing(fyne.NewSize(size.Width, y))
	y += units(4)
	lowHeight := s.low.HeightFor(size.Width)
	if s.oneLine(size.Width) {
		right := s.high.NaturalWidth() + 1
		setBounds(s.low, 0, y, s.low.NaturalWidth()+1, lowHeight)
		setBounds(s.high, size.Width-right, y, right, lowHeight)
		return
	}
	setBounds(s.low, 0, y, size.Width, lowHeight)
	setBounds(s.high, 0, y+lowHeight, size.Width, s.high.HeightFor(size.Width))
}
