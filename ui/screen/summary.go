package screen

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// summary is the last step of the form: what the article lists, beside what
// was entered. It is a list and never advice.
func (f *form) summary() fyne.CanvasObject {
	made, _ := f.Form.Read(f.reading())
	today := f.reading().Today
	traits := consent.TraitsOf(made, f.Session.Clinic.Threshold, today)
	var sides []widget.Column
	for _, side := range []string{"for", "against", "assess"} {
		col := widget.Column{Heading: f.T("criteria." + side), Tone: widget.ToneNeutral}
		for _, k := range f.Lib.Criteria {
			if k.Side == side {
				col.Items = append(col.Items, f.criterion(k, made, traits, today))
			}
		}
		sides = append(sides, col)
	}
	head := widget.NewParagraph(f.T("case.summary.head", "Levels", f.levelsOrNone(made.ToTreat), "Anaesthesia", f.anaesthesiaLine(traits)))
	title := []fyne.CanvasObject{widget.NewTitle(f.T("case.summary.title"))}
	if f.CanWait { // else it stands in the bottom bar
		title = append(title, widget.NewQuiet(f.T("criteria.not-advice")))
	}
	return widget.NewStack(gap,
		widget.NewStack(4, title...),
		widget.NewNote(theme.ColorNote, pair(head, f.beforehand(made))),
		widget.NewColumns(sides),
	)
}

// beforehand says in a few words what was entered of the patient's safety, and who
// decides.
func (f *form) beforehand(k consent.Case) fyne.CanvasObject {
	said := func(entered bool, reply, detail string) string {
		switch {
		case !entered:
			return "**" + f.T("not-entered") + "**"
		case detail != "":
			return "**" + plainStars(detail) + "**"
		}
		return f.T("reply." + reply)
	}
	answer := func(r consent.Reply, detail string) string { return said(r != consent.NotEntered, string(r), detail) }
	measure := said(k.Protection != consent.ProtectionNotEntered, string(k.Protection), "")
	if k.Protector != "" {
		measure += " (**" + plainStars(k.Protector) + "**)"
	}
	return widget.NewParagraph(strings.Join([]string{
		f.T("field.thinners") + " " + answer(k.Thinners, k.ThinnersName),
		f.T("field.allergy") + " " + answer(k.Allergy, k.AllergyTo),
		f.T("field.infection") + " " + answer(k.Infection, k.InfectionKind),
		f.T("case.summary.protection") + " " + measure,
	}, " · "))
}

func (f *form) anaesthesiaLine(t consent.Traits) string {
	id := "case.anaesthesia.local"
	if t[consent.GeneralAnaesthesia] {
		id = "case.anaesthesia.general"
	}
	return f.T(id, "Threshold", f.Session.Clinic.Threshold)
}

// criterion is one line of the list: whether the entry meets it, and the entry.
func (f *form) criterion(k content.Criterion, made consent.Case, traits consent.Traits, today consent.Date) fyne.CanvasObject {
	text := f.Text(k.Text)
	if entered := f.entered(k.Field, made, today); entered != "" {
		text += " – **" + entered + "**"
	} else if k.Field != "" {
		text += " – " + f.T("criteria.not-entered")
	}
	mark := widget.GlyphNone
	if k.Trait != "" && traits[k.Trait] {
		mark = widget.GlyphCheck
	}
	p := widget.NewGlyphBullet(mark, text)
	p.SetSize(theme.SizeSmall)
	return p
}

// entered writes one entry of the case, or nothing when it was left open.
func (f *form) entered(field string, k consent.Case, today consent.Date) string {
	reply := func(r consent.Reply) string {
		if r == consent.NotEntered {
			return ""
		}
		return f.T("reply." + string(r))
	}
	switch field {
	case "pain_onset":
		if !k.PainOnset.IsZero() {
			return f.Say.N("days", k.PainOnset.DaysUntil(today))
		}
	case "pain":
		if k.Pain != nil {
			return fmt.Sprintf("%d/10", *k.Pain)
		}
	case "age":
		if !k.BirthDate.IsZero() {
			return f.Say.N("years", k.BirthDate.YearsAt(today))
		}
	case "earlier_fractures":
		if k.EarlierFractures != nil {
			return f.Say.Integer(*k.EarlierFractures)
		}
	case "t_score":
		if k.TScore != nil {
			return f.Say.Decimal(*k.TScore, 1)
		}
	case "levels":
		return f.Say.Levels(k.ToTreat)
	case "procedure":
		if k.Procedure != "" {
			return f.T("reply." + string(k.Procedure))
		}
	case "pain_yields":
		return reply(k.PainYields)
	case "oedema":
		return reply(k.Oedema)
	case "cleft":
		return reply(k.Cleft)
	case "bed_bound":
		return reply(k.BedBound)
	case "spontaneous":
		return reply(k.Spontaneous)
	case "family_history":
		return reply(k.FamilyHistory)
	}
	return ""
}
