package spine

import (
	"encoding/binary"
	"flag"
	"fmt"
	"os"
	"reflect"
	"testing"

	"eclaire/assets/vector"
)

var update = flag.Bool("update", false, "write the pieces of the spine anew")

// TestPiecesAreDrawnSo compares every shipped piece with what it is drawn from.
func TestPiecesAreDrawnSo(t *testing.T) {
	drawn := make([][]vector.Shape, pieces)
	for p := range pieces {
		d, err := vector.Parse(fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g">%s</svg>`, Width, Height, p.draw()))
		if err != nil {
			t.Fatal(err)
		}
		drawn[p] = d.Shapes
	}
	if *update {
		if err := os.WriteFile("pieces.bin", written(drawn), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for p := range pieces {
		if !reflect.DeepEqual(p.shapes(), drawn[p]) {
			t.Fatalf("piece %d is drawn otherwise now; run: go generate ./assets/spine", p)
		}
	}
}

// written puts pieces into the form that reader reads.
func written(drawn [][]vector.Shape) []byte {
	var ends, body []byte
	for _, shapes := range drawn {
		var x, y int64
		body = binary.AppendUvarint(body, uint64(len(shapes)))
		for _, s := range shapes {
			body = append(body, s.Fill.R, s.Fill.G, s.Fill.B, s.Fill.A)
			body = binary.AppendUvarint(body, uint64(len(s.Segments)))
			for _, g := range s.Segments {
				body = append(body, byte(g.Op))
				for _, p := range g.P[:points[g.Op]] {
					px, py := int64(p.X*perUnit), int64(p.Y*perUnit)
					body = binary.AppendVarint(body, px-x)
					body = binary.AppendVarint(body, py-y)
					x, y = px, py
				}
			}
		}
		ends = binary.LittleEndian.AppendUint32(ends, uint32(4*len(drawn)+len(body)))
	}
	return append(ends, body...)
}
