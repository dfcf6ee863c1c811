package window_test

import (
	"fmt"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/ui"
	"eclaire/ui/play"
	"eclaire/ui/play/window"
	"eclaire/ui/widget"
)

// brief is a case with no more than it needs.
func brief() play.Form {
	return play.Form{Birth: "Fi", First: "Al", Date: "03/03/1941", Levels: []string{"L1"}, Clinician: "Dr", Nurse: "Ca"}
}

// begin prepares a brief case and greets the patient.
func begin(t testing.TB, w *window.Window, p *play.Person) {
	t.Helper()
	steps(t, w,
		func() error { return p.Go("staff", "staff") },
		func() error { return p.Go("case.new", "case:identity") },
		func() error { return p.Fill(brief()) },
		func() error { return p.Go("next", "welcome") },
		func() error { return p.Go("start.fr", "hello") })
}

// hasKeys tells whether the keyboard is on the screen.
func hasKeys(s ui.Sight) bool {
	for _, c := range s.Controls {
		if strings.HasPrefix(c.ID, "key.") {
			return true
		}
	}
	return false
}

// unscrolled tells whether a screen stands as it opens: no keyboard, and nothing
// has gone up under the bar above.
func unscrolled(s ui.Sight) error {
	if hasKeys(s) {
		return fmt.Errorf("%s opens with a keyboard that nobody asked for", s.Screen)
	}
	top := bar(s)
	for _, c := range s.Controls {
		if !above(c) && c.Y < top {
			return fmt.Errorf("%s opens scrolled: %s is under the bar", s.Screen, c.ID)
		}
	}
	return nil
}

// above tells whether a control stands in the bar above.
func above(c widget.Control) bool {
	return strings.HasPrefix(c.ID, "language.") || strings.HasPrefix(c.ID, "text.")
}

// bar gives how far the bar above reaches.
func bar(s ui.Sight) int {
	y := 0
	for _, c := range s.Controls {
		if above(c) {
			y = max(y, c.Y+c.H)
		}
	}
	return y
}

// dark counts the pixels of the colour of the focus ring just outside of a
// control.
func dark(img *image.RGBA, c widget.Control) int {
	const from, to = 2, 9 // the ring's place, and what a scaled one takes
	n := 0
	for y := c.Y - to; y < c.Y+c.H+to; y++ {
		for x := c.X - to; x < c.X+c.W+to; x++ {
			inside := x >= c.X-from && x < c.X+c.W+from && y >= c.Y-from && y < c.Y+c.H+from
			if inside || !(image.Point{X: x, Y: y}).In(img.Rect) {
				continue
			}
			if p := img.RGBAAt(x, y); p.R < 0x40 && p.G < 0x50 && p.B < 0x58 {
				n++
			}
		}
	}
	return n
}

// ringed names the controls that wear the ring of the keyboard.
func ringed(w *window.Window) ([]string, error) {
	s, err := w.Sight()
	if err != nil {
		return nil, err
	}
	img, err := w.Picture()
	if err != nil {
		return nil, err
	}
	var out []string
	for _, c := range s.Controls {
		if c.Visible && dark(img, c) > c.W+c.H { // half of its way around
			out = append(out, c.ID)
		}
	}
	return out, nil
}

// noRing fails if anything looks chosen by a keyboard that nobody used.
func noRing(w *window.Window) error {
	list, err := ringed(w)
	if err == nil && len(list) > 0 {
		err = fmt.Errorf("before any key was used the ring is around %v", list)
	}
	return err
}

// TestFieldsUnderAFinger touches each field of the nurse's form and of the
// archive: the keyboard comes when the finger lifts, and the field is then seen
// whole, with room for its label.
func TestFieldsUnderAFinger(t *testing.T) {
	t.Parallel()
	c := found(t)
	w := open(t, window.Options{Home: c.home, Manager: true})
	p := person(w)
	steps(t, w,
		func() error { return p.Go("staff", "staff") },
		func() error { return p.Go("archive", "archive-unlock") })
	touchFields(t, w, p)
	steps(t, w, func() error { return p.Go("back", "staff") }, func() error { return p.Go("case.new", "case:identity") })
	touchFields(t, w, p)
	steps(t, w, func() error { return p.Go("back", "staff") }, func() error { return p.Go("case.new", "case:identity") },
		func() error { return p.Fill(brief()) })
	for _, part := range []string{"case:letter", "case:people", "case:safety", "case:history", "case:fracture"} {
		steps(t, w, func() error { return p.Go("back", part) })
		s, err := w.Sight()
		if err == nil {
			err = unscrolled(s)
		}
		if err != nil {
			t.Error(err)
		}
		touchFields(t, w, p)
	}
	ends(t, w)
}

