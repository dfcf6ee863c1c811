package document

import (
	"strconv"

	"eclaire/assets/spine"
	"eclaire/consent"
	"eclaire/locales"
)

// particulars set what is known of the clinic, the patient, the fracture, the
// people present and the times.
type particulars struct{ tables }

func (pt particulars) establishment() {
	c := pt.record.Clinic
	rows := pt.entered(nil, "clinic", c.Name)
	rows = pt.entered(rows, "address", c.Address)
	rows = pt.entered(rows, "phone", c.Phone)
	rows = pt.entered(rows, "phone_night", c.PhoneNight)
	if c := pt.record.Case; c.Clinician != "" {
		rows = append(rows, fact{label: pt.label("clinician"), value: withFunction(c.Clinician, c.Function)})
	}
	rows = pt.entered(rows, "nurse", pt.record.Case.Nurse)
	day := pt.record.Today()
	if pt.record.Schema > 1 { // there may be several sittings: of the last one
		day = consent.DateOf(pt.record.Finished)
	}
	pt.facts(2, append(rows, fact{label: pt.label("date"), value: pt.date(day)}))
}

func (pt particulars) identity() {
	c := pt.record.Case
	rows := pt.entered(nil, "birth_name", c.BirthName)
	rows = pt.entered(rows, "first_names", c.FirstNames)
	rows = pt.entered(rows, "used_name", c.UsedName)
	rows = append(rows, fact{label: pt.label("birth_date"), value: pt.date(c.BirthDate)}, fact{label: pt.label("sex"), value: pt.word("sexes." + string(c.Sex)), kind: Worded})
	pt.facts(2, pt.entered(rows, "record_number", c.RecordNumber))
}

// people sets the languages and who takes part, as records of schema 1 have it.
func (pt particulars) people() {
	c := pt.record.Case
	pt.facts(2, pt.languages())
	var rows []fact
	for _, p := range []struct{ id, name string }{
		{"interpreter", c.Interpreter}, {"trusted_person", c.TrustedPerson}, {"witness", c.Witness},
	} {
		if p.name == "" {
			rows = append(rows, fact{label: pt.label(p.id), value: pt.word("none"), kind: Worded})
		} else {
			rows = append(rows, fact{label: pt.label(p.id), value: typed(p.name)})
		}
	}
	pt.facts(pt.columns(3), rows)
}

// languages are the language read and those shown.
func (pt particulars) languages() []fact {
	rows := []fact{{label: pt.label("language_read"), value: words(pt.languageName(pt.main), false, inkColour, pt.main), kind: Worded}}
	shown := []span{}
	for i, l := range pt.record.Shown {
		if i > 0 {
			shown = append(shown, span{", ", false, inkColour, ""})
		}
		shown = append(shown, words(pt.languageName(l), false, inkColour, l)...)
	}
	if len(shown) > 0 {
		rows = append(rows, fact{label: pt.label("languages_shown"), value: shown, kind: Worded})
	}
	return rows
}

// time sets when a session was, as records of schema 1 have it.
func (pt particulars) time() {
	later := pt.record.Refers != nil
	started := "time.started"
	if later {
		started = "time.begun"
	}
	rows := []fact{
		{label: pt.label(started), value: pt.both(func(s *locales.Speaker) string { return s.Moment(pt.record.Started) })},
		{label: pt.label("time.finished"), value: pt.both(func(s *locales.Speaker) string { return s.Moment(pt.record.Finished) })},
	}
	if !later {
		rows = append(rows, fact{label: pt.label("time.offered"), value: pt.word("time.among"), kind: Clinical})
	}
	pt.facts(2, rows)
}

// diagnosis sets the spine on the left and the entries beside it. The entries
// of levels carry the kind of box that names them on the spine.
func (pt particulars) diagnosis() {
	const space = 12.0
	width := 142.0
	if pt.large {
		width = min(136, pager{pt.setter}.room()*0.34) // so that the whole back fits below its title
	}
	k := pt.spine(margin, width)
	x, y := margin+width+space, 0.0
	rows := pt.diagnosisRows()
	pt.within(Table, "", func() {
		for len(rows) > 0 {
			n := min(pt.columns(2), len(rows))
			row := pt.factLine(pt.columns(2), rows[:n], x, pt.full()-width-space, 10)
			if y+row.height > k.height {
				break
			}
			k = k.add(row.items, 0, y)
			y += row.height
			rows = rows[n:]
		}
		k.gap = 3
		pt.push(k)
		pt.factLines(2, rows)
	})
}

