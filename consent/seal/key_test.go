package seal_test

import (
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"os/exec"
	"strings"
	"testing"
	"time"

	"eclaire/consent/seal"
	"eclaire/consent/seal/sealtest"
)

func newRSA(t testing.TB, bits int) *rsa.PrivateKey {
	t.Helper()
	t.Setenv("GODEBUG", "rsa1024min=0")
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestLoadKey(t *testing.T) {
	ca := sealtest.NewCA(t)
	between := ca.Between(t)
	good := between.Issue(t, nil)
	goodKey, goodChain := sealtest.KeyPEM(t, good.Signer), sealtest.CertificatePEM(good.Chain...)
	weak := ca.IssueFor(t, newRSA(t, 1024), nil)
	p224 := ca.IssueFor(t, sealtest.NewECDSA(t, elliptic.P224()), nil)
	rsaKey := ca.IssueFor(t, newRSA(t, 2048), nil)
	noUsage := ca.Issue(t, func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageKeyEncipherment })
	server := ca.Issue(t, func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth} })
	mail := ca.Issue(t, func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection} })
	pkcs1 := pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(rsaKey.Signer.(*rsa.PrivateKey))})
	locked := pem.EncodeToMemory(&pem.Block{Type: "ENCRYPTED PRIVATE KEY", Bytes: []byte{1}})
	both := func(k seal.Key) [2][]byte {
		return [2][]byte{sealtest.KeyPEM(t, k.Signer), sealtest.CertificatePEM(k.Chain...)}
	}
	for name, c := range map[string]struct {
		files [2][]byte
		want  error
		chain int
	}{
		"good":                  {[2][]byte{goodKey, goodChain}, nil, 1},
		"RSA":                   {both(rsaKey), nil, 1},
		"PKCS#1":                {[2][]byte{pkcs1, sealtest.CertificatePEM(rsaKey.Chain...)}, nil, 1},
		"for mail too":          {both(mail), nil, 1},
		"any order, a stranger": {[2][]byte{goodKey, sealtest.CertificatePEM(ca.Certificate, rsaKey.Chain[0], between.Certificate, good.Chain[0])}, nil, 3},
		"no key":                {[2][]byte{nil, goodChain}, seal.ErrKeyUnreadable, 0},
		"garbage":               {[2][]byte{[]byte("garbage"), goodChain}, seal.ErrKeyUnreadable, 0},
		"damaged key":           {[2][]byte{pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte{1}}), goodChain}, seal.ErrKeyUnreadable, 0},
		"encrypted":             {[2][]byte{locked, goodChain}, seal.ErrKeyUnreadable, 0},
		"no certificate":        {[2][]byte{goodKey, nil}, seal.ErrKeyUnreadable, 0},
		"damaged certificate":   {[2][]byte{goodKey, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: []byte{1}})}, seal.ErrKeyUnreadable, 0},
		"of another key":        {[2][]byte{goodKey, sealtest.CertificatePEM(rsaKey.Chain...)}, seal.ErrKeyMismatch, 0},
		"RSA 1024":              {both(weak), seal.ErrAlgorithm, 0},
		"P-224":                 {both(p224), seal.ErrAlgorithm, 0},
		"usage":                 {both(noUsage), seal.ErrUsage, 0},
		"a server's":            {both(server), seal.ErrUsage, 0},
	} {
		k, err := seal.LoadKey(c.files[0], c.files[1])
		if !errors.Is(err, c.want) || err == nil && len(k.Chain) != c.chain {
			t.Errorf("%s: %v, %d certificates", name, err, len(k.Chain))
		}
	}
}

// TestLoadKeyOfOpenSSL reads what openssl writes by default.
func TestLoadKeyOfOpenSSL(t *testing.T) {
	need(t, "openssl")
	sec1, err := exec.Command("openssl", "ecparam", "-name", "prime256v1", "-genkey").Output()
	if err != nil || !strings.Contains(string(sec1), "EC PARAMETERS") {
		t.Fatal(err)
	}
	path := write(t, "key.pem", sec1)
	certificate, err := exec.Command("openssl", "req", "-x509", "-new", "-key", path, "-subj", "/CN=x").Output()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := seal.LoadKey(sec1, certificate); err != nil {
		t.Error(err)
	}
}

