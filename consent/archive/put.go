package archive

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
)

// Receipt tells what became of a document. Only with it in hand may the screen
// say "signed".
type Receipt struct {
	ID       chain.ID       `json:"id"`
	Position chain.Position `json:"position"`
	// Warnings are FoundClock, FoundZone, and FoundRotated when a new file was begun
	// because the last one is damaged.
	Warnings []chain.Found `json:"warnings,omitempty"`
}

// draft is an entry to come.
type draft struct {
	id      chain.ID
	kind    chain.Kind
	at      time.Time
	refers  chain.ID
	tag     chain.ID
	note    string
	head    chain.Part
	body    chain.Part
	late    func() error // see whole
	word    chain.Signer // the staff's, where only they may say it
	about   *chain.About // for the index
	tried   *bool        // whether it may be there since an earlier try; nil: no
	unwarns bool         // what was handed in by another program has its own time
}

// whole waits until all of a draft is there, and of those that were prepared with it.
func (d *draft) whole() error {
	if d.late == nil {
		return nil
	}
	return d.late()
}

// pendingPut is a document that could not be kept yet. When it is put again, the same
// entry is used, so that it is never kept twice.
type pendingPut struct {
	sum    chain.Hash // of session and document
	drafts []draft
}

// Put keeps a sealed document and its session file (consent.Record.Marshal) as
// one entry with its line in the audit trail: both or neither. It returns only
// after commit, flush and reading back. It can be called again after an error.
func (s *Store) Put(ctx context.Context, record string, pdf, session []byte) (Receipt, error) {
	return s.put(ctx, record, pdf, session, "")
}

// put keeps a document with a note that everybody may read.
func (s *Store) put(ctx context.Context, record string, pdf, session []byte, note string) (Receipt, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.o.ReadOnly {
		return Receipt{}, ErrReadOnly
	}
	now := s.o.Now()
	warnings := s.warnings(now)
	var lines []handed
	var beside sync.WaitGroup // the person waits for this
	beside.Go(func() { lines, _ = s.handedIn() })
	p, err := s.prepare(record, pdf, session, note, now, warnings)
	beside.Wait()
	if err != nil {
		return Receipt{}, fmt.Errorf("%w: %w", disk.ErrStore, err)
	}
	s.take(ctx, lines)
	before := len(s.files)
	entries, err := s.append(ctx, nil, p.drafts...)
	if err != nil {
		if p.drafts[0].whole() == nil { // it reads what is the caller's again after this
			p.sum = chain.SumOfAll(session, pdf)
			s.pending[record] = p
		}
		return Receipt{}, err
	}
	delete(s.pending, record)
	if before > 0 && len(s.files) > before {
		warnings = append(warnings, chain.FoundRotated)
	}
	e := entries[0]
	return Receipt{ID: e.ID, Position: e.Position(), Warnings: warnings}, nil
}

// Keep is Put for who needs no receipt.
func (s *Store) Keep(record string, pdf, session []byte) error {
	_, err := s.Put(context.Background(), record, pdf, session)
	return err
}

// Has tells whether a record is in the archive, without the key: by a tag that
// only who has the record's id can compute.
func (s *Store) Has(ctx context.Context, record string) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	tag := chain.TagOf(s.plain.Archive, record)
	for _, f := range s.files {
		if f.r == nil || f.first == 0 {
			continue
		}
		var n int
		if err := f.r.QueryRowContext(ctx, "SELECT count(*) FROM entry WHERE tag = ?", tag[:]).Scan(&n); err != nil && !f.bad {
			return false, s.storeError(err)
		}
		if n > 0 {
			return true, nil
		}
	}
	return false, nil
}

func (s *Store) prepare(record string, pdf, session []byte, note string, now time.Time, warnings []chain.Found) (*pendingPut, error) {
	if p := s.pending[record]; p != nil && p.sum == chain.SumOfAll(session, pdf) {
		return p, nil
	}
	id := chain.NewID()
	act := chain.Act{Action: "keep", Who: "kiosk", At: now, Entry: id}
	if len(warnings) > 0 {
		act.Detail = fmt.Sprint(warnings)
	}
	p := &pendingPut{drafts: []draft{
		{id: id, kind: chain.KindConsent, at: now, tag: chain.TagOf(s.plain.Archive, record), note: note, about: new(chain.About), tried: new(bool)}, {}}}
	doc, audit := &p.drafts[0], &p.drafts[1]
	form := s.writes()
	plain := chain.Pieces(chain.MagicBody, form, id, session, pdf)
	// The person waits for this: all but the body is done beside it, and what SQLite does
	// not ask for at once, while SQLite takes the body.
	var headErr, bodyErr, auditErr error
	headDone, bodyDone := make(chan struct{}), make(chan struct{})
	var beside sync.WaitGroup
	beside.Go(func() {
		*doc.about = chain.AboutOf(record, session, now)
		doc.head, headErr = s.encryptHead(id, chain.Inside{About: doc.about})
		close(headDone)
		*audit, auditErr = s.auditDraft(act)
		<-bodyDone
		doc.body.Digest(form, plain)
	})
	doc.late = func() error {
		beside.Wait()
		return auditErr
	}
	doc.body.Sealed, bodyErr = chain.Encrypt(s.to, plain...)
	close(bodyDone)
	<-headDone
	if err := errors.Join(headErr, bodyErr); err != nil {
		beside.Wait()
		return nil, err
	}
	return p, nil
}

