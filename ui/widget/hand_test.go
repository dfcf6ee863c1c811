package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
)

// finger does what the driver of real windows does at a press, a movement and a
// release, in its order.
type finger struct {
	canvas fyne.Canvas
	hand   *Hand
}

// under shows o under a hand.
func under(t testing.TB, o fyne.CanvasObject) *finger {
	t.Helper()
	h := NewHand(o)
	w := open(t, container.NewStack(o, h))
	return &finger{w.Canvas(), h}
}

func (f *finger) unfocus(at fyne.Position) {
	if o, ok := f.canvas.Focused().(fyne.CanvasObject); ok && o != nil {
		d := at.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(o))
		if d.X >= 0 && d.Y >= 0 && d.X < o.Size().Width && d.Y < o.Size().Height {
			return
		}
	}
	f.canvas.Unfocus()
}

func (f *finger) press(at fyne.Position) {
	f.hand.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at, AbsolutePosition: at}, Button: desktop.MouseButtonPrimary})
	f.unfocus(at)
}

func (f *finger) lift(at fyne.Position, dragged bool) {
	ev := fyne.PointEvent{Position: at, AbsolutePosition: at}
	f.hand.MouseUp(&desktop.MouseEvent{PointEvent: ev, Button: desktop.MouseButtonPrimary})
	f.unfocus(at)
	if dragged {
		f.hand.DragEnd()
		return
	}
	f.hand.Tapped(&ev)
}

func (f *finger) drag(from fyne.Position, steps ...fyne.Position) {
	f.press(from)
	at := from
	for _, to := range steps {
		ev := &fyne.DragEvent{Dragged: fyne.NewDelta(to.X-at.X, to.Y-at.Y)}
		ev.Position, ev.AbsolutePosition = to, to
		f.hand.Dragged(ev)
		at = to
	}
	f.lift(at, true)
}

func (f *finger) tapAt(at fyne.Position) {
	f.press(at)
	f.lift(at, false)
}

func (f *finger) tap(o fyne.CanvasObject) { f.tapAt(middleOf(o)) }

func middleOf(o fyne.CanvasObject) fyne.Position {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	return at.Add(fyne.NewPos(o.Size().Width/2, o.Size().Height/2))
}

// TestFieldIsLeftWhenTheFingerLifts: what the loss of the focus does must not
// move things between press and release.
func TestFieldIsLeftWhenTheFingerLifts(t *testing.T) {
	var told []string
	a, b := NewField("A", nil), NewField("B", nil)
	a.OnTouch = func(*Field) { told = append(told, "a touched") }
	a.OnBlur = func(*Field) { told = append(told, "a left") }
	b.OnTouch = func(*Field) { told = append(told, "b touched") }
	go1 := NewButton(Primary, "Suite", func() { told = append(told, "go") })
	f := under(t, NewStack(20, a, b, go1))
	f.tap(a.entry)
	f.press(middleOf(b.entry))
	if len(told) != 1 {
		t.Fatalf("%v while the finger is down", told)
	}
	f.lift(middleOf(b.entry), false)
	if f.canvas.Focused() != fyne.Focusable(b.entry) {
		t.Error("the field that was touched has not the focus")
	}
	f.tap(a.entry)
	f.tap(go1)
	want := []string{"a touched", "b touched", "a left", "a touched", "a left", "go"}
	if len(told) != len(want) {
		t.Fatalf("%v, want %v", told, want)
	}
	for i := range want {
		if told[i] != want[i] {
			t.Fatalf("%v, want %v", told, want)
		}
	}
}

