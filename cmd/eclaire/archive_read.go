package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
	"eclaire/consent/inspect"
)

type archiveList struct {
	Name      string `help:"Words of the name or the record's id; accents, case, apostrophes, hyphens and spaces do not matter." placeholder:"WORDS"`
	Clinician string `help:"Words of the clinician's name." placeholder:"WORDS"`
	Outcome   string `help:"Only this outcome (vertebroplasty, conservative, time, no_information, confirmed, withdrawn)." placeholder:"OUTCOME"`
	From      string `help:"From this day on (2026-11-22)." placeholder:"DAY"`
	To        string `help:"Up to this day." placeholder:"DAY"`
	ByName    bool   `help:"Sort by name instead of the newest first."`
	Erased    bool   `help:"Erased entries too."`
	Limit     int    `help:"At most so many." placeholder:"N"`
	Trail     bool   `help:"The audit trail instead: who did what."`
}

func (l archiveList) query() (q archive.Query, err error) {
	q = archive.Query{Text: l.Name, Clinician: l.Clinician, Outcome: consent.Outcome(l.Outcome), Erased: l.Erased, Limit: l.Limit}
	if l.ByName {
		q.Order = archive.ByName
	}
	for _, d := range []struct {
		text string
		into *consent.Date
	}{{l.From, &q.From}, {l.To, &q.To}} {
		if d.text == "" {
			continue
		}
		t, err := time.Parse("2006-01-02", d.text)
		if err != nil {
			return q, usageError("a day is written like 2026-11-22")
		}
		*d.into = consent.DateOf(t)
	}
	return q, nil
}

func (l archiveList) Run(p *program, a *archiveCmd) error {
	q, err := l.query()
	if err != nil {
		return err
	}
	s, st, err := a.unlock(p, reading)
	if err != nil {
		return err
	}
	defer s.Close()
	if l.Trail {
		return trail(p, a, st, chain.ID{})
	}
	if err := st.Act(p.ctx, "list", chain.ID{}, strings.TrimSpace(l.Name+" "+l.Clinician)); err != nil {
		return err
	}
	if err := buildIndex(p, st); err != nil {
		return err
	}
	rows, err := st.Search(p.ctx, q)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if err := a.print(p, r, func(w io.Writer) { printRow(w, r) }); err != nil {
			return err
		}
	}
	return nil
}

func buildIndex(p *program, st *archive.Staff) error {
	var told func(done, total int)
	if tell := progressTo(p, "reading the archive"); tell != nil {
		told = func(done, total int) { tell(int64(done), int64(total)) }
	}
	err := st.BuildIndex(p.ctx, told)
	for _, f := range st.Findings() {
		fmt.Fprintln(p.stderr, "eclaire: archive:", f)
	}
	return err
}

func printRow(w io.Writer, r archive.Row) {
	if r.Erased {
		fmt.Fprintf(w, "%s  %s  erased\n", r.ID, r.Day)
		return
	}
	held := ""
	if r.Held {
		held = "  on hold"
	}
	fmt.Fprintf(w, "%s  %s  %s  %s  %s  %s%s\n", r.ID, r.About.Record, r.About.Finished.Format("2006-01-02 15:04 -0700"),
		strings.TrimSpace(r.About.BirthName+" "+r.About.FirstNames), r.About.Outcome, r.About.Clinician, held)
}

func trail(p *program, a *archiveCmd, st *archive.Staff, of chain.ID) error {
	if err := st.Act(p.ctx, "trail", of, ""); err != nil {
		return err
	}
	return st.Trail(p.ctx, of, func(t archive.Trace) error {
		return a.print(p, t, func(w io.Writer) {
			entry := ""
			if t.Act.Entry != (chain.ID{}) {
				entry = "  " + t.Act.Entry.String()
			}
			fmt.Fprintln(w, strings.TrimRight(fmt.Sprintf("%d  %s  %s  %s%s  %s %s", t.Entry.Seq, t.Act.At.Format(time.RFC3339), t.Act.Who,
				t.Act.Action, entry, t.Act.Why, t.Act.Detail), " "))
		})
	})
}

