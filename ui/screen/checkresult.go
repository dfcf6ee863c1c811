package screen

import (
	"slices"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/consent/inspect"
	"eclaire/consent/seal"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// checkResult says what a document is worth, and offers what can be done with a
// sound consent. The verdict comes first, and nothing has the focus: a scanner
// that sends Enter twice must not press anything here.
func checkResult(c *Context) View {
	r := c.Checks.Result
	if r == nil {
		return checkFile(c)
	}
	words := append([]fyne.CanvasObject{widget.NewTitle(c.T("verify.result")), c.verdict(r)}, c.standsSo(ArchiveRow{Later: r.Later})...)
	for _, f := range r.Findings {
		words = append(words, widget.NewBullet("", c.T("finding."+string(f))))
	}
	if r.Unchanged() && r.Text == inspect.Different {
		words = append(words, widget.NewBullet("", c.T("verify.different")))
	}
	key, times := widget.NewStack(8, c.keyLines(r)...), widget.NewStack(8, c.timeLines(r)...)
	switch {
	case r.Record == nil:
		words = append(words, key, times)
	case r.canBe(consent.Withdrawn):
		// The patient decides: both ways have the same weight, and lead to the same
		// question.
		later := func() { c.later(*r.Record) }
		buttons := []fyne.CanvasObject{widget.Name("withdraw", widget.NewButton(widget.Secondary, c.T("verify.withdraw"), later))}
		if r.canBe(consent.Confirmed) {
			buttons = append([]fyne.CanvasObject{widget.Name("confirm", widget.NewButton(widget.Secondary, c.T("verify.confirm"), later))}, buttons...)
		}
		ways := widget.NewGrid(12, 0, buttons...)
		words = append(words, pair(widget.NewStack(8, c.recordLines(r)...), ways), pair(key, times))
	default:
		words = append(words, pair(widget.NewStack(8, c.recordLines(r)...), widget.NewStack(8, key, times)))
	}
	v := View{
		Body: widget.NewStack(gap, words...), Calm: true, Progress: c.T("staff"),
		Back: &Action{Label: c.T("back"), Do: func() { c.Host.OpenFolder(c.Checks.Dir) }},
	}
	if r.Signer != nil {
		v.Quiet = c.T("verify.simple")
	}
	return v
}

// verdict is the one line that counts, with its sign.
func (c *Context) verdict(r *Checked) fyne.CanvasObject {
	switch {
	case r.Good():
		return widget.NewNote(theme.ColorTintB, widget.NewGlyphBullet(widget.GlyphCheck, c.T("verify.good")))
	case r.Holds():
		return caution(c.T("verify.bad-sheet"))
	case slices.Contains(r.Findings, seal.NotOurs): // only the wrong file, most likely
		return caution(c.T("verify.bad"))
	}
	return caution(c.T("verify.bad") + " " + c.T("verify.bad-advice"))
}

// keyLines are the file, whether it is what was sealed, and the key.
func (c *Context) keyLines(r *Checked) []fyne.CanvasObject {
	state := "verify.file.changed"
	switch {
	case r.Unchanged():
		state = "verify.file.unchanged"
	case slices.Contains(r.Findings, seal.NotOurs) || slices.Contains(r.Findings, seal.NoSeal):
		state = "verify.file.unsealed"
	}
	out := []fyne.CanvasObject{c.line("verify.file", c.T(state, "Name", r.Name))}
	if r.Signer == nil {
		return out
	}
	known := "verify.key.unknown"
	if r.Trusted {
		known = "verify.key.known"
	}
	return append(out, c.line("verify.key", c.T(known, "Name", r.Signer.Subject.CommonName)),
		widget.NewQuiet(c.T("verify.fingerprint", "Digits", r.Fingerprint)))
}

// timeLines are the times, what was appended, and how text and record agree.
func (c *Context) timeLines(r *Checked) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	if r.Signer != nil {
		out = append(out, c.line("verify.when", c.T("verify.when.kiosk", "Moment", c.Say.Moment(r.Claimed.Local()))))
	}
	for _, s := range r.Stamps {
		out = append(out, c.line("verify.stamp", c.T("verify.stamp.by", "Moment", c.Say.Moment(s.Time.Local()), "Authority", s.Authority)))
	}
	if r.Original != nil {
		out = append(out, c.line("verify.appended", c.appended(r)))
	}
	if r.Signer != nil {
		out = append(out, c.line("verify.text", c.T("verify.text."+string(r.Text))))
	}
	if r.Belongs != nil {
		id := "verify.sheet.no"
		if *r.Belongs {
			id = "verify.sheet.yes"
		}
		out = append(out, c.line("verify.sheet", c.T(id)))
	}
	return out
}

// appended names what stands in the file behind the seal.
func (c *Context) appended(r *Checked) string {
	var kinds []string
	for _, a := range r.Appended {
		kind := c.T("verify.appended.unknown")
		if a.Kind == seal.TimeStamp {
			kind = c.T("verify.appended.stamp")
		}
		if !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	if len(kinds) == 0 {
		kinds = []string{c.T("verify.appended.nothing")}
	}
	return c.Say.List(kinds) + "."
}

// recordLines are whose document it is and what was decided.
func (c *Context) recordLines(r *Checked) []fyne.CanvasObject {
	k := r.Record.Case
	out := []fyne.CanvasObject{
		c.line("verify.record", r.Record.ID),
		c.line("verify.patient", c.T("verify.patient.line", "Name", k.FullName(), "Date", c.Say.Date(k.BirthDate))),
		c.line("verify.outcome", c.T("outcome."+string(r.Record.Outcome))+"."),
		c.line("verify.signed", c.Say.Moment(r.Record.Finished)+"."),
	}
	if first := r.Record.Refers; first != nil {
		out = append(out, c.line("verify.refers", c.T("review.first.text", "ID", first.ID, "Date", c.Say.Date(consent.DateOf(first.Finished)))))
	}
	if !r.Unchanged() {
		out = append(out, widget.NewQuiet(c.T("verify.record.doubt")))
	}
	return out
}
