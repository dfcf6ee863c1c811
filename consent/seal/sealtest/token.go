package sealtest

import (
	"crypto/elliptic"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"eclaire/consent/seal"
)

// Token is a hardware token in software (SoftHSM) that holds a key.
type Token struct {
	Module, Label, PIN, Key string
	Chain                   seal.Key // the certificate that ca issued for the key; its Signer is outside the token
}

// NewToken makes a token of the test's own, with a key that ca has certified.
func NewToken(t testing.TB, ca *CA) Token {
	t.Helper()
	Need(t, "softhsm2-util", "openssl")
	dir := t.TempDir()
	file := func(name string, b []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	t.Setenv("SOFTHSM2_CONF", file("softhsm2.conf", []byte("directories.tokendir = "+dir+"\nobjectstore.backend = file\nlog.level = ERROR\n")))
	out := Token{Module: "/usr/lib/softhsm/libsofthsm2.so", Label: "clinic", PIN: "271828", Key: "seal"}
	inside := NewECDSA(t, elliptic.P256())
	for _, args := range [][]string{
		{"--init-token", "--free", "--label", out.Label, "--pin", out.PIN, "--so-pin", "314159"},
		{"--import", file("key.pem", KeyPEM(t, inside)), "--token", out.Label, "--label", out.Key, "--id", "01", "--pin", out.PIN},
	} {
		if text, err := exec.Command("softhsm2-util", args...).CombinedOutput(); err != nil {
			t.Fatalf("softhsm2-util: %v\n%s", err, text)
		}
	}
	out.Chain = ca.IssueFor(t, inside, nil)
	return out
}
