package inspect

import "testing"

func TestDrawingOf(t *testing.T) {
	for text, want := range map[string]int{
		"":                                     0,
		"<eclaire:drawing>1</eclaire:drawing>": 1,
		"<x><eclaire:drawing>12</eclaire:drawing></x>":                             12,
		"<eclaire:drawing>0</eclaire:drawing>":                                     0,
		"<eclaire:drawing>01</eclaire:drawing>":                                    0,
		"<eclaire:drawing>-1</eclaire:drawing>":                                    0,
		"<eclaire:drawing>1234567</eclaire:drawing>":                               0,
		"<eclaire:drawing>1</eclaire:drawing><eclaire:drawing>2</eclaire:drawing>": 0,
		"<eclaire:drawing>1":                                                       0,
	} {
		if got := drawingOf([]byte(text)); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}
