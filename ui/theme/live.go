package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
)

// live is the one theme that the toolkit is given; what it looks like can change.
type live struct{ now fyne.Theme }

// Wear gives what changes the program's look; what is shown must be drawn anew
// after it. The toolkit is told of a theme once only: at each telling it parses
// the fonts anew and keeps the old ones.
func Wear(s fyne.Settings) func(fyne.Theme) {
	var worn *live
	return func(t fyne.Theme) {
		if worn != nil {
			worn.now = t
			return
		}
		worn = &live{now: t}
		s.SetTheme(worn)
	}
}

// Color implements fyne.Theme.
func (l *live) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	return l.now.Color(n, v)
}

// Font implements fyne.Theme.
func (l *live) Font(s fyne.TextStyle) fyne.Resource { return l.now.Font(s) }

// Icon implements fyne.Theme.
func (l *live) Icon(n fyne.ThemeIconName) fyne.Resource { return l.now.Icon(n) }

// Size implements fyne.Theme.
func (l *live) Size(n fyne.ThemeSizeName) float32 { return l.now.Size(n) }
