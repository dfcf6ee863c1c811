package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"eclaire/consent/archive"
	"eclaire/consent/disk"
	"eclaire/consent/seal"
)

// keeper seals finished documents, stores them, and gets the time stamps that
// come late.
type keeper struct {
	sealer *sealer
	place  place
}

// place is where finished documents are kept.
type place interface {
	// put stores a document durably and reads it back. unstamped: it waits for its
	// time stamp, which no crash may forget.
	put(id string, pdf, session []byte, unstamped bool) error
	// stamp gets the time stamps of what waits for them, and tells how many it got
	// and how many are left. The first failure of the service ends it; err is why.
	stamp(ctx context.Context, stamper seal.Stamper) (done, left int, err error)
}

func newKeeper(p place, s *sealer) *keeper {
	return &keeper{place: p, sealer: s}
}

// seal seals a document.
func (k *keeper) seal(pdf []byte, finished time.Time) (file []byte, unstamped bool, err error) {
	return k.sealer.seal(pdf, finished)
}

// keep stores a document.
func (k *keeper) keep(id string, pdf, session []byte, unstamped bool) error {
	return k.place.put(id, pdf, session, unstamped)
}

// unavailable tells that there is no use in asking a service for more.
func unavailable(err error) bool {
	return errors.Is(err, seal.ErrStampUnreachable) || errors.Is(err, seal.ErrStampRefused)
}

// archivePlace keeps documents in the archive.
type archivePlace struct{ store *archive.Store }

func (a archivePlace) put(id string, pdf, session []byte, unstamped bool) error {
	put := a.store.Put
	if unstamped {
		put = a.store.PutUnstamped
	}
	_, err := put(context.Background(), id, pdf, session)
	return err
}

func (a archivePlace) stamp(ctx context.Context, stamper seal.Stamper) (done, left int, err error) {
	waiting, err := a.store.Unstamped(ctx)
	if err != nil {
		return 0, 0, err
	}
	for i, u := range waiting {
		if e := a.stampOne(ctx, stamper, u); e != nil {
			err = e
			left++
			if unavailable(e) {
				return done, left + len(waiting) - i - 1, err
			}
			continue
		}
		done++
	}
	return done, left, err
}

func (a archivePlace) stampOne(ctx context.Context, stamper seal.Stamper, u archive.Unstamped) error {
	ctx, stop := context.WithTimeout(ctx, stampTime)
	defer stop()
	token, room, err := seal.AskLate(ctx, stamper, u.Awaited)
	if err != nil {
		return err
	}
	return a.store.Stamp(ctx, u.ID, token, room)
}

// unstampedNote is the ending of an empty file beside a plain document whose time
// stamp is still to come.
const unstampedNote = ".unstamped"

// plainPlace keeps documents as plain files.
type plainPlace struct{ folder disk.Folder }

func newPlainPlace(dir string) plainPlace { return plainPlace{disk.Folder{Dir: dir}} }

// put writes the note that a document waits first, so that no crash forgets it.
func (p plainPlace) put(id string, pdf, session []byte, unstamped bool) error {
	if unstamped {
		if err := os.MkdirAll(p.folder.Dir, 0o700); err != nil {
			return disk.ErrFolder
		}
		if err := disk.WriteFile(filepath.Join(p.folder.Dir, id+unstampedNote), nil); err != nil {
			return err
		}
	}
	_, err := p.folder.Keep(id, pdf, session)
	return err
}

func (p plainPlace) stamp(ctx context.Context, stamper seal.Stamper) (done, left int, err error) {
	notes, _ := filepath.Glob(filepath.Join(escapeGlob(p.folder.Dir), "*"+unstampedNote)) // the pattern is well formed
	for i, note := range notes {
		if e := stampFile(ctx, strings.TrimSuffix(note, unstampedNote)+".pdf", stamper); e != nil {
			err = e
			left++
			if unavailable(e) {
				return done, left + len(notes) - i - 1, err
			}
			continue
		}
		if e := os.Remove(note); e != nil && !errors.Is(e, fs.ErrNotExist) {
			err = errors.New("a note beside a stamped document cannot be removed")
			left++
			continue
		}
		done++
	}
	return done, left, err
}
