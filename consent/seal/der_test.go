package seal

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"math/big"
	"testing"
)

func TestReaderIsStrict(t *testing.T) {
	long := bytes.Repeat([]byte{7}, 0x80)
	for name, c := range map[string]struct {
		b    []byte
		good bool
	}{
		"short":            {[]byte{4, 1, 7}, true},
		"long":             {append([]byte{4, 0x81, 0x80}, long...), true},
		"longer":           {tlv(4, make([]byte, 70000)), true},
		"nothing":          {nil, false},
		"half a head":      {[]byte{4}, false},
		"too short":        {[]byte{4, 2, 7}, false},
		"something behind": {[]byte{4, 1, 7, 0}, false},
		"another tag":      {[]byte{5, 1, 7}, false},
		"no end":           {[]byte{4, 0x80, 7, 0, 0}, false},
		"length not short": {[]byte{4, 0x81, 1, 7}, false},
		"length with zero": {append([]byte{4, 0x82, 0, 0x80}, long...), false},
		"length cut":       {[]byte{4, 0x82, 1}, false},
		"length too large": {[]byte{4, 0x84, 0xff, 0xff, 0xff, 0xff}, false},
		"many tags":        {[]byte{0x1f, 1, 7}, false},
	} {
		r := reader{rest: c.b}
		r.content(4)
		if r.end() != c.good {
			t.Errorf("%s: %v", name, !c.good)
		}
	}
}

func TestInteger(t *testing.T) {
	for n, want := range map[int64]string{0: "\x02\x01\x00", 127: "\x02\x01\x7f", 128: "\x02\x02\x00\x80", 256: "\x02\x02\x01\x00", -1: "\x02\x01\x00"} {
		if got := integer(big.NewInt(n)); string(got) != want {
			t.Errorf("%d: %x", n, got)
		}
	}
}

// TestHugeKey has a certificate whose key would make checks take long.
func TestHugeKey(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1)}
	for bits, good := range map[uint]bool{2048: true, 8192: true, 16384: false} {
		n := new(big.Int).Lsh(big.NewInt(1), bits-1)
		public := &rsa.PublicKey{N: n.Add(n, big.NewInt(1)), E: 65537}
		raw, err := x509.CreateCertificate(rand.Reader, template, template, public, key)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := parseCertificate(raw); (err == nil) != good {
			t.Errorf("%d bits: %v", bits, err)
		}
	}
}
