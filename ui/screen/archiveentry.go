package screen

import (
	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/consent/inspect"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// archiveEntry is one document: whose, what was decided, what was not
// understood and asked, what the file is worth, and what can be done with it.
func (c opening) archiveEntry() View {
	e := c.Archive.Entry
	title := c.T("archive.entry")
	if e != nil && e.Row.Name != "" {
		title = plainStars(e.Row.Name)
	}
	back := &Action{Label: c.T("back"), Do: func() {
		c.Archive.Entry, c.Archive.Pages, c.Archive.Destination, c.Archive.Problem, c.Archive.Told = nil, Pages{}, Destination{}, "", ""
		c.Host.Go(Route{Name: ArchiveList})
	}}
	if c.Archive.Working != "" {
		return c.working(title)
	}
	if e == nil {
		return View{Body: widget.NewTitle(title), Back: back, Progress: c.T("staff")}
	}
	words := append([]fyne.CanvasObject{widget.NewTitle(title)}, c.troubles()...)
	words = append(words, standsSo(c.Say, e.Row)...)
	if e.Checked != nil {
		words = append(append(words, verdict(c.Say, e.Checked)), reasons(c.Say, e.Checked)...)
	}
	if e.Unstamped {
		words = append(words, caution(c.T("archive.entry.unstamped")))
	}
	words = append(words, c.entryWays(e))
	lines := widget.NewStack(8, c.entryLines(e)...)
	if e.Record != nil && (e.Record.Refers == nil || e.Record.Refers.Time) {
		words = append(words, pair(lines, widget.NewStack(8, append(c.notUnderstood(*e.Record), c.asked(*e.Record)...)...)))
	} else {
		words = append(words, lines)
	}
	if e.Checked != nil {
		words = append(words, pair(fileLines(c.Say, e.Checked), timeLines(c.Say, e.Checked)))
	}
	return View{Body: widget.NewStack(gap, words...), Calm: true, Progress: c.T("staff"), Back: back, Quiet: c.T("staff.quiet")}
}

// standsSo says what others entries say of this one.
func standsSo(say *locales.Speaker, r ArchiveRow) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	if r.Unconfirmed {
		out = append(out, caution(say.T("archive.entry.unconfirmed")))
	}
	switch r.Later {
	case consent.Withdrawn:
		out = append(out, caution(say.T("archive.entry.withdrawn")))
	case consent.Confirmed:
		out = append(out, done(say.T("archive.entry.confirmed")))
	}
	if r.Held {
		out = append(out, widget.NewNote(theme.ColorNote, widget.NewParagraph(say.T("archive.entry.held"))))
	}
	return out
}

// entryLines are whose document it is and what was decided.
func (c opening) entryLines(e *ArchiveEntryView) []fyne.CanvasObject {
	r := e.Row
	if e.Record == nil {
		return []fyne.CanvasObject{c.line("verify.record", r.Record), widget.NewParagraph(c.T("archive.entry.unread"))}
	}
	k := e.Record.Case
	out := []fyne.CanvasObject{
		c.line("verify.patient", c.T("verify.patient.line", "Name", plainStars(k.FullName()), "Date", c.Say.Date(k.BirthDate))),
		c.line("verify.outcome", "**"+c.T("outcome."+string(e.Record.Outcome))+"**."),
		c.line("verify.signed", c.Say.Moment(e.Record.Finished)+"."),
		c.line("verify.record", e.Record.ID),
	}
	if first := e.Record.Refers; first != nil {
		out = append(out, c.line("verify.refers", c.T("review.first.text", "ID", first.ID, "Date", c.Say.Date(consent.DateOf(first.Finished)))))
	}
	if k.Clinician != "" {
		out = append(out, c.line("archive.entry.clinician", plainStars(k.Clinician)+"."))
	}
	if k.ToTreat != 0 {
		out = append(out, c.line("archive.entry.levels", c.Say.Levels(k.ToTreat)+"."))
	}
	return out
}

