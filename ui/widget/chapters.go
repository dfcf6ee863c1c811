package widget

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/ui/theme"
)

// Chapter is one part of the way, as the top bar shows it.
type Chapter struct {
	ID    string
	Title string  // with its number, as in "3 The risks"; without it once it lies behind
	Done  float32 // the share of it that lies behind, 0 to 1
	Now   bool
	Open  func() // goes back to it; nil where it cannot be touched
}

// Behind tells whether all of it lies behind: it is ticked.
func (c Chapter) Behind() bool { return c.Done >= 1 && !c.Now }

// Chapters shows the parts of the way beside each other: those behind are ticked and
// can be touched, the present one stands out and tells the place within it. The present
// one has a width of its own and all others the same, whatever they are called. Where
// there is no room for all names, only the place is told, above the bars.
type Chapters struct {
	base
	Place string // as in "2 Two ways · 1 of 4"

	tabs  []*chapterTab
	words *Paragraph
}

// NewChapters returns the parts of the way.
func NewChapters(place string, list []Chapter) *Chapters {
	c := &Chapters{Place: place, words: NewQuiet(place)}
	c.words.TextSize = theme.SizeSmall
	for _, one := range list {
		tab := newChapterTab(one)
		if one.Now {
			tab.label.SetText("**" + place + "**")
		}
		c.tabs = append(c.tabs, tab)
	}
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer implements fyne.Widget.
func (c *Chapters) CreateRenderer() fyne.WidgetRenderer { return newRenderer(c) }

// AccessibilityLabel implements fyne.Accessible.
func (c *Chapters) AccessibilityLabel() string { return c.Place }

// AccessibilityRole implements fyne.Accessible.
func (c *Chapters) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// named tells whether there is room for all names.
func (c *Chapters) named(width float32) bool {
	for _, t := range c.tabs {
		if t.natural()+units(chapterPad) > c.wide(t, width, true) {
			return false
		}
	}
	return true
}

const (
	chapterGap = 6
	chapterPad = 10 // around a name
	chapterBar = 8
	chapterNow = 222 // the present one at least, where there are names
)

// wide is the width of one part of the way: of all the same, but where there are names
// the present one has its own.
func (c *Chapters) wide(t *chapterTab, width float32, named bool) float32 {
	n := float32(len(c.tabs))
	room := width - units(chapterGap)*(n-1)
	if !named || !slices.ContainsFunc(c.tabs, func(t *chapterTab) bool { return t.of.Now }) {
		return room / n
	}
	now := max(units(chapterNow), room/n)
	if t.of.Now {
		return now
	}
	return (room - now) / max(n-1, 1)
}

// HeightFor implements HeightForWidth.
func (c *Chapters) HeightFor(float32) float32 { return c.size(theme.SizeTarget) }

func (c *Chapters) least() fyne.Size { return fyne.NewSize(units(200), c.HeightFor(0)) }

func (c *Chapters) parts() []fyne.CanvasObject {
	list := []fyne.CanvasObject{c.words}
	for _, t := range c.tabs {
		list = append(list, t)
	}
	return list
}

func (c *Chapters) style() {}

func (c *Chapters) place(size fyne.Size) {
	named := c.named(size.Width)
	c.words.Hidden = named
	if !named {
		setBounds(c.words, 0, 0, size.Width, c.words.HeightFor(size.Width))
	}
	x := float32(0)
	for _, t := range c.tabs {
		if t.bare == named {
			t.bare = !named
			t.Refresh()
		}
		wide := c.wide(t, size.Width, named)
		setBounds(t, x, 0, wide, size.Height)
		x += wide + units(chapterGap)
	}
}

// chapterTab is one part of the way: its name above its bar.
type chapterTab struct {
	base
	of                 Chapter // not embedded: its ID would hide that of the control
	bare               bool    // without its name
	label              *Paragraph
	tick               picture
	ground, track, bar *canvas.Rectangle
	ring               ring
}

var _ fyne.Focusable = (*chapterTab)(nil)

func newChapterTab(one Chapter) *chapterTab {
	t := &chapterTab{of: one, label: NewParagraph(one.Title), tick: newDrawing(), ring: newRing()}
	t.label.TextSize, t.label.NoWrap, t.label.Center = theme.SizeSmall, true, true
	t.ground, t.track, t.bar = canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)
	t.setID("chapter." + one.ID)
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer implements fyne.Widget.
func (t *chapterTab) CreateRenderer() fyne.WidgetRenderer { return newRenderer(t) }

// Tapped implements fyne.Tappable.
func (t *chapterTab) Tapped(*fyne.PointEvent) {
	if t.of.Open != nil {
		t.of.Open()
	}
}

// keepsFocus: another screen comes, which has its own.
func (t *chapterTab) keepsFocus() bool { return true }

// FocusGained implements fyne.Focusable.
func (t *chapterTab) FocusGained() { t.ring.gained(t); t.Refresh() }

// FocusLost implements fyne.Focusable.
func (t *chapterTab) FocusLost() { t.ring.lost(); t.Refresh() }

// TypedRune implements fyne.Focusable.
func (t *chapterTab) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (t *chapterTab) TypedKey(ev *fyne.KeyEvent) {
	t.ring.typed(t)
	if isPress(ev.Name) {
		t.Tapped(nil)
		return
	}
	t.Refresh()
}

// Disabled tells whether nothing happens at a touch.
func (t *chapterTab) Disabled() bool { return t.of.Open == nil }

// Enable and Disable implement fyne.Disableable: what can be opened is told at the
// making.
func (t *chapterTab) Enable()  {}
func (t *chapterTab) Disable() {}

// AccessibilityLabel implements fyne.Accessible.
func (t *chapterTab) AccessibilityLabel() string { return t.of.Title }

// AccessibilityRole implements fyne.Accessible.
func (t *chapterTab) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

func (t *chapterTab) isSelected() bool { return t.of.Now }

func (t *chapterTab) least() fyne.Size { return fyne.NewSize(units(30), t.size(theme.SizeTarget)) }

func (t *chapterTab) parts() []fyne.CanvasObject {
	return []fyne.CanvasObject{t.ground, t.track, t.bar, t.tick.Raster, t.label, t.ring.rect}
}

func (t *chapterTab) style() {
	t.ground.FillColor, t.ground.CornerRadius = color.Transparent, units(12)
	if t.of.Now && !t.bare {
		t.ground.FillColor = t.paint(theme.ColorWash)
	}
	t.track.FillColor, t.bar.FillColor = t.paint(theme.ColorTodo), t.paint(theme.ColorAction)
	t.track.CornerRadius, t.bar.CornerRadius = units(chapterBar/2), units(chapterBar/2)
	t.label.Color = theme.ColorText
	if t.of.Open != nil {
		t.label.Color = theme.ColorAction
	}
	t.ring.style(t.look(), units(12))
	t.label.Hidden = t.bare
	t.label.Refresh()
	tick := GlyphNone
	if t.of.Behind() && !t.bare {
		tick = GlyphCheck
	}
	setGlyph(&t.tick, tick, t.paint(t.label.Color))
}

// ticked is the side of the tick before the name, and the width it takes with its space;
// 0 without one.
func (t *chapterTab) ticked() (side, room float32) {
	if !t.of.Behind() {
		return 0, 0
	}
	side = t.label.lineHeight() * 0.55
	return side, side + units(6)
}

// natural is the width of the name with its tick.
func (t *chapterTab) natural() float32 {
	_, room := t.ticked()
	return room + t.label.NaturalWidth()
}

func (t *chapterTab) place(size fyne.Size) {
	setBounds(t.ground, 0, 0, size.Width, size.Height)
	t.ring.around(t.look(), fyne.Position{}, size)
	bar := units(chapterBar)
	y := size.Height - bar - units(6)
	if !t.bare {
		high := t.label.HeightFor(-1)
		top := max((y-high)/2, 0)
		side, room := t.ticked()
		setBounds(t.tick, (size.Width-t.natural())/2, top+(high-side)/2, side, side)
		setBounds(t.label, room, top, size.Width-room, high)
	}
	in := units(6)
	setBounds(t.track, in, y, size.Width-2*in, bar)
	t.bar.Hidden = t.of.Done <= 0
	setBounds(t.bar, in, y, max((size.Width-2*in)*min(t.of.Done, 1), bar), bar)
}
