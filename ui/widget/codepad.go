package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"eclaire/ui/theme"
)

// leastKey is the least height of a key of a code.
const leastKey = 60

// NewCodepad returns a keypad for a code of a length, which shows the digits.
// OnDone is called by the Enter key alone, once all digits are there.
func NewCodepad(length int, eraseLabel, digits string, changed func(code string)) *Keypad {
	k := &Keypad{Length: length, OnChanged: changed, code: true, digits: digits, ring: newRing()}
	for _, d := range []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 0} {
		c := k.digit(d)
		c.textSize, c.shrink = theme.SizeTitle, true
		k.keys = append(k.keys, c)
	}
	erase := Name("key.erase", newCell(eraseLabel, func() { k.tap(k.erase) }))
	erase.quiet, erase.shrink, erase.textSize = true, true, theme.SizeButton
	k.keys = append(k.keys, erase)
	for range length {
		k.boxes.beds = append(k.boxes.beds, canvas.NewRectangle(color.Transparent))
		t := canvas.NewText("", color.Transparent)
		t.Alignment, t.TextStyle = fyne.TextAlignCenter, fyne.TextStyle{Bold: true}
		k.boxes.texts = append(k.boxes.texts, t)
	}
	k.ExtendBaseWidget(k)
	return k
}

// codeBoxes shows the digits of a code, one in a box, in two groups.
type codeBoxes struct {
	beds  []*canvas.Rectangle
	texts []*canvas.Text
}

func (b *codeBoxes) parts() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i := range b.beds {
		out = append(out, b.beds[i], b.texts[i])
	}
	return out
}

func (b *codeBoxes) textSize(k *Keypad) float32 { return k.size(theme.SizeTitle) * 1.1 }
func (b *codeBoxes) high(k *Keypad) float32     { return ceil(b.textSize(k) * 1.8) }

// style fills the boxes: the next one to be filled has a stronger edge.
func (b *codeBoxes) style(k *Keypad) {
	for i, bed := range b.beds {
		bed.FillColor, bed.StrokeColor, bed.StrokeWidth = k.paint(theme.ColorCard), k.paint(theme.ColorEdge), units(2)
		bed.CornerRadius = k.look().Size("inputRadius")
		if i == len(k.digits) {
			bed.StrokeColor, bed.StrokeWidth = k.paint(theme.ColorAction), units(4)
		}
		text := b.texts[i]
		text.Text, text.TextSize, text.Color = "", b.textSize(k), k.paint(theme.ColorText)
		if i < len(k.digits) {
			text.Text = k.digits[i : i+1]
		}
	}
}

// place puts the boxes over the keys, as wide as these.
func (b *codeBoxes) place(k *Keypad, left, width float32) {
	n := len(b.beds)
	if n == 0 {
		return
	}
	gap, middle := units(8), units(16)
	each := (width - gap*float32(n-1) - middle) / float32(n)
	x := left
	for i := range b.beds {
		if i == n/2 {
			x += middle
		}
		setBounds(b.beds[i], x, 0, each, b.high(k))
		setBounds(b.texts[i], x, 0, each, b.high(k))
		x += each + gap
	}
}
