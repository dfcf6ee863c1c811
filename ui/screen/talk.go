package screen

import (
	"eclaire/ui/widget"
)

// talkID is the name of every control that leads to the screen Talk.
const talkID = "talk"

// toTalk leads to the screen that says how to ask for somebody.
func (c *Context) toTalk() { c.Host.Go(Route{Talk, c.Route.String()}) }

// talk says how to ask for somebody. Nothing is decided by it, and the only way leads
// back to where it was opened.
func (c greeting) talk() View {
	to := routeOf(c.Route.Item)
	return View{
		Body: widget.NewNarrow(820, middle(widget.NewTitle(c.T("talk.title")),
			widget.NewParagraph(c.T("talk.ask")), widget.NewParagraph(c.T("talk.nothing")))),
		Next: &Action{Label: c.T("talk.back"), Do: func() { c.Host.Go(to) }, Plain: true},
	}
}
