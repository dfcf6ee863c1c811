package screen

import (
	"time"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/ui/widget"
)

// holdTime is how long the staff's button is held where they have no PIN.
const holdTime = 2 * time.Second

// staffKey is the staff's button on a patient's screen: behind the PIN, or held where
// there is none, so that no passing touch opens it.
func (c *Context) staffKey(id string, open func()) *widget.Button {
	b := widget.Name(id, widget.NewButton(widget.Secondary, c.T("team.pin"), open))
	if !c.HasPIN {
		b.SetText(c.T("team.hold"))
		b.Hold = holdTime
	}
	return b
}

// thanks ends what the patient does alone: nothing is decided, and the team comes.
func (c thanking) thanks() View {
	var kept fyne.CanvasObject = widget.NewParagraph(c.T("thanks.kept"))
	if c.declined() {
		kept = widget.NewParagraph(c.T("thanks.declined"))
	}
	words := []fyne.CanvasObject{
		widget.NewTitle(c.T("thanks.title")), kept, widget.NewParagraph(c.T("thanks.nothing")),
		widget.NewFlow(16, widget.Name("call", widget.NewButton(widget.Primary, c.T("thanks.call"), c.rest.Call))),
		widget.NewFlow(16, c.putBy()),
	}
	body := side(c.bareFigure("follow-up"), words...)
	return View{Body: body, Back: &Action{Label: c.T("thanks.back"), Do: c.way.Back}, Corner: c.staffKey("meet", c.door.Meet), Calm: true}
}

// putBy is the staff's button that puts the session by.
func (c thanking) putBy() fyne.CanvasObject {
	b := c.staffKey("put-by", c.aside.PutByBehind)
	b.Kind = widget.Quiet
	if c.HasPIN {
		b.SetText(c.T("aside.put"))
	} else {
		b.SetText(c.T("aside.put.hold"))
	}
	return b
}

// lean asks what the patient leans towards. It decides nothing, and can be left open.
func (c asking) lean() View {
	v := View{Next: c.next(), Back: c.back(), Quiet: c.T("lean.quiet")}
	leans := consent.Leans()
	if c.cementFirst() {
		leans[0], leans[1] = leans[1], leans[0]
	}
	var ids, labels []string
	selected := -1
	for i, l := range leans {
		ids = append(ids, "lean."+string(l))
		labels = append(labels, c.leaning(l))
		if l == c.Session.Lean {
			selected = i
		}
	}
	cards := c.oneOf(ids, labels, selected, func(i int) bool { return c.way.Do(consent.LeanTo{Lean: leans[i]}) == nil })
	body := widget.NewStack(gap, append([]fyne.CanvasObject{widget.NewTitle(c.T("lean.title")), widget.NewParagraph(c.T("lean.how"))}, cards...)...)
	share(body, 130, cards...)
	v.Body = widget.NewNarrow(900, body)
	return v
}

// leaning is what a lean is called.
func (c *Context) leaning(l consent.Lean) string {
	return c.T("lean."+string(l), "Procedure", c.Vars["procedure"])
}

// declined lets a patient who wants no information choose between that, more time, and
// being told after all. Neither needs a page to be seen.
func (c deciding) declined() View {
	v := View{Back: c.back(), Quiet: c.T("decision.free")}
	v.Next = &Action{Label: c.T("next"), Disabled: c.Session.Decision == consent.Undecided, Do: func() { c.Host.Go(Route{Name: Thanks}) }}
	words := []fyne.CanvasObject{widget.NewTitle(c.T("declined.title")), widget.NewParagraph(c.T("declined.how"))}
	cards := c.withoutPages()
	body := widget.NewStack(gap, append(words, cards...)...)
	share(body, 130, cards...)
	v.Body = widget.NewNarrow(900, body)
	return v
}

// withoutPages are the choices of a patient to whom nothing was shown.
func (c deciding) withoutPages() []fyne.CanvasObject {
	var ids, labels []string
	selected := -1
	outcomes := []consent.Outcome{consent.DeclineInformation, consent.WantTime}
	for i, o := range outcomes {
		choice, _ := c.Lib.Choice(o)
		ids = append(ids, "choice."+string(o))
		labels = append(labels, c.Text(choice.Title)+"\n**"+c.Text(choice.Detail)+"**")
		if o == c.Session.Decision {
			selected = i
		}
	}
	cards := c.oneOf(ids, labels, selected, func(i int) bool { return c.way.Do(consent.Decide{Outcome: outcomes[i]}) == nil })
	tell := widget.NewChoice(c.T("declined.tell")+"\n**"+c.T("declined.tell.detail")+"**", false, func() {
		if c.way.Do(consent.Undecide{}) == nil && len(c.Session.Script.Pages) > 0 {
			c.Host.Go(Route{Page, c.Session.Script.Pages[0]})
		}
	})
	return append(cards, widget.Name("tell-me", tell))
}
