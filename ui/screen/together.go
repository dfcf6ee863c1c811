package screen

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// together is the clinician's page: who it is, what was not understood and what is
// asked, what matters, what is planned, and the clinician's own statement.
func (c meeting) together() View {
	v := View{Progress: c.T("together.place"), Calm: true, Quiet: c.Say.N("together.open", c.Session.Pending().Count())}
	v.Next = &Action{Label: c.T("together.next"), Do: c.way.Next}
	v.Back = &Action{Label: c.T("aside.put"), ID: "put-by", Plain: true, Do: c.aside.PutBy}
	left := notNil(c.cautions(), c.toReview(), c.herQuestions())
	right := notNil(c.matters(), c.pagesShown(), c.aloud(), c.anaesthesia(), c.statement(), c.elsewhere())
	columns := widget.NewPair(16, widget.NewStack(gap, left...), widget.NewStack(gap, right...))
	v.Body = widget.NewStack(gap, c.who(), columns)
	return v
}

// who says whose file it is: name, birth date in full, age, level in words.
func (c *Context) who() fyne.CanvasObject {
	k := c.Session.Case
	name := widget.NewParagraph("**" + plainStars(k.FullName()) + "**")
	name.TextSize = theme.SizeHead
	born := widget.NewParagraph(c.T("who.born."+string(k.Sex), "Date", c.Say.Date(k.BirthDate), "Years", k.BirthDate.YearsAt(consent.DateOf(c.Host.Now()))))
	level := widget.NewParagraph("**" + c.Vars["levels_named"] + "**")
	more := c.T("who.treat", "Count", c.Vars["level_count"])
	if k.Old != 0 {
		more += " · " + c.T("who.old", "Levels", c.Say.Levels(k.Old))
	}
	return widget.NewNote(theme.ColorTintB, pair(widget.NewStack(2, name, born), widget.NewStack(2, level, widget.NewQuiet(more))))
}

// elsewhere leads to what is entered on pages of its own.
func (c meeting) elsewhere() fyne.CanvasObject {
	return widget.NewFlow(12,
		widget.Name("entries", widget.NewButton(widget.Secondary, c.T("together.entries"), func() { c.Host.Go(Route{Name: Entries}) })),
		widget.Name("correct", widget.NewButton(widget.Secondary, c.T("together.correct"), c.openCorrection)))
}

// card is a part of the page under a small heading.
func card(title string, lines ...fyne.CanvasObject) fyne.CanvasObject {
	return widget.NewCard(widget.NewStack(10, append([]fyne.CanvasObject{bold(title)}, lines...)...))
}

// cautions are what endangers the procedure: blood thinners, allergy, infection.
func (c meeting) cautions() fyne.CanvasObject {
	k := c.Session.Case
	var cells []fyne.CanvasObject
	for _, r := range []struct {
		id    string
		reply consent.Reply
		what  string
	}{{"thinners", k.Thinners, k.ThinnersName}, {"allergy", k.Allergy, k.AllergyTo}, {"infection", k.Infection, k.InfectionKind}} {
		ground, said := theme.ColorCard, widget.NewParagraph("**"+c.T("not-entered")+"**")
		switch {
		case r.reply == consent.Yes && r.what != "":
			ground, said = theme.ColorCautionTint, widget.NewParagraph("**"+plainStars(r.what)+"**")
		case r.reply == consent.Yes:
			ground, said = theme.ColorCautionTint, widget.NewParagraph("**"+c.T("reply.yes")+"**")
		case r.reply == consent.No:
			said = widget.NewParagraph("**" + c.T("reply.no") + "**")
		}
		cells = append(cells, widget.NewNote(ground, widget.NewStack(2, widget.NewQuiet(c.T("field."+r.id)), said)))
	}
	return widget.NewGrid(10, 0, cells...)
}

// toReview has a line for each question of the check that was not understood alone.
func (c meeting) toReview() fyne.CanvasObject {
	var lines []fyne.CanvasObject
	for _, id := range c.Session.Script.Questions {
		a := c.Session.Answers[id]
		if c.Session.Script.Right(id, a) {
			continue
		}
		lines = append(lines, c.reviewed(id, a))
	}
	title := c.Say.N("together.review", len(lines))
	if len(lines) == 0 {
		return card(title, widget.NewGlyphBullet(widget.GlyphCheck, c.T("together.all-right")))
	}
	return card(title, lines...)
}

