package archive

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"filippo.io/age"

	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
)

// Options are what a Store needs of the world. The zero value serves.
type Options struct {
	Now  func() time.Time // nil: time.Now
	Disk disk.Disk        // of the small files; nil: the real one
	// CheckFor bounds how long Open reads documents to see that they are whole,
	// the newest first. The chain is always checked. 0: two seconds.
	CheckFor time.Duration
	// OpenFor is how long the archive stays unlocked without being used. 0: five minutes.
	OpenFor time.Duration
	// WorkFactor is the cost of a guess when a passphrase is set. 0: WorkFactor.
	WorkFactor int
	// ReadOnly opens beside the program that uses the archive: nothing can be
	// put, and what is done is handed to the other program for its audit trail.
	ReadOnly bool
	// Elsewhere is where the other kiosks' entries lie; nil: nowhere.
	Elsewhere Elsewhere

	vfs      string                  // for tests
	step     func(what string)       // for tests, see Restore
	raw      func(path string) error // for tests, see readAll
	remote   func(dir string) bool   // for tests, see disk.Remote
	after    func(time.Duration, func()) alarm
	progress func(done, total int64)
}

// alarm is a timer that was set, see time.Timer.
type alarm interface {
	Stop() bool
	Reset(time.Duration) bool
}

func (o Options) filled() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.after == nil {
		o.after = func(d time.Duration, f func()) alarm { return time.AfterFunc(d, f) }
	}
	if o.remote == nil {
		o.remote = disk.Remote
	}
	if o.Disk == nil {
		o.Disk = disk.OS{}
	}
	if o.CheckFor == 0 {
		o.CheckFor = 2 * time.Second
	}
	if o.OpenFor == 0 {
		o.OpenFor = 5 * time.Minute
	}
	if o.WorkFactor == 0 {
		o.WorkFactor = WorkFactor
	}
	return o
}

// Store is an open archive. Its methods may be called from several goroutines;
// one writes at a time.
type Store struct {
	dir    string
	o      Options
	locked *os.File // the folder's lock; nil when reading only

	mu       sync.Mutex
	plain    plain
	to       age.Recipient
	kiosk    chain.Signer // signs entries; none in format 1, and when reading only
	trust    chain.Trust
	covered  bool    // staff signed that all entries of format 1 are whole
	files    []*file // the newest last
	fresh    bool    // the newest is damaged: the next entry begins a new file
	marker   *marker
	lastAt   time.Time // of the latest entry of this process
	lastDay  string    // the latest day of all entries
	lastZone int       // of that day
	pending  map[string]*pendingPut
	staff    *Staff            // nil: locked
	told     []chan<- struct{} // see Notify
}

// Init makes an archive in a folder that holds none, with a new key locked by
// the passphrase, and gives what is to be printed on the recovery sheet.
func Init(dir, passphrase string, o Options) (Sheet, error) {
	o = o.filled()
	if err := o.fit(dir); err != nil {
		return Sheet{}, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return Sheet{}, fmt.Errorf("%w: %w", disk.ErrFolder, disk.Cause(err))
	}
	held, err := disk.Lock(filepath.Join(dir, lockFile))
	if err != nil {
		return Sheet{}, lockError(err)
	}
	defer held.Close()
	if _, err := readPlain(o.Disk, dir); !errors.Is(err, ErrNone) {
		if err == nil {
			err = ErrThere
		}
		return Sheet{}, err
	}
	if err := unfinished(dir); err != nil {
		return Sheet{}, err
	}
	if numbers, err := fileNumbers(dir); err != nil || len(numbers) > 0 {
		if err == nil {
			err = fmt.Errorf("%w, but %s is missing: restore it from a backup", ErrThere, plainFile)
		}
		return Sheet{}, err
	}
	key, err := newPrivate()
	if err != nil {
		return Sheet{}, err
	}
	if err := lockKeys(o.Disk, dir, passphrase, o.WorkFactor, key); err != nil {
		return Sheet{}, err
	}
	p := plain{Format: format, Archive: chain.NewID(), Recipient: key.public, First: key.public, Created: chain.DayOf(o.Now())}
	if err := p.begin(o, dir, key); err != nil {
		return Sheet{}, err
	}
	return p.sheet(key), nil
}

