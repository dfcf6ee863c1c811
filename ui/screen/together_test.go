package screen

import (
	"strings"
	"testing"

	"eclaire/consent"
	"eclaire/ui/widget"
)

// met is a desk at the clinician's page.
func met(t *testing.T, events ...consent.Event) *desk {
	t.Helper()
	d := newDesk(t, consent.French)
	d.prepare()
	d.c.Prints = func(rune) bool { return true }
	for _, e := range append(events, consent.Meet{At: d.Now()}) {
		if err := d.Do(e); err != nil {
			t.Fatalf("%T: %v", e, err)
		}
	}
	d.Go(Route{Name: Together})
	return d
}

// said is all that stands on the page.
func (d *desk) said() string {
	var out strings.Builder
	for _, p := range shown[*widget.Paragraph](d.view.Body) {
		out.WriteString(p.Text + "\n")
	}
	return out.String()
}

// TestAnswersFollowTheirQuestions: what was typed for one question never comes to stand
// at another that takes its place.
func TestAnswersFollowTheirQuestions(t *testing.T) {
	first, second := consent.Question{Text: "Un ?"}, consent.Question{Text: "Deux ?"}
	d := met(t, consent.Ask{Question: first}, consent.Ask{Question: second})
	answers := func() (out []*widget.Field) {
		for _, f := range shown[*widget.Field](d.view.Body) {
			if f.Label == d.c.T("together.answer") {
				out = append(out, f)
			}
		}
		return out
	}
	answers()[0].OnChanged("Oui, un.")
	if err := d.Do(consent.Unask{Question: first}); err != nil {
		t.Fatal(err)
	}
	d.Go(Route{Name: Together})
	if left := answers(); len(left) != 1 || left[0].Text() != "" {
		t.Errorf("%d fields; at the second question stands %q", len(left), left[0].Text())
	}
	if q := d.c.Session.Questions; len(q) != 1 || q[0].Answer != "" {
		t.Errorf("kept: %+v", q)
	}
}

// TestDeclinedHasNothingToGoOver: nothing was asked of who wants no information.
func TestDeclinedHasNothingToGoOver(t *testing.T) {
	d := met(t, consent.Decide{Outcome: consent.DeclineInformation})
	if text := d.said(); strings.Contains(text, d.c.Say.N("together.review", 6)) || strings.Contains(text, d.c.T("together.unanswered")) {
		t.Errorf("the page asks to go over:\n%s", text)
	}
	d = met(t)
	if text := d.said(); !strings.Contains(text, d.c.T("together.unanswered")) {
		t.Error("what was not answered is not there to go over")
	}
}

// TestGoneOverByWhom: a point is gone over by whoever the page names, and by nobody who
// has no name.
func TestGoneOverByWhom(t *testing.T) {
	d := met(t)
	d.c.Session.Case.Clinician = ""
	id := d.c.Session.Script.Questions[0]
	over := func() *widget.CheckCard {
		d.Go(Route{Name: Together})
		for _, c := range shown[*widget.CheckCard](d.view.Body) {
			if c.ID() == "over."+id {
				return c
			}
		}
		t.Fatal("nothing to tick")
		return nil
	}
	over().OnChanged(true)
	if over().Checked || !strings.Contains(d.said(), d.c.T("problem.correct_by")) {
		t.Errorf("ticked by nobody:\n%s", d.said())
	}
	d.c.Typed[typedClinician] = "Dr Modèle"
	over().OnChanged(true)
	a := d.c.Session.Answers[id]
	if !over().Checked || a.GoneOverBy != "Dr Modèle" || a.GoneOverAt.IsZero() || strings.Contains(d.said(), d.c.T("problem.correct_by")) ||
		!strings.Contains(d.said(), d.c.T("together.over-by", "Name", "Dr Modèle", "Moment", d.c.Say.Moment(a.GoneOverAt))) {
		t.Errorf("%+v\n%s", a, d.said())
	}
	over().OnChanged(false)
	if a := d.c.Session.Answers[id]; a.GoneOver || a.GoneOverBy != "" {
		t.Errorf("taken back: %+v", a)
	}
}

// TestNothingAnswered says that nothing was answered, and no more once something was.
func TestNothingAnswered(t *testing.T) {
	d := met(t)
	none := d.c.T("together.none-answered")
	if text := d.said(); !strings.Contains(text, none) {
		t.Errorf("it is not said that nothing was answered:\n%s", text)
	}
	q := d.c.Session.Script.Questions[0]
	for _, o := range d.c.Session.Script.Options[q] {
		if o != d.c.Session.Script.Correct[q] {
			if err := d.Do(consent.Respond{Question: q, Option: o}); err != nil {
				t.Fatal(err)
			}
			break
		}
	}
	d.Go(Route{Name: Together})
	if text := d.said(); strings.Contains(text, none) {
		t.Errorf("it is still said:\n%s", text)
	}
}
