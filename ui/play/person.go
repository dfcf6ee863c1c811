package play

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"eclaire/ui"
)

// Person plays a nurse and her patient by touch alone, on the software stage or
// in a real window. Everything is found by its name, so that the script needs no
// language and no content.
type Person struct {
	Finger
	// Look is called once on each screen, before anything on it is touched; nil is
	// fine.
	Look func(screen string) error
	// Read is how long a person looks at each of some screens before going on.
	Read map[string]time.Duration
	// Passed is told of each screen of the patient's way that was left, and how long
	// it had been there; nil is fine.
	Passed func(screen string, stood time.Duration)
	// PIN is the staff's; "" where none is set, and their doors are held instead.
	PIN string

	looked ui.Sight
	opened bool // what stands behind a page
	rested bool
	talked bool // asked for somebody
	back   bool // by the bar to a chapter that is done
}

// Form is what the nurse types, by the name of the field, and touches besides.
type Form struct {
	Birth, First, Date, Used, Number string
	Levels                           []string
	Clinician, Nurse                 string
	Guardian                         string // decides for the patient; "" where nobody does
	Address, Doctor                  string // the patient's, in lines, and her own doctor
}

// Invented is a plainly invented patient whose name has what a name can have.
func Invented() Form {
	return Form{Birth: "D'Arc-Lefèvre", First: "Élodie", Date: "03/03/1941", Used: "Modèle", Number: "SPECIMEN-1",
		Levels: []string{"L1"}, Clinician: "Dr Exemple", Nurse: "Camille Fictif",
		Address: "1 rue A\nVille", Doctor: "Dr Type"}
}

// look tells of the screen that stands there now.
func (p *Person) look() (ui.Sight, error) {
	s, err := p.Sight()
	if err != nil || p.Look == nil || SameSight(s, p.looked) {
		return s, err
	}
	p.looked = s
	return s, p.Look(s.Screen)
}

