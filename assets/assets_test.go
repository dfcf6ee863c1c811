package assets

import (
	"bytes"
	"errors"
	"image/png"
	"io/fs"
	"slices"
	"strings"
	"testing"
)

func TestFigure(t *testing.T) {
	names := FigureNames()
	if !slices.IsSorted(names) || len(names) < 28 {
		t.Fatalf("names: %v", names)
	}
	for _, n := range names {
		svg, err := Figure(n)
		if err != nil || !bytes.HasPrefix(svg, []byte("<svg ")) { // what the screen goes by
			t.Errorf("%s: %.20q, %v", n, svg, err)
		}
		if printed, err := PrintFigure(n); err != nil || len(printed) > len(svg)*2/3 {
			t.Errorf("%s has %d bytes for paper, %d for the screen, %v", n, len(printed), len(svg), err)
		}
	}
	for _, n := range []string{"", "nothing", "../assets", "leak.svg"} {
		_, err := Figure(n)
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrInvalid) {
			t.Errorf("%q: %v", n, err)
		}
		_, printErr := PrintFigure(n)
		for _, err := range []error{err, printErr} {
			if err == nil || !strings.Contains(err.Error(), `"`+n+`"`) {
				t.Errorf("error %v does not name %q", err, n)
			}
		}
	}
}

func TestFontAndIcon(t *testing.T) {
	for name, font := range map[string][]byte{"regular": FontRegular, "bold": FontBold} {
		if !bytes.HasPrefix(font, []byte{0, 1, 0, 0}) { // TrueType outlines: paper takes no other
			t.Errorf("%s is not a TrueType font", name)
		}
	}
	img, err := png.Decode(bytes.NewReader(Icon))
	if err != nil {
		t.Fatal(err)
	}
	if s := img.Bounds().Size(); s.X != 512 || s.Y != 512 {
		t.Errorf("icon is %v", s)
	}
}