// reviewed is one such question: what was answered, and what is done about it.
func (c meeting) reviewed(id string, a consent.Answer) fyne.CanvasObject {
	q, _ := c.Lib.Question(id)
	said := []fyne.CanvasObject{bold(c.Text(q.Ask))}
	answered := func(word, option string, again bool) {
		if option != "" {
			said = append(said, widget.NewQuiet(c.T(word, "Answer", c.optionText(q, option, again))))
		}
	}
	answered("together.first", a.First, false)
	if a.Last != a.First || a.Again {
		answered("together.then", a.Last, a.Again)
	}
	answered("together.now", a.Together, a.TogetherAgain)
	if a.First == "" {
		said = append(said, widget.NewQuiet(c.T("together.unanswered")))
	}
	if a.Together != "" && c.Session.Script.Understood(id, a) {
		said = append(said, widget.NewGlyphBullet(widget.GlyphCheck, c.T("together.understood")))
	}
	ask := widget.Name("ask."+id, widget.NewButton(widget.Secondary, c.T("together.ask"), func() {
		c.Asked[id] = Asked{}
		c.Host.Go(Route{AskAgain, id})
	}))
	over := widget.Name("over."+id, widget.NewCheckCard(c.T("together.over"), nil))
	over.SetChecked(a.GoneOver)
	over.OnChanged = func(on bool) {
		if c.way.Do(consent.GoOver{Question: id, On: on}) != nil {
			over.SetChecked(!on)
		}
		c.Host.Redraw()
	}
	return widget.NewStack(8, widget.NewStack(2, said...), pair(ask, over))
}

// optionText is an answer in words.
func (c meeting) optionText(q content.Question, option string, again bool) string {
	options := q.Option
	if again {
		options = q.Again.Option
	}
	for _, o := range options {
		if o.ID == option {
			return c.Text(o.Text)
		}
	}
	return option
}

// herQuestions are the patient's questions in full, each to be answered.
func (c meeting) herQuestions() fyne.CanvasObject {
	var lines []fyne.CanvasObject
	for i, q := range c.Session.Questions {
		text := plainStars(q.Text)
		if p, ok := c.Lib.Prompt(q.Prompt); ok {
			text = c.Text(p.Text)
		}
		lines = append(lines, c.herQuestion(i, q, text))
	}
	title := c.Say.N("together.questions", len(lines))
	if len(lines) == 0 {
		lines = append(lines, widget.NewQuiet(c.T("together.no-questions")))
	}
	return card(title, lines...)
}

func (c meeting) herQuestion(i int, q consent.Question, text string) fyne.CanvasObject {
	key := listed("answer", i)
	answer := func() string {
		if typed, ok := c.Typed[key]; ok {
			return typed
		}
		return q.Answer
	}
	tick := widget.Name(listed("answered", i), widget.NewCheckCard(c.T("together.answered"), nil))
	tick.SetChecked(q.Answered)
	keep := func(on bool) { c.keepLine(key, answer(), consent.Tell{Question: q, Answered: on, Answer: answer()}) }
	tick.OnChanged = func(on bool) {
		keep(on)
		c.Host.Redraw()
	}
	field := c.entry(key, c.T("together.answer"), answer(), func() { keep(tick.Checked) })
	return widget.NewStack(6, widget.NewParagraph(c.T("quoted", "Text", text)), pair(field, tick))
}

// keepLine applies what was typed, or notes why not.
func (c meeting) keepLine(key, text string, e consent.Event) bool {
	delete(c.Typed, key+problemSuffix)
	p, refused := consent.Problem(""), false
	for _, r := range consent.Normalise(text) {
		if !c.Prints(r) {
			p, refused = consent.ProblemGlyph, true
		}
	}
	if !refused {
		p, refused = consent.ProblemOf(c.way.Do(e))
	}
	if refused && p != consent.ProblemSealed {
		c.Typed[key+problemSuffix] = string(p)
	}
	return !refused
}

// entry is a line that is kept when it is left.
func (c meeting) entry(key, label, text string, left func()) *widget.Field {
	field := widget.Name("field."+key, widget.NewField(label, nil))
	field.SetText(text)
	if p := c.Typed[key+problemSuffix]; p != "" {
		field.SetError(c.T("problem."+p, "Limit", c.Say.Integer(consent.MaxLine), "Signs", c.unprintable(text)))
	}
	field.OnChanged = func(text string) {
		c.Typed[key] = text
		left() // nothing that was typed is lost, whatever is touched next
		c.Host.Touched()
	}
	field.OnTouch, field.OnBlur = c.Host.Keys, c.Host.NoKeys
	return field
}

