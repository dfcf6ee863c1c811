package seal

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"slices"
	"strings"
	"time"
)

// Finding is something about a file that does not hold. The codes are stable.
type Finding string

// The findings. Those up to Twin mean that the file is not, to the byte, what
// was sealed and stamped; the others that nobody vouches for it, or that its
// dates cannot be.
const (
	NotPDF          Finding = "not_pdf"          // no PDF file at all
	NotOurs         Finding = "not_ours"         // a PDF file, but no document of this program
	SignedElsewhere Finding = "signed_elsewhere" // the same, and another program signed it
	SavedAnew       Finding = "saved_anew"       // looks like a document of this program that another one wrote anew
	NoSeal          Finding = "no_seal"          // a document of this program that nobody sealed
	CutShort        Finding = "cut_short"        // the end is missing
	Changed         Finding = "changed"          // bytes that the seal covers are others than then
	Encoding        Finding = "encoding"         // the seal itself is not written as this program writes it
	BadSignature    Finding = "bad_signature"    // the seal is not one of the key in its certificate
	AppendedUnknown Finding = "appended_unknown" // something stands behind the seal that is no time stamp
	StampBad        Finding = "stamp_bad"        // a time stamp is damaged or stamps something else
	Twin            Finding = "twin_signature"   // the seal was rewritten in its other form; see Report.Drawn

	Usage          Finding = "certificate_usage"          // the certificate was not issued for signing
	OtherUse       Finding = "certificate_other_use"      // it was issued for something else than documents, e-mail for instance, and was not named itself
	NotValidThen   Finding = "certificate_not_valid_then" // the certificate had expired or was not valid yet
	Untrusted      Finding = "untrusted"                  // none of the trusted roots vouches for the certificate
	StampUntrusted Finding = "stamp_untrusted"            // none of the trusted roots vouches for a time stamp
	ClaimedLater   Finding = "claimed_after_stamp"        // the kiosk's clock was ahead of the time stamp
	FromFuture     Finding = "from_the_future"            // a date of the seal or of a stamp is yet to come
)

// Remark is something about a file that is worth saying and takes nothing from
// it. The codes are stable.
type Remark string

// The remarks.
const (
	Filled       Remark = "filler"                    // zeros or line ends follow the end, as some programs pad files
	HighSeal     Remark = "high_s"                    // the seal has the form that only earlier versions wrote; see Report.Drawn
	HighStamp    Remark = "stamp_high_s"              // a time stamp has a form that this program no longer writes
	UsageUnsaid  Remark = "certificate_without_usage" // the certificate does not say what it was issued for
	UsageOther   Remark = "certificate_for_other_use" // it says something else than documents, but was named itself
	StampMissing Remark = "stamp_missing"             // there is no time stamp, and one is wanted here
)

// Trust is who is believed. Without the root of a time stamp, the signature in
// the topmost certificate of its token cannot be checked: a change there shows
// as StampUntrusted only.
type Trust struct {
	Roots      []*x509.Certificate // of seals, or self-signed certificates; nil: nobody
	StampRoots *x509.CertPool      // of time stamps; nil: nobody
	Now        time.Time           // what the clock here says; zero: dates are not compared with it
	WantStamp  bool                // documents are stamped here: one without a stamp gets a remark
}

// Vouching is why a signer's certificate is believed.
type Vouching string

// The reasons, the strongest first.
const (
	NotVouched Vouching = ""
	Pinned     Vouching = "pinned"           // this very certificate is among the roots
	ByUsage    Vouching = "document_signing" // a root vouches for it, and it was issued for signing documents
	ByIssuer   Vouching = "issuer_only"      // a root vouches for it, and it does not say what for
)

// Report is what Verify found out about a file. Slices of bytes may share the
// file's memory.
type Report struct {
	Original    []byte            // the file as it was before the seal; nil if it cannot be told
	Record      []byte            // the record inside; nil if there is none
	Signer      *x509.Certificate // nil if it cannot be read
	Fingerprint string            // SHA-256 of the signer's certificate, in groups of four digits
	Claimed     time.Time         // what the clock of the sealing machine said
	Stamps      []StampReport
	Trusted     bool     // a root vouches for the signer, at the time of the first trusted stamp, else the claimed one
	Vouched     Vouching // why
	HighS       bool     // of the two forms of an ECDSA signature the seal has the one with the greater s; see Drawn
	Appended    []Addition
	Findings    []Finding // without repetition; empty: all is well
	Remarks     []Remark  // without repetition
}

// Place is where a time stamp stands.
type Place string

// The places of time stamps.
const (
	InSeal   Place = "in the seal"
	Appended Place = "appended"
)

// StampReport is a sound time stamp.
type StampReport struct {
	Time      time.Time
	Authority string // as its certificate names it
	Where     Place
	Trusted   bool // a trusted root vouches for it
	HighS     bool // as in Report; a remark only, since services write both forms
}

// AdditionKind tells what was appended to a sealed file.
type AdditionKind string

// The kinds of additions.
const (
	TimeStamp AdditionKind = "time stamp"
	Filler    AdditionKind = "filler" // zeros, carriage returns and line feeds, up to the end of the file
	Unknown   AdditionKind = "unknown"
)

// Addition is a part of the file behind the seal.
type Addition struct {
	Kind           AdditionKind
	Offset, Length int   // in bytes
	Objects        []int // the numbers of the PDF objects it defines, as far as they can be told
}

// Unchanged tells whether the seal holds, the file is to the byte what was
// sealed, and nothing but sound time stamps and filler was appended. It does
// not tell who sealed it: see Trusted.
func (r Report) Unchanged() bool {
	for _, f := range r.Findings {
		switch f {
		case Usage, OtherUse, NotValidThen, Untrusted, StampUntrusted, ClaimedLater, FromFuture:
		default:
			return false
		}
	}
	return r.Signer != nil
}

// Drawn settles what depends on the number of the document's drawing, which
// Verify does not know. Every ECDSA signature (r, s) has a twin (r, n-s) that
// anybody can make and that holds as well. From number 1 on only the form with
// the lower s was ever written, also with a key in a token: the other one is a
// changed file, Twin. Documents of number 0 were sealed in either form, and the
// twin cannot be told from what was written: HighSeal. RSA has no twins.
func (r *Report) Drawn(number int) {
	switch {
	case !r.HighS:
	case number == 0:
		r.remark(HighSeal)
	default:
		r.find(Twin)
	}
}

func (r *Report) remark(m Remark) {
	if !slices.Contains(r.Remarks, m) {
		r.Remarks = append(r.Remarks, m)
	}
}

func (r *Report) find(f Finding) {
	if !slices.Contains(r.Findings, f) {
		r.Findings = append(r.Findings, f)
	}
}

// Fingerprint is the SHA-256 of a certificate as people compare it.
func Fingerprint(c *x509.Certificate) string {
	sum := sha256.Sum256(c.Raw)
	return Groups(sum[:])
}

// Groups writes bytes as hexadecimal digits in groups of four, for people who compare them.
func Groups(b []byte) string {
	digits := strings.ToUpper(hex.EncodeToString(b))
	var groups []string
	for g := range slices.Chunk([]byte(digits), 4) {
		groups = append(groups, string(g))
	}
	return strings.Join(groups, " ")
}
