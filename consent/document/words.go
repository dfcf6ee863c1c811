package document

import (
	"maps"
	"slices"
	"strings"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// wording is what the content and the interface say, filled with what the record
// holds, as spans: in one language or in both.
type wording struct {
	source
	vars map[consent.Language]map[string]string // values of placeholders
}

func newWording(src source) wording {
	w := wording{source: src, vars: map[consent.Language]map[string]string{}}
	for _, l := range consent.Languages() {
		w.vars[l] = src.lib.Vars(src.words.For(l), src.record.Case, src.record.Clinic)
	}
	return w
}

// t is a word of the interface from the locale block doc.
func (w *wording) t(l consent.Language, id string, args ...any) string {
	return tidy(w.words.For(l).T("doc."+id, args...))
}

// spans is a text of the content in one language, filled. The language read
// stands in full ink, the other quieter.
func (w *wording) spans(t content.Text, l consent.Language) []span {
	return marked(t.In(l), w.ink(l), l, func(s string) string { return content.Fill(s, w.vars[l]) })
}

// passage is the same words in both languages: main in the language read.
type passage struct{ main, other []span }

// bold puts weight on the language read.
func (p passage) bold() passage { return passage{bolder(p.main), p.other} }

// passage is a text of the content in both languages.
func (w *wording) passage(t content.Text) passage {
	return passage{w.spans(t, w.main), w.spans(t, w.other)}
}

// phrase is a word of the interface in both languages.
func (w *wording) phrase(id string) passage {
	return passage{words(w.t(w.main, id), false, inkColour, w.main), words(w.t(w.other, id), false, quietColour, w.other)}
}

// plain is a text of the content without its marks, filled.
func (w *wording) plain(t content.Text, l consent.Language) string {
	return joined(w.spans(t, l))
}

func (w *wording) ink(l consent.Language) Colour {
	if l == w.main {
		return inkColour
	}
	return quietColour
}

// label is a word of the interface in both languages: the language read in
// bold, the other after it.
func (w *wording) label(id string, args ...any) []span {
	return w.twin(w.t(w.main, id, args...), w.t(w.other, id, args...), true)
}

// twin joins what differs by language: the language read first. Where both
// are the same word it stands once.
func (w *wording) twin(main, other string, bold bool) []span {
	out := words(main, bold, inkColour, w.main)
	if other != main {
		out = append(out, span{" · ", false, quietColour, ""}, span{tidy(other), false, quietColour, w.other})
	}
	return out
}

// twinText is a text of the content in both languages on one line.
func (w *wording) twinText(t content.Text, bold bool) []span {
	p := w.passage(t)
	if bold {
		p = p.bold()
	}
	return append(append(p.main, span{" · ", false, quietColour, ""}), p.other...)
}

// both is twin for something said by a function of the language.
func (w *wording) both(say func(*locales.Speaker) string) []span {
	return w.twin(say(w.words.For(w.main)), say(w.words.For(w.other)), false)
}

// word is a value that the locale names.
func (w *wording) word(id string) []span { return w.twin(w.t(w.main, id), w.t(w.other, id), false) }

func (w *wording) date(d consent.Date) []span {
	return w.both(func(s *locales.Speaker) string { return s.Date(d) })
}

// title is the document's title for its metadata and page heads. Names of
// people that a title asks for are left out: the title of a file shows where the
// file itself does not.
func (w *wording) title(l consent.Language) string {
	vars := maps.Clone(w.vars[l])
	for _, name := range []string{"patient", "interpreter", "trusted_person", "witness"} {
		vars[name] = "…"
	}
	return tidy(strings.ReplaceAll(content.Fill(w.titled().In(l), vars), "**", ""))
}

// titled is the document's title: where no consent comes of the decision, because who
// decides did not sign, the one that says so.
func (w *wording) titled() content.Text {
	if w.traits[consent.NoConsent] && w.template.Unsigned != (content.Text{}) {
		return w.template.Unsigned
	}
	return w.template.Title
}

// said is a word of the interface in both languages, as one string.
func (w *wording) said(id string) string { return w.t(w.main, id) + " · " + w.t(w.other, id) }

// languageName names a language in its own words.
func (w *wording) languageName(l consent.Language) string { return w.t(l, "language."+string(l)) }

// words in one style.
func words(text string, bold bool, colour Colour, l consent.Language) []span {
	return []span{{tidy(text), bold, colour, l}}
}

// typed is what a person entered, in no language.
func typed(text string) []span { return words(consent.Normalise(text), false, inkColour, "") }

// joined is the text of spans.
func joined(spans []span) string {
	s := ""
	for _, sp := range spans {
		s += sp.text
	}
	return s
}

func bolder(spans []span) []span {
	out := make([]span, len(spans))
	for i, s := range spans {
		s.bold = true
		out[i] = s
	}
	return out
}

// recolour puts spans in full ink: on a sheet of its own each language is the
// first.
func recolour(spans []span) []span {
	out := slices.Clone(spans)
	for i := range out {
		out[i].colour = inkColour
	}
	return out
}

// quieter takes the weight from a label that stands above what it names.
func quieter(spans []span) []span {
	out := slices.Clone(spans)
	for i := range out {
		out[i].bold, out[i].colour = false, quietColour
	}
	return out
}