// matters is what matters to the patient, most first, and what she leans towards.
func (c meeting) matters() fyne.CanvasObject {
	var lines []fyne.CanvasObject
	for degree := consent.MaxValue; degree >= 0; degree-- {
		for _, s := range c.Lib.Scales {
			if v, ok := c.Session.Values[s.ID]; ok && v == degree && len(lines) < 4 {
				lines = append(lines, widget.NewParagraph(c.T("together.degree", "Degree", c.Text(c.Lib.Degrees[degree].Text), "Value", c.Text(s.Text))))
			}
		}
	}
	if len(lines) == 0 {
		lines = append(lines, widget.NewQuiet(c.T("not-entered")))
	}
	lean := c.T("not-entered")
	if l := c.Session.Lean; l != consent.LeanUnsaid {
		lean = c.leaning(l)
	}
	lines = append(lines, widget.NewParagraph(c.T("together.lean")+" **"+lean+"**"))
	return card(c.T("together.matters"), lines...)
}

// pagesShown counts the pages seen, and names those that were passed or not shown,
// each of which can be shown now.
func (c meeting) pagesShown() fyne.CanvasObject {
	s := c.Session
	var lines []fyne.CanvasObject
	for i, id := range s.Script.Pages {
		if slices.Contains(s.Seen, id) {
			continue
		}
		p, _ := c.Lib.Page(id)
		word := "together.unseen"
		if slices.Contains(s.Passed, id) {
			word = "together.passed"
		}
		show := func() {
			c.State.Return = c.Route
			c.Sub[Route{Page, id}] = 0
			c.Host.Go(Route{Page, id})
		}
		button := widget.Name(listed("show", i), widget.NewRowButton(c.T(word, "Title", c.Text(p.Title)), show))
		lines = append(lines, button)
		if len(lines) == 3 { // the rest follows as these are shown
			break
		}
	}
	title := c.T("together.pages", "Seen", len(s.Seen), "Of", len(s.Script.Pages))
	return card(title, lines...)
}

// aloud is one question to ask aloud, in the clinician's own voice: of the first topic
// that was not understood at first, or else of the warning signs.
func (c meeting) aloud() fyne.CanvasObject {
	if c.declined() {
		return nil
	}
	topic := content.TopicWarning
	for _, id := range c.Session.Script.Questions {
		if q, ok := c.Lib.Question(id); ok && c.Session.Answers[id].First != c.Session.Script.Correct[id] {
			topic = q.Topic
			break
		}
	}
	q, ok := c.Lib.AloudFor(topic)
	if !ok {
		return nil
	}
	return card(c.T("together.aloud"), widget.NewParagraph(c.Text(q.Text)))
}

// anaesthesia is what is planned.
func (c meeting) anaesthesia() fyne.CanvasObject {
	var options []widget.Option
	for _, a := range consent.Anaesthesias() {
		options = append(options, widget.Option{ID: string(a), Label: c.T("anaesthesia." + string(a))})
	}
	s := widget.Name("anaesthesia", widget.NewSegmented(options, func(id string) {
		if c.way.Do(consent.Anaesthetise{Anaesthesia: consent.Anaesthesia(id)}) == nil {
			c.Host.Redraw()
		}
	}))
	s.Label = c.T("together.anaesthesia")
	s.SetSelected(string(c.Session.With.Anaesthesia))
	return card(s.Label, s)
}

// The keys of what the clinician types of themselves.
const (
	typedClinician = "talk.by"
	typedFunction  = "talk.function"
)

