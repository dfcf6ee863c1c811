package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"eclaire/ui/theme"
)

func TestButton(t *testing.T) {
	taps := 0
	b := NewButton(Primary, "Oui", func() { taps++ })
	w := open(t, b)
	test.Tap(b)
	key(b, fyne.KeyReturn, fyne.KeySpace, fyne.KeyEnter, fyne.KeyA)
	if taps != 4 {
		t.Errorf("%d taps, want 4", taps)
	}
	b.Disable()
	test.Tap(b)
	key(b, fyne.KeyReturn)
	if taps != 4 {
		t.Error("a disabled button answered")
	}
	b.Enable()
	w.Canvas().Unfocus()
	w.Canvas().Focus(b)
	if !b.ring.shown() {
		t.Error("no ring with the focus")
	}
	w.Canvas().Unfocus()
	if b.ring.shown() {
		t.Error("a ring without the focus")
	}
	test.Tap(b)
	if b.ring.shown() {
		t.Error("a ring after a tap")
	}
	key(b, fyne.KeyLeft)
	if !b.ring.shown() {
		t.Error("no ring after a key")
	}
}

func TestButtonsAreLargeEnough(t *testing.T) {
	open(t, NewParagraph(""))
	for _, kind := range []ButtonKind{Primary, Secondary, Quiet, Choice, Pill, ListRow} {
		b := NewButton(kind, "Un choix assez long pour deux lignes", nil)
		if h := b.MinSize().Height; h < 60 {
			t.Errorf("kind %d: %v high", kind, h)
		}
		if wide, narrow := b.HeightFor(900), b.HeightFor(220); narrow <= wide {
			t.Errorf("kind %d: not higher when narrow", kind)
		}
	}
}

func TestChoiceShowsACheckMark(t *testing.T) {
	b := NewChoice("Oui", false, nil)
	open(t, b)
	if b.lead.Visible() {
		t.Error("a mark before the choice")
	}
	b.SetSelected(true)
	if !b.lead.Visible() || b.bed.FillColor != b.paint(theme.ColorAction) {
		t.Error("the choice does not show")
	}
}

func TestCheckCard(t *testing.T) {
	var got []bool
	c := NewCheckCard("J’ai compris", func(on bool) { got = append(got, on) })
	open(t, c)
	test.TapAt(c, fyne.NewPos(400, 10))
	key(c, fyne.KeySpace)
	c.SetChecked(true)
	if len(got) != 2 || !got[0] || got[1] {
		t.Errorf("changes %v", got)
	}
	if !c.tick.Visible() {
		t.Error("no tick")
	}
}

