package archive

import (
	"context"
	"errors"
	"time"

	"eclaire/consent"
	"eclaire/consent/archive/chain"
)

const forever = 100 * 365 * 24 * time.Hour

// Verify checks the whole chain and that every encrypted content is what was
// written, without the key and beside all other work. progress may be nil.
// Damage found in the newest file makes the next entry begin a new one.
func (s *Store) Verify(ctx context.Context, progress func(done, total int64)) (chain.Report, error) {
	o := s.o
	o.ReadOnly, o.CheckFor, o.progress = true, forever, progress
	other, report, err := Open(ctx, s.dir, o)
	if err != nil {
		return report, err
	}
	defer other.Close()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range other.files {
		if mine := s.byNumber(f.n); mine != nil && f.bad {
			s.spoil(mine)
		}
	}
	return report, nil
}

// Holds tells whether the chain goes through a place that was noted earlier.
func (s *Store) Holds(ctx context.Context, p chain.Position) bool {
	for _, f := range s.read().files {
		if f.n == p.File {
			e, err := f.entry(ctx, p.Seq)
			return err == nil && e.Hash == p.Hash && e.Fits()
		}
	}
	return false
}

// Verify checks what Store.Verify checks, and opens every entry: it must be
// what its place says, hold a record that a session could have ended in, and a
// document that sealed accepts. Of a record that a newer program made, only the
// first can be said. sealed may be nil.
func (st *Staff) Verify(ctx context.Context, sealed func(pdf, session []byte) bool, progress func(done, total int64)) (chain.Report, error) {
	if err := st.Act(ctx, "verify", chain.ID{}, ""); err != nil {
		return chain.Report{}, err
	}
	report, err := st.s.Verify(ctx, nil)
	if err != nil {
		return report, err
	}
	report.Findings = append(report.Findings, st.Findings()...)
	reader := st.s.read()
	err = reader.each(ctx, func(f *file, e chain.Entry) error {
		kind, err := st.verifyEntry(ctx, reader, f, e, sealed)
		if err != nil {
			return err
		}
		if kind != "" {
			report.Add(chain.Finding{Kind: kind, File: f.n, Seq: e.Seq, ID: e.ID})
		}
		report.Decrypted++
		if progress != nil {
			progress(report.Decrypted, report.Entries)
		}
		return ctx.Err()
	})
	return report, err
}

func (st *Staff) verifyEntry(ctx context.Context, in reader, f *file, e chain.Entry, sealed func(pdf, session []byte) bool) (chain.Found, error) {
	keys, err := st.use()
	if err != nil {
		return "", err
	}
	p, err := f.parcel(ctx, e.Seq)
	if f.refusedBy(err) {
		return chain.FoundSystem, nil
	}
	if err != nil || p.Head == nil {
		return "", nil // told by the check of contents
	}
	h, err := p.Inside(keys)
	if err != nil || (e.Kind == chain.KindConsent) != (h.About != nil) {
		return chain.FoundUnread, nil
	}
	if e.Kind != chain.KindConsent {
		return "", nil
	}
	d, err := in.open(ctx, keys, p)
	if err != nil || chain.TagOf(in.plain.Archive, h.About.Record) != e.Tag {
		return chain.FoundUnread, nil
	}
	r, err := consent.ParseRecord(d.Session)
	if errors.Is(err, consent.ErrNewerRecord) {
		return chain.FoundNewer, nil
	}
	if err != nil || r.ID != h.About.Record {
		return chain.FoundUnread, nil
	}
	if d.Unstamped || sealed != nil && !sealed(d.PDF, d.Session) {
		return chain.FoundSeal, nil
	}
	return "", nil
}