// entryWays are what can be done with the document.
func (c opening) entryWays(e *ArchiveEntryView) fyne.CanvasObject {
	button := func(id string, do func()) fyne.CanvasObject {
		return widget.Name(id, widget.NewButton(widget.Quiet, c.T(id), do))
	}
	var ways []fyne.CanvasObject
	drawn := e.Checked != nil && (e.Checked.Text == inspect.Same || e.Checked.Text == inspect.Consistent)
	if drawn {
		ways = append(ways, button("archive.do.pages", func() { c.archive.ShowPage(0) }))
	}
	if c.CanPrint {
		ways = append(ways, button("archive.do.print", c.archive.PrintEntry))
	}
	ways = append(ways, button("archive.do.export", func() { c.archive.PickFolder("", false) }))
	if e.Checked.canBe(consent.Confirmed) {
		ways = append(ways, button("verify.confirm", func() { c.laterOf(e) }))
	}
	if e.Checked.canBe(consent.Withdrawn) {
		ways = append(ways, button("verify.withdraw", func() { c.laterOf(e) }))
	}
	hold := "archive.do.hold"
	if e.Row.Held {
		hold = "archive.do.release"
	}
	ways = append(ways,
		button(hold, func() { c.Archive.Why, c.Archive.Problem = "", ""; c.Host.Go(Route{Name: ArchiveHold}) }),
		button("archive.do.trail", func() { c.archive.OpenTrail(true) }))
	out := []fyne.CanvasObject{widget.NewFlow(12, ways...)}
	if !drawn {
		out = append(out, widget.NewQuiet(c.T("archive.entry.not-drawn")))
	}
	return widget.NewStack(8, out...)
}

// laterOf begins a session on the consent.
func (c opening) laterOf(e *ArchiveEntryView) {
	c.Checks = Checks{Result: e.Checked}
	c.later(*e.Checked.Record)
}

// notUnderstood are the questions that were not understood in the end, or not answered.
func (c opening) notUnderstood(r consent.Record) []fyne.CanvasObject {
	out := []fyne.CanvasObject{bold(c.T("archive.entry.understood"))}
	if len(r.Understanding) == 0 {
		return append(out, widget.NewParagraph(c.T("doc.check.none")))
	}
	if r.Answered() == 0 {
		return append(out, widget.NewParagraph(c.T("together.none-answered")))
	}
	for _, u := range r.Understanding {
		if u.Understood() {
			continue
		}
		ask := u.Question
		q, known := c.Lib.Question(u.Question)
		if known {
			ask = c.recordText(r, q.Ask)
		}
		said := c.T("doc.check.open")
		if u.Last == "" {
			said = c.T("doc.check.open_unanswered")
		}
		answer := func(id, option string) {
			if o, ok := q.Find(option); ok {
				said += " " + c.T(id, "Text", c.recordText(r, o.Text))
			}
		}
		switch {
		case u.Last == "":
		case u.First == u.Last:
			answer("doc.check.answer", u.Last)
		default:
			answer("doc.check.answer", u.First)
			answer("doc.check.then", u.Last)
		}
		out = append(out, widget.NewBullet("", ask), widget.NewQuiet(said))
	}
	if len(out) == 1 {
		out = append(out, widget.NewParagraph(c.T("archive.entry.all-understood")))
	}
	return out
}

// asked are the patient's questions for the doctor.
func (c opening) asked(r consent.Record) []fyne.CanvasObject {
	out := []fyne.CanvasObject{bold(c.T("archive.entry.questions"))}
	for _, q := range r.Questions {
		text := plainStars(q.Text)
		if p, ok := c.Lib.Prompt(q.Prompt); ok {
			text = c.recordText(r, p.Text)
		}
		if text != "" {
			out = append(out, widget.NewBullet("", text))
		}
	}
	if len(out) == 1 {
		out = append(out, widget.NewParagraph(c.T("doc.questions.none")))
	}
	return out
}

// recordText gives a passage of the content as it was put to the patient of a
// record, in the language spoken now.
func (c opening) recordText(r consent.Record, t content.Text) string {
	return content.Fill(t.In(c.Say.Language), c.Lib.Vars(c.Say, r.Case, r.Clinic))
}
