package window

import (
	"fmt"
	"image"
	"image/draw"
)

// Two painters never agree in every pixel: they round places and edges in their
// own ways. What a picture that was not drawn anew looks like is far from that.
const (
	farOff   = 48    // of 255, in a pixel, after the blur
	mostFar  = 0.005 // the share of pixels that may be far off
	blockOff = 24    // of 255, the mean of a block
	block    = 16    // pixels on each side
)

// Difference is how far two pictures are from each other after a blur of one
// pixel.
type Difference struct {
	// Far is the share of pixels that differ by more than a painter's rounding.
	Far float64
	// Worst is the mean difference of the worst block, of 255, and At its corner.
	Worst float64
	At    image.Point

	sizes [2]image.Point
}

// Err tells what is wrong; nil when the pictures show the same.
func (d Difference) Err() error {
	switch {
	case d.sizes[0] != d.sizes[1]:
		return fmt.Errorf("the pictures are %v and %v large", d.sizes[0], d.sizes[1])
	case d.Far > mostFar || d.Worst > blockOff:
		return fmt.Errorf("%.2f %% of the pixels are far off, and the block at %v by %.0f", 100*d.Far, d.At, d.Worst)
	}
	return nil
}

// Compare compares two pictures, but for what is masked.
func Compare(a, b image.Image, masks ...image.Rectangle) Difference {
	d := Difference{sizes: [2]image.Point{a.Bounds().Size(), b.Bounds().Size()}}
	if d.sizes[0] != d.sizes[1] {
		return d
	}
	c := comparison{a: rgba(a), b: rgba(b), wide: d.sizes[0].X, high: d.sizes[0].Y, masks: masks}
	far := 0
	for y := 0; y < c.high; y += block {
		for x := 0; x < c.wide; x += block {
			n, mean := c.block(image.Rect(x, y, min(x+block, c.wide), min(y+block, c.high)))
			far += n
			if mean > d.Worst {
				d.Worst, d.At = mean, image.Pt(x, y)
			}
		}
	}
	d.Far = float64(far) / float64(c.wide*c.high)
	return d
}

// rgba gives the pixels of a picture, from 0, 0 on.
func rgba(img image.Image) *image.RGBA {
	if p, ok := img.(*image.RGBA); ok && p.Rect.Min == (image.Point{}) && p.Stride == 4*p.Rect.Dx() {
		return p
	}
	size := img.Bounds().Size()
	out := image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(out, out.Rect, img, img.Bounds().Min, draw.Src)
	return out
}

type comparison struct {
	a, b       *image.RGBA
	wide, high int
	masks      []image.Rectangle
}

// block counts the pixels of a block that are far off, and gives the mean
// difference of all.
func (c *comparison) block(r image.Rectangle) (far int, mean float64) {
	if c.same(r.Inset(-1)) {
		return 0, 0
	}
	sum := 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			v := c.at(x, y)
			sum += v
			if v > farOff {
				far++
			}
		}
	}
	return far, float64(sum) / float64(r.Dx()*r.Dy())
}

// same tells whether nothing at all differs.
func (c *comparison) same(r image.Rectangle) bool {
	r = r.Intersect(c.a.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		from, to := c.a.PixOffset(r.Min.X, y), c.a.PixOffset(r.Max.X-1, y)+4
		if string(c.a.Pix[from:to]) != string(c.b.Pix[from:to]) {
			return false
		}
	}
	return true
}

// at is the largest difference of a pixel's colours, after the blur.
func (c *comparison) at(x, y int) int {
	for _, m := range c.masks {
		if image.Pt(x, y).In(m) {
			return 0
		}
	}
	var sum [3]int
	n := 0
	for v := max(y-1, 0); v <= min(y+1, c.high-1); v++ {
		for u := max(x-1, 0); u <= min(x+1, c.wide-1); u++ {
			i := 4 * (v*c.wide + u)
			for k := range sum {
				sum[k] += int(c.a.Pix[i+k]) - int(c.b.Pix[i+k])
			}
			n++
		}
	}
	most := 0
	for _, s := range sum {
		most = max(most, s, -s)
	}
	return most / n
}
