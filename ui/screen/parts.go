package screen

import (
	"image"
	"strconv"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"eclaire/assets/night"
	"eclaire/assets/spine"
	"eclaire/assets/vector"
	"eclaire/consent"
	"eclaire/content"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// gap is the space between passages, in Fyne units.
const gap = 14

// clauses puts the passages of a page under each other; numbered points count
// through from 1, as the badges of the picture do.
func (c *Context) clauses(list []content.Clause) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	number := 0
	for _, clause := range content.ClausesFor(list, c.Session.Traits()) {
		text := c.Text(clause.Text)
		switch clause.Style {
		case "point":
			out = append(out, widget.NewBullet("", text))
		case "number":
			number++
			out = append(out, widget.NewBullet(c.Say.Integer(number), text))
		case "note":
			out = append(out, widget.NewNote(theme.ColorTintB, widget.NewParagraph(text)))
		case "caution":
			out = append(out, widget.NewNote(theme.ColorCautionTint, widget.NewParagraph(text)))
		default:
			out = append(out, widget.NewParagraph(text))
		}
	}
	return out
}

// numbered tells whether the page's badges count its points.
func numbered(list []content.Clause) bool {
	for _, clause := range list {
		if clause.Style == "number" {
			return true
		}
	}
	return false
}

// figure draws a picture with its labels. badges numbers them instead.
func (c *Context) figure(id string, badges bool) fyne.CanvasObject {
	pic := c.bareFigure(id)
	if pic == nil {
		return nil
	}
	f, _ := c.Lib.Figure(id)
	drawing, _ := c.Lib.Drawing(id)
	for i, l := range f.Points() {
		at := drawing.Anchors[l.Anchor]
		if badges {
			pic.Badges = append(pic.Badges, widget.FigureBadge{Number: i + 1, X: at.X, Y: at.Y})
		} else {
			pic.Labels = append(pic.Labels, widget.FigureLabel{Text: c.Text(l.Text), X: at.X, Y: at.Y})
		}
	}
	l, _ := f.Here()
	if at, ok := drawing.Anchors[l.Anchor]; ok { // a clinic's own picture may have none
		pic.Labels = append(pic.Labels, widget.FigureLabel{Text: c.Text(l.Text), X: at.X, Y: at.Y, Fixed: true})
	}
	return pic
}

// bareFigure draws a picture without labels.
func (c *Context) bareFigure(id string) *widget.Figure {
	f, known := c.Lib.Figure(id)
	drawing, ok := c.Lib.DrawingFor(id, c.Session.Case.Sex)
	if !known || !ok {
		return nil // the library was checked against the pictures at the start
	}
	return widget.NewFigure(painter(drawing), drawing.Width, drawing.Height, c.Text(f.Alt))
}

func painter(d vector.Drawing) widget.Paint {
	return func(w, h int, dark bool) image.Image {
		if dark {
			return night.Drawing(d).Render(w, h)
		}
		return d.Render(w, h)
	}
}

// states gives each level's look for a case.
func states(toTreat, old consent.LevelSet) spine.States {
	out := spine.States{}
	for _, l := range toTreat.Levels() {
		out[l.String()] = spine.ToTreat
	}
	for _, l := range old.Levels() {
		out[l.String()] = spine.OldFracture
	}
	return out
}

// spine draws the patient's own spine, to look at.
func (c *Context) spine() *widget.SpinePicker {
	p := c.spinePicker(c.Session.Case.ToTreat, c.Session.Case.Old)
	p.ReadOnly = true
	return p
}

// spinePicker draws a spine with the given levels marked.
func (c *Context) spinePicker(toTreat, old consent.LevelSet) *widget.SpinePicker {
	p := widget.NewSpinePicker(spine.Width, spine.Height, func(focus string) widget.Paint {
		return painter(spine.Drawing(states(toTreat, old), focus))
	})
	p.At, p.Centre = spine.LevelAt, spine.Centre
	p.Label = spine.Label
	p.Levels = spine.Levels()
	p.LabelText = func(level string) string { return c.T("level.short." + level) }
	p.Marked = func(level string) bool {
		l, err := consent.ParseLevel(level)
		return err == nil && (toTreat | old).Has(l)
	}
	widget.Name("level", p)
	p.Alt = c.T("spine.alt", "Levels", c.Say.Levels(toTreat))
	return p
}