// SQLite takes 512 bytes of a path, with its journal's name, but on Windows, where it takes
// what the system does. What is left of it is room for the names of what is made in a
// folder: an archive that is restored there, a backup.
const (
	longest       = 430 // bytes of the path of a folder in which something is made
	longestOpened = 480 // and of one with databases
)

// short tells whether the path of a folder has at most so many bytes.
func short(dir string, most int) bool {
	whole, err := filepath.Abs(dir)
	return err != nil || len(whole) <= most || runtime.GOOS == "windows" // without an absolute path the next call fails, and says why
}

// fit refuses a folder in which no archive can be made.
func (o Options) fit(dir string) error {
	switch {
	case !short(dir, longest):
		return ErrLong
	case o.remote(dir):
		return ErrRemote
	}
	return nil
}

func lockError(err error) error {
	if errors.Is(err, disk.ErrInUse) {
		return err
	}
	return fmt.Errorf("%w: %w", disk.ErrFolder, disk.Cause(err))
}

// Open opens an archive and tells what it found: what a crash left, what is
// damaged, whether clock or zone changed. A damaged file is never written to
// again; the next entry begins a new one. Only what makes all use impossible is
// an error: ErrNone, ErrNewer, ErrInUse, ErrLong, ErrFolder.
func Open(ctx context.Context, dir string, o Options) (*Store, chain.Report, error) {
	o = o.filled()
	if !short(dir, longestOpened) {
		return nil, chain.Report{}, ErrLong
	}
	s := &Store{dir: dir, o: o, pending: map[string]*pendingPut{}}
	var report chain.Report
	var err error
	if s.plain, err = readPlain(o.Disk, dir); err != nil {
		if stopped := unfinished(dir); errors.Is(err, ErrNone) && stopped != nil {
			err = stopped
		}
		return nil, report, err
	}
	numbers, err := fileNumbers(dir)
	if err != nil {
		return nil, report, err
	}
	forms := map[int]int{}
	for _, n := range numbers {
		v, err := versionOf(filePath(dir, n))
		if err != nil {
			return nil, report, err
		}
		if v > format {
			return nil, report, ErrNewer
		}
		forms[n] = v
	}
	if s.to, err = parseRecipient(s.plain.Recipient); err != nil {
		return nil, report, fmt.Errorf("%s is damaged: restore it from a backup", plainFile)
	}
	if !o.ReadOnly {
		if s.locked, err = disk.Lock(filepath.Join(dir, lockFile)); err != nil {
			return nil, report, lockError(err)
		}
		if s.plain, err = readPlain(o.Disk, dir); err != nil { // the other program may just have changed it
			s.Close()
			return nil, report, err
		}
		s.sweep(&report)
		if o.remote(dir) {
			report.Add(chain.Finding{Kind: chain.FoundRemote})
		}
	}
	if err := s.openKiosk(); err != nil {
		s.Close()
		return nil, report, err
	}
	s.marker = openMarker(filepath.Join(dir, markerFile), o.ReadOnly)
	for _, n := range numbers {
		if v := forms[n]; v > 0 && v != s.plain.formOf(n) { // a file that staff did not sign for
			forms[n] = s.plain.formOf(n)
		}
		s.files = append(s.files, &file{n: n, path: filePath(dir, n), form: cmp.Or(forms[n], s.plain.formOf(n))})
	}
	if err := s.check(ctx, &report); err != nil {
		s.Close()
		return nil, report, err
	}
	s.checkTold(ctx, &report)
	_ = s.keepFindings(ctx, report.Findings) // what cannot be written now is found again
	s.checkBeside(ctx, &report)
	if !o.ReadOnly {
		s.finishErasures(ctx)
	}
	return s, report, nil
}

// openKiosk reads the key with which the kiosk signs. Where it is missing, as after a
// restore, the program that writes makes a new one, which staff must confirm.
func (s *Store) openKiosk() (err error) {
	if s.plain.Format < 2 {
		return nil
	}
	if s.kiosk, err = readKiosk(s.o.Disk, s.dir); errors.Is(err, errNoKiosk) && !s.o.ReadOnly {
		s.kiosk, err = newKiosk(s.o.Disk, s.dir)
	}
	if err != nil && !errors.Is(err, errNoKiosk) {
		return err
	}
	own := s.kiosk.Public()
	if named := slices.ContainsFunc(s.plain.Kiosks, func(k chain.KioskKey) bool { return k.Key == own }); !named && !s.kiosk.None() && !s.o.ReadOnly {
		s.plain.Kiosks = append(slices.Clone(s.plain.Kiosks), chain.KioskKey{Key: own, Day: chain.DayOf(s.o.Now())})
		if err := s.plain.write(s.o.Disk, s.dir); err != nil {
			return err
		}
	}
	s.trust = s.plain.trust(own, chain.SigningKey{})
	return nil
}

