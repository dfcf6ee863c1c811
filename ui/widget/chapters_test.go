package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// TestChapters: those behind can be reached by a keyboard and opened, the others not;
// the mark is for keyboards alone; without room for all names only the place is told.
func TestChapters(t *testing.T) {
	test.NewTempApp(t)
	opened := ""
	open := func(id string) func() { return func() { opened = id } }
	c := NewChapters("2 Two ways · 1 of 4", []Chapter{
		{ID: "fracture", Title: "My fracture", Done: 1, Open: open("fracture")},
		{ID: "ways", Title: "2 Two ways", Done: 0.25, Now: true},
		{ID: "risks", Title: "3 The risks"},
	})
	w := test.NewTempWindow(t, c)
	w.Resize(fyne.NewSize(900, 100))
	w.Canvas().FocusNext()
	first, ok := w.Canvas().Focused().(*chapterTab)
	if !ok || first.of.ID != "fracture" {
		t.Fatalf("the keyboard leads to %v", w.Canvas().Focused())
	}
	if w.Canvas().FocusNext(); w.Canvas().Focused() != first {
		t.Error("what cannot be opened has the focus")
	}
	first.TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab})
	if !first.ring.rect.Visible() {
		t.Error("under a keyboard there is no mark")
	}
	first.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if opened != "fracture" {
		t.Errorf("opened: %q", opened)
	}
	if first.FocusLost(); first.ring.rect.Visible() {
		t.Error("the mark stays")
	}
	if c.words.Visible() || !first.label.Visible() || !c.tabs[1].isSelected() {
		t.Error("with room for all, the names are not shown")
	}
	if !first.tick.Visible() || c.tabs[1].tick.Visible() || first.tick.Position().X+first.tick.Size().Width > (first.Size().Width-first.label.NaturalWidth())/2+first.tick.Size().Width {
		t.Error("what lies behind has no tick before its name, or another one has")
	}
	w.Resize(fyne.NewSize(600, 100))
	if now := c.tabs[1].label.Text; now != "**"+c.Place+"**" {
		t.Errorf("the present one is called %q", now)
	}
	if one, three := c.tabs[0].Size().Width, c.tabs[2].Size().Width; !alike(one, three) || c.tabs[1].Size().Width <= one {
		t.Errorf("widths of %v, %v, %v", one, c.tabs[1].Size().Width, three)
	}
	w.Resize(fyne.NewSize(320, 100))
	if !c.words.Visible() || first.label.Visible() || first.tick.Visible() || c.words.Text != c.Place {
		t.Error("without room, the place is not told")
	}
}
