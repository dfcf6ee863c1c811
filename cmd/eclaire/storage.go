package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"eclaire/consent/archive"
	"eclaire/consent/archive/central"
	"eclaire/consent/archive/chain"
	"eclaire/consent/aside"
	"eclaire/consent/waiting"
	"eclaire/ui/screen"
)

// storage is where this machine keeps what patients signed, and the cases that
// wait: in the encrypted archive, or as plain files while there is none.
type storage struct {
	place  place
	folder string // of plain documents
	store  *archive.Store
	found  []chain.Finding // by opening the archive
	list   *waiting.List
	shelf  *aside.Shelf    // sessions that are put by
	server *central.Server // of the clinic; nil: this machine is alone
	sender *central.Sender
}

// openStorage opens the archive of the settings. Where there is none, or a folder
// is named on the command line, documents become plain files. An archive that is
// there and cannot be used is an error: nothing is put elsewhere without a word.
func (s settings) openStorage(p *program, named string) (*storage, error) {
	folder, err := s.documentsFolder(named)
	if err != nil {
		return nil, err
	}
	k := &storage{place: newPlainPlace(folder), folder: folder, shelf: aside.InMemory(aside.Options{})}
	if named != "" {
		return k, nil
	}
	dir, err := s.archiveFolder()
	if err != nil {
		return nil, err
	}
	if err := k.open(p, s, dir); err != nil {
		k.close()
		if errors.Is(err, archive.ErrNone) && s.Archive.Folder == "" && s.Archive.Postgres == "" {
			return k, nil
		}
		return nil, fmt.Errorf("the archive cannot be used: %w", err)
	}
	return k, nil
}

// open opens the archive in a folder, and begins to send it to the clinic's server
// if there is one, which may be away.
func (k *storage) open(p *program, s settings, dir string) (err error) {
	o := archive.Options{}
	list := waiting.Options{}
	if s.Archive.Postgres != "" {
		if k.server, err = central.Open(p.ctx, s.Archive.Postgres, central.Options{}); err != nil {
			return err
		}
		o.Elsewhere, list.Shared = k.server.Others(), k.server.Waiting()
	}
	store, report, err := archive.Open(p.ctx, dir, o)
	if err != nil {
		return err
	}
	for _, f := range report.Findings {
		fmt.Fprintln(p.stderr, "eclaire: archive:", f)
	}
	k.store, k.found, k.place = store, report.Findings, archivePlace{store}
	if k.list, err = waiting.Open(filepath.Join(dir, "waiting"), list); err != nil {
		return err
	}
	if k.shelf, err = aside.Open(p.ctx, store, aside.Options{Days: s.Kiosk.PutByDays}); err != nil {
		return err
	}
	if k.server != nil {
		k.sender = k.server.Send(store, s.Archive.Name)
	}
	return nil
}

// close gives the archive back.
func (k *storage) close() {
	if k.sender != nil {
		k.sender.Stop()
	}
	if k.store != nil {
		k.store.Close()
	}
	if k.server != nil {
		k.server.Close()
	}
}

// sending puts how far the sending is into the words of the staff's screen.
func sending(st central.Status) screen.Sending {
	out := screen.Sending{Waiting: int(st.Consents), Last: st.LastSuccess}
	if day, err := time.ParseInLocation(time.DateOnly, st.Since, time.Local); err == nil {
		out.Since = day
	}
	switch st.Reason {
	case central.Fine, central.Starting:
	case central.Password, central.Rights:
		out.Problem = "password"
	case central.Certificate, central.Full, central.Newer, central.Tables:
		out.Problem = string(st.Reason)
	case central.Foreign, central.Conflict, central.NoDatabase:
		out.Problem = "foreign"
	default:
		out.Problem = "unreachable"
	}
	return out
}

// calls are the clinic server's, as the screens show them.
type calls struct{ *central.Calls }

// Others implements ui.Calls.
func (c calls) Others(ctx context.Context, now time.Time) (out []screen.Calling, err error) {
	all, err := c.Calls.Others(ctx, now)
	for _, one := range all {
		out = append(out, screen.Calling{Name: one.Kiosk, Since: one.Since})
	}
	return out, err
}

// How often the kiosk looks after what it keeps.
const (
	sweepEvery  = time.Minute
	verifyAfter = 10 * time.Minute // the start should not wait for it
	verifyEvery = 24 * time.Hour
)

// tend erases prepared cases and sessions put by whose day is over, and reads the whole archive once
// a day, until ctx ends. say is told what is found.
func (k *storage) tend(ctx context.Context, say func(chain.Finding)) {
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
			_ = k.shelf.Sweep(ctx)
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