func TestScale(t *testing.T) {
	var got []int
	s := NewScale(10, "rien", "tout", func(v int) { got = append(got, v) })
	open(t, s)
	if s.Value != -1 {
		t.Fatalf("value %d at first", s.Value)
	}
	test.Tap(s.items[7])
	key(s, fyne.KeyRight, fyne.KeyLeft, fyne.KeyLeft)
	test.Type(s, "10")
	want := []int{7, 8, 7, 6, 1, 10}
	if len(got) != len(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
	if chosen := s.items[10]; !chosen.image.Visible() || s.items[9].image.Visible() {
		t.Error("the number chosen has no mark but its colour")
	}
	if a, b := s.columns(900), s.columns(380); a != 11 || b >= 11 {
		t.Errorf("columns %d wide, %d narrow", a, b)
	}
}

func TestSegmented(t *testing.T) {
	var got []string
	s := NewSegmented([]Option{{"y", "Oui"}, {"n", "Non"}, {"?", "Pas fait"}}, func(id string) { got = append(got, id) })
	open(t, s)
	test.Tap(s.items[1])
	key(s, fyne.KeyRight)
	if s.Selected != "n" {
		t.Error("an arrow alone selected")
	}
	key(s, fyne.KeySpace)
	if !s.items[2].image.Visible() || s.items[1].image.Visible() {
		t.Error("the answer chosen has no mark but its colour")
	}
	if len(got) != 2 || got[0] != "n" || got[1] != "?" {
		t.Errorf("got %v", got)
	}
	s.SetOptions([]Option{{"y", "Yes"}, {"n", "No"}, {"?", "Not done"}})
	if s.Selected != "?" {
		t.Error("selection lost with the language")
	}
	s.SetSelected("unknown")
	if s.Selected != "" {
		t.Error("an unknown id is selected")
	}
}

func TestField(t *testing.T) {
	var text string
	blur := 0
	f := NewField("Nom", func(s string) { text = s })
	f.OnBlur = func(*Field) { blur++ }
	w := open(t, f)
	f.Focus()
	test.Type(f.entry, "Éva")
	w.Canvas().Unfocus()
	if text != "Éva" || f.Text() != "Éva" || blur != 1 {
		t.Errorf("text %q, blur %d", text, blur)
	}
	before := f.HeightFor(500)
	f.SetError("Il manque quelque chose.")
	if f.HeightFor(500) <= before || !f.mark.Visible() {
		t.Error("the error does not show")
	}
	f.SetError("")
	if f.HeightFor(500) != before {
		t.Error("the error stays")
	}
}

func TestKeypad(t *testing.T) {
	var got string
	k := NewKeypad(4, "OK", func(pin string) { got = pin })
	open(t, k)
	for _, i := range []int{0, 1, 2} {
		test.Tap(k.keys[i])
	}
	key(k, fyne.KeyBackspace)
	test.Type(k, "9")
	if got != "" {
		t.Fatal("told too early")
	}
	test.Tap(k.keys[10])
	if got != "1290" || k.digits != "" {
		t.Errorf("got %q, kept %q", got, k.digits)
	}
}

func TestSpinePicker(t *testing.T) {
	var got []string
	p := sampleSpine()
	p.OnTap = func(l string) { got = append(got, l) }
	w := open(t, p)
	p.Resize(fyne.NewSize(124, 424))
	test.TapAt(p, fyne.NewPos(12+60, 12+150))
	test.TapAt(p, fyne.NewPos(12+5, 12+150))
	w.Canvas().Focus(p)
	key(p, fyne.KeyDown, fyne.KeySpace)
	if len(got) != 2 || got[0] != "T2" || got[1] != "T3" {
		t.Errorf("got %v", got)
	}
	p.ReadOnly = true
	test.TapAt(p, fyne.NewPos(72, 162))
	if len(got) != 2 {
		t.Error("read only took a tap")
	}
}

func TestIconArrayCount(t *testing.T) {
	for percent, want := range map[float64]int{0: 0, 3.4: 3, 3.5: 4, 24: 24, 99.6: 100, 140: 100, -2: 0} {
		if got := NewIconArray(percent, "", "").Count(); got != want {
			t.Errorf("%v: %d, want %d", percent, got, want)
		}
	}
}

// TestCodepad shows the digits, keeps them, and ends by the Enter key alone.
func TestCodepad(t *testing.T) {
	var seen, got string
	k := NewCodepad(3, "Effacer", "7", func(code string) { seen = code })
	k.OnDone = func(code string) { got = code }
	open(t, k)
	key(k, fyne.KeyReturn)
	test.Tap(k.keys[1])
	test.Tap(k.keys[9])
	test.Tap(k.keys[10])
	if seen != "72" || got != "" {
		t.Fatalf("%q is shown, %q was told", seen, got)
	}
	test.Type(k, "x51")
	if seen != "725" || got != "" || k.boxes.texts[2].Text != "5" {
		t.Fatalf("%q is shown, %q was told", seen, got)
	}
	key(k, fyne.KeyEnter)
	if got != "725" || k.digits != "725" {
		t.Errorf("%q was told, %q is left", got, k.digits)
	}
}
