package play

import (
	"errors"
	"iter"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui"
)

// Usual is the window in which the tours are played.
var Usual = fyne.NewSize(1280, 800)

// Grand gives the tours that together pass every screen: accepting with
// mistakes, detours and everybody present, the other ways out, and what can
// later be said to a consent. Each is
// opened when it is its turn: the test driver knows one window at a time.
func Grand(app fyne.App, lib *content.Library, words *locales.Bundle) iter.Seq[*Tour] {
	return func(yield func(*Tour) bool) {
		for i, o := range consent.Outcomes() {
			t := Stage(app, lib, words, Usual, func(o *ui.Options) {
				if i == 0 {
					o.Keep = failOnce()
				}
			})
			t.Outcome, t.Old = o, []string{"T8"}
			if i == 0 {
				t.Mistakes, t.People, t.Detours = true, true, true
				t.Treat = []string{"T12", "L1"}
			}
			if o == consent.ChooseConservative {
				t.Treat = []string{"S"}
			}
			on := yield(t)
			t.Window.Close()
			if !on {
				return
			}
		}
		for _, o := range consent.Later() {
			t := Stage(app, lib, words, Usual, Filing(lib, words))
			t.Later, t.Language = o, map[consent.Outcome]consent.Language{consent.Confirmed: consent.French, consent.Withdrawn: consent.English}[o]
			on := yield(t)
			t.Window.Close()
			t.Leave()
			if !on {
				return
			}
		}
	}
}

// failOnce is a store that is full at the first time.
func failOnce() func(string, []byte, []byte) error {
	tried := false
	return func(string, []byte, []byte) error {
		if !tried {
			tried = true
			return errors.New("no")
		}
		return nil
	}
}
