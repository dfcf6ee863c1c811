package play

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/waiting"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui/screen"
	"eclaire/ui/widget"
)

// Tour is one session as somebody plays it, with a plainly invented patient.
type Tour struct {
	Player
	Lib      *content.Library
	Words    *locales.Bundle
	Language consent.Language
	Outcome  consent.Outcome
	Treat    []string // levels to treat
	Old      []string
	Patient  string // the birth name; "" for EXEMPLE
	// Visit is told of each screen and each part of one, before anything on it
	// is touched; nil is fine.
	Visit func(name string) error
	// Mistakes makes the patient answer the first two questions wrong, one of
	// them twice.
	Mistakes bool
	// People fills in interpreter and trusted person too.
	People bool
	// Detours looks at what a straight way never shows: refused entries, a
	// signature by other means, one already given, a document not kept at once.
	Detours bool

	// Later is what is said to the consent afterwards: confirmed or withdrawn; ""
	// for nothing. It needs a stage with Filing.
	Later consent.Outcome

	// Queue makes the case be prepared ahead, on this list, and its document
	// printed; nil for a case handed over at once. It needs a stage with Queueing.
	Queue *waiting.List

	// Store is the archive of a stage with Archiving: its screens are looked at.
	Store *archive.Store

	say  *locales.Speaker
	done map[string]bool // what a way does once only, by name
}

// maxScreens stops a tour that goes in circles.
const maxScreens = 200

// Play goes from the welcome to the stored document. The screen of the
// document is left open.
func (t *Tour) Play() error {
	t.say = t.Words.For(t.Language)
	if t.Queue != nil {
		return t.ahead()
	}
	if err := t.welcome(); err != nil {
		return err
	}
	if err := t.prepare(); err != nil {
		return err
	}
	if t.Store != nil {
		return do(t.way, t.archived)
	}
	if err := t.way(); err != nil || t.Later == "" {
		return err
	}
	return t.later()
}

// Finish plays the rest of a session that was handed to the patient.
func (t *Tour) Finish() error {
	t.say = t.Words.For(t.Language)
	return t.way()
}

// way is the patient's: from the welcome to the stored document.
func (t *Tour) way() error {
	if err := t.visit(); err != nil {
		return err
	}
	if err := t.begin(); err != nil {
		return err
	}
	return t.Go()
}

// begin touches the language on the welcome.
func (t *Tour) begin() error { return t.TapID("start." + string(t.Language)) }

// speak touches it in the top bar.
func (t *Tour) speak() error { return t.TapID("language." + string(t.Language)) }

// Go goes on from any of the patient's screens to the stored document.
func (t *Tour) Go() error {
	t.say = t.Words.For(t.Language)
	for range maxScreens {
		if err := t.visit(); err != nil {
			return err
		}
		r := t.Shell.State().Route
		if r.Name == screen.Finished {
			if t.Detours && t.Shell.State().Document.Failed != "" {
				if err := t.forward(); err != nil {
					return err
				}
				continue
			}
			if !t.Shell.State().Document.Stored {
				return fmt.Errorf("the document was not stored: %s", t.Shell.State().Document.Failed)
			}
			return nil
		}
		if err := t.step(r); err != nil {
			return fmt.Errorf("%s: %w", r, err)
		}
	}
	return fmt.Errorf("the way does not end")
}

// visit tells of the screen as it stands.
func (t *Tour) visit() error {
	if t.Visit == nil {
		return nil
	}
	s := t.Shell.State()
	name := strings.ReplaceAll(s.Route.String(), ":", "-")
	if part := s.Sub[s.Route]; part > 0 {
		name += fmt.Sprintf("-%d", part+1)
	}
	if a := s.Asked[s.Route.Item]; s.Route.Name == screen.Question && a.Told {
		name += fmt.Sprintf("-told-%d", a.Tries)
	} else if s.Route.Name == screen.Question && a.Tries > 0 {
		name += "-again"
	}
	if s.Route == (screen.Route{Name: screen.Welcome}) && s.Session.Prepared() {
		name += "-ready"
	}
	if s.Route.Name == screen.Finished && s.Document.Failed != "" {
		name += "-failed"
	}
	if s.Route == (screen.Route{Name: screen.Sign, Item: string(consent.RoleStaff)}) && !s.Clinician {
		name += "-give-back"
	}
	if s.Document.Unstamped {
		name += "-unstamped"
	}
	if s.Session.OfConsent() {
		name += "-later"
	}
	return t.Visit(name)
}

