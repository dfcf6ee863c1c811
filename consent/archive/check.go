package archive

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	"eclaire/consent/archive/chain"
)

// walHeader is the size of a log without any entry.
const walHeader = 32

// check reads every chain, and documents for as long as Options.CheckFor says.
// It sets what the next entry needs to know: last entries, the latest day, and
// whether a new file must begin.
func (s *Store) check(ctx context.Context, report *chain.Report) error {
	report.Files = len(s.files)
	stopped := s.wasStopped()
	for i, f := range s.files {
		seen, err := s.checkChain(ctx, i, report)
		if err != nil {
			return err
		}
		f.bad = seen.bad
		if !f.unread {
			s.checkEnd(f, seen, report)
		}
		if f.salvaged {
			f.bad = true
			report.Add(chain.Finding{Kind: chain.FoundSalvaged, File: f.n})
		}
		if i+1 < len(s.files) {
			report.Add(chain.Finding{Kind: chain.FoundRotated, File: f.n})
		}
	}
	if n := len(s.files); n > 0 {
		s.fresh = s.files[n-1].bad || s.files[n-1].form != s.writes()
		last := s.files[n-1].last
		report.Head = chain.Position{File: s.files[n-1].n, Seq: last.Seq, Hash: last.Hash}
	}
	if m := s.marker.at; m.File > 0 && s.byNumber(m.File) == nil {
		report.Add(chain.Finding{Kind: chain.FoundFile, File: m.File})
	}
	if s.marker.bad || s.marker.at.File == 0 && report.Entries > 0 {
		report.Add(chain.Finding{Kind: chain.FoundMarker})
	}
	if stopped {
		report.Add(chain.Finding{Kind: chain.FoundStopped})
	}
	if s.plain.Rekeying > 0 {
		report.Add(chain.Finding{Kind: chain.FoundRekeying})
	}
	s.checkSigned(ctx, report)
	s.checkKey(ctx, report)
	s.checkClock(report)
	if s.o.CheckFor < 0 {
		return nil
	}
	until := time.Now().Add(s.o.CheckFor)
	return s.checkContents(ctx, report, func(done, total int64) bool {
		if s.o.progress != nil {
			s.o.progress(done, total)
		}
		return ctx.Err() == nil && time.Now().Before(until)
	})
}

// wasStopped tells whether a log was left that closing would have taken in.
func (s *Store) wasStopped() bool {
	if s.o.ReadOnly {
		return false
	}
	for _, f := range s.files {
		if info, err := os.Stat(f.path + "-wal"); err == nil && info.Size() > walHeader {
			return true
		}
	}
	return false
}

func (s *Store) byNumber(n int) *file {
	for _, f := range s.files {
		if f.n == n {
			return f
		}
	}
	return nil
}

// chainSeen is what checkChain learnt of one file.
type chainSeen struct {
	bad    bool
	marked bool // the entry that the marker names was seen as it names it
	other  bool // an entry with its number was seen, and is another
	unborn bool
}

// checkChain reads all entries of a file, each with its link to the one before.
func (s *Store) checkChain(ctx context.Context, i int, report *chain.Report) (seen chainSeen, err error) {
	f := s.files[i]
	fail := func(k chain.Found, e chain.Entry, count int64) {
		seen.bad = true
		report.Add(chain.Finding{Kind: k, File: f.n, Seq: e.Seq, ID: e.ID, Count: count})
	}
	prev, next, born, err := s.begin(ctx, i, report)
	switch {
	case ctx.Err() != nil:
		return seen, ctx.Err()
	case f.refusedBy(err):
		f.first = 0
		s.noAccess(f, report)
		return seen, nil
	case err != nil:
		f.first = 0
		fail(chain.FoundFile, chain.Entry{}, 0)
		return seen, nil
	case !born:
		seen.unborn = true
		return seen, nil
	case prev == chain.Hash{}:
		seen.bad = true
	}
	var open chain.Entry // a consent that waits for its line of the trail
	link := chain.Link{Prev: prev, Next: next}
	unread, err := f.each(ctx, next, s.marker.upTo(f.n), func(e chain.Entry) {
		report.Entries++
		if odd := link.Follow(e); odd != "" {
			fail(odd, e, 0)
			if odd == chain.FoundChanged {
				return
			}
		}
		if open.Kind == chain.KindConsent && e.Kind != chain.KindAudit {
			fail(chain.FoundHalf, open, 0)
		}
		open = e
		s.count(e, report)
		if m := s.marker.at; m.File == f.n && m.Seq == e.Seq {
			seen.marked, seen.other = m.Hash == e.Hash, m.Hash != e.Hash
		}
		f.last = e
	})
	if f.refusedBy(err) {
		s.noAccess(f, report)
		return seen, nil
	}
	if err != nil {
		return seen, err
	}
	if open.Kind == chain.KindConsent {
		fail(chain.FoundHalf, open, 0)
	}
	if unread > 0 {
		fail(chain.FoundRows, chain.Entry{}, unread)
	}
	return seen, nil
}

