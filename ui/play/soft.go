package play

import (
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"eclaire/ui"
)

// Soft is a finger on the software stage: nothing runs beside it, so that what
// was touched is done when the finger has lifted. Its pixels are the stage's
// units.
type Soft struct {
	*Player
	finger pointer
	sight  func() ui.Sight
	pass   func(time.Duration)
}

var _ Hands = (*Soft)(nil)

// Hands gives the player's hands.
func (p *Player) Hands() *Soft {
	return &Soft{Player: p, finger: pointer{canvas: p.Window.Canvas()},
		sight: func() ui.Sight { return p.Shell.Sight() }, pass: func(time.Duration) {}}
}

// NewSoft gives hands on a window of the test driver that shows no shell: sight
// is what stands there, and pass lets time pass.
func NewSoft(w fyne.Window, sight func() ui.Sight, pass func(time.Duration)) *Soft {
	return &Soft{Player: &Player{Window: w}, finger: pointer{canvas: w.Canvas()}, sight: sight, pass: pass}
}

// Sight implements Hands.
func (s *Soft) Sight() (ui.Sight, error) {
	return s.sight(), nil
}

// Await implements Hands.
func (s *Soft) Await(ok func(ui.Sight) bool) (ui.Sight, error) {
	now, err := s.Sight()
	if err == nil && !ok(now) {
		err = errors.New("what was waited for did not come; the screen is " + now.Screen)
	}
	return now, err
}

// Changed implements Hands.
func (s *Soft) Changed(ui.Sight, time.Duration) ui.Sight {
	now, _ := s.Sight()
	return now
}

// Stood implements Hands: a person on the stage is never hasty.
func (s *Soft) Stood() time.Duration {
	s.rest()
	return time.Hour
}

func (s *Soft) place(x, y int) fyne.Position {
	k := s.Window.Canvas().Scale()
	return fyne.NewPos(float32(x)/k, float32(y)/k)
}

// Press implements Hands.
func (s *Soft) Press(x, y int) error {
	s.finger.press(s.place(x, y))
	return nil
}

// Move implements Hands.
func (s *Soft) Move(x, y int) error {
	s.finger.move(s.place(x, y))
	return nil
}

// Lift implements Hands.
func (s *Soft) Lift() error {
	s.finger.release()
	return nil
}

// Pass implements Hands.
func (s *Soft) Pass(d time.Duration) { s.pass(d) }
