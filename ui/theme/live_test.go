package theme

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	base "fyne.io/fyne/v2/theme"
)

// told counts how often the toolkit is given a theme.
type told struct {
	fyne.Settings
	times int
}

func (s *told) SetTheme(t fyne.Theme) { s.times++; s.Settings.SetTheme(t) }

func TestWear(t *testing.T) {
	s := &told{Settings: test.NewTempApp(t).Settings()}
	wear := Wear(s)
	for _, th := range []*Theme{New(Light, 1), New(Dark, 2), New(HighContrast, 1.5)} {
		wear(th)
		worn := s.Theme()
		if Of(worn) != th || worn.Size(SizeBody) != th.Size(SizeBody) || worn.Font(fyne.TextStyle{Bold: true}) != th.bold ||
			worn.Color(base.ColorNameForeground, 0) != th.Paint(base.ColorNameForeground) {
			t.Errorf("mode %v at %v is not worn", th.Mode(), th.Scale())
		}
	}
	if s.times != 1 {
		t.Errorf("the toolkit was given a theme %d times", s.times)
	}
}

func TestEqual(t *testing.T) {
	plain := New(Light, 1)
	if !plain.Equal(New(Light, 1)) {
		t.Error("the same look differs")
	}
	for _, other := range []*Theme{New(Dark, 1), New(Light, 1.5), New(Light, 1).WithTarget(80)} {
		if plain.Equal(other) {
			t.Errorf("%v at %v looks like light at 1", other.Mode(), other.Scale())
		}
	}
}