const (
	mostSigns = 30 // that a refusal names
	// leftToRight keeps signs written from right to left from turning the sentence
	// around them.
	leftToRight = "\u200e"
	between     = ",\u00a0"
)

// unprintable names the letters of a text that cannot be printed: all of them, where
// they are not of a whole script of thousands.
func (c *Context) unprintable(text string) string {
	letters := consent.Unprintable(consent.Entered(text), c.Prints)
	more := ""
	if len(letters) > mostSigns {
		letters, more = letters[:mostSigns], "…"
	}
	for i, l := range letters {
		if utf8.RuneCountInString(l) == 1 {
			letters[i] = leftToRight + l + leftToRight
		}
	}
	return strings.Join(letters, between) + more
}

// typedOr is what was typed under a key, or what is kept if nothing was.
func (s *State) typedOr(key, kept string) string {
	if typed, ok := s.Typed[key]; ok {
		return typed
	}
	return kept
}

// segmented is a few answers beside each other, of which at most one is selected.
func (c *Context) segmented(id, label string, options []widget.Option, selected string, set func(id string)) *widget.Segmented {
	s := widget.Name(id, widget.NewSegmented(options, func(o string) { c.Host.Touched(); set(o) }))
	s.Label = label
	s.SetSelected(selected)
	return s
}

// listed names one of a list by its place, from 1.
func listed(id string, i int) string { return id + "." + strconv.Itoa(i+1) }

// share makes some of the things under each other equally high, as the room allows.
func share(stack *fyne.Container, most float32, objects ...fyne.CanvasObject) {
	layout := stack.Layout.(*widget.Stack)
	layout.Share, layout.Most = objects, most
}

// side puts a picture left of words, or above them on a tall screen.
func side(picture fyne.CanvasObject, words ...fyne.CanvasObject) fyne.CanvasObject {
	text := widget.NewStack(gap, notNil(words...)...)
	if picture == nil {
		return text
	}
	return widget.NewSplit(0.44, 36, picture, text)
}

// oneOf offers choices of which at most one is selected; pick is told of a
// touch and says whether it counts. The primary action can then be pressed.
func (c *Context) oneOf(ids, labels []string, selected int, pick func(i int) bool) []fyne.CanvasObject {
	buttons := make([]*widget.Button, len(labels))
	out := make([]fyne.CanvasObject, len(labels))
	for i, label := range labels {
		buttons[i] = widget.Name(ids[i], widget.NewChoice(label, i == selected, func() {
			if !pick(i) {
				return
			}
			for j, b := range buttons {
				b.SetSelected(i == j)
			}
			c.Host.SetNext(true)
		}))
		out[i] = buttons[i]
	}
	return out
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

// done says that something was done, with its sign.
func done(sentence string) fyne.CanvasObject {
	return widget.NewNote(theme.ColorTintB, widget.NewGlyphBullet(widget.GlyphCheck, sentence))
}

func bold(text string) fyne.CanvasObject { return widget.NewParagraph("**" + text + "**") }

// line is a name in bold and what belongs to it.
func (c *Context) line(id, text string) fyne.CanvasObject {
	return widget.NewParagraph("**" + c.T(id) + "** " + text)
}

// parts makes the primary action go through n parts of the screen first, and
// the way back likewise; it gives the part shown.
func (c *Context) parts(v *View, n int) int {
	at := max(min(c.Sub[c.Route], n-1), 0)
	v.Part, v.Parts = at, n
	move := func(to int) func() {
		return func() { c.Sub[c.Route] = to; c.Host.Redraw() }
	}
	if at < n-1 {
		v.Next = &Action{Label: c.T("page.more", "At", at+1, "Of", n), Do: move(at + 1)}
	}
	if at > 0 {
		v.Back = &Action{Label: c.T("back"), Do: move(at - 1)}
	}
	return at
}

// pair puts two things beside each other, under each other on a tall screen.
func pair(left, right fyne.CanvasObject) fyne.CanvasObject {
	return widget.NewPair(28, left, right)
}

// plainStars keeps typed stars from making bold type.
func plainStars(s string) string { return strings.ReplaceAll(s, "**", "*") }
