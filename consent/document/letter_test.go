package document

import (
	"slices"
	"strings"
	"testing"
	"time"

	"eclaire/consent"
)

// lettered is a record with all that is entered for the letter.
func lettered(r consent.Record) consent.Record {
	c := &r.Case
	c.Imaged, c.Planned = consent.Date{Year: 2026, Month: time.November, Day: 12}, consent.Date{Year: 2026, Month: time.December, Day: 4}
	c.AnaesthesiaOn = consent.Date{Year: 2026, Month: time.November, Day: 30}
	c.Address = "3 rue du Modèle\n00000 EXEMPLEVILLE"
	c.Doctor, c.DoctorAddress = "Dr Alix TYPE", "2 place de la Fiction\n00000 EXEMPLEVILLE"
	c.Rheumatologist, c.RheumatologistAddress = "Dr Sacha RENVOI", "4 rue du Renvoi\n00000 EXEMPLEVILLE"
	r.Clinic.Letter, r.Clinic.FoldMarks, r.Clinic.Country = true, true, "FR"
	return r
}

// letterOf lays out the letter of a record alone, with no pages where it has none.
func letterOf(t *testing.T, r consent.Record) ([]Page, *Document) {
	t.Helper()
	lib, words := shipped()
	s, err := newSet(string(r.Outcome), r, lib, words)
	if err != nil {
		t.Fatal(err)
	}
	d, err := s.layOut(slices.DeleteFunc(s.parts(), func(p *plan) bool { return p.part != LetterPart }))
	if err != nil {
		t.Fatal(err)
	}
	return d.Pages, d
}

// letterText is what the letter of a record says, without heads and feet of pages, as one
// line with plain spaces.
func letterText(t *testing.T, r consent.Record) string {
	t.Helper()
	var s strings.Builder
	pages, _ := letterOf(t, r)
	for _, p := range pages {
		wordsOf(&s, p)
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(s.String(), "\u00a0", " ")), " ")
}

// letterSample is an ordinary case with a letter.
func letterSample(t *testing.T, o consent.Outcome, l consent.Language) consent.Record {
	return lettered(record(t, sample{o, l, 1, "A4", ""}))
}

// TestLetterStandsWhereItShould: with a consent or a conservative choice that stands, if
// the clinic wants it, in its language.
func TestLetterStandsWhereItShould(t *testing.T) {
	for _, o := range consent.AllOutcomes() {
		r := lettered(record(t, sample{o, consent.French, 1, "A4", ""}))
		want := o == consent.AcceptProcedure || o == consent.ChooseConservative
		if pages, _ := letterOf(t, r); (len(pages) > 0) != want {
			t.Errorf("%s: %d pages of a letter", o, len(pages))
		}
		r.Clinic.Letter = false
		if pages, _ := letterOf(t, r); len(pages) > 0 {
			t.Errorf("%s: a letter that the clinic does not want", o)
		}
	}
	for name, want := range map[string]bool{"unwilling-fr": false, "unable-fr": true, "guardian-fr": true} {
		r := lettered(odd(t, consent.French)[name])
		for _, o := range []consent.Outcome{consent.AcceptProcedure, consent.ChooseConservative} {
			if r.Outcome != o {
				continue
			}
			if pages, _ := letterOf(t, r); (len(pages) > 0) != want {
				t.Errorf("%s: %d pages of a letter", name, len(pages))
			}
		}
	}
	r := letterSample(t, consent.ChooseConservative, consent.French)
	r.Signatures[0].Method, r.Signatures[0].Strokes = consent.MethodUnwilling, nil
	if pages, _ := letterOf(t, r); len(pages) > 0 {
		t.Error("a letter on a choice that nobody signed")
	}
	for _, in := range []consent.Language{"", consent.French, consent.English} {
		r := letterSample(t, consent.AcceptProcedure, consent.French)
		r.Clinic.LetterLanguage = in
		pages, d := letterOf(t, r)
		want := in
		if in == "" {
			want = consent.French
		}
		if len(pages) != 1 || pages[0].Lang != want {
			t.Fatalf("%q: %d pages", in, len(pages))
		}
		for _, it := range pages[0].Items {
			if l := d.Elements[it.Tag.Element].Lang; it.Tag.Element > 0 && l == want.Other() {
				t.Errorf("%q: an element in %s", in, l)
			}
		}
		dear := map[consent.Language]string{consent.French: "Chère consœur, cher confrère,", consent.English: "Dear colleague,"}
		if text := letterText(t, r); !strings.Contains(text, dear[want]) || strings.Contains(text, dear[want.Other()]) {
			t.Errorf("%q: %s", in, text)
		}
	}
}

