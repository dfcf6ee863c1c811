package screen

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// decision offers the two ways as tall cards, and below them in a row the quiet
// choices, as easy to reach. To talk with somebody decides nothing.
func (c deciding) decision() View {
	v := View{Next: c.next(), Back: c.back(), Steady: true}
	v.Next.Disabled = c.Session.Decision == consent.Undecided
	if !c.Session.OfConsent() {
		v.Back, v.Return = nil, c.staffKey("talk-again", c.door.Meet)
		if !c.Session.Told() {
			return c.withoutTelling(v)
		}
	}
	rows := []fyne.CanvasObject{widget.NewTitle(c.T("decision.title")), widget.NewQuiet(c.T("decision.free"))}
	if c.Said == consent.Confirmed {
		rows = append(rows, widget.NewNote(theme.ColorNote, widget.NewParagraph(c.T("archive.decision.confirmed"))))
	}
	if p := c.Typed[decisionProblem]; p != "" {
		rows = append(rows, caution(c.T("problem."+p)))
	}
	ways, others := c.choices()
	var cards, quiet []fyne.CanvasObject
	for _, card := range c.wayCards(ways) {
		cards = append(cards, card)
	}
	for _, choice := range others {
		b := c.choiceButton(choice)
		b.Compact = len(ways) > 0
		b.Refresh()
		if quiet = append(quiet, b); b.Compact && b.Selected {
			v.Quiet = c.Text(choice.Detail)
		}
	}
	if len(ways) == 0 {
		cards, quiet = quiet, nil
	}
	talk := widget.NewButton(widget.Quiet, c.T("decision.talk"), c.rest.Call)
	talk.Leading = widget.GlyphPeople
	talk.Refresh()
	quiet = slices.Insert(quiet, min(1, len(quiet)), fyne.CanvasObject(widget.Name(callID, talk)))
	v.Focus = cards[0]
	grid := widget.NewGrid(24, 440, cards...)
	if len(ways) == 0 {
		grid = widget.NewGrid(20, 280, cards...)
	}
	body := widget.NewStack(gap+2, append(rows, grid, widget.NewFlow(12, quiet...))...)
	body.Layout.(*widget.Stack).Grow = grid
	v.Body = body
	return v
}

// choices are what can be decided now: the two ways in the order of the lot, and the
// others.
func (c deciding) choices() (ways, others []content.Choice) {
	for _, choice := range c.Lib.ChoicesOf(c.Session.Decisions()) {
		switch choice.Outcome {
		case c.Said:
		case consent.AcceptProcedure, consent.ChooseConservative:
			ways = append(ways, choice)
		default:
			others = append(others, choice)
		}
	}
	first := consent.ChooseConservative
	if c.cementFirst() {
		first = consent.AcceptProcedure
	}
	slices.SortStableFunc(ways, func(a, b content.Choice) int {
		return cmp.Compare(rank(a.Outcome != first), rank(b.Outcome != first))
	})
	return ways, others
}

func rank(last bool) int {
	if last {
		return 1
	}
	return 0
}

// decide takes a decision. The screen is drawn anew: the choice touched is marked, and
// no other.
func (c deciding) decide(o consent.Outcome) func() {
	return func() {
		delete(c.Typed, decisionProblem)
		err := c.way.Do(consent.Decide{Outcome: o})
		if p, refused := consent.ProblemOf(err); refused && p != consent.ProblemSealed {
			c.Typed[decisionProblem] = string(p)
		}
		delete(c.Sub, Route{Name: Statements}) // another decision has other statements
		c.Host.Redraw()
	}
}

// decisionProblem is the Typed key of why a decision is refused.
const decisionProblem = "decision" + problemSuffix

// withoutTelling is the decision of a patient to whom nothing was shown.
func (c deciding) withoutTelling(v View) View {
	cards := c.withoutPages()
	body := widget.NewStack(gap, append([]fyne.CanvasObject{widget.NewTitle(c.T("decision.title")), widget.NewQuiet(c.T("decision.free"))}, cards...)...)
	share(body, 130, cards...)
	v.Body, v.Focus = widget.NewNarrow(900, body), cards[0]
	return v
}

// wayCards are the two ways, both heads equally high.
func (c deciding) wayCards(ways []content.Choice) []*widget.ChoiceCard {
	var cards []*widget.ChoiceCard
	for _, choice := range ways {
		cards = append(cards, c.wayCard(choice))
	}
	if len(cards) == 2 {
		cards[0].Twin, cards[1].Twin = cards[1], cards[0]
	}
	return cards
}

// wayCard is one of the two ways, with what matters most to the patient under it: the
// same under both.
func (c deciding) wayCard(choice content.Choice) *widget.ChoiceCard {
	tone := widget.ToneA
	if choice.Outcome == consent.AcceptProcedure {
		tone = widget.ToneB
	}
	var below []fyne.CanvasObject
	if most := c.mattersMost(); len(most) > 0 {
		below = append(below, widget.NewQuiet(c.T("decision.matters")))
		for _, s := range most {
			below = append(below, bold(c.Text(s.Text)))
		}
	}
	var picture fyne.CanvasObject
	if f := c.bareFigure(choice.Figure); f != nil {
		picture = f
	}
	card := widget.NewChoiceCard(tone, c.Text(choice.Title), picture, c.Text(choice.Detail), below...)
	card.Selected, card.OnTapped = choice.Outcome == c.Session.Decision, c.decide(choice.Outcome)
	return widget.Name("choice."+string(choice.Outcome), card)
}

// choiceButton is another choice: its name, and in full what it means where there is
// room for it.
func (c deciding) choiceButton(choice content.Choice) *widget.Button {
	label := c.Text(choice.Title)
	if c.Session.OfConsent() { // a choice is bold throughout; the stars take the detail back to plain
		label += "\n**" + c.Text(choice.Detail) + "**"
	}
	b := widget.NewChoice(label, choice.Outcome == c.Session.Decision, c.decide(choice.Outcome))
	return widget.Name("choice."+string(choice.Outcome), b)
}

// mostValues is how many values at most stand under a choice.
const mostValues = 3

// mattersMost gives the two values that matter most to the patient, in the order of
// the screen; one more where the last two matter equally, and fewer where more do: no
// value is put before another that the patient did not put there.
func (c *Context) mattersMost() []content.Scale {
	var out []content.Scale
	for degree := content.Degrees - 1; degree > 0 && len(out) < 2; degree-- {
		var equal []content.Scale
		for _, s := range c.Lib.Scales {
			if n, ok := c.Session.Values[s.ID]; ok && n == degree {
				equal = append(equal, s)
			}
		}
		if len(out)+len(equal) > mostValues {
			break
		}
		out = append(out, equal...)
	}
	return out
}
