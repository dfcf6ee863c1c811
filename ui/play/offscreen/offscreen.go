// Package offscreen is the window toolkit without a display: a program whose
// windows nobody sees, painted by software when a picture is asked for. The demo
// plays in it. Everything happens at once, on the goroutine that asks for it.
package offscreen

import (
	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// App is the toolkit's program. What it does not say itself, the program says that
// it was made of.
type App struct {
	fyne.App
	driver    *driver
	settings  *settings
	clipboard clipboard
}

// NewApp makes a program of one whose windows would need a display and which is
// never run, and makes it the current one. It takes from that one how wide words
// are, which the toolkit tells nowhere else.
func NewApp(of fyne.App) *App {
	a := &App{App: of, driver: &driver{Driver: of.Driver()}}
	a.settings = &settings{theme: base.DefaultTheme(), driver: a.driver}
	fyne.SetCurrentApp(a)
	return a
}

// NewWindow implements fyne.App.
func (a *App) NewWindow(title string) fyne.Window { return a.driver.CreateWindow(title) }

// Driver implements fyne.App.
func (a *App) Driver() fyne.Driver { return a.driver }

// Settings implements fyne.App.
func (a *App) Settings() fyne.Settings { return a.settings }

// Clipboard implements fyne.App.
func (a *App) Clipboard() fyne.Clipboard { return &a.clipboard }

// Run implements fyne.App: nothing runs by itself.
func (a *App) Run() {}

// Quit implements fyne.App.
func (a *App) Quit() {
	for _, w := range a.driver.AllWindows() {
		w.Close()
	}
}

// clipboard belongs to this program alone.
type clipboard struct{ content string }

func (c *clipboard) Content() string     { return c.content }
func (c *clipboard) SetContent(s string) { c.content = s }

// settings hold the theme; no setting of the machine changes them.
type settings struct {
	theme     fyne.Theme
	driver    *driver
	listeners []func(fyne.Settings)
	changes   []chan fyne.Settings
}

func (s *settings) AddChangeListener(c chan fyne.Settings) { s.changes = append(s.changes, c) }
func (s *settings) AddListener(f func(fyne.Settings))      { s.listeners = append(s.listeners, f) }
func (s *settings) BuildType() fyne.BuildType              { return fyne.BuildStandard }
func (s *settings) PrimaryColor() string                   { return base.ColorBlue }
func (s *settings) Scale() float32                         { return 1 }
func (s *settings) ShowAnimations() bool                   { return true }
func (s *settings) Theme() fyne.Theme                      { return s.theme }
func (s *settings) ThemeVariant() fyne.ThemeVariant        { return base.VariantLight }

// SetTheme draws what is shown anew.
func (s *settings) SetTheme(t fyne.Theme) {
	s.theme = t
	for _, c := range s.changes {
		c <- s
	}
	for _, w := range s.driver.AllWindows() {
		for _, o := range trees(w.Canvas()) {
			o.Refresh()
		}
	}
	for _, f := range s.listeners {
		f(s)
	}
}