func (s *Store) count(e chain.Entry, report *chain.Report) {
	switch e.Kind {
	case chain.KindConsent:
		report.Consents++
	case chain.KindTombstone:
		report.Erased++
		report.Consents--
	}
	if e.Day >= s.lastDay {
		s.lastDay, s.lastZone = e.Day, e.Zone
	}
}

// begin opens a file for reading and gives what its first entry must follow.
func (s *Store) begin(ctx context.Context, i int, report *chain.Report) (prev chain.Hash, first int64, born bool, err error) {
	f := s.files[i]
	f.raw = s.o.raw
	if f.r == nil {
		if f.r, err = openRead(f.path, s.o.vfs); err != nil {
			return prev, 0, false, err
		}
	}
	n, err := s.tables(ctx, f)
	if err != nil || n == 0 {
		return prev, 0, false, err
	}
	values := map[string]string{}
	for _, name := range []string{"archive", "recipient", "after", "after_seq", "first", "file"} {
		if values[name], err = meta(ctx, f.r, name); err != nil {
			return prev, 0, true, err
		}
	}
	after, err1 := chain.ParseHash(values["after"])
	first, err2 := strconv.ParseInt(values["first"], 10, 64)
	afterSeq, err3 := strconv.ParseInt(values["after_seq"], 10, 64)
	if err := errors.Join(err1, err2, err3); err != nil {
		return prev, 0, true, err
	}
	f.first = first
	if values["archive"] != s.plain.Archive.String() || values["recipient"] != s.plain.First || values["file"] != fmt.Sprint(f.n) {
		report.Add(chain.Finding{Kind: chain.FoundForeign, File: f.n})
		return chain.Hash{}, first, true, nil
	}
	if i > 0 && afterSeq > 0 && s.files[i-1].n == f.n-1 && !s.files[i-1].unread {
		s.checkBefore(s.files[i-1], afterSeq, after, report)
	}
	if i == 0 && f.n > 1 || i > 0 && s.files[i-1].n != f.n-1 {
		report.Add(chain.Finding{Kind: chain.FoundFile, File: f.n - 1})
	}
	return chain.Origin(s.plain.Archive, f.n, s.plain.First, after), first, true, nil
}

// tables tells how many of its tables a file has: all or none. Where the page is
// damaged that knows, it goes on with a copy of the file.
func (s *Store) tables(ctx context.Context, f *file) (n int, err error) {
	const query = "SELECT count(*) FROM sqlite_schema WHERE name IN ('meta', 'entry', 'sealed')"
	err = f.r.QueryRowContext(ctx, query).Scan(&n)
	if ctx.Err() != nil || err == nil && n == 3 || f.refusedBy(err) {
		return n, err
	}
	if info, statErr := os.Stat(f.path); statErr == nil && info.Size() <= pageSize {
		return n, err // made but not filled when the program was killed
	}
	if salvageErr := s.salvage(ctx, f); refused(salvageErr) {
		return n, salvageErr
	} else if salvageErr != nil {
		if err == nil {
			err = errTables
		}
		return n, err
	}
	err = f.r.QueryRowContext(ctx, query).Scan(&n)
	return n, err
}

var errTables = errors.New("the list of tables is damaged")