type archiveShow struct {
	ID      string `arg:"" help:"The id of the entry, or of the record as printed on the document."`
	Session bool   `help:"Print the session file."`
	Trail   bool   `help:"What was done with it."`
}

// shown is what show prints.
type shown struct {
	Entry     chain.Entry        `json:"entry"`
	About     chain.About        `json:"about"`
	Questions []consent.Question `json:"questions,omitempty"`
	Missed    []string           `json:"not_understood,omitempty"`
	Blank     []string           `json:"not_answered,omitempty"`
	PDF       int                `json:"pdf_bytes"`
}

func (c archiveShow) Run(p *program, a *archiveCmd) error {
	s, st, err := a.unlock(p, reading)
	if err != nil {
		return err
	}
	defer s.Close()
	id, err := resolve(p.ctx, st, c.ID)
	if err != nil {
		return err
	}
	if c.Trail {
		return trail(p, a, st, id)
	}
	d, err := st.Open(p.ctx, id, "show")
	if err != nil {
		return err
	}
	if c.Session {
		_, err := fmt.Fprintf(p.stdout, "%s\n", d.Session)
		return err
	}
	out := shown{Entry: d.Entry, About: d.About, PDF: len(d.PDF)}
	if r, err := consent.ParseRecord(d.Session); err == nil {
		out.Questions = r.Questions
		for _, u := range r.Understanding {
			switch {
			case !u.Answered():
				out.Blank = append(out.Blank, u.Question)
			case !u.Correct:
				out.Missed = append(out.Missed, u.Question)
			}
		}
	}
	return a.print(p, out, func(w io.Writer) {
		printRow(w, archive.Row{ID: d.Entry.ID, Day: d.Entry.Day, About: d.About})
		fmt.Fprintf(w, "  born %s; entry %d of archive-%d.db, hash %s\n", d.About.Born, d.Entry.Seq, d.Entry.File, d.Entry.Hash)
		for _, q := range out.Questions {
			fmt.Fprintf(w, "  asked: %s\n", q.Text)
		}
		if len(out.Missed) > 0 {
			fmt.Fprintf(w, "  not understood: %s\n", strings.Join(out.Missed, ", "))
		}
		if len(out.Blank) > 0 {
			fmt.Fprintf(w, "  not answered: %s\n", strings.Join(out.Blank, ", "))
		}
	})
}

type archiveExport struct {
	ID     []string `arg:"" optional:"" help:"Ids of entries or records."`
	All    bool     `help:"Everything that is not erased."`
	Out    string   `short:"o" help:"The folder to write into." placeholder:"DIR" required:"" type:"path"`
	Format string   `help:"pdf, json, both, or folder: a folder for each with both and a manifest, for another system." enum:"pdf,json,both,folder" default:"both"`
}

