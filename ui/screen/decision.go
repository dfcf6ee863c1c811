package screen

import (
	"slices"

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
	a := slices.IndexFunc(choices, func(choice content.Choice) bool { return choice.Outcome == consent.ChooseConservative })
	b := slices.IndexFunc(choices, func(choice content.Choice) bool { return choice.Outcome == consent.AcceptProcedure })
	if a >= 0 && b >= 0 && (a > b) != c.cementFirst() { // the two ways stand as everywhere
		choices[a], choices[b] = choices[b], choices[a]
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
