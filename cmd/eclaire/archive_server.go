package main

import (
	"errors"
	"fmt"
	"io"

	"eclaire/consent/archive"
	"eclaire/consent/archive/central"
	"eclaire/consent/archive/chain"
)

type archiveJoin struct {
	From string `arg:"" help:"The folder of the first kiosk's archive, or of a backup of it." type:"path"`
}

func (c archiveJoin) Run(p *program, a *archiveCmd) error {
	dir, err := a.folder()
	if err != nil {
		return err
	}
	passphrase, err := a.secret(p, "Passphrase of the archive")
	if err != nil {
		return err
	}
	if err := archive.Join(dir, c.From, passphrase, archive.Options{}); err != nil {
		return err
	}
	s, err := a.open(p, writing)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.Note(p.ctx, "join", a.who(), ""); err != nil {
		return err
	}
	id, recipient := s.Archive()
	return a.print(p, struct {
		Archive   chain.ID `json:"archive"`
		Recipient string   `json:"recipient"`
	}{id, recipient}, func(w io.Writer) { fmt.Fprintf(w, "archive %s\npublic key: %s\n", id, archive.PublicPrint(recipient)) })
}

// archiveServer is what is done with the clinic's server.
type archiveServer struct {
	Check   archiveServerCheck   `cmd:"" default:"withargs" help:"Check all that the kiosks sent: every chain, content and signature, and that nothing was set back."`
	Migrate archiveServerMigrate `cmd:"" help:"Make the server's tables, or bring those of an earlier version forward. Kiosks never do."`
}

type archiveServerCheck struct{}

// Run checks the server with what the archive here knows of signatures and heads.
func (archiveServerCheck) Run(p *program, a *archiveCmd) error {
	server, err := a.server(p)
	if err != nil {
		return err
	}
	if server == nil {
		return errors.New("the settings name no server ([archive] postgres)")
	}
	defer server.Close()
	own, err := a.beside(p)
	if err != nil {
		return err
	}
	if own != nil {
		defer own.Close()
	} else {
		fmt.Fprintln(p.stderr, "eclaire: there is no archive here: whether staff confirmed the kiosks, and whether anything was set back since this machine saw it, cannot be told")
	}
	all, err := server.Verify(p.ctx, own, nil)
	if err != nil {
		return err
	}
	if owns, err := server.Owns(p.ctx); err == nil && owns {
		fmt.Fprintln(p.stderr, "eclaire: the kiosks' role owns the server's tables, so that who has a kiosk's password could change them: see README, Several kiosks")
	}
	whole := true
	for _, v := range all {
		whole = whole && v.Report.Whole()
		if err := a.print(p, v, func(w io.Writer) {
			fmt.Fprintf(w, "%s  %s  %d consents, %d entries, head %s\n", v.Archive, v.Name, v.Report.Consents, v.Report.Entries, v.Report.Head)
			for _, f := range v.Report.Findings {
				fmt.Fprintln(w, "  ", f)
			}
		}); err != nil {
			return err
		}
	}
	if !whole {
		return errNotWhole
	}
	return nil
}

// beside opens the archive here for reading only; nil where there is none.
func (a *archiveCmd) beside(p *program) (*archive.Store, error) {
	dir, err := a.folder()
	if err != nil {
		return nil, err
	}
	s, _, err := archive.Open(p.ctx, dir, archive.Options{ReadOnly: true, CheckFor: -1})
	if errors.Is(err, archive.ErrNone) {
		return nil, nil
	}
	return s, err
}

type archiveServerMigrate struct {
	Owner string `required:"" help:"The server's address in the name of the role that owns the tables, or shall: like postgres in the settings." placeholder:"URL"`
	Kiosk string `help:"The role of the kiosks: it gets the rights that they need and no more." placeholder:"ROLE"`
}

// Run makes or grows the tables.
func (c archiveServerMigrate) Run(p *program) error {
	server, err := central.Open(p.ctx, c.Owner, central.Options{})
	if err != nil {
		return err
	}
	defer server.Close()
	if err := server.Migrate(p.ctx, c.Kiosk); err != nil {
		return err
	}
	fmt.Fprintln(p.stdout, "the tables are those of this version")
	return nil
}
