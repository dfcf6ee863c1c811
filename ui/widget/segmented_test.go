package widget

import (
	"testing"

	"fyne.io/fyne/v2"
)

// TestSegmentedEqual: all steps are equally wide and high whatever they are called, no
// word is broken, and none leaves its room.
func TestSegmentedEqual(t *testing.T) {
	var steps []Option
	for _, words := range []string{"Pas du tout", "Un peu", "Moyennement", "Beaucoup", "Extrêmement"} {
		steps = append(steps, Option{ID: words, Label: words})
	}
	s := NewSegmented(steps, nil)
	s.Equal, s.High = 174, 76
	open(t, s)
	rows := 0
	for _, width := range []float32{1200, 900, 600, 420, 240} {
		high := s.HeightFor(width)
		s.Resize(fyne.NewSize(width, high))
		first := s.items[0].Size()
		for _, c := range s.items {
			if c.Size() != first || c.Size().Width < c.leastWidth() {
				t.Errorf("%v wide: %q has %v, the first %v, and needs %v", width, c.text, c.Size(), first, c.leastWidth())
			}
			if end := c.Position().Add(c.Size()); end.X > width+1 || end.Y > high+1 {
				t.Errorf("%v wide and %v high: %q ends at %v", width, high, c.text, end)
			}
		}
		if width == 1200 && first.Width > 200 {
			t.Errorf("with room for all, a step is %v wide", first.Width)
		}
		now := int((high + equalGap) / (first.Height + equalGap))
		if now < rows {
			t.Errorf("%v wide: %d rows, %d where there was more room", width, now, rows)
		}
		rows = now
	}
	if rows < 3 {
		t.Errorf("only %d rows where there is the least room", rows)
	}
}
