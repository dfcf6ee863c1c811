package central

import (
	"context"
	"errors"
	"slices"

	"github.com/jackc/pgx/v5"

	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
)

// Verified is what a check of one archive on the server found.
type Verified struct {
	chain.Deposit
	Report chain.Report
}

// Verify checks, without a private key, all archives on the server: each chain, each
// content against its digest, that what staff erased is empty and nothing else, whose
// signature each entry bears, and that nothing is older than the heads that were noted on
// the server or seen by this kiosk. It reads everything over the line. own is the archive
// here, which knows whom to trust; nil if there is none. progress, if any, is called after
// each entry.
func (s *Server) Verify(ctx context.Context, own *archive.Store, progress func(entries int64)) ([]Verified, error) {
	if err := s.seen(ctx); err != nil {
		return nil, err
	}
	var at anchors
	err := s.within(ctx, 0, func(ctx context.Context, c *pgx.Conn) (err error) {
		at, err = readAnchors(ctx, c, own)
		return err
	})
	if err != nil {
		return nil, err
	}
	var out []Verified
	var done int64
	for _, d := range at.there {
		from := foreign(own, d)
		v := verifying{Verified: Verified{Deposit: d}, chain: chain.NewCheck(from), erased: map[chain.ID]bool{}, full: map[chain.ID]chain.Entry{}}
		v.add(from.Findings()...)
		err := s.Others().Entries(ctx, d.Archive, func(p chain.Parcel) error {
			if done++; progress != nil {
				progress(done)
			}
			return v.look(ctx, s, p)
		})
		v.end()
		out = append(out, v.Verified)
		if err != nil {
			return out, err
		}
	}
	found, _ := at.compare(ctx, own)
	return addAnchored(out, found, own), nil
}

// addAnchored adds what the noted heads show to the archive that it is about, and those
// that are there no more.
func addAnchored(out []Verified, found []chain.Finding, own *archive.Store) []Verified {
	for _, f := range found {
		if f.Archive == (chain.ID{}) {
			f.Archive = own.Public().Archive
		}
		i := slices.IndexFunc(out, func(v Verified) bool { return v.Archive == f.Archive })
		if i < 0 {
			v := Verified{Deposit: chain.Deposit{Name: f.Name}}
			v.Archive = f.Archive
			i, out = len(out), append(out, v)
		}
		out[i].Report.Findings = append(out[i].Report.Findings, f)
	}
	return out
}

type verifying struct {
	Verified
	chain  *chain.Check
	erased map[chain.ID]bool
	full   map[chain.ID]chain.Entry // consents with content
}

func (v *verifying) add(list ...chain.Finding) {
	for _, f := range list {
		f.Archive = v.Archive
		v.Report.Findings = append(v.Report.Findings, f)
	}
}

func (v *verifying) look(ctx context.Context, s *Server, p chain.Parcel) error {
	e := p.Entry
	v.add(v.chain.Add(p)...)
	v.Report.Entries++
	v.Report.Files = max(v.Report.Files, e.File)
	switch e.Kind {
	case chain.KindConsent:
		v.Report.Consents++
		if p.Head != nil {
			v.full[e.ID] = e
		}
	case chain.KindTombstone:
		v.erased[e.Refers] = true
	}
	if p.Head == nil || e.BodySum == (chain.Hash{}) {
		return nil
	}
	var whole chain.Parcel
	err := s.within(ctx, usualBody, func(ctx context.Context, c *pgx.Conn) (err error) {
		whole, err = entry(ctx, c, "archive = $1 AND file = $2 AND seq = $3", v.Archive[:], e.File, e.Seq)
		return err
	})
	if err != nil && !errors.Is(err, archive.ErrNoEntry) {
		return err
	}
	v.Report.Contents++
	if err != nil || whole.Head != nil && !whole.Whole() { // emptied meanwhile: nothing is wrong
		v.add(chain.Finding{Kind: chain.FoundContent, File: e.File, Seq: e.Seq, ID: e.ID})
	}
	return nil
}

func (v *verifying) end() {
	v.add(v.chain.End()...)
	v.Report.Head = v.chain.Last()
	for id := range v.erased {
		if !v.chain.Erased(id) {
			continue
		}
		v.Report.Erased++
		v.Report.Consents--
		if e, there := v.full[id]; there { // a tombstone, and yet the content is there
			v.add(chain.Finding{Kind: chain.FoundContent, File: e.File, Seq: e.Seq, ID: id})
		}
	}
}
