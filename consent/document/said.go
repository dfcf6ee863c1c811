package document

import (
	"slices"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// The kinds of claims.
const (
	Exact    ClaimKind = iota // entered, or levels, a number, a date, a time: the same with all texts
	Counted                   // a number within words of the interface
	Worded                    // words of the interface
	Clinical                  // words of the content
)

// ClaimKind tells by what the value of a claim can be compared where other texts
// than those at hand were read.
type ClaimKind uint8

// Claim is what a document says beside a label, as Bare gives both.
type Claim struct {
	Label, Value string
	Kind         ClaimKind
}

// Signed is what stands beside a signature, in this order. Typed is "" for one
// that was drawn.
type Signed struct{ Role, Name, Method, Moment, Typed string }

// Said is what the document of a record says, drawn with some texts; every text
// as Bare gives it.
type Said struct {
	Claims     []Claim
	Clinical   []string // passages of the content that tell the decision, each statement, each picked question
	Otherwise  []string // passages that only another decision, or another statement, would bring in
	Signatures []Signed
	Roles      []string // what roles of signatures are called
	Words      []string // what a Worded claim can say
	Values     []int
	Right      []bool
	Ticks      int
	Spine      consent.LevelSet
}

// Say gives what the document of a record would say with these texts, which need
// not be those that the record was read with: what they lack is left out.
func Say(r consent.Record, lib *content.Library, words *locales.Bundle) (Said, error) {
	f, err := loadFaces()
	if err != nil {
		return Said{}, err
	}
	template, ok := lib.Document(string(r.Outcome))
	if !ok {
		return Said{}, ErrUnknown
	}
	b := newBuilder(template, r, lib, words, f)
	b.all()
	b.otherwise(&b.wording)
	b.interfaceWords(&b.wording)
	return b.says, nil
}

// bare is what spans say in print.
func bare(spans []span) string { return Bare(joined(spans)) }

// account notes what a document says while it is laid out.
type account struct{ says Said }

// claim notes an entry that is laid out.
func (a *account) claim(f fact) {
	a.says.Claims = append(a.says.Claims, Claim{bare(f.label), bare(f.value), f.kind})
}

// clinical notes a passage that is laid out, in both languages.
func (a *account) clinical(text passage) {
	a.says.Clinical = append(a.says.Clinical, bare(text.main), bare(text.other))
}

// signs notes the words beside a signature.
func (a *account) signs(lines [][]span, sig consent.Signature) {
	s := Signed{Role: bare(lines[0]), Name: bare(lines[1]), Method: bare(lines[2]), Moment: bare(lines[3])}
	if sig.Method == consent.MethodTyped {
		s.Typed = bare(typed(sig.Typed))
	}
	a.says.Signatures = append(a.says.Signatures, s)
}

// otherwise notes what the document would say of another decision, and the
// statements that were not ticked.
func (a *account) otherwise(w *wording) {
	add := func(t content.Text) {
		for _, l := range consent.Languages() {
			if s := Bare(w.plain(t, l)); !slices.Contains(a.says.Clinical, s) {
				a.says.Otherwise = append(a.says.Otherwise, s)
			}
		}
	}
	for _, c := range w.lib.Choices {
		if c.Outcome != w.record.Outcome {
			add(c.Review)
		}
	}
	for _, s := range w.lib.Statements {
		if !slices.Contains(w.record.Statements, s.ID) {
			add(s.Text)
		}
	}
}

// interfaceWords notes what entries can say that the interface has words for, and
// what roles are called.
func (a *account) interfaceWords(w *wording) {
	var ids []string
	for _, s := range []consent.Sex{consent.Female, consent.Male, consent.SexUnknown} {
		ids = append(ids, "sexes."+string(s))
	}
	for _, r := range []consent.Reply{consent.Yes, consent.No, consent.Partly, consent.NotDone} {
		ids = append(ids, "reply."+string(r))
	}
	for _, p := range consent.Procedures() {
		ids = append(ids, "procedures."+string(p))
	}
	for _, p := range consent.Protections() {
		ids = append(ids, "protections."+string(p))
	}
	for _, a := range consent.Anaesthesias() {
		ids = append(ids, "anaesthesias."+string(a))
	}
	for _, o := range consent.OwnWords() {
		ids = append(ids, "own_words."+string(o))
	}
	for _, l := range consent.Leans() {
		ids = append(ids, "leans."+string(l))
	}
	ids = append(ids, "none", "not_entered", "own_words.open", "anaesthesias.open", "leans.open", "trusted.yes", "trusted.no", "trusted.open",
		"sitting.alone", "brief.unstated", "method.unable", "method.unwilling")
	for _, id := range ids {
		a.says.Words = append(a.says.Words, bare(w.word(id)))
	}
	for _, l := range consent.Languages() {
		a.says.Words = append(a.says.Words, bare(words(w.languageName(l), false, inkColour, l)))
	}
	for _, r := range []consent.Role{consent.RolePatient, consent.RoleInterpreter, consent.RoleTrustedPerson, consent.RoleWitness, consent.RoleDecider, consent.RoleStaff} {
		a.says.Roles = append(a.says.Roles, bare(w.label("role."+string(r))))
	}
}