// TestLetterIsTrue: each sentence stands exactly where the record has what it says.
func TestLetterIsTrue(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*consent.Record)
		says   []string // with the change
		not    []string // with it, though they stand without it
	}{
		"day":           {func(r *consent.Record) { r.Case.Planned = consent.Date{} }, []string{"Date de l’intervention :"}, []string{"prévue le 4 décembre 2026"}},
		"urgent":        {func(r *consent.Record) { r.Case.Urgent = consent.Yes }, []string{"2026, en urgence."}, nil},
		"not urgent":    {func(r *consent.Record) { r.Case.Urgent = consent.No }, nil, nil},
		"anaesthesia":   {func(r *consent.Record) { r.With.Anaesthesia = consent.Sedation }, []string{"Anesthésie : locale, avec sédation (consultation le 30 novembre 2026)."}, []string{"Consultation d’anesthésie"}},
		"no anaesthesy": {func(r *consent.Record) { r.Case.AnaesthesiaOn = consent.Date{} }, nil, []string{"Consultation d’anesthésie : 30 novembre 2026."}},
		"no talk":       {func(r *consent.Record) { r.With.Interview = nil }, []string{"Elle a eu l’information sur écran le 22 novembre 2026."}, []string{"un entretien avec Dr Camille Exemplaire (radiologue)"}},
		"nothing seen":  {func(r *consent.Record) { r.Seen = nil }, []string{"Entretien avec Dr Camille Exemplaire (radiologue) le 22 novembre 2026.", "0 pages vues"}, []string{"Elle a eu l’information"}},
		"a man":         {func(r *consent.Record) { r.Case.Sex = consent.Male }, []string{"M. Solange", "né le 3 mars 1944", "Votre patient a", "Il accepte", "; votre patient."}, []string{"Mme Solange", "Votre patiente", "Elle accepte"}},
		"unknown sex":   {func(r *consent.Record) { r.Case.Sex = consent.SexUnknown }, []string{"naissance le 3 mars 1944", "La personne que vous suivez a"}, []string{"Mme", "Votre patiente"}},
		"no oedema":     {func(r *consent.Record) { r.Case.Oedema = consent.No }, []string{"; pas d’œdème à l’IRM du 12 novembre 2026"}, []string{"; œdème à l’IRM"}},
		"no MRI":        {func(r *consent.Record) { r.Case.Oedema = consent.NotDone }, []string{"IRM non faite"}, []string{"œdème", "12 novembre"}},
		"MRI, no word":  {func(r *consent.Record) { r.Case.Oedema = consent.NotEntered }, []string{"; IRM du 12 novembre 2026"}, []string{"œdème"}},
		"no day of MRI": {func(r *consent.Record) { r.Case.Imaged = consent.Date{} }, []string{"; œdème à l’IRM ;"}, []string{"12 novembre"}},
		"no pain":       {func(r *consent.Record) { r.Case.Pain = nil }, []string{"douleur depuis le 28 octobre 2026"}, []string{"douleur 7 sur 10"}},
		"no onset":      {func(r *consent.Record) { r.Case.PainOnset = consent.Date{} }, []string{"douleur 7 sur 10 ;"}, []string{"28 octobre"}},
		"yields":        {func(r *consent.Record) { r.Case.PainYields = consent.Partly }, []string{"cède en partie aux antalgiques"}, []string{"ne cède pas"}},
		"cleft":         {func(r *consent.Record) { r.Case.Cleft = consent.Yes }, []string{"fente (pseudarthrose)"}, nil},
		"no old level":  {func(r *consent.Record) { r.Case.Old = 0 }, []string{"Os 1 fracture vertébrale antérieure"}, []string{"Ancienne : T6, pas à traiter"}},
		"old levels":    {func(r *consent.Record) { r.Case.Old = consent.NewLevelSet(consent.T6, consent.T7) }, []string{"Anciennes : T6 et T7"}, []string{"Ancienne :"}},
		"none earlier":  {func(r *consent.Record) { r.Case.EarlierFractures = ptr(0) }, []string{"aucune fracture vertébrale antérieure"}, []string{"1 fracture vertébrale antérieure"}},
		"no density":    {func(r *consent.Record) { r.Case.TScore = nil }, nil, []string{"T-score min. −3,1"}},
		"thinner":       {func(r *consent.Record) { r.Case.Thinners, r.Case.ThinnersName = consent.Yes, "Apixaban" }, []string{"Anticoagulant : oui, Apixaban ; allergie : non renseigné"}, []string{"Anticoagulant, allergie, infection : non renseigné"}},
		"allergy":       {func(r *consent.Record) { r.Case.Allergy = consent.No }, []string{"Anticoagulant : non renseigné ; allergie : non ;"}, []string{"Anticoagulant, allergie, infection : non renseigné"}},
		"no bone doctor": {func(r *consent.Record) { r.Case.Rheumatologist, r.Case.RheumatologistAddress = "", "" },
			[]string{"Merci d’adresser votre patient à un rhumatologue.", "Copie : votre patiente."}, []string{"RENVOI"}},
		"no doctor": {func(r *consent.Record) { r.Case.Doctor, r.Case.DoctorAddress = "", "" },
			[]string{"Dr Sacha RENVOI rhumatologue 4 rue du Renvoi 00000 EXEMPLEVILLE", "Copie : votre patiente."}, []string{"TYPE", "médecin traitant", "Copie : Dr"}},
		"nobody": {func(r *consent.Record) {
			r.Case.Doctor, r.Case.DoctorAddress, r.Case.Rheumatologist, r.Case.RheumatologistAddress = "", "", "", ""
		}, []string{"Docteur"}, []string{"TYPE", "RENVOI"}},
		"another country": {func(r *consent.Record) { r.Clinic.Country = "GB" }, []string{"999"}, []string{"15 ou"}},
		"no night number": {func(r *consent.Record) { r.Clinic.PhoneNight = "" }, nil, []string{"La nuit"}},
		"alarm seen":      {func(r *consent.Record) { r.Seen = append(slices.Clone(r.Seen), "alarm") }, []string{"signes d’alerte : page vue"}, []string{"page non vue"}},
		"no answer":       {func(r *consent.Record) { blankAnswers(r) }, []string{"questions sans réponse"}, []string{"comprises", "point repris"}},
		"no number":       {func(r *consent.Record) { r.Case.RecordNumber = "" }, nil, []string{"Dossier SPEC-0042"}},
		"no clinician":    {func(r *consent.Record) { r.Case.Clinician, r.Case.Function = "", "" }, []string{"Nom :"}, nil},
		"the sacrum": {func(r *consent.Record) {
			r.Case.ToTreat, r.Case.Procedure = consent.NewLevelSet(consent.Sacrum), consent.ProcedureUndecided
		}, []string{"une fracture de la colonne : le sacrum.", "sacroplastie acceptée (le sacrum)"}, []string{"fracture vertébrale :", "vertébroplastie"}},
	} {
		r := letterSample(t, consent.AcceptProcedure, consent.French)
		before := letterText(t, r)
		c.change(&r)
		after := letterText(t, r)
		for _, s := range c.says {
			if strings.Contains(before, s) || !strings.Contains(after, s) {
				t.Errorf("%s: %q stands before: %v, and after: %v\n%s", name, s, strings.Contains(before, s), strings.Contains(after, s), after)
			}
		}
		for _, s := range c.not {
			if !strings.Contains(before, s) || strings.Contains(after, s) {
				t.Errorf("%s: %q stands before: %v, and after: %v\n%s", name, s, strings.Contains(before, s), strings.Contains(after, s), after)
			}
		}
		if strings.Contains(after, "‹") || strings.Contains(after, "{") {
			t.Errorf("%s: a word is missing: %s", name, after)
		}
	}
}

