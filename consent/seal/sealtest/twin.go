package sealtest

import (
	"bytes"
	"crypto/elliptic"
	"encoding/asn1"
	"encoding/hex"
	"math/big"
	"testing"
)

// Twin gives a sealed file in which one ECDSA signature is exchanged for its
// other form, (r, n-s), as anybody can do without the key: in the n-th signature
// of the file, the seal being 0, its own or that of the time stamp inside it.
// Whoever does not compare the forms finds nothing.
func Twin(t testing.TB, file []byte, n int, inStamp bool) []byte {
	t.Helper()
	mark := []byte("/Contents <")
	from := 0
	for range n + 1 {
		from += bytes.Index(file[from:], mark) + len(mark)
	}
	to := from + bytes.IndexByte(file[from:], '>')
	room, err := hex.DecodeString(string(file[from:to]))
	if err != nil {
		t.Fatal(err)
	}
	nth := 0
	if inStamp {
		nth = 1
	}
	der := exchange(t, room, &nth)
	if nth >= 0 {
		t.Fatal("there is no such ECDSA signature")
	}
	padded := make([]byte, max(len(room), len(der)))
	copy(padded, der)
	out := bytes.Clone(file[:from])
	out = hex.AppendEncode(out, padded[:len(room)])
	return append(out, file[to:]...)
}

// exchange writes the first value of b anew, with the nth signature in it
// exchanged; nth is negative afterwards.
func exchange(t testing.TB, b []byte, nth *int) []byte {
	t.Helper()
	var v asn1.RawValue
	if _, err := asn1.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	var two struct{ R, S *big.Int }
	switch {
	case v.IsCompound:
		var inner []byte
		for rest := v.Bytes; len(rest) > 0; {
			var next asn1.RawValue
			var err error
			if rest, err = asn1.Unmarshal(rest, &next); err != nil {
				t.Fatal(err)
			}
			inner = append(inner, exchange(t, next.FullBytes, nth)...)
		}
		v.Bytes = inner
	case v.Tag == asn1.TagOctetString && v.Class == asn1.ClassUniversal:
		if rest, err := asn1.Unmarshal(v.Bytes, &two); err != nil || len(rest) > 0 {
			break
		}
		if *nth--; *nth >= 0 {
			break
		}
		order := elliptic.P256().Params().N
		if max(two.R.BitLen(), two.S.BitLen()) > 256 {
			order = elliptic.P384().Params().N
		}
		two.S.Sub(order, two.S)
		value, err := asn1.Marshal(two)
		if err != nil {
			t.Fatal(err)
		}
		v.Bytes = value
	}
	out, err := asn1.Marshal(asn1.RawValue{Class: v.Class, Tag: v.Tag, IsCompound: v.IsCompound, Bytes: v.Bytes})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
