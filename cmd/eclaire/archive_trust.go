package main

import (
	"errors"
	"fmt"
	"io"
	"time"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
	"eclaire/consent/document"
	"eclaire/consent/inspect"
	"eclaire/consent/seal"
)

type archiveUpgrade struct {
	Backup string `help:"The folder or stick in which a backup is made first." required:"" placeholder:"DIR" type:"path"`
}

func (c archiveUpgrade) Run(p *program, a *archiveCmd) error {
	s, st, err := a.unlock(p, writing)
	if err != nil {
		return err
	}
	defer s.Close()
	b, err := s.Backup(p.ctx, c.Backup, a.who())
	if err != nil {
		return err
	}
	if !b.Report.Whole() {
		for _, f := range b.Report.Findings {
			fmt.Fprintln(p.stderr, "eclaire: backup:", f)
		}
		return errNotWhole
	}
	if err := buildIndex(p, st); err != nil {
		return err
	}
	if err := st.Upgrade(p.ctx, inspect.Sealed, progressTo(p, "opening entries")); err != nil {
		return fmt.Errorf("%w (nothing is lost; run it again to go on)", err)
	}
	return a.print(p, struct {
		Done   string `json:"done"`
		Backup string `json:"backup"`
	}{"upgraded", b.Dir}, func(w io.Writer) {
		fmt.Fprintf(w, "backup: %s\nthe archive was brought forward\n", b.Dir)
		printKiosks(w, s.Kiosks())
	})
}

type archiveKiosk struct {
	Confirm string `help:"Confirm the key with this fingerprint, which the kiosk itself shows with this command: it is ours." placeholder:"FINGERPRINT"`
	Renew   bool   `help:"Make a new key, which the one of now signs for."`
}

// listedKiosk is what kiosk prints of a key.
type listedKiosk struct {
	archive.Kiosk
	Fingerprint string `json:"fingerprint"`
	Seal        string `json:"seal,omitempty"` // SHA-256 of the certificate of the seal that signed for it
}

func (c archiveKiosk) Run(p *program, a *archiveCmd) error {
	var s *archive.Store
	var st *archive.Staff
	var err error
	if c.Confirm == "" && !c.Renew {
		s, err = a.open(p, reading)
	} else {
		s, st, err = a.unlock(p, writing)
	}
	if err != nil {
		return err
	}
	defer s.Close()
	if c.Confirm != "" {
		if err := st.ConfirmKiosk(p.ctx, c.Confirm); err != nil {
			return err
		}
	}
	if c.Renew {
		if _, err := st.RenewKiosk(p.ctx); err != nil {
			return err
		}
	}
	kiosks := s.Kiosks()
	if a.JSON {
		for _, k := range kiosks {
			listed := listedKiosk{Kiosk: k, Fingerprint: k.Key.Fingerprint()}
			if k.Sealer != nil {
				listed.Seal = seal.Fingerprint(k.Sealer)
			}
			if err := a.print(p, listed, nil); err != nil {
				return err
			}
		}
		return nil
	}
	printKiosks(p.stdout, kiosks)
	return nil
}

func printKiosks(w io.Writer, kiosks []archive.Kiosk) {
	for _, k := range kiosks {
		state := "NOT CONFIRMED"
		if k.Confirmed {
			state = "confirmed"
		}
		if k.Here {
			state += ", used now"
		}
		if k.Sealer != nil {
			state += ", signed for by the seal " + seal.Fingerprint(k.Sealer)
		}
		fmt.Fprintf(w, "%s  %s  %s\n", k.Key.Fingerprint(), k.Day, state)
	}
}

type archiveFindings struct {
	ID  string `arg:"" optional:"" help:"The id of a finding to acknowledge."`
	Why string `help:"What came of it, for the audit trail. Name nobody." placeholder:"TEXT"`
}

// told is what findings prints of one.
type told struct {
	archive.Told
	Words string `json:"words"`
}

func (c archiveFindings) Run(p *program, a *archiveCmd) error {
	if c.ID != "" {
		return c.acknowledge(p, a)
	}
	s, err := a.open(p, reading)
	if err != nil {
		return err
	}
	defer s.Close()
	all, err := s.Told(p.ctx)
	if err != nil {
		return err
	}
	for _, t := range all {
		if err := a.print(p, told{t, t.Finding.String()}, func(w io.Writer) {
			state := "OPEN"
			if t.Seen {
				state = "acknowledged"
			}
			fmt.Fprintf(w, "%s  %s  %s  %s\n", t.ID, t.Day, state, t.Finding)
		}); err != nil {
			return err
		}
	}
	return nil
}

func (c archiveFindings) acknowledge(p *program, a *archiveCmd) error {
	id, err := chain.ParseID(c.ID)
	if err != nil {
		return usageError(err.Error())
	}
	if c.Why == "" {
		return usageError(archive.ErrReason.Error() + ": --why TEXT")
	}
	s, st, err := a.unlock(p, writing)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := st.Acknowledge(p.ctx, id, c.Why); err != nil {
		return err
	}
	return a.print(p, changed{id, "acknowledged"}, func(w io.Writer) { fmt.Fprintln(w, id, "acknowledged") })
}

type archiveHead struct {
	Sheet    string `help:"Write a page with the line and a square code, to be printed and kept elsewhere." placeholder:"FILE.pdf" type:"path"`
	Language string `help:"The language that stands first on the page." enum:"fr,en" default:"fr"`
}

func (c archiveHead) Run(p *program, a *archiveCmd, g *cli) error {
	s, err := a.open(p, reading)
	if err != nil {
		return err
	}
	defer s.Close()
	head := s.Last()
	if head.File == 0 {
		return errors.New("the archive is empty")
	}
	id, _ := s.Archive()
	if c.Sheet != "" {
		set, lib, words, err := g.settled()
		if err != nil {
			return err
		}
		if err := writeDocument(p, c.Sheet, func() (*document.Document, error) {
			return document.LayoutHead(document.Head{Archive: id.String(), Line: head.String(), Made: time.Now()}, consent.Language(c.Language), set.clinic(), lib, words)
		}); err != nil {
			return err
		}
	}
	return a.print(p, struct {
		Archive chain.ID       `json:"archive"`
		Head    chain.Position `json:"head"`
	}{id, head}, func(w io.Writer) { fmt.Fprintln(w, head) })
}
