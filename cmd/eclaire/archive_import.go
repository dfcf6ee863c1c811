package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
	"eclaire/consent/inspect"
	"eclaire/consent/seal"
)

type archiveImport struct {
	From   string `arg:"" help:"The folder with ID.pdf and ID.json, or with sealed documents alone: the record is inside." type:"path"`
	Remove bool   `help:"Remove each document from the folder once it is in the archive."`
	Force  bool   `help:"Documents without a seal, too (of an earlier version), with their session file."`
}

// imported is what import prints of a document.
type imported struct {
	Record string    `json:"record"`
	ID     *chain.ID `json:"id,omitempty"`
	Done   string    `json:"done"` // imported, there, refused
	Why    string    `json:"why,omitempty"`
}

func (c archiveImport) Run(p *program, a *archiveCmd) error {
	names, err := toImport(c.From)
	if err != nil {
		return err
	}
	s, err := a.open(p, writing)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.CheckKeyFile(); err != nil {
		return fmt.Errorf("nothing was taken, since nobody could read it: %w (set a passphrase with: eclaire archive recover)", err)
	}
	if err := s.Note(p.ctx, "import", a.who(), ""); err != nil {
		return err
	}
	refused := 0
	for _, name := range names {
		if p.ctx.Err() != nil {
			return errors.New("stopped")
		}
		out, err := c.one(p, s, name)
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

// toImport lists the documents and session files of a folder by their names
// without the ending, each once.
func toImport(dir string) ([]string, error) {
	there, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no folder %s", dir)
	}
	if err != nil {
		return nil, fmt.Errorf("the folder cannot be read: %w", err)
	}
	var names []string
	for _, f := range there {
		if ext := filepath.Ext(f.Name()); ext == ".json" || ext == ".pdf" {
			names = append(names, filepath.Join(dir, strings.TrimSuffix(f.Name(), ext)))
		}
	}
	slices.Sort(names)
	if names = slices.Compact(names); len(names) == 0 {
		return nil, fmt.Errorf("there is nothing to import in %s: no document (.pdf) and no session file (.json)", dir)
	}
	return names, nil
}

// one takes one document in. Only what makes going on pointless is an error.
func (c archiveImport) one(p *program, s *archive.Store, path string) (imported, error) {
	out := imported{Record: filepath.Base(path), Done: "refused"}
	r, pdf, session, why := c.read(path)
	if why != "" {
		out.Why = why
		return out, nil
	}
	out.Record = r.ID
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
		err := os.Remove(path + ".json")
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		if err := errors.Join(os.Remove(path+".pdf"), err); err != nil {
			return out, fmt.Errorf("it is in the archive, but cannot be removed from the folder: %w", err)
		}
	}
	return out, nil
}

// read reads a document with its session file or, where there is none, with the
// record inside. why says in words why it is not taken.
func (c archiveImport) read(path string) (r consent.Record, pdf, session []byte, why string) {
	session, err := os.ReadFile(path + ".json")
	alone := errors.Is(err, fs.ErrNotExist)
	if err != nil && !alone {
		return r, nil, nil, "the session file cannot be read"
	}
	if pdf, err = inspect.ReadFile(path + ".pdf"); errors.Is(err, fs.ErrNotExist) {
		return r, nil, nil, "there is no document (.pdf) beside the session file"
	} else if err != nil {
		return r, nil, nil, "the document cannot be read"
	}
	if alone {
		if session, why = inside(pdf); why != "" {
			return r, nil, nil, why
		}
	}
	r, err = consent.ParseRecord(session)
	switch {
	case err != nil:
		return r, nil, nil, err.Error()
	case !alone && r.ID != filepath.Base(path):
		return r, nil, nil, "the session is another than the name of the file says"
	case !inspect.Sealed(pdf, session) && (alone || !c.Force):
		return r, nil, nil, "the document is not sealed, was changed, or carries another session"
	}
	return r, pdf, session, ""
}

// inside gives the session file of the record that a sealed document carries.
func inside(pdf []byte) (session []byte, why string) {
	if !isDocument(pdf) {
		return nil, "this is no PDF"
	}
	text := seal.Verify(pdf, seal.Trust{}).Record
	if text == nil {
		return nil, "there is no session file beside it, and no record inside"
	}
	r, err := consent.ParseCanonical(text)
	if err != nil {
		return nil, err.Error()
	}
	if session, err = r.Marshal(); err != nil {
		return nil, err.Error()
	}
	return session, ""
}