// visitAs tells of the screen in a state that its route does not show.
func (t *Tour) visitAs(state string) func() error {
	return func() error {
		if t.Visit == nil {
			return nil
		}
		return t.Visit(strings.ReplaceAll(t.Shell.State().Route.String(), ":", "-") + "-" + state)
	}
}

func (t *Tour) welcome() error {
	if err := do(t.speak, t.seen, t.begin, t.visitAs("early")); err != nil {
		return err
	}
	if t.Shell.State().Route.Name == screen.Code { // where cases are prepared ahead
		if err := t.tap(t.say.T("back"))(); err != nil {
			return err
		}
	}
	if err := t.Tap(t.say.T("staff")); err != nil {
		return err
	}
	if err := t.visit(); err != nil {
		return err
	}
	return t.Tap(t.say.T("staff.new"))
}

// do runs steps until one fails.
func do(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tour) write(field consent.Field, text string) func() error {
	return func() error {
		label := t.say.T("field." + string(field))
		if slices.Contains([]consent.Field{consent.FieldBirthName, consent.FieldFirstNames, consent.FieldBirthDate}, field) {
			label = t.say.T("field.required", "Label", label)
		}
		return t.Write(label, text)
	}
}

func (t *Tour) choose(group, reply string) func() error {
	return func() error { return t.TapIn(t.say.T("field."+group), t.say.T("reply."+reply)) }
}

func (t *Tour) tap(words string) func() error { return func() error { return t.Tap(words) } }
func (t *Tour) seen() error                   { return t.visit() }

// prepare is the nurse's part.
func (t *Tour) prepare() error {
	return do(t.fill, t.seen, t.tap(t.say.T("case.hand-over")))
}

// fill fills the nurse's form up to its summary: an invented patient whose names
// say so.
func (t *Tour) fill() error {
	next := t.tap(t.say.T("next"))
	kind := func(id string, levels []string) func() error {
		return func() error {
			s := t.Shell.State().Form
			sets := map[string]consent.LevelSet{"case.to-treat": s.ToTreat, "case.old": s.Old}
			words := t.say.T("none")
			if sets[id] != 0 {
				words = t.say.Levels(sets[id])
			}
			return do(func() error { return t.TapIn(t.say.T("case.fracture.title"), t.say.T(id, "Levels", words)) },
				func() error { return t.TapSpine(levels...) })
		}
	}
	people := func() error { return t.choose("trusted_offered", "yes")() }
	if t.People {
		people = func() error {
			return do(t.write(consent.FieldInterpreter, "Ines Beispiel"), t.write(consent.FieldInterpreterLanguage, "portugais"),
				t.write(consent.FieldTrustedPerson, "Paul Exemple"), t.write(consent.FieldTrustedRelation, "fils"), t.write(consent.FieldTrustedContact, "SPECIMEN 01 99 00 00 00"))
		}
	}
	refused := func() error { return nil }
	if t.Detours {
		refused = func() error {
			return do(t.write(consent.FieldBirthName, "Жанна שלום"), t.write(consent.FieldBirthDate, "31/02/1941"), next, t.visitAs("refused"))
		}
	}
	return do(refused,
		t.write(consent.FieldBirthName, cmp.Or(t.Patient, "EXEMPLE")), t.write(consent.FieldFirstNames, "Jeanne Spécimen"),
		t.write(consent.FieldBirthDate, "3 mars 1941"), t.choose("sex", "female"),
		t.write(consent.FieldRecordNumber, "SPECIMEN-001"), t.seen, next,
		kind("case.to-treat", t.Treat), kind("case.old", t.Old),
		t.write(consent.FieldPainOnset, "28/10/2026"), func() error { return t.TapIn(t.say.T("field.pain"), "7") },
		t.choose("pain_yields", "no"), t.choose("oedema", "yes"), t.seen, next,
		t.choose("bed_bound", "yes"), t.choose("spontaneous", "yes"), t.write(consent.FieldEarlier, "1"),
		t.write(consent.FieldTScore, "-2,8"), t.choose("procedure", "vertebroplasty"), t.seen, next,
		t.safety,
		t.write(consent.FieldClinician, "Dr Claude Modèle"), t.write(consent.FieldFunction, "radiologue"), t.write(consent.FieldNurse, "Camille Fictif"), people, t.seen, next,
		t.letter,
	)
}

