package screen

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// sign takes the signature of one person.
func (s *signing) sign() View {
	s.role = consent.Role(s.Route.Item)
	if done, ok := s.Session.Signature(s.role); ok {
		return s.signed(done)
	}
	if s.role == consent.RoleStaff && !s.Clinician {
		return s.handBack()
	}
	s.method = s.Methods[s.role]
	if s.method == "" {
		s.method = consent.MethodDrawn
	}
	v := View{Back: s.back(), Quiet: s.T("sign.quiet"), Next: &Action{Label: s.T("sign.do"), Do: s.take}}
	choice, _ := s.Lib.Choice(s.Session.Decision)
	words := []fyne.CanvasObject{widget.NewTitle(s.T("sign.title." + string(s.role)))}
	if s.role == consent.RoleStaff {
		words = append(words, s.toGoOver()...)
	} else {
		words = append(words, widget.NewParagraph("**"+s.Text(choice.Review)+"** "+s.T("sign.change-your-mind")))
	}
	if s.role == consent.RoleInterpreter {
		words = append(words, widget.NewParagraph(s.attest()))
	}
	if p := s.Refused[s.role]; p != "" {
		words = append(words, caution(s.problem(p)))
	}
	name := s.nameField()
	area := notNil(append([]fyne.CanvasObject{name}, s.area(&v)...)...)
	var body *fyne.Container
	if name != nil { // words left and the pad right, so that it stays large
		body = widget.NewStack(gap, area...)
		v.Body = widget.NewPair(28, widget.NewStack(gap, words...), body)
	} else {
		body = widget.NewStack(gap, append(words, area...)...)
		v.Body = body
	}
	for _, o := range body.Objects {
		if pad, ok := o.(*widget.SignaturePad); ok {
			layout := body.Layout.(*widget.Stack)
			layout.Grow, layout.Most = pad, tallPad
		}
	}
	return v
}

// attest is what an interpreter states by signing, as the document prints it.
func (s *signing) attest() string {
	if l := s.Session.Case.InterpreterLanguage; l != "" {
		return s.T("doc.says.attest.language", "Language", strings.ReplaceAll(l, "**", "*"))
	}
	return s.T("doc.says.attest")
}

// tallPad is how high a pad grows on a tall screen.
const tallPad = 680

// signing draws and takes one signature.
type signing struct {
	onWay
	finishing Finishing
	door      Door
	role      consent.Role
	method    consent.Method
}

// Keys of the State's Typed texts.
func (s *signing) nameKey() string  { return "sign.name." + string(s.role) }
func (s *signing) typedKey() string { return "sign.typed." + string(s.role) }

// problem puts why a signature is refused.
func (s *signing) problem(p consent.Problem) string {
	id := "problem." + string(p)
	if p == consent.ProblemGlyph && s.role != consent.RoleStaff {
		id = "problem.glyph.patient"
	}
	return s.T(id, "Limit", s.Say.Integer(consent.MaxName), "Signs", s.unprintable(s.name()+" "+s.Typed[s.typedKey()]+" "+s.function()))
}

// name is who signs: the patient by the case, others as entered in the form or
// written here.
func (s *signing) name() string {
	k := s.Session.Case
	if typed, ok := s.Typed[s.nameKey()]; ok {
		return consent.Entered(typed)
	}
	switch s.role {
	case consent.RolePatient:
		return k.FullName()
	case consent.RoleInterpreter:
		return k.Interpreter
	case consent.RoleTrustedPerson:
		return k.TrustedPerson
	case consent.RoleDecider:
		return k.Protector
	case consent.RoleWitness:
		return k.Witness
	}
	if i := s.Session.With.Interview; i != nil {
		return i.By
	}
	return cmp.Or(k.Clinician, k.Nurse)
}

// function is that of the member of staff who signs.
func (s *signing) function() string {
	if s.role != consent.RoleStaff {
		return ""
	}
	kept := s.Session.Case.Function
	if i := s.Session.With.Interview; i != nil && i.By == s.name() {
		kept = i.Function
	}
	return consent.Entered(s.typedOr(typedSignerFunction, kept))
}

// typedSignerFunction is the Typed key of the function of who signs last.
const typedSignerFunction = "sign.function"

