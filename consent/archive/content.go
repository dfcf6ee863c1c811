package archive

import (
	"context"
	"fmt"
	"strings"

	sqlite3 "modernc.org/sqlite/lib"

	"eclaire/consent/archive/chain"
)

// checkContents compares the encrypted content of entries with the chain, the
// newest first, for as long as more allows.
func (s *Store) checkContents(ctx context.Context, report *chain.Report, more func(done, total int64) bool) error {
	total, r := report.Entries, s.reader()
	for i := len(s.files) - 1; i >= 0; i-- {
		f := s.files[i]
		if f.unread {
			continue
		}
		s.checkReencrypted(ctx, f, report)
		if s.o.CheckFor >= forever {
			s.checkPages(ctx, f, report)
		}
		for seq := f.last.Seq; f.r != nil && !f.unread && f.first > 0 && seq >= f.first; seq-- {
			if !more(report.Contents, total) {
				return ctx.Err()
			}
			p, err := r.parcel(ctx, f, seq)
			if err == nil && p.Damaged {
				err = s.access(ctx)
			}
			if f.refusedBy(err) {
				s.noAccess(f, report)
				break
			}
			if ctx.Err() != nil {
				return ctx.Err()
			}
			e := p.Entry
			if e.Seq == 0 { // what is missing or unreadable was counted with the chain
				continue
			}
			if err != nil || p.Damaged {
				s.spoil(f)
				report.Add(chain.Finding{Kind: chain.FoundContent, File: f.n, Seq: e.Seq, ID: e.ID})
			}
			if kind := s.trust.Judge(e); kind == chain.FoundUnsigned {
				report.AddOnce(chain.Finding{Kind: kind, File: f.n, Seq: e.Seq, ID: e.ID})
				s.spoil(f)
			}
			report.Contents++
		}
	}
	return nil
}

// checkPages lets SQLite compare the pages of a file, and its indexes with its rows. What
// was read from a copy is told already.
func (s *Store) checkPages(ctx context.Context, f *file, report *chain.Report) {
	if f.r == nil || f.first == 0 || f.salvaged {
		return
	}
	var said string
	err := f.r.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&said)
	switch {
	case ctx.Err() != nil:
	case f.refusedBy(err), refusedPage(said), said != "ok" && refused(f.readAll()):
		s.noAccess(f, report)
	case err != nil || said != "ok":
		s.spoil(f)
		report.Add(chain.Finding{Kind: chain.FoundPages, File: f.n})
	}
}

// refusedPage tells whether SQLite's check says that the system did not let a page be read.
func refusedPage(said string) bool {
	_, number, found := strings.Cut(said, "error code=")
	var code int
	if _, err := fmt.Sscan(number, &code); !found || err != nil {
		return false
	}
	return code&0xff == sqlite3.SQLITE_IOERR && code != sqlite3.SQLITE_IOERR_SHORT_READ
}

// reencryptedSum is the digest over all new digests of one change of key.
func reencryptedSum(ctx context.Context, q querier, gen int) (string, error) {
	rows, err := q.QueryContext(ctx, "SELECT seq, head_sum, body_sum FROM resealed WHERE gen = ? ORDER BY seq", gen)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	sum := chain.NewRenewed()
	for rows.Next() {
		var seq int64
		var head, body []byte
		if err := rows.Scan(&seq, &head, &body); err != nil {
			return "", err
		}
		var h, b chain.Hash
		copy(h[:], head)
		copy(b[:], body)
		sum.Add(seq, h, b)
	}
	return sum.Sum(), rows.Err()
}

// checkReencrypted compares all that was encrypted anew with what the chain says
// of it.
func (s *Store) checkReencrypted(ctx context.Context, f *file, report *chain.Report) {
	if f.r == nil || f.first == 0 {
		return
	}
	rows, err := f.r.QueryContext(ctx, "SELECT DISTINCT gen FROM resealed")
	if err != nil {
		return // told with the chain
	}
	defer rows.Close()
	for rows.Next() {
		var gen int
		if rows.Scan(&gen) != nil {
			return
		}
		if gen == s.plain.Rekeying {
			continue // not finished yet
		}
		sum, err := reencryptedSum(ctx, f.r, gen)
		if f.refusedBy(err) {
			s.noAccess(f, report)
			return
		}
		if err != nil || !s.rekeyed(ctx, chain.DoneNote(gen, f.n, sum)) {
			if s.access(ctx) != nil { // that it was noted is not known
				s.noAccess(f, report)
				return
			}
			s.spoil(f)
			report.Add(chain.Finding{Kind: chain.FoundReencrypted, File: f.n})
		}
	}
}

// rekeyed tells whether staff said so of a change of key.
func (s *Store) rekeyed(ctx context.Context, note string) bool {
	return s.reader().noted(ctx, chain.KindRekey, note)
}
