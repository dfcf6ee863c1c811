package seal

import (
	"crypto"
	"errors"
	"fmt"
	"io"

	"github.com/ThalesGroup/crypto11"
)

// ErrToken says that a hardware token does not give its key.
var ErrToken = errors.New("the token of the seal does not give its key: check that it is plugged in, its module, label, PIN and the key's label")

// OpenToken opens a key that lives in a hardware token and never leaves it.
// module is the path of the token's PKCS#11 library, label the token's name
// and keyLabel the key's, whose public half must be there too. Close the
// closer when the key is no longer needed. The PIN is not kept in errors.
func OpenToken(module, label, pin, keyLabel string) (crypto.Signer, io.Closer, error) {
	if label == "" || keyLabel == "" {
		return nil, nil, fmt.Errorf("%w: a label is empty", ErrToken)
	}
	token, err := crypto11.Configure(&crypto11.Config{Path: module, TokenLabel: label, Pin: pin})
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrToken, err)
	}
	key, err := token.FindKeyPair(nil, []byte(keyLabel))
	if err == nil && key == nil {
		err = errors.New("there is no such key")
	}
	if err != nil {
		_ = token.Close()
		return nil, nil, fmt.Errorf("%w: %w", ErrToken, err)
	}
	return key, token, nil
}