// sweep removes files that were being written when the program was killed.
// Nothing was said to be stored of them.
func (s *Store) sweep(report *chain.Report) {
	left, _ := filepath.Glob(filepath.Join(s.dir, ".eclaire-*.tmp"))
	for _, name := range left {
		if s.o.Disk.Remove(name) == nil && !strings.HasSuffix(name, "probe.tmp") {
			report.Add(chain.Finding{Kind: chain.FoundLeftover})
		}
	}
}

// Close locks the archive and gives the folder back.
func (s *Store) Close() error {
	s.Lock()
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	for _, f := range s.files {
		errs = append(errs, f.close())
	}
	s.files = nil
	if s.marker != nil {
		errs = append(errs, s.marker.close())
		s.marker = nil
	}
	if s.locked != nil {
		errs = append(errs, s.locked.Close())
		s.locked = nil
	}
	return errors.Join(errs...)
}

// Archive gives the archive's id, and its public key.
func (s *Store) Archive() (chain.ID, string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.plain.Archive, s.plain.Recipient
}

// writable gives the file for the next entry, opened for writing. It makes a
// new one when there is none or the newest is damaged.
func (s *Store) writable(ctx context.Context) (*file, error) {
	if s.o.ReadOnly {
		return nil, ErrReadOnly
	}
	if s.locked == nil {
		return nil, errors.New("the archive was closed")
	}
	n, last := 1, s.marker.at
	if len(s.files) > 0 {
		newest := s.files[len(s.files)-1]
		if !s.fresh && newest.n >= last.File {
			return newest, s.openWriter(ctx, newest, nil)
		}
		last = s.latest(newest)
	}
	if s.marker.at.File > last.File { // that file is gone: its numbers are not used again
		last = s.marker.at
	}
	if last.File > 0 {
		n = last.File + 1
	}
	values := s.born(last)
	values["file"] = fmt.Sprint(n)
	f := &file{n: n, path: filePath(s.dir, n), form: s.plain.Format}
	if err := s.openWriter(ctx, f, values); err != nil {
		return nil, err
	}
	s.files, s.fresh = append(s.files, f), false
	return f, nil
}

func (s *Store) openWriter(ctx context.Context, f *file, values map[string]string) (err error) {
	if f.w == nil {
		if values == nil { // made but not filled when the program was killed
			before := chain.Position{}
			if i := s.place(f); i > 0 {
				before = s.latest(s.files[i-1])
			}
			values = s.born(before)
			values["file"] = fmt.Sprint(f.n)
		}
		if f.w, err = openWrite(ctx, f.path, s.o.vfs, f.form, values); err != nil {
			f.w = nil
			return err
		}
	}
	if f.r == nil {
		f.r, err = openRead(f.path, s.o.vfs)
	}
	return err
}

// writes gives the format of entries to come.
func (s *Store) writes() int { return max(s.plain.Format, 1) }

// fileOf gives the database of a number; nil if it is none of this archive.
func (s *Store) fileOf(n int) *file {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.byNumber(n)
}

func (s *Store) place(f *file) int {
	for i := range s.files {
		if s.files[i] == f {
			return i
		}
	}
	return 0
}

// born gives what a new file says of itself, and of the entry that it follows.
func (s *Store) born(after chain.Position) map[string]string {
	return map[string]string{"archive": s.plain.Archive.String(), "recipient": s.plain.First,
		"after": after.Hash.String(), "after_seq": fmt.Sprint(after.Seq), "first": fmt.Sprint(after.Seq + 1)}
}

// latest gives the last entry known of a file, by the file itself or by the
// marker.
func (s *Store) latest(f *file) chain.Position {
	p := chain.Position{File: f.n, Seq: f.last.Seq, Hash: f.last.Hash}
	if m := s.marker.at; m.File == f.n && m.Seq > p.Seq {
		return m
	}
	return p
}

// drop closes the newest file after a failed write; the next write opens it
// again, so that no half-dead connection is used.
func (s *Store) drop(f *file) {
	if f.w != nil {
		_ = f.w.Close()
		f.w = nil
	}
}
