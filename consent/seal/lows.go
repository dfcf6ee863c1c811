package seal

import (
	"crypto"
	"crypto/ecdsa"
	"math/big"
)

// highS tells whether a signature is an ECDSA one with the greater of its two
// s. What cannot be read has none.
func highS(public crypto.PublicKey, value []byte) bool {
	n, _, s := split(public, value)
	return n != nil && s.Cmp(new(big.Int).Rsh(n, 1)) > 0
}

// lowS gives the form of an ECDSA signature with the lower s, which holds if the
// given one does and is never longer. Other signatures stay as they are.
func lowS(public crypto.PublicKey, value []byte) []byte {
	if !highS(public, value) {
		return value
	}
	n, r, s := split(public, value)
	return sequence(integer(r), integer(s.Sub(n, s)))
}

// split gives the order of the key's curve and the numbers of a signature; nil
// if it is none of ECDSA, a number is negative or s is not below the order.
func split(public crypto.PublicKey, value []byte) (n, r, s *big.Int) {
	key, ok := public.(*ecdsa.PublicKey)
	if !ok {
		return nil, nil, nil
	}
	outer := reader{rest: value}
	numbers := outer.in(tagSequence)
	first, second := numbers.content(tagInteger), numbers.content(tagInteger)
	if !numbers.end() || !outer.end() || negative(first) || negative(second) {
		return nil, nil, nil
	}
	r, s = new(big.Int).SetBytes(first), new(big.Int).SetBytes(second)
	if n = key.Curve.Params().N; s.Cmp(n) >= 0 {
		return nil, nil, nil
	}
	return n, r, s
}

func negative(content []byte) bool { return len(content) > 0 && content[0] >= 0x80 }
