package sealtest

import (
	"bytes"
	"crypto"
	"crypto/elliptic"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"eclaire/consent/seal"
)

// TSA is a time stamp service on this machine. Its answers are openssl's.
type TSA struct {
	URL string
	CA  *CA // who vouches for it
	// Lie changes question and answer, to play a bad service. May be nil.
	Lie func(question []byte, answer func(question []byte) []byte) []byte

	dir   string
	mutex sync.Mutex // openssl counts serial numbers in a file
}

// NewTSA starts a service that ends with the test. It needs openssl.
func NewTSA(t testing.TB) *TSA {
	t.Helper()
	return NewTSAFor(t, NewECDSA(t, elliptic.P256()), nil)
}

// NewTSAFor starts a service with a key and a changed certificate. change may
// be nil.
func NewTSAFor(t testing.TB, key crypto.Signer, change func(*x509.Certificate)) *TSA {
	t.Helper()
	Need(t, "openssl")
	s := &TSA{CA: NewCA(t), dir: t.TempDir()}
	between := s.CA.Between(t)
	template := Template("Éclairé test time stamps")
	template.KeyUsage = x509.KeyUsageDigitalSignature
	template.ExtraExtensions = []pkix.Extension{{ // critical, which crypto/x509 does not write by itself
		Id:       asn1.ObjectIdentifier{2, 5, 29, 37},
		Critical: true,
		Value:    []byte("\x30\x0a\x06\x08\x2b\x06\x01\x05\x05\x07\x03\x08"),
	}}
	if change != nil {
		change(template)
	}
	leaf := create(t, template, between.Certificate, key.Public(), between.Key)
	s.write(t, "tsa.pem", CertificatePEM(leaf))
	s.write(t, "key.pem", KeyPEM(t, key))
	s.write(t, "chain.pem", CertificatePEM(between.Certificate, s.CA.Certificate))
	s.write(t, "serial", []byte("01\n"))
	s.write(t, "tsa.cnf", fmt.Appendf(nil, configuration, s.dir))
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	s.URL = server.URL
	return s
}

const configuration = `[tsa]
default_tsa = one
[one]
dir = %s
serial = $dir/serial
signer_cert = $dir/tsa.pem
signer_key = $dir/key.pem
certs = $dir/chain.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.2
digests = sha256
accuracy = secs:1
ordering = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`

func (s *TSA) write(t testing.TB, name string, b []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(s.dir, name), b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// Authority is the service as a stamper that trusts it.
func (s *TSA) Authority() seal.Authority {
	return seal.Authority{URL: s.URL, Roots: s.CA.Pool()}
}

// ServeHTTP answers one question.
func (s *TSA) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	question, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	answer := s.Answer
	if s.Lie != nil {
		answer = func(question []byte) []byte { return s.Lie(question, s.Answer) }
	}
	w.Header().Set("Content-Type", "application/timestamp-reply")
	_, _ = w.Write(answer(question))
}

// Answer is what openssl answers to a question; nil if it fails.
func (s *TSA) Answer(question []byte) []byte {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	name := filepath.Join(s.dir, "question")
	if err := os.WriteFile(name, question, 0o600); err != nil {
		return nil
	}
	var out bytes.Buffer
	cmd := exec.Command("openssl", "ts", "-reply", "-config", filepath.Join(s.dir, "tsa.cnf"), "-section", "one", "-queryfile", name)
	cmd.Stdout = &out
	if cmd.Run() != nil {
		return nil
	}
	return out.Bytes()
}
