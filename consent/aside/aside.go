// Package aside keeps the sessions that are put by, and the one that is going on: one
// file each beside the archive, encrypted to its key, until the session is finished or
// its day has come. Writing needs no passphrase; reading needs the archive unlocked. It
// must never send a session anywhere, keep one past its day, or write anything of it that
// is not encrypted. Without an archive sessions are in memory alone, until the day is
// over.
//
// A file's name holds chance, the day of its erasing and its state. The states follow
// each other by renaming, which one program alone can do:
//
//	going on (now) → put by (by) ⇄ going on, or interrupted (cut) → going on
package aside

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
)

// ID names a session by chance alone.
type ID = chain.ID

// The reasons why a session cannot be taken up. Besides, there are archive.ErrLocked,
// archive.ErrEarlierKey, and those of writing (archive.ErrStore, archive.ErrFolder).
var (
	ErrGone    = errors.New("there is no such session: it was finished or erased")
	ErrTaken   = errors.New("somebody else has just taken this session up")
	ErrDamaged = errors.New("the file of this session is damaged: restore it from a backup")
	ErrNewer   = errors.New("a newer version of the program put this session by: update this one")
	ErrPast    = errors.New("the day until which this session was kept is over")
)

// Options are what a Shelf needs of the world.
type Options struct {
	Now  func() time.Time // nil: time.Now
	Days int              // how long a session that was put by is kept; 0: 30
}

func (o Options) filled() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Days == 0 {
		o.Days = 30
	}
	return o
}

// Kept is what is kept of a session.
type Kept struct {
	Session consent.Session
	Texts   []byte // with which it was read, for whoever can read them; nil is fine
	Record  string // id of the document that is being made of it; "" for none
}

// Shelf is where the sessions lie. Its methods may be called from several goroutines.
type Shelf struct {
	o     Options
	store *archive.Store // nil: in memory

	mu     sync.Mutex
	memory map[ID]remembered
	gone   map[ID]bool // finished, put by or erased: what comes late is not written
	noted  map[ID]bool // the trail says that it was erased
	told   map[[32]byte]bool
}

// Open gives the sessions beside an archive. Those that were going on when the program
// ended are interrupted now; those whose day has come are erased.
func Open(ctx context.Context, store *archive.Store, o Options) (*Shelf, error) {
	h := &Shelf{o: o.filled(), store: store, gone: map[ID]bool{}, noted: map[ID]bool{}, told: map[[32]byte]bool{}}
	files := h.files()
	for _, f := range files {
		if f.state != goingOn {
			continue
		}
		if slices.ContainsFunc(files, func(o file) bool { return o.id == f.id && o.state == putBy }) { // stopped just after
			_ = os.Remove(h.path(f))
			continue
		}
		if err := os.Rename(h.path(f), h.path(f.in(interrupted))); err != nil {
			return nil, fmt.Errorf("%w: the sessions that were put by", disk.ErrFolder)
		}
	}
	_ = h.Sweep(ctx) // what cannot be erased now is tried again
	return h, nil
}

// InMemory gives a place for a machine without an archive.
func InMemory(o Options) *Shelf {
	return &Shelf{o: o.filled(), memory: map[ID]remembered{}, gone: map[ID]bool{}}
}

// Durable tells whether sessions outlive the program.
func (h *Shelf) Durable() bool { return h.store != nil }

// NewID names a session that begins.
func NewID() ID {
	var id ID
	_, _ = rand.Read(id[:]) // never fails
	return id
}

// Save writes the session that is going on, in the place of what was written of it
// before. Of one that is going on no more nothing is written. Calls for one session must
// not overlap. It does nothing in memory.
func (h *Shelf) Save(id ID, k Kept) error {
	if h.store == nil {
		return nil
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.gone[id] {
		return nil
	}
	return h.write(goingOn, id, k)
}

// Lay puts the session by, and tells until when it is kept. It can be called again after
// an error.
func (h *Shelf) Lay(id ID, k Kept) (until time.Time, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.store == nil {
		return h.remember(id, k)
	}
	if err := h.write(putBy, id, k); err != nil {
		return time.Time{}, err
	}
	h.gone[id] = true
	h.drop(id, goingOn)
	return h.until(), nil
}

// until is the day of erasing of what is put by now.
func (h *Shelf) until() time.Time { return h.o.Now().AddDate(0, 0, h.o.Days) }

// Drop erases what is kept of the session that is going on: its document is stored, or
// staff have ended it.
func (h *Shelf) Drop(id ID) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.gone[id] = true
	if h.store != nil {
		h.drop(id, goingOn)
	}
}

