package widget

import (
	"testing"

	"fyne.io/fyne/v2"

	"eclaire/ui/theme"
)

func alike(a, b float32) bool { return a-b < 0.1 && b-a < 0.1 }

func sampleColumns() *Columns {
	return NewColumns([]Column{
		{"Rester comme je suis", ToneA, []fyne.CanvasObject{NewParagraph("Médicaments."), NewParagraph(lorem)}},
		{"Le ciment", ToneB, []fyne.CanvasObject{NewParagraph(lorem)}},
		{"Attendre", ToneNeutral, []fyne.CanvasObject{NewParagraph("Un mois.")}},
	})
}

func TestColumnsKeepTheirWords(t *testing.T) {
	fits(t, "columns", func() fyne.CanvasObject { return sampleColumns() })
}

func TestColumnsStackWhenNarrow(t *testing.T) {
	c := sampleColumns()
	open(t, c)
	turn := 36*c.size(theme.SizeBody) + 2*c.gap() // three columns, twelve letters wide each
	for _, width := range []float32{400, turn - 1, turn + 1, 1200} {
		c.Resize(fyne.NewSize(width, c.HeightFor(width)))
		var want fyne.Position
		for i, card := range c.cards {
			each, step := width, fyne.NewPos(0, card.Size().Height+c.gap())
			if width > turn {
				each = (width - 2*c.gap()) / 3
				step = fyne.NewPos(each+c.gap(), 0)
			}
			at, size := card.Position(), card.Size()
			if !alike(at.X, want.X) || !alike(at.Y, want.Y) || !alike(size.Width, each) {
				t.Errorf("width %v: card %d is %v wide at %v, want %v at %v", width, i, size.Width, at, each, want)
			}
			if bottom := at.Y + size.Height; bottom > c.Size().Height+0.1 {
				t.Errorf("width %v: card %d ends at %v, below %v", width, i, bottom, c.Size().Height)
			}
			want = want.Add(step)
		}
	}
}
