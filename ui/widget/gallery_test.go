package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"eclaire/ui/theme"
)

// TestGallery draws whole screens, to be looked at with -shots.
func TestGallery(t *testing.T) {
	landscape, portrait := fyne.NewSize(1280, 800), fyne.NewSize(800, 1280)
	screens := map[string]func() fyne.CanvasObject{
		"controls": galleryControls, "compare": galleryCompare, "risk": galleryRisk,
		"sign": gallerySign, "numbers": galleryNumbers, "long": galleryLong, "typing": galleryTyping,
	}
	for name, build := range screens {
		shoot(t, window(t, theme.Light, 1, landscape, build()), "g-"+name)
		shoot(t, window(t, theme.Light, 1, portrait, build()), "g-"+name+"-portrait")
		shoot(t, window(t, theme.Dark, 1.5, landscape, build()), "g-"+name+"-dark15")
		shoot(t, window(t, theme.HighContrast, 2, landscape, build()), "g-"+name+"-contrast2")
	}
}

func gallery(body fyne.CanvasObject) fyne.CanvasObject {
	top := container.NewHBox(NewButton(Pill, "Français", nil), NewButton(Pill, "English", nil))
	top.Objects[0].(*Button).SetSelected(true)
	bar := container.NewBorder(nil, nil, nil, top, NewProgress("Page 7 sur 21", 7, 21))
	bottom := container.NewBorder(nil, nil, NewBack("Retour", nil), NewForward("Continuer", nil))
	frame := container.NewBorder(NewInset(32, 8, bar), NewInset(32, 12, bottom), nil, nil, NewInset(32, 8, NewScroller(body, "Il y a une suite plus bas")))
	return container.NewStack(NewNote(theme.ColorGround, nil), frame)
}

func galleryControls() fyne.CanvasObject {
	scale := NewScale(10, "aucune douleur", "la pire", nil)
	scale.SetValue(7)
	seg := NewSegmented([]Option{{"y", "Oui"}, {"n", "Non"}, {"x", "Pas fait"}}, nil)
	seg.SetSelected("n")
	field := NewField("Début de la douleur", nil)
	field.SetText("28 octobre 2026")
	bad := NewField("Date de naissance", nil)
	bad.SetText("31 février")
	bad.SetError("Cette date n’existe pas.")
	checked := NewCheckCard("J’ai pu poser **toutes mes questions**, et j’ai compris les réponses.", nil)
	checked.SetChecked(true)
	focused := NewButton(Secondary, "Avec le focus", nil)
	focused.FocusGained()
	off := NewButton(Primary, "Pas encore", nil)
	off.Disable()
	return gallery(NewSplit(0.5, 24,
		NewStack(16, NewTitle("Commandes"), NewCard(NewStack(14, field, bad, scale, seg))),
		NewStack(14, NewChoice("Je choisis la vertébroplastie.", true, nil), NewChoice("Je veux réfléchir encore.", false, nil), checked,
			NewCheckCard("Je n’ai pas été pressé.", nil),
			NewFlow(16, focused, off, NewButton(Quiet, "Je ne peux pas", nil)))))
}

func galleryCompare() fyne.CanvasObject {
	return gallery(NewStack(16, NewTitle("Deux chemins, sur les mêmes lignes"), sampleComparison()))
}

func galleryRisk() fyne.CanvasObject {
	head := NewParagraph("Ce que fait l’équipe")
	head.Bold = true
	return gallery(NewSplit(0.44, 36, sampleFigure(), NewStack(14,
		NewQuiet("Risque 1 sur 6"), NewTitle("La fuite de ciment"), NewParagraph(lorem), NewParagraph("**Vers les nerfs**\u00a0: exceptionnel."),
		NewNote(theme.ColorTintB, NewStack(0, head, NewParagraph("Elle injecte lentement et regarde la radio en direct. Elle s’arrête si le ciment sort."))))))
}

func gallerySign() fyne.CanvasObject {
	pad := NewSignaturePad("Jeanne Exemple · née le 3 mars 1944 · 22 novembre 2026", nil)
	pad.SetStrokes([]Stroke{wave(400), {{0.8, 0.1}}}, 0.3)
	return gallery(container.New(&Stack{Gap: 16, Fill: true}, NewTitle("Votre signature"), NewParagraph("Vous choisissez la **vertébroplastie de L1**. Vous pouvez changer d’avis à tout moment."),
		NewFlow(14, NewButton(Secondary, "Annuler le trait", nil), NewButton(Secondary, "Effacer", nil), NewButton(Quiet, "Je ne peux pas dessiner", nil)), pad))
}

func galleryNumbers() fyne.CanvasObject {
	row := NewFlow(40, NewIconArray(3.4, "3 sur 100", "sans fracture auparavant (3,4\u00a0%)"), NewIconArray(24, "24 sur 100", "deux fractures ou plus auparavant"))
	row.Layout.(*Flow).Spread = true
	return gallery(NewStack(16, NewTitle("Une autre fracture dans l’année"), NewParagraph("Sur 100 personnes comme celles-ci, voici combien se cassent une autre vertèbre dans l’année\u00a0:"), row))
}

func galleryLong() fyne.CanvasObject {
	list := []fyne.CanvasObject{NewTitle("Une longue page")}
	for range 12 {
		list = append(list, NewParagraph(lorem+" "+lorem))
	}
	return gallery(NewStack(16, list...))
}

func galleryTyping() fyne.CanvasObject {
	k := NewKeyboard(AZERTY, french, nil)
	k.shift(false)
	pin := NewKeypad(4, "Valider", nil)
	pin.TypedRune('1')
	pin.TypedRune('2')
	return container.NewBorder(nil, k, nil, nil, NewSplit(0.5, 24, pin, NewInset(20, 20, sampleSpine())))
}

func TestDialogLooks(t *testing.T) {
	for _, scale := range []float32{1, 2} {
		w := window(t, theme.Light, scale, fyne.NewSize(1280, 800), galleryCompare())
		d := NewDialog("Êtes-vous toujours là\u00a0?", "La page se ferme dans une minute, pour que personne ne lise vos réponses.", nil,
			DialogButton{Text: "Fermer", Kind: Secondary}, DialogButton{Text: "Je continue", Kind: Primary})
		d.Open(w.Canvas())
		w.Canvas().FocusNext()
		shoot(t, w, "g-dialog-"+map[float32]string{1: "1", 2: "2"}[scale])
		for _, text := range outside(d) {
			t.Error(text)
		}
	}
}
