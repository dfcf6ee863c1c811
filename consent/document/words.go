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

// spans is a text of the content in one language, filled.
func (w *wording) spans(t content.Text, l consent.Language) []span {
	return marked(t.In(l), l, func(s string) string { return content.Fill(s, w.vars[l]) })
}

// passage is the same words in both languages: main in the language that stands first.
type passage struct{ main, other []span }

// bold puts weight on both.
func (p passage) bold() passage { return passage{bolder(p.main), bolder(p.other)} }

// and joins two passages with a space.
func (p passage) and(q passage) passage {
	return passage{spaceBetween(p.main, q.main), spaceBetween(p.other, q.other)}
}

// with joins two passages with a sign.
func (p passage) with(sign string, q passage) passage {
	return passage{between(p.main, sign, q.main), between(p.other, sign, q.other)}
}

// list joins two passages as things that are listed.
func (p passage) list(q passage) passage {
	return passage{listed(p.main, q.main), listed(p.other, q.other)}
}

// spaceBetween joins two sentences.
func spaceBetween(a, b []span) []span { return between(a, " ", b) }

// listed joins what is listed, in French with a space before the sign.
func listed(a, b []span) []span {
	if n := len(a); n > 0 && a[n-1].lang == consent.French {
		return between(a, "\u00a0; ", b)
	}
	return between(a, "; ", b)
}

// between joins two runs of words with a sign, if there are two.
func between(a []span, sign string, b []span) []span {
	if len(a) == 0 || len(b) == 0 {
		return append(slices.Clone(a), b...)
	}
	return append(append(slices.Clone(a), span{sign, false, inkColour, a[len(a)-1].lang}), b...)
}

// then joins two passages without a space.
func (p passage) then(q passage) passage {
	return passage{append(slices.Clone(p.main), q.main...), append(slices.Clone(p.other), q.other...)}
}

// passage is a text of the content in both languages.
func (w *wording) passage(t content.Text) passage {
	return passage{w.spans(t, w.main), w.spans(t, w.other)}
}

// plain is a text of the content without its marks, filled.
func (w *wording) plain(t content.Text, l consent.Language) string {
	return joined(w.spans(t, l))
}

// phrase is a word of the interface in both languages, filled with values that are the
// same in both: see say.
func (w *wording) phrase(id string, args ...any) passage {
	return w.say(id, func(*locales.Speaker) []any { return args })
}

// say is a word of the interface in both languages, filled with what args gives for
// each. Two stars in it set bold; those that people entered do not.
func (w *wording) say(id string, args func(*locales.Speaker) []any) passage {
	return passage{w.said(w.main, id, args), w.said(w.other, id, args)}
}

// said is a word of the interface in one language, see say.
func (w *wording) said(l consent.Language, id string, args func(*locales.Speaker) []any) []span {
	s := w.words.For(l)
	values := slices.Clone(args(s))
	for i := 1; i < len(values); i += 2 {
		if text, ok := values[i].(string); ok {
			values[i] = strings.ReplaceAll(text, "*", starred)
		}
	}
	return marked(w.t(l, id, values...), l, func(s string) string { return strings.ReplaceAll(s, starred, "*") })
}

// starred stands for a star that a person wrote while marks are read.
const starred = "\x01"

// counted is a word of the interface that depends on a number, in both languages.
func (w *wording) counted(id string, n int, args ...any) passage {
	in := func(l consent.Language) []span {
		return marked(tidy(w.words.For(l).N("doc."+id, n, args...)), l, func(s string) string { return s })
	}
	return passage{in(w.main), in(w.other)}
}

// same is what a person entered, in both columns.
func same(text string) passage { return passage{typed(text), typed(text)} }

// title is the document's title for its metadata and page heads. Names of
// people that a title asks for are left out: the title of a file shows where the
// file itself does not.
func (w *wording) documentTitle(l consent.Language) string {
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

// twin is a word of the interface in both languages, as one string.
func (w *wording) twin(id string) string { return w.t(w.main, id) + " · " + w.t(w.other, id) }

// sexed is the id of a word that is different for a woman, a man and a person of whom
// it is not known.
func (w *wording) sexed(id string) string { return id + "." + string(w.record.Case.Sex) }

// words in one style.
func words(text string, bold bool, l consent.Language) []span {
	return []span{{tidy(text), bold, inkColour, l}}
}

// typed is what a person entered, in no language.
func typed(text string) []span { return words(consent.Normalise(text), false, "") }

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

// withFunction is a name, with the function where one was entered.
func withFunction(name, function string) string {
	if function == "" {
		return name
	}
	return name + ", " + function
}
