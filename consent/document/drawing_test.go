package document

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"eclaire/consent"
	"eclaire/consent/document/documenttest"
)

func TestDrawing(t *testing.T) {
	file := pdf(t, layout(t, record(t, sample{consent.DeclineInformation, consent.English, 1, "A4", ""})))
	if n := Drawing(file); n != DrawingNumber || n < 1 {
		t.Errorf("the number is %d", n)
	}
	if n := Drawing(append(slices.Clone(file), "behind the end"...)); n != DrawingNumber {
		t.Errorf("with something appended it is %d", n)
	}
	number := fmt.Appendf(nil, "<eclaire:drawing>%d<", DrawingNumber)
	for name, c := range map[string]struct {
		by   string
		want int
	}{
		"none": {"", 0}, "zero": {"<eclaire:drawing>0<", 0}, "no number": {"<eclaire:drawing>x<", 0},
		"later": {"<eclaire:drawing>27<", 27}, "huge": {"<eclaire:drawing>1234567<", 0},
		"two": {"<eclaire:drawing>1</eclaire:drawing><eclaire:drawing>2<", 0},
	} {
		changed := documenttest.Rewrite(t, file, zlib.NoCompression, func(b []byte) []byte { return bytes.Replace(b, number, []byte(c.by), 1) })
		if n := Drawing(changed); n != c.want {
			t.Errorf("%s: the number is %d, want %d", name, n, c.want)
		}
	}
	for _, b := range [][]byte{nil, []byte("%PDF-1.7\n"), file[:len(file)/2], bytes.Repeat(number, 20)} {
		if n := Drawing(b); n != 0 {
			t.Errorf("%.20q has the number %d", b, n)
		}
	}
}

// TestDrawnIsOfWhatIsInside packs a document otherwise, which changes nothing,
// and changes each of its streams, which does.
func TestDrawnIsOfWhatIsInside(t *testing.T) {
	file := pdf(t, layout(t, record(t, sample{consent.AcceptProcedure, consent.French, 1, "A4", ""})))
	want, err := Drawn(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, level := range []int{zlib.NoCompression, zlib.BestSpeed, zlib.BestCompression, zlib.HuffmanOnly} {
		other := documenttest.Repack(t, file, level)
		if bytes.Equal(other, file) {
			t.Errorf("level %d: the same bytes", level)
		}
		if got, err := Drawn(other); err != nil || got != want {
			t.Errorf("level %d: another digest, %v", level, err)
		}
	}
	streams := 0
	documenttest.Rewrite(t, file, 6, func(b []byte) []byte { streams++; return b })
	for i := range streams {
		n := -1
		other := documenttest.Rewrite(t, file, zlib.NoCompression, func(b []byte) []byte {
			if n++; n != i {
				return b
			}
			if len(b) == 0 { // the appearance of the seal's field
				return []byte("n ")
			}
			b = slices.Clone(b)
			b[len(b)-2] ^= 1
			return b
		})
		if got, err := Drawn(other); err == nil && got == want {
			t.Errorf("a change of stream %d of %d is not seen", i, streams)
		}
	}
	if streams < 30 {
		t.Errorf("%d streams only", streams)
	}
}

// TestDrawnSeesEveryByte changes bytes at random: each makes another digest or
// none, but for those that only tell how a stream is packed.
func TestDrawnSeesEveryByte(t *testing.T) {
	file := pdf(t, layout(t, record(t, sample{consent.DeclineInformation, consent.French, 1, "A4", ""})))
	want, _ := Drawn(file)
	rng := rand.New(rand.NewPCG(3, 5))
	for range 150 {
		b := slices.Clone(file)
		at := rng.IntN(len(b))
		b[at] ^= byte(1 + rng.IntN(255))
		if got, err := Drawn(b); err == nil && got == want {
			t.Errorf("the byte at %d of %d became %#x, and nobody noticed", at, len(b), b[at])
		}
	}
	for _, b := range [][]byte{nil, append(slices.Clone(file), '\n'), file[:len(file)-1], bytes.Replace(file, []byte("\nendobj\n"), []byte("\n\nendobj\n"), 1)} {
		if _, err := Drawn(b); !errors.Is(err, ErrNotDrawn) {
			t.Errorf("%d bytes: %v", len(b), err)
		}
	}
}
