package ui_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"eclaire/ui"
)

// TestMemoryIsGivenBack has the watch look after a session that has ended: memory
// is given back soon, and once more when the toolkit has forgotten it.
func TestMemoryIsGivenBack(t *testing.T) {
	given := 0
	k := open(t, func(o *ui.Options) { o.Run = func(_, done func()) { given++; done() } })
	k.wait(5 * time.Minute)
	if given != 0 {
		t.Fatalf("given back %d times before any session", given)
	}
	k.Shell.EndSession()
	for _, step := range []struct {
		wait time.Duration
		want int
	}{{9 * time.Second, 0}, {2 * time.Second, 1}, {100 * time.Second, 1}, {10 * time.Second, 2}, {5 * time.Minute, 2}} {
		if k.wait(step.wait); given != step.want {
			t.Errorf("%v later memory has been given back %d times, want %d", step.wait, given, step.want)
		}
	}
}

// TestLookIsChangedOnlyWhenItDiffers counts what the toolkit is told.
func TestLookIsChangedOnlyWhenItDiffers(t *testing.T) {
	told := 0
	k := open(t, func(o *ui.Options) {
		set := o.Theme
		o.Theme = func(th fyne.Theme) { told++; set(th) }
	})
	for _, step := range []struct {
		name string
		do   func()
		want int
	}{
		{"a session ended", k.Shell.EndSession, 0},
		{"larger text", func() { k.Shell.Dress(150, 0) }, 1},
		{"a session ended in larger text", k.Shell.EndSession, 1},
		{"another ended", k.Shell.EndSession, 0},
	} {
		told = 0
		step.do()
		if told != step.want {
			t.Errorf("%s: the look was changed %d times, want %d", step.name, told, step.want)
		}
	}
}
