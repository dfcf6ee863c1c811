package main

import (
	"fmt"
	"io"
	"time"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/document"
)

// sheetFile is where a recovery sheet goes; it is part of other commands.
type sheetFile struct {
	Sheet    string `help:"Write the recovery sheet as a PDF with a square code, to be printed, instead of as text. Delete it after." placeholder:"FILE.pdf" type:"path"`
	Language string `help:"The language that stands first on the recovery sheet." enum:"fr,en" default:"fr"`
}

// write gives the recovery sheet: as a PDF, or as text. The key that it holds is
// in use already: when the PDF cannot be written, the text is printed all the same.
func (f sheetFile) write(p *program, a *archiveCmd, g *cli, s archive.Sheet) error {
	if f.Sheet == "" {
		return printSheet(p, a, s)
	}
	set, lib, words, err := g.settled()
	if err == nil {
		err = writeDocument(p, f.Sheet, func() (*document.Document, error) {
			return document.LayoutRecovery(document.Recovery{Archive: s.Archive.String(), Recipient: s.PublicPrint(),
				Lines: s.Lines(), QR: s.QR(), Made: time.Now()}, consent.Language(f.Language), set.clinic(), lib, words)
		})
	}
	if err != nil {
		fmt.Fprintln(p.stderr, "eclaire: the recovery sheet could not be written as a PDF, so here is its text:", err)
		return printSheet(p, a, s)
	}
	return nil
}

func printSheet(p *program, a *archiveCmd, s archive.Sheet) error {
	return a.print(p, s, func(w io.Writer) {
		fmt.Fprintf(w, "RECOVERY SHEET of the archive %s\n\n", s.Archive)
		fmt.Fprintln(w, "Whoever has this sheet can read every consent. Print it, lock it away, delete this text.")
		fmt.Fprintf(w, "With it a new passphrase can be set: eclaire archive recover\n\n")
		for _, l := range s.Lines() {
			fmt.Fprintln(w, "   ", l)
		}
		fmt.Fprintf(w, "\npublic key: %s\n", s.PublicPrint())
	})
}