// touchFields touches every field on the screen, the keyboard closed before.
func touchFields(t *testing.T, w *window.Window, p *play.Person) {
	t.Helper()
	s, err := w.Sight()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range s.Controls {
		if f.Role != "field" {
			continue
		}
		if err := touchField(w, p, f.ID); err != nil {
			keepPicture(t, w)
			t.Errorf("%s, %s: %v", s.Screen, f.ID, err)
		}
		if now, _ := w.Sight(); hasKeys(now) {
			steps(t, w, func() error { return p.Touch("key.done") })
		}
	}
}

// labelRoom is the least that a field's label takes above it.
const labelRoom = 20

func touchField(w *window.Window, p *play.Person, id string) error {
	if err := p.Show(id); err != nil {
		return err
	}
	s, err := w.Sight()
	if err != nil {
		return err
	}
	f, _ := play.Control(s, id)
	if wait := play.SettleTime - w.Stood(); wait > 0 {
		w.Pass(wait)
	}
	if err := w.Press(f.X+f.W/2, f.Y+f.H/2); err != nil {
		return err
	}
	w.Pass(150 * time.Millisecond)
	if s, err = w.Sight(); err != nil {
		return err
	}
	if now, _ := play.Control(s, id); hasKeys(s) || now.Y != f.Y {
		return fmt.Errorf("the screen moves under the finger: from %d to %d", f.Y, now.Y)
	}
	if err := w.Lift(); err != nil {
		return err
	}
	if _, err = w.Await(hasKeys); err != nil {
		return err
	}
	w.Pass(150 * time.Millisecond) // and it stays
	if s, err = w.Sight(); err != nil {
		return err
	}
	f, _ = play.Control(s, id)
	top, bottom := p.Room(s)
	if !hasKeys(s) || !f.Visible || f.Y-labelRoom < top || f.Y+f.H > bottom {
		return fmt.Errorf("it stands from %d to %d, and what is seen is from %d to %d", f.Y, f.Y+f.H, top, bottom)
	}
	return nil
}

// TestTremblingFinger touches twice where once was meant, slides while it
// touches, and looks at what seems chosen.
func TestTremblingFinger(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	w := open(t, window.Options{Args: []string{"--out", out}, Manager: true})
	p := person(w)
	steps(t, w, func() error { return noRing(w) }, func() error { return ringComesAndGoes(w) })
	begin(t, w, p)
	steps(t, w, func() error { return p.Touch("next") })
	for _, gap := range []time.Duration{60, 150, 250, 350, 450} {
		steps(t, w, func() error { return twice(w, p, gap*time.Millisecond) })
	}
	for _, far := range []int{24, 40} {
		steps(t, w, func() error { return slide(w, p, "next", far, far <= 24) })
	}
	steps(t, w, func() error { return otherButtons(w, p) }, func() error { return atOnce(w, p) })
	ends(t, w)
}

// ringComesAndGoes uses one key of a keyboard: the ring comes, and goes with the
// next touch.
func ringComesAndGoes(w *window.Window) error {
	if err := w.Key("Tab"); err != nil {
		return err
	}
	w.Pass(500 * time.Millisecond)
	list, err := ringed(w)
	if err != nil {
		return err
	}
	if len(list) != 1 {
		return fmt.Errorf("after Tab the ring is around %v", list)
	}
	if _, err := calm(w); err != nil {
		return err
	}
	return noRing(w)
}

// calm touches the ground, and takes a picture once nothing is pressed or marked.
func calm(w *window.Window) (*image.RGBA, error) {
	if err := do(func() error { return w.Press(2, 2) }, w.Lift); err != nil {
		return nil, err
	}
	w.Pass(200 * time.Millisecond)
	if _, err := w.Sight(); err != nil {
		return nil, err
	}
	return w.Picture()
}

