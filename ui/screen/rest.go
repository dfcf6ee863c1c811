package screen

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// Rested is what the calm screen holds: where the session goes on, and no name.
type Rested struct {
	From    Route
	Since   time.Time // zero: nobody rests
	Tried   time.Time // when putting by failed last
	Locked  bool      // nobody asked for it: the staff or the patient have left
	Refused bool      // the code typed was a wrong one
}

// Called is a call for somebody.
type Called struct {
	From  Route
	Since time.Time // zero: nobody is called
	Heard bool      // the clinic's other kiosks show it
}

// Calling is a call of another kiosk.
type Calling struct {
	Name  string // of the kiosk
	Since time.Time
}

// Resting is what screens may ask of resting and calling.
type Resting interface {
	Rest()     // lets the patient rest behind a calm screen
	Wake()     // asks for the PIN, then goes on
	AskCode()  // asks for the patient's code, then goes on
	Call()     // calls somebody
	CallOver() // it is not needed any more
	Come()     // asks for the PIN: somebody has come
	Help()     // offers to rest and to call
}

// callID is the name of a control of a page's own that calls somebody.
const callID = "talk"

// helps are what every screen of a patient offers besides.
func (c *Context) helps(r Resting) []Action {
	if r == nil || !c.Route.Patients() || c.Route.Name == Finished {
		return nil
	}
	var out []Action
	if c.CanPutBy() {
		out = append(out, Action{ID: "help.rest", Label: c.T("help.rest"), Do: r.Rest, Glyph: widget.GlyphPause})
	}
	return append(out, Action{ID: "help.call", Label: c.T("help.call"), Do: r.Call, Glyph: widget.GlyphBell})
}

// restful is the family of the calm screens.
type restful struct {
	*Context
	rest Resting
}

func restfuls(c *Context, d Desks) restful { return restful{c, d.Rest} }

// resting is the calm screen while a patient rests, or nobody is there. It names nobody.
func (c restful) resting() View {
	title, text := "calm.title", "calm.text"
	if c.Rested.Locked {
		title, text = "calm.locked", "calm.locked.text"
	}
	words := []fyne.CanvasObject{grand(c.T(title)), widget.NewParagraph(c.T(text))}
	if c.Rested.Refused {
		words = append(words, caution(c.T("calm.refused")))
	}
	keys := []fyne.CanvasObject{c.staffKey("wake", c.rest.Wake)}
	if c.Code != "" && !c.Rested.Locked {
		keys = append(keys, widget.Name("wake.code", widget.NewButton(widget.Secondary, c.T("calm.code"), c.rest.AskCode)))
	}
	words = append(words, widget.NewFlow(16, keys...))
	call := &Action{ID: "help.call", Label: c.T("help.call"), Do: c.rest.Call}
	return View{Body: widget.NewSplit(0.3, 36, widget.NewSign(widget.GlyphPause, 220, c.T(title)), middle(words...)), Extra: call, Calm: true}
}

// calling is the screen of a call, with a bell that is seen from afar. It claims only what
// is true: who is called, or that the screen must be shown.
func (c restful) calling() View {
	title, text := "call.show", "call.show.text"
	if c.Called.Heard {
		title, text = "call.heard", "call.heard.text"
	}
	at := c.Called.Since
	since := widget.NewQuiet(c.T("call.since", "Hour", at.Hour(), "Minute", fmt.Sprintf("%02d", at.Minute())))
	words := middle(grand(c.T(title)), widget.NewParagraph(c.T(text)), since, widget.NewFlow(16, c.staffKey("come", c.rest.Come)))
	return View{Body: widget.NewSplit(0.44, 36, widget.NewSign(widget.GlyphBell, 420, c.T("call.bell")), words), Calm: true,
		Back: &Action{ID: "call.over", Label: c.T("call.over"), Do: c.rest.CallOver}}
}

// grand is a title that is read from a bed.
func grand(text string) fyne.CanvasObject {
	p := widget.NewParagraph("**" + text + "**")
	p.TextSize = theme.SizeGrand
	return p
}

// callings say who calls at the clinic's other kiosks.
func (c *Context) callings() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, one := range c.Calls {
		at := one.Since.Local()
		name := plainStars(one.Name)
		if name == "" {
			name = c.T("call.kiosk")
		}
		words := c.T("call.from", "Name", name, "Hour", at.Hour(), "Minute", fmt.Sprintf("%02d", at.Minute()))
		out = append(out, widget.NewNote(theme.ColorNote, widget.NewGlyphBullet(widget.GlyphBell, words)))
	}
	return out
}
