package content

import (
	"errors"
	"slices"

	"eclaire/consent"
)

// ErrStatements says that the statements of a record are not those that its decision
// asks for.
var ErrStatements = errors.New("the record has not the statements that its decision asks for")

// CheckStatements tells whether the statements of a record are those that this content
// asks of who decides so in such a case (ErrStatements). A record that was read with
// other content, or of schema 1, whose rules of asking were others, is not judged.
func (l *Library) CheckStatements(r consent.Record) error {
	if r.Schema == 1 || r.ContentVersion != l.Version {
		return nil
	}
	traits := l.toldBy(r)
	var ticked []string // of those, in the order of the content
	for _, s := range l.Statements {
		has := slices.Contains(r.Statements, s.ID)
		asked := no
		if slices.Contains(s.Outcome, r.Outcome) {
			asked = traits.holds(s.Condition)
		}
		if has && asked == no || !has && asked == yes {
			return ErrStatements
		}
		if has {
			ticked = append(ticked, s.ID)
		}
	}
	if !slices.Equal(ticked, r.Statements) {
		return ErrStatements
	}
	return nil
}

// sure is what can be told of a session by its record alone.
type sure int8

const (
	no sure = iota
	unknown
	yes
)

// told are the traits that a session had, as far as its record tells.
type told map[consent.Trait]sure

func (k told) holds(c Condition) sure {
	least := yes
	for _, t := range c.When {
		least = min(least, k[t])
	}
	for _, t := range c.Unless {
		least = min(least, yes-k[t])
	}
	return least
}

// toldBy tells which traits the session of a record had when its statements were
// ticked.
func (l *Library) toldBy(r consent.Record) told {
	k := told{}
	for t, has := range r.Traits() {
		if has {
			k[t] = yes
		}
	}
	// Statements are chosen before anything is decided or signed.
	k[r.Outcome.Trait()], k[consent.Unsigned], k[consent.NoConsent] = no, no, no
	// Who takes part may have come after the statements were chosen.
	unsure := []consent.Trait{consent.InterpreterPresent, consent.TrustedPresent, consent.WitnessPresent}
	if r.OfConsent() { // chosen by the first record, which is not at hand
		unsure = consent.AllTraits()
	}
	for _, t := range unsure {
		k[t] = unknown
	}
	if !r.OfConsent() {
		l.readOf(r, k)
	}
	return k
}

// readOf adds which chapters were read: those of which all pages were seen.
func (l *Library) readOf(r consent.Record, k told) {
	read, shown := map[string]sure{}, map[string]sure{}
	for _, p := range l.Pages {
		if _, begun := read[p.Chapter]; !begun {
			read[p.Chapter] = yes
		}
		is := k.holds(p.Condition)
		shown[p.Chapter] = max(shown[p.Chapter], is)
		if !slices.Contains(r.Seen, p.ID) {
			read[p.Chapter] = min(read[p.Chapter], yes-is)
		}
	}
	for chapter, all := range read {
		k[consent.ReadTrait(chapter)] = min(all, shown[chapter])
	}
}
