package ui

import (
	"context"
	"strings"
	"time"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
	"eclaire/ui/screen"
)

// mostRows is how many rows a search brings; who finds more narrows it.
const mostRows = 1000

// openList notes that the list is looked at, and shows it.
func (d *archiveDesk) openList() {
	d.State().Route = screen.Route{Name: screen.ArchiveList}
	d.withArchive(screen.Opening, func(ctx context.Context, st *archive.Staff, _ func(done, of int64)) error {
		return st.Act(ctx, "list", chain.ID{}, "")
	}, func() {
		d.Go(screen.Route{Name: screen.ArchiveList})
		d.SearchArchive(true)
	})
}

// SearchArchive looks for what State's Find says, away from the screen, and fills
// the list.
func (d *archiveDesk) SearchArchive(now bool) {
	st, state := d.vault.staff, d.State()
	if st == nil {
		d.askPassphrase("locked")
		return
	}
	q := d.query(state.Archive.Find)
	var rows []archive.Row
	var err error
	d.search.do(task{work: func(ctx context.Context) {
		if !now {
			d.pause(searchPause)
		}
		if ctx.Err() == nil { // else more was typed meanwhile
			rows, err = st.Search(ctx, q)
		}
	}, show: func() {
		if err != nil {
			d.archiveFailed(err)
			return
		}
		a := &state.Archive
		a.More = len(rows) > mostRows
		a.Rows, a.Shown = archiveRows(rows[:min(len(rows), mostRows)]), screen.ArchivePage
		if state.Route.Name == screen.ArchiveList && a.Working == "" {
			d.redrawInPlace()
		}
	}})
}

// query is what the archive is asked.
func (d *archiveDesk) query(f screen.Find) archive.Query {
	q := archive.Query{Text: f.Text, Clinician: f.Clinician, Outcome: consent.Outcome(f.Outcome), Erased: true, Limit: mostRows + 1}
	if f.ByName {
		q.Order = archive.ByName
	}
	today := d.Now()
	switch f.Period {
	case screen.PeriodToday:
		q.From = consent.DateOf(today)
	case screen.PeriodWeek:
		q.From = consent.DateOf(today.AddDate(0, 0, -6))
	case screen.PeriodYear:
		q.From = consent.Date{Year: today.Year(), Month: time.January, Day: 1}
	case screen.PeriodDays:
		q.From, _ = d.words.ParseDate(f.From) // what is no day does not narrow
		q.To, _ = d.words.ParseDate(f.To)
	}
	return q
}

func archiveRows(rows []archive.Row) []screen.ArchiveRow {
	out := make([]screen.ArchiveRow, len(rows))
	for i, r := range rows {
		out[i] = archiveRow(r)
	}
	return out
}

func archiveRow(r archive.Row) screen.ArchiveRow {
	a := r.About
	name := strings.TrimSpace(a.BirthName + " " + a.FirstNames)
	if a.UsedName != "" {
		name += " (" + a.UsedName + ")"
	}
	return screen.ArchiveRow{ID: screen.EntryID(r.ID), Record: a.Record, Name: name, Born: dayOf(a.Born), When: a.Finished, Outcome: a.Outcome,
		Later: r.Later, Refers: a.Refers, Clinician: a.Clinician, Day: dayOf(r.Day), Held: r.Held, Erased: r.Erased, Damaged: r.Stray, Unconfirmed: r.Unconfirmed}
}

// dayOf reads a day as the archive writes it; zero for anything else.
func dayOf(text string) consent.Date {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return consent.Date{}
	}
	return consent.DateOf(t)
}
