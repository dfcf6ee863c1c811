package document

import "eclaire/consent"

// Role is what an element is in the structure of the document, for readers who
// cannot see it: the standard structure types of ISO 32000-1, 14.8.4.
type Role uint8

// The roles. Artifact and Pagination are no elements of the structure.
const (
	Artifact Role = iota
	Whole         // the document, the root of all elements
	Sect
	Heading1
	Heading2
	Heading3
	Heading4
	Paragraph
	List
	ListItem
	ListLabel
	ListBody
	Table
	TableRow
	TableHead
	TableCell
	FigureRole

	Pagination // an artifact that each page repeats
)

// names are the structure types of the roles.
var names = [...]string{"Artifact", "Document", "Sect", "H1", "H2", "H3", "H4", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "Figure", "Artifact"}

func (r Role) String() string { return names[r] }

// Scope says which cells of its table a head is for.
type Scope string

// The scopes of a head (ISO 32000-1, table 349).
const (
	OfRow    Scope = "Row"
	OfColumn Scope = "Column"
)

// Element is a node of the document's structure. Its children stand in the
// order in which their first marks are drawn, so that the file is read in the
// order of the structure too.
type Element struct {
	Role   Role
	Parent int              // index into Document.Elements; the root is its own
	Lang   consent.Language // "" for the language of the parent
	Scope  Scope            // of a TableHead
	Span   int              // columns of a TableHead, if more than one
	Said   string           // what is read out in place of what is drawn, in Lang; "" for what is drawn
	Blank  bool             // a cell to write in: it stands in its row without any mark
}

// tagger makes the elements of the structure while a document is laid out.
type tagger struct {
	elements []Element
	parent   int // of elements to come
	list     int // the list whose next item may come, 0 for none
}

// within makes elements children of a new one while do runs.
func (g *tagger) within(role Role, lang consent.Language, do func()) {
	outer := g.parent
	g.parent = g.tag(role, lang).Element
	do()
	g.parent = outer
}

// tag begins a new element below the present parent.
func (g *tagger) tag(role Role, lang consent.Language) Tag {
	if role != ListItem && g.elements[g.list].Parent == g.parent {
		g.list = 0 // a list holds items only
	}
	g.elements = append(g.elements, Element{Role: role, Parent: g.parent, Lang: lang})
	return Tag{Role: role, Element: len(g.elements) - 1, Lang: lang}
}

// item makes an item of the list that the items before it are in: its label,
// and what do makes as its body.
func (g *tagger) item(lang consent.Language, do func(label Tag)) {
	if g.list == 0 || g.elements[g.list].Parent != g.parent {
		g.list = g.tag(List, "").Element
	}
	list, outer := g.list, g.parent
	g.parent = list
	g.parent = g.tag(ListItem, lang).Element
	label := g.tag(ListLabel, "")
	g.within(ListBody, "", func() { do(label) })
	g.parent, g.list = outer, list
}

// row makes a row of the present table, which do fills.
func (g *tagger) row(do func()) { g.within(TableRow, "", do) }

// headTag makes the head of a row or of a column.
func (g *tagger) headTag(scope Scope, lang consent.Language) Tag {
	t := g.tag(TableHead, lang)
	g.elements[t.Element].Scope = scope
	return t
}
