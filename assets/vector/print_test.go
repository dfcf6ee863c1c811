package vector_test

import (
	"reflect"
	"testing"

	"eclaire/assets"
	"eclaire/assets/vector"
)

func TestParsePrintIsParse(t *testing.T) {
	for _, name := range assets.FigureNames() {
		svg, err := assets.PrintFigure(name)
		if err != nil {
			t.Fatal(err)
		}
		want, err := vector.Parse(svg)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := vector.ParsePrint(svg); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s is read differently: %v", name, err)
		}
	}
}

func TestParsePrintRefuses(t *testing.T) {
	const head = `<svg viewBox="0 0 80 60">` + "\n"
	for name, svg := range map[string]string{
		"empty":        "",
		"no viewBox":   "<svg>",
		"no size":      `<svg viewBox="0 0 0 0">`,
		"text":         head + "<text>a</text>",
		"colour":       head + `<path fill="red" d="M0 0z"/>`,
		"width":        head + `<path fill="none" stroke="#112233" stroke-width="a" d="M0 0"/>`,
		"no data":      head + `<path fill="#112233"/>`,
		"other step":   head + `<path fill="#112233" d="M0 0h5z"/>`,
		"line first":   head + `<path fill="#112233" d="l0 0z"/>`,
		"cut short":    head + `<path fill="#112233" d="M0 0l5"/>`,
		"fraction":     head + `<path fill="#112233" d="M0 0l5.5 3z"/>`,
		"anchor":       head + `<anchor id="a" x="1"/>`,
		"huge":         head + `<path fill="#112233" d="M99999999999999999999 0z"/>`,
		"closed twice": head + `<path fill="#112233" d="zz"/>`,
	} {
		if d, err := vector.ParsePrint([]byte(svg)); err == nil {
			t.Errorf("%s: read as %+v", name, d)
		}
	}
}

func FuzzParsePrint(f *testing.F) {
	for _, name := range []string{"leak", "posture"} {
		svg, err := assets.PrintFigure(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(svg)
	}
	f.Fuzz(func(t *testing.T, svg []byte) {
		if d, err := vector.ParsePrint(svg); err == nil && d.Width <= 0 {
			t.Error("read without a size")
		}
	})
}

func BenchmarkParsePrint(b *testing.B) {
	svg, err := assets.PrintFigure("anaesthesia") // the largest
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := vector.ParsePrint(svg); err != nil {
			b.Fatal(err)
		}
	}
}
