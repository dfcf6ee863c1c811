package document

import (
	"slices"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// talk sets the clinician's statement, and what the team noted with the patient.
type talk struct{ tables }

// set pushes who states to have spoken with the patient, the anaesthesia planned, what
// is to be known before the procedure, and the procedures besides. What stays open is
// said to be open; a record on an earlier consent says only what was entered.
func (tk talk) set() {
	tk.facts(1, tk.statement()[:1])
	tk.facts(2, tk.statement()[1:])
	tk.facts(2, tk.planned())
	tk.extras()
}

// statement are the entries on who spoke with the patient.
func (tk talk) statement() []fact {
	i := tk.record.With.Interview
	if i == nil {
		return []fact{{label: tk.label("talk"), value: tk.word("talk.nobody"), kind: Clinical}}
	}
	name := consent.Normalise(tk.record.Case.FullName())
	return []fact{
		{label: tk.label("talk"), kind: Clinical, value: tk.both(func(s *locales.Speaker) string {
			return s.T("doc.talk.spoke", "Patient", name, "Date", s.Date(consent.DateOf(i.At)))
		})},
		{label: tk.label("talk.by"), value: withFunction(i.By, i.Function)},
		{label: tk.label("talk.at"), value: tk.both(func(s *locales.Speaker) string { return s.Moment(i.At) })},
	}
}

// withFunction is a name, with the function where one was entered.
func withFunction(name, function string) []span {
	if function == "" {
		return typed(name)
	}
	return typed(name + ", " + function)
}

// planned are the anaesthesia, and what is to be known before the procedure.
func (tk talk) planned() []fact {
	c := tk.record.Case
	var rows []fact
	if a := tk.record.With.Anaesthesia; a != consent.AnaesthesiaOpen || tk.open() {
		rows = append(rows, tk.chosen("anaesthesia", "anaesthesias.", string(a), "anaesthesias.open"))
	}
	for _, r := range []struct {
		id    string
		reply consent.Reply
		named string
		text  string
	}{
		{"thinners", c.Thinners, "thinners_name", c.ThinnersName}, {"allergy", c.Allergy, "allergy_to", c.AllergyTo},
		{"infection", c.Infection, "infection_kind", c.InfectionKind},
	} {
		if r.reply != consent.NotEntered || tk.open() {
			rows = append(rows, tk.reply(r.id, r.reply))
		}
		rows = tk.entered(rows, r.named, r.text)
	}
	return rows
}

// open tells whether what was not entered is to be said.
func (tk talk) open() bool { return !tk.record.OfConsent() }

// extras pushes the procedures besides: agreed to, refused, or not asked about where
// the procedure was chosen.
func (tk talk) extras() {
	said := map[string]string{}
	for _, e := range tk.record.Extras {
		said[e.ID] = "extra.refused"
		if e.Agreed {
			said[e.ID] = "extra.agreed"
		}
		if _, ok := tk.lib.Extra(e.ID); !ok {
			tk.unknown("procedure besides", e.ID)
		}
	}
	var rows []fact
	for _, e := range tk.lib.Extras {
		answer, asked := said[e.ID]
		if !asked {
			if tk.record.Outcome != consent.AcceptProcedure || !slices.ContainsFunc(tk.lib.ExtrasFor(tk.traits), func(o content.Extra) bool { return o.ID == e.ID }) {
				continue
			}
			answer = "extra.open"
		}
		rows = append(rows, fact{label: tk.twinText(e.Text, false), value: tk.word(answer), kind: Clinical})
	}
	if len(rows) == 0 {
		return
	}
	tk.subheading(tk.phrase("extras"), body, 6)
	tk.facts(1, rows)
}
