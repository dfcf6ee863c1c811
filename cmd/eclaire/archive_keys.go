package main

import (
	"errors"
	"fmt"
	"io"

	"eclaire/consent/archive"
)

type archiveBackup struct {
	To string `arg:"" help:"The folder or stick in which the backup's folder is made." type:"path"`
}

// backedUp is what backup prints.
type backedUp struct {
	Folder string `json:"folder"`
	Whole  bool   `json:"whole"`
	archive.Backup
}

func (c archiveBackup) Run(p *program, a *archiveCmd) error {
	s, err := a.open(p, reading)
	if err != nil {
		return err
	}
	defer s.Close()
	b, err := s.Backup(p.ctx, c.To, a.who())
	if err != nil {
		return err
	}
	for _, f := range b.Report.Findings {
		fmt.Fprintln(p.stderr, "eclaire: backup:", f)
	}
	out := backedUp{b.Dir, b.Report.Whole(), b}
	err = a.print(p, out, func(w io.Writer) {
		fmt.Fprintf(w, "%s\n%d consents, head %s\n", b.Dir, b.Report.Consents, b.Head)
	})
	if err == nil && !out.Whole {
		err = errNotWhole
	}
	return err
}

type archiveRestore struct {
	From string `arg:"" help:"The backup's folder." type:"path"`
}

func (c archiveRestore) Run(p *program, a *archiveCmd) error {
	dir, err := a.folder()
	if err != nil {
		return err
	}
	report, err := archive.Restore(p.ctx, c.From, dir, a.who(), archive.Options{})
	if err != nil {
		return err
	}
	return printReport(p, a, report, true)
}

type archiveRekey struct {
	sheetFile
}

func (c archiveRekey) Run(p *program, a *archiveCmd, g *cli) error {
	s, err := a.open(p, writing)
	if err != nil {
		return err
	}
	defer s.Close()
	passphrase, err := a.secret(p, "Passphrase of the archive")
	if err != nil {
		return err
	}
	st, err := s.Unlock(p.ctx, passphrase, a.who())
	if err != nil {
		return err
	}
	sheet, err := st.Rekey(p.ctx, passphrase, progressTo(p, "encrypting anew"))
	if err != nil {
		return fmt.Errorf("%w (nothing is lost; run it again to go on)", err)
	}
	return c.write(p, a, g, sheet)
}

type archivePassphrase struct{}

func (archivePassphrase) Run(p *program, a *archiveCmd) error {
	s, st, err := a.unlock(p, writing)
	if err != nil {
		return err
	}
	defer s.Close()
	next, err := a.newSecret(p)
	if err != nil {
		return err
	}
	if err := st.ChangePassphrase(p.ctx, next); err != nil {
		return err
	}
	return a.print(p, struct {
		Done string `json:"done"`
	}{"passphrase changed"}, func(w io.Writer) { fmt.Fprintln(w, "the passphrase was changed") })
}

type archiveRecover struct{}

func (archiveRecover) Run(p *program, a *archiveCmd) error {
	s, err := a.open(p, writing)
	if err != nil {
		return err
	}
	defer s.Close()
	// From a file descriptor: the key on the first line, the passphrase on the second.
	key, err := a.secret(p, "Key of the recovery sheet, in one line")
	if err != nil {
		return err
	}
	next, err := a.newSecret(p)
	if err != nil {
		return err
	}
	if err := s.Recover(p.ctx, key, next, a.who()); err != nil {
		if errors.Is(err, archive.ErrOtherKey) {
			_ = s.Note(p.ctx, "recover refused", a.who(), "")
		}
		return err
	}
	return a.print(p, struct {
		Done string `json:"done"`
	}{"passphrase set"}, func(w io.Writer) { fmt.Fprintln(w, "the passphrase was set") })
}
