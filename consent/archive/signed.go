package archive

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"eclaire/consent/archive/chain"
)

// checkSigned looks at what the signatures say of the archive as a whole: whether the
// entries of an earlier format are covered by staff, and whether the last entry of each
// file is signed. All others are looked at with the contents.
func (s *Store) checkSigned(ctx context.Context, report *chain.Report) {
	if s.plain.Format < 2 {
		report.Add(chain.Finding{Kind: chain.FoundOld})
		return
	}
	if own := s.kiosk.Public(); own != (chain.SigningKey{}) && slices.Contains(s.trust.Others, own) {
		report.Add(chain.Finding{Kind: chain.FoundKiosk})
	}
	var old *file
	for _, f := range s.files {
		if f.form < 2 {
			old = f
			continue
		}
		if f.r == nil || f.last.Seq == 0 {
			continue
		}
		if kind := s.trust.Judge(f.last); kind == chain.FoundUnsigned {
			report.AddOnce(chain.Finding{Kind: kind, File: f.n, Seq: f.last.Seq, ID: f.last.ID})
			s.spoil(f)
		}
	}
	s.covered = old == nil || s.isCovered(ctx, old)
	if !s.covered {
		report.Add(chain.Finding{Kind: chain.FoundUncovered, File: old.n, Seq: old.last.Seq})
	}
}

// spoil lets nothing be added to a file any more.
func (s *Store) spoil(f *file) {
	f.bad = true
	s.fresh = s.fresh || f == s.files[len(s.files)-1]
}

// isCovered tells whether staff signed that all entries of format 1 are whole, of which
// the last stands at the end of a file.
func (s *Store) isCovered(ctx context.Context, last *file) bool {
	return s.reader().noted(ctx, chain.KindCover, last.last.Position().String())
}

// prove derives the key with which staff sign, and compares it with the one that is noted.
// The caller has the store's lock.
func (st *Staff) prove(ctx context.Context) error {
	s := st.s
	if s.plain.Format < 2 {
		return nil
	}
	word, err := chain.StaffSigner(st.keys[0].text)
	if err != nil {
		return err
	}
	half, n := word.Public(), len(s.plain.Staff)
	if n == 0 || s.plain.Staff[n-1].Key != half {
		st.notice(chain.Finding{Kind: chain.FoundStaffKey})
	}
	st.word = word
	s.trust = s.plain.trust(s.kiosk.Public(), half)
	if s.o.ReadOnly || s.kiosk.None() {
		return nil
	}
	p := s.plain
	if p.prove(s.kiosk, half) {
		if err := p.write(s.o.Disk, s.dir); err != nil {
			return err
		}
		s.plain = p
	}
	if p := s.plain; p.Rekeying > 0 && !s.reader().begun(ctx, p) {
		st.notice(chain.Finding{Kind: chain.FoundReencrypted})
	}
	s.finishErasures(ctx)
	return nil
}

// Upgrade brings an archive of format 1 forward: it checks every entry of it, lets staff
// sign for them as a whole, and lets the kiosk sign what comes. The caller made a backup.
// Stopped at any point, it can be run again, and the archive is whole meanwhile. sealed
// and progress are those of Verify.
func (st *Staff) Upgrade(ctx context.Context, sealed func(pdf, session []byte) bool, progress func(done, total int64)) error {
	s := st.s
	if s.o.ReadOnly {
		return ErrReadOnly
	}
	if s.read().plain.Rekeying > 0 {
		return errors.New("a change of key was begun and not finished: finish it first")
	}
	if _, err := st.Search(ctx, Query{Limit: 1}); err != nil { // the index is written at the end
		return err
	}
	report, err := st.Verify(ctx, sealed, progress)
	if err != nil {
		return err
	}
	for _, f := range report.Findings {
		if !f.Harmless() && f.Kind != chain.FoundUncovered {
			return fmt.Errorf("%w: %s", ErrNotWhole, f)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.plain.Format < 2 {
		if err := st.begin2(); err != nil {
			return err
		}
	}
	var last *file
	for _, f := range s.files {
		if f.form < 2 && f.first > 0 {
			last = f
		}
	}
	if last == nil || s.covered {
		s.covered = true
		return nil
	}
	keys, word, err := st.private()
	if err != nil {
		return err
	}
	d, err := s.auditDraft(chain.Act{Action: "upgrade", Who: st.who, At: s.o.Now()})
	if err != nil {
		return err
	}
	d.kind, d.note, d.word = chain.KindCover, last.last.Position().String(), word
	if _, err := s.append(ctx, nil, d); err != nil {
		return err
	}
	s.covered = true
	st.index.mu.Lock()
	defer st.index.mu.Unlock()
	return st.writeSnapshot(keys[0])
}

// ErrNotWhole says that an archive is not brought forward, since something is wrong with it.
var ErrNotWhole = errors.New("the archive is not whole")

// begin2 makes the folder one of format 2; what comes goes into a file of its own.
func (st *Staff) begin2() error {
	s := st.s
	keys, _, err := st.private()
	if err != nil {
		return err
	}
	p := s.plain
	own, word, err := p.sign(s.o, s.dir, keys[0])
	if err != nil {
		return err
	}
	p.Format, p.Since = 2, 1
	for _, f := range s.files {
		p.Since = max(p.Since, f.n+1)
	}
	if m := s.marker.at; m.File >= p.Since {
		p.Since = m.File + 1
	}
	if err := p.write(s.o.Disk, s.dir); err != nil {
		return err
	}
	s.plain, s.kiosk, s.trust, s.fresh = p, own, p.trust(own.Public(), word.Public()), true
	clear(s.pending) // of format 1
	st.mu.Lock()
	st.word = word
	st.mu.Unlock()
	return nil
}

// Last gives the place of the last entry; the zero Position if there is none.
func (s *Store) Last() chain.Position {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range slices.Backward(s.files) {
		if f.last.Seq > 0 {
			return f.last.Position()
		}
	}
	return chain.Position{}
}
