package main

import (
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// exhibits are all of them, in the order of a visit.
var exhibits = []exhibit{
	{"buttons", buttons, visitButtons}, {"choices", choices, visitChoices}, {"fields", fields, visitFields},
	{"pin", pin, visitPin}, {"code", code, visitCode}, {"pad", pad, visitPad}, {"pictures", pictures, visitPictures},
	{"sheet", sheet, visitSheet}, {"numbers", numbers, visitNumbers}, {"scroll", scroll, visitScroll},
	{"dialog", dialog, visitDialog},
}

// held is how long a finger rests that is looked at while it does.
const held = 60 * time.Millisecond

func buttons(s *stand) fyne.CanvasObject {
	forward := widget.Name("b.forward", widget.NewForward("Continuer", nil))
	first := widget.Name("b.choice.1", widget.NewChoice("Je choisis la vertébroplastie.", false, nil))
	second := widget.Name("b.choice.2", widget.NewChoice("Je veux réfléchir encore.", true, nil))
	left := widget.Name("b.left", widget.NewButton(widget.Pill, "Français", nil))
	right := widget.Name("b.right", widget.NewButton(widget.Pill, "English", nil))
	left.Half, right.Half = widget.LeftHalf, widget.RightHalf
	left.SetSelected(true)
	one := func(a, b *widget.Button) {
		a.OnTapped = func() { a.SetSelected(true); b.SetSelected(false) }
		b.OnTapped = func() { b.SetSelected(true); a.SetSelected(false) }
	}
	one(first, second)
	one(left, right)
	tile := widget.Name("b.tile", widget.NewButton(widget.Tile, "Commencer", nil))
	row := widget.Name("b.row", widget.NewRowButton("Documents terminés", nil))
	back := widget.Name("b.back", widget.NewBack("Retour", nil))
	all := []*widget.Button{forward, first, second, left, right, tile, row, back}
	shut := s.button("do.shut", "shut", func() {
		for _, b := range all {
			if b.Disabled() {
				b.Enable()
			} else {
				b.Disable()
			}
		}
	})
	words := s.button("do.words", "words", func() {
		tile.SetText("Recommencer depuis le début")
		forward.SetText("Suite")
		left.Leading = widget.GlyphListen
		left.Refresh()
		s.whole.Refresh() // they may need another room
	})
	return widget.NewStack(14, widget.NewFlow(14, shut, words,
		s.button("do.key.1", "key 1", s.byKey(forward)), s.button("do.key.2", "key 2", s.byKey(first))),
		widget.NewFlow(14, back, forward, left, right), first, second, row, tile)
}

func visitButtons(v *visitor) error {
	return v.do(v.press("b.forward", held, "pressed"), v.touch("b.choice.1", "chosen"), v.touch("b.choice.2", "chosen again"),
		v.touch("b.right", "the other half"), v.touch("b.left", "the first half"),
		v.touch("do.key.1", "the focus by a key"), v.touch("do.key.2", "the focus by a key on a choice"), v.touch("b.back", "touched after a key"),
		v.touch("do.shut", "shut"), v.press("b.choice.1", held, "shut and pressed"), v.sees("shut and touched"), v.touch("do.shut", "open again"),
		v.touch("do.words", "other words"), v.looks)
}

func choices(s *stand) fyne.CanvasObject {
	scale := widget.Name("pain", widget.NewScale(10, "aucune douleur", "la pire douleur", nil))
	some := widget.Name("some", widget.NewSegmented([]widget.Option{{ID: "yes", Label: "Oui"}, {ID: "no", Label: "Non"}, {ID: "later", Label: "Pas fait"}}, nil))
	check := widget.Name("check.1", widget.NewCheckCard("J’ai pu poser **toutes mes questions**, et j’ai compris les réponses.", nil))
	other := widget.Name("check.2", widget.NewCheckCard("Je n’ai pas été pressé.", nil))
	return widget.NewStack(16, widget.NewFlow(14, s.button("do.key.1", "key 1", s.byKey(scale)), s.button("do.key.2", "key 2", s.byKey(some)),
		s.button("do.key.3", "key 3", s.byKey(check)),
		s.button("do.none", "none", func() { scale.SetValue(-1); some.SetSelected(""); check.SetChecked(false) })), scale, some, check, other)
}

func visitChoices(v *visitor) error {
	return v.do(v.touch("pain.7", "a number"), v.touch("pain.10", "another number"), v.touch("some.no", "an answer"),
		v.touch("some.later", "another answer"), v.touch("check.1", "ticked"), v.touch("check.2", "both ticked"), v.touch("check.2", "one taken back"),
		v.press("pain.3", held, "pressed"), v.touch("do.key.1", "the focus by a key on the scale"),
		v.touch("do.key.2", "the focus by a key on the answers"), v.touch("do.key.3", "the focus by a key on the tick"),
		v.looks, v.touch("do.none", "nothing chosen"))
}

func fields(s *stand) fyne.CanvasObject {
	name := s.field("field.name", widget.NewField("Nom de naissance", nil), widget.Names)
	date := s.field("field.date", widget.NewField("Date de naissance", nil), widget.Dates)
	date.Hint = "Jour, mois, année"
	secret := s.field("field.secret", widget.NewSecretField("Phrase secrète", nil), widget.Secret)
	long := s.field("field.long", widget.NewLongField("Votre question", 2, nil), widget.Sentences)
	shut := false
	return widget.NewStack(10, widget.NewFlow(14,
		s.button("do.error", "error", func() { date.SetError("Cette date n’existe pas.") }),
		s.button("do.right", "right", func() { date.SetError("") }),
		s.button("do.shut", "shut", func() {
			if shut = !shut; shut {
				name.Disable()
			} else {
				name.Enable()
			}
		})),
		widget.NewPair(20, name, date), widget.NewPair(20, secret, long))
}

func visitFields(v *visitor) error {
	return v.do(v.touch("field.name", "the keyboard is open"), v.touch("key.E", "a capital"), v.touch("key.t", "a small letter"),
		v.touch("key.shift", "shift"), v.touch("key.shift", "shift held"), v.touch("key.D", "a capital held"), v.touch("key.shift", "shift taken back"),
		v.touch("key.accents", "accents"), v.touch("key.é", "an accent"), v.touch("key.signs", "signs"), v.touch("key.letters", "letters"),
		v.press("key.x", held, "a key is down"), v.press("key.e", 600*time.Millisecond, "the accents of a letter"), v.sees("they stay"),
		v.touch("key.ë", "one is taken"), v.touch("key.erase", "erased"), v.touch("key.done", "the keyboard is closed"),
		v.touch("field.date", "the digits are open"), v.touch("key.3", "a digit"), v.touch("key./", "a slash"),
		v.touch("field.secret", "the letters are open"), v.touch("key.a", "a dot"), v.touch("field.long", "a long field"), v.touch("key.?", "a sign in it"),
		v.touch("key.done", "closed again"), v.touch("do.error", "an error"), v.touch("do.right", "no error"), v.touch("do.error", "the error again"),
		v.touch("do.shut", "shut"), v.looks,
		v.touch("do.shut", "open again"))
}

func pin(s *stand) fyne.CanvasObject {
	k := widget.NewKeypad(4, "Valider", nil)
	k.EraseLabel = "Effacer"
	return widget.NewStack(16, widget.NewFlow(14, s.button("do.key", "key", s.byKey(k))), k)
}

func visitPin(v *visitor) error {
	return v.do(v.touch("key.1", "a digit"), v.touch("key.2", "two digits"), v.touch("key.erase", "one is erased"), v.press("key.5", held, "pressed"),
		v.touch("do.key", "the focus by a key"), v.touch("key.6", "touched after a key"), v.touch("look", "dark"), v.touch("key.7", "the last digit"),
		v.only("look"), v.only("look"))
}

func code(s *stand) fyne.CanvasObject { return widget.NewCodepad(8, "Effacer", "12", nil) }

func visitCode(v *visitor) error {
	return v.do(v.touch("key.8", "a digit"), v.touch("key.0", "two digits"), v.touch("key.erase", "one is erased"), v.touch("look", "dark"),
		v.touch("look", "high contrast, larger"), v.touch("look", "light again"))
}

// padSize is a layout for a pad and what stands over it: a pad changes its size
// without anything else being drawn anew.
type padSize struct{ small bool }

func (*padSize) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 300) }

