package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"eclaire/consent/inspect"
	"eclaire/consent/seal"
)

// maxDocument is the largest file that verify reads, in bytes.
const maxDocument = 64 << 20

type verifyCmd struct {
	File []string `arg:"" optional:"" help:"The documents (PDF)." type:"path"`
	CA   []string `name:"ca" help:"Certificates (PEM) that vouch for the seal, besides this machine's own: of the clinic's authority, or a kiosk's self-signed one. May be given more than once." placeholder:"CA.pem" type:"path"`
	Code string   `help:"The square code of a sheet of paper, as a scanner types it: tells whether the file belongs to it. Without a file, it is looked for in the folder of documents." placeholder:"CODE"`
	Out  string   `help:"Folder of the finished documents, to look for the code's." placeholder:"DIR" type:"path"`
	JSON bool     `name:"json" help:"Print one JSON object a file."`
}

// errDoubt ends a check in which anything did not hold.
var errDoubt = errors.New("not everything holds: see above")

func (v verifyCmd) Run(p *program, c *cli) error {
	s, err := readSettings(c.Settings)
	if err != nil {
		return err
	}
	if v.Code != "" {
		if err := v.find(s); err != nil {
			return err
		}
	}
	if len(v.File) == 0 {
		return usageError("name a document, or a code with --code")
	}
	lib, words, err := c.texts(s)
	if err != nil {
		return err
	}
	trust, err := s.trust(v.CA...)
	if err != nil {
		return err
	}
	good := true
	for _, name := range v.File {
		b, err := readDocument(name)
		if err != nil {
			return err
		}
		r := inspect.File(b, trust, lib, words)
		belongs := v.Code == "" || r.BelongsTo(v.Code)
		good = good && r.Holds() && belongs
		if v.JSON {
			if err := v.printJSON(p.stdout, name, r, belongs); err != nil {
				return err
			}
		} else {
			v.print(p.stdout, name, r, belongs)
		}
	}
	if !good {
		return errDoubt
	}
	return nil
}

// find checks the code, and looks for its document if none is named.
func (v *verifyCmd) find(s settings) error {
	id, _, ok := inspect.ParseCode(v.Code)
	if !ok {
		return usageError("this is not the code of a document: scan the square code of the sheet again")
	}
	if len(v.File) > 0 {
		return nil
	}
	folder, err := s.documentsFolder(v.Out)
	if err != nil {
		return err
	}
	v.File = []string{filepath.Join(folder, id+".pdf")}
	if _, err := os.Stat(v.File[0]); err != nil {
		return fmt.Errorf("the document of this code, %s.pdf, is not in the folder %s", id, folder)
	}
	return nil
}

// readDocument reads a file of a size that a document can have.
func readDocument(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("the document cannot be read: %w", err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxDocument+1))
	if err != nil {
		return nil, fmt.Errorf("the document cannot be read: %w", err)
	}
	if len(b) > maxDocument {
		return nil, fmt.Errorf("%s is larger than any document of this program", name)
	}
	return b, nil
}

// findings says in words what does not hold.
var findings = map[seal.Finding]string{
	seal.NotOurs:         "this is no document of this program",
	seal.NoSeal:          "this document was never sealed",
	seal.CutShort:        "the end of the file is missing",
	seal.Changed:         "the file was changed after it was sealed",
	seal.Encoding:        "the seal was written by another program, or changed",
	seal.BadSignature:    "the seal was not made with the key of its certificate",
	seal.AppendedUnknown: "something was appended after the seal that is no time stamp",
	seal.StampBad:        "a time stamp is damaged, or stamps something else",
	seal.Usage:           "the certificate was not issued for sealing documents",
	seal.NotValidThen:    "the certificate was not valid when the seal was made",
	seal.Untrusted:       "nobody known here vouches for the key: name the clinic's certificate with --ca, and compare the fingerprint",
	seal.StampUntrusted:  "nobody known here vouches for the time stamp: name the certificate of its service with --ca",
	seal.ClaimedLater:    "the kiosk's clock was ahead of the time stamp",
}

var matches = map[inspect.Match]string{
	inspect.Same:       "drawn again from the record inside, the document is the same to the byte",
	inspect.Consistent: "what was entered, and the record's digest, stand in print (drawn with other texts than those at hand)",
	inspect.Different:  "THE TEXT IS NOT WHAT THE RECORD INSIDE SAYS",
	inspect.Unchecked:  "not compared with the record inside",
	inspect.NoRecord:   "there is no record inside that can be read",
}

