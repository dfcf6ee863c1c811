// Package waiting keeps the cases that nurses prepare ahead: one encrypted file
// a case, until the patient has come or the day is over. It must never keep a
// case past its day, nor write anything of it that is not encrypted.
//
// The key is the day's own and never lies on a disk: staff open the list once a
// day on each machine with the archive's passphrase, from whose private key the
// day's is derived (see archive.Staff.DayKey). It stays in memory until the day
// is over or the program ends. All kiosks of a clinic derive the same one, so
// that a case prepared at a desk can be started at any kiosk, through a Shared
// place that cannot read it.
package waiting

import (
	"cmp"
	"context"
	"crypto/cipher"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/crypto/chacha20poly1305"

	"eclaire/consent"
	"eclaire/consent/disk"
)

// ID names a case by chance alone.
type ID [16]byte

func (id ID) String() string { return hex.EncodeToString(id[:]) }

// Case is a prepared case.
type Case struct {
	ID       ID
	Code     string // six digits, which only the patient and the staff know
	Prepared time.Time
	Form     consent.Form // empty if the case is Strange
	// Strange: another version of the program prepared it, so that its form cannot be
	// read. It can be seen and removed, not used (ErrVersion).
	Strange bool
}

// Name gives the patient's name as the nurse typed it.
func (c Case) Name() string {
	return strings.TrimSpace(c.Form.Texts[consent.FieldBirthName] + " " + c.Form.Texts[consent.FieldFirstNames])
}

// Shared is a place that all kiosks of a clinic reach. It sees days, ids and
// encrypted bytes. Its methods return after a few seconds at most.
type Shared interface {
	Put(ctx context.Context, day string, id [16]byte, encrypted []byte) error
	All(ctx context.Context, day string) (map[[16]byte][]byte, error)
	Remove(ctx context.Context, id [16]byte) error
	// Sweep removes what is of an earlier day.
	Sweep(ctx context.Context, day string) error
}

// The reasons why there is no case.
var (
	ErrLocked = errors.New("the list of prepared cases is not open: staff open it once a day with the archive's passphrase")
	ErrNoCode = errors.New("no prepared case has this code")
	ErrTwice  = errors.New("two prepared cases have this code: start from the list")
	ErrNoCase = errors.New("this case is not on the list any more")
	// ErrVersion: nothing is wrong with the case. It stays where it is, for a kiosk
	// with the version that prepared it, until its day is over.
	ErrVersion = errors.New("another version of the program prepared this case: start it at a kiosk with that version, or prepare it anew")
)

// Options are what a List needs of the world.
type Options struct {
	Now    func() time.Time // nil: time.Now
	Shared Shared           // nil: one kiosk alone
}

// List is the waiting list of one machine. Its methods may be called from
// several goroutines; those that take a context may wait for the Shared place.
type List struct {
	dir string
	o   Options

	mu    sync.Mutex
	day   string      // of the key
	key   cipher.AEAD // nil: locked
	wrong int
	until time.Time // no code is taken before
}

// Open gives the list in a folder, which is made if it is not there, and erases
// what is left of earlier days.
func Open(dir string, o Options) (*List, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("%w: the list of prepared cases", disk.ErrFolder)
	}
	l := &List{dir: dir, o: o}
	return l, l.sweepHere()
}

const dayForm = "2006-01-02"

// today is the day on the wall where the machine stands.
func (l *List) today() string { return l.o.Now().Format(dayForm) }

