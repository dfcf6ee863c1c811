package ui

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/ui/screen"
)

// mostRows is how many rows a search brings; who finds more narrows it.
const mostRows = 1000

// openList notes that the list is looked at, and shows it.
func (s *Shell) openList() {
	s.state.Route = screen.Route{Name: screen.ArchiveList}
	s.withArchive(screen.Opening, func(ctx context.Context, st *archive.Staff, _ func(done, of int64)) error {
		return st.Act(ctx, "list", archive.ID{}, "")
	}, func() {
		s.Go(screen.Route{Name: screen.ArchiveList})
		s.SearchArchive(true)
	})
}

// SearchArchive looks for what State's Find says, away from the screen, and fills
// the list.
func (s *Shell) SearchArchive(now bool) {
	st, state := s.vault.staff, s.state
	if st == nil {
		s.askPassphrase("locked")
		return
	}
	turn := s.vault.wanted.Add(1)
	q := s.query(state.Archive.Find)
	var rows []archive.Row
	var err error
	s.o.Run(func() {
		if !now {
			s.vault.pause(searchPause)
		}
		if s.vault.wanted.Load() == turn { // else more was typed meanwhile
			rows, err = st.Search(context.Background(), q)
		}
	}, func() {
		if s.state != state || s.vault.wanted.Load() != turn {
			return
		}
		if err != nil {
			s.archiveFailed(err)
			return
		}
		a := &state.Archive
		a.More = len(rows) > mostRows
		a.Rows, a.Shown = archiveRows(rows[:min(len(rows), mostRows)]), screen.ArchivePage
		if state.Route.Name == screen.ArchiveList && a.Working == "" {
			s.redrawInPlace()
		}
	})
}

// query is what the archive is asked.
func (s *Shell) query(f screen.Find) archive.Query {
	q := archive.Query{Text: f.Text, Clinician: f.Clinician, Outcome: consent.Outcome(f.Outcome), Erased: true, Limit: mostRows + 1}
	if f.ByName {
		q.Order = archive.ByName
	}
	today := s.o.Now()
	switch f.Period {
	case screen.PeriodToday:
		q.From = consent.DateOf(today)
	case screen.PeriodWeek:
		q.From = consent.DateOf(today.AddDate(0, 0, -6))
	case screen.PeriodYear:
		q.From = consent.Date{Year: today.Year(), Month: time.January, Day: 1}
	case screen.PeriodDays:
		q.From, _ = s.o.Words.ParseDate(f.From) // what is no day does not narrow
		q.To, _ = s.o.Words.ParseDate(f.To)
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
		Later: r.Later, Refers: a.Refers, Clinician: a.Clinician, Day: dayOf(r.Day), Held: r.Held, Erased: r.Erased, Damaged: r.Stray}
}

// dayOf reads a day as the archive writes it; zero for anything else.
func dayOf(text string) consent.Date {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return consent.Date{}
	}
	return consent.DateOf(t)
}

// PickPlace lists the folders of a folder into which a document can be written.
func (s *Shell) PickPlace(dir string) {
	if dir == "" {
		if dir = s.state.Archive.Place.Dir; dir == "" {
			dir = s.usualPlace()
		}
	}
	var found screen.Checks
	s.state.Route = screen.Route{Name: screen.ArchiveExport}
	s.withArchive(screen.Listing, func(context.Context, *archive.Staff, func(done, of int64)) error {
		found = s.list(dir)
		return nil
	}, func() {
		a := &s.state.Archive
		a.Place.Dir, a.Place.Rows = dir, slices.DeleteFunc(found.Rows, func(r screen.FileRow) bool { return !r.Folder })
		if found.Problem != "" {
			a.Problem = string(found.Problem)
		}
		s.Go(screen.Route{Name: screen.ArchiveExport})
	})
}

// usualPlace is where the list of folders begins.
func (s *Shell) usualPlace() string {
	if s.o.Folder != "" {
		if _, err := s.o.ListDir(s.o.Folder); !errors.Is(err, fs.ErrNotExist) {
			return s.o.Folder
		}
	}
	if home, err := os.UserHomeDir(); err == nil {
		return home
	}
	return string(os.PathSeparator)
}
