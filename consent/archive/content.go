package archive

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
)

// content is the encrypted part of an entry. Both parts are nil once erased.
type content struct {
	gen        int
	head, body []byte
}

func (f *file) content(ctx context.Context, seq int64) (c content, err error) {
	if f.r == nil {
		return c, sql.ErrConnDone
	}
	err = f.r.QueryRowContext(ctx, "SELECT gen, head, body FROM sealed WHERE seq = ?", seq).Scan(&c.gen, &c.head, &c.body)
	return c, err
}

// wants gives the digests that the content of an entry must have: those of the
// chain, or those of its latest re-encryption.
func (f *file) wants(ctx context.Context, e Entry, gen int) (head, body Hash, err error) {
	if f.r == nil {
		return head, body, sql.ErrConnDone
	}
	var h, b []byte
	err = f.r.QueryRowContext(ctx, "SELECT head_sum, body_sum FROM resealed WHERE gen = ? AND seq = ?", gen, e.Seq).Scan(&h, &b)
	if errors.Is(err, sql.ErrNoRows) {
		return e.HeadSum, e.BodySum, nil
	}
	copy(head[:], h)
	copy(body[:], b)
	return head, body, err
}

// whole tells whether the content of an entry is what was written. erased: it
// is gone, as a tombstone says.
func (f *file) whole(ctx context.Context, e Entry, c content) (whole, erased bool, err error) {
	if c.head == nil && c.body == nil {
		erased, err := f.tombstone(ctx, e.ID)
		return erased, erased, err
	}
	head, body, err := f.wants(ctx, e, c.gen)
	if err != nil {
		return false, false, err
	}
	return sumOf(c.head) == head && sumOf(c.body) == body, false, nil
}

func (f *file) tombstone(ctx context.Context, id ID) (bool, error) {
	var n int
	err := f.r.QueryRowContext(ctx, "SELECT count(*) FROM entry WHERE refers = ? AND kind = ?", id[:], string(KindTombstone)).Scan(&n)
	return n > 0, err
}

// checkContents compares the encrypted content of entries with the chain, the
// newest first, for as long as more allows.
func (s *Store) checkContents(ctx context.Context, report *Report, more func(done, total int64) bool) error {
	total := report.Entries
	for i := len(s.files) - 1; i >= 0; i-- {
		f := s.files[i]
		if f.unread {
			continue
		}
		s.checkReencrypted(ctx, f, report)
		for seq := f.last.Seq; f.r != nil && !f.unread && f.first > 0 && seq >= f.first; seq-- {
			if !more(report.Contents, total) {
				return ctx.Err()
			}
			e, err := f.entry(ctx, seq)
			if f.refusedBy(err) {
				s.noAccess(f, report)
				break
			}
			if err != nil { // what is missing or unreadable was counted with the chain
				if ctx.Err() != nil {
					return ctx.Err()
				}
				continue
			}
			whole, err := s.contentWhole(ctx, f, e)
			if f.refusedBy(err) {
				s.noAccess(f, report)
				break
			}
			if !whole {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				f.bad = true
				s.fresh = s.fresh || i == len(s.files)-1
				report.add(Finding{Kind: FoundContent, File: f.n, Seq: e.Seq, ID: e.ID})
			}
			report.Contents++
		}
	}
	return nil
}

func (s *Store) contentWhole(ctx context.Context, f *file, e Entry) (bool, error) {
	c, err := f.content(ctx, e.Seq)
	if err != nil {
		return false, err
	}
	whole, erased, err := f.whole(ctx, e, c)
	if err == nil && !whole && c.head == nil && c.body == nil {
		if erased = s.erasedElsewhere(ctx, e.ID); !erased {
			err = s.access(ctx)
		}
	}
	return err == nil && (whole || erased), err
}

// erasedElsewhere finds tombstones in newer files: a damaged file gets none.
func (s *Store) erasedElsewhere(ctx context.Context, id ID) bool {
	for _, f := range s.files {
		if f.r == nil {
			continue
		}
		if yes, err := f.tombstone(ctx, id); err == nil && yes {
			return true
		}
	}
	return false
}

// reencryptedSum is the digest over all new digests of one change of key.
func reencryptedSum(ctx context.Context, q querier, gen int) (string, error) {
	rows, err := q.QueryContext(ctx, "SELECT seq, head_sum, body_sum FROM resealed WHERE gen = ? ORDER BY seq", gen)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	sum := sha256.New()
	for rows.Next() {
		var seq int64
		var head, body []byte
		if err := rows.Scan(&seq, &head, &body); err != nil {
			return "", err
		}
		b := binary.BigEndian.AppendUint64(nil, uint64(seq))
		b = append(b, byte(len(head)), byte(len(body)))
		b = append(append(b, head...), body...)
		sum.Write(b)
	}
	return hex.EncodeToString(sum.Sum(nil)), rows.Err()
}

// checkReencrypted compares all that was encrypted anew with what the chain says
// of it.
func (s *Store) checkReencrypted(ctx context.Context, f *file, report *Report) {
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
		if err != nil || !s.rekeyed(ctx, doneNote(gen, f.n, sum)) {
			if s.access(ctx) != nil { // that it was noted is not known
				s.noAccess(f, report)
				return
			}
			f.bad = true
			s.fresh = s.fresh || f == s.files[len(s.files)-1]
			report.add(Finding{Kind: FoundReencrypted, File: f.n})
		}
	}
}

// doneNote is what the chain says when all of a file was encrypted anew.
func doneNote(gen, file int, sum string) string {
	return fmt.Sprintf("done %d %d %s", gen, file, sum)
}

func (s *Store) rekeyed(ctx context.Context, note string) bool {
	for _, f := range s.files {
		var n int
		if f.r != nil && f.r.QueryRowContext(ctx, "SELECT count(*) FROM entry WHERE kind = ? AND note = ?", string(KindRekey), note).Scan(&n) == nil && n > 0 {
			return true
		}
	}
	return false
}
