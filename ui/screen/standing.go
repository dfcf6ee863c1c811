package screen

import (
	"time"

	"fyne.io/fyne/v2"

	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// Sending is how far the consents are on their way to the clinic's server.
type Sending struct {
	Waiting     int       // have not arrived
	Since, Last time.Time // the oldest of them, and the last that arrived; may be zero
	Problem     string    // "", "unreachable", "password", "certificate", "full", "newer", "foreign"
}

// Standing is what the staff's screen says of where documents are kept. It
// names no patient.
type Standing struct {
	Kept     bool      // there is an archive
	Unlocked bool      //
	Found    []string  // kinds of findings that are a loss, each once
	Noted    []string  // and of those that are none but should be known
	Count    int       // of consents; negative if not known
	Backup   time.Time // the last one known
	Verified time.Time // the last check of everything
	Whole    bool      // what it found
	Sending  *Sending  // nil without a server
}

// standing says on the staff's screen how documents are kept: first what is
// wrong, then what waits, then quietly what is well.
func (c staffing) standing() []fyne.CanvasObject {
	s := c.Standing
	var out []fyne.CanvasObject
	if len(s.Found) > 0 {
		out = append(out, caution(c.T("archive.state.damaged")))
	}
	out = append(append(out, c.noted()...), c.sending(s.Sending)...)
	if !s.Kept {
		return append(out, widget.NewQuiet(c.T("archive.state.plain")))
	}
	words := c.T("archive.state.kept")
	if s.Count >= 0 {
		words += " " + c.Say.N("archive.count", s.Count)
	}
	if !s.Backup.IsZero() {
		words += " " + c.T("archive.state.backup", "Moment", c.Say.Moment(s.Backup))
	}
	if !s.Verified.IsZero() {
		id := map[bool]string{false: "archive.state.not-whole", true: "archive.state.whole"}[s.Whole]
		words += " " + c.T(id, "Moment", c.Say.Moment(s.Verified))
	}
	return append(out, widget.NewQuiet(words))
}

// noted says what is no loss but should be known.
func (c *Context) noted() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, f := range c.Standing.Noted {
		out = append(out, widget.NewNote(theme.ColorNote, widget.NewParagraph(c.T("archive.found."+f))))
	}
	return out
}

// sending says how many consents have not reached the clinic's server, since
// when and why.
func (c staffing) sending(s *Sending) []fyne.CanvasObject {
	if s == nil {
		return nil
	}
	if s.Waiting == 0 && s.Problem == "" {
		words := c.T("archive.sending.none")
		if !s.Last.IsZero() {
			words = c.T("archive.sending.all", "Moment", c.Say.Moment(s.Last))
		}
		return []fyne.CanvasObject{widget.NewQuiet(words)}
	}
	words := c.Say.N("archive.sending.waiting", s.Waiting)
	if s.Waiting > 0 && !s.Since.IsZero() {
		words += " " + c.T("archive.sending.since", "Moment", c.Say.Moment(s.Since))
	}
	if s.Problem == "" {
		return []fyne.CanvasObject{widget.NewNote(theme.ColorNote, widget.NewParagraph(words))}
	}
	return []fyne.CanvasObject{caution(words + " " + c.T("archive.sending.problem."+s.Problem))}
}