// Unlock opens the list for today with the key that derive gives of the day.
func (l *List) Unlock(derive func(day string) ([]byte, error)) error {
	day := l.today()
	secret, err := derive(day)
	if err != nil {
		return err
	}
	key, err := chacha20poly1305.NewX(secret)
	if err != nil {
		return fmt.Errorf("failed to open the list of prepared cases: %w", err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.day, l.key = day, key
	return nil
}

// Unlocked tells whether the list is open today.
func (l *List) Unlocked() bool {
	_, _, err := l.keyNow()
	return err == nil
}

// Lock forgets the key.
func (l *List) Lock() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.key = nil
}

// keyNow gives the key, if it is that of today.
func (l *List) keyNow() (cipher.AEAD, string, error) {
	day := l.today()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.key == nil || l.day != day {
		l.key = nil
		return nil, day, ErrLocked
	}
	return l.key, day, nil
}

// Add puts a case on the list and gives it with its code. It is on this
// machine's disk when Add returns; the Shared place gets it now or later.
func (l *List) Add(ctx context.Context, form consent.Form) (Case, error) {
	key, day, err := l.keyNow()
	if err != nil {
		return Case{}, err
	}
	others, _, err := l.All(ctx)
	if err != nil {
		return Case{}, err
	}
	c := Case{Prepared: l.o.Now().Round(0), Form: form}
	if c.Code, err = freeCode(others); err != nil {
		return Case{}, err
	}
	if c, err = l.keep(key, day, c); err != nil {
		return Case{}, err
	}
	_ = l.Sync(ctx)
	return c, nil
}

// keep writes a case under a new id, which it gives.
func (l *List) keep(key cipher.AEAD, day string, c Case) (Case, error) {
	_, _ = rand.Read(c.ID[:]) // never fails on a running system
	encrypted, err := encrypt(key, day, c)
	if err != nil {
		return Case{}, err
	}
	return c, disk.WriteFile(l.path(day, c.ID, unsent), encrypted)
}

// freeCode draws a code that no case has.
func freeCode(others []Case) (string, error) {
	for range 1000 {
		n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
		if err != nil {
			return "", fmt.Errorf("no random numbers to be had: %w", err)
		}
		code := fmt.Sprintf("%06d", n)
		if !slices.ContainsFunc(others, func(c Case) bool { return c.Code == code }) {
			return code, nil
		}
	}
	return "", errors.New("no code is free")
}

// All gives the cases of today in the order they were prepared. alone tells that
// the Shared place could not be asked: cases of other machines may be missing.
func (l *List) All(ctx context.Context) (cases []Case, alone bool, err error) {
	key, day, err := l.keyNow()
	if err != nil {
		return nil, false, err
	}
	encrypted, alone, err := l.gather(ctx, day)
	if err != nil {
		return nil, alone, err
	}
	for id, b := range encrypted {
		if c, err := decrypt(key, day, id, b); err == nil { // what others put there is no case
			cases = append(cases, c)
		}
	}
	slices.SortFunc(cases, func(a, b Case) int {
		return cmp.Or(a.Prepared.Compare(b.Prepared), strings.Compare(a.Code, b.Code))
	})
	return cases, alone, nil
}

// gather gives the encrypted cases of a day, here and at the Shared place.
func (l *List) gather(ctx context.Context, day string) (encrypted map[ID][]byte, alone bool, err error) {
	here, err := l.here()
	if err != nil {
		return nil, false, err
	}
	var there map[[16]byte][]byte
	if l.o.Shared != nil {
		if there, err = l.o.Shared.All(ctx, day); err != nil {
			alone = true
		}
	}
	encrypted = map[ID][]byte{}
	for id, f := range here {
		_, shared := there[id]
		switch {
		case f.day != day || f.state == gone:
		case f.state == sent && l.o.Shared != nil && !alone && !shared: // used at another kiosk
			_ = os.Remove(f.path)
		default:
			if b, err := os.ReadFile(f.path); err == nil {
				encrypted[id] = b
			}
		}
	}
	for id, b := range there {
		if _, known := here[id]; !known {
			encrypted[id] = b
		}
	}
	return encrypted, alone, nil
}

// How many wrong codes are taken before the next one has to wait.
const (
	freeTries   = 5
	firstWait   = 30 * time.Second
	longestWait = 15 * time.Minute
)

// WaitError says that too many wrong codes were given, and how long nobody is asked again.
type WaitError struct{ Wait time.Duration }

func (w *WaitError) Error() string {
	return fmt.Sprintf("too many wrong codes: wait %s", w.Wait.Round(time.Second))
}

// Find gives the case with a code. Errors: ErrLocked, ErrNoCode, ErrTwice,
// ErrVersion, and a *WaitError after several wrong codes.
func (l *List) Find(ctx context.Context, code string) (Case, error) {
	if err := l.admit(); err != nil {
		return Case{}, err
	}
	cases, _, err := l.All(ctx)
	if err != nil {
		return Case{}, err
	}
	var found []Case
	for _, c := range cases {
		if c.Code == code {
			found = append(found, c)
		}
	}
	l.tried(len(found) > 0)
	switch len(found) {
	case 0:
		return Case{}, ErrNoCode
	case 1:
		if found[0].Strange {
			return Case{}, ErrVersion
		}
		return found[0], nil
	}
	return Case{}, ErrTwice
}

func (l *List) admit() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if wait := l.until.Sub(l.o.Now()); wait > 0 && wait <= longestWait {
		return &WaitError{wait}
	}
	return nil
}