// nameField asks for a name where the form did not fix it.
func (s *signing) nameField() fyne.CanvasObject {
	k := s.Session.Case
	if s.role != consent.RoleStaff && (s.role != consent.RoleWitness || k.Witness != "") {
		return nil
	}
	field := s.textField("field.signer", s.T("sign.name."+string(s.role)), s.nameKey(), s.name())
	if s.role == consent.RoleStaff {
		return widget.NewStack(8, field, s.textField("field.signer-function", s.T("field.function"), typedSignerFunction, s.function()))
	}
	return field
}

// textField is a field kept in the State's Typed texts.
func (s *signing) textField(id, label, key, text string) *widget.Field {
	field := widget.Name(id, widget.NewField(label, nil))
	field.Kind, field.Fold = widget.Names, consent.Plain
	field.SetText(text)
	field.OnChanged = func(text string) {
		s.Typed[key] = text
		s.Host.Touched()
	}
	field.OnTouch, field.OnBlur = s.Host.Keys, s.Host.NoKeys
	field.OnSubmit = func(*widget.Field) { s.take() }
	return field
}

// toGoOver shows the staff what stayed misunderstood, before they sign.
func (s *signing) toGoOver() []fyne.CanvasObject {
	choice, _ := s.Lib.Choice(s.Session.Decision)
	out := []fyne.CanvasObject{widget.NewParagraph(s.T("sign.staff.patient", "Choice", s.Text(choice.Review)))}
	var lines []fyne.CanvasObject
	for _, id := range s.Session.Misunderstood() {
		q, _ := s.Lib.Question(id)
		lines = append(lines, widget.NewBullet("", s.Text(q.Ask)))
	}
	if len(lines) > 0 {
		head := widget.NewParagraph("**" + s.T("sign.staff.go-over") + "**")
		out = append(out, widget.NewNote(theme.ColorNote, widget.NewStack(8, append([]fyne.CanvasObject{head}, lines...)...)))
	}
	if n := len(s.Session.Questions); n > 0 {
		out = append(out, widget.NewQuiet(s.Say.N("sign.staff.questions", n)))
	}
	return out
}

// area is the pad or the field, and under it the ways to change between them.
func (s *signing) area(v *View) []fyne.CanvasObject {
	to := func(m consent.Method) func() {
		return func() {
			s.Methods[s.role] = m
			delete(s.Refused, s.role)
			s.Host.Redraw()
		}
	}
	ways := []fyne.CanvasObject{}
	offer := func(m consent.Method, id string) {
		if s.method != m {
			ways = append(ways, widget.Name(id, widget.NewButton(widget.Quiet, s.T(id), to(m))))
		}
	}
	offer(consent.MethodDrawn, "sign.by-hand")
	offer(consent.MethodTyped, "sign.typed")
	if s.role == consent.RolePatient {
		offer(consent.MethodMark, "sign.mark")
		if s.method.Signed() {
			offer(consent.MethodUnable, "sign.unsigned")
		}
	}
	if !s.method.Signed() {
		return append(s.unsigned(), widget.NewFlow(12, ways...))
	}
	if s.method == consent.MethodTyped {
		field := s.textField("field.typed_name", s.T("sign.typed.label", "Name", s.name()), s.typedKey(), s.Typed[s.typedKey()])
		v.Focus = field
		return []fyne.CanvasObject{field, widget.NewFlow(12, ways...)}
	}
	pad := s.pad()
	buttons := append([]fyne.CanvasObject{
		widget.Name("pad.undo", widget.NewButton(widget.Quiet, s.T("sign.undo"), pad.Undo)),
		widget.Name("pad.clear", widget.NewButton(widget.Quiet, s.T("sign.clear"), pad.Clear)),
	}, ways...)
	out := []fyne.CanvasObject{pad, widget.NewFlow(12, buttons...)}
	if s.method == consent.MethodMark {
		out = append([]fyne.CanvasObject{widget.NewQuiet(s.T("sign.mark.how"))}, out...)
	}
	return out
}

// unsigned asks whether a patient who has decided cannot or will not sign: that is then
// recorded as it is.
func (s *signing) unsigned() []fyne.CanvasObject {
	methods := []consent.Method{consent.MethodUnable, consent.MethodUnwilling}
	var ids, labels []string
	for _, m := range methods {
		ids, labels = append(ids, "sign."+string(m)), append(labels, s.T("sign."+string(m)))
	}
	cards := s.oneOf(ids, labels, slices.Index(methods, s.method), func(i int) bool {
		s.Methods[s.role], s.method = methods[i], methods[i]
		return true
	})
	return append(cards, widget.NewQuiet(s.T("sign.unsigned.how")))
}

