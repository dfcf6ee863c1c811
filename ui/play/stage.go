package play

import (
	"time"

	"fyne.io/fyne/v2"

	"eclaire/assets/font"
	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui"
	"eclaire/ui/theme"
)

// Stage opens the real screens in a window of an app that needs no display, on a clock of
// its own, with nothing kept anywhere. change may alter the options; nil is fine.
func Stage(app fyne.App, lib *content.Library, words *locales.Bundle, size fyne.Size, change func(*ui.Options)) *Tour {
	w := app.NewWindow("")
	w.SetPadded(false)
	w.Resize(size)
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	o := ui.Options{
		Window: w, Theme: theme.Wear(app.Settings()), Lib: lib, Words: words, Prints: font.Has,
		Clinic: consent.Clinic{Name: "Clinique Modèle", Threshold: 2, Paper: "A4", Letter: true}, Language: consent.French,
		Keep:  func(string, []byte, []byte, bool) error { return nil },
		NewID: func(time.Time) string { return "E-TEST" },
		Lot:   func() uint64 { return 0 }, // the same orders each time
		Now:   func() time.Time { now = now.Add(time.Second); return now },
		Run:   func(work, done func()) { work(); done() },
		Idle:  2 * time.Minute, Answer: 30 * time.Second, Specimen: true,
	}
	if change != nil {
		change(&o)
	}
	return &Tour{Player: Player{Window: w, Shell: ui.New(o)}, Lib: lib, Words: words,
		Language: consent.French, Outcome: consent.AcceptProcedure, Treat: []string{"L1"}}
}

// Setting is one way to look at a screen.
type Setting struct {
	Language consent.Language
	Mode     theme.Mode
	Scale    int // of the text, in percent
	Size     fyne.Size
}

// Show draws the same screen in another setting.
func (p *Player) Show(s Setting) error {
	if p.Window.Canvas().Size() != s.Size {
		p.Window.Resize(s.Size)
	}
	if err := p.Shell.Desks().Way.Do(consent.Speak{Language: s.Language}); err != nil {
		return err
	}
	p.Shell.Dress(s.Scale, s.Mode)
	return nil
}

// The matrix in which every screen is looked at.
var (
	sizes  = []fyne.Size{{Width: 1024, Height: 768}, {Width: 1280, Height: 800}, {Width: 1920, Height: 1080}, {Width: 1080, Height: 1920}}
	scales = []int{100, 150, 200}
	modes  = []theme.Mode{theme.Light, theme.Dark, theme.HighContrast}
)

// Settings gives the whole matrix, in an order that never changes.
func Settings() []Setting {
	var out []Setting
	for _, size := range sizes {
		for _, scale := range scales {
			for _, mode := range modes {
				for _, l := range consent.Languages() {
					out = append(out, Setting{l, mode, scale, size})
				}
			}
		}
	}
	return out
}
