package main

import (
	"bytes"
	"image/color"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"eclaire/assets/internal/ink"
	"eclaire/assets/vector"
)

func TestCommittedFilesAreGenerated(t *testing.T) {
	files, err := generate()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs: run go generate ./assets", name)
		}
	}
	for _, folder := range []string{"figures/", "print/"} {
		found, err := filepath.Glob("../" + folder + "*")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			if files[folder+filepath.Base(f)] == nil {
				t.Errorf("%s is made by nothing", f)
			}
		}
	}
}

func TestFiguresAreWanted(t *testing.T) {
	have, want := slices.Sorted(maps.Keys(figures)), slices.Sorted(maps.Keys(wanted))
	if !slices.Equal(have, want) {
		t.Fatalf("figures %v\nwanted %v", have, want)
	}
}

// Each figure is flat, lies inside its frame (paper does not clip), shows
// something, and offers the anchors with room for a number.
func TestFigures(t *testing.T) {
	for name, paint := range figures {
		svg := figure(paint)
		d, err := vector.Parse(svg)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got, want := slices.Sorted(maps.Keys(d.Anchors)), slices.Sorted(slices.Values(wanted[name])); !slices.Equal(got, want) {
			t.Errorf("%s: anchors %v, want %v", name, got, want)
		}
		for id, a := range d.Anchors {
			if a.X < 24 || a.Y < 24 || a.X > width-24 || a.Y > height-24 {
				t.Errorf("%s: anchor %s at %v is too near the edge", name, id, a)
			}
		}
		if d.Width != width || d.Height != height {
			t.Errorf("%s is %v by %v", name, d.Width, d.Height)
		}
		flatAndInside(t, name, d)
		drawn(t, name, svg)
	}
}

// A figure for paper has the same frame and anchors as on the screen and no other
// colours, and each shape of it is to be seen and starts inside.
func TestPrintedFigures(t *testing.T) {
	for name, paint := range figures {
		screen, err := vector.Parse(figure(paint))
		if err != nil {
			t.Fatal(err)
		}
		d, err := vector.Parse(printed(paint))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if d.Width != screen.Width || d.Height != screen.Height || !maps.Equal(d.Anchors, screen.Anchors) {
			t.Errorf("%s: frame or anchors differ", name)
		}
		known := colours(screen)
		for c := range colours(d) {
			if !known[c] {
				t.Errorf("%s: the colour %v is not on the screen", name, c)
			}
		}
		for i, s := range d.Shapes {
			if p := s.Segments[0].P[0]; !s.HasFill && s.StrokeWidth <= 0 || p.X < 0 || p.Y < 0 || p.X > d.Width || p.Y > d.Height {
				t.Errorf("%s: shape %d at %v is not to be seen", name, i, p)
			}
		}
	}
}

func colours(d vector.Drawing) map[color.NRGBA]bool {
	out := map[color.NRGBA]bool{}
	for _, s := range d.Shapes {
		if s.HasFill {
			out[s.Fill] = true
		}
		if s.StrokeWidth > 0 {
			out[s.Stroke] = true
		}
	}
	return out
}

func flatAndInside(t *testing.T, name string, d vector.Drawing) {
	t.Helper()
	for i, s := range d.Shapes {
		if s.StrokeWidth != 0 || !s.HasFill {
			t.Errorf("%s: shape %d is not a plain fill", name, i)
		}
		for _, g := range s.Segments {
			if g.Op == vector.Close {
				continue
			}
			end := g.P[max(0, int(g.Op)-1)]
			if end.X < 0 || end.Y < 0 || end.X > d.Width || end.Y > d.Height {
				t.Errorf("%s: shape %d of %v leaves the frame at %v", name, i, s.Fill, end)
				break
			}
		}
	}
}

// drawn wants at least a twelfth of the frame painted by the screen's renderer.
func drawn(t *testing.T, name string, svg []byte) {
	t.Helper()
	img, err := render(svg, 120, nil)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	n := 0
	for i := 3; i < len(img.Pix); i += 4 {
		if img.Pix[i] > 0 {
			n++
		}
	}
	if n < len(img.Pix)/4/12 {
		t.Errorf("%s: only %d pixels are painted", name, n)
	}
}

// On a grey print the roles still differ in lightness.
func TestRolesDifferInGrey(t *testing.T) {
	roles := []struct{ name, colour string }{
		{"bone", ink.Bone}, {"cement", ink.Cement}, {"leak", ink.Leak}, {"nerve", ink.Nerve}, {"vein", ink.Vein},
	}
	for i, a := range roles {
		for _, b := range roles[i+1:] {
			la, lb := grey(t, a.colour), grey(t, b.colour)
			if d := max(la, lb) - min(la, lb); d < 18 {
				t.Errorf("%s and %s are only %d of 255 apart", a.name, b.name, d)
			}
		}
	}
}

func grey(t *testing.T, hex string) int {
	t.Helper()
	svg := []byte(`<svg viewBox="0 0 1 1"><path fill="` + hex + `" d="M0 0L1 0L1 1z"/></svg>`)
	d, err := vector.Parse(svg)
	if err != nil {
		t.Fatal(err)
	}
	return int(color.GrayModel.Convert(d.Shapes[0].Fill).(color.Gray).Y)
}

// The pictures go into every document and are read at every start.
func TestFiguresAreSmall(t *testing.T) {
	total := 0
	for name, paint := range figures {
		n := len(figure(paint))
		total += n
		if n > 80_000 {
			t.Errorf("%s has %d bytes", name, n)
		}
	}
	if total > 1_050_000 {
		t.Errorf("all figures together have %d bytes", total)
	}
}
