package screen

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// review shows what was entered and decided, before anything is signed.
func (c deciding) review() View {
	choice, _ := c.Lib.Choice(c.Session.Decision)
	k := c.Session.Case
	general := "review.local"
	if c.Session.Traits()[consent.GeneralAnaesthesia] {
		general = "review.general"
	}
	words := []fyne.CanvasObject{
		widget.NewTitle(c.T("review.title")),
		widget.NewNote(theme.ColorTintB, widget.NewParagraph("**"+c.Text(choice.Review)+"**")),
		c.line("review.you", k.FullName()+", "+c.Say.Date(k.BirthDate)),
		c.line("review.levels", c.Say.Levels(k.ToTreat)),
	}
	if r := c.Session.Refers; c.Session.OfConsent() {
		words = append(words, c.line("review.first", c.T("review.first.text", "ID", r.ID, "Date", c.Say.Date(consent.DateOf(r.Finished)))))
	} else if c.Session.Decision != consent.DeclineInformation {
		words = append(words, c.line("review.anaesthesia", c.T(general, "Threshold", c.Session.Clinic.Threshold)),
			c.line("review.risks", c.riskNames(true)))
		if c.riskNames(false) != "" {
			words = append(words, c.line("review.risks.not", c.riskNames(false)))
		}
		words = append(words, c.line("review.alternatives", c.T("review.alternatives."+string(c.Session.Decision))))
		if missed := c.Session.Misunderstood(); len(missed) > 0 {
			words = append(words, c.line("review.again", c.Say.N("review.missed", len(missed))))
		}
	}
	words = append(words, c.line("review.withdraw", c.T("review.withdraw.text")))
	return View{
		Body: widget.NewSplit(0.23, 28, c.spine(), widget.NewStack(8, words...)),
		Next: c.next(), Back: c.back(), Quiet: c.T("review.quiet"),
	}
}

// riskNames lists the titles of the risk pages that the patient saw, or did not; "–"
// where none was seen.
func (c deciding) riskNames(saw bool) string {
	var names []string
	for _, p := range c.Lib.PagesFor(c.Session.Traits()) {
		if p.Part == "risks" && slices.Contains(c.Session.Seen, p.ID) == saw {
			names = append(names, lowerFirst(c.Text(p.Title)))
		}
	}
	if saw && len(names) == 0 {
		return "–"
	}
	return c.Say.List(names)
}

// upperFirst begins a sentence.
func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// lowerFirst takes a title into a sentence.
func lowerFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[size:]
}
