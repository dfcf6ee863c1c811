package document

import (
	"slices"
	"strconv"
	"time"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// decision frames what was decided, and says who decided where it was another, and that
// no consent comes of it where nobody signed.
func (c *consenting) decision(s content.Section) {
	choice, ok := c.lib.Choice(c.record.Outcome)
	if !ok {
		c.unknown("choice", string(c.record.Outcome))
		return
	}
	state := ticked
	if c.record.Outcome == consent.Withdrawn || c.traits[consent.Unsigned] {
		state = crossed
	}
	var rows []block
	again := c.decided
	if !again { // the day stands in the first box
		c.fresh = true
		rows = append(rows, c.rowOf(nil, c.say("decision.when", func(s *locales.Speaker) []any { return []any{"Date", s.Date(consent.DateOf(c.decidedAt()))} }), c.text))
	} else {
		rows = append(rows, block{height: 3})
	}
	c.decided = true
	big := func(p passage, size float64) {
		k := c.pairOf(c.tagBoth(Paragraph), p, size)
		rows = append(rows, k)
	}
	big(c.passage(choice.Title).bold(), 17)
	about := c.passage(choice.About)
	if again { // in words on the first page
		about = c.say("decision.levels", func(s *locales.Speaker) []any { return []any{"Levels", s.Levels(c.record.Case.ToTreat)} })
	}
	big(about.bold(), 13)
	for _, p := range c.unsigned() {
		c.fresh = true
		rows = append(rows, c.rowOf(nil, p, c.text))
	}
	k := merged(rows)
	k.items = append(tickBox(c.x+2, 5, 30, state), k.items...)
	k.height = max(k.height+4, 42)
	k = c.framed(k, mainFrame)
	k.gap = 6
	c.push(k)
	c.push(block{height: 3})
}

// decidedAt is when who decides signed, or said that they do not sign.
func (c *consenting) decidedAt() time.Time {
	if len(c.record.Signatures) > 0 {
		return c.record.Signatures[0].At
	}
	return c.record.Finished
}

// unsigned says who decided in another's place, that nobody signed who decides, and that
// no consent comes of it.
func (c *consenting) unsigned() (out []passage) {
	k := c.record.Case
	if k.Protection.ByOther() {
		out = append(out, c.phrase("decided.for", "Name", k.Protector, "Patient", k.FullName()))
	}
	if !c.traits[consent.Unsigned] {
		return out
	}
	first := c.record.Signatures[0]
	said := c.phrase("unsigned."+string(first.Method), "Name", first.Name).bold()
	for _, s := range c.record.Signatures {
		if s.Role == consent.RoleWitness {
			said = said.and(c.phrase("unsigned.witness", "Name", s.Name))
		}
	}
	if c.traits[consent.NoConsent] {
		said = said.and(c.phrase("unsigned." + string(c.record.Outcome)))
	}
	return append(out, said)
}

// understanding frames what was not understood at once: the question, the answer, who
// went over it and when, and how it ended.
func (c *consenting) understanding(s content.Section) {
	all := c.record.Understanding
	var open []consent.Understanding
	for _, u := range all {
		if !c.atOnce(u) {
			open = append(open, u)
		}
	}
	if c.record.Outcome == consent.DeclineInformation && !slices.ContainsFunc(all, answered) {
		return
	}
	title := c.passage(s.Title)
	if len(open) > 0 && slices.ContainsFunc(all, answered) {
		title = title.then(c.say("check.some", func(s *locales.Speaker) []any {
			return []any{"Count", s.Integer(len(open)), "All", s.Integer(len(all))}
		}))
	}
	c.headed(title)
	head := c.blocks[len(c.blocks)-1]
	c.blocks = c.blocks[:len(c.blocks)-1]
	rows := []block{head}
	c.fresh = true
	switch {
	case len(all) == 0:
		rows = append(rows, c.rowOf(nil, c.phrase("check.none"), c.text))
	case !slices.ContainsFunc(all, answered):
		rows = append(rows, c.rowOf(nil, c.counted("check.unanswered", len(all)).bold(), c.text))
		open = nil
	case len(open) == 0:
		rows = append(rows, c.rowOf(nil, c.counted("check.all", len(all)), c.text))
	}
	for _, u := range open {
		q, ok := c.lib.Question(u.Question)
		if !ok {
			c.unknown("question", u.Question)
			continue
		}
		rows = append(rows, c.rowOf(nil, c.point(q, u), c.text))
	}
	rest := len(rows)
	room := pager{c.setter}.bottom() - headTop - 60
	for rest > 0 && needed(rows[:rest]) > room { // a frame that is higher than a page is left open
		rest--
	}
	k := merged(rows[:rest])
	k = c.framed(k.grow(4), gapFrame)
	k.gap = 3
	c.push(k)
	c.push(rows[rest:]...)
	c.push(block{height: 3})
}

// atOnce tells whether a question was understood with its first answer.
func (c *consenting) atOnce(u consent.Understanding) bool {
	return u.Correct && u.First == u.Last && !u.Again && !u.GoneOver && u.Together == ""
}

// point is a question of the check that was not understood at once: its words, what was
// answered, who went over it, and how it ended.
func (c *consenting) point(q content.Question, u consent.Understanding) passage {
	out := c.passage(q.Ask).bold()
	answer := func(id string, t content.Text) {
		out = out.and(passage{c.answered(c.main, id, t), c.answered(c.other, id, t)})
	}
	switch {
	case u.Last == "":
		out = out.and(c.phrase("check.no_answer"))
	case u.First == u.Last && !u.Again:
		answer("check.answer", c.option(q, u.Last, false))
	default:
		answer("check.answer", c.option(q, u.First, false))
		answer("check.then", c.option(q, u.Last, u.Again))
	}
	if u.GoneOver {
		out = out.and(c.goneOver(u))
	}
	if u.Together != "" {
		answer("check.together", c.option(q, u.Together, u.TogetherAgain))
	}
	return out.and(c.phrase("check." + outcome(u)).bold())
}

// goneOver says who went over a point, and when.
func (c *consenting) goneOver(u consent.Understanding) passage {
	if u.GoneOverBy == "" {
		return c.phrase("check.over")
	}
	return c.say("check.over_by", func(s *locales.Speaker) []any {
		return []any{"Name", u.GoneOverBy, "Moment", tidy(s.ZonedMoment(u.GoneOverAt))}
	})
}

// answered quotes an answer within a word of the interface.
func (c *consenting) answered(l consent.Language, id string, t content.Text) []span {
	return c.said(l, id, func(*locales.Speaker) []any { return []any{"Text", c.plain(t, l)} })
}

// outcome is how a question of the check ended.
func outcome(u consent.Understanding) string {
	unanswered := u.Last == "" && u.Together == ""
	switch {
	case u.Understood():
		return "understood"
	case u.GoneOver && u.Together != "":
		return "not_yet"
	case u.GoneOver:
		return "talked"
	case unanswered:
		return "open_unanswered"
	}
	return "open"
}

// option gives the words of an answer to one of the forms of a question.
func (src *source) option(q content.Question, id string, again bool) content.Text {
	if again {
		q.Option = q.Again.Option
	}
	o, ok := q.Find(id)
	if !ok {
		src.unknown("answer of "+q.ID, id)
	}
	return o.Text
}

// questions pushes the patient's questions in full, each with its answer or with lines to
// write one on.
func (c *consenting) questions(s content.Section) {
	all := c.record.Questions
	if c.record.Outcome == consent.DeclineInformation && len(all) == 0 {
		return
	}
	c.heading(s.Title)
	if len(all) == 0 {
		c.row(nil, c.phrase("questions.none"))
		return
	}
	for _, q := range all {
		c.question(q)
	}
}

// question pushes one of them: a picked one in both languages, a typed one in the
// patient's own words.
func (c *consenting) question(q consent.Question) {
	state := open
	if q.Answered {
		state = ticked
	}
	var rows []block
	if p, ok := c.lib.Prompt(q.Prompt); q.Prompt != "" && !ok {
		c.unknown("prompt", q.Prompt)
		return
	} else if ok {
		rows = append(rows, c.rowOf(c.box(state), c.passage(p.Text).bold(), c.text))
	} else {
		own := c.phrase("questions.own", "Text", q.Text)
		rows = append(rows, c.rowOf(c.box(state), passage{bolder(own.main), c.phrase("questions.untranslated").other}, c.text))
	}
	switch {
	case q.Answer != "":
		id := "questions.answer"
		if !q.Answered {
			id = "questions.noted"
		}
		rows = append(rows, c.wide(append(append(c.joined(c.phrase(id)), span{" ", false, inkColour, ""}), typed(q.Answer)...)))
	case q.Answered:
		c.fresh = true
		rows = append(rows, c.rowOf(nil, c.phrase("questions.answered"), c.text))
	default:
		c.fresh = true
		rows = append(rows, c.rowOf(nil, c.phrase("questions.open"), c.text), c.lines(1, 26))
	}
	c.push(merged(rows))
}

// lines are lines to write on, over both columns.
func (c *consenting) lines(n int, each float64) block {
	k := block{height: float64(n)*each - 4}
	for i := range n {
		y := float64(i+1)*each - 6
		k.items = append(k.items, Item{Tag{}, stroke(inkColour, writingLine, c.text1(), y, c.x+c.width, y)})
	}
	return k
}

// state is a strip with who signed, and when.
func (c *consenting) state(s content.Section) {
	c.heading(s.Title)
	signed, all := 0, len(c.record.Signatures)
	for _, k := range c.record.Signatures {
		if k.Method.Signed() {
			signed++
		}
	}
	out := c.say("state.count", func(s *locales.Speaker) []any { return []any{"Signed", s.Integer(signed), "All", s.Integer(all)} }).bold()
	var who passage
	for _, k := range c.record.Signatures {
		id := "state.signed"
		if !k.Method.Signed() {
			id = "state.unsigned"
		}
		who = who.with(", ", c.say(id, func(s *locales.Speaker) []any {
			role := s.T("doc.roles." + string(k.Role))
			if k.Role == consent.RoleStaff && k.Function != "" {
				role = k.Function
			}
			return []any{"Role", role, "Hour", tidy(s.Clock(k.At))}
		}))
	}
	state := ticked
	if signed < all {
		state = open
	}
	c.row(c.box(state), out.and(who))
}

// extras pushes the procedures besides: agreed to, refused, or not asked about where the
// procedure was chosen.
func (c *consenting) extras(s content.Section) {
	said := map[string]boxState{}
	for _, e := range c.record.Extras {
		said[e.ID] = crossed
		if e.Agreed {
			said[e.ID] = ticked
		}
		if _, ok := c.lib.Extra(e.ID); !ok {
			c.unknown("procedure besides", e.ID)
		}
	}
	by := map[boxState]passage{}
	for _, e := range c.lib.Extras {
		state, asked := said[e.ID]
		if !asked {
			if c.record.Outcome != consent.AcceptProcedure || !slices.ContainsFunc(c.lib.ExtrasFor(c.traits), func(o content.Extra) bool { return o.ID == e.ID }) {
				continue
			}
			state = open
		}
		by[state] = by[state].list(c.passage(e.Text))
	}
	if len(by) == 0 {
		return
	}
	c.heading(s.Title)
	for _, state := range []boxState{ticked, crossed, open} {
		if p, ok := by[state]; ok {
			c.row(c.box(state), c.phrase("extras."+string(state)).bold().and(p))
		}
	}
	c.clauses(s)
}

// values says what matters to the patient, in the words of the steps, and what the
// patient leant towards.
func (c *consenting) values(s content.Section) {
	if len(c.record.Values) == 0 && c.record.OfConsent() {
		return
	}
	c.heading(s.Title)
	var out passage
	for _, v := range slices.Backward(c.byDegree()) {
		out = out.list(v)
	}
	if len(out.main) == 0 {
		out = c.phrase("values.none")
	}
	c.row(nil, out)
}

// byDegree gives for each step, from the least, what matters so much.
func (c *consenting) byDegree() (out []passage) {
	for _, v := range c.record.Values {
		if c.record.Schema == 1 { // a number of 0 to 10
			if k, ok := c.lib.Scale(v.Scale); ok {
				out = append(out, c.passage(k.Text).and(same(strconv.Itoa(v.Value))))
			}
		} else if v.Value >= len(c.lib.Degrees) {
			c.unknown("step of "+v.Scale, strconv.Itoa(v.Value))
		}
	}
	if c.record.Schema == 1 {
		return out
	}
	for i, d := range c.lib.Degrees {
		var these passage
		for _, v := range c.record.Values {
			s, ok := c.lib.Scale(v.Scale)
			if !ok {
				c.unknown("scale", v.Scale)
			}
			if v.Value != i || !ok {
				continue
			}
			these = these.with(", ", c.passage(s.Text))
		}
		if len(these.main) > 0 {
			out = append(out, c.say("values.degree", func(s *locales.Speaker) []any {
				return []any{"Degree", c.plain(d.Text, s.Language)}
			}).and(these))
		}
	}
	return out
}

// statements pushes those that were ticked.
func (c *consenting) statements(s content.Section) {
	c.heading(s.Title)
	for _, id := range c.record.Statements {
		s, ok := c.lib.Statement(id)
		if !ok {
			c.unknown("statement", id)
			continue
		}
		c.row(c.box(ticked), c.passage(s.Text))
	}
}

// interview is the clinician's own statement: with whom, when, what was gone over and what
// stays open, and whether the patient can decide.
func (c *consenting) interview() {
	i := c.record.With.Interview
	if i == nil {
		c.row(nil, c.phrase("interview.nobody").bold().and(c.leant()))
		c.notEmpty(c.capacity())
		return
	}
	over, left := 0, 0
	for _, u := range c.record.Understanding {
		if u.GoneOver {
			over++
		} else if !u.Understood() {
			left++
		}
	}
	out := c.say("interview.spoke", func(s *locales.Speaker) []any {
		return []any{"Name", withFunction(i.By, i.Function), "Patient", c.record.Case.FullName(), "Moment", tidy(s.ZonedMoment(i.At))}
	})
	if over > 0 {
		out = out.and(c.counted("interview.over", over))
	}
	if left > 0 {
		out = out.and(c.counted("interview.left", left))
	}
	if n := len(slices.DeleteFunc(slices.Clone(c.record.Questions), func(q consent.Question) bool { return q.Answered })); n > 0 {
		out = out.and(c.counted("interview.questions", n))
	}
	c.row(nil, out.and(c.leant()))
	c.notEmpty(c.capacity())
}

// leant is what the patient leant towards before the talk.
func (c *consenting) leant() (out passage) {
	if c.record.Lean == consent.LeanUnsaid {
		return out
	}
	return c.phrase("leant." + string(c.record.Lean))
}

// capacity is what the clinician answered to the four questions on the capacity to
// decide, where any was.
func (c *consenting) capacity() (out passage) {
	k := c.record.With.Capacity
	if !k.Entered() {
		return out
	}
	out = c.phrase("capable")
	for _, q := range []struct {
		id    string
		reply consent.Reply
	}{{"capable.understand", k.Understand}, {"capable.remember", k.Remember}, {"capable.weigh", k.Weigh}, {"capable.tell", k.Tell}} {
		out = out.and(c.reply(q.id, q.reply, ""))
	}
	if k.Support != "" {
		out = out.and(c.phrase("capable.support", "Text", k.Support))
	}
	return out
}

// reference names the record that this one confirms or withdraws, or goes on from.
func (c *consenting) reference() {
	r := c.record.Refers
	if r == nil {
		c.unknown("reference of", c.record.ID)
		return
	}
	c.row(nil, c.say("reference.made", func(s *locales.Speaker) []any { return []any{"ID", r.ID, "Moment", tidy(s.ZonedMoment(r.Finished))} }))
	c.push(c.digest(c.phrase("reference.digest"), r.SHA256))
}

// digest is a digest with its label above it.
func (c *consenting) digest(label passage, sum string) block {
	c.fresh = true
	k := c.rowOf(nil, label.bold(), c.text)
	const size = 9.4
	text, h := c.para(c.tag(Paragraph, ""), typed(grouped(sum)), size, c.text1(), c.x+c.width-c.text1())
	return k.add(text, 0, k.height-1).grow(h)
}

// byHand is a form to fill in with a pen: what to confirm or to change, when, and who
// signs, all of it on one page.
func (c *consenting) byHand(s content.Section) {
	from := len(c.blocks)
	c.heading(s.Title)
	outcome := string(c.record.Outcome)
	for _, id := range []string{"confirm." + outcome, "change." + outcome} {
		c.row(c.box(open), c.phrase(id))
	}
	if c.record.Outcome == consent.AcceptProcedure {
		c.row(c.box(open), c.levels("by_hand.checked", c.record.Case.ToTreat))
	}
	c.clauses(s)
	c.blanks("by_hand.date", "by_hand.patient_signature", 27)
	if c.record.Outcome == consent.AcceptProcedure {
		c.blanks("by_hand.staff_name", "by_hand.staff_signature", 27)
	}
	c.keepFrom(from)
}

// blanks are two lines to write on beside each other, each with its label above it in
// both languages.
func (c *consenting) blanks(left, right string, room float64) {
	const space = 14.0
	half := (c.width - space) / 2
	var k block
	for i, id := range []string{left, right} {
		x := c.x + float64(i)*(half+space)
		p := c.phrase(id)
		first, h := c.para(c.tag(Paragraph, c.main), p.main, c.text, x, half)
		if c.only != "" {
			k = k.add(first, 0, 2)
			k.height = max(k.height, h+room)
			continue
		}
		second, h2 := c.para(c.tag(Paragraph, c.other), p.other, c.text, x, half)
		if w := c.lineWidth(p.other, c.text); h == h2 && w+c.lineWidth(p.main, c.text)+8 <= half {
			k = k.add(first, 0, 2).add(second, half-w, 2)
		} else {
			k = k.add(first, 0, 2).add(second, 0, 2+h)
			h += h2
		}
		k.height = max(k.height, h+room)
	}
	for i := range 2 {
		x := c.x + float64(i)*(half+space)
		k.items = append(k.items, Item{Tag{}, stroke(inkColour, writingLine, x, k.height, x+half, k.height)})
	}
	c.keepLast()
	c.push(k.grow(3))
}