func (c archiveExport) Run(p *program, a *archiveCmd) error {
	if c.All == (len(c.ID) > 0) {
		return usageError("name entries, or --all")
	}
	s, st, err := a.unlock(p, reading)
	if err != nil {
		return err
	}
	defer s.Close()
	var ids []chain.ID
	for _, name := range c.ID {
		id, err := resolve(p.ctx, st, name)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		ids = append(ids, id)
	}
	if c.All {
		rows, err := st.Search(p.ctx, archive.Query{})
		if err != nil {
			return err
		}
		for _, r := range rows {
			ids = append(ids, r.ID)
		}
	}
	if err := os.MkdirAll(c.Out, 0o700); err != nil {
		return fmt.Errorf("the folder cannot be made: %w", err)
	}
	failed := 0
	for _, id := range ids {
		if p.ctx.Err() != nil {
			return errors.New("stopped")
		}
		if err := c.one(p, a, st, id); err != nil {
			failed++
			fmt.Fprintf(p.stderr, "eclaire: %s: %v\n", id, err)
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d entries could not be exported", failed, len(ids))
	}
	return nil
}

// exported is what export prints of an entry.
type exported struct {
	ID     chain.ID `json:"id"`
	Record string   `json:"record"`
	Files  []string `json:"files"`
}

func (c archiveExport) one(p *program, a *archiveCmd, st *archive.Staff, id chain.ID) error {
	files, err := st.Export(p.ctx, id, c.Out, archive.Export{PDF: c.Format != "json", JSON: c.Format != "pdf", Folder: c.Format == "folder"})
	if err != nil {
		return err
	}
	name := strings.TrimSuffix(filepath.Base(files[0]), filepath.Ext(files[0]))
	return a.print(p, exported{ID: id, Record: name, Files: files}, func(w io.Writer) { fmt.Fprintln(w, strings.Join(files, "\n")) })
}

type archiveVerify struct {
	Deep   bool   `help:"Open every entry, too: needs the passphrase."`
	Head   string `help:"A head of the chain that was noted earlier (FILE:ENTRY:HASH): tells whether the chain still goes through it." placeholder:"HEAD"`
	Backup string `help:"Check this backup instead; of a folder that was given to backup, the newest whole one." placeholder:"DIR" type:"path"`
}

var errNotWhole = errors.New("the archive is not whole: see above")

func (c archiveVerify) Run(p *program, a *archiveCmd) error {
	if c.Backup != "" {
		from, err := chooseBackup(p, c.Backup)
		if err != nil {
			return err
		}
		report, err := archive.CheckBackup(p.ctx, from, archive.Options{})
		if err != nil {
			return err
		}
		return printReport(p, a, report, true)
	}
	var noted chain.Position
	var err error
	if c.Head != "" {
		if noted, err = chain.ParsePosition(c.Head); err != nil {
			return usageError(err.Error())
		}
	}
	var s *archive.Store
	var report chain.Report
	if c.Deep {
		var st *archive.Staff
		if s, st, err = a.unlock(p, reading); err != nil {
			return err
		}
		defer s.Close()
		if err := buildIndex(p, st); err != nil {
			return err
		}
		report, err = st.Verify(p.ctx, inspect.Sealed, progressTo(p, "opening entries"))
	} else {
		if s, err = a.open(p, reading); err != nil {
			return err
		}
		defer s.Close()
		if err := s.Note(p.ctx, "verify", a.who(), ""); err != nil {
			return err
		}
		report, err = s.Verify(p.ctx, progressTo(p, "checking entries"))
	}
	if err != nil {
		return err
	}
	return printReport(p, a, report, c.Head == "" || s.Holds(p.ctx, noted))
}

// verified is what verify prints.
type verified struct {
	Whole bool `json:"whole"`
	Noted bool `json:"holds_noted_head"`
	chain.Report
}

func (v verified) MarshalJSON() ([]byte, error) {
	type plain chain.Report
	if v.Findings == nil {
		v.Findings = []chain.Finding{}
	}
	return json.Marshal(struct {
		Whole bool `json:"whole"`
		Noted bool `json:"holds_noted_head"`
		plain
	}{v.Whole, v.Noted, plain(v.Report)})
}

func printReport(p *program, a *archiveCmd, r chain.Report, noted bool) error {
	whole := r.Whole() && noted
	err := a.print(p, verified{whole, noted, r}, func(w io.Writer) {
		for _, f := range r.Findings {
			fmt.Fprintln(w, f)
		}
		fmt.Fprintf(w, "%d files, %d entries, %d consents, %d erased; contents compared: %d, opened: %d\n", r.Files, r.Entries, r.Consents, r.Erased, r.Contents, r.Decrypted)
		fmt.Fprintf(w, "head %s\n", r.Head)
		if !noted {
			fmt.Fprintln(w, "THE CHAIN DOES NOT GO THROUGH THE HEAD THAT WAS NOTED")
		}
		if whole {
			fmt.Fprintln(w, "=> whole")
		} else {
			fmt.Fprintln(w, "=> NOT WHOLE")
		}
	})
	if err == nil && !whole {
		err = errNotWhole
	}
	return err
}