// pad is the place to draw, with the strokes drawn so far.
func (s *signing) pad() *widget.SignaturePad {
	caption := s.name()
	if s.role == consent.RolePatient {
		caption = s.T("sign.caption", "Name", s.name(), "Birth", s.Say.Date(s.Session.Case.BirthDate))
	}
	caption = strings.TrimSpace(caption + " · " + s.Say.Date(consent.DateOf(s.Host.Now())))
	pad := widget.Name("pad", widget.NewSignaturePad(caption, nil))
	pad.Label = s.T("sign.title." + string(s.role))
	if drawn := s.Strokes[s.role]; len(drawn) > 0 {
		pad.SetStrokes(toPad(drawn), s.Aspect[s.role])
	}
	pad.OnChanged = func() {
		s.Strokes[s.role], s.Aspect[s.role] = fromPad(pad.Strokes()), pad.Aspect()
		s.Host.Touched()
	}
	return pad
}

func toPad(strokes []consent.Stroke) []widget.Stroke {
	out := make([]widget.Stroke, len(strokes))
	for i, stroke := range strokes {
		for _, p := range stroke {
			out[i] = append(out[i], widget.Point{X: p.X, Y: p.Y})
		}
	}
	return out
}

func fromPad(strokes []widget.Stroke) []consent.Stroke {
	out := make([]consent.Stroke, len(strokes))
	for i, stroke := range strokes {
		for _, p := range stroke {
			out[i] = append(out[i], consent.Point{X: p.X, Y: p.Y})
		}
	}
	return out
}

// take signs with what is on the screen, or shows why it cannot.
func (s *signing) take() {
	sig := consent.Signature{Role: s.role, Name: s.name(), Method: s.method, At: s.Host.Now(), Function: s.function()}
	switch {
	case !s.method.Signed():
	case s.method == consent.MethodTyped:
		sig.Typed = consent.Entered(s.Typed[s.typedKey()])
	default:
		sig.Strokes = s.Strokes[s.role]
	}
	for _, r := range sig.Name + sig.Typed + sig.Function {
		if !s.Prints(r) {
			s.refuse(consent.ProblemGlyph)
			return
		}
	}
	if err := s.way.Do(consent.Sign{Signature: sig}); err != nil {
		if p, ok := consent.ProblemOf(err); ok {
			s.refuse(p)
		}
		return
	}
	delete(s.Refused, s.role)
	if len(s.Session.MissingRoles()) == 0 {
		s.finishing.Finish()
		return
	}
	s.way.Next()
}

func (s *signing) refuse(p consent.Problem) {
	s.Refused[s.role] = p
	s.Host.Redraw()
}

// signed shows a signature already taken, and lets all be taken back.
func (s *signing) signed(done consent.Signature) View {
	id := "sign.done"
	if !done.Method.Signed() {
		id = "sign.done.unsigned"
	}
	v := View{Next: s.next(), Back: s.back()}
	if len(s.Session.MissingRoles()) == 0 {
		v.Next = &Action{Label: s.T("sign.finish"), Do: s.finishing.Finish}
	}
	v.Body = widget.NewStack(gap, widget.NewTitle(s.T("sign.title."+string(s.role))),
		widget.NewNote(theme.ColorTintB, widget.NewGlyphBullet(widget.GlyphCheck,
			s.T(id, "Name", done.Name, "Moment", s.Say.Moment(done.At)))),
		widget.NewFlow(12, widget.Name("sign.again", widget.NewButton(widget.Quiet, s.T("sign.again"), s.way.TakeBack))))
	return v
}

// handBack asks for the screen back before the clinician signs: only staff open what
// comes then.
func (s *signing) handBack() View {
	return View{
		Back: s.back(), Calm: true,
		Body: widget.NewNarrow(820, middle(widget.NewTitle(s.T("countersign.title")), widget.NewParagraph(s.T("countersign.text")),
			widget.NewFlow(12, s.staffKey("countersign", s.door.Countersign)))),
	}
}