// blankAnswers leaves every question of the check without an answer.
func blankAnswers(r *consent.Record) {
	r.Understanding = slices.Clone(r.Understanding)
	for i := range r.Understanding {
		r.Understanding[i] = consent.Understanding{Question: r.Understanding[i].Question}
	}
}

// TestLetterOfEachDecision: cement is spoken of only where it was accepted, and who
// decides is named.
func TestLetterOfEachDecision(t *testing.T) {
	of := func(o consent.Outcome) string { return letterText(t, letterSample(t, o, consent.French)) }
	accepted, conservative := of(consent.AcceptProcedure), of(consent.ChooseConservative)
	for text, want := range map[string][2]bool{
		"vertébroplastie acceptée (L1)":                               {true, false},
		"Elle accepte la vertébroplastie, prévue le 4 décembre 2026.": {true, false},
		"traitement conservateur choisi (L1)":                         {false, true},
		"Elle choisit le traitement conservateur, sans ciment.":       {false, true},
		"Consultation d’anesthésie":                                   {true, false},
		"À traiter L1 ;":                                              {true, false},
		"Fracture L1 ;":                                               {false, true},
		"pas à traiter":                                               {true, false},
		"après le ciment":                                             {true, false},
		"même des mois après":                                         {true, false},
		"la piqûre":                                                   {true, false},
		"Traitez l’ostéoporose dès maintenant":                        {true, true},
		"Recherchez et corrigez un manque de vitamine D":              {true, true},
		"Prescrivez des radiographies de suivi.":                      {true, true},
		"Jambes faibles ou engourdies":                                {true, true},
		"Établie d’après le dossier signé le 22 novembre 2026 à 09 h 26 (UTC+1).": {true, true},
	} {
		if got := [2]bool{strings.Contains(accepted, text), strings.Contains(conservative, text)}; got != want {
			t.Errorf("%q: accepted and conservative %v, want %v", text, got, want)
		}
	}
	r := lettered(odd(t, consent.French)["guardian-fr"])
	if text := letterText(t, r); !strings.Contains(text, "Gil Garant (tutelle), qui décide à sa place, choisit le traitement conservateur, sans ciment. Votre patiente refuse.") {
		t.Error(text)
	}
	two := lettered(odd(t, consent.English)["two-days-en"])
	if text := letterText(t, two); !strings.Contains(text, "on a screen on 22 November 2026 and 24 November 2026. Talk with Dr Camille Exemplaire (radiologue) on 24 November 2026.") ||
		!strings.Contains(text, "balloon kyphoplasty accepted (T12)") {
		t.Error(text)
	}
}

