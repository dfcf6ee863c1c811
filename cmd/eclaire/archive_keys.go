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
	From string `arg:"" help:"The backup's folder, or the folder that was given to backup: then the newest whole backup in it." type:"path"`
	List bool   `help:"Only list the backups there, the newest first."`
}

func (c archiveRestore) Run(p *program, a *archiveCmd) error {
	if c.List {
		return listBackups(p, a, c.From)
	}
	from, err := chooseBackup(p, c.From)
	if err != nil {
		return err
	}
	dir, err := a.folder()
	if err != nil {
		return err
	}
	report, err := archive.Restore(p.ctx, from, dir, a.who(), archive.Options{})
	if err != nil {
		return err
	}
	return printReport(p, a, report, true)
}

func listBackups(p *program, a *archiveCmd, dir string) error {
	found, err := archive.Backups(dir)
	if err != nil {
		return err
	}
	for _, b := range found {
		if err := a.print(p, b, func(w io.Writer) { printBackup(w, b) }); err != nil {
			return err
		}
	}
	return nil
}

func printBackup(w io.Writer, b archive.FoundBackup) {
	if b.Err != nil {
		fmt.Fprintf(w, "%s  %v\n", b.Dir, b.Err)
		return
	}
	fmt.Fprintf(w, "%s  %s  archive %s  head %s\n", b.Dir, b.Day, b.Archive, b.Head)
}

// chooseBackup gives the backup that is meant: the one named, or of those in the
// folder named the newest whole one, which it says. Backups of several archives
// are listed instead.
func chooseBackup(p *program, dir string) (string, error) {
	found, err := archive.Backups(dir)
	if err != nil {
		return "", err
	}
	if found[0].Dir == dir {
		return dir, found[0].Err
	}
	var whole []archive.FoundBackup
	several := false
	for _, b := range found {
		if b.Err != nil {
			fmt.Fprintf(p.stderr, "eclaire: %s is left out: %v\n", b.Dir, b.Err)
			continue
		}
		several = several || len(whole) > 0 && b.Archive != whole[0].Archive
		whole = append(whole, b)
	}
	switch {
	case len(whole) == 0:
		return "", fmt.Errorf("%w: none in this folder is", archive.ErrBackup)
	case several:
		for _, b := range whole {
			printBackup(p.stderr, b)
		}
		return "", errors.New("these are backups of several archives: name the folder of the one that is meant")
	}
	fmt.Fprintf(p.stderr, "eclaire: the backup taken is %s\n", whole[0].Dir)
	return whole[0].Dir, nil
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
