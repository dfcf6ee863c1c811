package seal

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
)

// Authority is a time stamp service after RFC 3161, reached by HTTP.
type Authority struct {
	URL    string
	Roots  *x509.CertPool        // who must vouch for the service; nil trusts no service
	Client *http.Client          // nil: the default one
	Rand   io.Reader             // for the number that ties answer to question; nil: the system's
	Policy asn1.ObjectIdentifier // the policy to ask for; nil: the service's own
}

// maxAnswer bounds an answer, in bytes.
const maxAnswer = maxToken + 1024

// Stamp asks the service for a time stamp over a SHA-256 digest and believes
// nothing of the answer: status, digest, number, policy, signature,
// certificate and its roots are checked. The token comes back without the
// certificates that a reader has anyway. The context bounds the time. The
// errors are ErrStampUnreachable and ErrStampRefused.
func (a Authority) Stamp(ctx context.Context, digest []byte) ([]byte, error) {
	q, err := a.ask(digest)
	if err != nil {
		return nil, err
	}
	answer, err := a.send(ctx, q.encode())
	if err != nil {
		return nil, err
	}
	token, err := readAnswer(answer)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrStampRefused, err)
	}
	s, err := parseStamp(token)
	if err == nil {
		err = q.check(s)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrStampRefused, err)
	}
	chains := s.vouched(a.Roots)
	if chains == nil {
		return nil, fmt.Errorf("%w: none of the trusted roots vouches for it", ErrStampRefused)
	}
	s.trim(chains)
	return s.encode(), nil
}

var errElsewhere = errors.New("it stamps something else")

// question is what a service is asked.
type question struct {
	digest []byte
	nonce  *big.Int
	policy []byte // in DER; nil: any
}

func (a Authority) ask(digest []byte) (question, error) {
	random := a.Rand
	if random == nil {
		random = rand.Reader
	}
	var b [8]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return question{}, fmt.Errorf("failed to ask for a time stamp: %w", err)
	}
	b[0] = b[0]&0x7f | 0x40
	q := question{digest: digest, nonce: new(big.Int).SetBytes(b[:])}
	if a.Policy != nil {
		var err error
		if q.policy, err = asn1.Marshal(a.Policy); err != nil {
			return question{}, fmt.Errorf("failed to ask for a time stamp: %w", err)
		}
	}
	return q, nil
}

func (q question) encode() []byte {
	return sequence(
		small(1),
		sequence(sequence([]byte(oidSHA256+derNull)), tlv(tagOctets, q.digest)),
		q.policy,
		integer(q.nonce),
		[]byte(derTrue), // with the certificates
	)
}

// check tells whether the token answers the question.
func (q question) check(s stamp) error {
	switch {
	case !bytes.Equal(s.imprint, q.digest):
		return errElsewhere
	case s.nonce == nil || s.nonce.Cmp(q.nonce) != 0:
		return errors.New("it answers another question")
	case q.policy != nil && !bytes.Equal(s.policy, q.policy):
		return errors.New("it follows another policy")
	}
	return nil
}

// send brings the question to the service.
func (a Authority) send(ctx context.Context, body []byte) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, a.URL, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrStampUnreachable, err)
	}
	request.Header.Set("Content-Type", "application/timestamp-query")
	request.Header.Set("Accept", "application/timestamp-reply")
	client := a.Client
	if client == nil {
		client = http.DefaultClient
	}
	response, err := client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrStampUnreachable, err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%w: HTTP status %d", ErrStampUnreachable, response.StatusCode)
	}
	answer, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrStampUnreachable, err)
	}
	if len(answer) > maxAnswer {
		return nil, fmt.Errorf("%w: the answer is too long", ErrStampRefused)
	}
	return answer, nil
}

// readAnswer takes the token out of an answer that grants one.
func readAnswer(b []byte) ([]byte, error) {
	outer := reader{rest: b}
	answer := outer.in(tagSequence)
	status := answer.in(tagSequence)
	granted := status.content(tagInteger)
	if answer.bad || status.bad || len(granted) != 1 || !outer.end() {
		return nil, errDER
	}
	if granted[0] > 1 { // 1 is granted with changes, which the checks of the token would see
		return nil, fmt.Errorf("it refused with status %d", granted[0])
	}
	token := answer.whole(tagSequence)
	if !answer.end() {
		return nil, errDER
	}
	return token, nil
}
