package screen

import (
	"slices"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/ui/widget"
)

func (f *form) reading() consent.Reading { return Reading(f.Host.Now(), f.Words, f.Prints) }

// caseForm is the nurse's form, one step a screen.
func (f *form) caseForm() View {
	f.fields = map[consent.Field]*widget.Field{}
	_, f.problems = f.Form.Read(f.reading())
	steps := map[string]func() fyne.CanvasObject{
		"identity": f.identity, "fracture": f.fracture, "history": f.history, "safety": f.safety, "people": f.people,
		"letter": f.letter, "summary": f.summary, today: f.today,
	}
	step := f.Route.Item
	v := View{Body: steps[step](), Back: f.back()}
	i := slices.Index(formSteps, step)
	v.Progress = f.T("case.progress", "Step", i+1, "Name", f.T("case.step."+step))
	v.Done, v.Of = i+1, len(formSteps)
	v.Next = &Action{Label: f.T("next"), Do: f.leave}
	if step == today {
		v.Progress, v.Done, v.Of = f.T("staff"), 0, 0
		v.Next.Label, v.Quiet = f.T("case.hand-over"), f.T("today.text")
		v.Back.Do = func() {
			f.forgetToday()
			f.Host.Go(f.cameFrom())
		}
	}
	if step == "summary" {
		v.Next = &Action{Label: f.T("case.hand-over"), Do: f.handOver}
		v.Quiet = f.T("criteria.not-advice")
		if f.CanWait {
			f.list.orLater(&v, f.putOnList)
		}
	}
	if f.isPrepared() && !f.Session.Prepared() && i == 0 {
		v.Back.Do = f.list.cases.OpenList // what was not saved is dropped
	}
	v.Focus = f.first
	return v
}

// form draws the steps of the nurse's form into the state's Form.
type form struct {
	onWay
	list     preparing // where the form can be put instead
	problems map[consent.Field]consent.Problem
	fields   map[consent.Field]*widget.Field
	first    fyne.CanvasObject // the first field, or the first refused one
	step     *fyne.Container   // what stands on the screen, where answers change it
}

// leave goes on if nothing of this step is refused, else shows what is.
func (f *form) leave() {
	step := f.Route.Item
	f.Checked[step] = true
	_, problems := f.Form.Read(f.reading())
	for _, field := range fieldsOf[step] {
		if problems[field] != "" {
			f.Host.Redraw()
			return
		}
	}
	if step == today {
		f.reopen()
		return
	}
	f.way.Next()
}

// handOver makes the case of the form and gives the screen to the patient; an
// entry still refused leads back to its step.
func (f *form) handOver() {
	switch refused, done := f.Begin(Beginning{Lib: f.Lib, Reading: f.reading(), At: f.Host.Now(), Do: f.way.Do, Lot: f.Lot()}); {
	case refused != "":
		f.Host.Go(Route{CaseForm, refused})
	case done:
		if f.isPrepared() {
			f.list.cases.KeepCorrection()
		}
		f.Host.Go(Route{Name: Welcome})
	}
}

// putOnList keeps the form for later; an entry still refused leads back to its
// step.
func (f *form) putOnList() {
	switch refused := f.refusedStep(f.reading()); {
	case refused != "":
		f.Host.Go(Route{CaseForm, refused})
	case len(f.Session.Signed) > 0:
		f.way.TakeBack()
	default:
		f.list.cases.PutOnList()
	}
}

// text is one typed entry.
func (f *form) text(id consent.Field) *widget.Field {
	label := f.T("field." + string(id))
	if slices.Contains([]consent.Field{consent.FieldBirthName, consent.FieldFirstNames, consent.FieldBirthDate}, id) {
		label = f.T("field.required", "Label", label)
	}
	w := widget.NewField(label, nil)
	if kindOf(id) == widget.Lines {
		w = widget.NewLongField(label, consent.MaxAddressLines, nil)
	}
	widget.Name("field."+string(id), w)
	w.Kind, w.Fold = kindOf(id), consent.Plain
	f.fields[id] = w
	w.Hint = f.hint(id)
	w.SetText(f.Form.Texts[id])
	f.mark(id, f.problems)
	w.OnChanged = func(text string) {
		f.Form.Texts[id] = text
		f.Host.Touched()
		w.Hint = f.hint(id)
		if w.Error() != "" { // what is being mended is refused no more before it is left again
			w.SetError("")
		}
		w.Refresh()
	}
	w.OnTouch = f.Host.Keys
	w.OnBlur = func(w *widget.Field) {
		_, problems := f.Form.Read(f.reading())
		if f.Form.Texts[id] != "" {
			f.mark(id, problems)
		}
		f.Host.NoKeys(w)
	}
	w.OnSubmit = func(*widget.Field) { f.leave() }
	f.offerFocus(w, f.problems[id] != "" && f.Checked[f.Route.Item])
	return w
}

// kindOf is what an entry of the form takes.
func kindOf(id consent.Field) widget.Kind {
	switch id {
	case consent.FieldBirthDate, consent.FieldPainOnset, consent.FieldImaged, consent.FieldPlanned, consent.FieldAnaesthesiaOn:
		return widget.Dates
	case consent.FieldAddress, consent.FieldDoctorAddress, consent.FieldRheumatologistAddress:
		return widget.Lines
	case consent.FieldEarlier:
		return widget.Counts
	case consent.FieldTScore:
		return widget.Decimals
	case consent.FieldRecordNumber, consent.FieldTrustedRelation, consent.FieldTrustedContact, consent.FieldThinners, consent.FieldAllergy, consent.FieldInfection:
		return widget.Plain
	}
	return widget.Names
}

