package screen

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// decision offers the four ways, all with the same weight.
func (c deciding) decision() View {
	v := View{Next: c.next(), Back: c.back(), Quiet: c.T("decision.free")}
	v.Next.Disabled = c.Session.Decision == consent.Undecided
	var ids, labels []string
	selected := -1
	choices := c.Lib.ChoicesOf(c.Session.Decisions())
	if c.Said != "" {
		choices = slices.DeleteFunc(choices, func(choice content.Choice) bool { return choice.Outcome == c.Said })
	}
	for i, choice := range choices {
		// A choice is bold throughout; the stars take the detail back to plain.
		ids = append(ids, "choice."+string(choice.Outcome))
		labels = append(labels, c.Text(choice.Title)+"\n**"+c.Text(choice.Detail)+"**")
		if choice.Outcome == c.Session.Decision {
			selected = i
		}
	}
	cards := c.oneOf(ids, labels, selected, func(i int) bool {
		return c.way.Do(consent.Decide{Outcome: choices[i].Outcome}) == nil
	})
	v.Focus = cards[0]
	rows := []fyne.CanvasObject{widget.NewTitle(c.T("decision.title"))}
	if c.Said == consent.Confirmed {
		rows = append(rows, widget.NewNote(theme.ColorNote, widget.NewParagraph(c.T("archive.decision.confirmed"))))
	}
	grid := widget.NewGrid(20, 280, cards...)
	body := widget.NewStack(gap+4, append(rows, grid)...)
	body.Layout.(*widget.Stack).Grow = grid
	v.Body = body
	return v
}

// review shows what was entered and decided, before anything is signed.
func (c deciding) review() View {
	choice, _ := c.Lib.Choice(c.Session.Decision)
	k := c.Session.Case
	general := "review.local"
	if c.Session.Traits()[consent.GeneralAnaesthesia] {
		general = "review.general"
	}
	words := []fyne.CanvasObject{
		widget.NewTitle(c.T("review.title")),
		widget.NewNote(theme.ColorTintB, widget.NewParagraph("**"+c.Text(choice.Review)+"**")),
		c.line("review.you", k.FullName()+", "+c.Say.Date(k.BirthDate)),
		c.line("review.levels", c.Say.Levels(k.ToTreat)),
	}
	if r := c.Session.Refers; r != nil {
		words = append(words, c.line("review.first", c.T("review.first.text", "ID", r.ID, "Date", c.Say.Date(consent.DateOf(r.Finished)))))
	} else if c.Session.Decision != consent.DeclineInformation {
		words = append(words, c.line("review.anaesthesia", c.T(general, "Threshold", c.Session.Clinic.Threshold)),
			c.line("review.risks", c.riskNames()), c.line("review.alternatives", c.T("review.alternatives."+string(c.Session.Decision))))
		if missed := c.Session.Misunderstood(); len(missed) > 0 {
			words = append(words, c.line("review.again", c.Say.N("review.missed", len(missed))))
		}
	}
	words = append(words, c.line("review.withdraw", c.T("review.withdraw.text")))
	return View{
		Body: widget.NewSplit(0.23, 28, c.spine(), widget.NewStack(8, words...)),
		Next: c.next(), Back: c.back(), Quiet: c.T("review.quiet"),
	}
}

// line is a name in bold and what belongs to it.
func (c *Context) line(id, text string) fyne.CanvasObject {
	return widget.NewParagraph("**" + c.T(id) + "** " + text)
}

// riskNames lists the titles of the risk pages that the patient saw.
func (c deciding) riskNames() string {
	var names []string
	for _, p := range c.Lib.PagesFor(c.Session.Traits()) {
		if p.Part == "risks" {
			names = append(names, lowerFirst(c.Text(p.Title)))
		}
	}
	return c.Say.List(names)
}

// lowerFirst takes a title into a sentence.
func lowerFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[size:]
}

// statementsAtOnce is how many statements stand on one screen.
const statementsAtOnce = 4

// statements are ticked one by one; none is ticked in advance.
func (c deciding) statements() View {
	list := c.Lib.StatementsFor(c.Session.Decision, c.Session.Traits())
	v := View{Next: c.next(), Back: c.back()}
	count := max(1, (len(list)+statementsAtOnce-1)/statementsAtOnce)
	at := c.parts(&v, count)
	onPage := list[at*statementsAtOnce : min(len(list), (at+1)*statementsAtOnce)]
	ready := func() bool {
		for _, s := range onPage {
			if !c.Session.Ticked[s.ID] {
				return false
			}
		}
		return at < count-1 || len(c.Session.MissingStatements()) == 0
	}
	words := []fyne.CanvasObject{widget.NewTitle(c.T("statements.title")), widget.NewQuiet(c.T("statements.how"))}
	for _, s := range onPage {
		card := c.statement(s, func() { c.Host.SetNext(ready()) })
		words = append(words, card)
		if v.Focus == nil {
			v.Focus = card
		}
	}
	v.Next.Disabled = !ready()
	v.Quiet = c.T("statements.quiet")
	body := widget.NewStack(gap, words...)
	share(body, 140, words[2:]...)
	v.Body = body
	return v
}

func (c deciding) statement(s content.Statement, changed func()) *widget.CheckCard {
	card := widget.Name("statement."+s.ID, widget.NewCheckCard(c.Text(s.Text), nil))
	card.SetChecked(c.Session.Ticked[s.ID])
	card.OnChanged = func(on bool) {
		if c.way.Do(consent.Tick{Statement: s.ID, On: on}) != nil {
			card.SetChecked(c.Session.Ticked[s.ID])
			return
		}
		changed()
	}
	return card
}
