package widget

import (
	"fyne.io/fyne/v2"

	"eclaire/ui/theme"
)

// Dress gives o and everything it draws now a look of its own, whatever the
// program's theme: for bars, whose text does not grow as far. The toolkit's own
// way, a ThemeOverride, keeps what it once dressed until the program ends.
func Dress(o fyne.CanvasObject, look *theme.Theme) {
	if d, ok := o.(interface{ dress(*theme.Theme) }); ok {
		d.dress(look)
	}
	for _, child := range children(o) {
		Dress(child, look)
	}
}

// Refresh draws o and everything in it anew, for instance after the program's
// look has changed.
func Refresh(o fyne.CanvasObject) {
	for _, child := range children(o) {
		Refresh(child)
	}
	o.Refresh()
}
