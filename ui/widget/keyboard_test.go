package widget

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"eclaire/assets/font"
	"eclaire/ui/theme"
)

var (
	french = KeyWords{Space: "espace", Done: "Terminé", Shift: "majuscule", Held: "majuscules verrouillées",
		Erase: "effacer", Accents: "lettres accentuées", Signs: "signes", Letters: "lettres", Line: "ligne suivante", Decimal: ","}
	english = KeyWords{Space: "space", Done: "Done", Shift: "capital", Held: "capitals held",
		Erase: "erase", Accents: "accented letters", Signs: "signs", Letters: "letters", Line: "next line", Decimal: "."}
)

// desk is a field, a keyboard that writes into it, a finger, and a clock to turn.
type desk struct {
	*finger
	t     testing.TB
	field *Field
	keys  *Keyboard
	now   time.Duration
	waits []*waiting
}

type waiting struct {
	at time.Duration
	do func()
}

func newDesk(t testing.TB, layout KeyLayout, f *Field) *desk {
	t.Helper()
	d := &desk{t: t, field: f, keys: NewKeyboard(layout, french, nil)}
	d.finger = under(t, NewStack(0, f, d.keys))
	d.hand.After = func(after time.Duration, do func()) func() {
		w := &waiting{d.now + after, do}
		d.waits = append(d.waits, w)
		return func() { w.do = nil }
	}
	d.tap(f.entry)
	d.keys.SetTarget(f)
	return d
}

// pass lets time pass.
func (d *desk) pass(by time.Duration) {
	for end := d.now + by; d.now < end; {
		d.now += 10 * time.Millisecond
		for _, w := range d.waits {
			if do := w.do; do != nil && w.at <= d.now {
				w.do = nil
				do()
			}
		}
	}
}

func (d *desk) key(id string) *boardKey {
	d.t.Helper()
	c := d.keys.key("key." + id)
	if c == nil {
		d.t.Fatalf("no key %q on the layer %s", id, d.keys.layer)
	}
	return c
}

// touch touches keys one after the other, slowly.
func (d *desk) touch(ids ...string) {
	d.t.Helper()
	for _, id := range ids {
		d.tap(d.key(id))
		d.pass(600 * time.Millisecond)
	}
}

// write touches the key of each character of a text, on the layer that has it.
func (d *desk) write(text string) {
	d.t.Helper()
	for _, r := range text {
		id := string(r)
		if r == ' ' {
			id = "space"
		}
		for _, layer := range []string{"", "letters", "accents", "signs"} {
			if layer != "" && d.keys.key("key."+layer) != nil {
				d.touch(layer)
			}
			if d.keys.key("key."+id) != nil {
				break
			}
		}
		d.touch(id)
	}
}

func (d *desk) wrote(want string) {
	d.t.Helper()
	if got := d.field.Text(); got != want {
		d.t.Errorf("wrote %q, want %q", got, want)
	}
}

// TestNameUnderAFinger types a name that has everything: an accent from a long
// press, hyphen, apostrophe, and capitals that come by themselves.
func TestNameUnderAFinger(t *testing.T) {
	f := NewField("Nom", nil)
	f.Kind = Names
	blur := 0
	f.OnBlur = func(*Field) { blur++ }
	d := newDesk(t, AZERTY, f)
	e := d.key("E")
	d.press(middleOf(e))
	d.pass(longPress)
	d.lift(middleOf(e), false)
	d.wrote("") // the accents are open, to be touched
	d.touch("É", "l", "o", "d", "i", "e", "space", "D", "'", "A", "r", "c", "-", "L")
	d.wrote("Élodie D'Arc-L")
	// The next accent is slid onto.
	from := middleOf(d.key("e"))
	d.press(from)
	d.pass(longPress)
	d.slide(from, middleOf(d.key("è")))
	d.wrote("Élodie D'Arc-Lè")
	d.touch("erase", "e", "f", "accents", "è", "letters", "v", "r", "e")
	d.wrote("Élodie D'Arc-Lefèvre")
	if blur != 0 || d.canvas.Focused() != fyne.Focusable(f.entry) {
		t.Errorf("the focus was lost %d times", blur)
	}
	d.canvas.Unfocus()
	if blur != 1 {
		t.Error("a true loss was not told")
	}
}

