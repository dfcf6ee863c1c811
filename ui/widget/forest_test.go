package widget

import (
	"testing"

	"fyne.io/fyne/v2"

	"eclaire/ui/theme"
)

func studies() *Forest {
	f := NewForest([]ForestRow{
		{Label: "Vertèbres voisines, dans l’année", Result: "Risque relatif 2,27 (1,1 à 4,56)", Ratio: 2.27, Low: 1.1, High: 4.56},
		{Label: "Petite étude, à 90 jours", Result: "Rapport de cotes 6,8 (1,7 à 26,9)", Ratio: 6.8, Low: 1.7, High: 26.9},
		{Label: "Analyse de plusieurs études", Result: "Pas d’augmentation (sans chiffre)"},
	}, []ForestTick{{0.5, "0,5"}, {1, "1"}, {2, "2"}, {5, "5"}, {10, "10"}, {20, "20"}})
	f.Less, f.Same, f.More = "moins de risque", "1 : pas de différence", "plus de risque"
	return f
}

func TestForestScale(t *testing.T) {
	f := studies()
	if f.At(0.5) != 0 || f.At(26.9) != 1 {
		t.Errorf("the ends lie at %v and %v", f.At(0.5), f.At(26.9))
	}
	if a, b := f.At(2)-f.At(1), f.At(10)-f.At(5); a-b > 1e-9 || b-a > 1e-9 {
		t.Errorf("a doubling is %v long here and %v there", a, b)
	}
}

// Words of the scale keep clear of each other, whatever the room.
func TestForestHasRoom(t *testing.T) {
	for _, scale := range []float32{1, 1.5, 2} {
		for _, width := range []float32{560, 800, 1200} {
			f := studies()
			w := window(t, theme.Light, scale, fyne.NewSize(width, 1400), NewStack(0, f))
			for _, name := range []*Paragraph{f.less, f.more} {
				for _, tick := range f.ticks {
					if bottom := tick.Position().Y + tick.Size().Height; name.Position().Y < bottom {
						t.Errorf("scale %v, width %v: %q at %v begins above %v, where %q ends", scale, width, name.Text, name.Position().Y, bottom, tick.Text)
					}
				}
			}
			if end := f.less.Position().Y + f.less.Size().Height; end > f.Size().Height {
				t.Errorf("scale %v, width %v: the words end at %v, the card at %v", scale, width, end, f.Size().Height)
			}
			if f.less.Position().X+f.less.Size().Width > f.more.Position().X {
				t.Errorf("scale %v, width %v: the names of the two sides overlap", scale, width)
			}
			if scale == 1.5 {
				shoot(t, w, "forest")
			}
		}
	}
}
