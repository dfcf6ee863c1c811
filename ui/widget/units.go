package widget

import (
	"fyne.io/fyne/v2"

	"eclaire/ui/theme"
)

// units gives a length that is written for a plain window, whose short side is 800,
// in the present one: what is not text grows with the window as the text does. All
// lengths that a caller hands to this package are lengths of a plain window too.
func units(n float32) float32 { return n * unit() }

func unit() float32 {
	app := fyne.CurrentApp()
	if app == nil {
		return 1
	}
	return theme.Of(app.Settings().Theme()).Unit()
}

func (s *Stack) gap() float32 { return units(s.Gap) }
func (g *Grid) gap() float32  { return units(g.Gap) }
func (s *Split) gap() float32 { return units(s.Gap) }
func (f *Flow) gap() float32  { return units(f.Gap) }
