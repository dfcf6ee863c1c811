package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"eclaire/ui/theme"
)

// DialogButton is one answer to a question.
type DialogButton struct {
	ID       string // see Name
	Text     string
	Kind     ButtonKind
	OnTapped func() // called after the dialog has gone
	// Stay keeps the dialog open.
	Stay bool
}

// Dialog is a question over the page. While it is open nothing under it can be
// touched, and the focus stays within. At first the dialog itself has the focus,
// so that no answer can be given by a stray Enter.
type Dialog struct {
	base
	// OnCancel is called on Escape, after the dialog has gone; nil ignores the key.
	OnCancel func()
	// OnActivity is told of pointer moves and keys, since what watches the page is covered.
	OnActivity func()
	// MaxWidth of the card; 0 means 720.
	MaxWidth float32

	scrim  *canvas.Rectangle
	card   *Card
	scroll *Scroller
	hand   *Hand
	canvas fyne.Canvas
}

var _ fyne.Focusable = (*Dialog)(nil)

// NewDialog returns a dialog that is not shown yet; content may be nil, and buttons too
// when the content gives the answer.
func NewDialog(title, text string, content fyne.CanvasObject, buttons ...DialogButton) *Dialog {
	d := &Dialog{scrim: canvas.NewRectangle(color.Transparent)}
	var list []fyne.CanvasObject
	if title != "" {
		list = append(list, NewTitle(title))
	}
	if text != "" {
		list = append(list, NewParagraph(text))
	}
	if content != nil {
		list = append(list, content)
	}
	if len(buttons) > 0 {
		list = append(list, NewInset(0, 8, d.answers(buttons)))
	}
	d.scroll = NewScroller(NewStack(18, list...), "")
	d.card = NewCard(d.scroll)
	d.hand = NewHand(container.NewWithoutLayout(d.card))
	d.hand.OnActivity = d.active
	d.ExtendBaseWidget(d)
	return d
}

func (d *Dialog) answers(buttons []DialogButton) fyne.CanvasObject {
	row := NewFlow(16)
	row.Layout.(*Flow).Spread = true
	for _, b := range buttons {
		row.Add(Name(b.ID, NewButton(b.Kind, b.Text, func() { d.answer(b) })))
	}
	return row
}

func (d *Dialog) answer(b DialogButton) {
	d.active()
	if !b.Stay {
		d.Close()
	}
	if b.OnTapped != nil {
		b.OnTapped()
	}
}

func (d *Dialog) active() {
	if d.OnActivity != nil {
		d.OnActivity()
	}
}

// Open shows the dialog on a canvas.
func (d *Dialog) Open(c fyne.Canvas) {
	if c == nil || d.canvas != nil {
		return
	}
	d.canvas = c
	if page := HandOf(c); page != nil {
		page.Forget()
		d.hand.keys, d.hand.May, d.hand.After = page.keys, page.May, page.After
		d.hand.OnTouched, d.hand.OnSettled = page.OnTouched, page.OnSettled
	}
	c.Overlays().Add(d)
	d.Resize(c.Size())
	c.Focus(d)
}

// Close takes the dialog away, and what was opened over it. Nothing is called.
func (d *Dialog) Close() {
	if d.canvas == nil {
		return
	}
	d.canvas.Overlays().Remove(d)
	if page := HandOf(d.canvas); page != nil {
		page.keys = d.hand.keys
	}
	d.canvas = nil
}

// IsOpen tells whether the dialog is shown.
func (d *Dialog) IsOpen() bool { return d.canvas != nil }

// FocusGained implements fyne.Focusable.
func (d *Dialog) FocusGained() {}

// FocusLost implements fyne.Focusable.
func (d *Dialog) FocusLost() {}

// KeyDown implements desktop.Keyable: a keyboard is being used.
func (d *Dialog) KeyDown(*fyne.KeyEvent) { d.hand.keys = true }

// KeyUp implements desktop.Keyable.
func (d *Dialog) KeyUp(*fyne.KeyEvent) {}

// TypedRune implements fyne.Focusable.
func (d *Dialog) TypedRune(rune) { d.active() }

// TypedKey implements fyne.Focusable.
func (d *Dialog) TypedKey(ev *fyne.KeyEvent) {
	d.active()
	if ev.Name == fyne.KeyEscape && d.OnCancel != nil {
		d.Close()
		d.OnCancel()
		return
	}
	d.scroll.HandleKey(ev.Name)
}

// CreateRenderer implements fyne.Widget.
func (d *Dialog) CreateRenderer() fyne.WidgetRenderer { return newRenderer(d) }

func (d *Dialog) parts() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.scrim, d.hand.Under, d.hand}
}

func (d *Dialog) style() {
	d.scrim.FillColor = d.paint(theme.ColorScrim)
	d.card.Pad = d.size(theme.SizePad) + units(10)
}

func (d *Dialog) least() fyne.Size { return fyne.NewSize(units(300), units(200)) }

func (d *Dialog) place(size fyne.Size) {
	setBounds(d.scrim, 0, 0, size.Width, size.Height)
	most := units(d.MaxWidth)
	if most == 0 {
		most = units(720 + 240*(d.look().Scale()-1))
	}
	width := min(most, size.Width-units(48))
	high := min(d.card.HeightFor(width)+1, size.Height-units(48))
	setBounds(d.card, (size.Width-width)/2, (size.Height-high)/2, width, high)
	setBounds(d.hand.Under, 0, 0, size.Width, size.Height)
	setBounds(d.hand, 0, 0, size.Width, size.Height)
}
