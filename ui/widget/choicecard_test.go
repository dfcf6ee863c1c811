package widget

import (
	"testing"

	"fyne.io/fyne/v2"
)

func sampleChoices() (a, b *ChoiceCard) {
	a = NewChoiceCard(ToneA, "Je choisis le traitement conservateur", nil, "Des médicaments, et du temps.", NewQuiet("Ce qui compte"), NewParagraph("Remarcher bientôt"))
	b = NewChoiceCard(ToneB, "Je choisis le ciment", NewFigure(nil, 400, 300, "une image"), lorem)
	a.Twin, b.Twin = b, a
	return a, b
}

func TestChoiceCardsKeepTheirWords(t *testing.T) {
	fits(t, "choice cards", func() fyne.CanvasObject {
		a, b := sampleChoices()
		return NewGrid(24, 440, a, b)
	})
}

// TestChoiceCard: both heads are equally high; a touch or a key tells of it once, and
// what it does to the mark is the caller's.
func TestChoiceCard(t *testing.T) {
	a, b := sampleChoices()
	touched := 0
	a.OnTapped = func() { touched++ }
	open(t, NewGrid(24, 440, a, b))
	for _, width := range []float32{260, 420, 600} {
		a.Resize(fyne.NewSize(width, a.HeightFor(width)))
		b.Resize(fyne.NewSize(width, b.HeightFor(width)))
		if !alike(a.head.Size().Height, b.head.Size().Height) {
			t.Errorf("%v wide: heads of %v and %v", width, a.head.Size().Height, b.head.Size().Height)
		}
		if end := a.below.Position().Y + a.below.Size().Height; end > a.Size().Height || end < a.Size().Height/2 {
			t.Errorf("%v wide: what stands below ends at %v of %v", width, end, a.Size().Height)
		}
	}
	a.Tapped(nil)
	key(a, fyne.KeySpace, fyne.KeyReturn, fyne.KeyTab)
	if touched != 3 || a.isSelected() {
		t.Errorf("told %d times, selected: %v", touched, a.isSelected())
	}
	thin := a.edge.StrokeWidth
	a.SetSelected(true)
	if !a.isSelected() || a.edge.StrokeWidth <= thin {
		t.Error("a selected card looks as before")
	}
}
