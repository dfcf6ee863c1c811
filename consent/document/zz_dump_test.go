package document

import (
	"os"
	"path/filepath"
	"testing"

	"eclaire/consent"
)

func TestZZDump(t *testing.T) {
	dir := os.Getenv("DUMP")
	if dir == "" {
		t.Skip()
	}
	for name, r := range map[string]consent.Record{"ordinary-fr": ordinaryDump(t, consent.French, ""), "ordinary-large-fr": ordinaryDump(t, consent.French, "large")} {
		d := layout(t, r)
		n := map[string]int{}
		for _, p := range d.Pages {
			n[p.Part.named(p.Lang)]++
		}
		t.Log(name, n)
		os.WriteFile(filepath.Join(dir, name+".pdf"), pdf(t, d), 0o644)
	}
	for _, s := range []sample{
		{consent.AcceptProcedure, consent.French, 1, "A4", ""}, {consent.AcceptProcedure, consent.English, 4, "A4", ""},
		{consent.ChooseConservative, consent.French, 2, "A4", ""}, {consent.WantTime, consent.French, 1, "A4", ""},
		{consent.DeclineInformation, consent.English, 1, "A4", ""}, {consent.Confirmed, consent.French, 2, "A4", ""}, {consent.Withdrawn, consent.English, 2, "A4", ""},
		{consent.AcceptProcedure, consent.French, 1, "A4", "large"},
	} {
		d := layout(t, record(t, s))
		n := map[string]int{}
		for _, p := range d.Pages {
			n[p.Part.named(p.Lang)]++
		}
		t.Log(s.name(), n)
		os.WriteFile(filepath.Join(dir, s.name()+".pdf"), pdf(t, d), 0o644)
	}
}

func ordinaryDump(t *testing.T, l consent.Language, print string) consent.Record {
	s := sample{consent.AcceptProcedure, l, 1, "A4", print}
	c := caseOf(s)
	c.TrustedPerson, c.TrustedContact, c.TrustedRelation, c.TrustedOffered = "Paul Specimen", "02 00 00 00 42", "son fils", consent.Yes
	c.Thinners, c.Allergy, c.Infection, c.Function, c.Protection = consent.No, consent.No, consent.No, "radiologue", consent.Unprotected
	c.Urgent = consent.No
	c.Planned = consent.Date{Year: 2026, Month: 12, Day: 4}
	c.AnaesthesiaOn = consent.Date{Year: 2026, Month: 12, Day: 1}
	k := clinicOf(s)
	k.Country = "FR"
	return play(t, s, c, k, func(p *player) {
		for i, q := range p.s.Script.Questions {
			right := p.s.Script.Correct[q]
			wrong := p.s.Script.Options[q][0]
			if wrong == right {
				wrong = p.s.Script.Options[q][1]
			}
			if i == 3 {
				p.do(consent.Respond{Question: q, Option: wrong})
			} else {
				p.do(consent.Respond{Question: q, Option: right})
			}
		}
		for i, id := range p.s.Script.Scales {
			p.do(consent.Weigh{Scale: id, Value: []int{3, 1, 4, 2, 0, 3, 2}[i%7]})
		}
		p.do(consent.Ask{Question: consent.Question{Prompt: p.s.Script.Prompts[0]}}, consent.Ask{Question: consent.Question{Text: "Qui aidera mon mari ?"}})
		q := p.s.Script.Questions[3]
		p.do(consent.LeanTo{Lean: consent.LeanProcedure}, consent.Meet{At: at(10)}, consent.Talk{By: c.Clinician, Function: "radiologue", At: at(12)},
			consent.GoOver{Question: q, On: true, By: c.Clinician, At: at(13)}, consent.Respond{Question: q, Option: p.s.Script.Correct[q], Together: true, At: at(14)},
			consent.Tell{Question: p.s.Questions[0], Answered: true, Answer: "Fracture récente. Le cœur supporte une sédation."}, consent.Anaesthetise{Anaesthesia: consent.Sedation},
			consent.Allow{Extra: p.s.Script.Extras[0], Reply: consent.Yes}, consent.Allow{Extra: p.s.Script.Extras[1], Reply: consent.No}, consent.Allow{Extra: p.s.Script.Extras[2], Reply: consent.Yes})
	}, scribble(120))
}

func TestZZRecords(t *testing.T) {
	dir := os.Getenv("RECORDS")
	if dir == "" {
		t.Skip()
	}
	put := func(name string, r consent.Record) {
		b, err := r.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name+".json"), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("accepted", ordinaryDump(t, consent.French, ""))
	put("accepted-full", record(t, sample{consent.AcceptProcedure, consent.English, 4, "Letter", "large"}))
	put("conservative", record(t, sample{consent.ChooseConservative, consent.English, 2, "A4", ""}))
	put("time", record(t, sample{consent.WantTime, consent.French, 1, "A4", ""}))
	put("no-information", record(t, sample{consent.DeclineInformation, consent.English, 1, "A4", ""}))
	put("confirmed", record(t, sample{consent.Confirmed, consent.French, 2, "A4", ""}))
	put("withdrawn", record(t, sample{consent.Withdrawn, consent.English, 1, "A4", ""}))
	for name, r := range odd(t, consent.French) {
		put(name, r)
	}
}
