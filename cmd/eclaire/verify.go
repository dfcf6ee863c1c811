package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"eclaire/consent/inspect"
	"eclaire/locales"
)

type verifyCmd struct {
	File []string `arg:"" optional:"" help:"The documents (PDF)." type:"path"`
	CA   []string `name:"ca" help:"Certificates (PEM) that vouch for the seal, besides this machine's own: a kiosk's very certificate, or that of an authority which issues certificates for signing documents. May be given more than once." placeholder:"CA.pem" type:"path" sep:"none"`
	Code string   `help:"The square code of a sheet of paper, as a scanner types it: tells whether the file belongs to it. Without a file, it is looked for in the folder of documents." placeholder:"CODE"`
	Out  string   `help:"Folder of the finished documents, to look for the code's." placeholder:"DIR" type:"path"`
	JSON bool     `name:"json" help:"Print one line of JSON for every name, without anything of the patient; consent/inspect/README.md lists its fields."`
}

// errDoubt ends a check in which anything did not hold or could not be read.
var errDoubt = errors.New("not everything holds: see above")

func (v verifyCmd) Run(p *program, c *cli) error {
	s, err := readSettings(c.Settings)
	if err != nil {
		return err
	}
	if v.Code != "" {
		if err := v.find(s); err != nil {
			return err
		}
	}
	if len(v.File) == 0 {
		return usageError("name a document, or a code with --code")
	}
	lib, words, err := c.texts(s)
	if err != nil {
		return err
	}
	trust, err := s.trust(v.CA...)
	if err != nil {
		return err
	}
	trust.Now = time.Now()
	good := true
	for i, name := range v.File {
		seen := v.look(name, func(b []byte) inspect.Result { return inspect.File(b, trust, lib, words) })
		good = good && seen.good()
		if err := v.tell(p.stdout, i, seen, words); err != nil {
			return fmt.Errorf("the result cannot be written: %w", err)
		}
	}
	if !good {
		return errDoubt
	}
	return nil
}

// tell prints what was found of the ith name.
func (v verifyCmd) tell(w io.Writer, i int, seen looked, words *locales.Bundle) error {
	if v.JSON {
		return seen.printJSON(w)
	}
	if i > 0 {
		if _, err := fmt.Fprintln(w); err != nil {
			return err
		}
	}
	return seen.print(w, words.For(systemLanguage()))
}

// find checks the code, and looks for its document if none is named.
func (v *verifyCmd) find(s settings) error {
	id, _, ok := inspect.ParseCode(v.Code)
	if !ok {
		return usageError("this is not the code of a document: scan the square code of the sheet again")
	}
	if len(v.File) > 0 {
		return nil
	}
	folder, err := s.documentsFolder(v.Out)
	if err != nil {
		return err
	}
	v.File = []string{filepath.Join(folder, id+".pdf")}
	if _, err := os.Stat(v.File[0]); err != nil {
		return fmt.Errorf("the document of this code, %s.pdf, is not in the folder %s", id, folder)
	}
	return nil
}

// looked is one name of the command line, looked at.
type looked struct {
	name    string
	unread  unread // why it could not be read; empty if it could
	result  inspect.Result
	belongs *bool // whether the sheet with the code belongs to it; nil without a code
}

// unread is why a name could not be read. The codes are stable; each has its
// sentence in the locales.
type unread string

// The reasons.
const (
	unreadMissing    unread = "missing"
	unreadFolder     unread = "folder"
	unreadTooLarge   unread = "too_large"
	unreadNotAllowed unread = "not_allowed"
	unreadOther      unread = "unreadable"
)

func (v verifyCmd) look(name string, examine func([]byte) inspect.Result) looked {
	seen := looked{name: name}
	b, err := inspect.ReadFile(name)
	if err != nil {
		seen.unread = whyUnread(err)
		return seen
	}
	seen.result = examine(b)
	if v.Code != "" {
		belongs := seen.result.BelongsTo(v.Code)
		seen.belongs = &belongs
	}
	return seen
}

// good tells whether all of it holds, and the sheet belongs to it if there is one.
func (l looked) good() bool {
	return l.unread == "" && l.result.Holds() && (l.belongs == nil || *l.belongs)
}

// whyUnread gives the code of an error of inspect.ReadFile.
func whyUnread(err error) unread {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return unreadMissing
	case errors.Is(err, fs.ErrPermission):
		return unreadNotAllowed
	case errors.Is(err, inspect.ErrFolder):
		return unreadFolder
	case errors.Is(err, inspect.ErrTooLarge):
		return unreadTooLarge
	}
	return unreadOther
}

// print says what was found: first whose document it is and what was decided,
// then the verdict and what to do, then the reasons. It is the staff's own
// screen in words, and like that holds a patient's name.
func (l looked) print(w io.Writer, say *locales.Speaker) error {
	if l.unread != "" {
		return printLines(w, []inspect.Line{
			{Text: say.T("verify.unread", "Name", l.name)},
			{Label: say.T("verify.way"), Text: say.T("unread." + string(l.unread))},
		})
	}
	r := l.result
	sentence, way := r.Sentence(say, l.belongs)
	out := []inspect.Line{{Text: r.Whose(say)}, {Label: say.T("verify.verdict"), Text: sentence}}
	if way != "" {
		out = append(out, inspect.Line{Label: say.T("verify.way"), Text: way})
	}
	for _, text := range r.Reasons(say) {
		out = append(out, inspect.Line{Text: text})
	}
	for _, text := range r.Noted(say) {
		out = append(out, inspect.Line{Label: say.T("verify.remark"), Text: text})
	}
	out = append(out, r.FileLines(say, l.name)...)
	out = append(out, r.TimeLines(say, l.belongs)...)
	out = append(out, r.RecordLines(say)...)
	if l.good() {
		out = append(out, inspect.Line{Text: say.T("verify.simple")})
	}
	return printLines(w, out)
}

// printLines writes lines for a terminal: without the stars of bold words, and
// without what a file could steer the terminal with.
func printLines(w io.Writer, lines []inspect.Line) error {
	plain := func(s string) string {
		return strings.Map(func(r rune) rune {
			if !unicode.IsGraphic(r) {
				return '\ufffd'
			}
			return r
		}, strings.ReplaceAll(s, "**", ""))
	}
	for i, l := range lines {
		indent := "  "
		if i == 0 {
			indent = ""
		}
		text := plain(l.Text)
		if l.Label != "" {
			text = plain(l.Label) + " " + text
		}
		if _, err := fmt.Fprintln(w, indent+text); err != nil {
			return err
		}
	}
	return nil
}