func (l *padSize) Layout(list []fyne.CanvasObject, size fyne.Size) {
	list[0].Move(fyne.NewPos(0, 0))
	list[0].Resize(fyne.NewSize(size.Width, 60))
	high := size.Height - 80
	if l.small {
		size.Width, high = size.Width*0.6, high*0.5
	}
	list[1].Move(fyne.NewPos(0, 80))
	list[1].Resize(fyne.NewSize(size.Width, high))
}

func pad(s *stand) fyne.CanvasObject {
	p := widget.Name("pad", widget.NewSignaturePad("Jeanne Exemple · née le 3 mars 1941", nil))
	s.pad = p
	l := &padSize{}
	c := container.New(l)
	row := widget.NewFlow(14, s.button("pad.undo", "undo", p.Undo), s.button("pad.clear", "clear", p.Clear), s.button("do.size", "size", func() {
		l.small = !l.small
		c.Refresh()
	}))
	c.Objects = []fyne.CanvasObject{row, p}
	return c
}

var (
	first  = [][2]float64{{.1, .5}, {.2, .2}, {.3, .5}, {.4, .3}}
	second = [][2]float64{{.5, .3}, {.6, .5}, {.7, .2}}
	third  = [][2]float64{{.5, .5}, {.6, .2}, {.8, .4}}
)