func (l *List) tried(right bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if right {
		l.wrong, l.until = 0, time.Time{}
		return
	}
	l.wrong++
	if more := l.wrong - freeTries; more >= 0 {
		l.until = l.o.Now().Add(min(firstWait<<min(more, 5), longestWait))
	}
}

// Remove takes a case off the list, here and at the Shared place, now or when it
// can be reached.
func (l *List) Remove(ctx context.Context, id ID) error {
	here, err := l.here()
	if err != nil {
		return err
	}
	day := l.today()
	f, known := here[id]
	if known {
		day = f.day
	}
	if l.o.Shared != nil {
		if err := disk.WriteFile(l.path(day, id, gone), nil); err != nil {
			return err
		}
	}
	if known && f.state != gone {
		if err := os.Remove(f.path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("%w: a prepared case could not be erased", disk.ErrFolder)
		}
	}
	_ = l.Sync(ctx)
	return nil
}

// Sync brings the Shared place up to what this machine did. What fails is tried
// again by the next call.
func (l *List) Sync(ctx context.Context) error {
	if l.o.Shared == nil {
		return nil
	}
	here, err := l.here()
	if err != nil {
		return err
	}
	for id, f := range here {
		switch f.state {
		case unsent:
			b, err := os.ReadFile(f.path)
			if err != nil {
				continue // erased meanwhile
			}
			if err := l.o.Shared.Put(ctx, f.day, id, b); err != nil {
				return err
			}
			_ = os.Rename(f.path, l.path(f.day, id, sent))
		case gone:
			if err := l.o.Shared.Remove(ctx, id); err != nil {
				return err
			}
			_ = os.Remove(f.path)
		}
	}
	return nil
}

// Sweep erases what is of another day, forgets a key of another day, and brings
// the Shared place up to date. It is called from time to time.
func (l *List) Sweep(ctx context.Context) error {
	_, day, _ := l.keyNow()
	err := l.sweepHere()
	if l.o.Shared != nil {
		err = errors.Join(err, l.Sync(ctx), l.o.Shared.Sweep(ctx, day))
	}
	return err
}

func (l *List) sweepHere() error {
	here, err := l.here()
	if err != nil {
		return err
	}
	today := l.today()
	tomorrow := l.o.Now().AddDate(0, 0, 1).Format(dayForm) // a clock set back a little loses nothing
	var errs []error
	for f := range maps.Values(here) {
		if f.day < today || f.day > tomorrow {
			if err := os.Remove(f.path); err != nil && !errors.Is(err, os.ErrNotExist) {
				errs = append(errs, fmt.Errorf("%w: a prepared case of an earlier day could not be erased", disk.ErrFolder))
			}
		}
	}
	return errors.Join(errs...)
}

// The endings of a case's file.
const (
	unsent = ".case" // only here
	sent   = ".sent" // at the Shared place, too
	gone   = ".gone" // empty: to be removed there
)

type file struct {
	path, day, state string
}

func (l *List) path(day string, id ID, state string) string {
	return filepath.Join(l.dir, day+"-"+id.String()+state)
}

// here lists the files of the folder.
func (l *List) here() (map[ID]file, error) {
	entries, err := os.ReadDir(l.dir)
	if err != nil {
		return nil, fmt.Errorf("%w: the list of prepared cases", disk.ErrFolder)
	}
	out := map[ID]file{}
	for _, e := range entries {
		f, id, ok := parseName(e.Name())
		if !ok {
			continue
		}
		f.path = filepath.Join(l.dir, e.Name())
		if old, there := out[id]; !there || old.state != gone {
			out[id] = f
		}
	}
	return out, nil
}

func parseName(name string) (f file, id ID, ok bool) {
	f.state = filepath.Ext(name)
	day, rest, long := strings.TrimSuffix(name, f.state), "", false
	if long = len(day) > len(dayForm); long {
		day, rest = day[:len(dayForm)], day[len(dayForm):]
	}
	f.day = day
	if _, err := time.Parse(dayForm, day); err != nil || !long || rest[0] != '-' || !slices.Contains([]string{unsent, sent, gone}, f.state) {
		return f, id, false
	}
	b, err := hex.DecodeString(rest[1:])
	return f, id, err == nil && copy(id[:], b) == len(id) && len(b) == len(id)
}