// slide moves the finger that is down and lifts it.
func (f *finger) slide(from, to fyne.Position) {
	ev := &fyne.DragEvent{Dragged: fyne.NewDelta(to.X-from.X, to.Y-from.Y)}
	ev.Position, ev.AbsolutePosition = to, to
	f.hand.Dragged(ev)
	f.lift(to, true)
}

// TestPassphraseUnderAFinger types every sign of ASCII, and nothing by itself.
func TestPassphraseUnderAFinger(t *testing.T) {
	for _, layout := range []KeyLayout{AZERTY, QWERTY} {
		d := newDesk(t, layout, NewSecretField("Phrase", nil))
		all := ""
		for r := ' '; r <= '~'; r++ {
			if r < 'A' || r > 'Z' {
				all += string(r)
			}
		}
		d.write(all + "€£§éç")
		d.touch("letters", "shift", "shift", "T", "R", "shift", "e", "shift", "S", "o")
		d.wrote(all + "€£§éçTReSo")
	}
}

// TestShift: once for a capital, twice for capitals, shown by more than a colour.
func TestShift(t *testing.T) {
	d := newDesk(t, QWERTY, NewField("Numéro", nil))
	shift := d.key("shift")
	d.touch("shift")
	if shift.glyph != GlyphShift || !shift.selected || shift.AccessibilityLabel() != "majuscule" {
		t.Error("one capital does not show")
	}
	d.touch("A", "b", "shift", "shift")
	if shift.glyph != GlyphShiftHeld || shift.AccessibilityLabel() != "majuscules verrouillées" {
		t.Error("held capitals do not show")
	}
	d.touch("C", "D", "accents", "É", "letters", "shift", "e")
	d.wrote("AbCDÉe")
	// A capital that came by itself: one touch takes it back, two at once hold.
	d.field.Kind = Sentences
	d.keys.SetTarget(nil)
	d.field.SetText("")
	d.keys.SetTarget(d.field)
	d.touch("shift", "a")
	for range 6 {
		d.touch("erase")
	}
	d.tap(d.key("shift"))
	d.tap(d.key("shift"))
	d.touch("O", "K", ".", "space", "O")
	d.wrote("OK. O")
}

// TestSentencesBeginWithCapitals also where the cursor was put, what was erased,
// and what a hardware keyboard wrote.
func TestSentencesBeginWithCapitals(t *testing.T) {
	f := NewLongField("Question", 3, nil)
	d := newDesk(t, AZERTY, f)
	d.touch("A", "i", "t", "-", "i", "l", "?", "space", "O", "u", "i", ".", "5", "space", "s", ".", "space")
	d.wrote("Ait-il? Oui.5 s. ")
	d.key("N")
	d.touch("erase")
	d.key("n")
	f.entry.TypedRune(' ')
	d.key("N")
	f.SetPlace(2)
	d.keys.SetTarget(f)
	d.touch("n")
	d.wrote("Aint-il? Oui.5 s. ")
}

func TestCapitalsOfAKind(t *testing.T) {
	for _, c := range []struct {
		kind   Kind
		before string
		want   bool
	}{
		{Names, "", true}, {Names, "Jean-", true}, {Names, "D’", true}, {Names, "D'", true}, {Names, "Jo", false}, {Names, "De ", true},
		{Sentences, "", true}, {Sentences, "  ", true}, {Sentences, "Oui.", false}, {Sentences, "Oui. ", true}, {Sentences, "Oui\u00a0? ", true},
		{Sentences, "Oui, ", false}, {Sentences, "Oui\n", true}, {Sentences, "Ouf! ", true},
		{Lines, "", true}, {Lines, "3 ", false}, {Lines, "Dr. ", false}, {Lines, "Oui\n", true},
		{Secret, "", false}, {Secret, "Oui. ", false}, {Plain, "", false}, {Dates, "", false},
	} {
		if got := c.kind.capital(c.before); got != c.want {
			t.Errorf("kind %d after %q: %v", c.kind, c.before, got)
		}
	}
}