func TestSealRefuses(t *testing.T) {
	ca := sealtest.NewCA(t)
	now := time.Now()
	pdf := sealtest.Document(record, 10)
	good := ca.Issue(t, nil)
	done := sealed(t, pdf, good, nil)
	expired := ca.Issue(t, func(c *x509.Certificate) { c.NotAfter = now.Add(-time.Hour) })
	early := ca.Issue(t, func(c *x509.Certificate) { c.NotBefore = now.Add(time.Hour) })
	stranger := good
	stranger.Chain = append([]*x509.Certificate{}, good.Chain[0], early.Chain[0])
	swapped := seal.Key{Signer: good.Signer, Chain: early.Chain}
	at := func(later time.Duration) seal.Options {
		return seal.Options{Now: now.Add(later), NotBefore: now}
	}
	for name, c := range map[string]struct {
		pdf  []byte
		key  seal.Key
		o    seal.Options
		want error
	}{
		"good":                {pdf, good, at(0), nil},
		"expired":             {pdf, expired, at(0), seal.ErrExpired},
		"not yet valid":       {pdf, early, at(0), seal.ErrNotYetValid},
		"the clock went back": {pdf, good, at(-time.Second), seal.ErrClock},
		"in ten years":        {pdf, good, at(10 * 365 * 24 * time.Hour), seal.ErrExpired},
		"no key":              {pdf, seal.Key{}, at(0), seal.ErrKeyUnreadable},
		"another certificate": {pdf, swapped, at(0), seal.ErrKeyMismatch},
		"a broken chain":      {pdf, stranger, at(0), seal.ErrKeyMismatch},
		"sealed already":      {done, good, at(0), seal.ErrShape},
		"something behind":    {append(append([]byte{}, pdf...), '\n'), good, at(0), seal.ErrShape},
		"no PDF":              {[]byte("no"), good, at(0), seal.ErrShape},
		"nothing":             {nil, good, at(0), seal.ErrShape},
	} {
		out, err := seal.Seal(t.Context(), c.pdf, c.key, c.o)
		if !errors.Is(err, c.want) || (err != nil) != (out.File == nil) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestWhoVouches seals at times and with certificates that do not fit.
func TestWhoVouches(t *testing.T) {
	ca, other := sealtest.NewCA(t), sealtest.NewCA(t)
	file := sealed(t, sealtest.Document(record, 10), ca.Issue(t, nil), nil)
	for name, c := range map[string]struct {
		trust seal.Trust
		want  []seal.Finding
	}{
		"its root":     {trustIn(ca), nil},
		"another root": {trustIn(other), []seal.Finding{seal.Untrusted}},
		"nobody":       {seal.Trust{}, []seal.Finding{seal.Untrusted}},
		"nil":          {seal.Trust{Roots: []*x509.Certificate{nil}}, []seal.Finding{seal.Untrusted}},
	} {
		r := seal.Verify(file, c.trust)
		if len(r.Findings) != len(c.want) || len(c.want) > 0 && r.Findings[0] != c.want[0] || r.Trusted != (c.want == nil) || !r.Unchanged() {
			t.Errorf("%s: %v", name, r.Findings)
		}
	}
}

func TestNewSelfSignedRefuses(t *testing.T) {
	for _, name := range []string{"", strings.Repeat("é", 65), "\xff"} {
		if _, _, err := seal.NewSelfSigned(name, time.Now(), rand.Reader); err == nil {
			t.Errorf("%q is taken", name)
		}
	}
	if _, _, err := seal.NewSelfSigned("x", time.Now(), strings.NewReader("short")); err == nil {
		t.Error("no randomness is taken")
	}
}