// differing counts the pixels that are not the same.
func differing(a, b *image.RGBA) int {
	n := 0
	for i := 0; i+3 < len(a.Pix) && i+3 < len(b.Pix); i += 4 {
		if a.Pix[i] != b.Pix[i] || a.Pix[i+1] != b.Pix[i+1] || a.Pix[i+2] != b.Pix[i+2] {
			n++
		}
	}
	return n
}

// twice touches Continue twice, as a trembling finger does: one page is turned.
func twice(w *window.Window, p *play.Person, gap time.Duration) error {
	before, err := w.Sight()
	if err != nil {
		return err
	}
	c, _ := play.Control(before, "next")
	x, y := c.X+c.W/2, c.Y+c.H/2
	w.Pass(play.SettleTime - w.Stood())
	for range 2 {
		if err := w.Press(x, y); err != nil {
			return err
		}
		w.Pass(60 * time.Millisecond)
		if err := w.Button(1, false); err != nil {
			return err
		}
		w.Pass(gap)
	}
	return turned(w, before.Page, 1, fmt.Sprintf("two touches %v apart", gap))
}

// turned waits until everything has come, and fails unless so many pages were
// turned.
func turned(w *window.Window, before, want int, by string) error {
	w.Pass(700 * time.Millisecond)
	s, err := w.Sight()
	if err == nil && s.Page-before != want {
		err = fmt.Errorf("%s turned %d pages to %s, want %d", by, s.Page-before, s.Screen, want)
	}
	return err
}

// slide touches a control and slides before the finger lifts.
func slide(w *window.Window, p *play.Person, id string, far int, counts bool) error {
	before, err := w.Sight()
	if err != nil {
		return err
	}
	c, _ := play.Control(before, id)
	x, y := c.X+c.W/2, c.Y+c.H/2
	w.Pass(play.SettleTime - w.Stood())
	if err := w.Press(x, y); err != nil {
		return err
	}
	for i := 1; i <= 8; i++ {
		w.Pass(10 * time.Millisecond)
		if err := w.Move(x-far*i/8, y); err != nil {
			return err
		}
	}
	if err := w.Lift(); err != nil {
		return err
	}
	want := 0
	if counts {
		want = 1
	}
	return turned(w, before.Page, want, fmt.Sprintf("a touch that slid by %d pixels", far))
}

// otherButtons presses other buttons of a mouse while a finger is down.
func otherButtons(w *window.Window, p *play.Person) error {
	before, err := w.Sight()
	if err != nil {
		return err
	}
	c, _ := play.Control(before, "next")
	w.Pass(play.SettleTime - w.Stood())
	if err := w.Press(c.X+c.W/2, c.Y+c.H/2); err != nil {
		return err
	}
	for _, n := range []byte{2, 3} {
		for _, down := range []bool{true, false} {
			if err := w.Button(n, down); err != nil {
				return err
			}
			w.Pass(40 * time.Millisecond)
		}
	}
	if err := w.Button(1, false); err != nil {
		return err
	}
	w.Pass(time.Second)
	s, err := w.Sight()
	if err != nil {
		return err
	}
	if s.Page-before.Page > 1 {
		return fmt.Errorf("other buttons beside a finger turned %d pages", s.Page-before.Page)
	}
	return p.Touch("next") // it still does what it should
}

// atOnce touches Back and Continue as fast as it can, while pages are still being
// drawn.
func atOnce(w *window.Window, p *play.Person) error {
	s, err := w.Sight()
	if err != nil {
		return err
	}
	for i := range 12 {
		id := []string{"back", "next", "text.larger", "text.smaller"}[i%4]
		c, there := play.Control(s, id)
		if !there {
			continue
		}
		if err := w.Press(c.X+c.W/2, c.Y+c.H/2); err != nil {
			return err
		}
		if err := w.Button(1, false); err != nil {
			return err
		}
	}
	w.Pass(time.Second)
	before, err := w.Sight()
	if err != nil {
		return err
	}
	if err := p.Touch("next"); err != nil {
		return err
	}
	return turned(w, before.Page, 1, "a touch after many")
}

// kept gives the record that was kept in a folder.
func kept(t *testing.T, dir string) consent.Record {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join(dir, "*.json"))
	if len(files) != 1 {
		t.Fatalf("kept: %v", files)
	}
	b, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	r, err := consent.ParseRecord(b)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
