package window_test

import (
	"strings"
	"testing"

	"eclaire/consent"
	"eclaire/ui/play"
	"eclaire/ui/play/window"
)

// TestTogether goes by pointer alone through what stands between "alone" and the
// decision: a patient with a guardian who wants no information and is told after all, a
// level that is corrected on the day, the patient's own word, and the guardian who
// decides and signs.
func TestTogether(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	w := open(t, window.Options{Args: []string{"--out", out}, Manager: true})
	p := person(w)
	form := play.Invented()
	form.Guardian = "Anne Exemple"
	corrected := false
	steps(t, w,
		func() error { return p.Go("staff", "staff") },
		func() error { return p.Go("case.new", "case:identity") },
		func() error { return p.Fill(form) },
		func() error { return p.Go("next", "welcome") },
		func() error { return p.Go("start.fr", "hello") },
		func() error { return p.Go("decline", "declined") },
		func() error { return p.Touch("choice.no_information") },
		func() error { return p.Go("next", "thanks") },
		func() error { return p.Go("back", "hello") },
		func() error { return p.Go("decline", "declined") },
		func() error { return p.Go("tell-me", "page:your-fracture") },
		func() error { return p.Way("conservative", "thanks") },
		func() error { return p.TouchLong("meet", play.HoldTime) },
		func() error { return p.Reach("together") },
		func() error { return p.Go("correct", "correct") },
		func() error { return p.Touch("level.T12") },
		func() error { return p.Go("next", "together") },
		func() error { corrected = true; return p.Go("entries", "entries") },
		func() error { return p.Touch("own-word.agrees") },
		func() error { return p.Go("back", "together") },
		func() error { return p.Way("conservative", "finished") },
		func() error { return (&visitor{Person: p, w: w}).there("page.after") },
		func() error { return p.Go("next", "welcome") })
	ends(t, w)
	r := kept(t, out)
	want := consent.NewLevelSet(consent.T12, consent.L1)
	if !corrected || r.Case.ToTreat != want || len(r.Corrections) != 1 || r.Corrections[0].ToTreat != consent.NewLevelSet(consent.L1) || r.Corrections[0].By != form.Clinician {
		t.Errorf("corrected: %+v, to treat %v", r.Corrections, r.Case.ToTreat)
	}
	if s := r.Signatures; len(s) != 2 || s[0].Role != consent.RoleDecider || s[0].Name != form.Guardian || r.With.Word != consent.WordAgrees {
		t.Errorf("signed by %v, the patient's word %q", roles(s), r.With.Word)
	}
	if i := r.With.Interview; i == nil || i.By != form.Clinician || len(r.Passed)+len(r.Seen) == 0 {
		t.Errorf("the talk: %+v; %d pages passed", r.With.Interview, len(r.Passed))
	}
}

func roles(list []consent.Signature) string {
	var out []string
	for _, s := range list {
		out = append(out, string(s.Role))
	}
	return strings.Join(out, " ")
}

// TestTakenUp puts a session by, ends the program, and takes the session up in another:
// what was answered is there, and it goes on to its end.
func TestTakenUp(t *testing.T) {
	if !long() {
		t.Skip("two whole programs take two minutes: make soak does it")
	}
	t.Parallel()
	c := found(t)
	w := open(t, window.Options{Home: c.home, Manager: true})
	v := visit(c, w)
	steps(t, w, v.prepared,
		func() error { return v.Way("conservative", "thanks") },
		func() error { return v.TouchLong("put-by", play.HoldTime) },
		func() error { return v.there("told") },
		func() error { return v.Touch("told") })
	ends(t, w)
	w = open(t, window.Options{Home: c.home, Manager: true})
	v = visit(c, w)
	steps(t, w,
		func() error { return v.Go("staff", "staff") },
		v.unlock,
		func() error { return v.Go("back", "staff") },
		func() error { return v.Go("aside", "aside") },
		func() error { return v.there("aside.1") },
		func() error { return v.Touch("aside.1") },
		func() error { return v.Reach("welcome") },
		func() error { return v.Go("start.fr", "hello") },
		v.through("conservative"))
	ends(t, w)
	row, ok := c.rows()[consent.ChooseConservative]
	if !ok {
		t.Fatal("no document")
	}
	r := c.sealed(row.ID)
	if len(r.Moments) != 2 || !r.Moments[0].Met.IsZero() || r.Moments[1].Met.IsZero() {
		t.Errorf("sittings: %+v", r.Moments)
	}
	if len(r.Questions) == 0 || r.Understanding[0].First == "" {
		t.Errorf("what was said before is not there: %+v, %+v", r.Questions, r.Understanding)
	}
}
