package main

import (
	"bytes"
	"fmt"
	"io"

	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
	tally "eclaire/consent/numbers"
	"eclaire/ui/screen"
)

type archiveNumbers struct {
	CSV string `name:"csv" help:"Write them into this file, for a spreadsheet, instead of printing them." placeholder:"FILE" type:"path"`
}

// counted is one number as JSON: without a number it is under five, or withheld since
// it would tell one that is.
type counted struct {
	Section  string `json:"section"`
	ID       string `json:"id,omitempty"`
	From     string `json:"from,omitempty"`
	To       string `json:"to,omitempty"`
	Label    string `json:"label"`
	Number   *int   `json:"number,omitempty"`
	Few      bool   `json:"fewer_than_five,omitempty"`
	Withheld bool   `json:"withheld,omitempty"`
	OfTen    *int   `json:"of_ten,omitempty"`
}

func (c archiveNumbers) Run(p *program, a *archiveCmd, g *cli) error {
	lib, words, err := g.plainTexts()
	if err != nil {
		return err
	}
	s, st, err := a.unlock(p, reading)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := buildIndex(p, st); err != nil {
		return err
	}
	var counts tally.Counts
	unread, err := st.Records(p.ctx, counts.Add, progressTo(p, "counting"))
	if err != nil {
		return err
	}
	if unread > 0 {
		fmt.Fprintln(p.stderr, "eclaire: archive: some records could not be read, and are not counted")
	}
	table, in := counts.Table(), screen.NumbersInWords(lib, words.For(systemLanguage()))
	if c.CSV != "" {
		var b bytes.Buffer
		if err := table.WriteCSV(&b, in); err != nil {
			return err
		}
		if err := st.Act(p.ctx, "export numbers", chain.ID{}, ""); err != nil {
			return err
		}
		return disk.WriteFile(c.CSV, b.Bytes())
	}
	for _, l := range table.Lines() {
		if err := a.print(p, countedOf(l, in), func(w io.Writer) { printCounted(w, l, in) }); err != nil {
			return err
		}
	}
	return nil
}

func countedOf(l tally.Line, in tally.Words) counted {
	shown := func(n tally.Number) *int {
		if !n.Shown() {
			return nil
		}
		i := int(n)
		return &i
	}
	out := counted{Section: l.Section, ID: l.ID, Label: in.Label(l), Number: shown(l.N), OfTen: shown(l.Tenths),
		Few: l.N == tally.Few, Withheld: l.N == tally.Withheld}
	if !l.From.IsZero() {
		out.From, out.To = tally.Day(l.From), tally.Day(l.To)
	}
	return out
}

func printCounted(w io.Writer, l tally.Line, in tally.Words) {
	of := ""
	if l.Tenths.Shown() {
		of = fmt.Sprintf(" (%d/10)", l.Tenths)
	}
	fmt.Fprintf(w, "%-10s %s%s  %s\n", l.Section, in.Number(l.N), of, in.Label(l))
}
