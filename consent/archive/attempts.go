package archive

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"time"
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

// admit counts a try before it is made, or refuses it. The count is on the disk
// before the passphrase is looked at, so that ending the program in between
// saves nothing. When it cannot be written, nobody is admitted.
func (s *Store) admit() error {
	name := filepath.Join(s.dir, attemptsFile)
	var a attempts
	if b, err := s.o.Disk.Read(name); err == nil && json.Unmarshal(b, &a) != nil {
		a = attempts{Wrong: freeAttempts, Last: s.o.Now()}
	}
	now := s.o.Now()
	if wait := a.wait(); wait > 0 {
		since := now.Sub(a.Last)
		if since < 0 { // the clock was set back: the wait begins again
			a.Last = now
			if err := s.writeAttempts(a); err != nil {
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
	return s.writeAttempts(a)
}

// writeAttempts keeps the count.
func (s *Store) writeAttempts(a attempts) error {
	b, err := json.Marshal(a)
	if err != nil {
		return err
	}
	return writeFile(s.o.Disk, filepath.Join(s.dir, attemptsFile), b)
}

// welcome forgets wrong tries after a right one.
func (s *Store) welcome() { _ = s.o.Disk.Remove(filepath.Join(s.dir, attemptsFile)) }