// seal encrypts a part of an entry to come.
func (s *Store) seal(magic string, id chain.ID, parts ...[]byte) (chain.Part, error) {
	return chain.SealPart(s.to, magic, s.writes(), id, parts...)
}

func (s *Store) encryptHead(id chain.ID, h chain.Inside) (chain.Part, error) {
	text, err := json.Marshal(h)
	if err != nil {
		return chain.Part{}, fmt.Errorf("failed to write the head of an entry: %w", err)
	}
	return s.seal(chain.MagicHead, id, text)
}

func (s *Store) auditDraft(a chain.Act) (draft, error) {
	id := chain.NewID()
	h, err := s.encryptHead(id, chain.Inside{Act: &a})
	return draft{id: id, kind: chain.KindAudit, at: a.At, head: h}, err
}

// warnings tells what is odd about the time now.
func (s *Store) warnings(now time.Time) (out []chain.Found) {
	if day := chain.DayOf(now); s.lastDay != "" && day < s.lastDay || !s.lastAt.IsZero() && now.Round(0).Before(s.lastAt.Add(-time.Minute)) {
		out = append(out, chain.FoundClock)
	}
	if s.lastDay != "" && chain.ZoneOf(s.lastDay, now.Location()) != s.lastZone {
		out = append(out, chain.FoundZone)
	}
	return out
}

// append writes entries, and what also does, in one transaction; then it reads
// them back through another connection. A file that turns out to be damaged is
// left as it is, and the entries go to a new one.
func (s *Store) append(ctx context.Context, also func(context.Context, *sql.Tx) error, drafts ...draft) ([]chain.Entry, error) {
	if err := s.readAgain(ctx); err != nil {
		return nil, s.storeError(err)
	}
	for again := true; ; again = false {
		f, err := s.writable(ctx)
		if err == nil {
			var entries []chain.Entry
			if entries, err = s.commit(ctx, f, also, drafts); err == nil {
				s.written(entries, drafts)
				return entries, nil
			}
			s.drop(f)
		} else if n := len(s.files); n > 0 {
			f = s.files[n-1]
		}
		if errors.Is(err, ErrReadOnly) || ctx.Err() != nil {
			return nil, err
		}
		broken := damaged(err) && (f == nil || !f.refusedBy(err)) || errors.Is(err, errDiffers)
		if f != nil && broken {
			f.bad, s.fresh = true, true
		}
		if !broken || f == nil || also != nil || !again {
			return nil, s.storeError(err)
		}
	}
}

func (s *Store) commit(ctx context.Context, f *file, also func(context.Context, *sql.Tx) error, drafts []draft) ([]chain.Entry, error) {
	tried := drafts[0].tried != nil && *drafts[0].tried
	if drafts[0].tried != nil {
		*drafts[0].tried = true
	}
	a, err := f.adding(ctx)
	if err != nil {
		return nil, err
	}
	tx, err := f.w.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	if !tried {
		// the usual case: nothing of it can be there
	} else if err := drafts[0].whole(); err != nil {
		return nil, err
	} else if there, err := f.there(ctx, tx, drafts); err != nil || there != nil {
		if err == nil {
			_ = tx.Rollback()
			err = f.readBack(ctx, a.back, there, drafts)
		}
		return there, err
	}
	prev, seq, err := f.end(ctx, tx, a.end)
	if err != nil {
		return nil, err
	}
	if f.last.Seq > 0 && seq >= f.last.Seq && prev != f.last.Hash && !s.ours(ctx, f, tx) {
		return nil, errDiffers // never on top of what somebody else wrote meanwhile
	}
	entries := make([]chain.Entry, len(drafts))
	for i := range drafts {
		d := &drafts[i]
		if err := a.insertSealed(ctx, tx, seq+1, s.plain.Gen, d.head.Sealed, d.body.Sealed); err != nil {
			return nil, err
		}
		if err := d.whole(); err != nil {
			return nil, err
		}
		e := chain.Entry{File: f.n, Seq: seq + 1, ID: d.id, Kind: d.kind, Day: chain.DayOf(d.at), Zone: chain.ZoneOf(chain.DayOf(d.at), d.at.Location()),
			Refers: d.refers, Tag: d.tag, Note: d.note, HeadSum: d.head.Sum, BodySum: d.body.Sum, Prev: prev, Form: f.form}
		if f.form > 1 {
			e.HeadText, e.BodyText = d.head.Text, d.body.Text
		}
		e.Hash = e.Sum()
		if f.form > 1 {
			e.Sign = s.kiosk.Sign(chain.SignsEntry, s.plain.Archive[:], e.Hash[:])
			e.Word = d.word.Sign(chain.SignsWord, s.plain.Archive[:], e.Hash[:])
		}
		if err := a.insertEntry(ctx, tx, e); err != nil {
			return nil, err
		}
		entries[i], prev, seq = e, e.Hash, e.Seq
	}
	if also != nil {
		if err := also(ctx, tx); err != nil {
			return nil, err
		}
	}
	if err := tx.Commit(); err != nil {
		return nil, err
	}
	return entries, f.readBack(ctx, a.back, entries, drafts)
}

