package archive

import (
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"filippo.io/age"
	"golang.org/x/text/unicode/norm"

	"eclaire/consent"
	"eclaire/consent/archive/chain"
)

// Staff is the archive unlocked by somebody. What they do goes into the audit
// trail before it is done. Its methods give ErrLocked once it was locked, by
// Lock or after Options.OpenFor without use, by Options.Now and by the timer of
// the machine, whichever comes first.
type Staff struct {
	s     *Store
	who   string
	index index

	mu    sync.Mutex
	keys  []privateKey // nil: locked; the current one first
	word  chain.Signer // with which staff sign; none in format 1
	until time.Time    // when it locks unless it is used
	timer alarm
	found []chain.Finding // what unlocking noticed
}

// maxWords bounds what is typed into the audit trail.
const maxWords = 400

func checkWords(s string) (string, error) {
	s = strings.TrimSpace(norm.NFC.String(s))
	if err := consent.CheckText(s, maxWords); err != nil {
		return "", fmt.Errorf("this text is longer than %d characters or has characters that cannot be printed", maxWords)
	}
	return s, nil
}

// Unlock opens the archive for somebody, whose name the audit trail keeps.
// Errors: ErrPassphrase, a *WaitError after several of them, ErrKeyFile,
// ErrExchanged. It takes about a second, on purpose.
func (s *Store) Unlock(ctx context.Context, passphrase, who string) (*Staff, error) {
	who, err := checkWords(who)
	if err != nil {
		return nil, err
	}
	if who == "" {
		return nil, errors.New("the audit trail needs a name")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.readAgain(ctx); err != nil {
		return nil, s.storeError(err)
	}
	keys, err := s.tryKeys(ctx, passphrase)
	if err != nil {
		if errors.Is(err, ErrPassphrase) {
			_ = s.record(ctx, chain.Act{Action: "wrong passphrase", Who: who})
		}
		return nil, err
	}
	i := slices.IndexFunc(keys, func(k privateKey) bool { return k.public == s.plain.Recipient })
	if i < 0 {
		return nil, ErrExchanged
	}
	keys[0], keys[i] = keys[i], keys[0]
	st := &Staff{s: s, who: who, keys: keys}
	if err := st.prove(ctx); err != nil {
		return nil, err
	}
	if err := s.record(ctx, chain.Act{Action: "unlock", Who: who}); err != nil {
		return nil, err
	}
	if s.staff != nil {
		_ = s.staff.saveIndexLocked()
		s.staff.forget()
	}
	st.until = s.o.Now().Add(s.o.OpenFor)
	st.timer = s.o.after(s.o.OpenFor, func() {
		_ = st.saveIndex()
		st.forget()
	})
	s.staff = st
	return st, nil
}

// Locked tells whether the unlocking is over. Asking is no use of the archive:
// the time until it locks goes on.
func (st *Staff) Locked() bool {
	st.mu.Lock()
	defer st.mu.Unlock()
	return st.keys == nil
}

// Lock ends the unlocking, if there is one.
func (s *Store) Lock() {
	s.mu.Lock()
	st := s.staff
	s.staff = nil
	s.mu.Unlock()
	if st != nil {
		_ = st.saveIndex()
		st.forget()
	}
}

// Lock ends the unlocking.
func (st *Staff) Lock() {
	_ = st.saveIndex()
	st.forget()
	st.s.mu.Lock()
	defer st.s.mu.Unlock()
	if st.s.staff == st {
		st.s.staff = nil
	}
}

func (st *Staff) forget() {
	st.mu.Lock()
	st.timer.Stop()
	st.keys, st.word = nil, chain.Signer{}
	st.mu.Unlock()
	st.index.clear()
}

// use gives the keys for one act and lets the time until locking begin again.
func (st *Staff) use() ([]age.Identity, error) {
	st.mu.Lock()
	now := st.s.o.Now()
	late := !now.Before(st.until) // the timer may be late: it stands still while the machine sleeps
	if st.keys == nil || late {
		st.mu.Unlock()
		st.forget()
		return nil, ErrLocked
	}
	defer st.mu.Unlock()
	st.until = now.Add(st.s.o.OpenFor)
	st.timer.Reset(st.s.o.OpenFor)
	out := make([]age.Identity, len(st.keys))
	for i, k := range st.keys {
		out[i] = k
	}
	return out, nil
}

// private gives the private keys, the current one first, and the key with which staff sign
// (none in format 1).
func (st *Staff) private() (keys []privateKey, word chain.Signer, err error) {
	st.mu.Lock()
	defer st.mu.Unlock()
	if len(st.keys) == 0 {
		return nil, chain.Signer{}, ErrLocked
	}
	return slices.Clone(st.keys), st.word, nil
}

// DayKey derives the key of a day's list of prepared cases (package waiting)
// from the private key: 32 bytes, the same on every machine of the clinic. Who
// has it can read that day's list and nothing else.
func (st *Staff) DayKey(day string) ([]byte, error) {
	if _, err := st.use(); err != nil {
		return nil, err
	}
	keys, _, err := st.private()
	if err != nil {
		return nil, err
	}
	return hkdf.Key(sha256.New, []byte(keys[0].text), nil, "eclaire prepared cases 1 "+day, 32)
}

// Act notes something that the caller lets staff do with the archive, such as
// printing.
func (st *Staff) Act(ctx context.Context, action string, entry chain.ID, detail string) error {
	if _, err := st.use(); err != nil {
		return err
	}
	st.s.mu.Lock()
	defer st.s.mu.Unlock()
	return st.s.record(ctx, chain.Act{Action: action, Who: st.who, Entry: entry, Detail: detail})
}

// ErrErased says that the content of an entry was erased.
var ErrErased = errors.New("this entry was erased")

// ErrDamaged says that the content of an entry is not what was written.
var ErrDamaged = errors.New("the content of this entry is missing or not what was written: run verify")

// ErrNoEntry says that there is no such entry.
var ErrNoEntry = errors.New("there is no such entry in the archive")

// Open reads one document. action is what for, as the audit trail says it:
// "show", "print", "export".
func (st *Staff) Open(ctx context.Context, id chain.ID, action string) (chain.Document, error) {
	if err := st.Act(ctx, action, id, ""); err != nil {
		return chain.Document{}, err
	}
	return st.read(ctx, id)
}

func (st *Staff) read(ctx context.Context, id chain.ID) (d chain.Document, err error) {
	keys, err := st.use()
	if err != nil {
		return d, err
	}
	if f, ok := st.index.elsewhere(id); ok {
		return st.readFar(ctx, keys, f)
	}
	r := st.s.read()
	var p chain.Parcel
	if f, seq, ok := st.index.stray(id); ok {
		p, err = f.stray(ctx, id, seq)
	} else if f, e, findErr := r.find(ctx, id); findErr != nil {
		return d, findErr
	} else {
		p, err = r.parcel(ctx, f, e.Seq)
	}
	switch {
	case err != nil:
		return d, st.s.storeError(err)
	case p.Entry.Kind != chain.KindConsent:
		return d, ErrNoEntry
	case p.Damaged:
		return d, ErrDamaged
	case p.Head == nil:
		return d, ErrErased
	}
	return r.open(ctx, keys, p)
}

// Trace is one line of the audit trail with its entry.
type Trace struct {
	Entry chain.Entry `json:"entry"`
	Act   chain.Act   `json:"act"`
}

// Trail reads the audit trail in order: all of it, or that of one entry.
func (st *Staff) Trail(ctx context.Context, of chain.ID, visit func(Trace) error) error {
	keys, err := st.use()
	if err != nil {
		return err
	}
	return st.s.read().each(ctx, func(f *file, e chain.Entry) error {
		if e.Kind == chain.KindConsent || e.Kind == chain.KindRekey {
			return nil
		}
		if _, err := st.use(); err != nil {
			return err
		}
		p, err := f.headOf(ctx, e)
		if err != nil || p.Head == nil {
			return nil // told by Verify
		}
		h, err := p.Inside(keys)
		if err != nil || h.Act == nil {
			return nil
		}
		if of != (chain.ID{}) && h.Act.Entry != of && e.Refers != of {
			return nil
		}
		return visit(Trace{e, *h.Act})
	})
}

// Note writes into the audit trail what was done with the archive without
// unlocking it.
func (s *Store) Note(ctx context.Context, action, who, detail string) error {
	who, err1 := checkWords(who)
	detail, err2 := checkWords(detail)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.record(ctx, chain.Act{Action: action, Who: who, Detail: detail})
}
