package archive

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"time"

	"filippo.io/age"

	"eclaire/consent"
	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
)

// A snapshot is the index as a file, encrypted like everything else, so that
// unlocking need not open every entry. It also says how far the chain went and
// what its last hash was, under a secret that only the private key gives: who
// rewrites the chain without the key is noticed at the next unlocking.

type snapshotHead struct {
	Until []chain.Position `json:"until"` // of each file: its last entry, of whatever kind
}

func macKey(k privateKey) []byte {
	m := hmac.New(sha256.New, []byte(k.text))
	m.Write([]byte("eclaire archive index 1"))
	return m.Sum(nil)
}

func macOf(k privateKey, head, rows []byte) []byte {
	m := hmac.New(sha256.New, macKey(k))
	_ = binary.Write(m, binary.BigEndian, uint64(len(head)))
	m.Write(head)
	m.Write(rows)
	return m.Sum(nil)
}

// saveIndex writes the snapshot if there is something new.
func (st *Staff) saveIndex() error {
	st.s.mu.Lock()
	defer st.s.mu.Unlock()
	return st.saveIndexLocked()
}

// saveIndexLocked needs the store's lock.
func (st *Staff) saveIndexLocked() error {
	st.mu.Lock()
	var key privateKey
	if len(st.keys) > 0 {
		key = st.keys[0]
	}
	st.mu.Unlock()
	st.index.mu.Lock()
	defer st.index.mu.Unlock()
	if key.none() || !st.index.built || st.index.dirty == 0 || st.s.o.ReadOnly {
		return nil
	}
	err := st.writeSnapshot(key)
	if err == nil {
		st.index.dirty = 0
	}
	return err
}

