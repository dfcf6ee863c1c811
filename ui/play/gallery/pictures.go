package main

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"eclaire/ui/widget"
)

const lorem = "Le ciment est liquide pendant l’injection. **Un peu** peut sortir de la vertèbre\u00a0: c’est fréquent."

// wave is a long line over the pad.
func wave(points int) [][2]float64 {
	out := make([][2]float64, points)
	for i := range out {
		t := float64(i) / float64(points)
		out[i] = [2]float64{.1 + .7*t, .35 + .25*math.Sin(t*20)}
	}
	return out
}

// rings paints a drawing that looks different for each n.
func rings(n int) widget.Paint {
	inks := []color.Color{color.NRGBA{0xC8, 0x8A, 0x5A, 0xFF}, color.NRGBA{0x3A, 0x6E, 0x8C, 0xFF}, color.NRGBA{0x6A, 0x8E, 0x4E, 0xFF}}
	return func(w, h int, _ bool) image.Image {
		img := image.NewNRGBA(image.Rect(0, 0, w, h))
		for i := range 5 {
			edge := min(w, h) * (i + 1) / 14
			c := inks[(n+i)%len(inks)]
			draw.Draw(img, image.Rect(edge+n*w/12, edge, w-edge, h-edge-n*h/12), image.NewUniform(c), image.Point{}, draw.Src)
		}
		return img
	}
}

func pictures(s *stand) fyne.CanvasObject {
	f := widget.NewFigure(rings(0), 400, 300, "des cadres")
	f.Labels = []widget.FigureLabel{{Text: "Corps de la vertèbre", X: 20, Y: 150}, {Text: "Nerf", X: 390, Y: 20}}
	f.Badges = []widget.FigureBadge{{Number: 1, X: 200, Y: 60}, {Number: 2, X: 320, Y: 250}}
	f.MaxHeight = 400
	show := widget.NewAnimation(3, "Montrer", "Arrêter")
	show.Whole = true
	var tick func(float32)
	show.Run = func(_ time.Duration, t func(float32)) func() { // time passes when it is told to
		tick = t
		return func() { tick = nil }
	}
	show.OnFrame = func(i int) {
		f.Swap(rings(i), "des cadres", f.Labels)
		f.Light(i - 1)
	}
	show.OnMove = func(i int, share float64) { f.ShowDot(&widget.FigureDot{X: 40 + 300*share, Y: 100 + 40*float64(i)}) }
	show.OnEnd = func(int) { f.ShowDot(nil); f.Light(-1) }
	to := func(share float32) func() {
		return func() {
			if tick != nil {
				tick(share)
			}
		}
	}
	levels := []string{"T11", "T12", "L1", "L2"}
	marked := map[string]bool{}
	p := widget.NewSpinePicker(100, 400, func(focus string) widget.Paint { return bones(levels, marked, focus) })
	p.Levels = levels
	at := func(l string) float64 {
		for i, each := range levels {
			if each == l {
				return float64(i)*100 + 50
			}
		}
		return 0
	}
	p.Label = func(l string) (float64, float64) { return 34, at(l) }
	p.Centre = func(l string) (float64, float64) { return 65, at(l) }
	p.At = func(x, y float64) (string, bool) {
		if i := int(y / 100); x > 40 && x < 90 && i >= 0 && i < len(levels) {
			return levels[i], true
		}
		return "", false
	}
	p.Marked = func(l string) bool { return marked[l] }
	p.OnTap = func(l string) { marked[l] = !marked[l] }
	widget.Name("level", p)
	row := widget.NewFlow(14, s.button("do.quarter", "quarter", to(0.25)), s.button("do.half", "half", to(0.5)), s.button("do.most", "most", to(0.9)),
		s.button("do.key", "key", s.byKey(p)))
	return widget.NewStack(12, row, widget.NewSplit(0.3, 24, p, widget.NewStack(12, f, widget.Name("motion", show))))
}

// bones paints a block for each level, the marked ones red.
func bones(levels []string, marked map[string]bool, focus string) widget.Paint {
	return func(w, h int, _ bool) image.Image {
		img := image.NewNRGBA(image.Rect(0, 0, w, h))
		for i, l := range levels {
			c := color.NRGBA{0xEB, 0xDD, 0xC0, 0xFF}
			if marked[l] {
				c = color.NRGBA{0xC0, 0x40, 0x30, 0xFF}
			}
			if l == focus {
				c.B += 0x30
			}
			draw.Draw(img, image.Rect(w*4/10, h*i/4+h/40, w*9/10, h*(i+1)/4-h/40), image.NewUniform(c), image.Point{}, draw.Src)
		}
		return img
	}
}

