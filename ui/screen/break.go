package screen

import (
	"slices"

	"eclaire/content"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// chapterEnd is the card between two chapters: what is done, and what comes.
func (c greeting) chapterEnd() View {
	at := slices.IndexFunc(c.Lib.Chapters, func(one content.Chapter) bool { return one.ID == c.Route.Item })
	if at < 0 || at+1 >= len(c.Lib.Chapters) {
		return View{Body: widget.NewParagraph("")}
	}
	done, then := c.Lib.Chapters[at], c.Lib.Chapters[at+1]
	pages := len(c.Lib.PagesOf(then.ID, c.Session.Traits()))
	what := widget.NewGlyphBullet(widget.GlyphCheck, c.T("break.done", "Number", at+1, "Of", len(c.Lib.Chapters), "Title", c.Text(done.Title)))
	what.SetSize(theme.SizeHead)
	comes := widget.NewStack(6, widget.NewQuiet(c.T("break.then")),
		widget.NewParagraph("**"+c.T("chapter.named", "Number", at+2, "Title", c.Text(then.Title))+"**"))
	if pages > 0 {
		comes.Add(widget.NewQuiet(c.Say.N("break.pages", pages)))
	}
	body := widget.NewStack(gap*2, what, widget.NewNote(theme.ColorNote, comes),
		widget.NewFlow(16, widget.Name("rest", widget.NewButton(widget.Secondary, c.T("break.rest"), c.way.Rest))))
	body.Layout.(*widget.Stack).Middle = true
	return View{Body: widget.NewNarrow(820, body), Next: c.next(), Back: c.back(), Quiet: c.T("break.calm")}
}