// checkBefore compares the end of a file with what the next one says of it.
func (s *Store) checkBefore(f *file, seq int64, hash chain.Hash, report *chain.Report) {
	switch {
	case f.last.Seq < seq:
		report.Add(chain.Finding{Kind: chain.FoundLost, File: f.n, Seq: f.last.Seq + 1, Count: seq - f.last.Seq})
	case f.last.Seq == seq && f.last.Hash != hash:
		report.Add(chain.Finding{Kind: chain.FoundRewrite, File: f.n, Seq: seq})
	}
}

// checkEnd compares the end of a file with the marker.
func (s *Store) checkEnd(f *file, seen chainSeen, report *chain.Report) {
	m := s.marker.at
	if m.File != f.n {
		return
	}
	switch {
	case seen.other:
		f.bad = true
		report.Add(chain.Finding{Kind: chain.FoundRewrite, File: f.n, Seq: m.Seq})
	case f.last.Seq < m.Seq:
		f.bad = true
		report.Add(chain.Finding{Kind: chain.FoundLost, File: f.n, Seq: f.last.Seq + 1, Count: m.Seq - f.last.Seq})
	}
}

// checkKey looks for the public key in the chain: what is encrypted to any other
// is lost to the clinic.
func (s *Store) checkKey(ctx context.Context, report *chain.Report) {
	if s.plain.Recipient == s.plain.First {
		return
	}
	if s.reader().said(ctx, chain.KindRekey, "note LIKE ?", "to % "+s.plain.Recipient) {
		return
	}
	if s.access(ctx) == nil { // else it is told, and this is not known
		report.Add(chain.Finding{Kind: chain.FoundKey})
	}
}

func (s *Store) checkClock(report *chain.Report) {
	if s.lastDay == "" {
		return
	}
	now := s.o.Now()
	if chain.DayOf(now) < s.lastDay {
		report.Add(chain.Finding{Kind: chain.FoundClock})
	}
	if chain.ZoneOf(s.lastDay, now.Location()) != s.lastZone {
		report.Add(chain.Finding{Kind: chain.FoundZone})
	}
}

// upTo gives the number that entries of a file are known to reach.
func (m *marker) upTo(file int) int64 {
	if m.at.File == file {
		return m.at.Seq
	}
	return 0
}

const (
	chunk    = 500
	patience = 2000 // unreadable numbers in a row after which a damaged file is given up
)

// each visits the entries from one number on. Where pages of the file are
// damaged it goes on behind them, and gives how many entries that must be there
// could not be read.
func (f *file) each(ctx context.Context, from, upTo int64, visit func(chain.Entry)) (unread int64, err error) {
	next, missed := from, int64(0)
	for {
		entries, err := f.some(ctx, next)
		if ctx.Err() != nil {
			return unread, ctx.Err()
		}
		if err == nil {
			if len(entries) == 0 {
				return unread, nil
			}
			if missed > 0 {
				unread, missed = unread+missed, 0
			}
			for _, e := range entries {
				visit(e)
			}
			next = entries[len(entries)-1].Seq + 1
			continue
		}
		if f.refusedBy(err) {
			return unread, err
		}
		if missed > patience && next > upTo {
			return unread + 1, nil
		}
		e, err := f.entry(ctx, next)
		if f.refusedBy(err) {
			return unread, err
		}
		if err == nil {
			unread, missed = unread+missed, 0
			visit(e)
		} else {
			missed++
		}
		next++
	}
}

// some gives up to a chunk of entries.
func (f *file) some(ctx context.Context, from int64) (out []chain.Entry, err error) {
	if f.r == nil {
		return nil, sql.ErrConnDone
	}
	return f.entries(ctx, f.r, "seq >= ? ORDER BY seq LIMIT ?", from, chunk)
}

// entry gives one entry by its number.
func (f *file) entry(ctx context.Context, seq int64) (chain.Entry, error) {
	if f.r == nil {
		return chain.Entry{}, sql.ErrConnDone
	}
	return f.scanEntry(f.r.QueryRowContext(ctx, "SELECT "+f.columns("")+" FROM entry WHERE seq = ?", seq))
}
