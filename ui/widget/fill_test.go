package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"eclaire/ui/theme"
)

func TestUnits(t *testing.T) {
	app := test.NewTempApp(t)
	stack := NewStack(10, fixed(100, 20), fixed(100, 20))
	for unit, high := range map[float32]float32{1: 50, 2: 60} {
		app.Settings().SetTheme(theme.New(theme.Light, 1).WithUnit(unit))
		if got := HeightOf(stack, 300); got != high {
			t.Errorf("with a unit of %v it is %v high", unit, got)
		}
	}
}

func fixed(width, height float32) fyne.CanvasObject {
	r := canvas.NewRectangle(nil)
	r.SetMinSize(fyne.NewSize(width, height))
	return r
}

func TestLoosen(t *testing.T) {
	test.NewTempApp(t)
	a, b, c := fixed(10, 20), fixed(10, 20), fixed(10, 20)
	stack := NewStack(10, a, b, c)
	for _, try := range []struct {
		high           float32
		middle         bool
		first, between float32
	}{
		{80, false, 0, 30}, {100, false, 0, 37}, {400, false, 0, 52}, {400, true, 138, 52},
	} {
		stack.Layout = &Stack{Gap: 10}
		Loosen(stack, 22, try.middle)
		stack.Resize(fyne.NewSize(100, try.high))
		stack.Layout.Layout(stack.Objects, stack.Size())
		if y, gap := a.Position().Y, b.Position().Y-a.Position().Y; y != try.first || gap != try.between {
			t.Errorf("%v high: begins at %v, the next %v below; not %v and %v", try.high, y, gap, try.first, try.between)
		}
	}
}

// TestPictureGivesWay lets words take room from a picture above or beside them.
func TestPictureGivesWay(t *testing.T) {
	test.NewTempApp(t)
	figure := NewFigure(nil, 400, 300, "picture")
	if natural, least := HeightOf(figure, 600), leastHeight(figure, 600); least != leastPicture || natural <= least {
		t.Errorf("a picture is %v high, at least %v", natural, least)
	}
	stack := NewStack(10, figure, fixed(10, 60))
	stack.Layout.(*Stack).Grow = figure
	if got := leastHeight(stack, 600); got != leastPicture+70 {
		t.Errorf("with a button it is %v high at least", got)
	}
	stack.Resize(fyne.NewSize(600, leastPicture+70))
	stack.Layout.Layout(stack.Objects, stack.Size())
	if got := figure.Size().Height; got != leastPicture {
		t.Errorf("in little room the picture is %v high", got)
	}
	if card := cardHeight(figure, 600); (HeightOf(figure, 600)-2*figure.pad())/card < 0.7 {
		t.Errorf("the card is %v high", card)
	}
}
