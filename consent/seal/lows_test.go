package seal

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"testing"
)

// FuzzLowS gives it anything as a signature: what comes out is never longer, has
// no greater s, and holds if what came in does.
func FuzzLowS(f *testing.F) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		f.Fatal(err)
	}
	sum := sha256.Sum256(nil)
	for range 8 {
		value, err := ecdsa.SignASN1(rand.Reader, key, sum[:])
		if err != nil {
			f.Fatal(err)
		}
		f.Add(value)
		f.Add(append(value, 0))
	}
	f.Add([]byte("\x30\x06\x02\x01\x00\x02\x01\x80"))
	f.Add([]byte("\x30\x06\x02\x01\x87\x02\x01\x01"))
	f.Add([]byte("\x30\x00"))
	f.Fuzz(func(t *testing.T, value []byte) {
		low := lowS(&key.PublicKey, value)
		if len(low) > len(value) || highS(&key.PublicKey, low) {
			t.Errorf("%x became %x", value, low)
		}
		if holds := ecdsa.VerifyASN1(&key.PublicKey, sum[:], value); holds != ecdsa.VerifyASN1(&key.PublicKey, sum[:], low) || holds && !highS(&key.PublicKey, value) && !bytes.Equal(low, value) {
			t.Errorf("%x became %x", value, low)
		}
	})
}

// FuzzDiagnose looks for the marks in anything.
func FuzzDiagnose(f *testing.F) {
	f.Add([]byte("%PDF-1.4\n1 0 obj\n<</Type /ObjStm>>\nstream\n\x78\x9c"))
	f.Add([]byte("%PDF-1.7\nobj /ObjStm streamstream\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if diagnose(b) == "" {
			t.Error("nothing is wrong with it")
		}
	})
}
