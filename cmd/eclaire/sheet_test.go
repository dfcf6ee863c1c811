package main

import (
	"image"
	"testing"

	"eclaire/consent/document"
)

// TestPrintPlacesPages has printers and the papers in them.
func TestPrintPlacesPages(t *testing.T) {
	const width, height = 595.28, 841.89 // A4
	for _, c := range []struct {
		name   string
		sheet  sheet
		at     image.Rectangle
		pixels int
	}{
		{"600 dpi, with margins", sheet{image.Pt(600, 600), image.Pt(4961, 7016), image.Pt(100, 120)}, image.Rect(-100, -120, 4861, 6896), 2480},
		{"Letter is broader and shorter", sheet{image.Pt(300, 300), image.Pt(2550, 3300), image.Pt(0, 0)}, image.Rect(108, 0, 2441, 3300), 2333},
		{"A3 has room", sheet{image.Pt(300, 300), image.Pt(3508, 4961), image.Pt(0, 0)}, image.Rect(514, 726, 2994, 4234), 2480},
		{"203 dpi", sheet{image.Pt(203, 203), image.Pt(1678, 2374), image.Pt(0, 0)}, image.Rect(0, 0, 1678, 2374), 1678},
		{"twice as fine across", sheet{image.Pt(1200, 600), image.Pt(9921, 7016), image.Pt(0, 0)}, image.Rect(0, 0, 9921, 7016), 2480},
	} {
		at, pixels := c.sheet.place(width, height)
		if at != c.at || pixels != c.pixels {
			t.Errorf("%s: %v, %d pixels", c.name, at, pixels)
		}
	}
	if _, pixels := (sheet{}).place(width, height); pixels > 0 {
		t.Error("a printer without paper prints")
	}
}

// TestPrintBitmap looks at the corners of a small picture.
func TestPrintBitmap(t *testing.T) {
	page := document.Page{Width: 30, Height: 20, Items: []document.Item{
		{Shape: document.Box{Rect: document.Rect{X: 0, Y: 0, W: 10, H: 10}, Fill: document.Colour(1<<24 | 0xff0000), Line: document.NoColour}},
	}}
	bits, size := bitmap(page, 3)
	if size != image.Pt(3, 2) || len(bits) != 2*12 {
		t.Fatalf("%v, %d bytes", size, len(bits))
	}
	if top := bits[12:15]; top[0] != 0 || top[1] != 0 || top[2] != 0xff {
		t.Errorf("the first pixel of the uppermost row: % x", top)
	}
	if low := bits[0:3]; low[0] != 0xff || low[1] != 0xff || low[2] != 0xff {
		t.Errorf("the first pixel of the lowest row: % x", low)
	}
}
