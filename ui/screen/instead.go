package screen

import (
	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/ui/widget"
)

// instead says to which other decision the statements left unticked lead. Both ways
// out have the same weight: that decision, or back to tick.
func (c deciding) instead() View {
	back := func() {
		c.Sub[Route{Name: Statements}] = c.firstMissing()
		c.Host.Go(Route{Name: Statements})
	}
	to := c.Session.Instead()
	choice, ok := c.Lib.Choice(to)
	if !ok { // all was ticked meanwhile
		return View{Body: widget.NewParagraph(""), Back: &Action{Label: c.T("back"), Do: back}}
	}
	words := []fyne.CanvasObject{widget.NewTitle(c.T("instead.title")), widget.NewParagraph(c.T("instead.left"))}
	for _, id := range c.Session.MissingStatements() {
		s, _ := c.Lib.Statement(id)
		words = append(words, widget.NewBullet("", c.Text(s.Text)))
	}
	take := func() {
		if c.way.Do(consent.Decide{Outcome: to}) == nil {
			delete(c.Sub, Route{Name: Statements})
			c.Host.Go(Route{Name: Review})
		}
	}
	out := widget.NewGrid(20, 100,
		widget.Name("instead.take", widget.NewButton(widget.Secondary, c.T("instead.take"), take)),
		widget.Name("instead.tick", widget.NewButton(widget.Secondary, c.T("instead.tick"), back)))
	words = append(words, widget.NewParagraph(c.T("instead.then", "Choice", c.Text(choice.Title))), out)
	return View{Body: widget.NewNarrow(900, middle(words...)), Back: &Action{Label: c.T("back"), Do: back}, Calm: true}
}

// firstMissing is the part of the statements' screen with the first one left unticked.
func (c deciding) firstMissing() int {
	for i, id := range c.Session.Statements() {
		if !c.Session.Ticked[id] {
			return i / statementsAtOnce
		}
	}
	return 0
}
