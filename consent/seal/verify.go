package seal

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"slices"
	"time"
)

// Verify tells all that can be told about a file's seal. It takes any bytes,
// and its time and memory are bounded whatever they are. Revocation of
// certificates is not looked up.
func Verify(file []byte, t Trust) Report { return examine(file, t).report }

// examination is a file on its way to a report.
type examination struct {
	file   []byte
	trust  Trust
	report Report
	last   revision // as far as the file is understood
}

// What bounds the work on hostile files.
const (
	maxStamps  = 64
	maxObjects = 256 // numbers that are listed of one addition
)

// clockSlack is how much the kiosk's clock may be ahead of a time stamp, or of
// the clock of who checks.
const clockSlack = 5 * time.Minute

// The words of the seal's dictionary, which no foreign writer puts like this.
const (
	sealMark  = "<</Type /Sig /Filter /Adobe.PPKLite "
	claimMark = "/SubFilter /ETSI.CAdES.detached /M (D:"
)

func examine(file []byte, t Trust) *examination {
	e := &examination{file: file, trust: t}
	doc, err := readFinished(file)
	if err != nil {
		e.report.find(diagnose(file))
		return e
	}
	e.report.Record = doc.record
	e.last = doc.revision
	if e.filler(); doc.end == len(file) || len(e.report.Appended) > 0 {
		e.report.find(NoSeal)
		return e
	}
	p, finding := readSeal(file, doc.revision)
	if finding != "" {
		e.unread(finding)
		return e
	}
	e.report.Original = file[:doc.end:doc.end]
	e.report.Claimed = p.claimed
	e.last = p.behind
	s, sound := e.seal(p)
	e.stamps()
	if sound {
		e.signer(s.chain)
		e.dates()
	}
	return e
}

// ends tells whether the file is sound and ends where its last update does, so
// that another one can be appended.
func (e *examination) ends() bool { return e.report.Unchanged() && e.last.end == len(e.file) }

// filler reports what follows the last update understood, if it is only filler.
func (e *examination) filler() bool {
	at := e.last.end
	if at == len(e.file) || len(bytes.Trim(e.file[at:], "\x00\r\n")) > 0 {
		return false
	}
	e.report.remark(Filled)
	e.report.Appended = append(e.report.Appended, Addition{Filler, at, len(e.file) - at, nil})
	return true
}

// unread reports what stands behind a finished document but is no seal.
func (e *examination) unread(f Finding) {
	rest := e.file[e.last.end:]
	if f != CutShort && !bytes.Contains(rest, []byte(sealMark)) && !bytes.Contains(rest, []byte(claimMark)) {
		e.report.find(NoSeal)
		f = AppendedUnknown
	}
	e.report.find(f)
	e.unknown()
}

// unknown reports the rest of the file as an addition that is not understood.
func (e *examination) unknown() {
	at := e.last.end
	e.report.Appended = append(e.report.Appended, Addition{Unknown, at, len(e.file) - at, objectsIn(e.file[at:])})
}

// objectsIn lists the objects that are defined in plain sight.
func objectsIn(b []byte) []int {
	var found []int
	for at := 0; len(found) < maxObjects; {
		i := bytes.Index(b[at:], []byte(" obj"))
		if i < 0 {
			break
		}
		head := bytes.Fields(b[max(at, at+i-2*maxDigits) : at+i])
		at += i + len(" obj")
		if len(head) < 2 {
			continue
		}
		_, generation := digits(head[len(head)-1])
		n, ok := digits(head[len(head)-2])
		if ok && generation && !slices.Contains(found, n) {
			found = append(found, n)
		}
	}
	return found
}

// seal checks the signature of the seal and tells whether it holds, whatever
// may be wrong with the bytes that it covers.
func (e *examination) seal(p part) (signature, bool) {
	der, ok := p.contents()
	if !ok {
		e.report.find(Encoding)
		return signature{}, false
	}
	s, err := parseSignature(der)
	if err != nil {
		e.report.find(Encoding)
		return signature{}, false
	}
	e.report.Signer = s.chain[0]
	e.report.Fingerprint = Fingerprint(s.chain[0])
	if !bytes.Equal(s.digest, p.digest(e.report.Original)) {
		e.report.find(Changed)
	}
	if !s.holds() {
		e.report.find(BadSignature)
		return s, false
	}
	e.report.HighS = highS(s.chain[0].PublicKey, s.value)
	if s.token != nil {
		sum := sha256.Sum256(s.value)
		e.stamp(s.token, sum[:], InSeal)
	}
	return s, true
}

