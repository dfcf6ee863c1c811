package ui

import (
	"time"

	"eclaire/consent"
	"eclaire/ui/screen"
)

// LongEnough is how long a page must have been on the screen, whole, to count as
// seen. What was passed faster is not in the record.
const LongEnough = 3 * time.Second

// dwell watches how long each part of a page of the education stands on the
// screen.
type dwell struct {
	page  string // "" while no page is shown
	part  int
	parts int
	since time.Time
	whole bool // its end was on the screen
	stood map[dwelt]bool
}

// dwelt is one part of so many of a page.
type dwelt struct {
	page        string
	part, parts int
}

// watchPage begins to watch what is drawn now. The same part drawn again goes on.
func (s *Shell) watchPage(v screen.View) {
	page := ""
	if r := s.state.Route; r.Name == screen.Page {
		page = r.Item
	}
	parts := max(v.Parts, 1)
	if d := &s.dwell; d.page != page || d.part != v.Part || d.parts != parts {
		s.stood()
		if page == "" {
			*d = dwell{}
			return
		}
		stood := d.stood
		if stood == nil || d.page != page {
			stood = map[dwelt]bool{}
		}
		*d = dwell{page: page, part: v.Part, parts: parts, since: s.o.Now(), stood: stood}
	}
	s.reachedEnd()
}

// reachedEnd notes that the end of the page is on the screen, if it is.
func (s *Shell) reachedEnd() {
	if s.frame.scroller == nil || s.frame.scroller.AtEnd() {
		s.dwell.whole = true
	}
}

// stood notes the page as seen once each of its parts was on the screen, whole,
// for long enough. It is asked whenever time has passed.
func (s *Shell) stood() {
	d := &s.dwell
	if d.page == "" || !d.whole || s.o.Now().Sub(d.since) < LongEnough {
		return
	}
	d.stood[dwelt{d.page, d.part, d.parts}] = true
	for part := range d.parts {
		if !d.stood[dwelt{d.page, part, d.parts}] {
			return
		}
	}
	if next, err := consent.Apply(s.state.Session, consent.See{Page: d.page}); err == nil {
		s.state.Session = next
	}
}