// TestLetterWithoutFacts: what rests on a fact that the clinic has switched off is gone.
func TestLetterWithoutFacts(t *testing.T) {
	lib, words := shipped()
	r := letterSample(t, consent.ChooseConservative, consent.French)
	r.Understanding, r.Case.FirstNames, r.Case.Rheumatologist, r.Case.RheumatologistAddress = nil, "Solange", "", "" // all of it has room
	text := func(off ...string) string {
		less, err := lib.Without(off)
		if err != nil {
			t.Fatal(err)
		}
		r := r
		r.ContentVersion = less.Version
		d, err := Layout(r, less, words)
		if err != nil {
			t.Fatal(err)
		}
		var s strings.Builder
		for _, p := range d.Pages {
			if p.Part == LetterPart {
				wordsOf(&s, p)
			}
		}
		return strings.Join(strings.Fields(strings.ReplaceAll(s.String(), "\u00a0", " ")), " ")
	}
	for fact, said := range map[string]string{"X59": "19 femmes sur 100", "X66": "Bilan dentaire", "X67": "dénosumab", "X68": "30 ng/ml", "X71": "1 200 mg"} {
		if !strings.Contains(text(), said) || strings.Contains(text(fact), said) {
			t.Errorf("%s: %q: %v, %v", fact, said, strings.Contains(text(), said), strings.Contains(text(fact), said))
		}
	}
	r.Clinic.Country = "GB"
	if got := text(); strings.Contains(got, "30 ng/ml") || !strings.Contains(got, "800 unités par jour") || !strings.Contains(got, "au moins 700 mg") || strings.Contains(text("X72"), "800") {
		t.Error(got)
	}
	if r.Clinic.Country = ""; strings.Contains(text(), "30 ng/ml") || strings.Contains(text(), "800") || strings.Contains(text(), "mg") {
		t.Error("advice of one country where none is known")
	}
}

// TestLetterStaysOnOnePage: the ordinary cases, and long ones, which leave out what can
// be read elsewhere; the extreme takes two.
func TestLetterStaysOnOnePage(t *testing.T) {
	for _, l := range consent.Languages() {
		for _, paper := range []string{"A4", "Letter"} {
			for _, o := range []consent.Outcome{consent.AcceptProcedure, consent.ChooseConservative} {
				for _, levels := range []int{1, 2, 4} {
					r := lettered(record(t, sample{o, l, levels, paper, ""}))
					pages, d := letterOf(t, r)
					if len(pages) != 1 {
						t.Errorf("%s %s %s, %d levels: %d pages", o, l, paper, levels, len(pages))
					}
					checkPages(t, d)
					if levels == 1 {
						checkLetter(t, d, pages[0])
					}
				}
			}
			r := lettered(record(t, sample{consent.AcceptProcedure, l, 4, paper, "large"}))
			r.Case.FirstNames, r.Case.UsedName = strings.Repeat("Marie ", 4)+"Claire", strings.Repeat("Exemple-", 3)+"Long"
			r.Case.DoctorAddress = strings.Repeat("Une ligne d’adresse assez longue\n", 3) + "00000 EXEMPLEVILLE"
			if pages, _ := letterOf(t, r); len(pages) != 1 {
				t.Errorf("long, %s %s: %d pages", l, paper, len(pages))
			}
			r = lettered(extreme(t, l))
			r.Clinic.Paper = paper
			pages, d := letterOf(t, r)
			checkPages(t, d)
			if len(pages) != 2 {
				t.Errorf("extreme, %s %s: %d pages", l, paper, len(pages))
			}
		}
	}
}

