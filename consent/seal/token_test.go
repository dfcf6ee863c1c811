package seal_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"eclaire/consent/seal"
	"eclaire/consent/seal/sealtest"
)

// TestToken seals with a key that lives in a token.
func TestToken(t *testing.T) {
	ca := sealtest.NewCA(t)
	token := sealtest.NewToken(t, ca)
	signer, closer, err := seal.OpenToken(token.Module, token.Label, token.PIN, token.Key)
	if err != nil {
		t.Fatal(err)
	}
	key, err := seal.NewKey(signer, token.Chain.Chain)
	if err != nil {
		t.Fatal(err)
	}
	for range 20 { // the token writes both forms
		file := sealed(t, sealtest.Document(record, 100), key, nil)
		if r := seal.Verify(file, trustIn(ca)); !r.Unchanged() || !r.Trusted || r.HighS {
			t.Error(r.Findings, r.HighS)
		}
	}
	if _, err := seal.NewKey(signer, ca.Issue(t, nil).Chain); !errors.Is(err, seal.ErrKeyMismatch) {
		t.Error(err)
	}
	if err := closer.Close(); err != nil {
		t.Error(err)
	}
	for _, bad := range [][4]string{
		{token.Module, token.Label, "000000", token.Key},
		{token.Module, "other", token.PIN, token.Key},
		{token.Module, token.Label, token.PIN, "other"},
		{token.Module, "", token.PIN, token.Key},
		{filepath.Join(t.TempDir(), "none.so"), token.Label, token.PIN, token.Key},
	} {
		if _, _, err := seal.OpenToken(bad[0], bad[1], bad[2], bad[3]); !errors.Is(err, seal.ErrToken) || strings.Contains(err.Error(), bad[2]) {
			t.Errorf("%v: %v", bad, err)
		}
	}
}