// statement is the clinician's own: I spoke with the patient.
func (c meeting) statement() fyne.CanvasObject {
	i := c.Session.With.Interview
	text := func(key, entered, stated string) string {
		if typed, ok := c.Typed[key]; ok {
			return typed
		}
		if i != nil {
			return stated
		}
		return entered
	}
	var by, function string
	if i != nil {
		by, function = i.By, i.Function
	}
	name := func() string { return text(typedClinician, c.Session.Case.Clinician, by) }
	does := func() string { return text(typedFunction, c.Session.Case.Function, function) }
	talk := func() bool {
		return c.keepLine(typedClinician, name()+does(), consent.Talk{By: name(), Function: does(), At: c.Host.Now()})
	}
	keep := func() {
		if c.Session.With.Interview != nil {
			talk()
		}
	}
	tick := widget.Name("talked", widget.NewCheckCard(c.T("together.talked", "Name", plainStars(c.Session.Case.FullName()),
		"Date", c.Say.Date(consent.DateOf(c.Host.Now()))), nil))
	tick.SetChecked(i != nil)
	tick.OnChanged = func(on bool) {
		if on {
			talk()
		} else {
			_ = c.way.Do(consent.Untalk{})
		}
		c.Host.Redraw()
	}
	who := c.entry(typedClinician, c.T("together.by"), name(), keep)
	who.Kind = widget.Names
	what := c.entry(typedFunction, c.T("field.function"), does(), keep)
	return card(c.T("together.talk"), pair(who, what), tick)
}

// askAgain asks a question of the check once more, with the clinician there.
func (c meeting) askAgain() View {
	id := c.Route.Item
	q, ok := c.Lib.Question(id)
	if !ok {
		return View{Body: widget.NewParagraph("")}
	}
	back := func() { c.Host.Go(Route{Name: Together}) }
	a := c.Session.Answers[id]
	second := !a.Again && len(c.Session.Script.Again[id]) > 0 // the form that was not asked last
	ask, options, order := q.Ask, q.Option, c.Session.Script.Options[id]
	if second {
		ask, options, order = q.Again.Ask, q.Again.Option, c.Session.Script.Again[id]
	}
	var ids, labels []string
	for _, o := range order {
		ids = append(ids, "option."+id+"-"+o)
		labels = append(labels, c.optionText(content.Question{Option: options}, o, false))
	}
	selected := slices.Index(order, c.Asked[id].Chosen)
	v := View{Progress: c.T("together.place"), Back: &Action{Label: c.T("back"), Do: back}}
	v.Next = &Action{Label: c.T("together.keep"), Disabled: selected < 0, Do: func() {
		if c.way.Do(consent.Respond{Question: id, Option: c.Asked[id].Chosen, Again: second, Together: true}) == nil {
			back()
		}
	}}
	cards := c.oneOf(ids, labels, selected, func(i int) bool {
		c.Asked[id] = Asked{Chosen: order[i]}
		return true
	})
	body := widget.NewStack(gap, append([]fyne.CanvasObject{widget.NewQuiet(c.T("together.once-more")), widget.NewTitle(c.Text(ask))}, cards...)...)
	share(body, 130, cards...)
	v.Body, v.Focus = body, cards[0]
	return v
}

// entries are what else the clinician enters: procedures besides, capacity, and the
// patient's own word where another decides.
func (c meeting) entries() View {
	v := View{Progress: c.T("together.place"), Back: &Action{Label: c.T("back"), Do: func() { c.Host.Go(Route{Name: Together}) }}}
	body := []fyne.CanvasObject{c.who(), c.present(), c.extras()}
	if c.Session.Case.Protection.ByOther() {
		body = append(body, c.ownWord())
	}
	v.Body = widget.NewStack(gap, append(body, c.capacity())...)
	return v
}

// present are who takes part today, each of whom signs.
func (c meeting) present() fyne.CanvasObject {
	k := c.Session.Case
	text := func(key, kept string) string {
		if typed, ok := c.Typed[key]; ok {
			return typed
		}
		return kept
	}
	kept := map[consent.Field]string{
		consent.FieldInterpreter: k.Interpreter, consent.FieldInterpreterLanguage: k.InterpreterLanguage,
		consent.FieldTrustedPerson: k.TrustedPerson, consent.FieldTrustedContact: k.TrustedContact, consent.FieldWitness: k.Witness,
	}
	of := func(id consent.Field) string { return text("present."+string(id), kept[id]) }
	bring := func(key string) func() {
		return func() {
			c.keepLine(key, c.Typed[key], consent.Bring{
				Interpreter: of(consent.FieldInterpreter), InterpreterLanguage: of(consent.FieldInterpreterLanguage),
				TrustedPerson: of(consent.FieldTrustedPerson), TrustedContact: of(consent.FieldTrustedContact), Witness: of(consent.FieldWitness),
			})
		}
	}
	field := func(id consent.Field) fyne.CanvasObject {
		key := "present." + string(id)
		f := c.entry(key, c.T("field."+string(id)), of(id), bring(key))
		f.Kind = kindOf(id)
		return f
	}
	return card(c.T("present.title"), pair(field(consent.FieldInterpreter), field(consent.FieldInterpreterLanguage)),
		pair(field(consent.FieldTrustedPerson), field(consent.FieldTrustedContact)), field(consent.FieldWitness))
}

