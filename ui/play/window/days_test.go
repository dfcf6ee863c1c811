package window_test

import (
	"errors"
	"fmt"
	"image"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/ui/play"
	"eclaire/ui/play/window"
)

// TestBadDays does to a session what happens on bad days, up to the document: a
// keyboard is plugged in while somebody types on the screen, a palm rests on the
// pad, a stroke ends outside of it, and the window is resized and put away while
// a stroke is being drawn. What was on the pad is what is recorded.
func TestBadDays(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	w := open(t, window.Options{Args: []string{"--out", out}, Manager: true, Width: 1600, Height: 1100})
	p := person(w)
	pristine, err := calm(w)
	if err != nil {
		t.Fatal(err)
	}
	steps(t, w,
		func() error { return p.Go("staff", "staff") },
		func() error { return p.Go("case.new", "case:identity") },
		func() error { return bothKeyboards(w, p) },
		func() error {
			return p.Fill(play.Form{First: "Al", Birth: "c", Date: "03/03/1941", Levels: []string{"L1"}, Clinician: "Dr", Nurse: "Ca"})
		},
		func() error { return p.Go("next", "welcome") },
		func() error { return p.Go("start.en", "hello") },
		func() error { return p.Go("decline", "declined") },
		func() error { return p.Way("no_information", "sign:patient") },
		func() error { return badSignature(w, p) },
		func() error { return p.Touch("next") },
		func() error { return p.Way("no_information", "finished") },
		func() error { return (&visitor{Person: p, w: w}).there("page.after") },
		func() error { return p.Go("next", "welcome") })
	if after, err := calm(w); err != nil || differing(pristine, after) > 0 {
		keepPicture(t, w)
		t.Errorf("after the session Welcome is not what it was before: %v", err)
	}
	ends(t, w)
	r := kept(t, out)
	if r.Case.BirthName != "Abc" {
		t.Errorf("typed on both keyboards: a name of %d letters, not Abc", len(r.Case.BirthName))
	}
	var s consent.Signature
	for _, one := range r.Signatures {
		if one.Role == consent.RolePatient {
			s = one
		}
	}
	if len(s.Strokes) != len(padStrokes) {
		t.Errorf("%d strokes were recorded, %d were on the pad: %v", len(s.Strokes), len(padStrokes), s.Strokes)
	}
	if len(s.Strokes) > 0 && len(s.Strokes[0]) > 2 {
		t.Errorf("the palm is a stroke of %d points", len(s.Strokes[0]))
	}
}

// bothKeyboards types on the screen and on a keyboard of keys by turns.
func bothKeyboards(w *window.Window, p *play.Person) error {
	return do(
		func() error { return p.Write("field.birth_name", "A") },
		func() error { return w.Key("b") },
		func() error { w.Pass(300 * time.Millisecond); return nil },
	)
}

// padStrokes are what badSignature draws, in the order of the record.
var padStrokes = []string{"a palm", "a stroke that ends outside", "a stroke while the window is resized",
	"a stroke while it is put away"}

// badSignature draws them, and looks after each whether there is more ink.
func badSignature(w *window.Window, p *play.Person) error {
	ink := 0
	for i, draw := range []func(x, y, width, height int) error{
		func(x, y, width, height int) error { // without the least movement
			return do(func() error { return w.Press(x+width/10, y+height/4) }, pass(w, 1500*time.Millisecond), w.Lift)
		},
		func(x, y, width, height int) error {
			return do(func() error { return w.Press(x+width/5, y+height/4) }, pass(w, 30*time.Millisecond),
				func() error { return w.Move(x+width/4, y+height/2) }, pass(w, 30*time.Millisecond),
				func() error { return w.Move(x+width/4, y+height+60) }, pass(w, 30*time.Millisecond), w.Lift)
		},
		func(x, y, width, height int) error {
			return do(func() error { return w.Press(x+width*2/5, y+height/4) }, pass(w, 30*time.Millisecond),
				func() error { return w.Move(x+width*2/5, y+height/3) },
				func() error { return w.Resize(1500, 1050) }, pass(w, 1500*time.Millisecond),
				func() error { return w.Move(x+width*2/5+30, y+height/3+10) }, pass(w, 30*time.Millisecond), w.Lift,
				func() error { return w.Resize(1280, 800) }, pass(w, 2*time.Second))
		},
		func(x, y, width, height int) error {
			return do(func() error { return w.Press(x+width*3/5, y+height/4) }, pass(w, 30*time.Millisecond),
				func() error { return w.Move(x+width*3/5, y+height/2) },
				w.Minimise, pass(w, 500*time.Millisecond), w.Restore, pass(w, 500*time.Millisecond),
				func() error { return w.Move(x+width*3/5+40, y+height/2) }, pass(w, 30*time.Millisecond), w.Lift)
		},
	} {
		s, err := w.Sight()
		if err != nil {
			return err
		}
		pad, there := play.Control(s, "pad")
		if !there || s.Screen != "sign:patient" {
			return fmt.Errorf("before %s the pad is gone: %s", padStrokes[i], s.Screen)
		}
		if err := draw(pad.X, pad.Y, pad.W, pad.H); err != nil {
			return fmt.Errorf("%s: %w", padStrokes[i], err)
		}
		w.Pass(300 * time.Millisecond)
		now, err := inkOn(w)
		if err != nil {
			return err
		}
		if now <= ink {
			return fmt.Errorf("%s: the ink on the pad went from %d to %d pixels", padStrokes[i], ink, now)
		}
		ink = now
	}
	return nil
}

func pass(w *window.Window, d time.Duration) func() error {
	return func() error { w.Pass(d); return nil }
}

// inkOn counts the dark pixels on the upper half of the pad, where no words stand.
func inkOn(w *window.Window) (int, error) {
	s, err := w.Sight()
	if err != nil {
		return 0, err
	}
	pad, there := play.Control(s, "pad")
	if !there {
		return 0, errors.New("there is no pad")
	}
	img, err := w.Picture()
	if err != nil {
		return 0, err
	}
	n := 0
	for y := pad.Y + 8; y < pad.Y+pad.H*6/10; y++ {
		for x := pad.X + 8; x < pad.X+pad.W-8; x++ {
			if !(image.Point{X: x, Y: y}).In(img.Rect) {
				continue
			}
			if p := img.RGBAAt(x, y); p.R < 0x60 && p.G < 0x70 && p.B < 0x78 {
				n++
			}
		}
	}
	return n, nil
}
