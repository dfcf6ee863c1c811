package document

import (
	"fmt"
	"slices"
	"strings"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// source is what a document is drawn from: its template, the record, and the
// content and words of the interface that the record rests on. It knows which
// clauses the case calls for, and keeps the first thing that went wrong.
type source struct {
	template    content.Document
	record      consent.Record
	lib         *content.Library
	words       *locales.Bundle
	traits      consent.Traits
	main, other consent.Language // main is the language read
	err         *error           // the first that was met, shared by all that draw from it
}

func newSource(template content.Document, r consent.Record, lib *content.Library, words *locales.Bundle) source {
	src := source{template: template, record: r, lib: lib, words: words, main: r.Read, other: r.Read.Other(), err: new(error)}
	if src.forAnybody() {
		src.traits = consent.Traits{consent.ForAnybody: true, consent.VertebraToTreat: true, consent.LowerLevels: true}
	} else {
		src.traits = r.Traits()
		src.chaptersRead()
	}
	src.traits[consent.InFrance] = r.Clinic.Country != "GB"
	src.traits[consent.InBritain] = r.Clinic.Country != "FR"
	return src
}

// chaptersRead adds the traits of the chapters of which all pages were seen.
func (src *source) chaptersRead() {
	for _, chapter := range content.Chapters() {
		pages := src.lib.PagesOf(chapter, src.traits)
		if len(pages) > 0 && !slices.ContainsFunc(pages, func(p content.Page) bool { return !slices.Contains(src.record.Seen, p.ID) }) {
			src.traits[consent.ReadTrait(chapter)] = true
		}
	}
}

// ofCase are the placeholders that only a case can fill.
var ofCase = []string{"{levels}", "{levels_named}", "{old_levels}", "{level_count}", "{patient}", "{interpreter}", "{trusted_person}", "{witness}"}

// forAnybody tells that the document belongs to no patient.
func (src *source) forAnybody() bool {
	return src.template.ID == content.Booklet || src.template.ID == recovery
}

// forHome tells that nothing is decided yet: the patient takes the document home.
func (src *source) forHome() bool { return src.template.ID == content.Home }

// answered tells whether anything was answered or gone over.
func answered(u consent.Understanding) bool { return u.First != "" || u.Together != "" || u.GoneOver }

// shown keeps the clauses that the case calls for. Without a case, those that
// speak of one are left out.
func (src *source) shown(clauses []content.Clause) []content.Clause {
	out := content.ClausesFor(clauses, src.traits)
	if src.forAnybody() {
		out = slices.DeleteFunc(out, func(c content.Clause) bool {
			return slices.ContainsFunc(ofCase, func(p string) bool { return strings.Contains(c.FR+c.EN, p) })
		})
	}
	return out
}

// clausesOf gathers the clauses of a section that the case calls for.
func (src *source) clausesOf(s content.Section) []content.Clause {
	var out []content.Clause
	for _, id := range s.Use {
		c, ok := src.lib.Clause(id)
		if !ok {
			src.unknown("clause", id)
			continue
		}
		out = append(out, c)
	}
	return src.shown(append(out, s.Clause...))
}

// drawing gives a figure of the content with its picture.
func (src *source) drawing(id string) (content.Figure, *figure) {
	f, ok := src.lib.Figure(id)
	if !ok {
		src.unknown("figure", id)
		return f, nil
	}
	d, err := shippedFigure(src.lib, id, content.PersonOf(src.record.Case.Sex))
	if err != nil {
		src.fail(err)
		return f, nil
	}
	return f, d
}

// fail keeps the first error; of letters that cannot be printed it names all.
func (src *source) fail(err error) {
	if *src.err == nil {
		*src.err = allLetters(err, src.record)
	}
}

// failed tells whether anything went wrong.
func (src *source) failed() bool { return *src.err != nil }

// unknown notes an id that the content lacks. Ids are the content's, never a
// patient's words.
func (src *source) unknown(what, id string) {
	src.fail(fmt.Errorf("%w: %s %q", ErrUnknown, what, id))
}
