package screen

import (
	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// welcome is where everybody begins. Touching a language begins in it: with the
// file that is ready, or with the code of a prepared one; without either it says
// in that language that the staff come first.
func (c welcoming) welcome() View {
	other := c.Words.For(c.Say.Language.Other())
	otherTitle := widget.NewQuiet(other.T("welcome.title"))
	otherTitle.TextSize = theme.SizeHead
	said, tint, early := "welcome.waiting", theme.ColorNote, false
	switch {
	case c.Session.Prepared():
		said, tint = "welcome.ready", theme.ColorTintB
	case c.CanWait:
		said = "welcome.code"
	default:
		early = c.Knocked
	}
	first := c.T(said)
	if early {
		first, tint = "**"+first+"**", theme.ColorTintB
	}
	tiles := c.tongues()
	picture := c.spinePicker(0, 0)
	picture.ReadOnly, picture.Label = true, nil
	title, line := widget.NewTitle(c.T("welcome.title")), widget.NewParagraph(c.T("welcome.line"))
	others := widget.NewStack(2, otherTitle, widget.NewQuiet(other.T("welcome.line")))
	note := widget.NewNote(tint, widget.NewStack(4, widget.NewParagraph(first), widget.NewQuiet(other.T(said))))
	words := []fyne.CanvasObject{widget.NewStack(6, title, line), others, widget.NewGrid(24, 0, tiles...), note}
	if theme.Of(fyne.CurrentApp().Settings().Theme()).Scale() >= largeText { // what is to be touched stays in view
		words = []fyne.CanvasObject{title, widget.NewGrid(24, 0, tiles...), note, line, others}
	}
	if c.Session.Specimen {
		words = append(words, widget.NewQuiet(c.T("welcome.specimen")+" "+other.T("welcome.specimen")))
	}
	return View{
		Body:  widget.NewSplit(0.32, 48, picture, middle(words...)),
		Back:  &Action{Label: c.T("staff"), ID: "staff", Do: c.door.StaffDoor, Plain: true},
		Focus: tiles[0],
	}
}

// largeText is the scale of the text from which the welcome's words no longer fit
// above its buttons.
const largeText = 1.5

// tongues offers both languages, each in its own words, with equal weight.
func (c welcoming) tongues() []fyne.CanvasObject {
	var tiles []fyne.CanvasObject
	for _, l := range consent.Languages() {
		b := widget.NewButton(widget.Tile, c.Words.For(l).T("language.name"), func() { c.begin(l) })
		tiles = append(tiles, widget.Name("start."+string(l), b))
	}
	return tiles
}

// begin goes from the welcome on in a language.
func (c welcoming) begin(l consent.Language) {
	if c.way.Do(consent.Speak{Language: l}) != nil {
		return
	}
	switch {
	case c.Session.Prepared():
		c.Host.Go(Route{Name: Hello})
	case c.CanWait:
		c.Host.Go(Route{Name: Code})
	default:
		c.Knocked = true
		c.Host.Redraw()
	}
}

// middle puts things under each other in the middle of the height.
func middle(objects ...fyne.CanvasObject) fyne.CanvasObject {
	box := widget.NewStack(2*gap, objects...)
	box.Layout.(*widget.Stack).Middle = true
	return box
}

// caution is a sentence that something is wrong, with its sign.
func caution(sentence string) fyne.CanvasObject {
	p := widget.NewGlyphBullet(widget.GlyphCaution, sentence)
	p.SetColor(theme.ColorCaution)
	return widget.NewNote(theme.ColorCautionTint, p)
}

// staffIDs names what the staff can do, by its words.
var staffIDs = map[string]string{
	"staff.new": "case.new", "staff.correct": "case.correct", "waiting.resume": "case.resume", "staff.end": "session.end",
	"waiting.list": "prepared", "archive.open": "archive", "staff.check": "check", "staff.close": "close",
}

// staff is behind the PIN: what the nurse can do.
func (c staffing) staff() View {
	to := func(r Route) func() { return func() { c.Host.Go(r) } }
	actions := []fyne.CanvasObject{widget.NewTitle(c.T("staff.title"))}
	add := func(id string, do func()) {
		actions = append(actions, widget.Name(staffIDs[id], widget.NewButton(widget.Secondary, c.T(id), do)))
	}
	if c.Session.Prepared() {
		actions = append(actions, widget.NewNote(theme.ColorTintB, widget.NewParagraph(c.T("staff.prepared"))))
		if c.Session.Refers == nil { // the people of an earlier consent are entered anew
			add("staff.correct", to(Route{CaseForm, formSteps[0]}))
		}
		add("staff.new", func() { c.Host.EndSession(); c.Host.Go(Route{CaseForm, formSteps[0]}) })
		add("staff.end", c.Host.EndSession)
	} else {
		if c.isPrepared() { // a correction that could not be saved yet
			add("waiting.resume", to(Route{CaseForm, formSteps[0]}))
		}
		add("staff.new", c.newCase)
		if c.CanWait {
			add("waiting.list", c.cases.OpenList)
		}
	}
	if c.Standing.Kept && !c.Session.Prepared() {
		add("archive.open", c.archive.OpenArchive)
	}
	if c.CanCheck && !c.Session.Prepared() {
		add("staff.check", func() { c.checking.OpenFolder("") })
	}
	if c.CanClose {
		add("staff.close", c.door.CloseProgram)
	}
	var body fyne.CanvasObject
	if notes := c.standing(); len(notes) > 1 { // something is to be known beside what is always said
		body = pair(middle(actions...), middle(notes...))
	} else {
		body = widget.NewNarrow(760, middle(append(actions, notes...)...))
	}
	return View{Body: body, Back: c.back(), Progress: c.T("staff"), Quiet: c.T("staff.quiet")}
}

// hello greets the patient, says what will happen, and lets them decline.
func (c greeting) hello() View {
	k := c.Session.Case
	if r := c.Session.Refers; r != nil {
		return View{
			Body: side(c.figure("balance", false),
				widget.NewTitle(c.T("hello.title", "Name", k.FullName())),
				widget.NewParagraph(c.T("hello.you", "Date", c.Say.Date(k.BirthDate))),
				widget.NewParagraph(c.T("hello.earlier", "Date", c.Say.Date(consent.DateOf(r.Finished)))),
				widget.NewParagraph(c.T("hello.both")),
				widget.NewNote(theme.ColorTintB, widget.NewParagraph(c.T("hello.free")))),
			Next: c.next(), Back: c.back(),
		}
	}
	words := []fyne.CanvasObject{
		widget.NewTitle(c.T("hello.title", "Name", k.FullName())),
		c.isItYou(),
		widget.NewBullet("1", c.T("hello.explain")), widget.NewBullet("2", c.T("hello.check")),
		widget.NewBullet("3", c.T("hello.decide")),
		widget.NewNote(theme.ColorTintB, widget.NewParagraph(c.T("hello.free"))),
	}
	return View{
		Body: side(c.figure("balance", false), words...),
		Next: c.next(), Back: c.back(),
		Extra: &Action{ID: "decline", Label: c.T("hello.decline"), Do: func() { c.Host.Go(Route{Name: Decision}) }},
	}
}
