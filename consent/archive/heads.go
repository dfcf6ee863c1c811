package archive

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
)

// SignHead signs a place that the chain has reached. Without a key, as in format 1, or
// where the place has no hash, ok is false.
func (s *Store) SignHead(at chain.Position) (h chain.Head, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kiosk.None() || at.Hash == (chain.Hash{}) {
		return h, false
	}
	h = chain.Head{Archive: s.plain.Archive, At: at, Day: chain.DayOf(s.o.Now())}
	h.Sign = s.kiosk.Sign(chain.SignsHead, h.Archive[:], []byte(h.At.String()), []byte(h.Day))
	return h, true
}

// Lacks tells that the chain does not hold a place: nothing stands there, or something
// else. What cannot be read now is not said to be missing, nor is what another program
// appended since a store that is read only was opened.
func (s *Store) Lacks(ctx context.Context, at chain.Position) bool {
	for _, f := range s.read().files {
		if f.n == at.File {
			e, err := f.entry(ctx, at.Seq)
			return errors.Is(err, sql.ErrNoRows) || err == nil && e.Hash != at.Hash
		}
	}
	_, err := os.Stat(filePath(s.dir, at.File))
	return errors.Is(err, fs.ErrNotExist)
}

// headsFile keeps the newest head of each other archive of the clinic that was seen on
// the server.
const headsFile = "heads.json"

// SeenHeads gives what NoteHeads noted.
func (s *Store) SeenHeads() (map[chain.ID]chain.Head, error) {
	seen := map[chain.ID]chain.Head{}
	b, err := s.o.Disk.Read(filepath.Join(s.dir, headsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return seen, nil
	}
	if err != nil {
		return seen, fmt.Errorf("%w: %w", disk.ErrFolder, disk.Cause(err))
	}
	var list []chain.Head
	if err := json.Unmarshal(b, &list); err != nil {
		return seen, fmt.Errorf("%s is damaged: %w", headsFile, err)
	}
	for _, h := range list {
		seen[h.Archive] = h
	}
	return seen, nil
}

// NoteHeads notes heads of other archives. None takes the place of a newer one.
func (s *Store) NoteHeads(heads []chain.Head) error {
	if s.o.ReadOnly {
		return ErrReadOnly
	}
	seen, _ := s.SeenHeads() // a damaged file is written anew
	changed := false
	for _, h := range heads {
		was, there := seen[h.Archive]
		h.Name = cmp.Or(h.Name, was.Name)
		if !there || h.Newer(was) || h.At == was.At && h.Name != was.Name {
			seen[h.Archive], changed = h, true
		}
	}
	if !changed {
		return nil
	}
	return s.writeHeads(seen)
}

// forgetHead lets an archive that is gone for good be missed no more.
func (s *Store) forgetHead(of chain.ID) error {
	seen, err := s.SeenHeads()
	if err != nil {
		return err
	}
	delete(seen, of)
	return s.writeHeads(seen)
}

func (s *Store) writeHeads(seen map[chain.ID]chain.Head) error {
	list := slices.SortedFunc(maps.Values(seen), func(a, b chain.Head) int { return slices.Compare(a.Archive[:], b.Archive[:]) })
	b, err := json.MarshalIndent(list, "", "\t")
	if err != nil {
		return err
	}
	return disk.Write(s.o.Disk, filepath.Join(s.dir, headsFile), append(b, '\n'))
}

// KeepFinding writes into the chain what was found elsewhere, until staff acknowledge it.
func (s *Store) KeepFinding(ctx context.Context, f chain.Finding) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.keepFindings(ctx, []chain.Finding{f})
}

// Erased gives the ids, of those that parcels are or refer to, whose content another place
// may remove too: staff erased them, by a key that an unlocking at this kiosk proved.
func (s *Store) Erased(ctx context.Context, parcels []chain.Parcel) (out []chain.ID) {
	r := s.read()
	if r.plain.Format > 1 && !r.trust.Proved {
		return nil
	}
	for _, p := range parcels {
		switch e := p.Entry; {
		case e.Kind == chain.KindTombstone && r.counts(e):
			out = append(out, e.Refers)
		case e.Kind == chain.KindConsent && r.erased(ctx, e.ID):
			out = append(out, e.ID)
		}
	}
	return out
}