// Fill fills the nurse's form from its first step to its summary.
func (p *Person) Fill(form Form) error {
	type step struct{ id, text string }
	write := func(steps ...step) error {
		if _, err := p.look(); err != nil {
			return err
		}
		for _, s := range steps {
			var err error
			if s.text == "" {
				err = p.Touch(s.id)
			} else {
				err = p.Write(s.id, s.text)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
	var levels []step
	for _, l := range form.Levels {
		levels = append(levels, step{id: "level." + l})
	}
	return do(
		func() error {
			return write(step{"field.birth_name", form.Birth}, step{"field.first_names", form.First}, step{"field.birth_date", form.Date},
				step{"field.used_name", form.Used}, step{"field.record_number", form.Number}, step{id: "key.done"}, step{id: "sex.female"})
		},
		func() error { return p.Go("next", "case:fracture") },
		func() error { return write(append(levels, step{id: "pain.7"}, step{id: "oedema.yes"})...) },
		func() error { return p.Go("next", "case:history") },
		func() error { return write(step{"field.t_score", "-2,8"}, step{id: "key.done"}) },
		func() error { return p.Go("next", "case:safety") },
		func() error {
			if form.Guardian == "" {
				return write(step{id: "takes_thinners.no"}, step{id: "protection.none"})
			}
			return write(step{id: "takes_thinners.no"}, step{id: "protection.guardianship"}, step{"field.protector", form.Guardian}, step{id: "key.done"})
		},
		func() error { return p.Go("next", "case:people") },
		func() error {
			return write(step{"field.clinician", form.Clinician}, step{"field.nurse", form.Nurse}, step{id: "key.done"})
		},
		func() error { return p.Go("next", "case:letter") },
		func() error {
			if form.Address == "" {
				return nil
			}
			return write(step{"field.address", form.Address}, step{"field.doctor", form.Doctor}, step{id: "key.done"}, step{id: "urgent.no"})
		},
		func() error { return p.Go("next", "case:summary") },
	)
}

// errLost tells that the patient's way goes in circles.
var errLost = errors.New("the way does not end")

// Way goes on from any of the patient's screens until the screen until stands
// there, with an outcome.
func (p *Person) Way(outcome, until string) error {
	for range maxScreens {
		s, err := p.look()
		if err != nil {
			return err
		}
		if s.Screen == until {
			return nil
		}
		if err := p.screen(s, outcome); err != nil {
			return fmt.Errorf("%s: %w", s.Screen, err)
		}
		p.Changed(s, 5*time.Second)
	}
	return errLost
}

// screen does what a screen asks and touches its primary action.
func (p *Person) screen(s ui.Sight, outcome string) error {
	name, _, _ := strings.Cut(s.Screen, ":")
	var err error
	switch name {
	case "page":
		if left, err := p.leave(s); left || err != nil {
			return err
		}
	case "break":
		if !p.talked {
			p.talked = true
			return do(func() error { return p.Go("talk", "call") }, func() error { return p.Go("call.over", s.Screen) })
		}
		err = p.rest()
	case "question":
		err = p.pick(s, "option.")
	case "values":
		err = p.weigh(s)
	case "doctor":
		err = p.ask(s)
	case "lean":
		err = p.pick(s, "lean.")
	case "decision", "declined":
		err = p.Touch("choice." + outcome)
	case "statements":
		err = p.tick(s)
	case "thanks":
		return p.Door("meet")
	case "together":
		err = p.talk(s)
	case "sign":
		if _, there := Control(s, "countersign"); there {
			return p.Door("countersign")
		}
		err = p.sign()
	}
	if err != nil {
		return err
	}
	s, err = p.Sight()
	if err != nil {
		return err
	}
	next, there := Control(s, "next")
	if _, typing := Control(s, "key.done"); !there && typing { // large keys took the bar's place
		if err := p.Touch("key.done"); err != nil {
			return err
		}
		p.Pass(SettleTime) // Continue may now lie where the key was
	} else if !next.Enabled {
		p.Changed(s, time.Second)
	}
	if wait := p.Read[s.Screen] - p.Stood(); wait > 0 {
		p.Pass(wait)
	}
	stood, from := p.Stood(), time.Now()
	if err := p.Touch("next"); err != nil {
		return err
	}
	if p.Passed != nil {
		p.Passed(s.Screen, stood+time.Since(from))
	}
	return nil
}

// Door goes through a door of the staff's: behind their PIN, or held where none is set.
func (p *Person) Door(id string) error {
	if p.PIN == "" {
		return p.TouchLong(id, HoldTime)
	}
	if err := p.Touch(id); err != nil {
		return err
	}
	for _, digit := range p.PIN {
		if err := p.Touch("key." + string(digit)); err != nil {
			return err
		}
	}
	if err := p.Touch("key.done"); err != nil {
		return err
	}
	_, err := p.Await(func(s ui.Sight) bool { _, shut := Control(s, "cancel"); return !shut })
	return err
}

// pick touches the first of some choices, if they are there.
func (p *Person) pick(s ui.Sight, prefix string) error {
	for _, c := range s.Controls {
		if strings.HasPrefix(c.ID, prefix) {
			return p.Touch(c.ID)
		}
	}
	return nil
}

// leave opens what stands behind a page, once, and goes back by the bar to a chapter
// that is done, once. It tells whether the person has left the page.
func (p *Person) leave(s ui.Sight) (left bool, err error) {
	if _, more := Control(s, "more"); more && !p.opened {
		p.opened = true
		return true, p.Go("more", strings.Replace(s.Screen, "page", "more", 1))
	}
	for _, c := range s.Controls {
		if strings.HasPrefix(c.ID, "chapter.") && c.Enabled && !p.back {
			p.back = true
			return true, p.Touch(c.ID)
		}
	}
	return false, nil
}

// rest rests on the first card between chapters.
func (p *Person) rest() error {
	if p.rested {
		return nil
	}
	p.rested = true
	calm := func(on bool) func() error {
		return func() error {
			_, err := p.Await(func(s ui.Sight) bool { _, there := Control(s, "wake"); return there == on })
			return err
		}
	}
	return do(func() error { return p.Touch("rest") }, calm(true), func() error { return p.Door("wake") }, calm(false))
}

// HoldTime is how long a finger stays on a button that is to be held, with what a slow
// machine adds.
const HoldTime = 2300 * time.Millisecond

// talk states that the clinician spoke with the patient.
func (p *Person) talk(s ui.Sight) error {
	if c, there := Control(s, "talked"); there && c.Selected {
		return nil
	}
	return p.Touch("talked")
}

// weigh touches the middle of each scale.
func (p *Person) weigh(s ui.Sight) error {
	for _, c := range s.Controls {
		if strings.HasPrefix(c.ID, "value.") && strings.HasSuffix(c.ID, ".2") {
			if err := p.Touch(c.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// ask picks a ready question, then types one and does not touch Add.
func (p *Person) ask(s ui.Sight) error {
	return do(
		func() error { return p.pick(s, "prompt.") },
		func() error { return p.Touch("question.own") },
		func() error { return p.Write("field.question", "Et après ?") },
	)
}

// tick ticks each statement on the screen.
func (p *Person) tick(s ui.Sight) error {
	for _, c := range s.Controls {
		if strings.HasPrefix(c.ID, "statement.") && !c.Selected {
			if err := p.Touch(c.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// sign draws two strokes, takes one back, and draws it again.
func (p *Person) sign() error {
	return do(
		func() error {
			return p.Stroke([2]float64{.1, .5}, [2]float64{.2, .2}, [2]float64{.3, .5}, [2]float64{.4, .3})
		},
		func() error { return p.Stroke([2]float64{.5, .3}, [2]float64{.7, .5}) },
		func() error { return p.Touch("pad.undo") },
		func() error { return p.Stroke([2]float64{.5, .5}, [2]float64{.6, .2}, [2]float64{.8, .4}) },
	)
}
