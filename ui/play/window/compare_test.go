package window

import (
	"image"
	"image/color"
	"image/draw"
	"testing"
)

// page is a grey page with a black mark on it.
func page(mark image.Rectangle) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, 320, 200))
	draw.Draw(img, img.Rect, image.NewUniform(color.Gray{Y: 200}), image.Point{}, draw.Src)
	draw.Draw(img, mark, image.Black, image.Point{}, draw.Src)
	return img
}

func TestCompare(t *testing.T) {
	mark := image.Rect(40, 40, 80, 60)
	for name, c := range map[string]struct {
		other image.Image
		masks []image.Rectangle
		same  bool
	}{
		"the same":              {other: page(mark), same: true},
		"another edge":          {other: page(image.Rect(40, 40, 81, 60)), same: true},
		"one pixel":             {other: page(mark).SubImage(image.Rect(0, 0, 320, 200)), same: true},
		"the mark is elsewhere": {other: page(mark.Add(image.Pt(30, 0)))},
		"no mark":               {other: page(image.Rectangle{})},
		"no mark, masked":       {other: page(image.Rectangle{}), masks: []image.Rectangle{mark.Inset(-2)}, same: true},
		"masked elsewhere":      {other: page(image.Rectangle{}), masks: []image.Rectangle{mark.Add(image.Pt(60, 60))}},
		"a thin line is gone":   {other: page(image.Rectangle{}), masks: []image.Rectangle{image.Rect(0, 0, 320, 55)}},
		"another size":          {other: page(mark).SubImage(image.Rect(0, 0, 319, 200))},
	} {
		err := Compare(page(mark), c.other, c.masks...).Err()
		if (err == nil) != c.same {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCompareBlock(t *testing.T) {
	a, b := page(image.Rectangle{}), page(image.Rectangle{})
	draw.Draw(b, image.Rect(96, 48, 112, 64), image.NewUniform(color.Gray{Y: 170}), image.Point{}, draw.Src)
	d := Compare(a, b)
	if d.Far != 0 || d.Worst < 27 || d.At != image.Pt(96, 48) || d.Err() == nil {
		t.Errorf("a block that is a little darker throughout: %+v", d)
	}
}
