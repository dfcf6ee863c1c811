package document

import (
	"slices"

	"eclaire/content"
)

// evidence sets what studies found.
type evidence struct{ prose }

// spot is where a clause stands on the screen: under which titles, and by which
// pictures of shares.
type spot struct {
	more, column content.Text
	arrays       []content.IconArray
}

// set pushes what the section says and what the way does, then what stands behind
// "Know more", under its titles. What pictures of shares show on the screen the
// section says itself: its words follow the first clause that stands by the picture.
func (e evidence) set(s content.Section) {
	places := e.places()
	var own, core, detail []content.Clause
	for _, c := range e.clausesOf(s) {
		switch at, known := places[c.ID]; {
		case !known:
			own = append(own, c)
		case at.more == (content.Text{}):
			core = append(core, c)
		default:
			detail = append(detail, c)
		}
	}
	shown := map[string][]content.Clause{} // by the clause that they follow
	for _, c := range own {
		i := slices.IndexFunc(core, func(o content.Clause) bool { return shareFact(o, c) && pictured(places[o.ID].arrays, c) })
		if i < 0 {
			e.clause(c, 0)
			continue
		}
		shown[core[i].ID] = append(shown[core[i].ID], c)
	}
	for _, c := range core {
		e.clause(c, 0)
		for _, o := range shown[c.ID] {
			e.clause(o, 0)
		}
	}
	at := spot{}
	for _, c := range detail {
		now := places[c.ID]
		if now.more != at.more {
			e.subheading(e.passage(now.more), 12, 9)
		}
		if now.column != (content.Text{}) && (now.column != at.column || now.more != at.more) {
			e.subheading(e.passage(now.column), body, 4)
		}
		at = now
		e.clause(c, 0)
	}
}

// places tells where the clauses of the pages stand. What opens with a picture of
// shares has no title on paper, which says the picture in words.
func (e evidence) places() map[string]spot {
	out := map[string]spot{}
	note := func(at spot, clauses []content.Clause) {
		for _, c := range clauses {
			out[c.ID] = at
		}
	}
	for _, p := range e.lib.PagesFor(e.traits) {
		note(spot{arrays: p.Array}, p.Clause)
		for _, m := range content.MoreFor(p, e.traits) {
			at := spot{more: m.Title, arrays: m.Array}
			if len(m.Array) > 0 {
				at.more = content.Text{}
			}
			note(at, m.Clause)
			for _, col := range m.Column {
				at.column = col.Title
				note(at, col.Clause)
			}
		}
	}
	return out
}

// pictured tells whether pictures of shares show what a clause says.
func pictured(arrays []content.IconArray, c content.Clause) bool {
	return slices.ContainsFunc(arrays, func(a content.IconArray) bool {
		return slices.ContainsFunc(a.Facts, func(f string) bool { return slices.Contains(c.Facts, f) })
	})
}

// shareFact tells whether two clauses rest on a fact in common.
func shareFact(a, b content.Clause) bool {
	return slices.ContainsFunc(a.Facts, func(f string) bool { return slices.Contains(b.Facts, f) })
}
