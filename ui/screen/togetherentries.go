package screen

import (
	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/ui/widget"
)

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
	kept := map[consent.Field]string{
		consent.FieldInterpreter: k.Interpreter, consent.FieldInterpreterLanguage: k.InterpreterLanguage,
		consent.FieldTrustedPerson: k.TrustedPerson, consent.FieldTrustedContact: k.TrustedContact,
		consent.FieldTrustedRelation: k.TrustedRelation, consent.FieldWitness: k.Witness,
	}
	of := func(id consent.Field) string { return c.typedOr("present."+string(id), kept[id]) }
	bring := func(key string) func() {
		return func() {
			c.keepLine(key, c.Typed[key], consent.Bring{
				Interpreter: of(consent.FieldInterpreter), InterpreterLanguage: of(consent.FieldInterpreterLanguage),
				TrustedPerson: of(consent.FieldTrustedPerson), TrustedContact: of(consent.FieldTrustedContact),
				TrustedRelation: of(consent.FieldTrustedRelation), Witness: of(consent.FieldWitness),
			})
		}
	}
	field := func(id consent.Field) fyne.CanvasObject {
		key := "present." + string(id)
		f := c.entry(key, key, c.T("field."+string(id)), of(id), bring(key))
		f.Kind = kindOf(id)
		return f
	}
	return card(c.T("present.title"), pair(field(consent.FieldInterpreter), field(consent.FieldInterpreterLanguage)),
		pair(field(consent.FieldTrustedPerson), narrowSplit(0.4, field(consent.FieldTrustedRelation), field(consent.FieldTrustedContact))), field(consent.FieldWitness))
}

// extras are the procedures besides, agreed to or refused.
func (c meeting) extras() fyne.CanvasObject {
	var lines []fyne.CanvasObject
	for _, e := range c.Lib.ExtrasFor(c.Session.Traits()) {
		said := consent.NotEntered
		if agreed, ok := c.Session.With.Extras[e.ID]; ok && agreed {
			said = consent.Yes
		} else if ok {
			said = consent.No
		}
		lines = append(lines, c.yesOrNo("extra."+e.ID, c.Text(e.Text), "extra.agreed", "extra.refused", said, func(r consent.Reply) {
			_ = c.way.Do(consent.Allow{Extra: e.ID, Reply: r})
		}))
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
		k := now()
		lines = append(lines, c.yesOrNo("capacity."+q.id, c.T("capacity."+q.id), "reply.yes", "reply.no", *q.put(&k), func(r consent.Reply) {
			k := now()
			*q.put(&k) = r
			_ = c.way.Do(consent.Judge{Capacity: k})
		}))
	}
	const key = "capacity.support"
	field := c.typedLine(key, now().Support, func(text string) consent.Event {
		k := now()
		k.Support = text
		return consent.Judge{Capacity: k}
	})
	return card(c.T("capacity.title"), append(lines, field)...)
}

// yesOrNo is a question with two answers beside it, in words of its own.
func (c meeting) yesOrNo(id, label, yes, no string, selected consent.Reply, set func(consent.Reply)) fyne.CanvasObject {
	options := []widget.Option{{ID: string(consent.Yes), Label: c.T(yes)}, {ID: string(consent.No), Label: c.T(no)}}
	return pair(widget.NewParagraph(label), c.segmented(id, label, options, string(selected), func(id string) { set(consent.Reply(id)) }))
}

// lettersSuffix marks the Typed entries that hold the letters of a refused text that
// cannot be printed.
const lettersSuffix = ".letters"

// keepLine applies what was typed, or notes why not.
func (c meeting) keepLine(key, text string, e consent.Event) bool {
	delete(c.Typed, key+problemSuffix)
	p, refused := consent.ProblemGlyph, true
	if c.Typed[key+lettersSuffix] = c.unprintable(text); c.Typed[key+lettersSuffix] == "" {
		delete(c.Typed, key+lettersSuffix)
		p, refused = consent.ProblemOf(c.way.Do(e))
	}
	if refused && p != consent.ProblemSealed {
		c.Typed[key+problemSuffix] = string(p)
	}
	return !refused
}

// entry is a line that is kept when it is left.
func (c meeting) entry(id, key, label, text string, left func()) *widget.Field {
	field := widget.Name("field."+id, widget.NewField(label, nil))
	field.Fold = consent.Plain
	field.SetText(text)
	if p := c.Typed[key+problemSuffix]; p != "" {
		field.SetError(c.T("problem."+p, "Limit", c.Say.Integer(consent.MaxLine), "Signs", c.Typed[key+lettersSuffix]))
	}
	field.OnChanged = func(text string) {
		c.Typed[key] = text
		left() // nothing that was typed is lost, whatever is touched next
		c.Host.Touched()
	}
	field.OnTouch, field.OnBlur = c.Host.Keys, c.Host.NoKeys
	return field
}

// typedLine is a line that makes an event of what is typed.
func (c meeting) typedLine(key, kept string, event func(string) consent.Event) fyne.CanvasObject {
	text := func() string { return c.typedOr(key, kept) }
	return c.entry(key, key, c.T(key), text(), func() { c.keepLine(key, text(), event(text())) })
}

// ownWord keeps what the patient says where another decides.
func (c meeting) ownWord() fyne.CanvasObject {
	var options []widget.Option
	for _, w := range consent.OwnWords() {
		options = append(options, widget.Option{ID: string(w), Label: c.T("own-word." + string(w))})
	}
	title := c.T("own-word.title")
	word := c.segmented("own-word", title, options, string(c.Session.With.Word), func(id string) {
		_ = c.way.Do(consent.SayOwn{Word: consent.OwnWord(id), Text: c.Session.With.WordText})
	})
	field := c.typedLine("own-word.text", c.Session.With.WordText, func(text string) consent.Event {
		return consent.SayOwn{Word: c.Session.With.Word, Text: text}
	})
	return card(title, widget.NewQuiet(c.T("own-word.how", "Name", plainStars(c.Session.Case.Protector))), word, field)
}