// letter fills the step of the form with the appointments, and with whom the clinic
// writes to. With Detours an address is too long and a day too far off at first.
func (t *Tour) letter() error {
	next := t.tap(t.say.T("next"))
	in := func(days int) string { return t.Shell.Now().AddDate(0, 0, days).Format("02/01/2006") }
	refused := func() error { return nil }
	if t.Detours {
		refused = func() error {
			return do(t.write(consent.FieldAddress, "1\n2\n3\n4\n5"), t.write(consent.FieldPlanned, in(3652)), next, t.visitAs("refused"))
		}
	}
	doctors := func() error { return nil }
	if t.Shell.State().Session.Clinic.Letter {
		doctors = func() error {
			return do(t.write(consent.FieldDoctor, "Dr Alix Type"), t.write(consent.FieldDoctorAddress, "SPECIMEN\n2 place de la Fiction\n00000 EXEMPLEVILLE"),
				t.write(consent.FieldRheumatologist, "Dr Sacha Renvoi"), t.write(consent.FieldRheumatologistAddress, "SPECIMEN\n4 allée du Conte\n00000 EXEMPLEVILLE"))
		}
	}
	return do(t.seen, refused,
		t.write(consent.FieldPlanned, in(12)), t.write(consent.FieldAnaesthesiaOn, in(8)), t.write(consent.FieldImaged, in(-10)), t.choose("urgent", "no"),
		t.write(consent.FieldAddress, "SPECIMEN\n3 rue du Modèle\n00000 EXEMPLEVILLE"), doctors, t.visitAs("filled"), next)
}

// safety fills the step of what has to be known before the procedure. With Detours a
// guardian is named nowhere at first.
func (t *Tour) safety() error {
	next := t.tap(t.say.T("next"))
	guarded := func() error { return nil }
	if t.Detours {
		guarded = func() error {
			return do(t.choose("has_allergy", "yes"), t.choose("has_infection", "yes"), t.choose("protection", "guardianship"), next, t.visitAs("refused"))
		}
	}
	return do(t.seen, guarded, t.choose("takes_thinners", "yes"), t.write(consent.FieldThinners, "apixaban"), t.choose("has_allergy", "no"),
		t.choose("has_infection", "no"), t.choose("protection", "none"), t.visitAs("filled"), next)
}

// step does what a screen asks and goes on.
func (t *Tour) step(r screen.Route) error {
	s := t.Shell.State()
	switch r.Name {
	case screen.Page:
		return t.page(r.Item)
	case screen.More:
		return t.Tap(t.say.T("more.back"))
	case screen.Break:
		return t.chapterEnd()
	case screen.Question:
		return t.question(r.Item)
	case screen.Values:
		return t.values()
	case screen.Doctor:
		if s.Sub[r] == 0 {
			return do(t.promptFirst, t.tap(t.say.T("doctor.write")))
		}
		return do(func() error { return t.Write(t.say.T("doctor.own"), t.ownQuestion()) },
			t.tap(t.say.T("doctor.add")), t.forward)
	case screen.Decision:
		outcome := t.Outcome
		if s.Session.OfConsent() {
			outcome = t.Later
		}
		choice, _ := t.Lib.Choice(outcome)
		return do(t.tap(t.text(choice.Title)), t.tap(t.say.T("next")))
	case screen.Call:
		return t.TapID("call.over")
	case screen.Statements:
		return t.statements()
	case screen.Declined:
		choice, _ := t.Lib.Choice(t.Outcome)
		return do(t.tap(t.text(choice.Title)), t.tap(t.say.T("next")))
	case screen.Lean:
		return do(func() error { return t.TapID("lean." + string(consent.LeanUnsure)) }, t.forward)
	case screen.Thanks:
		return do(t.called, t.aside, func() error { return t.TapID("meet") })
	case screen.Together:
		return t.together()
	case screen.AskAgain:
		return t.askedAgain(r.Item)
	case screen.Entries:
		return do(t.extra("biopsy", "extra.refused"), t.extra("transfusion", "extra.agreed"), t.tap(t.say.T("back")))
	case screen.Instead:
		return t.TapID("instead.tick")
	case screen.Sign:
		if r.Item == string(consent.RoleStaff) && !s.Clinician {
			return t.TapID("countersign")
		}
		return do(t.otherMeans, func() error { return t.Draw(Scrawl(len(s.Session.Signed))...) }, t.tap(t.say.T("sign.do")), t.lookBack)
	case screen.Hello:
		if t.Outcome == consent.DeclineInformation {
			return t.Tap(t.say.T("hello.decline"))
		}
	}
	return t.forward()
}

