package main

import (
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"eclaire/ui/play"
	"eclaire/ui/widget"
)

// exhibit is one or a few controls, and what a visitor does to them.
type exhibit struct {
	name  string
	make  func(*stand) fyne.CanvasObject
	visit func(*visitor) error
}

// exhibitsOf gives the exhibit of a name, all of them for "".
func exhibitsOf(name string) []exhibit {
	if name == "" {
		return exhibits
	}
	for _, e := range append(exhibits, forgetful) {
		if e.name == name {
			return []exhibit{e}
		}
	}
	return nil
}

// visitor goes through the gallery by touch alone, and looks at each state.
type visitor struct {
	play.Finger
	// see is told that a state stands there now.
	see func(state string) error

	// short leaves the other looks out, which take as long as all else.
	short bool

	in string // the exhibit
}

// visit goes through some exhibits.
func (v *visitor) visit(list []exhibit) error {
	for _, e := range list {
		v.in = e.name
		if err := v.do(v.touch("page."+e.name, "as it comes"), func() error { return e.visit(v) }); err != nil {
			return fmt.Errorf("%s: %w", e.name, err)
		}
	}
	return nil
}

type step = func() error

func (v *visitor) do(steps ...step) error {
	for _, s := range steps {
		if err := s(); err != nil {
			return err
		}
	}
	return nil
}

func (v *visitor) sees(state string) step {
	return func() error { return v.see(v.in + ", " + state) }
}

// touch touches a control and looks.
func (v *visitor) touch(id, state string) step {
	return func() error { return v.do(v.only(id), v.sees(state)) }
}

// only touches a control.
func (v *visitor) only(id string) step { return func() error { return v.Touch(id) } }

// press looks while the finger is down on a control for some time, and lifts it.
func (v *visitor) press(id string, for_ time.Duration, state string) step {
	return func() error {
		c, err := v.control(id)
		if err != nil {
			return err
		}
		if err := v.Press(c.X+c.W/2, c.Y+c.H/2); err != nil {
			return err
		}
		v.Pass(for_)
		if err := v.see(v.in + ", " + state); err != nil {
			return err
		}
		return v.Lift()
	}
}

// looks goes through the looks of the program.
func (v *visitor) looks() error {
	if v.short {
		return nil
	}
	return v.do(v.touch("look", "dark"), v.touch("look", "high contrast, larger"), v.touch("look", "light again"))
}

func (v *visitor) control(id string) (widget.Control, error) {
	s, err := v.Sight()
	if err != nil {
		return widget.Control{}, err
	}
	c, there := play.Control(s, id)
	if !there {
		return c, fmt.Errorf("there is no %s", id)
	}
	return c, nil
}

// stroke draws on the pad and looks.
func (v *visitor) stroke(state string, points ...[2]float64) step {
	return func() error { return v.do(func() error { return v.Stroke(points...) }, v.sees(state)) }
}

// whileDrawing looks before the finger lifts, and lifts it.
func (v *visitor) whileDrawing(state string, points ...[2]float64) step {
	return func() error {
		c, err := v.control("pad")
		if err != nil {
			return err
		}
		for i, p := range points {
			move := v.Move
			if i == 0 {
				move = v.Press
			}
			if err := move(c.X+int(p[0]*float64(c.W)), c.Y+int(p[1]*float64(c.H))); err != nil {
				return err
			}
			v.Pass(12 * time.Millisecond)
		}
		return v.do(v.sees(state), v.Lift)
	}
}

// drag moves the finger over the middle of the window by some pixels, and lifts
// it there.
func (v *visitor) drag(from, to image.Point) step {
	return func() error {
		if err := v.Press(from.X, from.Y); err != nil {
			return err
		}
		for i := 1; i <= 10; i++ {
			at := from.Add(to.Sub(from).Mul(i).Div(10))
			if err := v.Move(at.X, at.Y); err != nil {
				return err
			}
			v.Pass(8 * time.Millisecond)
		}
		return v.Lift()
	}
}

// keep writes the picture of a state, whole or not at all.
func keep(dir, state string, img image.Image) error {
	f, err := os.CreateTemp(dir, "*.part")
	if err != nil {
		return err
	}
	e := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := e.Encode(f, img); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), filepath.Join(dir, state+".png"))
}
