package central

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"eclaire/consent/archive"
)

// Verified is what a check of one archive on the server found.
type Verified struct {
	archive.Deposit
	Report archive.Report
}

// Verify checks, without a key, all archives on the server: each chain, each
// content against its digest, and that what has a tombstone is empty. It reads
// everything over the line. A chain that was cut off at its end shows at its
// kiosk, whose Sender compares. progress, if any, is called after each entry.
func (s *Server) Verify(ctx context.Context, progress func(entries int64)) ([]Verified, error) {
	o := s.Others()
	there, err := o.Archives(ctx)
	if err != nil {
		return nil, err
	}
	var out []Verified
	var done int64
	for _, d := range there {
		v := verifying{Verified: Verified{Deposit: d}, chain: archive.NewChain(d.Archive, d.First), erased: map[archive.ID]bool{}, full: map[archive.ID]archive.Entry{}}
		err := o.Entries(ctx, d.Archive, func(p archive.Parcel) error {
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
	return out, nil
}

type verifying struct {
	Verified
	chain  *archive.Chain
	erased map[archive.ID]bool
	full   map[archive.ID]archive.Entry // consents with content
}

func (v *verifying) add(list ...archive.Finding) {
	for _, f := range list {
		f.Archive = v.Archive
		v.Report.Findings = append(v.Report.Findings, f)
	}
}

func (v *verifying) look(ctx context.Context, s *Server, p archive.Parcel) error {
	e := p.Entry
	v.add(v.chain.Add(p)...)
	v.Report.Entries++
	v.Report.Files = max(v.Report.Files, e.File)
	switch e.Kind {
	case archive.KindConsent:
		v.Report.Consents++
		if p.Head != nil {
			v.full[e.ID] = e
		}
	case archive.KindTombstone:
		v.erased[e.Refers] = true
	}
	if p.Head == nil || e.BodySum == (archive.Hash{}) {
		return nil
	}
	var whole archive.Parcel
	err := s.within(ctx, usualBody, func(ctx context.Context, c *pgx.Conn) (err error) {
		whole, err = entry(ctx, c, "archive = $1 AND file = $2 AND seq = $3", v.Archive[:], e.File, e.Seq)
		return err
	})
	if err != nil && !errors.Is(err, archive.ErrNoEntry) {
		return err
	}
	v.Report.Contents++
	if err != nil || whole.Head != nil && !whole.Whole() { // emptied meanwhile: nothing is wrong
		v.add(archive.Finding{Kind: archive.FoundContent, File: e.File, Seq: e.Seq, ID: e.ID})
	}
	return nil
}

func (v *verifying) end() {
	v.add(v.chain.End()...)
	v.Report.Head = v.chain.Last()
	for id := range v.erased {
		v.Report.Erased++
		v.Report.Consents--
		if e, there := v.full[id]; there { // a tombstone, and yet the content is there
			v.add(archive.Finding{Kind: archive.FoundContent, File: e.File, Seq: e.Seq, ID: id})
		}
	}
}
