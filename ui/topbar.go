package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"eclaire/consent"
	"eclaire/ui/screen"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// The halves of the two pairs in the top bar and the gaps between, in units of a
// window of plain size.
const (
	sizeHalf    = 64
	tongueHalf  = 116
	pairGap     = 12
	placeMargin = 20 // between the place on the way and the pairs
)

// topBar says where one is, and has text size and languages at its right, which
// never move: only the window's size changes their places, not the text's, the
// language or the screen.
func (f *frame) topBar(s *Shell, words *theme.Theme, v screen.View) fyne.CanvasObject {
	fixed := s.look(1)
	l := &topLayout{grown: s.grown, high: fixed.Size(theme.SizeTarget), place: f.place(v)}
	widget.Dress(l.place, words)
	if len(v.Chapters) > 0 { // their tabs keep their widths
		widget.Dress(l.place, fixed)
	} else if widget.HeightOf(l.place, l.room(s.o.Window.Canvas().Size().Width-2*barSide*s.grown)) > l.high { // large words would make the bar grow
		widget.Dress(l.place, fixed)
	}
	row := []fyne.CanvasObject{l.place}
	for _, b := range f.pairs(s) {
		widget.Dress(b, fixed)
		row = append(row, b)
	}
	return container.New(l, row...)
}

// place is what the screen says of the place on the way.
func (f *frame) place(v screen.View) fyne.CanvasObject {
	if len(v.Chapters) > 0 {
		return widget.NewChapters(v.Progress, v.Chapters)
	}
	if v.Progress == "" {
		return nothing()
	}
	return widget.NewProgress(v.Progress, v.Done, v.Of)
}

// pairs are smaller and larger text, and the languages.
func (f *frame) pairs(s *Shell) []fyne.CanvasObject {
	say := s.say()
	smaller := widget.NewButton(widget.Pill, say.T("text.smaller"), func() { s.zoom(-1) })
	larger := widget.NewButton(widget.Pill, say.T("text.larger"), func() { s.zoom(1) })
	widget.Name("text.smaller", smaller)
	widget.Name("text.larger", larger)
	if s.scale == scales[0] {
		smaller.Disable()
	}
	if s.scale == scales[len(scales)-1] {
		larger.Disable()
	}
	buttons := []*widget.Button{smaller, larger}
	for _, l := range consent.Languages() {
		b := widget.NewButton(widget.Pill, s.o.Words.For(l).T("language.name"), func() { s.desks.way.speak(l) })
		b.Selected = say.Language == l
		widget.Name("language."+string(l), b)
		buttons = append(buttons, b)
	}
	out := make([]fyne.CanvasObject, len(buttons))
	for i, b := range buttons {
		b.Aside, b.Half = true, []widget.Half{widget.LeftHalf, widget.RightHalf}[i%2]
		b.Refresh()
		out[i] = b
	}
	return out
}

// topLayout sets the place at the left, then the four halves from the right edge
// on, all in the first line of the bar.
type topLayout struct {
	grown float32
	high  float32 // of the halves
	place fyne.CanvasObject
}

// halves are their widths.
func (l *topLayout) halves() [4]float32 {
	size := max(sizeHalf*l.grown, l.high)
	return [4]float32{size, size, tongueHalf * l.grown, tongueHalf * l.grown}
}

// room is the width left for the place on the way.
func (l *topLayout) room(total float32) float32 {
	for _, w := range l.halves() {
		total -= w
	}
	return max(total-(pairGap+placeMargin)*l.grown, 1)
}

func (l *topLayout) HeightFor(_ []fyne.CanvasObject, total float32) float32 {
	return max(l.high, widget.HeightOf(l.place, l.room(total)))
}

func (l *topLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, l.high) }

func (l *topLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	halves := l.halves()
	x := size.Width
	for i := len(halves) - 1; i >= 0; i-- {
		x -= halves[i]
		objects[i+1].Move(fyne.NewPos(x, 0))
		objects[i+1].Resize(fyne.NewSize(halves[i], l.high))
		if i == 2 {
			x -= pairGap * l.grown
		}
	}
	room := l.room(size.Width)
	high := widget.HeightOf(l.place, room)
	objects[0].Move(fyne.NewPos(0, max((l.high-high)/2, 0)))
	objects[0].Resize(fyne.NewSize(room, high))
}
