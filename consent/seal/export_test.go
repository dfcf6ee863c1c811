package seal

import (
	"crypto/x509"
	"time"
)

// SealedBefore seals as the program did before it made files even.
func SealedBefore(pdf []byte, key Key, now time.Time) ([]byte, error) {
	doc, err := readFinished(pdf)
	if err != nil {
		return nil, err
	}
	j := job{pdf: pdf, revision: doc.revision, key: key, options: Options{Now: now}}
	s, u, err := j.sign(0)
	if err != nil {
		return nil, err
	}
	u.fill(s.encode())
	return u.appendTo(pdf), nil
}

// AwaitedBefore is what Await told then.
func AwaitedBefore(file []byte) Awaited {
	a := Awaited{Room: tokenGuess}
	u := stampUpdate(examine(file, Trust{}).last, a.Room, asIs)
	copy(a.Digest[:], u.digest(file))
	return a
}

// Parts gives what other programs need to check the seal of an unchanged
// file: the covered bytes, the CMS structure, and the stamp in it (nil: none)
// with what it stamps.
func Parts(file []byte) (covered, cms, token, value []byte) {
	doc, err := readFinished(file)
	if err != nil {
		return nil, nil, nil, nil
	}
	p, _ := readSeal(file, doc.revision)
	cms, ok := p.contents()
	if !ok {
		return nil, nil, nil, nil
	}
	before, after := p.ranges(doc.end)
	covered = append(append([]byte{}, file[:before]...), file[after:p.behind.end]...)
	s, _ := parseSignature(cms)
	return covered, cms, s.token, s.value
}

// LastStamp gives the same of the last time stamp appended.
func LastStamp(file []byte) (covered, token []byte) {
	e := examine(file, Trust{})
	last := e.report.Appended[len(e.report.Appended)-1]
	doc, _ := readFinished(file)
	p, _ := readSeal(file, doc.revision)
	r := p.behind
	for r.end < last.Offset {
		p, _ = readStamp(file, r)
		r = p.behind
	}
	p, _ = readStamp(file, r)
	token, _ = p.contents()
	before, after := p.ranges(r.end)
	return append(append([]byte{}, file[:before]...), file[after:]...), token
}

// WithCertificates gives a token with more certificates in it.
func WithCertificates(token []byte, more ...*x509.Certificate) []byte {
	s, err := parseStamp(token)
	if err != nil {
		return nil
	}
	s.chain = append(s.chain, more...)
	return s.encode()
}