// TestLinesOfAnAddress: a field of lines has a key for the next one, which begins with a
// capital, and others have none.
func TestLinesOfAnAddress(t *testing.T) {
	f := NewLongField("Adresse", 4, nil)
	f.Kind = Lines
	d := newDesk(t, AZERTY, f)
	d.touch("3", "space", "r", "u", "e", "line", "V", "i", "l", "signs", "line", "letters", "S", "erase", "erase")
	d.wrote("3 rue\nVil")
	d.checkKeys("lines")
	f.Kind = Sentences
	d.keys.SetTarget(nil)
	d.keys.SetTarget(f)
	for _, c := range d.keys.keys() {
		if c.ID() == "key.line" {
			t.Error("a sentence has a key for the next line")
		}
	}
	d.touch("?")
	d.wrote("3 rue\nVil?")
}

// TestTabLeavesALongField: whoever uses a keyboard alone gets out of it.
func TestTabLeavesALongField(t *testing.T) {
	var long fyne.Tabbable = NewLongField("Question", 3, nil).entry
	if long.AcceptsTab() {
		t.Error("Tab is written")
	}
}

// TestSlidingOffAKey: within a tremor it is still the key, further nothing.
func TestSlidingOffAKey(t *testing.T) {
	d := newDesk(t, AZERTY, NewField("Numéro", nil))
	a := d.key("a")
	edge := fyne.CurrentApp().Driver().AbsolutePositionForObject(a).Add(fyne.NewPos(2, 2))
	d.drag(edge, edge.Subtract(fyne.NewPos(15, 20)))
	d.drag(edge, edge.Add(fyne.NewPos(a.Size().Width-8, a.Size().Height-8)))
	d.wrote("aa")
	d.drag(edge, edge.Subtract(fyne.NewPos(25, 0)))
	d.drag(edge, middleOf(d.key("e")))
	d.wrote("aa")
	if a.down {
		t.Error("the key still looks pressed")
	}
	// Between two keys the nearer one is meant.
	d.tapAt(edge.Subtract(fyne.NewPos(4, 0)))
	d.wrote("aaa")
}

// TestLongPressGivenUp closes the accents without a letter.
func TestLongPressGivenUp(t *testing.T) {
	d := newDesk(t, AZERTY, NewField("Numéro", nil))
	from := middleOf(d.key("e"))
	d.press(from)
	d.pass(longPress)
	d.slide(from, middleOf(d.key("space")))
	if d.keys.offer != nil {
		t.Error("the accents stay open")
	}
	d.wrote("")
	d.press(from)
	d.pass(longPress)
	d.lift(from, false)
	d.touch("s") // another key closes them
	d.wrote("s")
	if d.keys.offer != nil {
		t.Error("the accents stay open")
	}
	d.hand.After = nil // nobody measures time: a long press is a press
	d.press(from)
	d.pass(time.Second)
	d.lift(from, false)
	d.wrote("se")
}

func TestErasingRepeats(t *testing.T) {
	d := newDesk(t, AZERTY, NewField("Numéro", nil))
	d.field.SetText("abcdefghij")
	d.field.SetPlace(10)
	at := middleOf(d.key("erase"))
	d.tapAt(at)
	d.wrote("abcdefghi")
	d.press(at)
	d.pass(repeatFirst + 3*repeatEach)
	d.wrote("abcde")
	d.lift(at, false)
	d.pass(time.Second)
	d.wrote("abcde")
	d.press(at)
	d.pass(repeatFirst)
	d.slide(at, middleOf(d.key("a")))
	d.pass(time.Second)
	d.wrote("abcd")
	d.press(at)
	d.keys.SetTarget(nil) // the keyboard closes under the finger
	d.pass(time.Second)
	d.lift(at, false)
	d.wrote("abcd")
}