// checkLetter looks at the structure of a letter: one title, two below it, tables with
// heads of their rows, three requests as a list.
func checkLetter(t *testing.T, d *Document, p Page) {
	t.Helper()
	count, seen := map[Role]int{}, map[int]bool{}
	for _, it := range p.Items {
		for e := it.Tag.Element; e > 0 && !seen[e]; e = d.Elements[e].Parent {
			seen[e] = true
			count[d.Elements[e].Role]++
			if d.Elements[e].Role == TableHead && d.Elements[e].Scope != OfRow {
				t.Errorf("a head of %q", d.Elements[e].Scope)
			}
		}
	}
	for role, want := range map[Role]int{Heading1: 1, Heading2: 2, List: 1, ListItem: 3, Table: 2, TableRow: 7, TableHead: 7, TableCell: 7} {
		if count[role] != want {
			t.Errorf("%d %v, want %d", count[role], role, want)
		}
	}
}

// TestLetterLeavesOutInOrder: what does not fit goes step by step, and the points gone
// over first, which are then counted.
func TestLetterLeavesOutInOrder(t *testing.T) {
	short := letterSample(t, consent.ChooseConservative, consent.French)
	short.Case.FirstNames, short.Case.Address, short.Clinic.Country = "Solange", "", ""
	text := letterText(t, short)
	if !strings.Contains(text, "Repris par Dr Camille Exemplaire le 22 novembre 2026 :") || !strings.Contains(text, "Non repris : ") || !strings.Contains(text, "Bilan dentaire") {
		t.Errorf("something is left out: %s", text)
	}
	long := letterSample(t, consent.AcceptProcedure, consent.French)
	text = letterText(t, long)
	if strings.Contains(text, "Repris par") || !strings.Contains(text, "1 point repris") || !strings.Contains(text, "2 points non repris") || strings.Contains(text, "Adresse :") {
		t.Errorf("not counted: %s", text)
	}
	short.Case.Address = long.Case.Address
	short.Understanding = nil
	if text := letterText(t, short); !strings.Contains(text, "Adresse : 3 rue du Modèle, 00000 EXEMPLEVILLE.") {
		t.Errorf("no address: %s", text)
	}
}

// TestWindowShowsTheDoctor: the address stands where the window of an envelope shows it,
// and nothing else does; the marks are where the clinic wants them.
func TestWindowShowsTheDoctor(t *testing.T) {
	for paper, w := range map[string]Rect{"A4": {104 * mm, 56 * mm, 96 * mm, 34 * mm}, "Letter": {24 * mm, 63.5 * mm, 112 * mm, 28.5 * mm}} {
		for _, lines := range []int{2, 4} {
			r := lettered(record(t, sample{consent.AcceptProcedure, consent.English, 2, paper, ""}))
			address := []string{"1 First Row", "2 Second Row", "3 Third Row", "EXAMPLETOWN"}[:lines]
			r.Case.DoctorAddress = strings.Join(address, "\n")
			pages, _ := letterOf(t, r)
			var inside []string
			marks, left, top := 0, 1e9, 1e9
			for _, it := range pages[0].Items {
				if o, ok := it.Shape.(Outline); ok && o.Line == foldColour {
					marks++
				}
				text, ok := it.Shape.(Text)
				if !ok || !text.bounds().overlaps(w) {
					continue
				}
				if !text.bounds().within(w) {
					t.Errorf("%s: %q is cut by the window", paper, text.String)
				}
				left, top = min(left, text.X), min(top, text.bounds().Y)
				inside = append(inside, text.String)
			}
			want := append([]string{"Dr Alix TYPE"}, address...)
			if lines < 4 {
				want = slices.Insert(want, 1, "general practitioner")
			}
			if !slices.Equal(inside, want) {
				t.Errorf("%s: the window shows %q, want %q", paper, inside, want)
			}
			at := map[string]float64{"A4": 108 * mm, "Letter": 30 * mm}[paper]
			if left != at || top < map[string]float64{"A4": 58 * mm, "Letter": 64 * mm}[paper] || marks != 2 {
				t.Errorf("%s: the address begins at %.1f mm, %.1f mm; %d marks", paper, left/mm, top/mm, marks)
			}
			r.Clinic.FoldMarks = false
			pages, _ = letterOf(t, r)
			for _, it := range pages[0].Items {
				if o, ok := it.Shape.(Outline); ok && o.Line == foldColour {
					t.Errorf("%s: a mark that the clinic does not want", paper)
				}
			}
		}
	}
}
