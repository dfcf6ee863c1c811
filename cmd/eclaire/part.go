package main

import (
	"errors"
	"strings"

	"eclaire/consent"
	"eclaire/consent/document"
	"eclaire/content"
	"eclaire/locales"
)

// unsigned tells that what is drawn is not the document itself.
func (r renderCmd) unsigned() bool { return r.TakeHome || r.Copy != "" }

// usage refuses flags that do not go together.
func (r renderCmd) usage() error {
	var alone []string
	for _, f := range []struct {
		name string
		set  bool
	}{{"--part", r.Part != ""}, {"--copy", r.Copy != ""}, {"--take-home", r.TakeHome}} {
		if f.set {
			alone = append(alone, f.name)
		}
	}
	if len(alone) > 1 {
		return usageError(strings.Join(alone, " and ") + " do not go together: ask for one of them")
	}
	if given := r.papers(); len(given) > 0 && !r.unsigned() {
		return usageError(given[0] + " goes with --take-home or --copy: a document is printed as it was signed")
	}
	return nil
}

// layout lays out what is asked for.
func (r renderCmd) layout(record consent.Record, lib *content.Library, words *locales.Bundle) (*document.Document, error) {
	switch {
	case r.TakeHome:
		return document.LayoutTakeHome(record, lib, words)
	case r.Copy != "":
		return document.LayoutCopy(record, consent.Language(r.Copy), lib, words)
	}
	return document.Layout(record, lib, words)
}

// writePart writes the part of a document that is asked for: the whole, if none is.
func (r renderCmd) writePart(p *program, pdf []byte, words *locales.Bundle) error {
	if r.Part == "" {
		return writePDF(p, r.Out, pdf)
	}
	selected, err := document.Select(pdf, document.Selection(r.Part))
	say := words.For(systemLanguage())
	switch {
	case errors.Is(err, document.ErrNoParts):
		return errors.New(say.T("render.no_parts"))
	case errors.Is(err, document.ErrNoPart):
		return errors.New(say.T("render.no_part", "Part", r.Part))
	case err != nil:
		return err
	}
	return writePDF(p, r.Out, selected)
}
