package widget

import "fyne.io/fyne/v2"

// Children lists what o draws: the way for tests and the demo to find what is
// on a screen. It is nil for objects that are not made here.
func Children(o fyne.CanvasObject) []fyne.CanvasObject { return children(o) }

// Reveal scrolls whatever scrolls around o until o is seen.
func Reveal(o fyne.CanvasObject) { revealOnCanvas(o) }

// Find gives the first control of that name in what o draws, nil if there is none.
func Find(o fyne.CanvasObject, id string) fyne.CanvasObject {
	if o == nil || !o.Visible() {
		return nil
	}
	if IDOf(o) == id && id != "" {
		return o
	}
	for _, child := range children(o) {
		if found := Find(child, id); found != nil {
			return found
		}
	}
	return nil
}

// children returns what o draws, for containers and for widgets of this package.
func children(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case element:
		return o.parts()
	}
	return nil
}

// pathTo returns the objects from root down to target, both included; nil if it is not there.
func pathTo(root, target fyne.CanvasObject) []fyne.CanvasObject {
	if root == nil || !root.Visible() {
		return nil
	}
	if root == target {
		return []fyne.CanvasObject{root}
	}
	for _, child := range children(root) {
		if rest := pathTo(child, target); rest != nil {
			return append([]fyne.CanvasObject{root}, rest...)
		}
	}
	return nil
}

// revealOnCanvas scrolls every Scroller around o so that o is seen.
func revealOnCanvas(o fyne.CanvasObject) {
	c := canvasOf(o)
	if c == nil {
		return
	}
	root := c.Overlays().Top()
	if root == nil {
		root = c.Content()
	}
	path := pathTo(root, o)
	for i := len(path) - 1; i >= 0; i-- {
		if s, ok := path[i].(*Scroller); ok {
			s.Reveal(o)
		}
	}
}
