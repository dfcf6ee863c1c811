package screen

import (
	"slices"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/ui/widget"
)

// FirstStep is the step with which the nurse's form begins.
const FirstStep = "identity"

// formSteps are the parts of the nurse's form, in order.
var formSteps = []string{FirstStep, "fracture", "history", "safety", "people", "letter", "summary"}

// Way lists the patient's screens in order, from the greeting to the document.
// It follows the case and the decision. Between chapters stands a card.
func (s *State) Way() []Route {
	way := []Route{{Name: Hello}}
	informed := !s.declined() && !s.Session.OfConsent()
	if informed {
		script, last := s.Session.Script, ""
		for _, p := range script.Pages {
			if chapter := script.Chapters[p]; chapter != last {
				if last != "" {
					way = append(way, Route{Break, last})
				}
				last = chapter
			}
			way = append(way, Route{Page, p})
		}
		way = append(way, Route{Name: CheckIntro})
		for _, q := range script.Questions {
			way = append(way, Route{Question, q})
		}
		if last != "" {
			way = append(way, Route{Break, last})
		}
		way = append(way, Route{Name: Values}, Route{Name: Doctor}, Route{Name: Lean})
	}
	if !s.Session.OfConsent() {
		way = append(way, Route{Name: Thanks}, Route{Name: Together})
	}
	way = append(way, Route{Name: Decision}, Route{Name: Review}, Route{Name: Statements})
	for _, r := range s.Session.Roles() {
		way = append(way, Route{Sign, string(r)})
	}
	return append(way, Route{Name: Finished})
}

// declined tells whether the patient has said that no information is wanted now, and
// was shown none.
func (s *State) declined() bool {
	d := s.Session.Decision
	return !s.Session.Told() && (d == consent.DeclineInformation || d == consent.WantTime) && !s.Session.OfConsent()
}

// chapterOf is the chapter that a screen of the way belongs to, "" for those before
// and behind all.
func (s *State) chapterOf(r Route) string {
	switch r.Name {
	case Page, More:
		return s.Session.Script.Chapters[r.Item]
	case Break:
		return r.Item
	case CheckIntro, Question:
		return content.Chapters()[len(content.Chapters())-2]
	case Values, Doctor, Lean, Thanks, Decision, Review, Statements, Instead, Sign:
		return content.DecisionChapter
	}
	return ""
}

// Neighbour gives the screen a number of steps away on the way (or in the
// nurse's form), or the welcome when there is none.
func (s *State) Neighbour(step int) Route {
	way := s.Way()
	if s.Route.Name == CaseForm {
		way = []Route{{Name: Staff}}
		for _, part := range formSteps {
			way = append(way, Route{CaseForm, part})
		}
		way = append(way, Route{Name: Welcome})
	}
	i := slices.Index(way, s.Route)
	if i < 0 || i+step < 0 || i+step >= len(way) {
		return Route{Name: Welcome}
	}
	return way[i+step]
}

// chapters tells the place on the way: by chapters while there are some, and in words
// and segments on a short way.
func (c *Context) chapters(v *View) {
	way := c.Way()
	i := slices.Index(way, c.place())
	if i < 0 {
		return
	}
	if c.Route.OfTogether() {
		return
	}
	if c.Session.OfConsent() || c.declined() {
		v.Progress, v.Done, v.Of = c.T("progress.page", "Page", i+1, "Pages", len(way)), i+1, len(way)
		return
	}
	now := c.chapterOf(c.place())
	for n, chapter := range c.Lib.Chapters {
		var mine []int // places on the way
		for at, r := range way {
			if c.chapterOf(r) == chapter.ID && r.Name != Break {
				mine = append(mine, at)
			}
		}
		one := widget.Chapter{ID: chapter.ID, Title: c.T("chapter.named", "Number", n+1, "Title", c.Text(chapter.Title)), Now: chapter.ID == now}
		behind := 0
		for _, at := range mine {
			if at < i || at == i && c.place().Name != Break {
				behind++
			}
		}
		if len(mine) > 0 {
			one.Done = float32(behind) / float32(len(mine))
		}
		if one.Now {
			v.Progress = one.Title
			if c.place().Name != Break {
				v.Progress = c.T("chapter.place", "Chapter", one.Title, "At", behind, "Of", len(mine))
			}
		} else if one.Behind() {
			one.Title = c.Text(chapter.Title)
			if now != "" { // from the finished document nothing leads back
				one.Open = c.returnTo(way[mine[0]])
			}
		}
		v.Chapters = append(v.Chapters, one)
	}
}

// returnTo goes back to a screen of the way, from its beginning.
func (c *Context) returnTo(to Route) func() {
	return func() {
		c.Sub[to], c.Return = 0, Route{}
		c.Host.Go(to)
	}
}

// place is where the screen stands on the way: what was opened from a screen stands
// there.
func (c *Context) place() Route {
	switch c.Route.Name {
	case More:
		return Route{Page, c.Route.Item}
	case Instead:
		return Route{Name: Statements}
	}
	return c.Route
}