// TestPadsOfDigits have the signs that the field takes, and no others.
func TestPadsOfDigits(t *testing.T) {
	for kind, want := range map[Kind]string{Dates: "/", Counts: "", Codes: "", Decimals: "-,"} {
		f := NewField("Nombre", nil)
		f.Kind = kind
		d := newDesk(t, AZERTY, f)
		got := ""
		for _, c := range d.keys.keys() {
			got += strings.TrimPrefix(c.ID(), "key.")
			if s := c.Size(); s.Height < 60 || s.Width < 60 {
				t.Errorf("%s is %v", c.ID(), s)
			}
		}
		if sorted := "123456789"; got != sorted+want[:min(1, len(want))]+"0"+want[min(1, len(want)):]+"erasedone" {
			t.Errorf("kind %d has the keys %q", kind, got)
		}
		d.write("190" + want)
		d.touch("erase")
		d.write("7")
		d.wrote(("190" + want)[:2+len(want)] + "7")
	}
}

// TestKeysStay: what is pressed is what is released, whatever it shows.
func TestKeysStay(t *testing.T) {
	d := newDesk(t, AZERTY, NewField("Numéro", nil))
	a := d.key("a")
	d.touch("shift")
	if d.key("A") != a {
		t.Error("a capital is another key")
	}
	d.touch("signs", "letters", "accents", "letters")
	if d.key("A") != a {
		t.Error("the layer was made anew")
	}
}

// TestKeysHaveTheirNames: unique on each layer, in words where they show a sign,
// drawn by the font, large enough, and inside of the keyboard.
func TestKeysHaveTheirNames(t *testing.T) {
	for _, layout := range []KeyLayout{AZERTY, QWERTY} {
		d := newDesk(t, layout, NewField("Numéro", nil))
		for _, wide := range []float32{1024, 1280, 1920} {
			d.keys.Resize(fyne.NewSize(wide, d.keys.HeightFor(wide)))
			for _, name := range []layerName{letters, accents, signs, dates, digits, decimal} {
				d.keys.show(name)
				d.checkKeys(fmt.Sprint(name, wide))
			}
		}
		d.keys.show(letters)
		for r := 'a'; r <= 'z'; r++ {
			if d.keys.offer = nil; accentsOf(r) != "" {
				d.keys.offer = d.keys.offerOf(d.key(string(r)))
				d.keys.Refresh()
				d.checkKeys("offer " + string(r))
			}
		}
	}
}

func (d *desk) checkKeys(where string) {
	d.t.Helper()
	seen := map[string]bool{}
	for _, c := range d.keys.keys() {
		if seen[c.ID()] || c.AccessibilityLabel() == "" {
			d.t.Errorf("%s: the key %q is there twice, or has no words", where, c.ID())
		}
		seen[c.ID()] = true
		for _, r := range strings.ToUpper(c.text) + c.text {
			if !font.Has(r) {
				d.t.Errorf("%s: the font lacks %q", where, r)
			}
		}
		p, s := c.Position(), c.Size()
		if p.X < 0 || p.Y < 0 || p.X+s.Width > d.keys.Size().Width || p.Y+s.Height > d.keys.Size().Height || s.Height < 60 || s.Width < 44 {
			d.t.Errorf("%s: %q stands at %v, %v", where, c.ID(), p, s)
		}
	}
}

// TestKeyboardsToLookAt draws each layer in both languages, with -shots.
func TestKeyboardsToLookAt(t *testing.T) {
	for _, l := range []struct {
		name   string
		layout KeyLayout
		words  KeyWords
	}{{"fr", AZERTY, french}, {"en", QWERTY, english}} {
		for _, name := range []layerName{letters, accents, signs, dates, decimal} {
			k := NewKeyboard(l.layout, l.words, nil)
			k.layer = name
			shoot(t, window(t, theme.Light, 1, fyne.NewSize(1024, 340), k), fmt.Sprintf("keys-%s-%s", l.name, name))
		}
		k := NewKeyboard(l.layout, l.words, nil)
		w := window(t, theme.Dark, 2, fyne.NewSize(1280, 340), k)
		k.shift(true)
		k.pressed(k.key("key.O"), nil, fyne.NewPos(0, 0))
		k.open(k.press)
		k.letGo()
		k.key("key.A").push(true)
		shoot(t, w, "keys-"+l.name+"-held-offer")
	}
}
