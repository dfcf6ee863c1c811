package main

import (
	"image"
	"os"
	"testing"
	"time"

	"eclaire/ui"
	"eclaire/ui/play"
	"eclaire/ui/play/window"
	"eclaire/ui/widget"
)

// desk is a pad in a window.
type desk struct {
	t *testing.T
	w *window.Window
	v *visitor
}

func sit(t *testing.T) *desk {
	t.Helper()
	need(t, "Xvfb")
	w := alone(t)
	d := &desk{t: t, w: w, v: &visitor{Finger: play.Finger{Hands: slow{w}, Hold: 5 * time.Millisecond}}}
	d.must(d.v.Touch("page.pad"))
	if _, err := w.Await(func(s ui.Sight) bool { _, there := play.Control(s, "pad"); return there }); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) pad() widget.Control {
	d.t.Helper()
	c, err := d.v.control("pad")
	d.must(err)
	return c
}

// points is how much is drawn, and would be signed.
func (d *desk) points() int {
	c, err := d.v.control("points")
	d.must(err)
	return c.W
}

// ink counts the dark pixels of the pad above its line, once they stay the same.
func (d *desk) ink() int {
	d.t.Helper()
	c := d.pad()
	inside := image.Rect(c.X+8, c.Y+8, c.X+c.W-8, c.Y+c.H-90)
	last := -1
	for same := 0; same < 3; time.Sleep(60 * time.Millisecond) {
		img, err := d.w.Picture()
		d.must(err)
		if n := dark(img.SubImage(inside)); n == last {
			same++
		} else {
			same, last = 0, n
		}
	}
	return last
}

func dark(img image.Image) int {
	n := 0
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
			if r, g, b, _ := img.At(x, y).RGBA(); r < 0x8000 && g < 0x8000 && b < 0x8000 {
				n++
			}
		}
	}
	return n
}

func (d *desk) stroke(points ...[2]float64) {
	d.t.Helper()
	d.must(d.v.Stroke(points...))
}

// about tells whether there is as much ink as there was, but for what a new size
// rounds.
func about(a, b int, part float64) bool {
	return float64(a) > float64(b)*(1-part) && float64(a) < float64(b)*(1+part)
}

// TestPadShowsWhatIsSigned counts the ink in a real window after each thing that
// can be done to a pad.
func TestPadShowsWhatIsSigned(t *testing.T) {
	t.Parallel()
	d := sit(t)
	if n := d.ink(); n != 0 {
		t.Fatalf("the empty pad has %d dark pixels", n)
	}
	d.stroke(first...)
	one := d.ink()
	d.stroke(second...)
	two := d.ink()
	if one < 500 || two < one+400 {
		t.Errorf("one stroke: %d, two: %d", one, two)
	}
	d.must(d.v.Touch("pad.undo"))
	if n := d.ink(); n != one {
		t.Errorf("undone: %d, want %d", n, one)
	}
	d.stroke(second...)
	if n := d.ink(); n != two {
		t.Errorf("drawn again: %d, want %d", n, two)
	}
	d.must(d.v.Touch("pad.clear"))
	if n := d.ink(); n != 0 || d.points() != 0 {
		t.Errorf("cleared: %d, and %d points", n, d.points())
	}
	d.stroke(first...)
	if n := d.ink(); n != one {
		t.Errorf("after clearing: %d, want %d", n, one)
	}
}

// TestPadOnBadDays does to a pad what happens to one.
func TestPadOnBadDays(t *testing.T) {
	t.Parallel()
	d := sit(t)
	d.stroke(first...)
	one := d.ink()

	d.must(d.w.Vanish(300 * time.Millisecond))
	if n := d.ink(); n != one {
		t.Errorf("gone and back: %d, want %d", n, one)
	}
	before := d.pad()
	d.must(d.w.Resize(960, 640))
	if _, err := d.w.Await(func(s ui.Sight) bool { c, _ := play.Control(s, "pad"); return c.W < before.W }); err != nil {
		t.Fatal(err)
	}
	if n := d.ink(); n >= one || n < one/4 {
		t.Errorf("in a smaller window: %d, was %d", n, one)
	}
	d.must(d.w.Resize(1280, 800))
	if _, err := d.w.Await(func(s ui.Sight) bool { c, _ := play.Control(s, "pad"); return c.W == before.W }); err != nil {
		t.Fatal(err)
	}
	if n := d.ink(); n != one {
		t.Errorf("in the window as it was: %d, want %d", n, one)
	}
	d.outside(one)
	d.otherButton()
}

// outside draws a stroke that ends outside of the pad.
func (d *desk) outside(one int) {
	d.stroke([2]float64{.6, .4}, [2]float64{.8, .3}, [2]float64{.99, -.15})
	out := d.ink()
	if out < one+300 {
		d.t.Errorf("out of the pad: %d after %d", out, one)
	}
	d.must(d.v.Touch("pad.undo"))
	if n := d.ink(); n != one {
		d.t.Errorf("that undone: %d, want %d", n, one)
	}
}

// otherButton presses another button of the pointer while a line is being drawn:
// what stands on the pad is what is there to be signed, and Clear takes all of it.
func (d *desk) otherButton() {
	c := d.pad()
	before := d.ink()
	hands := d.v.Hands
	d.must(hands.Press(c.X+c.W/2, c.Y+c.H/3))
	d.must(hands.Move(c.X+c.W*6/10, c.Y+c.H/4))
	for _, button := range []int{3, 2} {
		d.must(d.w.Button(byte(button), true))
		time.Sleep(150 * time.Millisecond)
		d.must(d.w.Button(byte(button), false))
		time.Sleep(150 * time.Millisecond)
	}
	d.must(hands.Move(c.X+c.W*7/10, c.Y+c.H/3))
	d.must(hands.Move(c.X+c.W*8/10, c.Y+c.H/4))
	d.must(hands.Lift())
	if n := d.ink(); n < before+300 {
		d.t.Errorf("with another button in between: %d after %d", n, before)
	}
	d.must(d.v.Touch("pad.clear"))
	if n := d.ink(); n != 0 || d.points() != 0 {
		d.t.Errorf("cleared: %d dark pixels, %d points", n, d.points())
	}
}

// TestPadLongStroke draws a line of more segments than stand on the pad as lines
// of their own: those before go into its picture while the finger is down.
func TestPadLongStroke(t *testing.T) {
	if os.Getenv("ECLAIRE_SOAK") == "" {
		t.Skip("the window takes a movement with each frame: set ECLAIRE_SOAK")
	}
	d := sit(t)
	c := d.pad()
	const moves = 230
	hands := d.v.Hands
	d.must(hands.Press(c.X+c.W/10, c.Y+c.H/4))
	row := 0
	for i := range moves {
		x := c.W/10 + (i%46)*c.W/60
		if i%46 == 0 && i > 0 {
			row++
		}
		if row%2 == 1 {
			x = c.W/10 + (45-i%46)*c.W/60
		}
		d.must(hands.Move(c.X+x, c.Y+c.H/4+row*c.H/12+i%2*6))
	}
	during := d.ink()
	if n := d.points(); n < 210 {
		t.Fatalf("%d points were taken", n)
	}
	d.must(hands.Lift())
	if n := d.ink(); !about(n, during, 0.1) || n < 5000 {
		t.Errorf("after lifting %d, while drawing %d", n, during)
	}
	d.must(d.v.Touch("pad.undo"))
	if n := d.ink(); n != 0 {
		t.Errorf("undone: %d", n)
	}
}
