package seal_test

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/x509"
	"encoding/asn1"
	"io"
	"math/big"
	"slices"
	"testing"
	"time"

	"eclaire/consent/seal"
	"eclaire/consent/seal/sealtest"
)

// TestTwins exchanges the signature of six seals for its twin, which holds as
// well: of a document of drawing number 1 it is a change.
func TestTwins(t *testing.T) {
	need(t, "openssl")
	files := map[string]sample{}
	for name, s := range samples(t) {
		files[name] = s
	}
	for _, name := range []string{"P-384", "self-signed", "chain to root"} {
		k := keys(t)[name]
		files[name] = sample{file: sealed(t, sealtest.Document(record, 100), k.key, nil), trust: seal.Trust{Roots: []*x509.Certificate{k.root}}}
	}
	if len(files) != 6 {
		t.Fatal(len(files))
	}
	for name, s := range files {
		for number := range 3 {
			r := seal.Verify(s.file, s.trust)
			if r.Drawn(number); r.HighS || !r.Unchanged() || slices.Contains(r.Remarks, seal.HighSeal) {
				t.Errorf("%s, number %d: %v, %v", name, number, r.Findings, r.Remarks)
			}
		}
		twin := sealtest.Twin(t, s.file, 0, false)
		if bytes.Equal(twin, s.file) {
			t.Fatal("it is no twin")
		}
		r := seal.Verify(twin, s.trust)
		if !r.HighS || slices.Contains(r.Findings, seal.BadSignature) {
			t.Errorf("%s: the twin is not one: %v", name, r.Findings)
		}
		r.Drawn(1)
		if r.Unchanged() || !slices.Contains(r.Findings, seal.Twin) {
			t.Errorf("%s: the twin passes: %v", name, r.Findings)
		}
		r = seal.Verify(twin, s.trust)
		r.Drawn(0)
		stamped := name == "with stamp" || name == "stamped later" // over the signature, among others
		if r.Unchanged() == stamped || !slices.Contains(r.Remarks, seal.HighSeal) {
			t.Errorf("%s, number 0: %v, %v", name, r.Findings, r.Remarks)
		}
	}
}

// TestTwinOfStamp rewrites the signature of a time stamp, which stands outside
// what the seal covers. It is said, and is no fault: services write both forms.
func TestTwinOfStamp(t *testing.T) {
	need(t, "openssl")
	all := samples(t)
	for name, twin := range map[string][]byte{
		"with stamp":    sealtest.Twin(t, all["with stamp"].file, 0, true),
		"stamped later": sealtest.Twin(t, all["stamped later"].file, 1, false),
	} {
		r := seal.Verify(twin, all[name].trust)
		if r.Drawn(1); !r.Unchanged() || len(r.Findings) > 0 || !slices.Contains(r.Remarks, seal.HighStamp) || !r.Stamps[0].HighS {
			t.Errorf("%s: %v, %v", name, r.Findings, r.Remarks)
		}
	}
}

// twinSigner always writes the form with the greater s, as a token may.
type twinSigner struct{ crypto.Signer }

func (s twinSigner) Sign(rand io.Reader, digest []byte, o crypto.SignerOpts) ([]byte, error) {
	b, err := s.Signer.Sign(rand, digest, o)
	if err != nil {
		return nil, err
	}
	var v struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(b, &v); err != nil {
		return nil, err
	}
	n := s.Public().(*ecdsa.PublicKey).Curve.Params().N
	if v.S.Cmp(new(big.Int).Rsh(n, 1)) <= 0 {
		v.S.Sub(n, v.S)
	}
	return asn1.Marshal(v)
}

// TestOnlyLowSIsWritten seals with a key that writes the other form, and stamps
// with a service whose answers are either.
func TestOnlyLowSIsWritten(t *testing.T) {
	need(t, "openssl")
	tsa := sealtest.NewTSA(t)
	pdf := sealtest.Document(record, 100)
	for name, k := range keys(t) {
		if _, ok := k.key.Signer.Public().(*ecdsa.PublicKey); ok {
			k.key.Signer = twinSigner{k.key.Signer}
		}
		for range 3 {
			out, err := seal.Seal(t.Context(), pdf, k.key, seal.Options{Now: time.Now(), Stamper: tsa.Authority()})
			if err != nil || out.StampErr != nil {
				t.Fatal(name, err, out.StampErr)
			}
			later, err := seal.AddTimeStamp(t.Context(), out.File, tsa.Authority())
			if err != nil {
				t.Fatal(err)
			}
			r := seal.Verify(later, seal.Trust{Roots: []*x509.Certificate{k.root}, StampRoots: tsa.CA.Pool()})
			if r.HighS || !r.Unchanged() || len(r.Findings) > 0 || len(r.Stamps) != 2 || r.Stamps[0].HighS || r.Stamps[1].HighS {
				t.Errorf("%s: %v, %v", name, r.Findings, r.Remarks)
			}
		}
	}
}

// TestStampedWithTwin stamps a file whose seal has the form of earlier versions.
func TestStampedWithTwin(t *testing.T) {
	need(t, "openssl")
	s := samples(t)["sealed"]
	later, err := seal.AddTimeStamp(t.Context(), sealtest.Twin(t, s.file, 0, false), sealtest.NewTSA(t).Authority())
	if err != nil {
		t.Fatal(err)
	}
	r := seal.Verify(later, s.trust)
	if r.Drawn(0); !r.Unchanged() || len(r.Stamps) != 1 || !r.HighS {
		t.Errorf("%v, %v", r.Findings, r.Remarks)
	}
}
