package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func longPage(taps *int) (*Scroller, []*Button) {
	var list []fyne.CanvasObject
	var buttons []*Button
	for range 20 {
		b := NewButton(Choice, "Oui", func() { *taps++ })
		buttons = append(buttons, b)
		list = append(list, b)
	}
	return NewScroller(NewStack(16, list...), "plus bas"), buttons
}

func TestScrollerFollowsTheFinger(t *testing.T) {
	taps := 0
	s, _ := longPage(&taps)
	under(t, s).drag(fyne.NewPos(100, 400), fyne.NewPos(100, 390), fyne.NewPos(100, 300), fyne.NewPos(100, 250))
	if s.Offset() != 150 || taps != 0 {
		t.Errorf("offset %v, %d taps", s.Offset(), taps)
	}
}

func TestScrollerTapsForATremblingFinger(t *testing.T) {
	taps := 0
	s, _ := longPage(&taps)
	finger := under(t, s)
	finger.drag(fyne.NewPos(100, 30), fyne.NewPos(104, 37), fyne.NewPos(92, 33))
	if s.Offset() != 0 || taps != 1 {
		t.Errorf("offset %v, %d taps", s.Offset(), taps)
	}
	finger.drag(fyne.NewPos(100, 30), fyne.NewPos(100, 90), fyne.NewPos(100, 30))
	if taps != 1 {
		t.Error("a tap after a real movement")
	}
}

func TestScrollerSaysThereIsMore(t *testing.T) {
	taps := 0
	s, _ := longPage(&taps)
	open(t, s)
	if !s.Overflows() || !s.more.Visible() {
		t.Fatal("nothing says that there is more")
	}
	test.Tap(s.more)
	if s.Offset() <= 0 {
		t.Error("the strip does not page")
	}
	if !s.HandleKey(fyne.KeyEnd) || !s.AtEnd() || s.more.Visible() {
		t.Error("the end is not the end")
	}
	short := NewScroller(NewParagraph("court"), "plus bas")
	open(t, short)
	if short.Overflows() || short.more.Visible() || short.HandleKey(fyne.KeyDown) {
		t.Error("a short page scrolls")
	}
}

func TestFocusIsRevealed(t *testing.T) {
	taps := 0
	s, buttons := longPage(&taps)
	w := open(t, s)
	last := buttons[len(buttons)-1]
	w.Canvas().Focus(last)
	if !s.AtEnd() {
		t.Errorf("offset %v of %v", s.Offset(), s.limit())
	}
	w.Canvas().Focus(buttons[0])
	if s.Offset() != 0 {
		t.Errorf("offset %v for the first", s.Offset())
	}
}

func TestStackMeasures(t *testing.T) {
	open(t, NewParagraph(""))
	p := NewParagraph(lorem + " " + lorem)
	stack := NewStack(10, p, NewCard(NewParagraph(lorem)), NewFlow(8, NewButton(Quiet, "Un", nil), NewButton(Quiet, "Deux", nil)))
	for _, width := range []float32{1000, 600, 300} {
		high := HeightOf(stack, width)
		stack.Resize(fyne.NewSize(width, high))
		last := stack.Objects[2]
		if got := last.Position().Y + last.Size().Height; abs(got-high) > 0.5 {
			t.Errorf("width %v: ends at %v, measured %v", width, got, high)
		}
		if got := stack.MinSize().Height; abs(got-high) > 0.5 {
			t.Errorf("width %v: least height %v, measured %v", width, got, high)
		}
	}
	if HeightOf(stack, 300) <= HeightOf(stack, 1000) {
		t.Error("not higher when narrow")
	}
	p.Hide()
	if HeightOf(p, 300) != 0 {
		t.Error("hidden things take room")
	}
}

func TestDialogTrapsTheFocus(t *testing.T) {
	under := NewButton(Primary, "dessous", nil)
	w := open(t, under)
	answer, cancelled := "", false
	d := NewDialog("Sûr ?", "", nil, DialogButton{Text: "Non", OnTapped: func() { answer = "no" }}, DialogButton{Text: "Oui", OnTapped: func() { answer = "yes" }})
	d.OnCancel = func() { cancelled = true }
	d.Open(w.Canvas())
	if w.Canvas().Focused() != fyne.Focusable(d) {
		t.Fatal("the dialog has not the focus")
	}
	key(d, fyne.KeyReturn)
	if answer != "" {
		t.Error("a stray Enter answered")
	}
	for range 5 {
		w.Canvas().FocusNext()
		if w.Canvas().Focused() == fyne.Focusable(under) {
			t.Fatal("the focus got out")
		}
	}
	w.Canvas().FocusNext()
	if b, ok := w.Canvas().Focused().(*Button); ok {
		key(b, fyne.KeySpace)
	} else {
		w.Canvas().FocusNext()
		key(w.Canvas().Focused(), fyne.KeySpace)
	}
	if answer == "" || d.IsOpen() || w.Canvas().Overlays().Top() != nil {
		t.Errorf("answer %q, open %v", answer, d.IsOpen())
	}
	d.Open(w.Canvas())
	key(d, fyne.KeyEscape)
	if !cancelled || d.IsOpen() {
		t.Error("Escape does not cancel")
	}
}

func BenchmarkParagraph(b *testing.B) {
	p := NewParagraph("")
	open(b, p)
	p.Resize(fyne.NewSize(700, 400))
	for i := 0; b.Loop(); i++ {
		p.Text = lorem + lorem + string(rune('a'+i%26))
		p.Refresh()
	}
}

func TestScrollerClips(t *testing.T) {
	sc := NewScroller(NewParagraph("a"), "")
	if _, clips := sc.CreateRenderer().(interface{ IsClip() }); !clips {
		t.Error("what scrolls is drawn outside of its place")
	}
}
