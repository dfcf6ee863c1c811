package screen

import (
	"slices"

	"eclaire/consent"
)

// FirstStep is the step with which the nurse's form begins.
const FirstStep = "identity"

// formSteps are the parts of the nurse's form, in order.
var formSteps = []string{FirstStep, "fracture", "history", "people", "summary"}

// Way lists the patient's screens in order, from the greeting to the document.
// It follows the case and the decision.
func (s *State) Way() []Route {
	way := []Route{{Name: Hello}}
	informed := s.Session.Decision != consent.DeclineInformation && s.Session.Refers == nil
	if informed {
		for _, p := range s.Session.Script.Pages {
			way = append(way, Route{Page, p})
		}
		way = append(way, Route{Name: CheckIntro})
		for _, q := range s.Session.Script.Questions {
			way = append(way, Route{Question, q})
		}
		way = append(way, Route{Name: Values}, Route{Name: Doctor})
	}
	way = append(way, Route{Name: Decision}, Route{Name: Review}, Route{Name: Statements})
	for _, r := range s.Session.Roles() {
		way = append(way, Route{Sign, string(r)})
	}
	return append(way, Route{Name: Finished})
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

// progress tells the place on the way in words and in segments.
func (c *Context) progress() (words string, done, of int) {
	way := c.Way()
	i := slices.Index(way, c.Route)
	if i < 0 {
		return "", 0, 0
	}
	return c.T("progress.page", "Page", i+1, "Pages", len(way)), i + 1, len(way)
}
