// Command screenshots keeps a picture of every screen in every language,
// colours, window size and text size, with a page that shows them side by side.
// It needs no display.
package main

import (
	"flag"
	"fmt"
	"image/png"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/test"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/ui/play"
	"eclaire/ui/theme"
)

func main() {
	log.SetFlags(0)
	var g gallery
	flag.StringVar(&g.out, "out", "screenshots", "folder for the pictures")
	flag.StringVar(&g.screens, "screen", "", "only screens whose name holds this")
	flag.StringVar(&g.size, "size", "", "only this window size, as 1280x800")
	flag.StringVar(&g.scale, "scale", "", "only this text size in percent")
	flag.StringVar(&g.theme, "theme", "", "only these colours: light, dark, contrast")
	flag.StringVar(&g.lang, "lang", "", "only this language: fr, en")
	flag.Parse()
	if err := g.make(); err != nil {
		log.Fatal(err)
	}
}

// gallery makes the pictures that its filters let through.
type gallery struct {
	out, screens, size, scale, theme, lang string

	names    []string // of screens, in the order of the way
	settings []play.Setting
}

var modeNames = map[theme.Mode]string{theme.Light: "light", theme.Dark: "dark", theme.HighContrast: "contrast"}

func sizeName(s play.Setting) string {
	return fmt.Sprintf("%.0fx%.0f", s.Size.Width, s.Size.Height)
}

// file names a picture: everything about it stands in the name.
func file(screen string, s play.Setting) string {
	return fmt.Sprintf("%s_%s_%s_%d_%s.png", screen, sizeName(s), modeNames[s.Mode], s.Scale, s.Language)
}

func passes(filter, value string) bool { return filter == "" || filter == value }

func (g *gallery) make() error {
	for _, s := range play.Settings() {
		if passes(g.size, sizeName(s)) && passes(g.scale, strconv.Itoa(s.Scale)) && passes(g.theme, modeNames[s.Mode]) && passes(g.lang, string(s.Language)) {
			g.settings = append(g.settings, s)
		}
	}
	if len(g.settings) == 0 {
		return fmt.Errorf("nothing is left after these filters")
	}
	if err := os.MkdirAll(g.out, 0o755); err != nil {
		return fmt.Errorf("the folder for the pictures cannot be made: %w", err)
	}
	lib, words, err := content.Shipped()
	if err != nil {
		return err
	}
	app := test.NewApp()
	defer app.Quit()
	seen := map[string]bool{}
	for tour := range play.Grand(app, lib, words) {
		tour.Visit = func(name string) error {
			if seen[name] || !strings.Contains(name, g.screens) {
				return nil
			}
			seen[name] = true
			g.names = append(g.names, name)
			fmt.Printf("%3d %s: %d pictures\n", len(g.names), name, len(g.settings))
			return g.screen(tour, name)
		}
		if err := tour.Play(); err != nil {
			return err
		}
	}
	return g.index()
}

// screen keeps one screen in every setting and puts it back as it was.
func (g *gallery) screen(t *play.Tour, name string) error {
	for _, s := range g.settings {
		if err := t.Show(s); err != nil {
			return err
		}
		f, err := os.Create(filepath.Join(g.out, file(name, s)))
		if err != nil {
			return err
		}
		if err := png.Encode(f, t.Picture()); err != nil {
			return fmt.Errorf("the picture of %s cannot be kept: %w", name, err)
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	return t.Show(play.Setting{Language: t.Language, Mode: theme.Light, Scale: 100, Size: play.Usual})
}

// index writes the page: one section a window and text size, one row a screen.
func (g *gallery) index() error {
	var b strings.Builder
	b.WriteString(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Éclairé: screens</title>
<style>body{font:16px/1.4 sans-serif;margin:1.5rem;background:#faf8f4;color:#16262f}h2{margin-top:3rem}
.row{display:flex;flex-wrap:wrap;gap:.7rem;margin-bottom:1.5rem}figure{margin:0}img{height:260px;border:1px solid #8c9aa1}
figcaption{font-size:.85rem}nav a{margin-right:1rem}</style><h1>Éclairé: screens</h1><nav>
`)
	for _, n := range g.names {
		fmt.Fprintf(&b, "<a href=\"#%s\">%s</a>\n", n, n)
	}
	b.WriteString("</nav>\n")
	for _, n := range g.names {
		fmt.Fprintf(&b, "<h2 id=\"%s\">%s</h2>\n<div class=\"row\">\n", n, n)
		for _, s := range g.settings {
			caption := fmt.Sprintf("%s · %d %% · %s · %s", sizeName(s), s.Scale, modeNames[s.Mode], s.Language)
			fmt.Fprintf(&b, "<figure><a href=\"%[1]s\"><img loading=\"lazy\" src=\"%[1]s\" alt=\"%s, %s\"></a><figcaption>%[3]s</figcaption></figure>\n",
				file(n, s), n, caption)
		}
		b.WriteString("</div>\n")
	}
	fmt.Fprintf(&b, "<p>%d screens, %d pictures of each; languages: %v.</p></html>\n", len(g.names), len(g.settings), consent.Languages())
	return os.WriteFile(filepath.Join(g.out, "index.html"), []byte(b.String()), 0o644)
}
