package document

import (
	"testing"

	"eclaire/consent"
)

// checkPages looks for what a reader would call broken: marks outside the
// margins, texts over each other, small print, a heading that ends a page.
func checkPages(t *testing.T, d *Document) {
	t.Helper()
	for _, p := range d.Pages {
		inside := Rect{17 * mm, 8 * mm, p.Width - 28*mm, p.Height - 15*mm}
		loose := Rect{inside.X - 7, inside.Y - 2, inside.W + 14, inside.H + 4} // frames reach out a little
		var texts []Text
		last := Item{Shape: Text{}}
		for _, it := range p.Items {
			text, isText := it.Shape.(Text)
			if !isText {
				if o, ok := it.Shape.(Outline); (!ok || o.Line != foldColour) && !it.Shape.bounds().within(loose) {
					t.Errorf("page %d: %T reaches out to %+v", p.Number, it.Shape, it.Shape.bounds())
				}
				continue
			}
			if !text.bounds().within(inside) {
				t.Errorf("page %d: a text reaches out to %+v", p.Number, text.bounds())
			}
			if least := map[bool]float64{true: 9, false: 8}[it.Tag.Element != 0]; text.Size < least {
				t.Errorf("page %d: a text of %v points", p.Number, text.Size)
			}
			if it.Tag.Element != 0 && text.Baseline > last.Shape.(Text).Baseline {
				last = it
			}
			texts = append(texts, text)
		}
		if r := last.Tag.Role; r == Heading1 || r == Heading2 || r == Heading3 || r == Heading4 {
			t.Errorf("page %d ends with a heading", p.Number)
		}
		for i := range texts {
			for j := range i {
				if texts[i].bounds().overlaps(texts[j].bounds()) {
					t.Errorf("page %d: two texts overlap: %q %+v, %q %+v", p.Number, texts[i].String, texts[i].bounds(), texts[j].String, texts[j].bounds())
				}
			}
		}
	}
}

func TestPages(t *testing.T) {
	for _, s := range sampled() {
		t.Run(s.name(), func(t *testing.T) {
			t.Parallel()
			checkPages(t, layout(t, record(t, s)))
		})
	}
}

func TestSheetsAreLarge(t *testing.T) {
	for _, paper := range []string{"A4", "Letter"} {
		for _, l := range consent.Languages() {
			checkSheets(t, layout(t, record(t, sample{consent.AcceptProcedure, l, 2, paper, ""})))
		}
	}
}

// checkSheets looks at the sheets to take home: two in each language, in large enough
// print.
func checkSheets(t *testing.T, d *Document) {
	t.Helper()
	most := 2
	if d.Height < 800 { // Letter is lower
		most = 3
	}
	count := map[consent.Language]int{}
	for _, p := range d.Pages {
		if p.Part != FollowUpPart || blank(p) {
			continue
		}
		count[p.Lang]++
		for _, it := range p.Items {
			if text, ok := it.Shape.(Text); ok && it.Tag.Element != 0 && text.Size < styles[FollowUpPart].text-1 {
				t.Errorf("page %d: a sheet to take home has a text of %v points: %q", p.Number, text.Size, text.String)
			}
		}
	}
	for _, l := range consent.Languages() {
		if count[l] < 2 || count[l] > most {
			t.Errorf("%d sheets to take home in %s, want 2", count[l], l)
		}
	}
}

// TestExtreme lays out everything at once: nothing is cut, nothing overlaps.
func TestExtreme(t *testing.T) {
	for i, l := range []consent.Language{consent.French, consent.English, consent.French, consent.English} {
		r := extreme(t, l)
		if i > 1 {
			r.Clinic.Print, r.Clinic.FoldMarks, r.Clinic.Duplex, r.Clinic.Paper = "large", true, true, "Letter"
		}
		d := layout(t, r)
		checkPages(t, d)
		tool(t, "qpdf", "--check", stored(t, d))
		runes := 0
		for _, p := range d.Pages {
			for _, it := range p.Items {
				if text, ok := it.Shape.(Text); ok {
					for _, c := range text.String {
						if c == 'W' {
							runes++
						}
					}
				}
			}
		}
		want := 0
		for _, q := range r.Questions {
			for _, c := range q.Text {
				if c == 'W' {
					want++
				}
			}
		}
		if runes < want {
			t.Errorf("%d of %d runes of the long questions are printed", runes, want)
		}
		t.Logf("%s: %d pages", l, len(d.Pages))
	}
}

func TestElementsHaveLanguages(t *testing.T) {
	d := layout(t, record(t, sample{consent.AcceptProcedure, consent.French, 2, "A4", ""}))
	before := 0
	for _, p := range d.Pages {
		for _, it := range p.Items {
			if it.Tag.Element == 0 {
				continue
			}
			if got, want := it.Tag.Role, d.Elements[it.Tag.Element].Role; got != want {
				t.Fatalf("page %d: an item is tagged %v, its element is %v", p.Number, got, want)
			}
			if it.Tag.Role == FigureRole && it.Tag.Alt == "" {
				t.Errorf("page %d: a picture without words", p.Number)
			}
			before = max(before, it.Tag.Element)
		}
	}
	if before < 300 {
		t.Errorf("only %d elements", before)
	}
}
