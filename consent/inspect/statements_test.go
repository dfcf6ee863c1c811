package inspect_test

import (
	"slices"
	"strings"
	"testing"

	"eclaire/consent"
	"eclaire/consent/inspect"
)

// TestStatementsCut has a forger with the key leave statements out of a record, take
// others in or put them in another order, and draw and seal it anew: the print says what
// the record says, and no session could have ended so.
func TestStatementsCut(t *testing.T) {
	o := open(t)
	other := *o.lib
	other.Version = "0123456789ab"
	for _, name := range []string{"vertebroplasty-en", "conservative-en", "no_information-fr", "withdrawn-en", "confirmed-fr"} {
		whole := o.inTwo(o.ofFixture(t, name))
		if m := o.look(o.seal(t, o.drawn(t, whole, o.lib)), o.lib); m != inspect.Same {
			t.Errorf("%s, whole: %s", name, m)
		}
		for what, change := range map[string]func(ids []string) []string{
			"two left":      func(ids []string) []string { return ids[:2] },
			"the last cut":  func(ids []string) []string { return ids[:len(ids)-1] },
			"the first cut": func(ids []string) []string { return ids[1:] },
			"exchanged":     func(ids []string) []string { ids[0], ids[1] = ids[1], ids[0]; return ids },
			"of another":    func(ids []string) []string { return append(ids, "legal.say-later") },
		} {
			r := whole
			r.Statements = change(slices.Clone(whole.Statements))
			found := inspect.File(o.seal(t, o.drawn(t, r, o.lib)), o.trust, o.lib, o.words)
			if found.Text != inspect.Incomplete || found.Holds() || found.Verdict() != inspect.LacksStatements {
				t.Errorf("%s, %s: %s, %s", name, what, found.Text, found.Verdict())
			}
			for _, l := range consent.Languages() {
				say := o.words.For(l)
				if sentence, way := found.Sentence(say, nil); !strings.Contains(sentence, say.T("verdict.incomplete")) || way == "" || strings.Contains(way, "‹") {
					t.Errorf("%s, %s: %s %s", name, what, sentence, way)
				}
			}
			// With other texts nobody knows what was asked for.
			if m := o.look(o.seal(t, o.drawn(t, r, o.lib)), &other); m != inspect.Consistent {
				t.Errorf("%s, %s, with other texts: %s", name, what, m)
			}
		}
	}
}
