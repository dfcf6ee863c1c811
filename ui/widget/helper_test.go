package widget

import (
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"eclaire/ui/theme"
)

var shots = flag.String("shots", "", "folder for pictures of the widgets")

// window shows o in a window of our look.
func window(t testing.TB, mode theme.Mode, scale float32, size fyne.Size, o fyne.CanvasObject) fyne.Window {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(mode, scale))
	w := test.NewTempWindow(t, o)
	w.SetPadded(false)
	w.Resize(size)
	return w
}

func open(t testing.TB, o fyne.CanvasObject) fyne.Window {
	t.Helper()
	return window(t, theme.Light, 1, fyne.NewSize(900, 600), o)
}

// shoot writes a picture of the window when asked to.
func shoot(t testing.TB, w fyne.Window, name string) {
	t.Helper()
	if *shots == "" {
		return
	}
	f, err := os.Create(filepath.Join(*shots, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, w.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}

func key(o fyne.Focusable, names ...fyne.KeyName) {
	for _, n := range names {
		o.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

// outside lists texts that stick out of any widget around them.
func outside(o fyne.CanvasObject) []string {
	var list []string
	walkTexts(o, fyne.NewPos(0, 0), nil, &list)
	return list
}

type frame struct {
	name string
	pos  fyne.Position
	size fyne.Size
}

func walkTexts(o fyne.CanvasObject, at fyne.Position, around []frame, list *[]string) {
	if o == nil || !o.Visible() {
		return
	}
	if text, ok := o.(*canvas.Text); ok && text.Text != "" {
		size := text.MinSize()
		for _, f := range around {
			if at.X < f.pos.X-1 || at.Y < f.pos.Y-2 || at.X+size.Width > f.pos.X+f.size.Width+1.5 || at.Y+size.Height > f.pos.Y+f.size.Height+2 {
				*list = append(*list, fmt.Sprintf("%q at %v %v outside of %s %v %v", text.Text, at, size, f.name, f.pos, f.size))
				break
			}
		}
		return
	}
	if s, ok := o.(*Scroller); ok && s.Content != nil {
		walkTexts(s.Content, at.Add(s.Content.Position()), nil, list)
		return
	}
	if _, ok := o.(element); ok {
		around = append(around[:len(around):len(around)], frame{fmt.Sprintf("%T", o), at, o.Size()})
	}
	for _, child := range children(o) {
		walkTexts(child, at.Add(child.Position()), around, list)
	}
}

const lorem = "Le ciment est liquide pendant l’injection. **Un peu** peut sortir de la vertèbre\u00a0: c’est fréquent."

func specimen() map[string]func() fyne.CanvasObject {
	return map[string]func() fyne.CanvasObject{
		"paragraph": func() fyne.CanvasObject { return NewParagraph(lorem + " " + lorem) },
		"title":     func() fyne.CanvasObject { return NewTitle("Deux chemins, sur les mêmes lignes") },
		"primary":   func() fyne.CanvasObject { return NewForward("Je comprends et je veux continuer", nil) },
		"back":      func() fyne.CanvasObject { return NewBack("Retour", nil) },
		"quiet":     func() fyne.CanvasObject { return NewButton(Quiet, "Je ne peux pas dessiner", nil) },
		"pill":      func() fyne.CanvasObject { return NewButton(Pill, "Français", nil) },
		"choice": func() fyne.CanvasObject {
			return NewChoice("Je choisis le traitement conservateur, et je peux changer d’avis à tout moment.", true, nil)
		},
		"check": func() fyne.CanvasObject { return NewCheckCard(lorem, nil) },
		"scale": func() fyne.CanvasObject { return NewScale(10, "aucune douleur", "la pire douleur imaginable", nil) },
		"segmented": func() fyne.CanvasObject {
			return NewSegmented([]Option{{"y", "Oui"}, {"n", "Non"}, {"x", "Pas encore fait à ce jour"}}, nil)
		},
		"field": func() fyne.CanvasObject {
			f := NewField("Date de naissance", nil)
			f.SetText("3 mars 1944")
			f.SetError("Cette date est dans le futur. Écrivez-la comme 3.3.1944.")
			return f
		},
		"keyboard":  func() fyne.CanvasObject { return NewKeyboard(AZERTY, french, nil) },
		"keypad":    func() fyne.CanvasObject { return NewKeypad(6, "Valider", nil) },
		"signature": func() fyne.CanvasObject { return NewSignaturePad("Jeanne Exemple · née le 3 mars 1944", nil) },
		"figure":    func() fyne.CanvasObject { return sampleFigure() },
		"icons": func() fyne.CanvasObject {
			return NewIconArray(3.4, "3 sur 100", "sans fracture de vertèbre auparavant (3,4\u00a0%)")
		},
		"comparison": func() fyne.CanvasObject { return sampleComparison() },
		"progress":   func() fyne.CanvasObject { return NewProgress("Page 7 sur 21", 7, 21) },
		"card":       func() fyne.CanvasObject { return NewNote(theme.ColorTintB, NewParagraph(lorem)) },
		"spine":      func() fyne.CanvasObject { return sampleSpine() },
		"flow": func() fyne.CanvasObject {
			return NewFlow(12, NewButton(Secondary, "Annuler le trait", nil), NewButton(Secondary, "Effacer", nil), NewButton(Quiet, "Je ne peux pas dessiner", nil))
		},
	}
}

var boneInk = color.NRGBA{0xEB, 0xDD, 0xC0, 255}

// blocks paints a plain block with a margin.
func blocks(c color.Color) Paint {
	return func(w, h int, _ bool) image.Image {
		img := image.NewNRGBA(image.Rect(0, 0, w, h))
		draw.Draw(img, img.Bounds().Inset(min(w, h)/10), image.NewUniform(c), image.Point{}, draw.Src)
		return img
	}
}

func sampleFigure() *Figure {
	f := NewFigure(blocks(boneInk), 400, 300, "une vertèbre")
	f.Labels = []FigureLabel{{Text: "Corps de la vertèbre", X: 20, Y: 150}, {Text: "Nerf", X: 398, Y: 20}}
	f.Badges = []FigureBadge{{1, 200, 60}, {12, 340, 290}}
	return f
}

func sampleComparison() *Comparison {
	return NewComparison("Traitement conservateur", "Vertébroplastie", []ComparisonRow{
		{"Ce qui se passe", []string{"Médicaments contre la douleur. Vous bougez autant que possible. La fracture guérit seule."}, []string{"Un ciment est injecté dans la vertèbre par une aiguille, sous contrôle radio."}},
		{"Quand la douleur baisse", []string{"Souvent en quelques semaines. Parfois plusieurs mois."}, []string{"Souvent vite chez les patients qui y répondent.", "Les études ne sont pas toutes d’accord."}},
		{"Anesthésie", []string{"Aucune."}, []string{"Pour vous, 1 vertèbre\u00a0: anesthésie locale possible. Plus de 2\u00a0vertèbres\u00a0: anesthésie générale."}},
	})
}

func sampleSpine() *SpinePicker {
	p := NewSpinePicker(100, 400, func(focus string) Paint {
		if focus != "" {
			return blocks(color.NRGBA{0xE9, 0xA2, 0x8F, 255})
		}
		return blocks(boneInk)
	})
	p.Levels = []string{"T1", "T2", "T3", "T4"}
	p.Label = func(l string) (float64, float64) { return 34, float64(l[1]-'1')*100 + 50 }
	p.At = func(x, y float64) (string, bool) {
		i := int(y / 100)
		if x < 40 || x > 90 || i < 0 || i > 3 {
			return "", false
		}
		return p.Levels[i], true
	}
	return p
}

// fits checks that a widget keeps its words inside at every scale and width.
func fits(t *testing.T, name string, make func() fyne.CanvasObject) {
	t.Helper()
	w := window(t, theme.Light, 1, fyne.NewSize(1200, 900), NewParagraph(""))
	for _, scale := range []float32{1, 1.5, 2} {
		fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Light, scale))
		for _, width := range []float32{1200, 700, 420} {
			o := make()
			w.SetContent(container.NewWithoutLayout(o))
			o.Resize(fyne.NewSize(width, HeightOf(o, width)))
			for _, text := range outside(o) {
				t.Errorf("%s at scale %v, width %v: %s", name, scale, width, text)
			}
			shoot(t, w, fmt.Sprintf("%s-%v-%v", name, scale, width))
		}
	}
}

func TestNoTextOutsideItsParent(t *testing.T) {
	for name, make := range specimen() {
		fits(t, name, make)
	}
}

func TestScaleMayChangeWhileShown(t *testing.T) {
	for name, make := range specimen() {
		t.Run(name, func(t *testing.T) {
			o := make()
			w := window(t, theme.Light, 1, fyne.NewSize(800, 600), container.NewWithoutLayout(o))
			o.Resize(fyne.NewSize(800, HeightOf(o, 800)))
			fyne.CurrentApp().Settings().SetTheme(theme.New(theme.HighContrast, 2))
			w.Content().Refresh()
			o.Refresh()
			o.Resize(fyne.NewSize(800, HeightOf(o, 800)))
			for _, text := range outside(o) {
				t.Error(text)
			}
		})
	}
}

// key gives the key of an id that is shown; nil if there is none.
func (k *Keyboard) key(id string) *boardKey {
	for _, c := range k.keys() {
		if c.ID() == id {
			return c
		}
	}
	return nil
}

// shown tells whether the focus is visible now.
func (r *ring) shown() bool { return !r.rect.Hidden }
