package play

import (
	"errors"
	"iter"
	"time"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/consent/seal"
	"eclaire/consent/waiting"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui"
)

// Usual is the window in which the tours are played.
var Usual = fyne.NewSize(1280, 800)

// Grand gives the tours that together pass every screen: accepting with
// mistakes, detours and everybody present, the other ways out, and what can
// later be said to a consent, with detours to files that do not hold, cases
// prepared ahead, with wrong codes and a printer that fails, and the staff's
// area of the archive. Each is opened when it is its turn: the test driver knows
// one window at a time.
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
			Sweep()
			if !on {
				return
			}
		}
		for _, l := range consent.Languages() {
			var list *waiting.List
			t := Stage(app, lib, words, Usual, func(o *ui.Options) { list = Queueing(o) })
			t.Queue, t.Language, t.Outcome = list, l, consent.DeclineInformation
			on := yield(t)
			t.Window.Close()
			t.Leave()
			Sweep()
			if !on {
				return
			}
		}
		t := archiveStage(app, lib, words)
		on := yield(t)
		t.Window.Close()
		t.Leave()
		Sweep()
		if !on {
			return
		}
		for _, later := range consent.Later() {
			t := Stage(app, lib, words, Usual, func(o *ui.Options) {
				Filing(lib, words)(o)
				if later == consent.Withdrawn {
					o.Seal = badSealDay(o.Seal)
				}
			})
			t.Detours, t.Later, t.Language = later == consent.Withdrawn, later, map[consent.Outcome]consent.Language{consent.Confirmed: consent.French, consent.Withdrawn: consent.English}[later]
			on := yield(t)
			t.Window.Close()
			t.Leave()
			Sweep()
			if !on {
				return
			}
		}
	}
}

// badSealDay is a seal whose certificate has expired at the first time, and whose
// time stamps cannot be had.
func badSealDay(good func([]byte, time.Time) ([]byte, bool, error)) func([]byte, time.Time) ([]byte, bool, error) {
	tried := false
	return func(pdf []byte, finished time.Time) ([]byte, bool, error) {
		if !tried {
			tried = true
			return nil, false, seal.ErrExpired
		}
		file, _, err := good(pdf, finished)
		return file, true, err
	}
}

// failOnce is a store that is full at the first time.
func failOnce() func(string, []byte, []byte, bool) error {
	tried := false
	return func(string, []byte, []byte, bool) error {
		if !tried {
			tried = true
			return errors.New("no")
		}
		return nil
	}
}
