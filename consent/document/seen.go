package document

import (
	"slices"

	"eclaire/consent"
	"eclaire/content"
)

// seen sets what stood on the screen: by its titles alone, for all of it is printed.
type seen struct{ tables }

// set pushes which pages were seen, which only passed and which were not shown, and
// what was opened behind "Know more". Records of schema 1 tell only the first.
func (sn seen) set() {
	r := sn.record
	rows := []fact{sn.titles("read.seen", sn.pages(r.Seen), "read.no_page")}
	if r.Schema > 1 {
		if len(r.Passed) > 0 {
			rows = append(rows, sn.titles("read.passed", sn.pages(r.Passed), "read.no_page"))
		}
		var never []content.Text
		for _, p := range sn.lib.PagesFor(sn.traits) {
			if !slices.Contains(r.Seen, p.ID) && !slices.Contains(r.Passed, p.ID) {
				never = append(never, p.Title)
			}
		}
		if len(never) > 0 {
			rows = append(rows, sn.titles("read.not_shown", never, "read.no_page"))
		}
		rows = append(rows, sn.titles("read.opened", sn.opened(r.Opened), "read.nothing"))
	}
	sn.keepLast()
	sn.facts(1, rows)
}

// pages gives the titles of pages.
func (sn seen) pages(ids []string) (out []content.Text) {
	for _, id := range ids {
		p, ok := sn.lib.Page(id)
		if !ok {
			sn.unknown("page", id)
			continue
		}
		out = append(out, p.Title)
	}
	return out
}

// opened gives the titles of what stands behind "Know more".
func (sn seen) opened(ids []string) (out []content.Text) {
	for _, id := range ids {
		m, ok := sn.lib.More(id)
		if !ok {
			sn.unknown("more", id)
			continue
		}
		out = append(out, m.Title)
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
