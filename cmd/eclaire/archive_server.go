package main

import (
	"errors"
	"fmt"
	"io"

	"eclaire/consent/archive"
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
		Archive   archive.ID `json:"archive"`
		Recipient string     `json:"recipient"`
	}{id, recipient}, func(w io.Writer) { fmt.Fprintf(w, "archive %s\npublic key: %s\n", id, archive.PublicPrint(recipient)) })
}

type archiveServer struct{}

func (archiveServer) Run(p *program, a *archiveCmd) error {
	server, err := a.server(p)
	if err != nil {
		return err
	}
	if server == nil {
		return errors.New("the settings name no server ([archive] postgres)")
	}
	defer server.Close()
	all, err := server.Verify(p.ctx, nil)
	if err != nil {
		return err
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
