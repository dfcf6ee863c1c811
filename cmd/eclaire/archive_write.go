package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
)

type archiveInit struct {
	sheetFile
}

func (c archiveInit) Run(p *program, a *archiveCmd, g *cli) error {
	dir, err := a.folder()
	if err != nil {
		return err
	}
	passphrase, err := a.newSecret(p)
	if err != nil {
		return err
	}
	sheet, err := archive.Init(dir, passphrase, archive.Options{})
	if err != nil {
		return err
	}
	if err := c.write(p, a, g, sheet); err != nil {
		return err
	}
	s, err := a.open(p, writing)
	if err != nil {
		return err
	}
	defer s.Close()
	return s.Note(p.ctx, "init", a.who(), "")
}

type archiveHold struct {
	ID      string `arg:"" help:"The id of the entry or of the record."`
	Why     string `help:"The reason, for the audit trail." required:"" placeholder:"TEXT"`
	Release bool   `help:"End the hold."`
}

func (c archiveHold) Run(p *program, a *archiveCmd) error {
	return change(p, a, c.ID, func(st *archive.Staff, id chain.ID) (string, error) {
		if c.Release {
			return "released", st.Release(p.ctx, id, c.Why)
		}
		return "held", st.Hold(p.ctx, id, c.Why)
	})
}

type archiveErase struct {
	ID  string `arg:"" help:"The id of the entry or of the record."`
	Why string `help:"The reason, for the audit trail. Name nobody." required:"" placeholder:"TEXT"`
}

func (c archiveErase) Run(p *program, a *archiveCmd) error {
	return change(p, a, c.ID, func(st *archive.Staff, id chain.ID) (string, error) {
		return "erased", st.Erase(p.ctx, id, c.Why)
	})
}

// changed is what a command prints of an entry that it changed.
type changed struct {
	ID   chain.ID `json:"id"`
	Done string   `json:"done"`
}

func change(p *program, a *archiveCmd, name string, do func(*archive.Staff, chain.ID) (string, error)) error {
	s, st, err := a.unlock(p, writing)
	if err != nil {
		return err
	}
	defer s.Close()
	id, err := resolve(p.ctx, st, name)
	if err != nil {
		return err
	}
	done, err := do(st, id)
	if err != nil {
		return err
	}
	return a.print(p, changed{id, done}, func(w io.Writer) { fmt.Fprintln(w, id, done) })
}

type archivePrune struct {
	Years map[string]int `help:"Years by outcome, for instance vertebroplasty=30, besides those of the settings; the others are kept 20." placeholder:"OUTCOME=YEARS"`
	Erase bool           `help:"Erase what is listed. Make a backup first: a wrong clock would erase too much."`
}

// retention reads years of keeping by outcome.
func retention(years map[string]int) (archive.Retention, error) {
	out := archive.Retention{}
	for name, n := range years {
		if n < 1 {
			return nil, errors.New("years of keeping are counted from 1")
		}
		o := consent.Outcome(name)
		if !slices.Contains(consent.AllOutcomes(), o) {
			return nil, fmt.Errorf("there is no outcome %s", name)
		}
		out[o] = n
	}
	return out, nil
}

func (c archivePrune) Run(p *program, a *archiveCmd, g *cli) error {
	set, err := readSettings(g.Settings)
	if err != nil {
		return err
	}
	keep, err := retention(set.Archive.Years)
	if err != nil {
		return err
	}
	more, err := retention(c.Years)
	if err != nil {
		return usageError(err.Error())
	}
	maps.Copy(keep, more)
	s, st, err := a.unlock(p, archiveUse(!c.Erase))
	if err != nil {
		return err
	}
	defer s.Close()
	if err := st.Act(p.ctx, "prune", chain.ID{}, map[bool]string{true: "erase", false: "list"}[c.Erase]); err != nil {
		return err
	}
	var rows []archive.Row
	if c.Erase {
		rows, err = st.Prune(p.ctx, keep, nil)
	} else {
		rows, err = st.Due(p.ctx, keep)
	}
	for _, r := range rows {
		done := changed{r.ID, map[bool]string{true: "erased", false: "due"}[c.Erase]}
		if err := a.print(p, done, func(w io.Writer) { fmt.Fprintln(w, r.ID, r.Day, done.Done) }); err != nil {
			return err
		}
	}
	return err
}

// escapeGlob takes the meaning out of a folder's signs.
func escapeGlob(s string) string {
	if os.PathSeparator == '\\' {
		return s
	}
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(s)
}
