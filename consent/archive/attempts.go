package archive

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"eclaire/consent/disk"
)

// WaitError says that too many wrong passphrases were given, and how long
// nobody is asked again.
type WaitError struct{ Wait time.Duration }

func (w *WaitError) Error() string {
	return fmt.Sprintf("too many wrong passphrases: wait %s", w.Wait.Round(time.Second))
}

// attempts counts wrong passphrases. It lies in a file, since starting the
// program again must not help.
type attempts struct {
	Wrong int       `json:"wrong"`
	Last  time.Time `json:"last"`
}

const (
	freeAttempts = 3
	longestWait  = 15 * time.Minute
)

// wait gives how long the next try has to wait, counted from the last.
func (a attempts) wait() time.Duration {
	n := a.Wrong - freeAttempts
	if n < 0 {
		return 0
	}
	if n > 10 {
		return longestWait
	}
	return min(time.Second<<(n+1), longestWait)
}

// attemptsLock is held while a passphrase is tried: one is tried at a time, by
// whatever goroutine or program.
const attemptsLock = "attempts.lock"

// How long a try waits for others, and how often it looks.
const (
	turnWait  = 10 * time.Second
	turnEvery = 10 * time.Millisecond
)

// turn waits for the folder's turn to try a passphrase.
func turn(ctx context.Context, dir string) (*os.File, error) {
	for until := time.Now().Add(turnWait); ; {
		held, err := disk.Lock(filepath.Join(dir, attemptsLock))
		if !errors.Is(err, disk.ErrInUse) {
			return held, err
		}
		if time.Now().After(until) {
			return nil, &WaitError{turnWait}
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(turnEvery):
		}
	}
}

// tryKeys is openKeys, counted: a guess is counted before it is made, and only a
// right one takes it back. Where the count cannot be kept, nobody is admitted.
func tryKeys(ctx context.Context, o Options, dir string, guess func() ([]privateKey, error)) ([]privateKey, error) {
	held, err := turn(ctx, dir)
	var wait *WaitError
	if errors.As(err, &wait) || ctx.Err() != nil {
		return nil, err
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", disk.ErrFolder, disk.Cause(err))
	}
	defer held.Close()
	if err := admit(o, dir); err != nil {
		return nil, err
	}
	keys, err := guess()
	if err == nil {
		welcome(o, dir)
	}
	return keys, err
}

// tryKeys opens the keys of this archive, counted.
func (s *Store) tryKeys(ctx context.Context, passphrase string) ([]privateKey, error) {
	return tryKeys(ctx, s.o, s.dir, func() ([]privateKey, error) { return openKeys(s.o.Disk, s.dir, passphrase) })
}

// tryForeign opens the keys of an archive that somebody joins, counted there. A
// backup has no count, and neither has a folder that must not be written to: who
// reads those can copy them and guess elsewhere.
func tryForeign(o Options, dir string, locked []byte, passphrase string) ([]privateKey, error) {
	guess := func() ([]privateKey, error) { return unlockKeys(locked, passphrase) }
	if _, err := os.Stat(filepath.Join(dir, manifestFile)); err == nil {
		return guess()
	}
	keys, err := tryKeys(context.Background(), o, dir, guess)
	if errors.Is(err, disk.ErrFolder) && (errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)) {
		return guess()
	}
	return keys, err
}

// admit counts a try before it is made, or refuses it. The count is on the disk
// before the passphrase is looked at, so that ending the program in between
// saves nothing. When it cannot be read or written, nobody is admitted. The
// caller has the turn.
func admit(o Options, dir string) error {
	var a attempts
	b, err := o.Disk.Read(filepath.Join(dir, attemptsFile))
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return disk.Unreadable(err)
	case json.Unmarshal(b, &a) != nil:
		a = attempts{Wrong: freeAttempts, Last: o.Now()}
	}
	now := o.Now()
	if wait := a.wait(); wait > 0 {
		since := now.Sub(a.Last)
		if since < 0 { // the clock was set back: the wait begins again
			a.Last = now
			if err := a.write(o, dir); err != nil {
				return err
			}
			since = 0
		}
		if since < wait {
			return &WaitError{wait - since}
		}
	}
	a.Wrong++
	a.Last = now.Round(0)
	return a.write(o, dir)
}

// write keeps the count.
func (a attempts) write(o Options, dir string) error {
	b, err := json.Marshal(a)
	if err != nil {
		return err
	}
	return disk.Write(o.Disk, filepath.Join(dir, attemptsFile), b)
}

// welcome forgets wrong tries after a right one.
func welcome(o Options, dir string) { _ = o.Disk.Remove(filepath.Join(dir, attemptsFile)) }
