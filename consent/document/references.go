package document

import (
	"slices"
	"strings"

	"eclaire/content"
)

// references set by what a document and another can be matched: the record that
// it rests on, and the code of its own.
type references struct{ tables }

// named names the record that this one confirms or withdraws.
func (rf references) named() {
	r := rf.record.Refers
	if r == nil {
		rf.unknown("reference of", rf.record.ID)
		return
	}
	rf.facts(2, rf.referred(*r))
	rf.facts(1, []fact{{label: rf.label("reference.digest"), value: typed(grouped(r.SHA256))}})
}

// grouped writes a digest in groups of four digits, for people who compare it.
func grouped(digest string) string {
	var groups []string
	for g := range slices.Chunk([]byte(strings.ToUpper(digest)), 4) {
		groups = append(groups, string(g))
	}
	return strings.Join(groups, " ")
}

// checked shows the document's code, and beside it what it is for and what it
// says, so that sheet and file can be compared by eye too.
func (rf references) checked(s content.Section) {
	const side, space = 108.0, 14.0 // 38 mm
	code, err := Code(rf.record)
	if err != nil {
		rf.fail(err)
		return
	}
	digest, err := rf.record.Digest()
	if err != nil {
		rf.fail(err)
		return
	}
	k, ok := rf.code(code, side, rf.t(rf.main, "checked.alt", "ID", rf.record.ID))
	if !ok {
		return
	}
	k.gap = 6
	x, width, y := margin+side+space, rf.full()-side-space, 2.0
	for _, c := range rf.clausesOf(s) {
		text := rf.stack(rf.tagBoth(Paragraph), rf.passage(c.Text), 0, x, width)
		k = k.add(text.items, 0, y)
		y += text.height + 4
	}
	facts := []fact{{label: rf.label("checked.name"), value: typed(rf.record.ID)}, {label: rf.label("checked.digest"), value: typed(grouped(digest))}}
	if rf.large { // below, over the full width
		k.height = max(k.height, y)
		rf.push(k)
		rf.facts(1, facts)
		return
	}
	rf.within(Table, "", func() {
		for _, f := range facts {
			row := rf.factLine(1, []fact{f}, x, width, 0)
			k = k.add(row.items, 0, y)
			y += row.height
		}
	})
	k.height = max(k.height, y)
	rf.push(k)
}
