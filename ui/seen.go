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
func (d *wayDesk) watchPage(v screen.View) {
	page := ""
	if r := d.State().Route; r.Name == screen.Page {
		page = r.Item
	}
	parts := max(v.Parts, 1)
	if on := &d.dwell; on.page != page || on.part != v.Part || on.parts != parts {
		d.stood()
		if page == "" {
			*on = dwell{}
			return
		}
		stood := on.stood
		if stood == nil || on.page != page {
			stood = map[dwelt]bool{}
		}
		if next, err := consent.Apply(d.State().Session, consent.Pass{Page: page}); err == nil {
			d.apply(next)
		}
		*on = dwell{page: page, part: v.Part, parts: parts, since: d.Now(), stood: stood}
	}
	d.reachedEnd()
}

// reachedEnd notes that the end of the page is on the screen, if it is.
func (d *wayDesk) reachedEnd() {
	if d.atEnd() {
		d.dwell.whole = true
	}
}

// stood notes the page as seen once each of its parts was on the screen, whole,
// for long enough. It is asked whenever time has passed.
func (d *wayDesk) stood() {
	on := &d.dwell
	if on.page == "" || !on.whole || d.Now().Sub(on.since) < LongEnough {
		return
	}
	on.stood[dwelt{on.page, on.part, on.parts}] = true
	for part := range on.parts {
		if !on.stood[dwelt{on.page, part, on.parts}] {
			return
		}
	}
	if next, err := consent.Apply(d.State().Session, consent.See{Page: on.page}); err == nil {
		d.apply(next)
	}
}
