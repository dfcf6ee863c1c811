package document

import (
	"slices"
	"strings"

	"eclaire/assets/spine"
	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// consenting lays out part A, the consent: what is decided and signed, in both
// languages.
type consenting struct {
	grid
	read    string // the digest of part D, "" without one
	decided bool   // the decision stands on a page already
}

// set pushes the pages of the template, one after the other. What does not fit on the
// first goes on to pages of its own before the next but one, never into smaller print.
func (c *consenting) set() {
	c.copyMark()
	c.front()
	pages := c.template.Consent
	signed := signedPage(pages)
	var later []string // what is put off to the next page
	begun := 0         // where the page before began
	for i, page := range pages {
		from := len(c.blocks)
		for _, id := range append(later, page...) {
			const digests = 84.0 // points that they take
			if i == 2 && id == "digests" && len(pages) > 3 && needed(c.blocks[from:])+digests > c.room(false) {
				later = []string{id}
				continue
			}
			c.sections([]string{id}, c.section)
		}
		if i != 2 {
			later = nil
		}
		if from == len(c.blocks) || i == 0 {
			continue
		}
		full := needed(c.blocks[begun:from]) > c.room(begun == 0)
		switch {
		case c.large: // it goes on where it ended, but for what is signed
			c.blocks[from].page = i == signed && len(pages) > 2
		case i == 1 && len(pages) > 2, i == signed+1: // and where the page before was too full
			c.blocks[from].page = !full
		default:
			c.blocks[from].page = true
		}
		if i == signed {
			c.together(from)
		}
		begun = from
	}
}

// signedPage is the page of the template on which is signed: the third, or the last of
// fewer.
func signedPage(pages [][]string) int { return min(2, len(pages)-1) }

// room is how high what stands on a page can be, on the first one below the letterhead.
func (c *consenting) room(first bool) float64 {
	p := pager{c.setter}
	return p.bottom() - headTop/c.factor - p.head(first).height
}

// together keeps what is signed on one page: all blocks from there on.
func (c *consenting) together(from int) {
	if c.large {
		return // two facing pages
	}
	c.keepFrom(from)
}

// section lays out one section by its kind.
func (c *consenting) section(s content.Section) {
	switch s.Kind {
	case "decision":
		c.decision(s)
	case "planned":
		c.heading(s.Title)
		c.planned()
	case "understanding":
		c.understanding(s)
	case "questions":
		c.questions(s)
	case "state":
		c.state(s)
	case "extras":
		c.extras(s)
	case "values":
		c.values(s)
	case "statements":
		c.statements(s)
	case "interview":
		c.heading(s.Title)
		c.interview()
	case "signatures":
		c.signatures(s)
	case "digests":
		c.digests(s)
	case "by-hand":
		c.byHand(s)
	case "reference":
		c.heading(s.Title)
		c.reference()
		c.clauses(s)
	case "who":
		c.heading(s.Title)
		c.who()
		c.clauses(s)
	case "run":
		var all passage
		for _, k := range c.clausesOf(s) {
			all = all.and(c.passage(k.Text))
		}
		if len(all.main) > 0 {
			c.heading(s.Title)
			c.row(nil, all)
		}
	case "ticks":
		c.heading(s.Title)
		for _, k := range c.clausesOf(s) {
			c.row(c.box(open), c.passage(k.Text))
		}
	case "trusted":
		c.heading(s.Title)
		c.row(nil, c.trusted())
		c.clauses(s)
	case "appointment":
		c.heading(s.Title)
		c.clauses(s)
		c.blanks("by_hand.appointment", "by_hand.with", 26)
	default:
		if len(c.clausesOf(s)) > 0 {
			c.heading(s.Title)
			c.clauses(s)
		}
	}
}

// front is what the first page begins with: what it is, and who the patient is.
func (c *consenting) front() {
	tag := c.tag(Heading1, "")
	title := c.pairOf([2]Tag{tag, tag}, c.passage(c.named()).bold(), c.measures.title)
	spaced(title.items)
	k := block{keep: true, height: title.height}
	k.items = title.items
	r := c.record.Case
	add := func(p passage, size, gap float64) {
		own := c.pairOf(c.tagBoth(Paragraph), p, size)
		k = k.add(own.items, 0, k.height+gap)
		k.height += gap + own.height
	}
	add(same(r.FullName()).bold(), 13.5, 1)
	add(c.identity(), c.text, 1)
	c.push(k.grow(2))
}

// named is what the document is called on its first page.
func (c *consenting) named() content.Text {
	if c.traits[consent.NoConsent] && c.template.Unsigned != (content.Text{}) {
		return c.template.Unsigned
	}
	if c.template.Name != (content.Text{}) {
		return c.template.Name
	}
	return c.template.Title
}

// identity says who the patient is besides the name: the names at birth, the day of
// birth, the sex and the number of the clinic's own record.
func (c *consenting) identity() passage {
	r := c.record.Case
	day := consent.DateOf(c.record.Finished)
	out := c.say(c.sexed("front.born"), func(s *locales.Speaker) []any {
		return []any{"Name", r.BirthName, "First", r.FirstNames, "Date", s.Date(r.BirthDate), "Years", s.Integer(r.BirthDate.YearsAt(day))}
	})
	if r.RecordNumber != "" {
		out = out.and(c.phrase("front.number", "Number", r.RecordNumber))
	}
	return out
}

// placed fits the clinic's own picture into a box at x, y.
func placed(logo content.Logo, x, y, width, height float64) (w, h float64, shape Shape) {
	w, h = logo.Fit(width, height)
	if logo.Drawing != nil {
		return w, h, Picture{Drawing: logo.Drawing, X: x, Y: y, Scale: w / logo.Drawing.Width}
	}
	return w, h, Photo{Rect{x, y, w, h}, logo.Image}
}

// planned pushes the fracture and what is planned, with the small spine at the left.
func (c *consenting) planned() {
	var back block
	c.within(Sect, "", func() { back = c.spine() })
	rows := c.aside(c.plannedRows)
	var beside []block
	h := 0.0
	for len(rows) > 0 && h < back.height {
		h += rows[0].height
		beside, rows = append(beside, rows[0]), rows[1:]
	}
	k := merged(beside).add(back.items, 0, 0)
	k.height = max(k.height, back.height)
	c.push(k)
	c.push(rows...)
}

// plannedRows are the rows beside the spine. What was not entered is not printed, but
// where it matters for safety it is said to be open.
func (c *consenting) plannedRows() {
	r := c.record.Case
	treat := c.levels("planned.treat", r.ToTreat)
	c.push(c.rowOf(nil, c.phrase("planned.to_treat").and(treat.bold()), c.head))
	if r.Old.Len() > 0 {
		c.row(nil, c.levels("planned.old", r.Old))
	}
	c.notEmpty(c.findings())
	c.notEmpty(c.appointed().and(c.anaesthesia()))
	c.notEmpty(c.dangers())
	c.people()
}

// notEmpty pushes a row, if there is anything to say.
func (c *consenting) notEmpty(p passage) {
	if len(p.main) > 0 {
		c.row(nil, p)
	}
}

// levels names levels in full, within a word of the interface.
func (c *consenting) levels(id string, set consent.LevelSet) passage {
	return c.say(id, func(s *locales.Speaker) []any { return []any{"Levels", content.LevelsNamed(s, set)} })
}

// reply is what was entered to one question, in a word of the interface.
func (c *consenting) reply(id string, r consent.Reply, detail string) passage {
	if detail != "" {
		id += ".named"
	}
	return c.say(id, func(s *locales.Speaker) []any {
		word := "doc.answer.open"
		if r != consent.NotEntered {
			word = "doc.answer." + string(r)
		}
		return []any{"Reply", s.T(word), "Name", detail}
	})
}

// findings are those of this fracture that were entered.
func (c *consenting) findings() (out passage) {
	r := c.record.Case
	if r.Oedema != consent.NotEntered {
		id := "planned.oedema"
		if !r.Imaged.IsZero() {
			id += ".day"
		}
		out = out.and(c.say(id, func(s *locales.Speaker) []any {
			return []any{"Reply", s.T("doc.answer." + string(r.Oedema)), "Date", s.Date(r.Imaged)}
		}))
	}
	if r.Cleft != consent.NotEntered {
		out = out.and(c.reply("planned.cleft", r.Cleft, ""))
	}
	if r.Pain != nil {
		out = out.and(c.say("planned.pain", func(s *locales.Speaker) []any { return []any{"Value", s.Integer(*r.Pain)} }))
	}
	if !r.PainOnset.IsZero() {
		out = out.and(c.say("planned.onset", func(s *locales.Speaker) []any { return []any{"Date", s.Date(r.PainOnset)} }))
	}
	if r.PainYields != consent.NotEntered {
		out = out.and(c.reply("planned.yields", r.PainYields, ""))
	}
	return out
}

// appointed is the day of the procedure, and whether it is urgent, as entered.
func (c *consenting) appointed() (out passage) {
	r := c.record.Case
	if !r.Planned.IsZero() && c.record.Outcome != consent.ChooseConservative && c.record.Outcome != consent.Withdrawn {
		out = out.and(c.say("planned.day", func(s *locales.Speaker) []any { return []any{"Date", s.Date(r.Planned)} }))
	}
	if r.Urgent != consent.NotEntered {
		out = out.and(c.reply("planned.urgent", r.Urgent, ""))
	}
	return out
}

// anaesthesia is what is planned, where the procedure was chosen, and what was entered in
// any case.
func (c *consenting) anaesthesia() (out passage) {
	a := c.record.With.Anaesthesia
	if a != consent.AnaesthesiaOpen || c.asks() {
		word := "anaesthesias.open"
		if a != consent.AnaesthesiaOpen {
			word = "anaesthesias." + string(a)
		}
		out = c.say("planned.anaesthesia", func(s *locales.Speaker) []any { return []any{"Kind", s.T("doc." + word)} })
	}
	if day := c.record.Case.AnaesthesiaOn; !day.IsZero() {
		out = out.and(c.say("planned.anaesthetist", func(s *locales.Speaker) []any { return []any{"Date", s.Date(day)} }))
	}
	return out
}

// asks tells whether what was not entered is to be said to be open: where the procedure
// was chosen.
func (c *consenting) asks() bool { return c.record.Outcome == consent.AcceptProcedure }

// dangers is what has to be known before the procedure.
func (c *consenting) dangers() (out passage) {
	r := c.record.Case
	for _, d := range []struct {
		id     string
		reply  consent.Reply
		detail string
	}{{"planned.thinners", r.Thinners, r.ThinnersName}, {"planned.allergy", r.Allergy, r.AllergyTo}, {"planned.infection", r.Infection, r.InfectionKind}} {
		if d.reply != consent.NotEntered || c.asks() {
			out = out.and(c.reply(d.id, d.reply, d.detail))
		}
	}
	return out
}

// spine draws the back, small, with the levels named that are to be treated, in a filled
// box, and the old ones, in a frame.
func (c *consenting) spine() block {
	const size = 9.5
	states := spine.States{}
	var named []string
	for _, l := range c.record.Case.ToTreat.Levels() {
		states[l.String()] = spine.ToTreat
	}
	for _, l := range c.record.Case.Old.Levels() {
		states[l.String()] = spine.OldFracture
	}
	for _, l := range spine.Levels() {
		if states[l] != spine.Healthy {
			named = append(named, l)
		}
	}
	d := spine.Small(states)
	scale := min(168/d.Height, (c.marks()-1)/d.Width)
	height := scale * d.Height
	tag := c.tag(FigureRole, c.main)
	tag.Alt = joined(c.spineAlt(c.main))
	p := Picture{Drawing: &d, X: c.x + c.marks() - d.Width*scale - 1, Y: 2, Scale: scale}
	k := block{items: []Item{{tag, p}}, height: height + 4}
	c.spineLabels(&k, p, states, named, size)
	return k
}

// spineAlt says what the spine shows.
func (c *consenting) spineAlt(l consent.Language) []span {
	id := "spine.alt"
	if c.record.Case.Old.Len() > 0 {
		id = "spine.alt_old"
	}
	return c.said(l, id, func(s *locales.Speaker) []any {
		return []any{"Levels", s.Levels(c.record.Case.ToTreat), "Old", s.Levels(c.record.Case.Old)}
	})
}

// spineLabels sets the names of levels at the left of the spine, none over another, each
// with a line to its vertebra.
func (c *consenting) spineLabels(k *block, p Picture, states spine.States, named []string, size float64) {
	y := -1e9
	for _, level := range named {
		at := p.at(p.Drawing.Anchors[level])
		y = max(at.Y, y+1.12*size)
		w := c.bold.width(level, size)
		x := c.x + 2
		box := Box{Rect{x - 2, y - 0.52*size, w + 4, 1.04 * size}, white, inkColour, 0.8}
		colour := inkColour
		if states[level] == spine.ToTreat {
			box.Fill, colour = inkColour, white
		}
		k.items = append(k.items, Item{Tag{}, stroke(inkColour, 0.5, x+w+2, y, at.X-1, at.Y)}, Item{Tag{}, box})
		k.items = append(k.items, c.centred(level, size, true, colour, x+w/2, y, Tag{})...)
	}
}

// people pushes who is responsible, who spoke with the patient and when, in which
// language, who helps, and who decides.
func (c *consenting) people() {
	r := c.record.Case
	var who passage
	if i := c.record.With.Interview; i != nil && i.By == r.Clinician {
		who = c.say("people.same", func(s *locales.Speaker) []any {
			return []any{"Name", withFunction(i.By, i.Function), "Moment", tidy(s.ZonedMoment(i.At))}
		})
	} else {
		if r.Clinician != "" {
			who = c.phrase("people.clinician", "Name", withFunction(r.Clinician, r.Function))
		}
		who = who.and(c.spoken())
	}
	if r.Nurse != "" {
		who = who.and(c.phrase("people.nurse", "Name", r.Nurse))
	}
	c.notEmpty(who)
	c.sittings()
	c.notEmpty(c.languages().and(c.deciding()))
	if r := c.record.Refers; r != nil && r.Time {
		c.row(nil, c.say("reference.time", func(s *locales.Speaker) []any {
			return []any{"ID", r.ID, "Moment", tidy(s.ZonedMoment(r.Finished)), "Digest", grouped(r.SHA256)}
		}))
	}
	for i, k := range c.record.Corrections {
		c.notEmpty(c.corrected(k, c.after(i)))
	}
}

// who pushes who is responsible, who spoke with the patient, and who decides where it is
// another.
func (c *consenting) who() {
	var out passage
	if r := c.record.Case; r.Clinician != "" {
		out = c.phrase("people.clinician", "Name", withFunction(r.Clinician, r.Function))
	}
	if c.record.With.Interview != nil {
		out = out.and(c.spoken())
	}
	c.notEmpty(out)
	if c.record.Case.Protection.ByOther() {
		c.row(nil, c.deciding())
	}
	if c.record.Outcome == consent.Confirmed { // what the procedure can harm by
		c.notEmpty(c.dangers())
	}
	c.notEmpty(c.capacity())
}

// spoken names who states to have spoken with the patient.
func (c *consenting) spoken() passage {
	i := c.record.With.Interview
	if i == nil {
		return c.phrase("people.unspoken").bold()
	}
	return c.say("people.spoken", func(s *locales.Speaker) []any {
		return []any{"Name", withFunction(i.By, i.Function), "Moment", tidy(s.ZonedMoment(i.At))}
	})
}

// sittings pushes when the patient was at the screen, and who was there too.
func (c *consenting) sittings() {
	var out passage
	for _, m := range c.record.Moments {
		out = out.and(c.say("people.sitting", func(s *locales.Speaker) []any {
			return []any{"Date", s.Date(consent.DateOf(m.Began)), "From", tidy(s.Clock(m.Began)), "To", tidy(s.Clock(m.Ended)), "Zone", locales.Zone(m.Ended)}
		}))
		if m.Met.IsZero() {
			out = out.and(c.phrase("people.alone"))
		} else {
			out = out.and(c.say("people.met", func(s *locales.Speaker) []any { return []any{"Hour", tidy(s.Clock(m.Met))} }))
		}
		if others := c.others(m); len(others) > 0 {
			out = out.and(c.say("people.present", func(s *locales.Speaker) []any {
				var names []string
				for _, p := range others {
					names = append(names, consent.Normalise(p.Name)+" ("+s.T("doc.roles."+string(p.Role))+")")
				}
				return []any{"Names", s.List(names)}
			}))
		}
	}
	if slices.ContainsFunc(c.record.Moments, func(m consent.Moment) bool { return m.Content != c.record.Moments[0].Content }) {
		out = out.and(c.phrase("people.differ"))
	}
	c.notEmpty(out)
}

// others are who was there besides the clinician who spoke with the patient, and who is
// named for that.
func (c *consenting) others(m consent.Moment) []consent.Person {
	return slices.DeleteFunc(slices.Clone(m.Present), func(p consent.Person) bool {
		return p.Role == consent.RoleStaff && c.record.With.Interview != nil && p.Name == c.record.With.Interview.By
	})
}

// languages are those that were shown, and the interpreter.
func (c *consenting) languages() passage {
	r := c.record
	out := c.say("people.language", func(s *locales.Speaker) []any {
		var shown []string
		for _, l := range r.Shown {
			shown = append(shown, s.T("doc.in."+string(l)))
		}
		if len(shown) == 0 {
			shown = []string{s.T("doc.in." + string(r.Read))}
		}
		return []any{"Languages", s.List(shown)}
	})
	switch k := r.Case; {
	case k.Interpreter == "":
		return out.and(c.phrase("people.no_interpreter"))
	case k.InterpreterLanguage == "":
		return out.and(c.phrase("people.interpreter", "Name", k.Interpreter))
	default:
		return out.and(c.phrase("people.interpreter_of", "Name", k.Interpreter, "Language", k.InterpreterLanguage))
	}
}

// deciding says who decides, and under which protection of the law.
func (c *consenting) deciding() passage {
	k := c.record.Case
	if k.Protection.ByOther() {
		out := c.phrase("decided.for", "Name", k.Protector, "Patient", k.FullName()).and(c.phrase("protected." + string(k.Protection)))
		word := "own_word.open"
		if c.record.With.Word != "" {
			word = "own_word." + string(c.record.With.Word)
		}
		out = out.and(c.phrase(word))
		if c.record.With.WordText != "" {
			out = out.and(c.phrase("own_word.text", "Text", c.record.With.WordText))
		}
		return out
	}
	out := c.phrase(c.sexed("people.self"))
	if k.Protection == consent.ProtectionNotEntered {
		return out.and(c.phrase("protected.open"))
	}
	out = out.and(c.phrase("protected." + string(k.Protection)))
	if k.Protector != "" {
		out = out.and(c.phrase("protected.by", "Name", k.Protector))
	}
	return out
}

// after is what stood after a correction.
func (c *consenting) after(i int) consent.Correction {
	r := c.record
	if i+1 < len(r.Corrections) {
		return r.Corrections[i+1]
	}
	return consent.Correction{ToTreat: r.Case.ToTreat, Old: r.Case.Old, Procedure: r.Case.Procedure}
}

// corrected says what a correction changed: by whom, when, before and after.
func (c *consenting) corrected(was, now consent.Correction) passage {
	out := c.say("corrected", func(s *locales.Speaker) []any {
		return []any{"Name", was.By, "Moment", tidy(s.ZonedMoment(was.At)), "Before", correctable(s, was), "After", correctable(s, now)}
	})
	if len(was.Pages) > 0 {
		out = out.and(c.phrase("corrected.pages"))
	}
	return out
}

// correctable is what a correction can change, in words.
func correctable(s *locales.Speaker, c consent.Correction) string {
	parts := []string{s.Levels(c.ToTreat)}
	if c.Old != 0 {
		parts = append(parts, s.T("doc.corrected.old", "Levels", s.Levels(c.Old)))
	}
	procedure := s.T("doc.corrected.none")
	if c.Procedure != consent.ProcedureUndecided {
		procedure = s.T("doc.procedures." + string(c.Procedure))
	}
	return strings.Join(append(parts, procedure), ", ")
}
