package screen

import (
	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/consent/numbers"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui/widget"
)

// ofNumbers is the Item of the choice of a folder that is for the numbers.
const ofNumbers = "numbers"

// mostNumbers is how many runs of weeks, questions and the like are shown; a file has
// them all.
const mostNumbers = 8

// NumbersInWords says what each line of the numbers counts, and why some are not shown.
func NumbersInWords(lib *content.Library, say *locales.Speaker) numbers.Words {
	vars := lib.Vars(say, consent.Case{}, consent.Clinic{})
	text := func(t content.Text) string { return content.Fill(t.In(say.Language), vars) }
	return numbers.Words{Few: say.T("numbers.few"), Withheld: say.T("numbers.withheld"), Label: func(l numbers.Line) string {
		switch l.Section {
		case numbers.SectionConsents:
			return say.T("numbers.weeks", "From", say.Date(l.From), "To", say.Date(l.To))
		case numbers.SectionMissed:
			if q, ok := lib.Question(l.ID); ok {
				return text(q.Ask)
			}
			return l.ID // of texts that are no more
		case numbers.SectionOpened:
			if m, ok := lib.More(l.ID); ok {
				return text(m.Title)
			}
			return l.ID
		case numbers.SectionOutcome:
			if consent.Outcome(l.ID) == numbers.Unsigned {
				return say.T("numbers.unsigned")
			}
			return say.T("archive.outcome." + l.ID)
		}
		return say.T("numbers." + l.Section + "." + l.ID)
	}}
}

// archiveNumbers shows what the records have in common, without names.
func (c tracing) archiveNumbers() View {
	if c.Archive.Working != "" {
		return c.working(c.T("numbers.title"))
	}
	words := append([]fyne.CanvasObject{widget.NewTitle(c.T("numbers.title"))}, c.troubles()...)
	v := View{Progress: c.T("staff"), Calm: true, Back: &Action{Label: c.T("back"), Do: func() {
		c.Archive.Numbers, c.Archive.Problem, c.Archive.Told = nil, "", ""
		c.Host.Go(Route{Name: ArchiveList})
	}}}
	if c.Archive.Numbers == nil {
		v.Body = widget.NewStack(gap, words...)
		return v
	}
	words = append(words, widget.NewQuiet(c.T("numbers.how")))
	if c.Archive.Unread {
		words = append(words, caution(c.T("numbers.unread")))
	}
	part := func(section string) fyne.CanvasObject { return c.numbersPart(section) }
	left := widget.NewStack(gap, part(numbers.SectionOutcome), part(numbers.SectionConfirmed), part(numbers.SectionMinutes))
	right := widget.NewStack(gap, part(numbers.SectionMissed), part(numbers.SectionConsents), part(numbers.SectionOpened))
	v.Body = widget.NewStack(gap, append(words, widget.NewPair(16, left, right))...)
	v.Next = &Action{Label: c.T("numbers.export"), Plain: true, Do: func() {
		c.Archive.Told = ""
		c.archive.PickFolder("", true)
	}}
	return v
}

// numbersPart is a card with one section of the numbers.
func (c tracing) numbersPart(section string) fyne.CanvasObject {
	say := NumbersInWords(c.Lib, c.Say)
	var lines []fyne.CanvasObject
	left := 0
	for _, l := range c.Archive.Numbers.Lines() {
		if l.Section != section {
			continue
		}
		if section != numbers.SectionOutcome && len(lines) == mostNumbers {
			left++
			continue
		}
		n := say.Number(l.N)
		switch {
		case !l.N.Shown():
		case section == numbers.SectionMinutes:
			n = c.Say.N("numbers.time", int(l.N))
		case l.Tenths.Shown():
			n = c.T("numbers.of-ten", "Count", n, "Tenths", int(l.Tenths))
		}
		if l.N.Shown() {
			n = "**" + n + "**"
		}
		line := "numbers.line"
		if section == numbers.SectionMissed { // it ends in a question mark
			line = "numbers.asked"
		}
		lines = append(lines, widget.NewParagraph(c.T(line, "What", plainStars(say.Label(l)), "Number", n)))
	}
	switch {
	case len(lines) == 0 && section == numbers.SectionConsents:
		lines = append(lines, widget.NewQuiet(c.T("numbers.few-in-all")))
	case len(lines) == 0:
		lines = append(lines, widget.NewQuiet(c.T("numbers.few-each")))
	case left > 0:
		lines = append(lines, widget.NewQuiet(c.T("numbers.more")))
	}
	return card(c.T("numbers.part."+section), lines...)
}