// TestScrollingKeepsTheFocus: a field that is written into is still written into
// after the page was moved.
func TestScrollingKeepsTheFocus(t *testing.T) {
	left := 0
	field := NewField("A", nil)
	field.OnBlur = func(*Field) { left++ }
	list := []fyne.CanvasObject{field}
	for range 20 {
		list = append(list, NewButton(Choice, "Oui", nil))
	}
	f := under(t, NewScroller(NewStack(10, list...), ""))
	f.tap(field.entry)
	f.drag(fyne.NewPos(200, 500), fyne.NewPos(200, 480), fyne.NewPos(200, 400))
	f.tapAt(fyne.NewPos(895, 300)) // nothing is there
	if left != 0 || f.canvas.Focused() != fyne.Focusable(field.entry) {
		t.Errorf("left %d times", left)
	}
}

// TestRingIsForKeyboards: under a finger nothing looks chosen.
func TestRingIsForKeyboards(t *testing.T) {
	a, b := NewButton(Choice, "Oui", nil), NewButton(Choice, "Non", nil)
	f := under(t, NewStack(20, a, b))
	f.canvas.Focus(a)
	if a.ring.shown() {
		t.Error("a ring before any key")
	}
	a.KeyDown(&fyne.KeyEvent{Name: fyne.KeyTab})
	f.canvas.FocusNext()
	if !b.ring.shown() {
		t.Error("no ring after a key")
	}
	f.tap(a)
	if a.ring.shown() || b.ring.shown() {
		t.Error("a ring after a touch")
	}
	f.canvas.FocusNext()
	if b.ring.shown() {
		t.Error("a ring without a key")
	}
}

// TestPressMayBeRefused: a press that may not act gives nothing, nor one whose
// screen has gone.
func TestPressMayBeRefused(t *testing.T) {
	taps := 0
	b := Name("next", NewButton(Primary, "Suite", func() { taps++ }))
	f := under(t, NewStack(0, b))
	f.hand.May = func(p Press) bool { return p.ID != "next" }
	f.tap(b)
	f.hand.May = nil
	f.press(middleOf(b))
	f.hand.Forget()
	f.lift(middleOf(b), false)
	if taps != 0 {
		t.Errorf("%d taps", taps)
	}
	f.tap(b)
	if taps != 1 {
		t.Errorf("%d taps after all", taps)
	}
}

// TestPadFollowsTheFinger draws through the hand, also out of the pad.
func TestPadFollowsTheFinger(t *testing.T) {
	p := NewSignaturePad("nom", nil)
	f := under(t, NewStack(0, p))
	f.drag(fyne.NewPos(50, 50), fyne.NewPos(60, 50), fyne.NewPos(60, 5000))
	f.tapAt(fyne.NewPos(200, 60))
	s := p.Strokes()
	if len(s) != 2 || len(s[0]) != 3 || len(s[1]) != 1 {
		t.Fatalf("strokes %v", s)
	}
	if end := s[0][2]; end.Y != p.Aspect() {
		t.Errorf("the stroke ended at %v", end)
	}
}

// TestSecondEndOfAPress lifts a finger twice, as the driver tells it when a window
// was put away meanwhile, and presses other buttons beside it: nothing is touched
// by that.
func TestSecondEndOfAPress(t *testing.T) {
	pad := NewSignaturePad("", nil)
	f := under(t, pad)
	at, elsewhere := middleOf(pad), middleOf(pad).Add(fyne.NewPos(30, 0))
	f.tapAt(at)
	f.lift(elsewhere, false)
	if n := len(pad.Strokes()); n != 1 {
		t.Errorf("a second lift draws: %d strokes", n)
	}
	f.press(at)
	for _, b := range []desktop.MouseButton{desktop.MouseButtonSecondary, desktop.MouseButtonTertiary} {
		ev := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: elsewhere, AbsolutePosition: elsewhere}, Button: b}
		f.hand.MouseDown(ev)
		f.hand.MouseUp(ev)
	}
	f.lift(at, false)
	if n := len(pad.Strokes()); n != 2 {
		t.Errorf("other buttons draw: %d strokes", n)
	}
	f.tapAt(at)
	if n := len(pad.Strokes()); n != 3 {
		t.Errorf("a touch after all this does not draw: %d strokes", n)
	}
}
