package document

import (
	"slices"
	"strconv"

	"eclaire/consent"
	"eclaire/content"
)

// seen sets what stood on the screen: by its titles alone, for all of it is printed.
type seen struct{ tables }

// set pushes which pages were seen, which only passed and which were not shown, and
// what was opened behind "Know more". Records of schema 1 tell only the first.
func (sn seen) set() {
	r := sn.record
	rows := []fact{sn.titles("read.seen", sn.found("page", r.Seen, sn.page), "read.no_page")}
	if r.Schema > 1 {
		rows = append(rows, sn.unseen()...)
		rows = append(rows, sn.titles("read.opened", sn.found("more", r.Opened, sn.more), "read.nothing"))
	}
	sn.keepLast()
	sn.facts(1, rows)
}

// unseen are the pages that were not seen in full: shown, or not. Where the texts or the
// case have changed meanwhile, what was shown before does not count.
func (sn seen) unseen() (rows []fact) {
	r := sn.record
	passed, never := "read.passed_by", "read.not_shown"
	if sn.changed() {
		passed, never = "read.not_now", "read.never_now"
	}
	var corrected, other []string
	for _, id := range r.Passed {
		if slices.ContainsFunc(r.Corrections, func(c consent.Correction) bool { return slices.Contains(c.Pages, id) }) {
			corrected = append(corrected, id)
		} else {
			other = append(other, id)
		}
	}
	for _, part := range []struct {
		label string
		ids   []string
	}{{passed, other}, {"read.changed", corrected}} {
		if len(part.ids) > 0 {
			rows = append(rows, sn.titles(part.label, sn.found("page", part.ids, sn.page), "read.no_page"))
		}
	}
	var missing []content.Text
	for _, p := range sn.lib.PagesFor(sn.traits) {
		if !slices.Contains(r.Seen, p.ID) && !slices.Contains(r.Passed, p.ID) {
			missing = append(missing, p.Title)
		}
	}
	switch {
	case len(missing) == 0:
	case r.Outcome == consent.DeclineInformation: // who wants none is not told what there would have been
		rows = append(rows, fact{label: sn.label("read.rest"), value: typed(strconv.Itoa(len(missing)))})
	default:
		rows = append(rows, sn.titles(never, missing, "read.no_page"))
	}
	return rows
}

// changed tells whether the texts or the case have changed during the session.
func (sn seen) changed() bool {
	return len(sn.record.Corrections) > 0 || slices.ContainsFunc(sn.record.Moments, func(m consent.Moment) bool { return m.Content != sn.record.Moments[0].Content })
}

// page gives the title of a page.
func (sn seen) page(id string) (content.Text, bool) {
	p, ok := sn.lib.Page(id)
	return p.Title, ok
}

// more gives the title of what stands behind "Know more".
func (sn seen) more(id string) (content.Text, bool) {
	m, ok := sn.lib.More(id)
	return m.Title, ok
}

// found gives the titles of things of one kind.
func (sn seen) found(kind string, ids []string, title func(id string) (content.Text, bool)) (out []content.Text) {
	for _, id := range ids {
		t, ok := title(id)
		if !ok {
			sn.unknown(kind, id)
			continue
		}
		out = append(out, t)
	}
	return out
}

// titles is an entry with titles in both languages, or the word for none.
func (sn seen) titles(label string, titles []content.Text, none string) fact {
	f := fact{label: sn.label(label), value: sn.word(none), kind: Clinical}
	if len(titles) == 0 {
		return f
	}
	f.value = nil
	for i, l := range []consent.Language{sn.main, sn.other} {
		if i > 0 {
			f.value = append(f.value, span{" · ", false, quietColour, ""})
		}
		for j, t := range titles {
			if j > 0 {
				f.value = append(f.value, span{" | ", false, sn.ink(l), l})
			}
			f.value = append(f.value, sn.spans(t, l)...)
		}
	}
	return f
}
