package seal_test

import (
	"crypto/elliptic"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"eclaire/consent/seal"
	"eclaire/consent/seal/sealtest"
)

const softHSM = "/usr/lib/softhsm/libsofthsm2.so"

// TestToken seals with a key that lives in a token.
func TestToken(t *testing.T) {
	need(t, "softhsm2-util", "openssl")
	dir := t.TempDir()
	conf := filepath.Join(dir, "softhsm2.conf")
	if err := os.WriteFile(conf, []byte("directories.tokendir = "+dir+"\nobjectstore.backend = file\nlog.level = ERROR\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SOFTHSM2_CONF", conf)
	const pin = "271828"
	tool(t, "softhsm2-util", "--init-token", "--free", "--label", "clinic", "--pin", pin, "--so-pin", "314159")
	ca := sealtest.NewCA(t)
	inside := sealtest.NewECDSA(t, elliptic.P256())
	tool(t, "softhsm2-util", "--import", write(t, "key.pem", sealtest.KeyPEM(t, inside)), "--token", "clinic", "--label", "seal", "--id", "01", "--pin", pin)

	signer, closer, err := seal.OpenToken(softHSM, "clinic", pin, "seal")
	if err != nil {
		t.Fatal(err)
	}
	key, err := seal.NewKey(signer, ca.IssueFor(t, inside, nil).Chain)
	if err != nil {
		t.Fatal(err)
	}
	file := sealed(t, sealtest.Document(record, 100), key, nil)
	if r := seal.Verify(file, trustIn(ca)); !r.Unchanged() || !r.Trusted {
		t.Error(r.Findings)
	}
	if _, err := seal.NewKey(signer, ca.Issue(t, nil).Chain); !errors.Is(err, seal.ErrKeyMismatch) {
		t.Error(err)
	}
	if err := closer.Close(); err != nil {
		t.Error(err)
	}
	for _, bad := range [][4]string{
		{softHSM, "clinic", "000000", "seal"},
		{softHSM, "other", pin, "seal"},
		{softHSM, "clinic", pin, "other"},
		{softHSM, "", pin, "seal"},
		{filepath.Join(dir, "none.so"), "clinic", pin, "seal"},
	} {
		if _, _, err := seal.OpenToken(bad[0], bad[1], bad[2], bad[3]); !errors.Is(err, seal.ErrToken) || strings.Contains(err.Error(), bad[2]) {
			t.Errorf("%v: %v", bad, err)
		}
	}
}
