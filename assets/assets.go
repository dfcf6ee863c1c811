// Package assets holds what the program shows and does not write: the font,
// the icon and the figures. It reads no file when the program runs.
package assets

import (
	"embed"
	"fmt"
	"io/fs"
	"sort"
	"strings"
)

//go:generate go run ./draw -out .

// FontRegular and FontBold are the family for screen and paper, Eclaire Sans;
// fonts/README.md says how it was made. They are shared: a caller that
// writes into them must clone first.
var (
	//go:embed fonts/EclaireSans-Regular.ttf
	FontRegular []byte
	//go:embed fonts/EclaireSans-Bold.ttf
	FontBold []byte
	// Icon is the program's icon, a PNG of 512 by 512.
	//go:embed icon.png
	Icon []byte
)

//go:embed figures/*.svg print/*.svg
var figures embed.FS

// Figure is the SVG of a figure by its name, without folder or ending: "leak".
func Figure(name string) ([]byte, error) {
	data, err := figures.ReadFile("figures/" + name + ".svg")
	if err != nil {
		return nil, fmt.Errorf("no figure named %q: %w", name, err)
	}
	return data, nil
}

// PrintFigure is the same figure for paper, with fewer points: its lines are
// strokes with round ends and corners, which the screen cannot draw.
func PrintFigure(name string) ([]byte, error) {
	data, err := figures.ReadFile("print/" + name + ".svg")
	if err != nil {
		return nil, fmt.Errorf("no printed figure named %q: %w", name, err)
	}
	return data, nil
}

// FigureNames lists the figures in alphabetical order.
func FigureNames() []string {
	files, err := fs.Glob(figures, "figures/*.svg")
	if err != nil {
		panic(err) // the pattern above is malformed
	}
	for i, f := range files {
		files[i] = strings.TrimSuffix(strings.TrimPrefix(f, "figures/"), ".svg")
	}
	sort.Strings(files)
	return files
}
