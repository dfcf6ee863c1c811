package widget

import (
	"testing"

	"fyne.io/fyne/v2"
)

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
	if wide, narrow := c.HeightFor(1200), c.HeightFor(400); narrow <= wide {
		t.Errorf("height %v wide, %v narrow", wide, narrow)
	}
}
