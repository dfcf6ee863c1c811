package widget

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestSpread(t *testing.T) {
	card := fyne.NewSize(400, 300)
	box := func(x, y float32) placed { return placed{fyne.NewSize(100, 30), fyne.NewPos(x-50, y-15)} }
	for _, c := range []struct {
		name    string
		anchors []fyne.Position
		want    bool
	}{
		{"apart already", []fyne.Position{{X: 100, Y: 100}, {X: 300, Y: 100}}, true},
		{"a little over each other", []fyne.Position{{X: 150, Y: 100}, {X: 240, Y: 100}}, true},
		{"on the same place", []fyne.Position{{X: 150, Y: 100}, {X: 150, Y: 100}}, true},
		{"in a corner", []fyne.Position{{X: 398, Y: 298}, {X: 390, Y: 290}}, false},
	} {
		var boxes []placed
		for _, a := range c.anchors {
			boxes = append(boxes, box(a.X, a.Y))
		}
		if got := spread(boxes, c.anchors, card); got != c.want {
			t.Errorf("%s: %v, %v", c.name, got, boxes)
		}
		for i, a := range boxes {
			if a.at.X < 0 || a.at.Y < 0 || a.at.X+100 > 400 || a.at.Y+30 > 300 {
				t.Errorf("%s: %v is outside of the card", c.name, a.at)
			}
			for _, b := range boxes[i+1:] {
				if abs(a.at.X-b.at.X) < 100 && abs(a.at.Y-b.at.Y) < 30 {
					t.Errorf("%s: %v lies over %v", c.name, a.at, b.at)
				}
			}
		}
	}
}
