package seal_test

import (
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/smallstep/pkcs7"

	"eclaire/consent/seal"
	"eclaire/consent/seal/sealtest"
)

// need skips the test without the tools, or fails where all are wanted.
func need(t testing.TB, tools ...string) {
	t.Helper()
	sealtest.Need(t, tools...)
}

func write(t testing.TB, name string, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// tool runs a program and gives what it said; it must succeed.
func tool(t testing.TB, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Errorf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// keys are one key of each kind that may seal, and who must be trusted.
func keys(t testing.TB) map[string]struct {
	key  seal.Key
	root *x509.Certificate
} {
	t.Helper()
	ca := sealtest.NewCA(t)
	between := ca.Between(t)
	chained := between.Issue(t, nil)
	chained.Chain = append(chained.Chain, between.Certificate)
	whole := between.Issue(t, nil)
	whole.Chain = append(whole.Chain, between.Certificate, ca.Certificate)
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	keyPEM, certPEM, err := seal.NewSelfSigned("Clinique Exemplé", time.Now(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	own, err := seal.LoadKey(keyPEM, certPEM)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]struct {
		key  seal.Key
		root *x509.Certificate
	}{
		"P-256":         {ca.Issue(t, nil), ca.Certificate},
		"P-384":         {ca.IssueFor(t, sealtest.NewECDSA(t, elliptic.P384()), nil), ca.Certificate},
		"RSA":           {ca.IssueFor(t, rsaKey, nil), ca.Certificate},
		"chain":         {chained, ca.Certificate},
		"chain to root": {whole, ca.Certificate},
		"self-signed":   {own, own.Chain[0]},
	}
}

// TestOtherVerifiers has the seal checked by programs of others: with each
// kind of key, with and without a stamp.
func TestOtherVerifiers(t *testing.T) {
	need(t, "openssl", "pdfsig", "certutil", "qpdf")
	tsa := sealtest.NewTSA(t)
	pdf := sealtest.Document(record, 1000)
	for name, k := range keys(t) {
		t.Run(name, func(t *testing.T) {
			trust := seal.Trust{Roots: []*x509.Certificate{k.root}, StampRoots: tsa.CA.Pool()}
			root := write(t, "root.pem", sealtest.CertificatePEM(k.root))
			for _, stamper := range []seal.Stamper{nil, tsa.Authority()} {
				file := sealed(t, pdf, k.key, stamper)
				if r := seal.Verify(file, trust); !r.Unchanged() || !r.Trusted || len(r.Findings) > 0 {
					t.Errorf("%v", r.Findings)
				}
				openSSL(t, file, root)
				pkcs7Holds(t, file, k.root)
				qpdf(t, file)
				says := pdfsig(t, file, k.root)
				for _, want := range []string{"Total document signed", "Signature is Valid", "Certificate is Trusted", "ETSI.CAdES.detached", "SHA-256"} {
					if !strings.Contains(says, want) {
						t.Errorf("pdfsig does not say %q:\n%s", want, says)
					}
				}
			}
		})
	}
}

func openSSL(t *testing.T, file []byte, root string) {
	t.Helper()
	covered, cms, token, _ := seal.Parts(file)
	args := []string{"cms", "-verify", "-binary", "-cades", "-inform", "DER", "-in", write(t, "cms", cms),
		"-content", write(t, "content", covered), "-CAfile", root, "-out", os.DevNull}
	if says := tool(t, "openssl", args...); !strings.Contains(says, "Verification successful") {
		t.Error(says)
	}
	dump := tool(t, "openssl", "cms", "-cmsout", "-noout", "-print", "-inform", "DER", "-in", args[7])
	if token == nil && strings.Contains(dump, "signingTime") || // a stamp's own signature has one
		!strings.Contains(dump, "signingCertificateV2") {
		t.Errorf("attributes: %s", dump)
	}
}

// opensslStamp has a token checked by openssl.
func opensslStamp(t *testing.T, token, stamped []byte, ca *sealtest.CA) {
	t.Helper()
	sum := sha256.Sum256(stamped)
	says := tool(t, "openssl", "ts", "-verify", "-token_in", "-in", write(t, "token", token), "-digest", fmt.Sprintf("%x", sum),
		"-CAfile", write(t, "root.pem", sealtest.CertificatePEM(ca.Certificate)))
	if !strings.Contains(says, "Verification: OK") {
		t.Error(says)
	}
}

func pkcs7Holds(t *testing.T, file []byte, root *x509.Certificate) {
	t.Helper()
	covered, cms, _, _ := seal.Parts(file)
	p, err := pkcs7.Parse(cms)
	if err != nil {
		t.Fatal(err)
	}
	p.Content = covered
	roots := x509.NewCertPool()
	roots.AddCert(root)
	if err := p.VerifyWithChain(roots); err != nil {
		t.Error(err)
	}
	p.Content = append([]byte{}, covered...)
	p.Content[100] ^= 1
	if p.Verify() == nil {
		t.Error("the independent verifier is blind")
	}
}

func qpdf(t *testing.T, file []byte) {
	t.Helper()
	says := tool(t, "qpdf", "--check", write(t, "file.pdf", file))
	if !strings.Contains(says, "No syntax or stream encoding errors found") || regexp.MustCompile(`(?i)warning`).MatchString(says) {
		t.Error(says)
	}
}

// pdfsig asks poppler, which asks NSS, with only the root trusted.
func pdfsig(t *testing.T, file []byte, root *x509.Certificate) string {
	t.Helper()
	db := t.TempDir()
	tool(t, "certutil", "-N", "-d", "sql:"+db, "--empty-password")
	tool(t, "certutil", "-A", "-d", "sql:"+db, "-n", "root", "-t", "C,C,C", "-i", write(t, "root.pem", sealtest.CertificatePEM(root)))
	return tool(t, "pdfsig", "-nssdir", db, write(t, "file.pdf", file))
}

// TestOpenSSLTrustsSelfSigned installs a certificate of our own as a root.
func TestOpenSSLTrustsSelfSigned(t *testing.T) {
	need(t, "openssl")
	_, certPEM, err := seal.NewSelfSigned("Clinique Exemple", time.Now(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	path := write(t, "own.pem", certPEM)
	for _, more := range [][]string{nil, {"-x509_strict", "-purpose", "smimesign"}} {
		tool(t, "openssl", append(append([]string{"verify", "-CAfile", path}, more...), path)...)
	}
}

// TestStampsElsewhere has stamps checked by openssl and poppler.
func TestStampsElsewhere(t *testing.T) {
	need(t, "openssl", "qpdf", "pdfsig")
	tsa := sealtest.NewTSA(t)
	ca := sealtest.NewCA(t)
	file := sealed(t, sealtest.Document(record, 1000), ca.Issue(t, nil), tsa.Authority())
	_, _, token, value := seal.Parts(file)
	opensslStamp(t, token, value, tsa.CA)
	for n := range 3 {
		longer, err := seal.AddTimeStamp(t.Context(), file, tsa.Authority())
		if err != nil {
			t.Fatal(err)
		}
		file = longer
		covered, token := seal.LastStamp(file)
		opensslStamp(t, token, covered, tsa.CA)
		qpdf(t, file)
		says := tool(t, "pdfsig", "-nocert", write(t, "file.pdf", file))
		t.Log(says)
		if want := fmt.Sprintf("TimeStamp%d", n+1); !strings.Contains(says, want) {
			t.Errorf("pdfsig does not see %s", want)
		}
	}
}