// together is the clinician's part: a question that was not understood is asked once
// more and gone over, a question of the patient's answered, anaesthesia planned, and
// the talk stated.
func (t *Tour) together() error {
	s := t.Shell.State()
	if missed := s.Session.Misunderstood(); len(missed) > 0 && t.once("ask again") {
		return do(func() error { return t.TapID("over." + missed[0]) }, func() error { return t.TapID("ask." + missed[0]) })
	}
	if t.once("entries") {
		return t.Tap(t.say.T("together.entries"))
	}
	answered := func() error { return nil }
	if len(s.Session.Questions) > 0 {
		answered = func() error {
			return do(func() error { return t.Write(t.say.T("together.answer"), t.say.T("reply.yes")) }, func() error { return t.TapID("answered.1") })
		}
	}
	return do(answered, func() error {
		return t.TapIn(t.say.T("together.anaesthesia"), t.say.T("anaesthesia."+string(consent.Sedation)))
	},
		func() error { return t.TapID("talked") }, t.seen, t.forward)
}

// extra agrees to a procedure besides, or refuses it.
func (t *Tour) extra(id, answer string) func() error {
	return func() error {
		e, _ := t.Lib.Extra(id)
		return t.TapIn(t.text(e.Text), t.say.T(answer))
	}
}

// askedAgain answers a question that the clinician asks once more, right.
func (t *Tour) askedAgain(id string) error {
	s := t.Shell.State().Session
	right := s.Script.RightAgain[id]
	if s.Answers[id].Again {
		right = s.Script.Correct[id]
	}
	return do(func() error { return t.TapID("option." + id + "-" + right) }, t.forward)
}

// called calls for somebody and says that it is not needed.
func (t *Tour) called() error {
	if !t.Detours || !t.once("call") {
		return nil
	}
	tap := func(id string) func() error { return func() error { return t.TapID(id) } }
	return do(tap("call"), t.seen, tap("call.over"))
}

// aside puts the session by and takes it up again, where staff go through all they have.
func (t *Tour) aside() error {
	if t.Store == nil || !t.once("aside") {
		return nil
	}
	tap := func(id string) func() error { return func() error { return t.TapID(id) } }
	ended := func() error {
		if at := t.Shell.State().Route.Name; at != screen.Hello {
			return fmt.Errorf("taken up, at %s", at)
		}
		t.Shell.Go(screen.Route{Name: screen.Thanks})
		return nil
	}
	return do(tap("put-by"), tap("told"), t.speak, tap("staff"), t.visitAs("put-by"), tap("aside"), t.seen,
		tap("aside.1.erase"), tap("erase.keep"), tap("aside.1"), t.begin, ended)
}

// once tells whether something is done for the first time on this way.
func (t *Tour) once(what string) bool {
	if t.done[what] {
		return false
	}
	if t.done == nil {
		t.done = map[string]bool{}
	}
	t.done[what] = true
	return true
}

// page opens what stands behind a page, if anything does, goes back by the bar to the
// first chapter from the second, and goes on.
func (t *Tour) page(id string) error {
	p, _ := t.Lib.Page(id)
	s := t.Shell.State()
	behind := len(content.MoreFor(p, s.Session.Traits())) > 0 && widget.Find(t.root(), "more") != nil
	if behind && t.once("more "+id) {
		return t.Tap(t.say.T("more.open"))
	}
	if first := t.Lib.Chapters[0].ID; p.Chapter != first && s.Return == (screen.Route{}) && t.once("back") {
		return t.TapID("chapter." + first)
	}
	return t.forward()
}

// chapterEnd asks for somebody and rests on the first card between chapters, and goes on.
func (t *Tour) chapterEnd() error {
	if t.once("talk") {
		return t.TapID("talk")
	}
	if t.once("rest") {
		return do(t.tap(t.say.T("break.rest")), t.seen, func() error { return t.TapID("wake") })
	}
	return t.forward()
}

// otherMeans looks at the ways to sign without drawing, and at a refusal.
func (t *Tour) otherMeans() error {
	if r := t.Shell.State().Route; !t.Detours || r.Item != string(consent.RolePatient) {
		return nil
	}
	return do(t.tap(t.say.T("sign.do")), t.visitAs("refused"), t.tap(t.say.T("sign.typed")), t.visitAs("typed"),
		t.tap(t.say.T("sign.mark")), t.visitAs("mark"), t.tap(t.say.T("sign.by-hand")))
}

