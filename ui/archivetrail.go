package ui

import (
	"context"
	"slices"
	"time"

	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
	"eclaire/consent/inspect"
	"eclaire/ui/screen"
)

// OpenTrail reads the audit trail, of all or of the opened document, and shows
// the newest lines.
func (d *archiveDesk) OpenTrail(entry bool) {
	of, route := chain.ID{}, screen.Route{Name: screen.ArchiveTrail}
	if entry {
		of, route.Item = d.vault.doc.Entry.ID, "entry"
	}
	d.State().Route = route
	var read trail
	d.withArchive(screen.Tracing, func(ctx context.Context, st *archive.Staff, _ func(done, of int64)) error {
		if err := st.Act(ctx, "trail", of, ""); err != nil {
			return err
		}
		if err := st.Trail(ctx, of, func(t archive.Trace) error { return read.take(ctx, t) }); err != nil {
			return err
		}
		return read.name(ctx, st)
	}, func() {
		if !read.backup.IsZero() {
			d.vault.backup = read.backup
		}
		d.State().Archive.Trail = screen.TrailView{Rows: read.rows, Shown: screen.ArchivePage, More: read.more}
		d.Go(route)
	})
}

// mostLines is how many lines of the audit trail are kept to be shown.
const mostLines = 1000

// trail collects the newest lines of the audit trail.
type trail struct {
	acts   []chain.Act
	rows   []screen.TrailRow // the newest first
	more   bool
	backup time.Time
}

func (t *trail) take(ctx context.Context, x archive.Trace) error {
	if x.Act.Action == "backup" {
		t.backup = x.Act.At
	}
	if t.acts = append(t.acts, x.Act); len(t.acts) >= 2*mostLines {
		t.acts, t.more = append(t.acts[:0], t.acts[len(t.acts)-mostLines:]...), true
	}
	return ctx.Err()
}

// name turns the newest lines into rows with the numbers of their documents.
func (t *trail) name(ctx context.Context, st *archive.Staff) error {
	if len(t.acts) > mostLines {
		t.acts, t.more = t.acts[len(t.acts)-mostLines:], true
	}
	numbers := map[chain.ID]string{}
	for _, a := range t.acts {
		if a.Entry != (chain.ID{}) {
			numbers[a.Entry] = ""
		}
	}
	if err := numberAll(ctx, st, numbers); err != nil {
		return err
	}
	for _, a := range slices.Backward(t.acts) {
		t.rows = append(t.rows, screen.TrailRow{At: a.At, Who: a.Who, Action: a.Action, Record: numbers[a.Entry], Why: a.Why, Detail: a.Detail})
	}
	return nil
}

// numberAll finds the records' ids of entries.
func numberAll(ctx context.Context, st *archive.Staff, numbers map[chain.ID]string) error {
	if len(numbers) == 0 {
		return nil
	}
	rows, err := st.Search(ctx, archive.Query{})
	if err != nil {
		return err
	}
	for _, r := range rows {
		if _, wanted := numbers[r.ID]; wanted {
			numbers[r.ID] = r.About.Record
		}
	}
	return nil
}

// VerifyArchive checks the chain, every content and every seal.
func (d *archiveDesk) VerifyArchive() {
	var view screen.ReportView
	store := d.store
	d.withArchive(screen.Verifying, func(ctx context.Context, st *archive.Staff, told func(done, of int64)) error {
		report, err := st.Verify(ctx, inspect.Sealed, told)
		if err == nil {
			view, err = reportView(ctx, st, report, unconfirmedKey(store))
		}
		return err
	}, func() {
		view.At = d.Now()
		d.reported(view)
		if d.vault.away {
			d.EndSession()
			return
		}
		d.State().Archive.Report = &view
		d.Redraw()
	})
}

func reportView(ctx context.Context, st *archive.Staff, r chain.Report, unconfirmed string) (screen.ReportView, error) {
	out := screen.ReportView{Whole: r.Whole(), Damaged: r.Damaged(), Entries: r.Entries, Consents: r.Consents, Erased: r.Erased, Checked: r.Decrypted}
	numbers := map[chain.ID]string{}
	for _, f := range r.Findings {
		if f.ID != (chain.ID{}) {
			numbers[f.ID] = ""
		}
	}
	if err := numberAll(ctx, st, numbers); err != nil {
		return out, err
	}
	for _, f := range r.Findings {
		row := foundView(f)
		row.Record = numbers[f.ID]
		switch {
		case f.Kind == chain.FoundEarlier:
			row.Told = screen.EntryID(f.ID)
		case f.Kind == chain.FoundKiosk && f.Archive == chain.ID{}:
			row.Print = unconfirmed
		}
		out.Findings = append(out.Findings, row)
	}
	return out, nil
}

func foundView(f chain.Finding) screen.FoundView {
	return screen.FoundView{Kind: foundID(f), File: f.File, Seq: f.Seq, Was: string(f.Was), Harmless: f.Harmless(), Waits: f.Waits(), Damage: f.Damage()}
}

// unconfirmedKey gives the fingerprint of the key with which this kiosk signs, if staff
// have not confirmed it.
func unconfirmedKey(store *archive.Store) string {
	for _, k := range store.Kiosks() {
		if k.Here && !k.Confirmed {
			return k.Key.Fingerprint()
		}
	}
	return ""
}

// Acknowledge says by name that what was found earlier is known.
func (d *archiveDesk) Acknowledge(told screen.EntryID) {
	why := d.say().T("archive.verify.seen.why")
	d.withArchive(screen.Noting, func(ctx context.Context, st *archive.Staff, _ func(done, of int64)) error {
		return st.Acknowledge(ctx, chain.ID(told), why)
	}, func() {
		d.settled(func(f screen.FoundView) bool { return f.Told == told }, func(f chain.Finding) bool { return f.Kind == chain.FoundEarlier && f.ID == chain.ID(told) })
	})
}

// ConfirmKiosk lets a key of this kiosk count.
func (d *archiveDesk) ConfirmKiosk(fingerprint string) {
	d.withArchive(screen.Noting, func(ctx context.Context, st *archive.Staff, _ func(done, of int64)) error {
		return st.ConfirmKiosk(ctx, fingerprint)
	}, func() {
		d.settled(func(f screen.FoundView) bool { return f.Print == fingerprint }, func(f chain.Finding) bool { return f.Kind == chain.FoundKiosk && f.Archive == chain.ID{} })
	})
}

// settled takes what waits for staff no more out of the report shown and out of what
// opening the archive found, and says what is left.
func (d *archiveDesk) settled(shown func(screen.FoundView) bool, opened func(chain.Finding) bool) {
	d.opened = slices.DeleteFunc(slices.Clone(d.opened), opened)
	d.note()
	if r := d.State().Archive.Report; r != nil {
		view := *r
		view.Findings = slices.DeleteFunc(slices.Clone(r.Findings), shown)
		view.Whole = !slices.ContainsFunc(view.Findings, func(f screen.FoundView) bool { return !f.Harmless })
		d.reported(view)
		d.State().Archive.Report = &view
	}
	d.Redraw()
}

// reported notes for the staff's screen what a check found.
func (d *archiveDesk) reported(view screen.ReportView) {
	v := &d.vault
	if view.Whole || view.Damaged {
		v.verified, v.whole = view.At, view.Whole
	}
	v.found = nil
	for _, f := range view.Findings {
		if f.Damage && !slices.Contains(v.found, f.Kind) {
			v.found = append(v.found, f.Kind)
		}
	}
}
