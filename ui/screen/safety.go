package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"eclaire/consent"
	"eclaire/ui/widget"
)

// safety is the step of the form with what has to be known before the procedure, and
// who decides.
func (f *form) safety() fyne.CanvasObject {
	f.step = widget.NewStack(gap,
		widget.NewTitle(f.T("case.safety.title")),
		f.asked("takes_thinners", &f.Form.Thinners, consent.FieldThinners),
		f.asked("has_allergy", &f.Form.Allergy, consent.FieldAllergy),
		f.asked("has_infection", &f.Form.Infection, consent.FieldInfection),
		f.protection(),
	)
	return f.step
}

// asked is a question with yes and no, and beside it what yes asks for.
func (f *form) asked(id string, into *consent.Reply, detail consent.Field) fyne.CanvasObject {
	field, holder := f.detail(detail, *into == consent.Yes)
	answers := f.choice(id, []string{string(consent.Yes), string(consent.No)}, string(*into), func(o string) {
		*into = consent.Reply(o)
		f.show(field, *into == consent.Yes)
	})
	return pair(answers, holder)
}

// detail is a field that is there only when an answer asks for it. Its place is kept
// free for it, so that no answer moves under the finger.
func (f *form) detail(id consent.Field, shown bool) (*widget.Field, fyne.CanvasObject) {
	first := f.first
	field := f.text(id)
	if !shown {
		f.first = first
		field.Hide()
	}
	return field, widget.NewStack(0, field)
}

// show shows a part of the step, or hides it.
func (f *form) show(o fyne.CanvasObject, on bool) {
	if o.Visible() == on {
		return
	}
	if on {
		o.Show()
	} else {
		o.Hide()
	}
	f.Host.Relayout()
	f.step.Refresh() // what is in rows that have kept their size
}

// protection is the measure of legal protection, with the name of who protects or
// decides.
func (f *form) protection() fyne.CanvasObject {
	var ids []string
	for _, p := range consent.Protections() {
		ids = append(ids, string(p))
	}
	field, holder := f.detail(consent.FieldProtector, f.protected())
	field.Label = f.protectorLabel()
	measure := f.choice("protection", ids, string(f.Form.Protection), func(o string) {
		f.Form.Protection = consent.Protection(o)
		field.Label = f.protectorLabel()
		field.SetError("")
		field.Refresh()
		f.show(field, f.protected())
	})
	return container.New(&widget.Split{Ratio: 0.64, Gap: 28}, measure, holder)
}

// protected tells whether the measure that was chosen names somebody.
func (f *form) protected() bool {
	return f.Form.Protection == consent.Curatorship || f.Form.Protection.ByOther()
}

// protectorLabel names who protects or decides, and says whether the name is needed.
func (f *form) protectorLabel() string {
	if !f.protected() {
		return f.T("field.protector")
	}
	label := f.T("case.protector." + string(f.Form.Protection))
	if f.Form.Protection.ByOther() {
		return f.T("field.required", "Label", label)
	}
	return label
}

// people is the step of the form with who takes part. Whoever is named is asked for
// more: the interpreter's language, how to reach the trusted person; where none is
// named, whether naming one was offered.
func (f *form) people() fyne.CanvasObject {
	rows := []fyne.CanvasObject{
		widget.NewTitle(f.T("case.people.title")),
		pair(f.text(consent.FieldClinician), f.text(consent.FieldFunction)),
		pair(f.text(consent.FieldNurse), f.text(consent.FieldWitness)),
		widget.NewQuiet(f.T("case.people.others")),
	}
	interpreter := f.text(consent.FieldInterpreter)
	language, itsPlace := f.detail(consent.FieldInterpreterLanguage, f.named(consent.FieldInterpreter))
	f.whenNamed(interpreter, consent.FieldInterpreter, func(named bool) { f.show(language, named) })

	trusted := f.text(consent.FieldTrustedPerson)
	relation, itsRelation := f.detail(consent.FieldTrustedRelation, f.named(consent.FieldTrustedPerson))
	contact, itsContact := f.detail(consent.FieldTrustedContact, f.named(consent.FieldTrustedPerson))
	place := narrowSplit(0.4, itsRelation, itsContact)
	offered := f.reply("trusted_offered", &f.Form.TrustedOffered, consent.Yes, consent.No)
	if f.named(consent.FieldTrustedPerson) {
		offered.Hide()
	}
	f.whenNamed(trusted, consent.FieldTrustedPerson, func(named bool) {
		f.show(relation, named)
		f.show(contact, named)
		f.show(offered, !named)
	})
	f.step = widget.NewStack(gap, append(rows, pair(interpreter, itsPlace), pair(trusted, widget.NewStack(0, place, offered)))...)
	return f.step
}

// named tells whether somebody's name was typed.
func (f *form) named(id consent.Field) bool { return consent.Entered(f.Form.Texts[id]) != "" }

// whenNamed tells whenever a name is typed or erased.
func (f *form) whenNamed(w *widget.Field, id consent.Field, tell func(named bool)) {
	keep := w.OnChanged
	w.OnChanged = func(text string) {
		keep(text)
		tell(f.named(id))
	}
}