// diagnosisRows are the entries that were made; what was left open is left out.
func (pt particulars) diagnosisRows() []fact {
	c := pt.record.Case
	levels := func(set consent.LevelSet) []span {
		return bolder(pt.both(func(s *locales.Speaker) string { return s.Levels(set) }))
	}
	rows := []fact{{label: pt.label("levels.treat"), value: levels(c.ToTreat), mark: inkColour}}
	if c.Old.Len() > 0 {
		rows = append(rows, fact{label: pt.label("levels.old"), value: levels(c.Old), mark: white})
	}
	if !c.PainOnset.IsZero() {
		rows = append(rows, fact{label: pt.label("pain_onset"), value: pt.date(c.PainOnset)})
	}
	if c.Pain != nil {
		rows = append(rows, fact{label: pt.label("pain"), kind: Counted, value: pt.both(func(s *locales.Speaker) string {
			return s.T("doc.of_ten", "Value", s.Integer(*c.Pain))
		})})
	}
	for _, r := range []struct {
		id    string
		reply consent.Reply
	}{{"pain_yields", c.PainYields}, {"oedema", c.Oedema}, {"cleft", c.Cleft}, {"bed_bound", c.BedBound}, {"spontaneous", c.Spontaneous}} {
		if r.reply != consent.NotEntered {
			rows = append(rows, fact{label: pt.label(r.id), value: pt.word("reply." + string(r.reply)), kind: Worded})
		}
	}
	if c.EarlierFractures != nil {
		rows = append(rows, fact{label: pt.label("earlier_fractures"), value: typed(strconv.Itoa(*c.EarlierFractures))})
	}
	if c.TScore != nil {
		rows = append(rows, fact{label: pt.label("t_score"), value: pt.both(func(s *locales.Speaker) string { return s.Decimal(*c.TScore, 1) })})
	}
	if c.FamilyHistory != consent.NotEntered {
		rows = append(rows, fact{label: pt.label("family_history"), value: pt.word("reply." + string(c.FamilyHistory)), kind: Worded})
	}
	if c.Procedure != consent.ProcedureUndecided {
		rows = append(rows, fact{label: pt.label("procedure"), value: pt.word("procedures." + string(c.Procedure)), kind: Worded})
	}
	return rows
}

// spine draws the back with its levels named; those to treat stand in a filled
// box, old ones in a frame.
func (pt particulars) spine(x, width float64) block {
	states := spine.States{}
	for _, l := range pt.record.Case.ToTreat.Levels() {
		states[l.String()] = spine.ToTreat
	}
	for _, l := range pt.record.Case.Old.Levels() {
		states[l.String()] = spine.OldFracture
	}
	d := spine.Print(states)
	tag := pt.tag(FigureRole, pt.main)
	tag.Alt = pt.t(pt.main, "spine.alt", "Levels", pt.words.For(pt.main).Levels(pt.record.Case.ToTreat))
	p := Picture{Drawing: &d, X: x, Scale: width / d.Width}
	k := block{items: []Item{{tag, p}}, height: d.Height * p.Scale}
	size := body
	if pt.large {
		size = body * min(1, width/135) // else the labels would touch
	}
	for _, level := range spine.Levels() {
		at := p.at(d.Anchors[level])
		state := states[level]
		marked := state != spine.Healthy
		w := pt.of(marked).width(level, size)
		colour := inkColour
		if state == spine.ToTreat {
			pt.says.Spine = pt.record.Case.ToTreat
			colour = white
			k.items = append(k.items, Item{Tag{}, Box{Rect: Rect{at.X - w - 4, at.Y - 0.51*size, w + 6, 1.02 * size}, Fill: inkColour}})
		} else if marked {
			k.items = append(k.items, Item{Tag{}, Box{Rect{at.X - w - 4, at.Y - 0.51*size, w + 6, 1.02 * size}, white, inkColour, 0.9}})
		}
		k = k.add(pt.centred(level, size, marked, colour, at.X-w/2-1, at.Y, tag), 0, 0)
	}
	return k
}
