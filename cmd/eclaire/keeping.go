package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"eclaire/consent/archive"
	"eclaire/consent/waiting"
)

// keeping is where this machine keeps what patients signed, and the cases that
// wait: in the encrypted archive, or as plain files while there is none.
type keeping struct {
	place  place
	folder string // of plain documents
	store  *archive.Store
	found  []archive.Finding // by opening the archive
	list   *waiting.List
}

// openKeeping opens the archive of the settings. Where there is none, or a folder
// is named on the command line, documents become plain files. An archive that is
// there and cannot be used is an error: nothing is put elsewhere without a word.
func (s settings) openKeeping(p *program, named string) (*keeping, error) {
	folder, err := s.documentsFolder(named)
	if err != nil {
		return nil, err
	}
	k := &keeping{place: newPlainPlace(folder), folder: folder}
	if named != "" {
		return k, nil
	}
	dir, err := s.archiveFolder()
	if err != nil {
		return nil, err
	}
	store, report, err := archive.Open(p.ctx, dir, archive.Options{})
	if errors.Is(err, archive.ErrNone) && s.Archive.Folder == "" {
		return k, nil
	}
	if err != nil {
		return nil, fmt.Errorf("the archive cannot be used: %w", err)
	}
	for _, f := range report.Findings {
		fmt.Fprintln(p.stderr, "eclaire: archive:", f)
	}
	k.store, k.found, k.place = store, report.Findings, archivePlace{store}
	if k.list, err = waiting.Open(filepath.Join(dir, "waiting"), waiting.Options{}); err != nil {
		k.close()
		return nil, err
	}
	return k, nil
}

// close gives the archive back.
func (k *keeping) close() {
	if k.store != nil {
		k.store.Close()
	}
}

// How often the kiosk looks after what it keeps.
const (
	sweepEvery  = time.Minute
	verifyAfter = 10 * time.Minute // the start should not wait for it
	verifyEvery = 24 * time.Hour
)

// look erases prepared cases whose day is over, and reads the whole archive once
// a day, until ctx ends. say is told what is found.
func (k *keeping) look(ctx context.Context, say func(archive.Finding)) {
	if k.store == nil {
		return
	}
	sweep, verify := time.NewTicker(sweepEvery), time.NewTimer(verifyAfter)
	defer sweep.Stop()
	defer verify.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-sweep.C:
			_ = k.list.Sweep(ctx) // what is left is tried again
		case <-verify.C:
			if report, err := k.store.Verify(ctx, nil); err == nil && !report.Whole() {
				for _, f := range report.Findings {
					say(f)
				}
			}
			verify.Reset(verifyEvery)
		}
	}
}

// archiveFolder gives the folder of the archive: that of the settings, or the one
// in the user's data folder.
func (s settings) archiveFolder() (string, error) {
	if s.Archive.Folder != "" {
		return s.Archive.Folder, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("no place for the archive is known here; name one in the settings ([archive] folder) or with --archive: %w", err)
	}
	return filepath.Join(home, ".local", "share", "eclaire", "archive"), nil
}
