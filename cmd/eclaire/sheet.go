package main

import (
	"image"
	"math"

	"eclaire/consent/document"
)

// sheet is the paper of a printer that takes pictures, in the printer's dots.
type sheet struct {
	dpi    image.Point // dots an inch, across and down
	size   image.Point // of the whole paper
	margin image.Point // where the printer begins: it counts its dots from there
}

// mostDPI bounds the pictures of pages: 300 dots an inch are a page of 26 MB, and
// small print has nothing to gain from more.
const mostDPI = 300

// place gives where a page comes to lie, and how many pixels wide its picture is. It
// keeps its size where the paper is large enough, and is made smaller where not.
func (s sheet) place(width, height float64) (at image.Rectangle, pixels int) {
	const inch = 72 // points
	w, h := width/inch*float64(s.dpi.X), height/inch*float64(s.dpi.Y)
	// A4 is a hair larger in one driver than in the next: that is no reason to change the size.
	const hair = 0.99
	if fit := min(float64(s.size.X)/w, float64(s.size.Y)/h); fit < hair {
		w, h = w*fit, h*fit
	}
	dots := image.Pt(int(math.Round(w)), int(math.Round(h)))
	corner := s.size.Sub(dots).Div(2).Sub(s.margin)
	pixels = int(math.Round(w * min(1, mostDPI/float64(s.dpi.X))))
	return image.Rectangle{Min: corner, Max: corner.Add(dots)}, pixels
}

// bitmap draws a page as printers want it: blue, green, red, the lowest row first,
// each row filled up to four bytes.
func bitmap(p document.Page, pixels int) (bits []byte, size image.Point) {
	img := p.Image(pixels)
	size = img.Rect.Size()
	row := (size.X*3 + 3) &^ 3
	bits = make([]byte, row*size.Y)
	for y := range size.Y {
		from, to := img.Pix[y*img.Stride:], bits[(size.Y-1-y)*row:]
		for x := range size.X {
			to[3*x], to[3*x+1], to[3*x+2] = from[4*x+2], from[4*x+1], from[4*x]
		}
	}
	return bits, size
}