// extras are the procedures besides, agreed to or refused.
func (c meeting) extras() fyne.CanvasObject {
	var lines []fyne.CanvasObject
	for _, e := range c.Lib.ExtrasFor(c.Session.Traits()) {
		s := widget.Name("extra."+e.ID, widget.NewSegmented([]widget.Option{
			{ID: string(consent.Yes), Label: c.T("extra.agreed")}, {ID: string(consent.No), Label: c.T("extra.refused")},
		}, func(id string) { _ = c.way.Do(consent.Allow{Extra: e.ID, Reply: consent.Reply(id)}) }))
		s.Label = c.Text(e.Text)
		if agreed, said := c.Session.With.Extras[e.ID]; said {
			s.SetSelected(map[bool]string{true: string(consent.Yes), false: string(consent.No)}[agreed])
		}
		lines = append(lines, pair(widget.NewParagraph(s.Label), s))
	}
	return card(c.T("extra.title"), lines...)
}

// capacity asks the four questions of the law, and what support was given.
func (c meeting) capacity() fyne.CanvasObject {
	now := func() consent.Capacity { return c.Session.With.Capacity }
	lines := []fyne.CanvasObject{widget.NewQuiet(c.T("capacity.how"))}
	for _, q := range []struct {
		id  string
		put func(*consent.Capacity) *consent.Reply
	}{
		{"understand", func(k *consent.Capacity) *consent.Reply { return &k.Understand }},
		{"remember", func(k *consent.Capacity) *consent.Reply { return &k.Remember }},
		{"weigh", func(k *consent.Capacity) *consent.Reply { return &k.Weigh }},
		{"tell", func(k *consent.Capacity) *consent.Reply { return &k.Tell }},
	} {
		s := widget.Name("capacity."+q.id, widget.NewSegmented([]widget.Option{
			{ID: string(consent.Yes), Label: c.T("reply.yes")}, {ID: string(consent.No), Label: c.T("reply.no")},
		}, func(id string) {
			k := now()
			*q.put(&k) = consent.Reply(id)
			_ = c.way.Do(consent.Judge{Capacity: k})
		}))
		s.Label = c.T("capacity." + q.id)
		k := now()
		s.SetSelected(string(*q.put(&k)))
		lines = append(lines, pair(widget.NewParagraph(s.Label), s))
	}
	const key = "capacity.support"
	field := c.typedLine(key, now().Support, func(text string) consent.Event {
		k := now()
		k.Support = text
		return consent.Judge{Capacity: k}
	})
	return card(c.T("capacity.title"), append(lines, field)...)
}

// typedLine is a line that makes an event of what is typed.
func (c meeting) typedLine(key, kept string, event func(string) consent.Event) fyne.CanvasObject {
	text := func() string {
		if typed, ok := c.Typed[key]; ok {
			return typed
		}
		return kept
	}
	return c.entry(key, c.T(key), text(), func() { c.keepLine(key, text(), event(text())) })
}

// ownWord keeps what the patient says where another decides.
func (c meeting) ownWord() fyne.CanvasObject {
	var options []widget.Option
	for _, w := range consent.OwnWords() {
		options = append(options, widget.Option{ID: string(w), Label: c.T("own-word." + string(w))})
	}
	s := widget.Name("own-word", widget.NewSegmented(options, func(id string) {
		_ = c.way.Do(consent.SayOwn{Word: consent.OwnWord(id), Text: c.Session.With.WordText})
	}))
	s.Label = c.T("own-word.title")
	s.SetSelected(string(c.Session.With.Word))
	field := c.typedLine("own-word.text", c.Session.With.WordText, func(text string) consent.Event {
		return consent.SayOwn{Word: c.Session.With.Word, Text: text}
	})
	return card(s.Label, widget.NewQuiet(c.T("own-word.how", "Name", plainStars(c.Session.Case.Protector))), s, field)
}

// The keys under which a correction is drafted.
const (
	draftTreat     = "correct.treat"
	draftOld       = "correct.old"
	draftProcedure = "correct.procedure"
)