// print says what was found, without anything of the patient.
func (v verifyCmd) print(w io.Writer, name string, r inspect.Result, belongs bool) {
	line := func(label, format string, args ...any) {
		fmt.Fprintf(w, "  %-10s %s\n", label, fmt.Sprintf(format, args...))
	}
	fmt.Fprintln(w, name)
	if r.Unchanged() {
		line("file", "unchanged since it was sealed")
	} else {
		line("file", "NOT what was sealed")
	}
	if c := r.Signer; c != nil {
		known := "known here"
		if !r.Trusted {
			known = "NOT known here"
		}
		line("key", "%s, %s", c.Subject.CommonName, known)
		line("", "certificate SHA-256 %s", r.Fingerprint)
		line("sealed", "%s by the kiosk's clock", r.Claimed.Local().Format(time.RFC3339))
	}
	for _, s := range r.Stamps {
		vouched := "vouched for"
		if !s.Trusted {
			vouched = "NOT vouched for"
		}
		line("stamped", "%s by %s (%s), %s", s.Time.Local().Format(time.RFC3339), s.Authority, s.Where, vouched)
	}
	if len(r.Appended) == 0 {
		line("appended", "nothing")
	}
	for _, a := range r.Appended {
		line("appended", "%s, %d bytes from %d on%s", a.Kind, a.Length, a.Offset, objects(a.Objects))
	}
	if r.Record != nil {
		line("record", "%s, SHA-256 %s", r.Record.ID, r.Digest)
	}
	line("text", "%s", matches[r.Text])
	if v.Code != "" {
		line("code", "%s", map[bool]string{true: "the sheet belongs to this file", false: "THE SHEET DOES NOT BELONG TO THIS FILE"}[belongs])
	}
	for _, f := range r.Findings {
		line("but", "%s", findings[f])
	}
	verdict := "DO NOT RELY ON THIS FILE AS IT IS"
	if r.Holds() && belongs {
		verdict = "all of it holds: simple electronic signatures in a sealed file"
	}
	fmt.Fprintf(w, "  => %s\n", verdict)
}

func objects(numbers []int) string {
	if len(numbers) == 0 {
		return ""
	}
	return ", objects " + strings.Trim(fmt.Sprint(numbers), "[]")
}

// verdict is what verify --json prints of a file.
type verdict struct {
	File        string          `json:"file"`
	Holds       bool            `json:"holds"`
	Unchanged   bool            `json:"unchanged"`
	Key         string          `json:"key,omitempty"`
	Fingerprint string          `json:"fingerprint,omitempty"`
	Trusted     bool            `json:"trusted"`
	Sealed      *time.Time      `json:"sealed,omitempty"`
	Stamps      []stampSeen     `json:"stamps,omitempty"`
	Appended    []seal.Addition `json:"appended,omitempty"`
	Record      string          `json:"record,omitempty"`
	Digest      string          `json:"digest,omitempty"`
	Text        inspect.Match   `json:"text"`
	Belongs     *bool           `json:"belongs_to_code,omitempty"`
	Findings    []seal.Finding  `json:"findings,omitempty"`
}

type stampSeen struct {
	Time      time.Time  `json:"time"`
	Authority string     `json:"authority"`
	Where     seal.Place `json:"where"`
	Trusted   bool       `json:"trusted"`
}

func (v verifyCmd) printJSON(w io.Writer, name string, r inspect.Result, belongs bool) error {
	out := verdict{File: name, Holds: r.Holds() && belongs, Unchanged: r.Unchanged(), Fingerprint: r.Fingerprint, Trusted: r.Trusted,
		Appended: r.Appended, Digest: r.Digest, Text: r.Text, Findings: r.Findings}
	if r.Signer != nil {
		out.Key, out.Sealed = r.Signer.Subject.CommonName, &r.Claimed
	}
	if r.Record != nil {
		out.Record = r.Record.ID
	}
	if v.Code != "" {
		out.Belongs = &belongs
	}
	for _, s := range r.Stamps {
		out.Stamps = append(out.Stamps, stampSeen{s.Time, s.Authority, s.Where, s.Trusted})
	}
	return json.NewEncoder(w).Encode(out)
}
