package spine

import (
	"bytes"
	"fmt"
	"sync"

	"eclaire/assets/vector"
)

// shapes remembers the pieces that have been read, by the place of their text:
// a spine is put together from the same few hundred pieces again and again.
var shapes sync.Map // *byte → []vector.Shape

// Drawing is what SVG gives, as the flat model, without reading it anew.
func Drawing(s States, focus string) vector.Drawing {
	d := vector.Drawing{Width: Width, Height: Height, Anchors: map[string]vector.Point{}}
	eachPiece(s, focus, func(piece []byte) { d.Shapes = append(d.Shapes, read(piece)...) })
	return d
}

// read gives the shapes of one piece. A piece is written by this package, so
// that a fault in it is a fault of the program.
func read(piece []byte) []vector.Shape {
	if len(bytes.TrimSpace(piece)) == 0 {
		return nil
	}
	if known, ok := shapes.Load(&piece[0]); ok {
		return known.([]vector.Shape)
	}
	d, err := vector.Parse(fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g">%s</svg>`, Width, Height, piece))
	if err != nil {
		panic(fmt.Sprintf("a piece of the spine cannot be read: %v", err))
	}
	shapes.Store(&piece[0], d.Shapes)
	return d.Shapes
}
