package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"eclaire/consent"
	"eclaire/ui/widget"
)

// letter is the step of the form with the appointments, and with whom the clinic writes
// to. All of it may be left open.
func (f *form) letter() fyne.CanvasObject {
	rows := []fyne.CanvasObject{
		widget.NewTitle(f.T("case.letter.title")), widget.NewQuiet(f.T("case.letter.how")),
		narrowPair(narrowPair(f.text(consent.FieldPlanned), f.text(consent.FieldAnaesthesiaOn)),
			narrowPair(f.text(consent.FieldImaged), f.reply("urgent", &f.Form.Urgent, consent.Yes, consent.No))),
	}
	address := f.text(consent.FieldAddress)
	if !f.Session.Clinic.Letter {
		f.step = widget.NewStack(gap, append(rows, pair(address, widget.NewStack(0)))...)
		return f.step
	}
	f.step = widget.NewStack(gap, append(rows, thirds(address,
		f.writtenTo(consent.FieldDoctor, consent.FieldDoctorAddress), f.writtenTo(consent.FieldRheumatologist, consent.FieldRheumatologistAddress)))...)
	return f.step
}

// writtenTo is a doctor to whom the clinic writes: whoever is named is asked for an
// address.
func (f *form) writtenTo(name, address consent.Field) fyne.CanvasObject {
	who := f.text(name)
	where, place := f.detail(address, f.named(name))
	f.whenNamed(who, name, func(named bool) { f.show(where, named) })
	return widget.NewStack(gap, who, place)
}

// thirds puts three objects beside each other, or under each other where there is
// little room.
func thirds(a, b, c fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&widget.Split{Ratio: 0.33, Gap: 28}, a, narrowPair(b, c))
}

// narrowPair is a pair that stays one in half of a screen's width.
func narrowPair(left, right fyne.CanvasObject) fyne.CanvasObject {
	return narrowSplit(0.5, left, right)
}

// narrowSplit is such a pair whose left part has a share of the width.
func narrowSplit(share float32, left, right fyne.CanvasObject) fyne.CanvasObject {
	return container.New(&widget.Split{Ratio: share, Gap: 28, Narrow: 520}, left, right)
}

// dayHint writes out a day that is understood, and how far off it is.
func (f *form) dayHint(id consent.Field) string {
	d, err := f.Words.ParseDate(f.Form.Texts[id])
	today, check := f.reading().Today, consent.CheckPlanned
	if id == consent.FieldImaged {
		check = consent.CheckPast
	}
	if err != nil || check(d, today) != nil {
		return f.T("field.date.hint")
	}
	switch days := today.DaysUntil(d); {
	case days > 0:
		return f.T("field.day.ahead", "Date", f.Say.Date(d), "Days", f.Say.N("days", days))
	case days < 0:
		return f.T("field.pain_onset.read", "Date", f.Say.Date(d), "Days", f.Say.N("days", -days))
	}
	return f.T("field.day.today", "Date", f.Say.Date(d))
}
