package archive

import (
	"context"
	"errors"

	"eclaire/consent/archive/chain"
)

// What a check finds may be gone at the next one: an entry that was cut off is forgotten
// once another stands in its place. So a finding goes into the chain, and is told until
// a member of staff acknowledges it.

// Told is a finding that stands in the chain.
type Told struct {
	ID      chain.ID      `json:"id"`
	Day     string        `json:"day"`
	Finding chain.Finding `json:"finding"`
	Seen    bool          `json:"seen"` // somebody acknowledged it
}

// told lists the findings in the chain, the oldest first.
func (r reader) told(ctx context.Context) (out []Told, err error) {
	for _, f := range r.files {
		if f.form < 2 {
			continue
		}
		noted, readErr := f.entries(ctx, f.r, "kind = ? ORDER BY seq", string(chain.KindFinding))
		err = errors.Join(err, readErr)
		for _, e := range noted {
			if found, ok := chain.ParseFindingNote(e.Note); ok && e.Fits() {
				out = append(out, Told{ID: e.ID, Day: e.Day, Finding: found})
			}
		}
	}
	for i := range out {
		seen, seenErr := r.about(ctx, out[i].ID, chain.KindSeen)
		out[i].Seen, err = len(seen) > 0, errors.Join(err, seenErr)
	}
	return out, err
}

// Told lists the findings in the chain, the oldest first.
func (s *Store) Told(ctx context.Context) ([]Told, error) {
	out, err := s.read().told(ctx)
	return out, s.storeError(err)
}

// keepFindings writes into the chain what is no harmless finding and does not stand there
// yet. It needs the store's lock.
func (s *Store) keepFindings(ctx context.Context, found []chain.Finding) error {
	if s.o.ReadOnly || s.plain.Format < 2 {
		return nil
	}
	told, _ := s.reader().told(ctx) // what cannot be read is told again
	there := map[string]bool{}
	for _, t := range told {
		there[chain.FindingNote(t.Finding)] = true
	}
	for _, f := range found {
		note := chain.FindingNote(f)
		if f.Harmless() || f.Lasts() || f.Archive != (chain.ID{}) && !f.Anchored() || there[note] || len(there) >= chain.MaxFindings {
			continue
		}
		there[note] = true
		d, err := s.auditDraft(chain.Act{Action: "finding", Who: "kiosk", At: s.o.Now(), Detail: f.String()})
		if err != nil {
			return err
		}
		d.kind, d.note = chain.KindFinding, note
		if _, err := s.append(ctx, nil, d); err != nil {
			return err
		}
	}
	return nil
}

// keepFindings writes into the chain what unlocking noticed.
func (st *Staff) keepFindings(ctx context.Context) error {
	st.s.mu.Lock()
	defer st.s.mu.Unlock()
	return st.s.keepFindings(ctx, st.Findings())
}

// checkTold adds what was found earlier and nobody acknowledged, unless this check found
// it again.
func (s *Store) checkTold(ctx context.Context, report *chain.Report) {
	told, _ := s.reader().told(ctx)
	now := map[string]bool{}
	for _, f := range report.Findings {
		now[chain.FindingNote(f)] = true
	}
	for _, t := range told {
		if !t.Seen && !now[chain.FindingNote(t.Finding)] {
			report.Add(chain.Finding{Kind: chain.FoundEarlier, File: t.Finding.File, Seq: t.Finding.Seq, ID: t.ID, Was: t.Finding.Kind, Archive: t.Finding.Archive})
		}
	}
}

// Acknowledge lets a member of staff say by name that they know of a finding. It is not
// told again.
func (st *Staff) Acknowledge(ctx context.Context, finding chain.ID, why string) error {
	if _, err := st.use(); err != nil {
		return err
	}
	if st.s.o.ReadOnly {
		return ErrReadOnly
	}
	if why == "" {
		return ErrReason
	}
	_, e, err := st.s.read().find(ctx, finding)
	if err != nil {
		return err
	}
	found, ok := chain.ParseFindingNote(e.Note)
	if e.Kind != chain.KindFinding || !ok {
		return ErrNoEntry
	}
	if err := st.say(ctx, chain.KindSeen, "acknowledge", finding, why); err != nil || found.Kind != chain.FoundGone {
		return err
	}
	return st.s.forgetHead(found.Archive) // that it is gone is known by now
}
