package document

import "eclaire/consent"

// who sets who decides, who takes part, and in which languages, as records of schema 2
// and later have it.
func (pt particulars) who() {
	c := pt.record.Case
	rows := []fact{pt.deciding(), pt.chosen("protection", "protections.", string(c.Protection), "not_entered")}
	if c.Protector != "" && !c.Protection.ByOther() {
		rows = pt.entered(rows, "protector", c.Protector)
	}
	if c.Protection.ByOther() {
		rows = append(rows, pt.chosen("own_word", "own_words.", string(pt.record.With.Word), "own_words.open"))
		rows = pt.entered(rows, "own_word_text", pt.record.With.WordText)
	}
	rows = append(rows, pt.languages()...)
	if c.Interpreter == "" {
		rows = append(rows, fact{label: pt.label("interpreter"), value: pt.word("none"), kind: Worded})
	}
	rows = pt.entered(rows, "interpreter", c.Interpreter)
	rows = pt.entered(rows, "interpreter_language", c.InterpreterLanguage)
	if c.TrustedPerson == "" {
		rows = append(rows, pt.chosen("trusted_person", "trusted.", string(c.TrustedOffered), "trusted.open"))
	}
	rows = pt.entered(rows, "trusted_person", c.TrustedPerson)
	rows = pt.entered(rows, "trusted_contact", c.TrustedContact)
	if c.Witness == "" {
		rows = append(rows, fact{label: pt.label("witness"), value: pt.word("none"), kind: Worded})
	}
	pt.facts(2, pt.entered(rows, "witness", c.Witness))
	pt.capacity()
}

// deciding names who decides, and signs first.
func (pt particulars) deciding() fact {
	c := pt.record.Case
	if !c.Protection.ByOther() {
		return fact{label: pt.label("signs"), value: pt.word("signs.patient"), kind: Clinical}
	}
	return fact{label: pt.label("signs"), kind: Clinical, value: append(typed(c.Protector+" – "), pt.word("signs.for")...)}
}

// capacity sets the four questions on the capacity to decide, where any was answered.
func (pt particulars) capacity() {
	c := pt.record.With.Capacity
	if !c.Entered() {
		return
	}
	pt.subheading(pt.phrase("capacity"), body, 6)
	rows := []fact{
		pt.reply("capacity.understand", c.Understand), pt.reply("capacity.remember", c.Remember),
		pt.reply("capacity.weigh", c.Weigh), pt.reply("capacity.tell", c.Tell),
	}
	pt.facts(2, pt.entered(rows, "capacity.support", c.Support))
}

// reply is an entry with yes or no, or the word for what was left open.
func (t tables) reply(label string, r consent.Reply) fact {
	return t.chosen(label, "reply.", string(r), "not_entered")
}

// chosen is an entry whose value the interface has a word for, after a prefix; open is
// the word where none was chosen.
func (t tables) chosen(label, prefix, value, open string) fact {
	if value != "" {
		open = prefix + value
	}
	return fact{label: t.label(label), value: t.word(open), kind: Worded}
}

// subheading is a smaller title above a table.
func (t tables) subheading(title passage, size, gap float64) {
	prose(t).subheading(title, size, gap)
}
