package screen

import (
	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/ui/widget"
)

// statementsAtOnce is how many statements stand on one screen.
const statementsAtOnce = 4

// statements are ticked one by one; none is ticked in advance.
func (c deciding) statements() View {
	var list []content.Statement
	for _, id := range c.Session.Statements() {
		s, _ := c.Lib.Statement(id)
		list = append(list, s)
	}
	v := View{Next: c.next(), Back: c.back()}
	count := max(1, (len(list)+statementsAtOnce-1)/statementsAtOnce)
	at := c.parts(&v, count)
	onPage := list[at*statementsAtOnce : min(len(list), (at+1)*statementsAtOnce)]
	ready := func() bool {
		for _, s := range onPage {
			if !c.Session.Ticked[s.ID] && s.Unticked == "" {
				return false
			}
		}
		return at < count-1 || len(c.Session.MissingStatements()) == 0 || c.Session.Instead() != consent.Undecided
	}
	if at == count-1 {
		v.Next.Do = c.confirmed
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

// confirmed goes on; where a statement that leads to another decision was left
// unticked, to the screen that says so.
func (c deciding) confirmed() {
	if c.Session.Instead() != consent.Undecided {
		c.Host.Go(Route{Name: Instead})
		return
	}
	c.way.Next()
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
