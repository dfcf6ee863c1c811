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

// The findings. Those up to StampBad mean that the file is not, to the byte,
// what was sealed and stamped; the others that nobody vouches for it.
const (
	NotOurs         Finding = "not_ours"         // no document of this program
	NoSeal          Finding = "no_seal"          // a document of this program that nobody sealed
	CutShort        Finding = "cut_short"        // the end is missing
	Changed         Finding = "changed"          // bytes that the seal covers are others than then
	Encoding        Finding = "encoding"         // the seal itself is not written as this program writes it
	BadSignature    Finding = "bad_signature"    // the seal is not one of the key in its certificate
	AppendedUnknown Finding = "appended_unknown" // something stands behind the seal that is no time stamp
	StampBad        Finding = "stamp_bad"        // a time stamp is damaged or stamps something else

	Usage          Finding = "certificate_usage"          // the certificate was not issued for signing
	NotValidThen   Finding = "certificate_not_valid_then" // the certificate had expired or was not valid yet
	Untrusted      Finding = "untrusted"                  // none of the trusted roots vouches for the certificate
	StampUntrusted Finding = "stamp_untrusted"            // none of the trusted roots vouches for a time stamp
	ClaimedLater   Finding = "claimed_after_stamp"        // the kiosk's clock was ahead of the time stamp
)

// Trust is who is believed. Without the root of a time stamp, the signature in
// the topmost certificate of its token cannot be checked: a change there shows
// as StampUntrusted only.
type Trust struct {
	Roots      []*x509.Certificate // of seals, or self-signed certificates; nil: nobody
	StampRoots *x509.CertPool      // of time stamps; nil: nobody
}

// Report is what Verify found out about a file. Slices of bytes may share the
// file's memory.
type Report struct {
	Original    []byte            // the file as it was before the seal; nil if it cannot be told
	Record      []byte            // the record inside; nil if there is none
	Signer      *x509.Certificate // nil if it cannot be read
	Fingerprint string            // SHA-256 of the signer's certificate, in groups of four digits
	Claimed     time.Time         // what the clock of the sealing machine said
	Stamps      []StampReport
	Trusted     bool // a root vouches for the signer, at the time of the first trusted stamp, else the claimed one
	Appended    []Addition
	Findings    []Finding // without repetition; empty: all is well
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
}

// AdditionKind tells what was appended to a sealed file.
type AdditionKind string

// The kinds of additions.
const (
	TimeStamp AdditionKind = "time stamp"
	Unknown   AdditionKind = "unknown"
)

// Addition is a part of the file behind the seal.
type Addition struct {
	Kind           AdditionKind
	Offset, Length int   // in bytes
	Objects        []int // the numbers of the PDF objects it defines, as far as they can be told
}

// Unchanged tells whether the seal holds, the file is to the byte what was
// sealed, and nothing but sound time stamps was appended. It does not tell
// who sealed it: see Trusted.
func (r Report) Unchanged() bool {
	for _, f := range r.Findings {
		switch f {
		case Usage, NotValidThen, Untrusted, StampUntrusted, ClaimedLater:
		default:
			return false
		}
	}
	return r.Signer != nil
}

func (r *Report) find(f Finding) {
	if !slices.Contains(r.Findings, f) {
		r.Findings = append(r.Findings, f)
	}
}

// Fingerprint is the SHA-256 of a certificate as people compare it.
func Fingerprint(c *x509.Certificate) string {
	sum := sha256.Sum256(c.Raw)
	digits := strings.ToUpper(hex.EncodeToString(sum[:]))
	var groups []string
	for g := range slices.Chunk([]byte(digits), 4) {
		groups = append(groups, string(g))
	}
	return strings.Join(groups, " ")
}
