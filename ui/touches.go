package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/ui/screen"
	"eclaire/ui/widget"
)

// SettleTime is how long a page of the patient's must have been on the screen
// before a touch on it counts, and how long after a touch the same place takes no
// second one on something else: a trembling finger touches twice within 60 to
// 450 ms.
const SettleTime = 700 * time.Millisecond

// samePlace is how far apart two touches of one trembling finger can lie, in a window
// of plain size.
const samePlace = 64

// touches remembers what was touched last, and since when the screen is there.
type touches struct {
	page  string    // what is on the screen, see pageKey
	shown time.Time // since when
	drawn time.Time // when it was last drawn anew
	last  widget.Press
	at    time.Time // when that was
}

// pageKey tells whether the screen is still the same page: its route, the part
// of it, and how far a question or a document is.
func pageKey(s *screen.State) string {
	r := s.Route
	asked, d := s.Asked[r.Item], s.Document
	return fmt.Sprint(r, s.Sub[r], asked.Tries, asked.Told, s.Methods[consent.Role(r.Item)], s.Clinician, d.Stored, d.Failed, d.Shown)
}

// turned notes that the screen was drawn anew, and tells whether it is another
// page.
func (t *touches) turned(page string, now time.Time) bool {
	t.drawn = now
	if page == t.page {
		return false
	}
	t.page, t.shown = page, now
	return true
}

// trembles tells whether a press, no further off than that, is the second one of a trembling finger,
// on something else that has come to lie there.
func (t *touches) trembles(p widget.Press, now time.Time, far float32) bool {
	since := t.at
	if t.drawn.After(since) {
		since = t.drawn
	}
	return now.Sub(since) < SettleTime && near(p.At, t.last.At, far) && !t.same(p)
}

// may tells whether a finger that comes down may touch what is under it: nowhere
// twice within a moment where something else has come to lie there; and on a
// page of the patient's only once it has been there for a moment.
func (s *Shell) may(p widget.Press) bool {
	now := s.o.Now()
	if s.touch.trembles(p, now, samePlace*s.grown) {
		return false
	}
	if harmless(p.ID) || !s.state.Route.Patients() || s.o.Window.Canvas().Overlays().Top() != nil {
		return true
	}
	return now.Sub(s.touch.shown) >= SettleTime
}

// same tells whether a press is on what was touched last.
func (t *touches) same(p widget.Press) bool {
	if isKey(p.ID) && isKey(t.last.ID) { // one types quickly; only another layer is another place
		return p.ID == t.last.ID || !slices.Contains([]string{"key.accents", "key.signs", "key.letters"}, t.last.ID)
	}
	return p.Target == t.last.Target || p.ID == t.last.ID && harmless(p.ID) && p.ID != "back"
}

// harmless are the controls that may be touched as soon as they are there: they
// undo, or write what can be undone.
func harmless(id string) bool {
	return isKey(id) || strings.HasPrefix(id, "pad") ||
		slices.Contains([]string{"back", "text.larger", "text.smaller"}, id)
}

// isKey tells of the keys of the keyboard on the screen and of the pads of digits.
func isKey(id string) bool { return strings.HasPrefix(id, "key.") }

// near tells whether two places lie no further apart than a distance.
func near(a, b fyne.Position, far float32) bool {
	d := a.Subtract(b)
	return d.X*d.X+d.Y*d.Y <= far*far
}
