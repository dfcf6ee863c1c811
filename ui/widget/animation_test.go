package widget

import (
	"image"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"eclaire/ui/theme"
)

// clockwork lets a test say how much time is over.
type clockwork struct {
	tick    func(float32)
	whole   time.Duration
	stopped int
}

func (c *clockwork) run(d time.Duration, tick func(float32)) func() {
	c.whole, c.tick = d, tick
	return func() { c.stopped++ }
}

func TestAnimation(t *testing.T) {
	var c clockwork
	var frames []int
	ended := -1
	a := NewAnimation(4, "Play", "Stop")
	a.Run = c.run
	a.OnFrame = func(i int) { frames = append(frames, i) }
	a.OnEnd = func(i int) { ended = i }
	open(t, NewStack(0, a))
	if a.Playing() || a.button.Text != "Play" {
		t.Fatal("it plays before anybody touched it")
	}
	high := a.HeightFor(400)
	a.button.Tapped(nil)
	if !a.Playing() || a.button.Text != "Stop" || c.whole != 3*frameTime {
		t.Fatalf("after a touch: playing %v, button %q, %v long", a.Playing(), a.button.Text, c.whole)
	}
	c.tick(0.4)
	if a.At != 1 {
		t.Errorf("frame %d", a.At)
	}
	c.tick(0.7)
	if got := a.HeightFor(400); got != high {
		t.Errorf("the height went from %v to %v", high, got)
	}
	a.button.Tapped(nil) // one touch stops it
	if a.Playing() || ended != 2 || c.stopped != 1 {
		t.Errorf("after another touch: playing %v, ended at %d, stopped %d times", a.Playing(), ended, c.stopped)
	}
	c.tick(1) // a tick that was on its way
	if a.At != 2 {
		t.Errorf("a late tick moved it to %d", a.At)
	}
	a.Start() // goes on from where it was
	c.tick(1)
	if a.At != 3 || ended != 3 || a.Playing() {
		t.Errorf("at the end: frame %d, ended %d, playing %v", a.At, ended, a.Playing())
	}
	a.Start() // and from the start again
	if a.At != 0 {
		t.Errorf("it starts again at %d", a.At)
	}
	ended = -1
	a.Cancel()
	if a.Playing() || ended != -1 {
		t.Error("a screen that is gone was told of the end")
	}
}

func TestAnimationStandsStill(t *testing.T) {
	a := NewAnimation(3, "Play", "Stop")
	a.Still = true
	open(t, NewStack(0, a))
	a.Start()
	if a.Playing() || a.button.Visible() {
		t.Error("a picture moves where motion is off")
	}
}

// TestFigureMovesWithoutPainting lights numbers and moves the dot: the drawing
// itself is painted once a size.
func TestFigureMovesWithoutPainting(t *testing.T) {
	painted := 0
	f := NewFigure(func(w, h int, _ bool) image.Image {
		painted++
		return image.NewRGBA(image.Rect(0, 0, w, h))
	}, 800, 600, "")
	for i := range 3 {
		f.Badges = append(f.Badges, FigureBadge{i + 1, float64(100 + 200*i), 300})
	}
	w := window(t, theme.Light, 1, fyne.NewSize(600, 460), f)
	w.Canvas().Capture()
	f.Light(1)
	if !f.chips[1].lit || f.chips[0].lit || !f.chips[1].ring.Visible() {
		t.Error("the second number does not stand out")
	}
	before := f.dot.Visible()
	f.ShowDot(&FigureDot{400, 300})
	at := f.dot.Position().Add(fyne.NewPos(f.dot.Size().Width/2, f.dot.Size().Height/2))
	if before || !f.dot.Visible() || at.Subtract(fyne.NewPos(300, 230)).X > 1 || at.Subtract(fyne.NewPos(300, 230)).Y > 1 {
		t.Errorf("the dot is at %v", at)
	}
	shoot(t, w, "figure-lit")
	f.Light(-1)
	f.ShowDot(nil)
	if f.chips[1].lit || f.dot.Visible() {
		t.Error("something still stands out")
	}
	count := painted
	for i := range 100 {
		f.Light(i % 3)
		f.ShowDot(&FigureDot{float64(i), 10})
	}
	if painted != count {
		t.Errorf("moving painted the drawing %d times more", painted-count)
	}
}
