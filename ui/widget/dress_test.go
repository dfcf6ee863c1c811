package widget

import (
	"testing"

	"eclaire/ui/theme"
)

func TestDress(t *testing.T) {
	large := theme.New(theme.Dark, 2)
	b := NewButton(Pill, "Larger", nil)
	row := NewStack(0, b)
	plain := HeightOf(row, 300)
	Dress(row, large)
	if got := HeightOf(row, 300); got <= plain {
		t.Errorf("dressed in large text it is %v high, before %v", got, plain)
	}
	if b.look() != large || b.label.look() != large {
		t.Error("the look does not reach what is drawn")
	}
}

func TestKeyboardDropsItsField(t *testing.T) {
	f := NewField("Name", nil)
	called := 0
	k := NewKeyboard(AZERTY, KeyWords{Space: "space", Done: "done"}, func() { called++ })
	k.SetTarget(f)
	k.typeRune('a')
	k.Drop()
	k.typeRune('b')
	k.erase()
	k.done()
	if f.Text() != "a" || called != 0 {
		t.Errorf("a dropped keyboard wrote %q and called %d times", f.Text(), called)
	}
}