// offerFocus keeps the first field of a step, or the first refused one.
func (f *form) offerFocus(w *widget.Field, refused bool) {
	current, _ := f.first.(*widget.Field)
	if current == nil || (refused && current.Error() == "") {
		f.first = w
	}
}

// mark shows why an entry is refused. A compulsory entry left empty is not
// refused before the nurse wants to go on.
func (f *form) mark(id consent.Field, problems map[consent.Field]consent.Problem) {
	w, p := f.fields[id], problems[id]
	if p == consent.ProblemRequired && !f.Checked[f.Route.Item] {
		p = ""
	}
	if f.Form.Texts[id] == "" && !f.Checked[f.Route.Item] {
		p = ""
	}
	w.SetError(f.fieldProblem(id, p))
}

// fieldProblem puts a refusal at a field into a sentence.
func (f *form) fieldProblem(id consent.Field, p consent.Problem) string {
	if p == "" {
		return ""
	}
	if p == consent.ProblemOutOfRange {
		return f.T("problem.out_of_range." + string(id))
	}
	return f.T("problem."+string(p), "Limit", f.Say.Integer(limitOf(id)), "Signs", f.unprintable(f.Form.Texts[id]))
}

// limitOf is how many characters an entry of the form takes.
func limitOf(id consent.Field) int {
	switch id {
	case consent.FieldRecordNumber, consent.FieldFunction, consent.FieldInterpreterLanguage, consent.FieldTrustedRelation,
		consent.FieldAddress, consent.FieldDoctorAddress, consent.FieldRheumatologistAddress: // a line of it
		return consent.MaxShort
	case consent.FieldTrustedContact, consent.FieldThinners, consent.FieldAllergy, consent.FieldInfection:
		return consent.MaxLine
	}
	return consent.MaxName
}

// hint says what a field takes; a date that is understood is written out, so
// that day and month cannot be taken for each other.
func (f *form) hint(id consent.Field) string {
	switch id {
	case consent.FieldBirthDate, consent.FieldPainOnset:
		d, err := f.Words.ParseDate(f.Form.Texts[id])
		if err != nil || consent.CheckPast(d, f.reading().Today) != nil {
			return f.T("field.date.hint")
		}
		if id == consent.FieldBirthDate {
			return f.T("field.birth_date.read", "Date", f.Say.Date(d), "Years", d.YearsAt(f.reading().Today))
		}
		return f.T("field.pain_onset.read", "Date", f.Say.Date(d), "Days", f.Say.N("days", d.DaysUntil(f.reading().Today)))
	case consent.FieldImaged, consent.FieldPlanned, consent.FieldAnaesthesiaOn:
		return f.dayHint(id)
	case consent.FieldTScore, consent.FieldEarlier, consent.FieldUsedName, consent.FieldWitness, consent.FieldFirstNames:
		return f.T("field." + string(id) + ".hint")
	}
	return ""
}

// choice is one entry of a few answers.
func (f *form) choice(id string, ids []string, selected string, set func(string)) fyne.CanvasObject {
	var options []widget.Option
	for _, o := range ids {
		options = append(options, widget.Option{ID: o, Label: f.T("reply." + o)})
	}
	label := f.T("field." + id)
	return widget.NewStack(6, widget.NewQuiet(label), f.segmented(id, label, options, selected, set))
}

// reply is a choice among replies.
func (f *form) reply(id string, into *consent.Reply, answers ...consent.Reply) fyne.CanvasObject {
	var ids []string
	for _, a := range answers {
		ids = append(ids, string(a))
	}
	return f.choice(id, ids, string(*into), func(o string) { *into = consent.Reply(o) })
}

// refused is the sentence for an entry that is no text field, or nil.
func (f *form) refused(id consent.Field) fyne.CanvasObject {
	if f.problems[id] == "" || !f.Checked[f.Route.Item] {
		return nil
	}
	return caution(f.fieldProblem(id, f.problems[id]))
}

func (f *form) identity() fyne.CanvasObject {
	sex := f.choice("sex", []string{string(consent.Female), string(consent.Male), string(consent.SexUnknown)}, string(f.Form.Sex),
		func(o string) { f.Form.Sex = consent.Sex(o) })
	return widget.NewStack(gap,
		widget.NewTitle(f.T("case.identity.title")),
		pair(f.text(consent.FieldBirthName), f.text(consent.FieldFirstNames)),
		pair(f.text(consent.FieldBirthDate), f.text(consent.FieldUsedName)),
		pair(widget.NewStack(6, notNil(sex, f.refused(consent.FieldSex))...), f.text(consent.FieldRecordNumber)),
	)
}

func (f *form) history() fyne.CanvasObject {
	yesNo := []consent.Reply{consent.Yes, consent.No}
	var procedures []string
	for _, p := range consent.Procedures() {
		procedures = append(procedures, string(p))
	}
	return widget.NewStack(gap,
		widget.NewTitle(f.T("case.history.title")),
		pair(f.reply("bed_bound", &f.Form.BedBound, yesNo...), f.reply("spontaneous", &f.Form.Sudden, yesNo...)),
		pair(f.reply("family_history", &f.Form.Family, yesNo...), f.reply("cleft", &f.Form.Cleft, yesNo...)),
		pair(f.text(consent.FieldEarlier), f.text(consent.FieldTScore)),
		f.choice("procedure", procedures, string(f.Form.Procedure), func(o string) { f.Form.Procedure = consent.Procedure(o) }),
	)
}

// everybody are the fields of all who can take part besides the patient.
func (f *form) everybody() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		pair(f.text(consent.FieldClinician), f.text(consent.FieldNurse)),
		widget.NewQuiet(f.T("case.people.others")),
		pair(f.text(consent.FieldInterpreter), f.text(consent.FieldTrustedPerson)),
		pair(f.text(consent.FieldWitness), widget.NewStack(0)),
	}
}
