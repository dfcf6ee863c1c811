package aside

import (
	"cmp"
	"slices"
	"time"

	"eclaire/consent"
)

// remembered is a session that is put by in memory.
type remembered struct {
	held  consent.Session
	texts []byte
	since time.Time
}

// remember puts a session by until the end of the day.
func (h *Shelf) remember(id ID, k Kept) (until time.Time, err error) {
	b, at, err := h.held(k.Session)
	if err != nil {
		return until, err
	}
	held, err := consent.ParseHeld(b)
	if err != nil {
		return until, err
	}
	h.memory[id] = remembered{held, k.Texts, at}
	return h.o.Now(), nil
}

// forgetEarlier forgets what is of an earlier day.
func (h *Shelf) forgetEarlier() {
	for id, r := range h.memory {
		if dayOf(r.since) < dayOf(h.o.Now()) {
			delete(h.memory, id)
		}
	}
}

func (h *Shelf) listMemory() []Entry {
	h.forgetEarlier()
	var out []Entry
	for id, r := range h.memory {
		k := r.held.Case
		out = append(out, Entry{ID: id, Name: k.FullName(), Born: k.BirthDate, Since: r.since, Until: r.since})
	}
	slices.SortFunc(out, func(a, b Entry) int {
		return cmp.Or(b.Since.Compare(a.Since), cmp.Compare(a.ID.String(), b.ID.String()))
	})
	return out
}

func (h *Shelf) takeMemory(id ID) (t Taken, err error) {
	h.forgetEarlier()
	r, ok := h.memory[id]
	if !ok {
		return t, ErrGone
	}
	delete(h.memory, id)
	return Taken{Session: r.held, Texts: r.texts}, nil
}
