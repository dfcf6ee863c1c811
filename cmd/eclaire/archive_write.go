package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/inspect"
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
	return change(p, a, c.ID, func(st *archive.Staff, id archive.ID) (string, error) {
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
	return change(p, a, c.ID, func(st *archive.Staff, id archive.ID) (string, error) {
		return "erased", st.Erase(p.ctx, id, c.Why)
	})
}

// changed is what a command prints of an entry that it changed.
type changed struct {
	ID   archive.ID `json:"id"`
	Done string     `json:"done"`
}

func change(p *program, a *archiveCmd, name string, do func(*archive.Staff, archive.ID) (string, error)) error {
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
	if err := st.Act(p.ctx, "prune", archive.ID{}, map[bool]string{true: "erase", false: "list"}[c.Erase]); err != nil {
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

type archiveImport struct {
	From   string `arg:"" help:"The folder with ID.pdf and ID.json." type:"path"`
	Remove bool   `help:"Remove each pair from the folder once it is in the archive."`
	Force  bool   `help:"Documents without a seal, too (of an earlier version)."`
}

// imported is what import prints of a pair.
type imported struct {
	Record string      `json:"record"`
	ID     *archive.ID `json:"id,omitempty"`
	Done   string      `json:"done"` // imported, there, refused
	Why    string      `json:"why,omitempty"`
}

func (c archiveImport) Run(p *program, a *archiveCmd) error {
	names, err := filepath.Glob(filepath.Join(escapeGlob(c.From), "*.json"))
	if err != nil {
		return err
	}
	if info, err := os.Stat(c.From); err != nil || !info.IsDir() {
		return fmt.Errorf("there is no folder %s", c.From)
	}
	s, err := a.open(p, writing)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.Note(p.ctx, "import", a.who(), ""); err != nil {
		return err
	}
	refused := 0
	for _, name := range names {
		if p.ctx.Err() != nil {
			return errors.New("stopped")
		}
		out, err := c.one(p, s, strings.TrimSuffix(name, ".json"))
		if err != nil {
			return err
		}
		if out.Done == "refused" {
			refused++
		}
		if err := a.print(p, out, func(w io.Writer) { fmt.Fprintln(w, strings.TrimRight(out.Record+"  "+out.Done+"  "+out.Why, " ")) }); err != nil {
			return err
		}
	}
	if refused > 0 {
		return fmt.Errorf("%d of %d documents were not taken", refused, len(names))
	}
	return nil
}

// one takes one pair in. Only what makes going on pointless is an error.
func (c archiveImport) one(p *program, s *archive.Store, path string) (imported, error) {
	out := imported{Record: filepath.Base(path), Done: "refused"}
	session, err1 := os.ReadFile(path + ".json")
	pdf, err2 := inspect.ReadFile(path + ".pdf")
	if err1 != nil || err2 != nil {
		out.Why = "one of the two files cannot be read"
		return out, nil
	}
	r, err := consent.ParseRecord(session)
	switch {
	case err != nil:
		out.Why = err.Error()
		return out, nil
	case r.ID != out.Record:
		out.Why = "the session is another than the name of the file says"
		return out, nil
	case !inspect.Sealed(pdf, session) && !c.Force:
		out.Why = "the document is not sealed, was changed, or carries another session"
		return out, nil
	}
	there, err := s.Has(p.ctx, r.ID)
	if err != nil {
		return out, err
	}
	if there {
		out.Done = "there"
		return out, nil // never removed unseen: it cannot be compared without the key
	}
	receipt, err := s.Put(p.ctx, r.ID, pdf, session)
	if err != nil {
		return out, err
	}
	out.ID, out.Done = &receipt.ID, "imported"
	if c.Remove {
		if err := errors.Join(os.Remove(path+".pdf"), os.Remove(path+".json")); err != nil {
			return out, fmt.Errorf("it is in the archive, but cannot be removed from the folder: %w", err)
		}
	}
	return out, nil
}

// escapeGlob takes the meaning out of a folder's signs.
func escapeGlob(s string) string {
	if os.PathSeparator == '\\' {
		return s
	}
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(s)
}
