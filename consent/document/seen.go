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
	rows := []fact{sn.titles("read.seen", sn.found("page", r.Seen, sn.page), "read.no_page")}
	if r.Schema > 1 {
		if len(r.Passed) > 0 {
			rows = append(rows, sn.titles("read.passed", sn.found("page", r.Passed, sn.page), "read.no_page"))
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
		rows = append(rows, sn.titles("read.opened", sn.found("more", r.Opened, sn.more), "read.nothing"))
	}
	sn.keepLast()
	sn.facts(1, rows)
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
