package archive

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
)

// Load is a number of parcels in the order of the chain.
type Load struct {
	Parcels []chain.Parcel
	Next    chain.Position // where to go on; it may lie behind the last parcel
	More    bool           // there may be more behind Next
	Skipped []chain.Finding

	bytes int
}

// Bounds limit a Load. At least one parcel comes, however large.
type Bounds struct {
	Count int
	Bytes int
}

// maxTries bounds how many damaged places one Load looks at.
const maxTries = 500

// Parcels gives the entries after a place of the chain, across all files. What
// is damaged is passed over and told. Nobody who puts waits for it longer than
// it takes to look at the list of files.
func (s *Store) Parcels(ctx context.Context, after chain.Position, b Bounds) (load Load, err error) {
	load.Next = after
	r := s.read()
	defer func() { load.judge(ctx, r) }()
	for _, f := range r.files {
		if f.n < after.File || f.n == after.File && f.last.Seq <= after.Seq {
			continue
		}
		from := f.first
		if f.n == after.File {
			from = max(from, after.Seq+1)
		}
		if err := f.load(ctx, from, b, &load); err != nil {
			return load, err
		}
		if load.More {
			break
		}
	}
	return load, nil
}

// Parcel gives one entry by its number, or ErrNoEntry.
func (s *Store) Parcel(ctx context.Context, n int, seq int64) (chain.Parcel, error) {
	r := s.read()
	i := slices.IndexFunc(r.files, func(f *file) bool { return f.n == n && seq >= f.first && seq <= f.last.Seq })
	if i < 0 {
		return chain.Parcel{}, ErrNoEntry
	}
	p, err := r.parcel(ctx, r.files[i], seq)
	if errors.Is(err, sql.ErrNoRows) {
		return p, ErrNoEntry
	}
	if err != nil {
		return p, s.storeError(err)
	}
	return p, nil
}

// load adds entries of one file from one number on.
func (f *file) load(ctx context.Context, from int64, b Bounds, load *Load) error {
	for tries := 0; from <= f.last.Seq; {
		next, err := f.loadSome(ctx, from, b, load)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if load.More {
			return nil
		}
		if err == nil && next == from { // nothing is there any more
			load.skip(f.n, from, f.last.Seq-from+1)
			load.Next = chain.Position{File: f.n, Seq: f.last.Seq}
			return nil
		}
		from = next
		if err == nil {
			continue
		}
		// One by one across what is damaged.
		if p, err := f.parcel(ctx, from); err == nil {
			load.add(f.n, p)
		} else if ctx.Err() != nil {
			return ctx.Err()
		} else {
			load.skip(f.n, from, 1)
			load.Next = chain.Position{File: f.n, Seq: from}
		}
		from++
		if tries++; tries >= maxTries || load.full(b) {
			load.More = true
			return nil
		}
	}
	return nil
}

// loadSome reads on until a bound or an error, and gives the number to go on
// with.
func (f *file) loadSome(ctx context.Context, from int64, b Bounds, load *Load) (int64, error) {
	rows, err := f.r.QueryContext(ctx, f.parcels()+" WHERE entry.seq BETWEEN ? AND ? ORDER BY entry.seq LIMIT ?", from, f.last.Seq, b.Count+1)
	if err != nil {
		return from, err
	}
	defer rows.Close()
	for rows.Next() {
		if load.full(b) {
			load.More = true
			return from, nil
		}
		p, err := f.scanParcel(rows)
		if err != nil {
			return from, err
		}
		if p.Entry.Seq > from {
			load.skip(f.n, from, p.Entry.Seq-from)
		}
		load.add(f.n, p)
		from = p.Entry.Seq + 1
	}
	return from, rows.Err()
}

func (l *Load) full(b Bounds) bool {
	return len(l.Parcels) > 0 && (len(l.Parcels) >= b.Count || l.bytes >= b.Bytes)
}

