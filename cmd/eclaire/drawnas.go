package main

import (
	"errors"
	"fmt"
	"strings"

	"eclaire/consent"
	"eclaire/consent/document"
	"eclaire/locales"
)

// papers are the flags that say on what is drawn. They go with what is not signed.
func (r renderCmd) papers() (given []string) {
	for _, f := range []struct {
		name string
		set  bool
	}{{"--large", r.Large}, {"--paper", r.Paper != ""}, {"--duplex", r.Duplex}} {
		if f.set {
			given = append(given, f.name)
		}
	}
	return given
}

// drawnAs gives the clinic's wishes with which a session is drawn. A document is drawn
// as it was signed: settings that ask for something else are refused, with the reason on
// the error output. The sheets to take home and a copy to read follow the settings that
// are named, and the flags before them.
func (r renderCmd) drawnAs(p *program, s settings, signed consent.Clinic) consent.Clinic {
	out := signed
	wants := s.clinic()
	for _, w := range []struct {
		key, is, asked string
		set            func()
	}{
		{"paper", inQuotes(signed.Paper), inQuotes(wants.Paper), func() { out.Paper = wants.Paper }},
		{"print", inQuotes(printOf(signed)), inQuotes(printOf(wants)), func() { out.Print = wants.Print }},
		{"duplex", fmt.Sprint(signed.Duplex), fmt.Sprint(wants.Duplex), func() { out.Duplex = wants.Duplex }},
		{"fold_marks", fmt.Sprint(signed.FoldMarks), fmt.Sprint(wants.FoldMarks), func() { out.FoldMarks = wants.FoldMarks }},
	} {
		if _, named := s.lines["clinic."+w.key]; !named || w.is == w.asked {
			continue
		}
		if r.unsigned() {
			w.set()
			continue
		}
		fmt.Fprintf(p.stderr, "eclaire: the setting %s = %s is not followed: a document is drawn as it was signed, with %s = %s\n", w.key, w.asked, w.key, w.is)
	}
	if r.Paper != "" {
		out.Paper = r.Paper
	}
	if r.Large {
		out.Print = "large"
	}
	out.Duplex = out.Duplex || r.Duplex
	return out
}

func inQuotes(s string) string { return `"` + s + `"` }

// printOf is the print as the settings name it.
func printOf(c consent.Clinic) string {
	if c.Print == "" {
		return "normal"
	}
	return c.Print
}

// notPrinted says in the system's language which letters cannot be printed; any other
// error as it is.
func notPrinted(err error, words *locales.Bundle) error {
	var lacks document.GlyphError
	if !errors.As(err, &lacks) {
		return err
	}
	return errors.New(strings.TrimSpace(words.For(systemLanguage()).T("render.glyph", "Letters", lacks.Letters)))
}
