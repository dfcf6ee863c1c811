package central

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
)

// noted is a head that stands on the server.
type noted struct {
	chain.Head
	there bool // the server holds the entry that it names
}

// anchors is what the server says of the archives, read in one moment.
type anchors struct {
	there []chain.Deposit
	heads []noted
	seen  map[chain.ID]chain.Head // by this kiosk, earlier
	lost  map[chain.ID]bool       // of these, the server does not hold the entry
	cut   chain.Position          // sent by this kiosk, and not held there; zero: all is
}

const holdsEntry = "EXISTS (SELECT FROM eclaire.entry e WHERE e.archive = %s AND e.file = %s AND e.seq = %s AND e.hash = %s)"

var (
	readHeads  = "SELECT archive, file, seq, hash, day, sign, " + fmt.Sprintf(holdsEntry, "h.archive", "h.file", "h.seq", "h.hash") + " FROM eclaire.head h ORDER BY archive, noter"
	holdsPlace = "SELECT " + fmt.Sprintf(holdsEntry, "$1", "$2", "$3", "$4")
)

// readAnchors reads what is noted on the server and, if there is an archive here, looks
// whether the server holds what that one saw and sent.
func readAnchors(ctx context.Context, c *pgx.Conn, own *archive.Store) (a anchors, err error) {
	a.lost = map[chain.ID]bool{}
	var sent chain.Position
	if own != nil { // first: what is noted later may be of later
		a.seen, _ = own.SeenHeads() // a damaged note is as good as none, and written anew
		if sent, err = own.Sent(); err != nil || own.Lacks(ctx, sent) {
			sent = chain.Position{}
		}
	}
	once := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	err = pgx.BeginTxFunc(ctx, c, once, func(tx pgx.Tx) (err error) {
		if a.there, err = deposits(ctx, tx); err != nil {
			return err
		}
		if a.heads, err = headsThere(ctx, tx); err != nil {
			return err
		}
		holds := func(id chain.ID, at chain.Position) (there bool, err error) {
			err = tx.QueryRow(ctx, holdsPlace, id[:], at.File, at.Seq, at.Hash[:]).Scan(&there)
			return there, err
		}
		for id, h := range a.seen {
			there, err := holds(id, h.At)
			if err != nil {
				return err
			}
			a.lost[id] = !there
		}
		if sent.Hash == (chain.Hash{}) {
			return nil
		}
		there, err := holds(own.Public().Archive, sent)
		if !there {
			a.cut = sent
		}
		return err
	})
	return a, err
}

// headsThere reads what all kiosks noted.
func headsThere(ctx context.Context, tx pgx.Tx) (out []noted, err error) {
	rows, err := tx.Query(ctx, readHeads)
	if err != nil {
		return nil, err
	}
	var of, hash, sign []byte
	var n noted
	_, err = pgx.ForEachRow(rows, []any{&of, &n.At.File, &n.At.Seq, &hash, &n.Day, &sign, &n.there}, func() error {
		copy(n.Archive[:], of)
		copy(n.At.Hash[:], hash)
		copy(n.Sign[:], sign)
		out = append(out, n)
		return nil
	})
	return out, err
}