// writeSnapshot needs the index's lock.
func (st *Staff) writeSnapshot(key privateKey) error {
	x := &st.index
	var rows []byte
	for i := range x.rows {
		r := &x.rows[i].Row
		if r.Stray || r.Archive != (chain.ID{}) { // found anew each time
			continue
		}
		rows = appendRow(rows, r)
	}
	var h snapshotHead
	for _, f := range st.s.files {
		if f.r != nil && f.last.Seq > 0 {
			h.Until = append(h.Until, f.last.Position())
		}
	}
	text, err := json.Marshal(h)
	if err != nil {
		return err
	}
	b, err := chain.Encrypt(key.to, chain.Pack(chain.MagicIndex, 1, chain.ID{}, text, rows, macOf(key, text, rows)))
	if err != nil {
		return err
	}
	return disk.Write(st.s.o.Disk, filepath.Join(st.s.dir, indexFile), b)
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func appendRow(b []byte, r *Row) []byte {
	b = binary.AppendUvarint(b, uint64(r.File))
	b = binary.AppendUvarint(b, uint64(r.Seq))
	b = append(b, r.ID[:]...)
	flags := byte(0)
	if r.Erased {
		flags |= 1
	}
	if r.About.Specimen {
		flags |= 2
	}
	if r.About.Refers != "" {
		flags |= 4
	}
	if r.Unconfirmed {
		flags |= 8
	}
	b = append(b, flags)
	finished := ""
	if !r.About.Finished.IsZero() {
		finished = r.About.Finished.Format(time.RFC3339)
	}
	for _, s := range []string{r.Day, r.About.Record, r.About.BirthName, r.About.FirstNames, r.About.UsedName, r.About.Born,
		finished, string(r.About.Outcome), r.About.Clinician} {
		b = appendText(b, s)
	}
	if r.About.Refers != "" {
		b = appendText(b, r.About.Refers)
	}
	return b
}

var errSnapshot = errors.New("the index is damaged")

func parseRow(b []byte) (r Row, rest []byte, err error) {
	file, n := binary.Uvarint(b)
	if n <= 0 {
		return r, nil, errSnapshot
	}
	b = b[n:]
	seq, n := binary.Uvarint(b)
	if n <= 0 || len(b) < n+len(r.ID)+1 {
		return r, nil, errSnapshot
	}
	r.File, r.Seq, b = int(file), int64(seq), b[n:]
	copy(r.ID[:], b)
	flags := b[len(r.ID)]
	b = b[len(r.ID)+1:]
	r.Erased, r.About.Specimen, r.Unconfirmed = flags&1 > 0, flags&2 > 0, flags&8 > 0
	var finished, outcome string
	texts := []*string{&r.Day, &r.About.Record, &r.About.BirthName, &r.About.FirstNames, &r.About.UsedName, &r.About.Born,
		&finished, &outcome, &r.About.Clinician}
	if flags&4 > 0 {
		texts = append(texts, &r.About.Refers)
	}
	for _, s := range texts {
		size, n := binary.Uvarint(b)
		if n <= 0 || size > uint64(len(b)-n) {
			return r, nil, errSnapshot
		}
		*s, b = string(b[n:n+int(size)]), b[n+int(size):]
	}
	r.About.Outcome = consent.Outcome(outcome)
	if finished != "" {
		if r.About.Finished, err = time.Parse(time.RFC3339, finished); err != nil {
			return r, nil, errSnapshot
		}
	}
	return r, b, nil
}

// loadSnapshot reads the snapshot into the index, which must have begun.
func (st *Staff) loadSnapshot(keys []privateKey) (until []chain.Position, err error) {
	b, err := st.s.o.Disk.Read(filepath.Join(st.s.dir, indexFile))
	if err != nil {
		return nil, err
	}
	for _, key := range keys {
		plain, err := chain.Decrypt([]age.Identity{key}, b)
		if err != nil {
			continue
		}
		parts, err := chain.Unpack(chain.MagicIndex, chain.ID{}, plain, 3)
		if err != nil || !hmac.Equal(parts[2], macOf(key, parts[0], parts[1])) {
			return nil, errSnapshot
		}
		var h snapshotHead
		if err := json.Unmarshal(parts[0], &h); err != nil {
			return nil, errSnapshot
		}
		var list []Row
		for rows := parts[1]; len(rows) > 0; {
			var r Row
			if r, rows, err = parseRow(rows); err != nil {
				return nil, err
			}
			list = append(list, r)
		}
		st.index.addAll(list)
		return h.Until, nil
	}
	return nil, errSnapshot
}

// BuildIndex makes the archive searchable: from the snapshot and the entries
// that came since, then with what Options.Elsewhere has of other kiosks.
// progress, if any, is called from time to time.
func (st *Staff) BuildIndex(ctx context.Context, progress func(done, total int)) error {
	if err := st.buildOwn(ctx, progress); err != nil {
		return err
	}
	if err := st.keepFindings(ctx); err != nil {
		return err
	}
	return st.takeOthers(ctx)
}

func (st *Staff) buildOwn(ctx context.Context, progress func(done, total int)) error {
	if _, err := st.use(); err != nil {
		return err
	}
	st.mu.Lock()
	keys := st.keys
	st.mu.Unlock()
	st.s.mu.Lock() // no entry may come between reading and following
	defer st.s.mu.Unlock()
	x := &st.index
	x.mu.Lock()
	defer x.mu.Unlock()
	x.begin()
	until, err := st.loadSnapshot(keys)
	if err != nil {
		x.begin()
		until = nil
		if refused(err) {
			st.notice(chain.Finding{Kind: chain.FoundSystem})
		} else if !errors.Is(err, fs.ErrNotExist) {
			st.notice(chain.Finding{Kind: chain.FoundRewrite})
		} else if st.s.plain.Format > 1 { // it was made with the archive
			st.notice(chain.Finding{Kind: chain.FoundIndex})
		}
	}
	follows, err := st.follows(ctx, until)
	if err != nil {
		return err
	}
	if !follows {
		x.begin()
		until = nil
	}
	if err := st.readHeads(ctx, until, progress); err != nil {
		return err
	}
	x.sort()
	x.built = true
	if x.dirty > 0 && !st.s.o.ReadOnly && len(keys) > 0 {
		if err := st.writeSnapshot(keys[0]); err == nil {
			x.dirty = 0
		}
	}
	return nil
}

// follows tells whether the chain still holds what the snapshot saw.
func (st *Staff) follows(ctx context.Context, until []chain.Position) (bool, error) {
	good := true
	for _, p := range until {
		f := st.s.byNumber(p.File)
		if f != nil && f.unread {
			st.notice(chain.Finding{Kind: chain.FoundSystem, File: p.File})
			return false, nil
		}
		if f == nil || f.first == 0 {
			st.notice(chain.Finding{Kind: chain.FoundFile, File: p.File})
			good = false
			continue
		}
		if e, err := f.entry(ctx, p.Seq); f.refusedBy(err) {
			return false, st.s.storeError(err)
		} else if err != nil || e.Hash != p.Hash {
			st.notice(chain.Finding{Kind: chain.FoundRewrite, File: p.File, Seq: p.Seq})
			good = false
		}
	}
	return good, nil
}

func (st *Staff) notice(f chain.Finding) {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.found = append(st.found, f)
}

// Findings gives what unlocking and building the index noticed.
func (st *Staff) Findings() []chain.Finding {
	st.mu.Lock()
	defer st.mu.Unlock()
	return append([]chain.Finding(nil), st.found...)
}

// toOpen is a consent whose head must be decrypted, and what came of it.
type toOpen struct {
	f      *file
	e      chain.Entry
	p      chain.Parcel
	unread bool
	odd    bool // no key that counts signed it
	out    *chain.About
}

// readHeads opens the heads of all consents after the snapshot and applies what
// later entries say. It needs the store's and the index's lock.
func (st *Staff) readHeads(ctx context.Context, until []chain.Position, progress func(done, total int)) error {
	seen := map[int]int64{}
	for _, p := range until {
		seen[p.File] = p.Seq
	}
	total := 0
	for _, f := range st.s.files {
		if f.first > 0 {
			total += int(f.last.Seq - max(seen[f.n], f.first-1))
		}
	}
	h := &headReader{st: st, r: st.s.reader(), total: total, progress: progress}
	for _, f := range st.s.files {
		if f.r == nil || f.first == 0 {
			continue
		}
		if err := h.read(ctx, f, seen[f.n]); err != nil {
			return err
		}
	}
	return nil
}

// headReader opens the heads of consents, some at a time.
type headReader struct {
	st          *Staff
	r           reader
	done, total int
	progress    func(done, total int)
	batch       []*toOpen
}

// read opens the heads of a file's consents after seen, and applies the marks of
// all its entries.
func (h *headReader) read(ctx context.Context, f *file, seen int64) error {
	from := f.first
	var marks []chain.Entry
	if !f.bad {
		if early, err := f.marks(ctx, seen); err == nil {
			marks, from = early, max(from, seen+1)
		}
	}
	marks = slices.DeleteFunc(marks, func(e chain.Entry) bool { return !h.r.counts(e) })
	healthy := map[int64]bool{}
	var stop error
	_, err := f.each(ctx, from, f.last.Seq, func(e chain.Entry) {
		if stop != nil || f.bad && !e.Fits() {
			return
		}
		if f.bad {
			healthy[e.Seq] = true
		}
		switch e.Kind {
		case chain.KindConsent:
			if e.Seq > seen {
				h.batch = append(h.batch, &toOpen{f: f, e: e})
			}
		case chain.KindHold, chain.KindRelease, chain.KindTombstone:
			if h.r.counts(e) {
				marks = append(marks, e)
			}
		}
		if e.Seq > seen {
			h.done++
		}
		if len(h.batch) == chunk {
			stop = h.flush(ctx, f)
		}
	})
	if err := errors.Join(stop, err); err != nil {
		return err
	}
	if err := h.flush(ctx, f); err != nil {
		return err
	}
	if f.bad {
		if err := h.st.findStrays(ctx, f, healthy); err != nil {
			return err
		}
	}
	for _, e := range marks {
		if i, ok := h.st.index.place[e.Refers]; !ok || e.Kind != chain.KindTombstone || !h.st.index.rows[i].Erased {
			h.st.index.mark(e)
		}
	}
	return nil
}

// marks gives the entries of a healthy file up to a number that say something of the
// consents in the snapshot.
func (f *file) marks(ctx context.Context, upTo int64) (out []chain.Entry, err error) {
	return f.entries(ctx, f.r, "seq <= ? AND kind IN (?, ?, ?) ORDER BY seq",
		upTo, string(chain.KindHold), string(chain.KindRelease), string(chain.KindTombstone))
}

// flush opens what has gathered.
func (h *headReader) flush(ctx context.Context, f *file) error {
	if err := h.st.openHeads(ctx, h.batch); err != nil {
		return err
	}
	for _, o := range h.batch {
		r := Row{File: f.n, Seq: o.e.Seq, ID: o.e.ID, Day: o.e.Day, Unconfirmed: o.odd}
		if r.Erased = o.p.Head == nil && !o.unread; !r.Erased && o.out != nil {
			r.About = *o.out
		}
		h.st.index.add(r, false)
		h.st.index.dirty++
	}
	h.batch = h.batch[:0]
	if h.progress != nil {
		h.progress(h.done, h.total)
	}
	return ctx.Err()
}

// openHeads decrypts a batch on all processors.
func (st *Staff) openHeads(ctx context.Context, batch []*toOpen) error {
	keys, err := st.use()
	if err != nil {
		return err
	}
	var there []*toOpen
	for _, o := range batch {
		if ctx.Err() != nil {
			break
		}
		o.p, err = o.f.headOf(ctx, o.e)
		if o.unread = err != nil; !o.unread && o.p.Head != nil {
			there = append(there, o)
		}
	}
	trust := st.s.trust
	onAllCores(len(there), func(i int) {
		o := there[i]
		o.odd = trust.Judge(o.e) != ""
		if h, err := o.p.Inside(keys); err == nil {
			o.out = h.About
		}
	})
	return nil
}