// openCorrection begins a correction with what the case has.
func (c meeting) openCorrection() {
	k := c.Session.Case
	c.Typed[draftTreat], c.Typed[draftOld] = strconv.Itoa(int(k.ToTreat)), strconv.Itoa(int(k.Old))
	c.Typed[draftProcedure] = string(k.Procedure)
	c.Host.Go(Route{Name: Correct})
}

// draft is the case as it is drafted.
func (c meeting) draft() consent.Case {
	k := c.Session.Case
	level := func(key string) consent.LevelSet {
		n, _ := strconv.Atoi(c.Typed[key])
		return consent.LevelSet(n)
	}
	k.ToTreat, k.Old, k.Procedure = level(draftTreat), level(draftOld), consent.Procedure(c.Typed[draftProcedure])
	return k
}

// correct changes the levels or the procedure on the day: the pages that depend on it
// are then to be shown again, and the document says who corrected what, and when.
func (c meeting) correct() View {
	v := View{Progress: c.T("together.place"), Back: &Action{Label: c.T("back"), Do: func() { c.Host.Go(Route{Name: Together}) }}}
	v.Next = &Action{Label: c.T("correct.do"), Do: c.applyCorrection}
	draft := c.draft()
	picker := c.spinePicker(draft.ToTreat, draft.Old)
	picker.OnTap = func(name string) {
		l, err := consent.ParseLevel(name)
		if err != nil {
			return
		}
		k := c.draft() // none → to treat → old → none
		switch {
		case k.ToTreat.Has(l):
			k.ToTreat, k.Old = k.ToTreat.Without(l), k.Old.With(l)
		case k.Old.Has(l):
			k.Old = k.Old.Without(l)
		default:
			k.ToTreat = k.ToTreat.With(l)
		}
		c.Typed[draftTreat], c.Typed[draftOld] = strconv.Itoa(int(k.ToTreat)), strconv.Itoa(int(k.Old))
		c.Host.Redraw()
	}
	var options []widget.Option
	for _, p := range consent.Procedures() {
		options = append(options, widget.Option{ID: string(p), Label: c.T("reply." + string(p))})
	}
	procedure := widget.Name("procedure", widget.NewSegmented(options, func(id string) { c.Typed[draftProcedure] = id }))
	procedure.Label = c.T("field.procedure")
	procedure.SetSelected(string(draft.Procedure))
	words := []fyne.CanvasObject{c.who(), widget.NewTitle(c.T("correct.title")), widget.NewParagraph(c.T("correct.how"))}
	if p := c.Typed["correct"+problemSuffix]; p != "" {
		words = append(words, caution(c.T("problem."+p, "Limit", "", "Signs", "")))
	}
	old := c.T("none")
	if draft.Old != 0 {
		old = c.Say.Levels(draft.Old)
	}
	treat := c.T("none")
	if draft.ToTreat != 0 {
		treat = c.Say.Levels(draft.ToTreat)
	}
	words = append(words, c.line("correct.treat", treat), c.line("correct.old", old), widget.NewQuiet(procedure.Label), procedure,
		widget.NewNote(theme.ColorNote, widget.NewParagraph(c.T("correct.then"))))
	v.Body = widget.NewSplit(0.3, 28, picker, widget.NewStack(gap, words...))
	return v
}

// applyCorrection corrects the case, or says why not.
func (c meeting) applyCorrection() {
	delete(c.Typed, "correct"+problemSuffix)
	old, k := c.Session.Case, c.draft()
	clinic, today := c.Session.Clinic, c.Session.Today()
	around := func(k consent.Case) content.Circumstances {
		return content.Circumstances{Traits: consent.TraitsOf(k, clinic.Threshold, today), Vars: c.Lib.Vars(c.Say, k, clinic),
			Levels: [2]consent.LevelSet{k.ToTreat, k.Old}}
	}
	by := strings.TrimSpace(c.Typed[typedClinician])
	if by == "" {
		by = old.Clinician
	}
	if i := c.Session.With.Interview; i != nil {
		by = i.By
	}
	err := c.way.Do(consent.Correct{By: by, Case: k, Script: c.Lib.Script(around(k).Traits, c.Session.Script.Lot),
		Pages: c.Lib.Depending(around(old), around(k)), At: c.Host.Now()})
	if p, refused := consent.ProblemOf(err); refused {
		if p == consent.ProblemRequired {
			p = "correct_by"
		}
		c.Typed["correct"+problemSuffix] = string(p)
		c.Host.Redraw()
		return
	}
	c.Host.Go(Route{Name: Together})
}