// ours tells whether all that stands behind the last entry known is of this kiosk: it was
// committed by a try that failed afterwards.
func (s *Store) ours(ctx context.Context, f *file, tx *sql.Tx) bool {
	behind, err := f.entries(ctx, tx, "seq > ? ORDER BY seq", f.last.Seq)
	link := chain.Link{Prev: f.last.Hash, Next: f.last.Seq + 1}
	return err == nil && !slices.ContainsFunc(behind, func(e chain.Entry) bool {
		return link.Follow(e) != "" || s.trust.Judge(e) == chain.FoundUnsigned
	})
}

// there gives the entries of drafts that were committed by an earlier try whose
// reading back failed.
func (f *file) there(ctx context.Context, tx *sql.Tx, drafts []draft) ([]chain.Entry, error) {
	var out []chain.Entry
	for _, d := range drafts {
		e, err := f.scanEntry(tx.QueryRowContext(ctx, "SELECT "+f.columns("")+" FROM entry WHERE id = ?", d.id[:]))
		if errors.Is(err, sql.ErrNoRows) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

// end gives what the next entry of a file follows.
func (f *file) end(ctx context.Context, tx *sql.Tx, last *sql.Stmt) (prev chain.Hash, seq int64, err error) {
	var h []byte
	err = tx.StmtContext(ctx, last).QueryRowContext(ctx).Scan(&seq, &h)
	if err == nil {
		copy(prev[:], h)
		return prev, seq, nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return prev, 0, err
	}
	values := map[string]string{}
	for _, name := range []string{"archive", "recipient", "after", "first"} {
		if values[name], err = meta(ctx, tx, name); err != nil {
			return prev, 0, err
		}
	}
	archive, err1 := chain.ParseID(values["archive"])
	after, err2 := chain.ParseHash(values["after"])
	_, err3 := fmt.Sscan(values["first"], &seq)
	f.first = seq
	return chain.Origin(archive, f.n, values["recipient"], after), seq - 1, errors.Join(err1, err2, err3)
}

// errDiffers says that the file does not hold what was written into it.
var errDiffers = fmt.Errorf("%w: it differs", disk.ErrReadBack)

// readBack compares what another connection reads with what was written, in one look at
// the file.
func (f *file) readBack(ctx context.Context, back *sql.Stmt, entries []chain.Entry, drafts []draft) error {
	read := func() error {
		rows, err := back.QueryContext(ctx, entries[0].Seq, entries[len(entries)-1].Seq)
		if err != nil {
			return err
		}
		defer rows.Close()
		for i, want := range entries {
			if !rows.Next() {
				return cmp.Or(rows.Err(), sql.ErrNoRows)
			}
			var head, body sql.RawBytes // compared where they lie
			e, err := f.scanEntry(rows, &head, &body)
			if err != nil {
				return err
			}
			if e != want || !e.Fits() || !bytes.Equal(head, drafts[i].head.Sealed) || !bytes.Equal(body, drafts[i].body.Sealed) {
				return errDiffers
			}
		}
		return rows.Close()
	}
	if err := read(); err != nil && !errors.Is(err, errDiffers) {
		return fmt.Errorf("%w: %w", disk.ErrReadBack, err)
	} else {
		return err
	}
}

// written notes what was kept: in the marker and in the open index.
func (s *Store) written(entries []chain.Entry, drafts []draft) {
	for i, e := range entries {
		s.byNumber(e.File).last = e
		if !drafts[i].unwarns {
			s.lastAt = drafts[i].at.Round(0)
		}
		if e.Day >= s.lastDay {
			s.lastDay, s.lastZone = e.Day, e.Zone
		}
		if st := s.staff; st != nil {
			st.index.take(e, drafts[i].about)
		}
	}
	if e := entries[len(entries)-1]; e.File > s.marker.at.File || e.Seq > s.marker.at.Seq {
		s.marker.set(e)
	}
	s.tell()
}

// record writes a line of the audit trail. A store that is open for reading
// only leaves it, encrypted, to the program that writes.
func (s *Store) record(ctx context.Context, a chain.Act) error {
	a.At = s.o.Now()
	d, err := s.auditDraft(a)
	if err != nil {
		return err
	}
	if s.o.ReadOnly {
		return s.handIn(d)
	}
	_, err = s.append(ctx, nil, d)
	return err
}
