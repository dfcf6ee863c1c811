// Package seal puts a signature over a whole finished PDF file, and tells later
// whether such a file is still the one that was sealed.
//
// A seal is a PAdES baseline signature (ETSI EN 319 142-1): B-B, or B-T with a
// time stamp. It shows that the file is unchanged and which key sealed it; it
// is no signature of a person. The package only ever appends to a file. It
// must never return a seal that does not hold, call a file unchanged of which
// any byte differs from what this package wrote or was given, or put what a
// document says into an error.
package seal

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"
)

// ErrNotSealed says that a file has no seal that holds, so that stamping it
// would prove nothing.
var ErrNotSealed = errors.New("the file is not an unchanged sealed document")

// Options are the circumstances of a seal.
type Options struct {
	Now       time.Time
	NotBefore time.Time // what is sealed was finished then: an earlier Now is ErrClock
	Rand      io.Reader // nil: the system's
	Stamper   Stamper   // nil: no time stamp
}

// Sealed is a sealed file.
type Sealed struct {
	File     []byte
	StampErr error // not nil: why it has no time stamp although one was wanted
}

// tokenGuess is the room that is kept for a time stamp before it is known, in
// bytes; a token that needs more is asked for again with more.
const (
	tokenGuess = 3 << 10
	tokenTries = 3
)

// Seal seals a finished document. A missing time stamp does not keep it from
// being sealed: StampErr tells why, and AddTimeStamp can make up for it. The
// context bounds the wait for the stamp only. The errors are those of
// Key.Check, ErrClock, ErrShape, and what the key's token says.
func Seal(ctx context.Context, pdf []byte, key Key, o Options) (Sealed, error) {
	if o.Now.Before(o.NotBefore) {
		return Sealed{}, ErrClock
	}
	if err := key.Check(o.Now); err != nil {
		return Sealed{}, err
	}
	doc, err := readFinished(pdf)
	if err != nil {
		return Sealed{}, fmt.Errorf("failed to seal: %w", err)
	}
	if doc.end != len(pdf) {
		return Sealed{}, fmt.Errorf("failed to seal: %w: something is appended to it", ErrShape)
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	j := job{pdf: pdf, revision: doc.revision, key: key, options: o, filling: evenly}
	var stampErr error
	if o.Stamper != nil {
		var file []byte
		if file, stampErr, err = j.stamped(ctx); err != nil || stampErr == nil {
			return Sealed{File: file}, err
		}
	}
	s, u, err := j.sign(0)
	if err != nil {
		return Sealed{}, err
	}
	u.fill(s.encode())
	return Sealed{File: u.appendTo(pdf), StampErr: stampErr}, nil
}

// job is one document on its way to its seal.
type job struct {
	pdf      []byte
	revision revision
	key      Key
	options  Options
	filling  filling
}

// sign makes the update with room for a token, and its signature.
func (j job) sign(room int) (signature, update, error) {
	largest := signature{
		digest: make([]byte, sha256.Size),
		chain:  j.key.Chain,
		value:  make([]byte, maxValue(j.key.Chain[0].PublicKey)),
	}
	if room > 0 {
		largest.token = make([]byte, room)
	}
	u := sealUpdate(j.revision, j.options.Now, len(largest.encode()), j.filling)
	s, err := sign(j.key, u.digest(j.pdf), j.options.Rand)
	return s, u, err
}

// stamped seals with a time stamp in the seal. stampErr is set if there is
// none to be had.
func (j job) stamped(ctx context.Context) (file []byte, stampErr, err error) {
	room := tokenGuess
	for range tokenTries {
		s, u, err := j.sign(room)
		if err != nil {
			return nil, nil, err
		}
		sum := sha256.Sum256(s.value)
		if s.token, stampErr = askStamp(ctx, j.options.Stamper, sum[:]); stampErr != nil {
			return nil, stampErr, nil
		}
		if b := s.encode(); 2*len(b) <= u.digits {
			u.fill(b)
			return u.appendTo(j.pdf), nil, nil
		}
		room = len(s.token) + tokenSpare
	}
	return nil, fmt.Errorf("%w: its answers grow", ErrStampRefused), nil
}

// tokenSpare is how much a second token may be longer than the first, in bytes.
const tokenSpare = 64

// askStamp gets a token over the digest and brings it into the only form that
// Verify takes.
func askStamp(ctx context.Context, s Stamper, digest []byte) ([]byte, error) {
	token, err := s.Stamp(ctx, slices.Clone(digest))
	if err != nil {
		return nil, err
	}
	parsed, err := parseStamp(token)
	switch {
	case err != nil:
	case !bytes.Equal(parsed.imprint, digest):
		err = errElsewhere
	case parsed.stranger(nil):
		err = errors.New("a certificate in it vouches for nobody")
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrStampRefused, err)
	}
	parsed.value = lowS(parsed.chain[0].PublicKey, parsed.value) // it is not part of what is signed
	return parsed.encode(), nil
}

// AddTimeStamp appends a document time stamp to a sealed file: it proves that
// the file, with its seal and all earlier stamps, existed at that time. The
// result begins with the file, whose bytes stay as they are. A file that is
// not sealed, does not hold or has filler behind its end is ErrNotSealed.
func AddTimeStamp(ctx context.Context, file []byte, s Stamper) ([]byte, error) {
	r := examine(file, Trust{})
	if !r.ends() {
		return nil, fmt.Errorf("failed to add a time stamp: %w", ErrNotSealed)
	}
	if r.last.stamps == maxStamps {
		return nil, errors.New("failed to add a time stamp: the file has as many as it may have")
	}
	room := tokenGuess
	for range tokenTries {
		u := stampUpdate(r.last, room, evenly)
		token, err := askStamp(ctx, s, u.digest(file))
		if err != nil {
			return nil, fmt.Errorf("failed to add a time stamp: %w", err)
		}
		if 2*len(token) <= u.digits {
			u.fill(token)
			return u.appendTo(file), nil
		}
		room = len(token) + tokenSpare
	}
	return nil, fmt.Errorf("failed to add a time stamp: %w: its answers grow", ErrStampRefused)
}
