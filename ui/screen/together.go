package screen

import (
	"slices"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// together is the clinician's page: who it is, what was not understood and what is
// asked, what matters, what is planned, and the clinician's own statement.
func (c meeting) together() View {
	v := View{Progress: c.T("together.place"), Calm: true, Quiet: c.Say.N("together.open", c.Session.Pending().Count())}
	v.Next = &Action{Label: c.T("together.next"), Do: c.way.Next}
	v.Back = &Action{Label: c.T("aside.put"), ID: "put-by", Plain: true, Do: c.aside.PutBy}
	left := notNil(c.cautions(), c.toReview(), c.herQuestions())
	right := notNil(c.matters(), c.pagesShown(), c.aloud(), c.anaesthesia(), c.statement(), c.elsewhere())
	columns := widget.NewPair(16, widget.NewStack(gap, left...), widget.NewStack(gap, right...))
	v.Body = widget.NewStack(gap, c.who(), columns)
	return v
}

// who says whose file it is: name, birth date in full, age, level in words.
func (c *Context) who() fyne.CanvasObject {
	k := c.Session.Case
	name := widget.NewParagraph("**" + plainStars(k.FullName()) + "**")
	name.TextSize = theme.SizeHead
	born := widget.NewParagraph(c.T("who.born."+string(k.Sex), "Date", c.Say.Date(k.BirthDate), "Years", k.BirthDate.YearsAt(consent.DateOf(c.Host.Now()))))
	level := widget.NewParagraph("**" + c.Vars["levels_named"] + "**")
	more := c.T("who.treat", "Count", c.Vars["level_count"])
	if k.Old != 0 {
		more += " · " + c.T("who.old", "Levels", c.Say.Levels(k.Old))
	}
	return widget.NewNote(theme.ColorTintB, pair(widget.NewStack(2, name, born), widget.NewStack(2, level, widget.NewQuiet(more))))
}

// elsewhere leads to what is entered on pages of its own.
func (c meeting) elsewhere() fyne.CanvasObject {
	return widget.NewFlow(12,
		widget.Name("entries", widget.NewButton(widget.Secondary, c.T("together.entries"), func() { c.Host.Go(Route{Name: Entries}) })),
		widget.Name("correct", widget.NewButton(widget.Secondary, c.T("together.correct"), c.openCorrection)))
}

// card is a part of the page under a small heading.
func card(title string, lines ...fyne.CanvasObject) fyne.CanvasObject {
	return widget.NewCard(widget.NewStack(10, append([]fyne.CanvasObject{bold(title)}, lines...)...))
}

// cautions are what endangers the procedure: blood thinners, allergy, infection.
func (c meeting) cautions() fyne.CanvasObject {
	k := c.Session.Case
	var cells []fyne.CanvasObject
	for _, r := range []struct {
		id    string
		reply consent.Reply
		what  string
	}{{"thinners", k.Thinners, k.ThinnersName}, {"allergy", k.Allergy, k.AllergyTo}, {"infection", k.Infection, k.InfectionKind}} {
		ground, said := theme.ColorCard, widget.NewParagraph("**"+c.T("not-entered")+"**")
		switch {
		case r.reply == consent.Yes && r.what != "":
			ground, said = theme.ColorCautionTint, widget.NewParagraph("**"+plainStars(r.what)+"**")
		case r.reply == consent.Yes:
			ground, said = theme.ColorCautionTint, widget.NewParagraph("**"+c.T("reply.yes")+"**")
		case r.reply == consent.No:
			said = widget.NewParagraph("**" + c.T("reply.no") + "**")
		}
		cells = append(cells, widget.NewNote(ground, widget.NewStack(2, widget.NewQuiet(c.T("field."+r.id)), said)))
	}
	return widget.NewGrid(10, 0, cells...)
}

// matters is what matters to the patient, most first, and what she leans towards.
func (c meeting) matters() fyne.CanvasObject {
	var lines []fyne.CanvasObject
	for degree := consent.MaxValue; degree >= 0; degree-- {
		for _, s := range c.Lib.Scales {
			if v, ok := c.Session.Values[s.ID]; ok && v == degree && len(lines) < 4 {
				lines = append(lines, widget.NewParagraph(c.T("together.degree", "Degree", c.Text(c.Lib.Degrees[degree].Text), "Value", c.Text(s.Text))))
			}
		}
	}
	if len(lines) == 0 {
		lines = append(lines, widget.NewQuiet(c.T("not-entered")))
	}
	lean := c.T("not-entered")
	if l := c.Session.Lean; l != consent.LeanUnsaid {
		lean = c.leaning(l)
	}
	lines = append(lines, widget.NewParagraph(c.T("together.lean")+" **"+lean+"**"))
	return card(c.T("together.matters"), lines...)
}

// pagesShown counts the pages seen, and names those that were passed or not shown,
// each of which can be shown now.
func (c meeting) pagesShown() fyne.CanvasObject {
	s := c.Session
	var lines []fyne.CanvasObject
	for i, id := range s.Script.Pages {
		if slices.Contains(s.Seen, id) {
			continue
		}
		p, _ := c.Lib.Page(id)
		word := "together.unseen"
		if slices.Contains(s.Passed, id) {
			word = "together.passed"
		}
		show := func() {
			c.State.Return = c.Route
			c.Sub[Route{Page, id}] = 0
			c.Host.Go(Route{Page, id})
		}
		button := widget.Name(listed("show", i), widget.NewRowButton(c.T(word, "Title", c.Text(p.Title)), show))
		lines = append(lines, button)
		if len(lines) == 3 { // the rest follows as these are shown
			break
		}
	}
	title := c.T("together.pages", "Seen", len(s.Seen), "Of", len(s.Script.Pages))
	return card(title, lines...)
}

// aloud is one question to ask aloud, in the clinician's own voice: of the first topic
// that was not understood at first, or else of the warning signs.
func (c meeting) aloud() fyne.CanvasObject {
	if c.declined() {
		return nil
	}
	topic := content.TopicWarning
	for _, id := range c.Session.Script.Questions {
		if q, ok := c.Lib.Question(id); ok && c.Session.Answers[id].First != c.Session.Script.Correct[id] {
			topic = q.Topic
			break
		}
	}
	q, ok := c.Lib.AloudFor(topic)
	if !ok {
		return nil
	}
	return card(c.T("together.aloud"), widget.NewParagraph(c.Text(q.Text)))
}

// anaesthesia is what is planned.
func (c meeting) anaesthesia() fyne.CanvasObject {
	var options []widget.Option
	for _, a := range consent.Anaesthesias() {
		options = append(options, widget.Option{ID: string(a), Label: c.T("anaesthesia." + string(a))})
	}
	title := c.T("together.anaesthesia")
	return card(title, c.segmented("anaesthesia", title, options, string(c.Session.With.Anaesthesia), func(id string) {
		if c.way.Do(consent.Anaesthetise{Anaesthesia: consent.Anaesthesia(id)}) == nil {
			c.Host.Redraw()
		}
	}))
}

// The keys of what the clinician types of themselves.
const (
	typedClinician = "talk.by"
	typedFunction  = "talk.function"
)

// clinician is who says on this page to be there: as typed, as stated, or as the case
// has it.
func (c meeting) clinician() string {
	by := c.Session.Case.Clinician
	if i := c.Session.With.Interview; i != nil {
		by = i.By
	}
	return c.typedOr(typedClinician, by)
}

// statement is the clinician's own: I spoke with the patient.
func (c meeting) statement() fyne.CanvasObject {
	i := c.Session.With.Interview
	function := c.Session.Case.Function
	if i != nil {
		function = i.Function
	}
	name := c.clinician
	does := func() string { return c.typedOr(typedFunction, function) }
	talk := func() bool {
		return c.keepLine(typedClinician, name()+does(), consent.Talk{By: name(), Function: does(), At: c.Host.Now()})
	}
	keep := func() {
		if c.Session.With.Interview != nil {
			talk()
		}
	}
	tick := widget.Name("talked", widget.NewCheckCard(c.T("together.talked", "Name", plainStars(c.Session.Case.FullName()),
		"Date", c.Say.Date(consent.DateOf(c.Host.Now()))), nil))
	tick.SetChecked(i != nil)
	tick.OnChanged = func(on bool) {
		if on {
			talk()
		} else {
			_ = c.way.Do(consent.Untalk{})
		}
		c.Host.Redraw()
	}
	who := c.entry(typedClinician, typedClinician, c.T("together.by"), name(), keep)
	who.Kind = widget.Names
	what := c.entry(typedFunction, typedFunction, c.T("field.function"), does(), keep)
	return card(c.T("together.talk"), pair(who, what), tick)
}