func visitPictures(v *visitor) error {
	return v.do(v.touch("level.L1", "a level"), v.touch("level.T12", "two levels"), v.touch("level.L1", "one taken back"),
		v.touch("motion.play", "it moves"), v.touch("do.quarter", "a quarter is over"), v.touch("do.half", "half is over"), v.touch("do.most", "most is over"),
		v.touch("motion.play", "stopped there"), v.touch("do.key", "the focus by a key"), v.looks)
}

// sheetPage paints a page of a document.
func sheetPage(n int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, 620, 877))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	for line := range 40 - 9*n {
		draw.Draw(img, image.Rect(60, 60+line*20, 560-(line*37*(n+1))%200, 68+line*20), image.NewUniform(color.Gray{Y: 60}), image.Point{}, draw.Src)
	}
	return img
}

func sheet(s *stand) fyne.CanvasObject {
	whole := widget.NewPageView(false)
	wide := widget.NewPageView(true)
	turn := func(n int) func() {
		return func() {
			if n < 0 {
				whole.SetImage(nil)
				wide.SetImage(nil)
				return
			}
			whole.SetImage(sheetPage(n))
			wide.SetImage(sheetPage(n))
		}
	}
	turn(0)()
	c := container.New(&padSize{})
	c.Objects = []fyne.CanvasObject{widget.NewFlow(14, s.button("do.first", "first", turn(0)), s.button("do.second", "second", turn(1)), s.button("do.none", "none", turn(-1))),
		widget.NewSplit(0.5, 24, whole, widget.NewScroller(wide, ""))}
	return c
}

func visitSheet(v *visitor) error {
	return v.do(v.touch("do.second", "turned"), v.touch("do.first", "turned back"), v.touch("do.none", "taken away"), v.touch("do.second", "another"),
		v.looks)
}

func numbers(s *stand) fyne.CanvasObject {
	a := widget.NewIconArray(3.4, "3 sur 100", "sans fracture auparavant (3,4\u00a0%)")
	b := widget.NewIconArray(40, "4 sur 10", "")
	b.Of, b.Vertebrae, b.Tone = 10, true, widget.ToneB
	p := widget.NewProgress("Page 7 sur 21", 7, 21)
	c := widget.NewComparison("Conservateur", "Vertébroplastie", []widget.ComparisonRow{{Title: "Ce qui se passe", A: []string{"Médicaments."}, B: []string{"Un ciment est injecté."}}})
	forest := widget.NewForest([]widget.ForestRow{{Label: "Étude A", Result: "1,1 (0,8 à 1,5)", Ratio: 1.1, Low: 0.8, High: 1.5}, {Label: "Étude B", Result: "pas mesuré"}},
		[]widget.ForestTick{{Ratio: 0.5, Text: "½"}, {Ratio: 1, Text: "1"}, {Ratio: 2, Text: "2"}})
	forest.Less, forest.Same, forest.More = "moins", "pareil", "plus"
	more := s.button("do.more", "more", func() {
		a.Percent, a.To, a.Title, a.Label = 24, 30, "24 à 30 sur 100", "deux fractures ou plus"
		a.Refresh()
		b.Percent, b.Tone = 70, widget.ToneA
		b.Refresh()
		p.Set("Page 8 sur 21", 8, 21)
		defer s.whole.Refresh() // it needs more room
		c.Set("Sans ciment", "Avec ciment", []widget.ComparisonRow{{Title: "Anesthésie", A: []string{"Aucune."}, B: []string{"Locale.", "Ou générale."}}})
	})
	bar := s.button("do.many", "many", func() { p.Set("Page 31 sur 40", 31, 40) })
	columns := widget.NewColumns([]widget.Column{{Heading: "A", Tone: widget.ToneA, Items: []fyne.CanvasObject{widget.NewBullet("1", "Un point.")}},
		{Heading: "B", Tone: widget.ToneB, Items: []fyne.CanvasObject{widget.NewGlyphBullet(widget.GlyphCaution, "Attention.")}}})
	return widget.NewStack(12, widget.NewFlow(14, more, bar), p, widget.NewSplit(0.4, 20, widget.NewStack(10, a, b), widget.NewStack(10, c, forest, columns)))
}

func visitNumbers(v *visitor) error {
	return v.do(v.touch("do.more", "others"), v.touch("do.many", "a plain bar"), v.looks)
}