func visitPad(v *visitor) error {
	return v.do(v.stroke("one stroke", first...), v.stroke("two strokes", second...), v.touch("pad.undo", "undone"), v.stroke("drawn again", third...),
		v.touch("do.size", "smaller"), v.touch("do.size", "larger"), v.touch("pad.undo", "undone once more"), v.touch("pad.clear", "cleared"),
		v.stroke("after clearing", second...), v.stroke("a dot", [2]float64{.2, .3}), v.stroke("out of the pad", [2]float64{.8, .3}, [2]float64{.95, .4}, [2]float64{1.1, .5}),
		v.whileDrawing("while drawing", [2]float64{.2, .6}, [2]float64{.3, .7}, [2]float64{.4, .6}), v.stroke("a long stroke", wave(30)...),
		v.touch("pad.undo", "the long stroke undone"), v.looks,
		v.touch("pad.clear", "empty at the end"))
}

func visitScroll(v *visitor) error {
	return v.do(v.touch("scroll.down", "a page down"), v.drag(image.Pt(600, 300), image.Pt(600, 500)), v.sees("dragged back a little"),
		v.drag(image.Pt(600, 600), image.Pt(600, 200)), v.drag(image.Pt(600, 600), image.Pt(600, 200)), v.drag(image.Pt(600, 600), image.Pt(600, 200)),
		v.sees("at its end"), v.looks)
}

func scroll(*stand) fyne.CanvasObject {
	var list []fyne.CanvasObject
	for range 9 {
		list = append(list, widget.NewParagraph(lorem+" "+lorem), widget.NewIconArray(24, "24 sur 100", "deux fractures ou plus"))
	}
	s := widget.NewScroller(widget.NewStack(16, list...), "Il y a une suite plus bas")
	s.Side = 32 // as on the program's pages: at the very edge the two painters cut a strip differently
	return s
}

func dialog(s *stand) fyne.CanvasObject {
	return widget.NewStack(16, widget.NewFlow(14, s.button("do.ask", "ask", func() {
		d := widget.NewDialog("Êtes-vous toujours là\u00a0?", "La page se ferme dans une minute, pour que personne ne lise vos réponses.", nil,
			widget.DialogButton{ID: "answer.close", Text: "Fermer", Kind: widget.Secondary}, widget.DialogButton{ID: "answer.stay", Text: "Je continue", Kind: widget.Primary})
		d.Open(s.window.Canvas())
	})), widget.NewTitle("Une page"), widget.NewParagraph(lorem), widget.NewNote(theme.ColorTintB, widget.NewGlyphBullet(widget.GlyphCheck, lorem)))
}

func visitDialog(v *visitor) error {
	return v.do(v.touch("do.ask", "open"), v.press("answer.stay", held, "pressed"), v.sees("answered"), v.touch("do.ask", "open again"), v.touch("answer.close", "closed"))
}
