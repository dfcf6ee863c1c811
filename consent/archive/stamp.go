package archive

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"filippo.io/age"

	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
	"eclaire/consent/seal"
)

// An entry never changes, and the kiosk cannot read it: a time stamp that comes
// late is an entry of its own. What it has to cover was noted, in the clear, with
// the document: digests, which tell nothing. Whoever opens the document gets it
// with its stamp.

// awaitsNote begins the note of a consent whose time stamp is still to come.
const awaitsNote = "awaits"

// PutUnstamped is Put for a document that was sealed without the time stamp that
// was wanted: it is listed by Unstamped until Stamp brings the stamp.
func (s *Store) PutUnstamped(ctx context.Context, record string, pdf, session []byte) (Receipt, error) {
	awaited, err := seal.Await(pdf)
	if err != nil {
		return Receipt{}, fmt.Errorf("%w: %w", disk.ErrStore, err)
	}
	note := awaitsNote
	for _, a := range awaited {
		note += fmt.Sprintf(" %d:%x", a.Room, a.Digest)
	}
	return s.put(ctx, record, pdf, session, note)
}

func parseAwaited(note string) (out []seal.Awaited, ok bool) {
	words := strings.Fields(note)
	if len(words) < 2 || words[0] != awaitsNote {
		return nil, false
	}
	for _, w := range words[1:] {
		var a seal.Awaited
		var digits string
		if n, err := fmt.Sscanf(w, "%d:%s", &a.Room, &digits); n != 2 || err != nil {
			return nil, false
		}
		b, err := hex.DecodeString(digits)
		if err != nil || copy(a.Digest[:], b) != len(a.Digest) || len(b) != len(a.Digest) || a.Room <= 0 {
			return nil, false
		}
		out = append(out, a)
	}
	return out, true
}

// Unstamped is a document that waits for its time stamp.
type Unstamped struct {
	ID      chain.ID
	Awaited []seal.Awaited
}

// Unstamped lists the documents that wait for their time stamp, the oldest first.
func (s *Store) Unstamped(ctx context.Context) ([]Unstamped, error) {
	var out []Unstamped
	done := map[chain.ID]bool{}
	for _, f := range s.read().files {
		found, err := f.unstamped(ctx, done)
		if err != nil {
			return nil, s.storeError(err)
		}
		out = append(out, found...)
	}
	left := out[:0]
	for _, u := range out {
		if !done[u.ID] {
			left = append(left, u)
		}
	}
	return left, nil
}

// unstamped gives the consents of a file with a note, and notes in done which
// have their stamp or were erased.
func (f *file) unstamped(ctx context.Context, done map[chain.ID]bool) (out []Unstamped, err error) {
	rows, err := f.r.QueryContext(ctx, "SELECT id, kind, refers, note FROM entry WHERE kind IN (?, ?) OR kind = ? AND note LIKE ? ORDER BY seq",
		string(chain.KindStamp), string(chain.KindTombstone), string(chain.KindConsent), awaitsNote+" %")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id, refers []byte
		var kind chain.Kind
		var note string
		if err := rows.Scan(&id, &kind, &refers, &note); err != nil {
			return nil, err
		}
		var at chain.ID
		if kind != chain.KindConsent {
			copy(at[:], refers)
			done[at] = true
		} else if a, ok := parseAwaited(note); ok {
			copy(at[:], id)
			out = append(out, Unstamped{at, a})
		}
	}
	return out, rows.Err()
}

// Stamp keeps the time stamp that seal.AskLate got for a document of Unstamped.
func (s *Store) Stamp(ctx context.Context, id chain.ID, token []byte, room int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.o.ReadOnly {
		return ErrReadOnly
	}
	d, err := s.auditDraft(chain.Act{Action: "stamp", Who: "kiosk", At: s.o.Now(), Entry: id})
	if err != nil {
		return fmt.Errorf("%w: %w", disk.ErrStore, err)
	}
	d.kind, d.refers = chain.KindStamp, id
	if d.body, err = s.seal(chain.MagicStamp, d.id, fmt.Append(nil, room), token); err != nil {
		return fmt.Errorf("%w: %w", disk.ErrStore, err)
	}
	_, err = s.append(ctx, nil, d)
	return err
}

// errStamp says that a stamp is there, but does not fit its document.
var errStamp = errors.New("the time stamp of this entry cannot be read or belongs to another document")

// stamped gives a document with its late time stamp, if there is one.
func (r reader) stamped(ctx context.Context, keys []age.Identity, id chain.ID, pdf []byte) ([]byte, error) {
	said, _ := r.about(ctx, id, chain.KindStamp) // where it is damaged, the document is whole without it
	for _, e := range said {
		i := slices.IndexFunc(r.files, func(f *file) bool { return f.n == e.File })
		p, err := r.files[i].parcel(ctx, e.Seq) // about saw it there
		if err != nil || p.Head == nil {
			continue
		}
		out, err := placeStamp(p, keys, pdf)
		if err != nil {
			return pdf, errStamp
		}
		return out, nil
	}
	return pdf, nil
}

// stamped gives a document with the time stamp of an entry.
func placeStamp(p chain.Parcel, keys []age.Identity, pdf []byte) ([]byte, error) {
	parts, err := chain.OpenPart(keys, chain.MagicStamp, p.Entry.ID, p.Body, p.Entry.BodyText, 2)
	if err != nil {
		return nil, err
	}
	var room int
	if _, err := fmt.Sscan(string(parts[0]), &room); err != nil {
		return nil, errStamp
	}
	return seal.PlaceLate(pdf, parts[1], room)
}
