package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"eclaire/consent/archive"
	"eclaire/consent/seal"
)

// waiting is the ending of an empty file beside a document whose time stamp is
// still to come.
const waiting = ".unstamped"

// keeper stores finished documents in a folder and notes which of them wait for
// their time stamp.
type keeper struct {
	folder archive.Folder
	sealer *sealer

	mutex     sync.Mutex
	unstamped map[[32]byte]bool // digests of files sealed without the stamp that was wanted
}

func newKeeper(dir string, s *sealer) *keeper {
	return &keeper{folder: archive.Folder{Dir: dir}, sealer: s, unstamped: map[[32]byte]bool{}}
}

// seal seals a document.
func (k *keeper) seal(pdf []byte, finished time.Time) (file []byte, unstamped bool, err error) {
	file, unstamped, err = k.sealer.seal(pdf, finished)
	if unstamped && err == nil {
		k.mutex.Lock()
		defer k.mutex.Unlock()
		k.unstamped[sha256.Sum256(file)] = true
	}
	return file, unstamped, err
}

// keep stores a document. The note that it waits for its stamp is there first,
// so that no crash forgets it.
func (k *keeper) keep(id string, pdf, session []byte) error {
	k.mutex.Lock()
	sum := sha256.Sum256(pdf)
	late := k.unstamped[sum]
	k.mutex.Unlock()
	if late {
		if err := os.MkdirAll(k.folder.Dir, 0o700); err != nil {
			return archive.ErrFolder
		}
		if err := archive.WriteFile(filepath.Join(k.folder.Dir, id+waiting), nil); err != nil {
			return err
		}
	}
	if _, err := k.folder.Keep(id, pdf, session); err != nil {
		return err
	}
	k.mutex.Lock()
	delete(k.unstamped, sum)
	k.mutex.Unlock()
	return nil
}

// How long the retries of time stamps wait: first so long, after each failure
// twice as long, at most so long.
const (
	firstRetry = time.Minute
	lastRetry  = 30 * time.Minute
)

// retry stamps what waits, until ctx ends.
func (k *keeper) retry(ctx context.Context) {
	if k.sealer.stamper == nil {
		return
	}
	wait := firstRetry
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		if _, left, _ := stampWaiting(ctx, k.folder.Dir, k.sealer.stamper); left > 0 {
			wait = min(2*wait, lastRetry)
		} else {
			wait = firstRetry
		}
	}
}

// stampWaiting stamps the documents of a folder that wait for it, and tells how
// many were stamped and how many are left. The first failure of the service
// ends it; err is why.
func stampWaiting(ctx context.Context, dir string, stamper seal.Stamper) (done, left int, err error) {
	notes, _ := filepath.Glob(filepath.Join(dir, "*"+waiting)) // the pattern is well formed
	for i, note := range notes {
		if e := stampFile(ctx, strings.TrimSuffix(note, waiting)+".pdf", stamper); e != nil {
			err = e
			left++
			if errors.Is(e, seal.ErrStampUnreachable) || errors.Is(e, seal.ErrStampRefused) {
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

// stampFile appends a time stamp to one document, unless it has one or is not
// there.
func stampFile(ctx context.Context, path string, stamper seal.Stamper) error {
	file, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // it was never stored
	}
	if err != nil {
		return errors.New("a document that waits for its time stamp cannot be read")
	}
	if len(seal.Verify(file, seal.Trust{}).Stamps) > 0 {
		return nil
	}
	ctx, stop := context.WithTimeout(ctx, 30*time.Second)
	defer stop()
	stamped, err := seal.AddTimeStamp(ctx, file, stamper)
	if err != nil {
		return err
	}
	if err := archive.WriteFile(path, stamped); err != nil {
		return err
	}
	if back, err := os.ReadFile(path); err != nil || !bytes.Equal(back, stamped) {
		return archive.ErrReadBack
	}
	return nil
}

type stampCmd struct {
	Out string `help:"Folder of the finished documents." placeholder:"DIR" type:"path"`
}

func (c stampCmd) Run(p *program, g *cli) error {
	s, err := readSettings(g.Settings)
	if err != nil {
		return err
	}
	if s.Seal.TimestampURL == "" {
		return errors.New("the settings name no time stamp service ([seal] timestamp_url)")
	}
	folder, err := s.documentsFolder(c.Out)
	if err != nil {
		return err
	}
	sealer, err := s.openSealer(time.Now)
	if err != nil {
		return err
	}
	defer sealer.close()
	done, left, err := stampWaiting(p.ctx, folder, sealer.stamper)
	fmt.Fprintf(p.stdout, "%d stamped, %d waiting\n", done, left)
	return err
}