// compare tells what the noted heads show, and gives the newest one of each archive whose
// kiosk signed it. own may be nil.
func (a anchors) compare(ctx context.Context, own *archive.Store) (out []chain.Finding, newest map[chain.ID]chain.Head) {
	newest = map[chain.ID]chain.Head{}
	said := map[chain.Finding]bool{}
	found := func(k chain.Found, h chain.Head, name string) {
		f := chain.Finding{Kind: k, File: h.At.File, Seq: h.At.Seq, Archive: h.Archive, Name: name}
		if !said[f] {
			said[f] = true
			out = append(out, f)
		}
	}
	var self chain.ID
	if own != nil {
		self = own.Public().Archive
	}
	there := map[chain.ID]chain.Foreign{}
	for _, d := range a.there {
		there[d.Archive] = foreign(own, d)
	}
	if own != nil { // though the server forgot this archive
		there[self] = own.Foreign(chain.Deposit{Public: own.Public()})
	}
	for _, h := range a.heads {
		f, known := there[h.Archive]
		if !known || !f.Ended(h.Head) {
			continue // nobody vouches for it
		}
		if was, is := newest[h.Archive]; !is || h.Newer(was) {
			if !f.Renamed() {
				h.Name = f.Name
			}
			newest[h.Archive] = h.Head
		}
		mine := h.Archive == self && own != nil
		if mine && own.Lacks(ctx, h.At) {
			out = append(out, chain.Finding{Kind: chain.FoundSetBack, File: h.At.File, Seq: h.At.Seq})
		} else if mine && !h.there {
			a.cut = h.At
		} else if !h.there {
			found(chain.FoundSetBack, h.Head, newest[h.Archive].Name)
		}
	}
	for id, h := range a.seen {
		last, is := newest[id]
		switch _, known := there[id]; {
		case !known:
			found(chain.FoundGone, chain.Head{Archive: id}, h.Name)
		case a.lost[id], !is || h.Newer(last):
			found(chain.FoundSetBack, h, h.Name)
		}
	}
	if a.cut != (chain.Position{}) {
		out = append(out, chain.Finding{Kind: chain.FoundCut, File: a.cut.File, Seq: a.cut.Seq})
	}
	return out, newest
}

// foreign is archive.Store.Foreign where there may be no archive.
func foreign(own *archive.Store, d chain.Deposit) chain.Foreign {
	if own == nil {
		return chain.NoArchive(d)
	}
	return own.Foreign(d)
}

const noteHead = `INSERT INTO eclaire.head (noter, archive, file, seq, hash, day, sign) VALUES ($1, $2, $3, $4, $5, $6, $7)
	ON CONFLICT (noter, archive) DO UPDATE SET file = excluded.file, seq = excluded.seq, hash = excluded.hash, day = excluded.day, sign = excluded.sign
	WHERE (head.file, head.seq) < (excluded.file, excluded.seq)`

// noteHeads notes heads in the name of a kiosk; a newer one that stands there stays.
func noteHeads(ctx context.Context, c *pgx.Conn, by chain.ID, heads ...chain.Head) error {
	var b pgx.Batch
	for _, h := range heads {
		b.Queue(noteHead, by[:], h.Archive[:], h.At.File, h.At.Seq, h.At.Hash[:], h.Day, h.Sign[:])
	}
	return c.SendBatch(ctx, &b).Close()
}

// look compares what is noted on the server with this archive and with what it saw of
// the others, and remembers what is new of them.
func (d *Sender) look(ctx context.Context) error {
	var a anchors
	err := d.server.within(ctx, 0, func(ctx context.Context, c *pgx.Conn) (err error) {
		a, err = readAnchors(ctx, c, d.store)
		return err
	})
	if err != nil {
		return err
	}
	found, newest := a.compare(ctx, d.store)
	d.anchored = found
	for _, f := range found {
		_ = d.store.KeepFinding(ctx, f) // what cannot be written now is found again
		d.cut = d.cut || f.Kind == chain.FoundCut
	}
	delete(newest, d.public.Archive)
	if len(newest) == 0 {
		return nil
	}
	heads := make([]chain.Head, 0, len(newest))
	for _, h := range newest {
		heads = append(heads, h)
	}
	if err := d.store.NoteHeads(heads); err != nil {
		return fmt.Errorf("%w: %w", errLocal, err)
	}
	return d.server.within(ctx, 0, func(ctx context.Context, c *pgx.Conn) error {
		if err := known(ctx, c); err != nil {
			return err
		}
		return noteHeads(ctx, c, d.public.Archive, heads...)
	})
}

// noteHead notes on the server how far the chain has come, once all of it is there.
func (d *Sender) noteHead(ctx context.Context) error {
	if d.at == d.headed || d.clashes.Entries > 0 {
		return nil
	}
	if h, ok := d.store.SignHead(d.at); ok {
		err := d.server.within(ctx, 0, func(ctx context.Context, c *pgx.Conn) error {
			if err := known(ctx, c); err != nil {
				return err
			}
			return noteHeads(ctx, c, d.public.Archive, h)
		})
		if err != nil {
			return err
		}
	}
	d.headed = d.at
	return nil
}
