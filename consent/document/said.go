package document

import (
	"slices"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// ClaimKind tells by what the value of a claim can be compared where other texts
// than those at hand were read.
type ClaimKind uint8

// The kinds of claims.
const (
	Exact    ClaimKind = iota // entered, or levels, a number, a date, a time: the same with all texts
	Counted                   // a number within words of the interface
	Worded                    // words of the interface
	Clinical                  // words of the content
)

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
	b.front()
	for _, id := range template.Section {
		b.section(id)
	}
	b.otherwise()
	b.interfaceWords()
	return b.says, nil
}

// bare is what spans say in print.
func bare(spans []span) string {
	s := ""
	for _, sp := range spans {
		s += sp.text
	}
	return Bare(s)
}

// claim notes an entry that is laid out.
func (b *builder) claim(f fact) {
	b.says.Claims = append(b.says.Claims, Claim{bare(f.label), bare(f.value), f.kind})
}

// clinical notes a passage that is laid out, in both languages.
func (b *builder) clinical(main, other []span) {
	b.says.Clinical = append(b.says.Clinical, bare(main), bare(other))
}

// signs notes the words beside a signature.
func (b *builder) signs(lines [][]span, sig consent.Signature) {
	s := Signed{Role: bare(lines[0]), Name: bare(lines[1]), Method: bare(lines[2]), Moment: bare(lines[3])}
	if sig.Method == consent.MethodTyped {
		s.Typed = bare(typed(sig.Typed))
	}
	b.says.Signatures = append(b.says.Signatures, s)
}

// otherwise notes what the document would say of another decision, and the
// statements that were not ticked.
func (b *builder) otherwise() {
	add := func(t content.Text) {
		for _, l := range consent.Languages() {
			if s := Bare(b.plain(t, l)); !slices.Contains(b.says.Clinical, s) {
				b.says.Otherwise = append(b.says.Otherwise, s)
			}
		}
	}
	for _, c := range b.lib.Choices {
		if c.Outcome != b.record.Outcome {
			add(c.Review)
		}
	}
	for _, s := range b.lib.Statements {
		if !slices.Contains(b.record.Statements, s.ID) {
			add(s.Text)
		}
	}
}

// interfaceWords notes what entries can say that the interface has words for, and
// what roles are called.
func (b *builder) interfaceWords() {
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
	for _, id := range append(ids, "none") {
		b.says.Words = append(b.says.Words, bare(b.word(id)))
	}
	for _, l := range consent.Languages() {
		b.says.Words = append(b.says.Words, bare(words(b.languageName(l), false, inkColour, l)))
	}
	for _, r := range []consent.Role{consent.RolePatient, consent.RoleInterpreter, consent.RoleTrustedPerson, consent.RoleWitness, consent.RoleStaff} {
		b.says.Roles = append(b.says.Roles, bare(b.label("role."+string(r))))
	}
}