// stamp checks one token over a digest.
func (e *examination) stamp(token, digest []byte, where Place) {
	s, err := strictStamp(token)
	if err != nil || !bytes.Equal(s.imprint, digest) {
		e.report.find(StampBad)
		return
	}
	chains := s.vouched(e.trust.StampRoots)
	if s.stranger(chains) {
		e.report.find(StampBad)
		return
	}
	if chains == nil {
		e.report.find(StampUntrusted)
	}
	high := highS(s.chain[0].PublicKey, s.value)
	if high {
		e.report.remark(HighStamp)
	}
	e.report.Stamps = append(e.report.Stamps, StampReport{s.time, s.authority(), where, chains != nil, high})
}

// stamps checks what is appended to the seal.
func (e *examination) stamps() {
	for e.last.end < len(e.file) && !e.filler() {
		p, finding := readStamp(e.file, e.last)
		if finding != "" || e.last.stamps == maxStamps {
			if finding != CutShort {
				finding = AppendedUnknown
			}
			e.report.find(finding)
			e.unknown()
			return
		}
		before := e.file[:e.last.end]
		if der, ok := p.contents(); ok {
			e.stamp(der, p.digest(before), Appended)
		} else {
			e.report.find(StampBad)
		}
		e.report.Appended = append(e.report.Appended, Addition{TimeStamp, len(before), len(p.bytes), p.objects()})
		e.last = p.behind
	}
}

// signer checks who vouches for the signer, at the time that is known best.
func (e *examination) signer(chain []*x509.Certificate) {
	r := &e.report
	then := r.Claimed
	for i, s := range e.trustedStamps() {
		if i == 0 || s.Before(then) {
			then = s
		}
		if r.Claimed.After(s.Add(clockSlack)) {
			r.find(ClaimedLater)
		}
	}
	leaf := chain[0]
	good := maySign(leaf)
	if !good {
		r.find(Usage)
	}
	if then.Before(leaf.NotBefore) || then.After(leaf.NotAfter) {
		r.find(NotValidThen)
		good = false
		then = leaf.NotBefore // so that it can still be told who vouched for it
	}
	if !vouchedFor(chain, e.trust.Roots, then) {
		r.find(Untrusted)
		return
	}
	r.Vouched = e.vouching(leaf)
	r.Trusted = good && r.Vouched != NotVouched
}

// vouching tells why a certificate that leads to a root is believed. An
// authority that issues certificates for e-mail to everybody vouches for no
// kiosk by that: of those, and of all that are for something else, only one that
// is among the roots itself will do, whatever the number of the drawing.
func (e *examination) vouching(leaf *x509.Certificate) Vouching {
	use := useOf(leaf)
	switch {
	case slices.ContainsFunc(e.trust.Roots, leaf.Equal):
		if use == useOther {
			e.report.remark(UsageOther)
		}
		return Pinned
	case use == useDocuments:
		return ByUsage
	case use == useUnsaid:
		e.report.remark(UsageUnsaid)
		return ByIssuer
	}
	e.report.find(OtherUse)
	return NotVouched
}

// dates compares the file's dates with the clock here, and misses a stamp.
func (e *examination) dates() {
	r := &e.report
	if e.trust.WantStamp && len(r.Stamps) == 0 {
		r.remark(StampMissing)
	}
	if e.trust.Now.IsZero() {
		return
	}
	latest := e.trust.Now.Add(clockSlack)
	if r.Claimed.After(latest) || slices.ContainsFunc(r.Stamps, func(s StampReport) bool { return s.Time.After(latest) }) {
		r.find(FromFuture)
	}
}

func (e *examination) trustedStamps() []time.Time {
	var times []time.Time
	for _, s := range e.report.Stamps {
		if s.Trusted {
			times = append(times, s.Time)
		}
	}
	return times
}

func vouchedFor(chain, trusted []*x509.Certificate, then time.Time) bool {
	roots, between := x509.NewCertPool(), x509.NewCertPool()
	for _, c := range trusted {
		if c != nil {
			roots.AddCert(c)
		}
	}
	for _, c := range chain[1:] {
		between.AddCert(c)
	}
	_, err := chain[0].Verify(x509.VerifyOptions{
		Roots:         roots,
		Intermediates: between,
		CurrentTime:   then,
		KeyUsages:     []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
	})
	return err == nil
}
