package document

import (
	"maps"
	"strconv"
	"strings"

	"eclaire/assets/spine"
	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// front is the title of the document and a box that tells a hurried reader
// what was decided.
func (b *builder) front() {
	t := b.template
	b.letterhead()
	if t.ID == content.TakeHome {
		return // each sheet has its own title
	}
	tag := b.tag(Heading1, "")
	for i, l := range []consent.Language{b.main, b.other} {
		spans, size := b.spans(t.Title, l), []float64{23, 16}[i]
		if l == b.main {
			spans = bolder(spans)
		}
		items, h := b.para(tag, spans, size, margin, b.full())
		b.push(block{items: items, height: h, keep: true})
	}
	if b.forAnybody() {
		return
	}
	choice, ok := b.lib.Choice(b.record.Outcome)
	if !ok {
		b.unknown("choice", string(b.record.Outcome))
		return
	}
	wrong, unanswered := 0, 0
	for _, u := range b.record.Understanding {
		if u.Last == "" {
			unanswered++
		} else if !u.Correct {
			wrong++
		}
	}
	rows := []fact{
		{label: b.label("brief.decision"), value: b.twinText(choice.Title, true), kind: Clinical},
		{label: b.label("levels.treat"), value: b.both(func(s *locales.Speaker) string { return s.Levels(b.record.Case.ToTreat) })},
	}
	if r := b.record.Refers; r != nil {
		rows = append(rows, fact{label: b.label("reference.name"), value: typed(r.ID)},
			fact{label: b.label("reference.date"), value: b.both(func(s *locales.Speaker) string { return s.Moment(r.Finished) })})
	}
	if n := len(b.record.Understanding); n > 0 && b.record.Outcome != consent.DeclineInformation {
		value := b.both(func(s *locales.Speaker) string {
			return s.T("doc.brief.right", "Right", s.Integer(n-wrong-unanswered), "All", s.Integer(n))
		})
		rows = append(rows, fact{label: b.label("brief.understood"), value: value, kind: Counted})
		if wrong+unanswered > 0 {
			rows = append(rows, fact{label: b.label("brief.again"), kind: Counted, value: b.both(func(s *locales.Speaker) string {
				return s.N("doc.brief.points", wrong+unanswered)
			})})
		}
	}
	if n := len(b.record.Questions); n > 0 {
		rows = append(rows, fact{label: b.label("brief.questions"), kind: Counted, value: b.both(func(s *locales.Speaker) string { return s.N("doc.brief.asked", n) })})
	}
	b.boxed(rows)
}

// title is the document's title for its metadata and page heads. Names of
// people that a title asks for are left out: the title of a file shows where the
// file itself does not.
func (b *builder) title(l consent.Language) string {
	vars := maps.Clone(b.vars[l])
	for _, name := range []string{"patient", "interpreter", "trusted_person", "witness"} {
		vars[name] = "…"
	}
	return tidy(strings.ReplaceAll(content.Fill(b.template.Title.In(l), vars), "**", ""))
}

// said is a word of the interface in both languages, as one string.
func (b *builder) said(id string) string { return b.t(b.main, id) + " · " + b.t(b.other, id) }

// boxed sets rows of a table in one frame.
func (b *builder) boxed(rows []fact) {
	const pad = 9.0
	head := b.text(Heading2, "", b.label("brief.title"), 12, margin+pad, b.full()-2*pad)
	k := block{gap: 12}
	k = k.add(head.items, 0, pad)
	y := pad + head.height + 2
	b.within(Table, "", func() {
		for i := 0; i < len(rows); i += 2 {
			row := b.factLine(2, rows[i:min(i+2, len(rows))], margin+pad, b.full()-2*pad, gutter)
			k = k.add(row.items, 0, y)
			y += row.height
		}
	})
	k.height = y + 5
	frame := Item{Tag{}, Box{Rect{margin, 0, b.full(), k.height}, tintNote, inkColour, 1}}
	k.items = append([]Item{frame}, k.items...)
	b.push(k)
}

// twinText is a text of the content in both languages on one line.
func (b *builder) twinText(t content.Text, bold bool) []span {
	main := b.spans(t, b.main)
	if bold {
		main = bolder(main)
	}
	return append(append(main, span{" · ", false, quietColour, ""}), b.spans(t, b.other)...)
}

// entered adds a row where something was entered.
func (b *builder) entered(rows []fact, id, text string) []fact {
	if text == "" {
		return rows
	}
	return append(rows, fact{label: b.label(id), value: typed(text)})
}

func (b *builder) date(d consent.Date) []span {
	return b.both(func(s *locales.Speaker) string { return s.Date(d) })
}

// word is a value that the locale names.
func (b *builder) word(id string) []span { return b.twin(b.t(b.main, id), b.t(b.other, id), false) }

func (b *builder) establishment() {
	c := b.record.Clinic
	rows := b.entered(nil, "clinic", c.Name)
	rows = b.entered(rows, "address", c.Address)
	rows = b.entered(rows, "phone", c.Phone)
	rows = b.entered(rows, "clinician", b.record.Case.Clinician)
	rows = b.entered(rows, "nurse", b.record.Case.Nurse)
	b.facts(2, append(rows, fact{label: b.label("date"), value: b.date(b.record.Today())}))
}

func (b *builder) identity() {
	c := b.record.Case
	rows := b.entered(nil, "birth_name", c.BirthName)
	rows = b.entered(rows, "first_names", c.FirstNames)
	rows = b.entered(rows, "used_name", c.UsedName)
	rows = append(rows, fact{label: b.label("birth_date"), value: b.date(c.BirthDate)}, fact{label: b.label("sex"), value: b.word("sexes." + string(c.Sex)), kind: Worded})
	b.facts(2, b.entered(rows, "record_number", c.RecordNumber))
}

// diagnosis sets the spine on the left and the entries beside it. The entries
// of levels carry the kind of box that names them on the spine.
func (b *builder) diagnosis() {
	const space = 12.0
	width := 142.0
	if b.large {
		width = min(136, b.room()*0.34) // so that the whole back fits below its title
	}
	k := b.spine(margin, width)
	x, y := margin+width+space, 0.0
	rows := b.diagnosisRows()
	b.within(Table, "", func() {
		for len(rows) > 0 {
			n := min(b.columns(2), len(rows))
			row := b.factLine(b.columns(2), rows[:n], x, b.full()-width-space, 10)
			if y+row.height > k.height {
				break
			}
			k = k.add(row.items, 0, y)
			y += row.height
			rows = rows[n:]
		}
		k.gap = 3
		b.push(k)
		b.factLines(2, rows)
	})
}

// room is the height of a page between its head and its foot.
func (b *builder) room() float64 {
	return b.paper[1] - 2*edge - b.head(b.title(b.main)).height - 8 - b.foot(999, 999, 999).height - 7
}

// diagnosisRows are the entries that were made; what was left open is left out.
func (b *builder) diagnosisRows() []fact {
	c := b.record.Case
	levels := func(set consent.LevelSet) []span {
		return bolder(b.both(func(s *locales.Speaker) string { return s.Levels(set) }))
	}
	rows := []fact{{label: b.label("levels.treat"), value: levels(c.ToTreat), mark: inkColour}}
	if c.Old.Len() > 0 {
		rows = append(rows, fact{label: b.label("levels.old"), value: levels(c.Old), mark: white})
	}
	if !c.PainOnset.IsZero() {
		rows = append(rows, fact{label: b.label("pain_onset"), value: b.date(c.PainOnset)})
	}
	if c.Pain != nil {
		rows = append(rows, fact{label: b.label("pain"), kind: Counted, value: b.both(func(s *locales.Speaker) string {
			return s.T("doc.of_ten", "Value", s.Integer(*c.Pain))
		})})
	}
	for _, r := range []struct {
		id    string
		reply consent.Reply
	}{{"pain_yields", c.PainYields}, {"oedema", c.Oedema}, {"cleft", c.Cleft}, {"bed_bound", c.BedBound}, {"spontaneous", c.Spontaneous}} {
		if r.reply != consent.NotEntered {
			rows = append(rows, fact{label: b.label(r.id), value: b.word("reply." + string(r.reply)), kind: Worded})
		}
	}
	if c.EarlierFractures != nil {
		rows = append(rows, fact{label: b.label("earlier_fractures"), value: typed(strconv.Itoa(*c.EarlierFractures))})
	}
	if c.TScore != nil {
		rows = append(rows, fact{label: b.label("t_score"), value: b.both(func(s *locales.Speaker) string { return s.Decimal(*c.TScore, 1) })})
	}
	if c.FamilyHistory != consent.NotEntered {
		rows = append(rows, fact{label: b.label("family_history"), value: b.word("reply." + string(c.FamilyHistory)), kind: Worded})
	}
	if c.Procedure != consent.ProcedureUndecided {
		rows = append(rows, fact{label: b.label("procedure"), value: b.word("procedures." + string(c.Procedure)), kind: Worded})
	}
	return rows
}

// spine draws the back with its levels named; those to treat stand in a filled
// box, old ones in a frame.
func (b *builder) spine(x, width float64) block {
	states := spine.States{}
	for _, l := range b.record.Case.ToTreat.Levels() {
		states[l.String()] = spine.ToTreat
	}
	for _, l := range b.record.Case.Old.Levels() {
		states[l.String()] = spine.OldFracture
	}
	d := spine.Print(states)
	tag := b.tag(FigureRole, b.main)
	tag.Alt = b.t(b.main, "spine.alt", "Levels", b.words.For(b.main).Levels(b.record.Case.ToTreat))
	p := Picture{Drawing: &d, X: x, Scale: width / d.Width}
	k := block{items: []Item{{tag, p}}, height: d.Height * p.Scale}
	size := body
	if b.large {
		size = body * min(1, width/135) // else the labels would touch
	}
	for _, level := range spine.Levels() {
		at := p.at(d.Anchors[level])
		state := states[level]
		marked := state != spine.Healthy
		w := b.of(marked).width(level, size)
		colour := inkColour
		if state == spine.ToTreat {
			b.says.Spine = b.record.Case.ToTreat
			colour = white
			k.items = append(k.items, Item{Tag{}, Box{Rect: Rect{at.X - w - 4, at.Y - 0.51*size, w + 6, 1.02 * size}, Fill: inkColour}})
		} else if marked {
			k.items = append(k.items, Item{Tag{}, Box{Rect{at.X - w - 4, at.Y - 0.51*size, w + 6, 1.02 * size}, white, inkColour, 0.9}})
		}
		k = k.add(b.centred(level, size, marked, colour, at.X-w/2-1, at.Y, tag), 0, 0)
	}
	return k
}

func (b *builder) people() {
	c := b.record.Case
	rows := []fact{{label: b.label("language_read"), value: words(b.languageName(b.main), false, inkColour, b.main), kind: Worded}}
	shown := []span{}
	for i, l := range b.record.Shown {
		if i > 0 {
			shown = append(shown, span{", ", false, inkColour, ""})
		}
		shown = append(shown, words(b.languageName(l), false, inkColour, l)...)
	}
	if len(shown) > 0 {
		rows = append(rows, fact{label: b.label("languages_shown"), value: shown, kind: Worded})
	}
	b.facts(2, rows)
	rows = nil
	for _, p := range []struct{ id, name string }{
		{"interpreter", c.Interpreter}, {"trusted_person", c.TrustedPerson}, {"witness", c.Witness},
	} {
		if p.name == "" {
			rows = append(rows, fact{label: b.label(p.id), value: b.word("none"), kind: Worded})
		} else {
			rows = append(rows, fact{label: b.label(p.id), value: typed(p.name)})
		}
	}
	b.facts(b.columns(3), rows)
}

func (b *builder) time() {
	later := b.record.Refers != nil
	started := "time.started"
	if later {
		started = "time.begun"
	}
	rows := []fact{
		{label: b.label(started), value: b.both(func(s *locales.Speaker) string { return s.Moment(b.record.Started) })},
		{label: b.label("time.finished"), value: b.both(func(s *locales.Speaker) string { return s.Moment(b.record.Finished) })},
	}
	if !later {
		rows = append(rows, fact{label: b.label("time.offered"), value: b.word("time.among"), kind: Clinical})
	}
	b.facts(2, rows)
}