// lookBack looks at a signature already given and at the question that guards it.
func (t *Tour) lookBack() error {
	if !t.Detours || len(t.Shell.State().Session.Signed) != 1 {
		return nil
	}
	return do(t.tap(t.say.T("back")), t.visitAs("given"), t.tap(t.say.T("sign.again")), t.visitAs("take-back"),
		t.tap(t.say.T("takeback.keep")), t.forward)
}

// forward presses the primary action, whatever it is called on this screen.
func (t *Tour) forward() error { return t.act(t.pressPrimary) }

func (t *Tour) pressPrimary() error {
	o := find(t.root(), func(o fyne.CanvasObject) bool {
		b, ok := o.(*widget.Button)
		return ok && b.Kind == widget.Primary
	})
	if o == nil {
		return fmt.Errorf("there is no way on")
	}
	if o.(*widget.Button).Disabled() {
		return fmt.Errorf("the way on is shut")
	}
	return t.touch(o)
}

func (t *Tour) text(x content.Text) string {
	vars := t.Lib.Vars(t.say, t.Shell.State().Session.Case, t.Shell.State().Session.Clinic)
	return strings.ReplaceAll(content.Fill(x.In(t.Language), vars), "**", "")
}

func (t *Tour) question(id string) error {
	s := t.Shell.State()
	asked := s.Asked[id]
	if asked.Told {
		if right := s.Session.Script.Right(id, s.Session.Answers[id]); right || asked.Tries > 1 {
			return t.forward()
		}
		if slices.Index(s.Session.Script.Questions, id) == 0 { // read the page again first
			return do(t.tap(t.say.T("check.read")), t.seen, t.backToQuestion)
		}
		return t.forward()
	}
	q, _ := t.Lib.Question(id)
	at := slices.Index(s.Session.Script.Questions, id)
	right := !t.Mistakes || at > 1 || (at == 0 && asked.Tries > 0)
	options := q.Option
	if asked.Tries > 0 { // the second form
		options = q.Again.Option
	}
	for _, o := range options {
		if o.Correct == right {
			return do(t.tap(t.text(o.Text)), t.tap(t.say.T("check.answer")))
		}
	}
	return fmt.Errorf("no such option")
}

func (t *Tour) backToQuestion() error { return t.Tap(t.say.T("page.back-to-question")) }

func (t *Tour) values() error {
	s := t.Shell.State()
	for i, scale := range t.Lib.Scales {
		label := t.text(scale.Text)
		if _, set := s.Session.Values[scale.ID]; set {
			continue
		}
		if t.TapIn(label, t.text(t.Lib.Degrees[(i*3+4)%len(t.Lib.Degrees)].Text)) != nil {
			break // it stands on the next part of the screen
		}
	}
	return t.forward()
}

func (t *Tour) promptFirst() error {
	prompts := t.Lib.PromptsFor(t.Shell.State().Session.Traits())
	return t.Tap(t.text(prompts[0].Text))
}

func (t *Tour) ownQuestion() string {
	if t.Language == consent.French {
		return "Qui peut m’aider à la maison ?"
	}
	return "Who can help me at home?"
}

func (t *Tour) statements() error {
	s := t.Shell.State()
	for _, id := range s.Session.MissingStatements() {
		statement, _ := t.Lib.Statement(id)
		if statement.Unticked != "" && t.Detours && t.once("instead") {
			continue // it is left, and ticked after all
		}
		if t.Tap(t.text(statement.Text)) != nil {
			break // it stands on the next part of the screen
		}
	}
	return t.forward()
}

// Scrawl is an invented signature, another one for each n, in parts of the
// pad's width.
func Scrawl(n int) [][]fyne.Position {
	var loop []fyne.Position
	for i := range 160 {
		a := float64(i) / 160
		x := 0.2 + 0.5*a
		y := 0.13 + 0.05*math.Sin(a*float64(18+4*n))*(1-a*0.6) + 0.01*float64(n)
		loop = append(loop, fyne.NewPos(float32(x+0.02*math.Cos(a*40)), float32(y)))
	}
	under := []fyne.Position{fyne.NewPos(0.25, 0.2), fyne.NewPos(0.4, 0.205), fyne.NewPos(0.65, 0.19)}
	return [][]fyne.Position{loop, under}
}
