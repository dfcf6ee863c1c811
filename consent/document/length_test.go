package document

import (
	"strings"
	"testing"

	"eclaire/consent"
)

// TestLength keeps the paper short enough to be read, the four sheets to take
// home included, and its file small. All that stands behind "Know more" on the screen
// is printed: three of the pages are of that, two are of the sources, and
// two of what the team noted.
func TestLength(t *testing.T) {
	for _, s := range sampled() {
		most, bytes := 31, 190_000
		switch {
		case s.outcome == consent.DeclineInformation, s.outcome == consent.Withdrawn:
			most = 10
		case s.outcome == consent.Confirmed:
			most = 5
		case s.outcome == consent.AcceptProcedure && s.levels == 1 && s.paper == "A4":
			most, bytes = 28, 180_000 // so that it is less than 185,000 with its seal
		}
		d := layout(t, record(t, s))
		if n := len(d.Pages); n > most {
			t.Errorf("%s: %d pages, want at most %d", s.name(), n, most)
		}
		if size := len(pdf(t, d)); size > bytes {
			t.Errorf("%s: %d bytes, want at most %d", s.name(), size, bytes)
		}
	}
}

// printed is the text of a page in the order of its items.
func printed(p Page) string {
	var s strings.Builder
	for _, it := range p.Items {
		if text, ok := it.Shape.(Text); ok {
			s.WriteString(text.String)
		}
	}
	return oneLine(s.String())
}

// TestPicturesSpeakOnlyToScreenReaders finds the words for what a picture shows
// in its tag and nowhere in print.
func TestPicturesSpeakOnlyToScreenReaders(t *testing.T) {
	for _, o := range consent.Outcomes() {
		d := layout(t, record(t, sample{o, consent.French, 2, "A4", ""}))
		all := ""
		for _, p := range d.Pages {
			all += printed(p) + " "
		}
		for _, p := range d.Pages {
			for _, it := range p.Items {
				if alt := oneLine(it.Tag.Alt); alt != "" && len(alt) > 60 && strings.Contains(all, alt) {
					t.Errorf("%s: page %d prints %q", o, p.Number, alt)
				}
			}
		}
	}
}
