package screen

import (
	"slices"

	"fyne.io/fyne/v2"

	"eclaire/content"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// chapterEnd is the card between two chapters: what is done and what comes at its
// left, and at its right to go on, to rest, and to ask for somebody.
func (c greeting) chapterEnd() View {
	at := slices.IndexFunc(c.Lib.Chapters, func(one content.Chapter) bool { return one.ID == c.Route.Item })
	if at < 0 || at+1 >= len(c.Lib.Chapters) {
		return View{Body: widget.NewParagraph("")}
	}
	done, then := c.Lib.Chapters[at], c.Lib.Chapters[at+1]
	part := widget.NewGlyphBullet(widget.GlyphCheck, c.T("break.part", "Number", at+1, "Of", len(c.Lib.Chapters)))
	title := widget.NewTitle(c.T("break.done", "Title", c.Text(done.Title)))
	comes := widget.NewStack(6, widget.NewQuiet(c.T("break.then")),
		widget.NewParagraph("**"+c.T("chapter.named", "Number", at+2, "Title", c.Text(then.Title))+"**"))
	if pages := len(c.Lib.PagesOf(then.ID, c.Session.Traits())); pages > 0 {
		comes.Add(widget.NewQuiet(c.Say.N("break.pages", pages)))
	}
	left := widget.NewStack(gap+4, part, title, widget.NewNote(theme.ColorNote, comes))
	next, ways := c.breakWays(c.Text(then.Title))
	card := widget.NewCard(widget.NewPair(48, left, middle(widget.NewStack(18, ways...))))
	card.Pad = 44
	return View{Body: widget.NewNarrow(1120, middle(card)), Back: c.back(), Quiet: c.T("break.calm"), Focus: next}
}

// breakWays are the buttons of the card; the first goes on to the chapter then.
func (c greeting) breakWays(then string) (next *widget.Button, all []fyne.CanvasObject) {
	button := func(id string, kind widget.ButtonKind, glyph widget.Glyph, words, under string, do func()) *widget.Button {
		// A button is bold throughout; the stars take what stands below back to plain.
		b := widget.NewButton(kind, words+"\n**"+under+"**", do)
		b.Leading, b.Left = glyph, true
		return widget.Name(id, b)
	}
	next = button("next", widget.Primary, widget.GlyphForward, c.T("next"), c.T("break.to", "Title", then), c.way.Next)
	return next, []fyne.CanvasObject{next,
		button("rest", widget.Secondary, widget.GlyphPause, c.T("break.rest"), c.T("break.rest.place"), c.way.Rest),
		button(callID, widget.Secondary, widget.GlyphPeople, c.T("decision.talk"), c.T("break.talk.free"), c.rest.Call)}
}
