package main

import (
	"encoding/json"
	"io"
	"time"

	"eclaire/consent"
	"eclaire/consent/inspect"
	"eclaire/consent/seal"
)

// verdict is what verify --json prints of a name. It holds nothing that tells who
// the patient is. The README of consent/inspect documents the fields; their names are stable.
type verdict struct {
	File        string          `json:"file"`
	Verdict     string          `json:"verdict"` // of inspect.Verdict, or other_sheet, or unread
	Holds       bool            `json:"holds"`
	Error       unread          `json:"error,omitempty"` // why the name could not be read; all below is missing then
	ID          string          `json:"id,omitempty"`
	Digest      string          `json:"digest,omitempty"`
	Outcome     consent.Outcome `json:"outcome,omitempty"`
	Levels      []string        `json:"levels,omitempty"`
	Specimen    *bool           `json:"specimen,omitempty"`
	Refers      *refersTo       `json:"refers,omitempty"`
	Finished    *time.Time      `json:"finished,omitempty"`
	Consents    *bool           `json:"consents,omitempty"`
	Signed      *bool           `json:"signed,omitempty"`
	Spoke       *bool           `json:"spoke,omitempty"`
	Sittings    int             `json:"sittings,omitempty"`
	Corrections int             `json:"corrections,omitempty"`
	Drawing     *int            `json:"drawing,omitempty"`
	Unchanged   bool            `json:"unchanged"`
	Text        inspect.Match   `json:"text,omitempty"`
	Trusted     bool            `json:"trusted"`
	Vouched     seal.Vouching   `json:"vouched,omitempty"`
	Key         string          `json:"key,omitempty"`
	Fingerprint string          `json:"fingerprint,omitempty"`
	Sealed      *time.Time      `json:"sealed,omitempty"`
	Stamps      []stampSeen     `json:"stamps,omitempty"`
	Appended    []appendedSeen  `json:"appended,omitempty"`
	Belongs     *bool           `json:"belongs_to_code,omitempty"`
	Findings    []seal.Finding  `json:"findings,omitempty"`
	Remarks     []seal.Remark   `json:"remarks,omitempty"`
}

// The verdicts that are not the file's own.
const (
	verdictOtherSheet = "other_sheet"
	verdictUnread     = "unread"
)

type refersTo struct {
	ID     string `json:"id"`
	Digest string `json:"digest"`
	Time   bool   `json:"time,omitempty"`
}

type stampSeen struct {
	Time      time.Time  `json:"time"`
	Authority string     `json:"authority"`
	Where     seal.Place `json:"where"`
	Trusted   bool       `json:"trusted"`
}

type appendedSeen struct {
	Kind    seal.AdditionKind `json:"kind"`
	Offset  int               `json:"offset"`
	Length  int               `json:"length"`
	Objects []int             `json:"objects,omitempty"`
}

// printJSON writes one line.
func (l looked) printJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	if l.unread != "" {
		return e.Encode(verdict{File: l.name, Verdict: verdictUnread, Error: l.unread})
	}
	r := l.result
	out := verdict{
		File: l.name, Verdict: string(r.Verdict()), Holds: l.good(), Unchanged: r.Unchanged(), Text: r.Text,
		Trusted: r.Trusted, Vouched: r.Vouched, Fingerprint: r.Fingerprint, Belongs: l.belongs, Findings: r.Findings, Remarks: r.Remarks,
	}
	if r.Holds() && !l.good() {
		out.Verdict = verdictOtherSheet
	}
	if r.Original != nil {
		out.Drawing = &r.Drawing
	}
	if r.Signer != nil {
		out.Key, out.Sealed = r.Signer.Subject.CommonName, &r.Claimed
	}
	for _, s := range r.Stamps {
		out.Stamps = append(out.Stamps, stampSeen{s.Time, s.Authority, s.Where, s.Trusted})
	}
	for _, a := range r.Appended {
		out.Appended = append(out.Appended, appendedSeen{a.Kind, a.Offset, a.Length, a.Objects})
	}
	out.record(r)
	return e.Encode(out)
}

// record adds what the record inside says, as the file has it now.
func (out *verdict) record(r inspect.Result) {
	if r.Record == nil {
		return
	}
	out.ID, out.Digest, out.Outcome, out.Specimen, out.Finished = r.Record.ID, r.Digest, r.Record.Outcome, &r.Record.Specimen, &r.Record.Finished
	for _, l := range r.Record.Case.ToTreat.Levels() {
		out.Levels = append(out.Levels, l.String())
	}
	if first := r.Record.Refers; first != nil {
		out.Refers = &refersTo{first.ID, first.SHA256, first.Time}
	}
	if r.Record.Schema == 1 {
		return
	}
	consents, signed, spoke := r.Record.Consents(), !r.Record.Traits()[consent.Unsigned], r.Record.With.Interview != nil
	out.Consents, out.Signed, out.Spoke = &consents, &signed, &spoke
	out.Sittings, out.Corrections = len(r.Record.Moments), len(r.Record.Corrections)
}
