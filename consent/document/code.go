package document

import (
	"fmt"
	"strings"

	"github.com/boombuler/barcode/qr"

	"eclaire/consent"
)

// CodeMark is how the code of a document begins.
const CodeMark = "ECLAIRE"

// Code is what the square code of a document says: the record's id and the
// digest of all it holds, in the letters that such a code packs best.
func Code(r consent.Record) (string, error) {
	digest, err := r.Digest()
	if err != nil {
		return "", err
	}
	return strings.ToUpper(CodeMark + ":" + r.ID + ":" + digest), nil
}

// Matrix is a square code (QR, ISO/IEC 18004) of dark modules on white, Side
// points wide, the white edge that it needs within.
type Matrix struct {
	X, Y, Side float64
	rows       [][]bool
}

// quiet is how many modules the white edge of a code is wide.
const quiet = 4

// newMatrix makes the code of a text.
func newMatrix(text string, side float64) (Matrix, error) {
	mode := qr.AlphaNumeric
	code, err := qr.Encode(text, qr.M, mode)
	if err != nil {
		return Matrix{}, fmt.Errorf("failed to make the document's code: %w", err)
	}
	m := Matrix{Side: side}
	for y := range code.Bounds().Dy() {
		row := make([]bool, code.Bounds().Dx())
		for x := range row {
			r, _, _, _ := code.At(x, y).RGBA()
			row[x] = r == 0
		}
		m.rows = append(m.rows, row)
	}
	return m, nil
}

func (m Matrix) moved(dx, dy float64) Shape { m.X += dx; m.Y += dy; return m }

func (m Matrix) bounds() Rect { return Rect{m.X, m.Y, m.Side, m.Side} }

// module is the side of one module in points.
func (m Matrix) module() float64 { return m.Side / float64(len(m.rows)+2*quiet) }

// runs calls f for each run of dark modules in a row, counted from the corner of
// the white edge.
func (m Matrix) runs(f func(x, y, length int)) {
	for y, row := range m.rows {
		for x := 0; x < len(row); x++ {
			from := x
			for x < len(row) && row[x] {
				x++
			}
			if x > from {
				f(from+quiet, y+quiet, x-from)
			}
		}
	}
}