// drop removes the files of a session that are in a state.
func (h *Shelf) drop(id ID, in state) {
	for _, f := range h.files() {
		if f.id == id && f.state == in {
			_ = os.Remove(h.path(f))
		}
	}
}

// held writes a session as it is held now. Where the clock was set back, it is held as
// of when it went on: no sitting ends before it began.
func (h *Shelf) held(s consent.Session) ([]byte, time.Time, error) {
	at := h.o.Now()
	if n := len(s.Moments); n > 0 {
		for _, t := range []time.Time{s.Moments[n-1].Began, s.Moments[n-1].Met} {
			if at.Before(t) {
				at = t
			}
		}
	}
	b, err := s.Hold(at)
	return b, at, err
}

// write puts a session into a file of a state, whole or not at all.
func (h *Shelf) write(in state, id ID, k Kept) error {
	session, at, err := h.held(k.Session)
	if err != nil {
		return err
	}
	e := envelope{Version: version, Saved: at, Record: k.Record, Session: session}
	if e.Texts, err = h.keepTexts(k.Texts); err != nil {
		return err
	}
	plain, err := json.Marshal(e)
	if err != nil {
		return err
	}
	b, err := h.store.Encrypt(id, plain)
	if err != nil {
		return err
	}
	f := file{id: id, day: dayOf(h.until()), state: in}
	if err := h.store.Write(f.name(), b); err != nil {
		return err
	}
	for _, old := range h.files() { // of an earlier day
		if old.id == id && old.state == in && old.day != f.day {
			_ = os.Remove(h.path(old))
		}
	}
	return nil
}

// keepTexts keeps the texts once, by their digest.
func (h *Shelf) keepTexts(b []byte) (digest string, err error) {
	if len(b) == 0 {
		return "", nil
	}
	sum := sha256.Sum256(b)
	digest = hex.EncodeToString(sum[:])
	name := strings.Replace(archive.TextsName, "*", digest, 1)
	if h.told[sum] {
		return digest, nil
	}
	if there, err := os.ReadFile(filepath.Join(h.store.Dir(), name)); err != nil || sha256.Sum256(there) != sum {
		if err := h.store.Write(name, b); err != nil {
			return "", err
		}
	}
	h.told[sum] = true
	return digest, nil
}

// texts gives texts by their digest, nil where they are not to be had.
func (h *Shelf) texts(digest string) []byte {
	if len(digest) != 2*sha256.Size || strings.Trim(digest, "0123456789abcdef") != "" {
		return nil
	}
	b, err := os.ReadFile(filepath.Join(h.store.Dir(), strings.Replace(archive.TextsName, "*", digest, 1)))
	if sum := sha256.Sum256(b); err != nil || hex.EncodeToString(sum[:]) != digest {
		return nil
	}
	return b
}

// Count tells without a passphrase how many sessions were put by and how many were
// interrupted.
func (h *Shelf) Count() (laid, cut int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.store == nil {
		h.forgetEarlier()
		return len(h.memory), 0
	}
	for _, f := range h.files() {
		switch f.state {
		case putBy:
			laid++
		case interrupted:
			cut++
		}
	}
	return laid, cut
}

// Sweep erases sessions whose day has come, with a line in the archive's audit trail. What
// cannot be erased is tried again by the next call.
func (h *Shelf) Sweep(ctx context.Context) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.store == nil {
		h.forgetEarlier()
		return nil
	}
	var failed []error
	for _, f := range h.files() {
		if f.state == goingOn || !f.past(h.o.Now()) {
			continue
		}
		if err := h.erase(ctx, f, "the day of erasing"); err != nil {
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}

// erase says in the trail that a session is erased, once, and erases it.
func (h *Shelf) erase(ctx context.Context, f file, why string) error {
	if !h.noted[f.id] {
		if err := h.store.Note(ctx, "erase put by", "kiosk", f.id.String()+": "+why); err != nil {
			return err
		}
		h.noted[f.id] = true
	}
	if err := os.Remove(h.path(f)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: a session that was put by", disk.ErrFolder)
	}
	return nil
}
