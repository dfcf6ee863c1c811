package screen

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"eclaire/consent/waiting"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// Waiting is what the screens of the waiting list show: names and codes, which
// the shell wipes as soon as another screen is shown.
type Waiting struct {
	Working bool
	Problem string // why it could not be done (locales: waiting.problem.*), or ""
	Rows    []PreparedRow
	Alone   bool         // cases of other machines may be missing
	Added   *PreparedRow // the case that was put on the list just now
	Typed   string       // the digits of a code, as far as they are typed
	Refused string       // why a code did not lead to a case (locales: code.refused.*), or ""
	Until   time.Time    // no code is taken before
}

// PreparedRow is a case on the list.
type PreparedRow struct {
	ID          waiting.ID
	Code        string
	Name, Birth string // as they were typed
	Prepared    time.Time
	Strange     bool // of another version of the program: it can only be removed
}

// Holds tells whether anything of a patient is known.
func (w Waiting) Holds() bool { return len(w.Rows) > 0 || w.Added != nil || w.Typed != "" }

// Seconds is how long from now no code is taken, rounded up; 0 when one is.
func (w Waiting) Seconds(now time.Time) int {
	left := w.Until.Sub(now)
	if w.Until.IsZero() || left <= 0 {
		return 0
	}
	return int((left + time.Second - 1) / time.Second)
}

// KeepsWaiting tells whether a screen shows something of State's Waiting.
func (r Route) KeepsWaiting() bool {
	return r.Name == WaitingList || r.Name == WaitingCode || r.Name == Code
}

// isPrepared tells whether the form or the session came from the waiting list.
func (s *State) isPrepared() bool { return s.Prepared != waiting.ID{} }

// grouped writes a code in two groups that stay on one line.
func grouped(code string) string {
	if len(code) != codeLength {
		return code
	}
	return code[:codeLength/2] + "\u00a0" + code[codeLength/2:]
}

// unlockWaiting leads to where the staff open the list.
func (c preparing) unlockWaiting() {
	if c.Standing.Kept && !c.Session.Prepared() {
		c.archive.OpenArchive()
		return
	}
	c.Host.Go(Route{Name: Staff})
}

// problemOfList says what went wrong with the list, with the way out.
func (c preparing) problemOfList() []fyne.CanvasObject {
	p := c.Waiting.Problem
	if p == "" {
		return nil
	}
	out := []fyne.CanvasObject{caution(c.T("waiting.problem." + p))}
	if p == "locked" {
		out = append(out, widget.NewFlow(12, widget.Name("prepared.unlock", widget.NewButton(widget.Secondary, c.T("waiting.unlock"), c.unlockWaiting))))
	}
	return out
}

// orLater adds the second way to the last step of the form: the waiting list.
func (c preparing) orLater(v *View, put func()) {
	if p := c.problemOfList(); len(p) > 0 {
		v.Body = widget.NewStack(gap, append(p, widget.NewParagraph(c.T("waiting.kept")), v.Body)...)
	}
	id := "waiting.put"
	if c.isPrepared() {
		id = "waiting.save"
	}
	if c.Waiting.Working { // nothing can be pressed twice
		v.Next, v.Back, v.Extra, v.Quiet = nil, nil, nil, c.T("waiting.working")
		return
	}
	v.Extra = &Action{ID: "put-on-list", Label: c.T(id), Do: put}
}

// waitingList shows the staff the prepared cases of today.
func (c preparing) waitingList() View {
	v := View{Progress: c.T("staff"), Back: &Action{Label: c.T("back"), Do: func() { c.Host.Go(Route{Name: Staff}) }}}
	words := []fyne.CanvasObject{widget.NewTitle(c.T("waiting.title"))}
	if c.Waiting.Working {
		v.Body, v.Calm = widget.NewStack(gap, append(words, widget.NewParagraph(c.T("waiting.working")))...), true
		return v
	}
	words = append(words, c.problemOfList()...)
	if c.Waiting.Alone {
		words = append(words, widget.NewNote(theme.ColorNote, widget.NewParagraph(c.T("waiting.alone"))))
	}
	for i, r := range c.Waiting.Rows {
		words = append(words, c.preparedRow(i, r))
	}
	if len(c.Waiting.Rows) == 0 && c.Waiting.Problem == "" {
		words = append(words, widget.NewParagraph(c.T("waiting.empty")))
	}
	v.Body, v.Quiet = widget.NewStack(gap, words...), c.T("staff.quiet")
	v.Calm = true // a key that comes too late starts nobody's case
	return v
}

// preparedRow is one case with what can be done with it.
func (c preparing) preparedRow(i int, r PreparedRow) fyne.CanvasObject {
	id := listed("prepared", i)
	at := r.Prepared.Local()
	code := widget.NewQuiet(c.T("waiting.row.code", "Code", grouped(r.Code), "Hour", at.Hour(), "Minute", fmt.Sprintf("%02d", at.Minute())))
	if r.Strange {
		remove := widget.NewButton(widget.Quiet, c.T("waiting.remove"), func() { c.cases.RemoveCase(r.ID) })
		return widget.NewCard(pair(widget.NewStack(4, widget.NewParagraph(c.T("waiting.problem.version")), code), remove))
	}
	who := widget.NewStack(4,
		widget.NewParagraph("**"+plainStars(r.Name)+"**"),
		widget.NewParagraph(c.T("waiting.row.born", "Birth", plainStars(r.Birth))),
		code)
	what := widget.NewFlow(12,
		widget.Name(id, widget.NewButton(widget.Secondary, c.T("case.hand-over"), func() { c.cases.StartCase(r.ID) })),
		widget.Name(id+".correct", widget.NewButton(widget.Quiet, c.T("waiting.correct"), func() { c.cases.CorrectCase(r.ID) })),
		widget.Name(id+".remove", widget.NewButton(widget.Quiet, c.T("waiting.remove"), func() { c.cases.RemoveCase(r.ID) })))
	return widget.NewCard(pair(who, what))
}

// waitingCode shows the staff the code of the case that was just prepared, to be
// written on a slip of paper.
func (c preparing) waitingCode() View {
	v := View{
		Progress: c.T("staff"),
		Back:     &Action{Label: c.T("staff.title"), Do: func() { c.Host.Go(Route{Name: Staff}) }},
		Next:     &Action{Label: c.T("waiting.another"), Do: func() { c.Host.Go(Route{CaseForm, formSteps[0]}) }},
		Calm:     true, // the button that was pressed twice must not leave before the code is written down
	}
	r := c.Waiting.Added
	if r == nil {
		v.Body = widget.NewTitle(c.T("waiting.title"))
		return v
	}
	code := widget.NewParagraph(grouped(r.Code))
	code.TextSize, code.Bold, code.Center = theme.SizeGiant, true, true
	v.Body = widget.NewNarrow(900, middle(
		widget.NewStack(6, widget.NewTitle(c.T("waiting.ready")), widget.NewParagraph("**"+plainStars(r.Name)+"**")),
		widget.NewNote(theme.ColorTintB, code),
		widget.NewStack(gap, widget.NewBullet("1", c.T("waiting.slip")), widget.NewBullet("2", c.T("waiting.valid")))))
	return v
}
