package aside

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"
	"time"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
)

// Entry is a session that can be taken up, or the reason why it cannot.
type Entry struct {
	ID          ID
	Name        string // of the patient
	Born        consent.Date
	Since       time.Time // it was put by, or last written
	Until       time.Time // the last day on which it is kept
	Interrupted bool
	Err         error // why it cannot be read; then nothing else of the patient is known
}

// Taken is a session that was taken up: it is going on again under the same id.
type Taken struct {
	Session consent.Session
	Texts   []byte // with which it was read; nil where they are not to be had
	Record  string
}

// opened is a file with what is in it.
type opened struct {
	file
	envelope
	held consent.Session
}

// List gives the sessions that were put by or interrupted, the latest first. st is the
// archive unlocked, nil in memory. A session of which a document was stored after it was
// last written is finished: it is erased and not listed.
func (h *Shelf) List(ctx context.Context, st *archive.Staff) ([]Entry, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.store == nil {
		return h.listMemory(), nil
	}
	if st == nil || st.Locked() {
		return nil, archive.ErrLocked
	}
	var out []Entry
	for _, f := range h.files() {
		if f.state == goingOn || f.past(h.o.Now()) {
			continue
		}
		e, ok, err := h.entry(ctx, st, f)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b Entry) int {
		return cmp.Or(b.Since.Compare(a.Since), cmp.Compare(a.ID.String(), b.ID.String()))
	})
	return out, nil
}

// entry reads one; false: it is finished.
func (h *Shelf) entry(ctx context.Context, st *archive.Staff, f file) (Entry, bool, error) {
	e := Entry{ID: f.id, Until: f.until(), Interrupted: f.state == interrupted}
	o, err := h.open(st, f)
	switch {
	case errors.Is(err, archive.ErrLocked):
		return e, false, err
	case errors.Is(err, ErrGone): // just taken
		return e, false, nil
	case err != nil:
		e.Err = err
		return e, true, nil
	}
	if o.Record != "" {
		if done, err := h.store.Has(ctx, o.Record); err == nil && done {
			return e, false, h.erase(ctx, f, "its document is stored")
		}
	}
	k := o.held.Case
	e.Name, e.Born, e.Since = k.FullName(), k.BirthDate, o.Saved
	return e, true, nil
}

// open reads a file.
func (h *Shelf) open(st *archive.Staff, f file) (o opened, err error) {
	b, err := os.ReadFile(h.path(f))
	if errors.Is(err, fs.ErrNotExist) {
		return o, ErrGone
	}
	if err != nil {
		return o, ErrDamaged
	}
	plain, err := st.Decrypt(f.id, b)
	if errors.Is(err, archive.ErrBeside) {
		return o, ErrDamaged
	}
	if err != nil {
		return o, err
	}
	o.file = f
	if o.envelope, err = parseEnvelope(plain); err != nil {
		return o, err
	}
	o.held, err = consent.ParseHeld(o.Session)
	switch {
	case errors.Is(err, consent.ErrNewerRecord):
		return o, ErrNewer
	case errors.Is(err, consent.ErrOlderHeld):
		return o, err
	case err != nil:
		return o, ErrDamaged
	}
	return o, nil
}

// Take takes a session up: it is going on again, and nobody else can take it. st is the
// archive unlocked, nil in memory. After an error everything is as it was. It notes in the
// trail who did it.
func (h *Shelf) Take(ctx context.Context, st *archive.Staff, id ID) (t Taken, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.store == nil {
		return h.takeMemory(id)
	}
	if st == nil {
		return t, archive.ErrLocked
	}
	f, err := h.find(id)
	if err != nil {
		return t, err
	}
	if f.past(h.o.Now()) {
		return t, ErrPast
	}
	o, err := h.open(st, f)
	if errors.Is(err, ErrGone) {
		err = ErrTaken // it was there just now
	}
	if err != nil {
		return t, err
	}
	if err := st.Act(ctx, "take up", chain.ID{}, id.String()); err != nil {
		return t, err
	}
	if err := h.claim(f); err != nil {
		return t, err
	}
	delete(h.gone, id)
	return Taken{o.held, h.texts(o.Texts), o.Record}, nil
}

// find gives the file in which a session waits.
func (h *Shelf) find(id ID) (file, error) {
	err := ErrGone
	for _, f := range h.files() {
		switch {
		case f.id != id:
		case f.state == goingOn:
			err = ErrTaken
		default:
			return f, nil
		}
	}
	return file{}, err
}

// claim makes a waiting session the one that is going on. One alone succeeds.
func (h *Shelf) claim(f file) error {
	err := os.Rename(h.path(f), h.path(f.in(goingOn)))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ErrTaken
	case err != nil:
		return disk.ErrFolder
	}
	return nil
}

// PutBack undoes Take, for a session that could not go on.
func (h *Shelf) PutBack(id ID, t Taken) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.store == nil {
		h.memory[id] = remembered{held: t.Session, texts: t.Texts, since: h.o.Now()}
		return
	}
	for _, f := range h.files() {
		if f.id == id && f.state == goingOn {
			_ = os.Rename(h.path(f), h.path(f.in(putBy)))
		}
	}
	h.gone[id] = true
}

// Erase erases a session, with a line in the trail that says who did it.
func (h *Shelf) Erase(ctx context.Context, st *archive.Staff, id ID) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.store == nil {
		delete(h.memory, id)
		return nil
	}
	if st == nil {
		return archive.ErrLocked
	}
	if _, err := h.find(id); err != nil {
		return err
	}
	if err := st.Act(ctx, "erase put by", chain.ID{}, id.String()); err != nil {
		return err
	}
	h.gone[id] = true
	h.drop(id, putBy)
	h.drop(id, interrupted)
	if _, err := h.find(id); err == nil {
		return disk.ErrFolder
	}
	return nil
}