func (l *Load) add(file int, p chain.Parcel) {
	l.Next = p.Entry.Position()
	if !p.Entry.Fits() {
		l.Skipped = append(l.Skipped, chain.Finding{Kind: chain.FoundChanged, File: file, Seq: p.Entry.Seq})
		return
	}
	l.bytes += len(p.Head) + len(p.Body)
	l.Parcels = append(l.Parcels, p)
}

// judge tells for all without content whether it was erased or is missing.
func (l *Load) judge(ctx context.Context, r reader) {
	for i := range l.Parcels {
		p := &l.Parcels[i]
		if p.Damaged = p.Head == nil && !r.erased(ctx, p.Entry.ID); p.Damaged {
			l.Skipped = append(l.Skipped, chain.Finding{Kind: chain.FoundContent, File: p.Entry.File, Seq: p.Entry.Seq, ID: p.Entry.ID})
		}
	}
}

func (l *Load) skip(file int, seq, count int64) {
	l.Skipped = append(l.Skipped, chain.Finding{Kind: chain.FoundRows, File: file, Seq: seq, Count: count})
}

// Backlog counts what lies after a place of the chain.
type Backlog struct {
	Entries  int64
	Consents int64
	Day      string // of the first of them
}

// After counts the entries after a place. What cannot be read is not counted.
func (s *Store) After(ctx context.Context, p chain.Position) (Backlog, error) {
	var sum Backlog
	for _, f := range s.read().files {
		from := f.first
		if f.n < p.File {
			continue
		} else if f.n == p.File {
			from = p.Seq + 1
		}
		var entries, consents int64
		var day string
		err := f.r.QueryRowContext(ctx, "SELECT count(*), coalesce(sum(kind = ?), 0), coalesce(min(day), '') FROM entry WHERE seq >= ?",
			string(chain.KindConsent), from).Scan(&entries, &consents, &day)
		if ctx.Err() != nil {
			return sum, ctx.Err()
		}
		if err != nil {
			continue
		}
		if sum.Day == "" {
			sum.Day = day
		}
		sum.Entries, sum.Consents = sum.Entries+entries, sum.Consents+consents
	}
	return sum, nil
}

// Public tells which archive this is.
func (s *Store) Public() chain.Public {
	s.mu.Lock()
	defer s.mu.Unlock()
	return chain.Public{Archive: s.plain.Archive, First: s.plain.First, Key: s.plain.Recipient, Gen: s.plain.Gen, Kiosks: chain.KiosksText(s.plain.Kiosks)}
}

// Notify lets c know, without ever waiting for it, that something was appended
// or encrypted anew: c should have room for one. It ends with StopNotify.
func (s *Store) Notify(c chan<- struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.told = append(s.told, c)
}

// StopNotify ends Notify.
func (s *Store) StopNotify(c chan<- struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.told = slices.DeleteFunc(s.told, func(t chan<- struct{}) bool { return t == c })
}

// tell needs the store's lock.
func (s *Store) tell() {
	for _, c := range s.told {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

// sentFile notes how far another place is known to have the entries. It is
// never needed: without it, all is said to wait until that place was asked.
const sentFile = "sent.json"

// NoteSent notes how far another place has the entries.
func (s *Store) NoteSent(p chain.Position) error {
	b, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return disk.Write(s.o.Disk, filepath.Join(s.dir, sentFile), b)
}

// Sent gives what NoteSent noted, or the beginning.
func (s *Store) Sent() (p chain.Position, err error) {
	b, err := s.o.Disk.Read(filepath.Join(s.dir, sentFile))
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil
	}
	if err != nil {
		return p, fmt.Errorf("%w: %w", disk.ErrFolder, disk.Cause(err))
	}
	if err := json.Unmarshal(b, &p); err != nil {
		return chain.Position{}, fmt.Errorf("%s is damaged: %w", sentFile, err)
	}
	return p, nil
}

// Ends gives the number of the last entry of each file.
func (s *Store) Ends() map[int]int64 {
	out := map[int]int64{}
	for _, f := range s.read().files {
		out[f.n] = f.last.Seq
	}
	return out
}
