package seal_test

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"eclaire/consent/seal"
	"eclaire/consent/seal/sealtest"
)

// TestWhyVouched seals with certificates of one authority that were issued for
// different things, and checks with the authority or the certificate itself.
func TestWhyVouched(t *testing.T) {
	ca := sealtest.NewCA(t)
	oid := func(numbers ...int) func(*x509.Certificate) {
		return func(c *x509.Certificate) { c.UnknownExtKeyUsage = []asn1.ObjectIdentifier{numbers} }
	}
	usage := func(all ...x509.ExtKeyUsage) func(*x509.Certificate) {
		return func(c *x509.Certificate) { c.ExtKeyUsage = all }
	}
	both := func(c *x509.Certificate) {
		usage(x509.ExtKeyUsageEmailProtection)(c)
		oid(1, 3, 6, 1, 5, 5, 7, 3, 36)(c)
	}
	for name, c := range map[string]struct {
		change         func(*x509.Certificate)
		issued, pinned seal.Vouching
		finding        seal.Finding
		remarkI        seal.Remark // by its issuer
		remarkP        seal.Remark // pinned
	}{
		"documents":           {oid(1, 3, 6, 1, 5, 5, 7, 3, 36), seal.ByUsage, seal.Pinned, "", "", ""},
		"documents, Adobe":    {oid(1, 2, 840, 113583, 1, 1, 5), seal.ByUsage, seal.Pinned, "", "", ""},
		"documents, Windows":  {oid(1, 3, 6, 1, 4, 1, 311, 10, 3, 12), seal.ByUsage, seal.Pinned, "", "", ""},
		"documents and mail":  {both, seal.ByUsage, seal.Pinned, "", "", ""},
		"nothing said":        {nil, seal.ByIssuer, seal.Pinned, "", seal.UsageUnsaid, ""},
		"mail":                {usage(x509.ExtKeyUsageEmailProtection), seal.NotVouched, seal.Pinned, seal.OtherUse, "", seal.UsageOther},
		"mail and logging in": {usage(x509.ExtKeyUsageClientAuth, x509.ExtKeyUsageEmailProtection), seal.NotVouched, seal.Pinned, seal.OtherUse, "", seal.UsageOther},
		"anything":            {usage(x509.ExtKeyUsageAny), seal.NotVouched, seal.Pinned, seal.OtherUse, "", seal.UsageOther},
	} {
		key := ca.Issue(t, c.change)
		file := sealed(t, sealtest.Document(record, 10), key, nil)
		for number := range 2 {
			r := seal.Verify(file, trustIn(ca))
			r.Drawn(number)
			if r.Vouched != c.issued || r.Trusted != (c.finding == "") || !slices.Equal(r.Findings, some(c.finding)) || !slices.Equal(r.Remarks, some(c.remarkI)) || !r.Unchanged() {
				t.Errorf("%s, its issuer trusted: %q, %v, %v", name, r.Vouched, r.Findings, r.Remarks)
			}
			r = seal.Verify(file, seal.Trust{Roots: append([]*x509.Certificate{nil, ca.Certificate}, key.Chain...)})
			r.Drawn(number)
			if r.Vouched != c.pinned || !r.Trusted || len(r.Findings) > 0 || !slices.Equal(r.Remarks, some(c.remarkP)) {
				t.Errorf("%s, pinned: %q, %v, %v", name, r.Vouched, r.Findings, r.Remarks)
			}
		}
	}
}

// some is the list of x, unless it is empty.
func some[T comparable](x T) []T {
	var none T
	if x == none {
		return nil
	}
	return []T{x}
}

func TestFiller(t *testing.T) {
	need(t, "openssl")
	tsa := sealtest.NewTSA(t)
	for name, s := range samples(t) {
		for _, filler := range []string{"\x00", "\n", "\r\n", "\r\n\x00\x00\n"} {
			padded := append(slices.Clone(s.file), filler...)
			r := seal.Verify(padded, s.trust)
			last := r.Appended[len(r.Appended)-1]
			if !r.Unchanged() || len(r.Findings) > 0 || !slices.Contains(r.Remarks, seal.Filled) ||
				last.Kind != seal.Filler || last.Offset != len(s.file) || last.Length != len(filler) {
				t.Errorf("%s with %q: %v, %v, %+v", name, filler, r.Findings, r.Remarks, r.Appended)
			}
			if _, err := seal.AddTimeStamp(t.Context(), padded, tsa.Authority()); !errors.Is(err, seal.ErrNotSealed) {
				t.Errorf("%s with %q was stamped: %v", name, filler, err)
			}
			if _, err := seal.Await(padded); !errors.Is(err, seal.ErrNotSealed) {
				t.Error(err)
			}
		}
		for _, more := range []string{" ", "\x00x", "%\n", "\x0c", "\n%%EOF\n"} {
			if r := seal.Verify(append(slices.Clone(s.file), more...), s.trust); r.Unchanged() || !slices.Contains(r.Findings, seal.AppendedUnknown) {
				t.Errorf("%s with %q: %v", name, more, r.Findings)
			}
		}
	}
}

func TestDates(t *testing.T) {
	need(t, "openssl")
	all := samples(t)
	for name, c := range map[string]struct {
		ago  time.Duration
		want []seal.Finding
	}{
		"now":               {0, nil},
		"the clock is late": {4 * time.Minute, nil},
		"the future":        {6 * time.Minute, []seal.Finding{seal.FromFuture}},
	} {
		for kind, s := range all {
			s.trust.Now = time.Now().Add(-c.ago)
			if r := seal.Verify(s.file, s.trust); !slices.Equal(r.Findings, c.want) || !r.Unchanged() {
				t.Errorf("%s, %s: %v", name, kind, r.Findings)
			}
		}
	}
	for kind, s := range all {
		s.trust.WantStamp = true
		if r := seal.Verify(s.file, s.trust); slices.Contains(r.Remarks, seal.StampMissing) != (kind == "sealed") || len(r.Findings) > 0 {
			t.Errorf("%s: %v, %v", kind, r.Findings, r.Remarks)
		}
	}
}

// TestSavedAnew has the marks of our documents in foreign files, also packed.
// Real documents and the programs that save them are tested in cmd/eclaire.
func TestSavedAnew(t *testing.T) {
	const faces = "/BaseFont /ABCDEF+EclaireSans-Bold /BaseFont /ABCDEF+EclaireSans-Regular"
	head := "%PDF-1.4\n1 0 obj\n<<" // no document of ours begins so
	for name, c := range map[string]struct {
		text string
		want seal.Finding
	}{
		"both faces":         {faces, seal.SavedAnew},
		"as up to drawing 3": {strings.ReplaceAll(faces, "EclaireSans", "AtkinsonHyperlegibleNext"), seal.SavedAnew},
		"one face":           {"/BaseFont /EclaireSans-Bold", seal.NotOurs},
		"of two fonts":       {"/BaseFont /EclaireSans-Bold /BaseFont /AtkinsonHyperlegibleNext-Regular", seal.NotOurs},
		"the creator":        {"<xmp:CreatorTool>Éclairé</xmp:CreatorTool>", seal.SavedAnew},
		"another creator":    {"<xmp:CreatorTool>Éclairé 2 autre</xmp:CreatorTool>", seal.NotOurs},
		"the signed again":   {faces + "/ByteRange [0 1 2 3]", seal.SavedAnew},
	} {
		if r := seal.Verify([]byte(head+c.text+">>\nendobj\n%%EOF\n"), seal.Trust{}); !slices.Equal(r.Findings, []seal.Finding{c.want}) {
			t.Errorf("%s: %v", name, r.Findings)
		}
	}
	need(t, "qpdf")
	plain := []byte("%PDF-1.4\n1 0 obj\n<</Type /Catalog /Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type /Pages /Kids [3 0 R] /Count 1>>\nendobj\n" +
		"3 0 obj\n<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources <</Font <</A <</BaseFont /EclaireSans-Bold>> " +
		"/B <</BaseFont /EclaireSans-Regular>>>>>>>>\nendobj\ntrailer\n<</Root 1 0 R /Size 4>>\nstartxref\n0\n%%EOF\n")
	to := filepath.Join(t.TempDir(), "out.pdf")
	tool(t, "qpdf", "--object-streams=generate", "--warning-exit-0", write(t, "in.pdf", plain), to)
	b, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(b, []byte("EclaireSans")) {
		t.Fatal("qpdf packed nothing")
	}
	if r := seal.Verify(b, seal.Trust{}); !slices.Equal(r.Findings, []seal.Finding{seal.SavedAnew}) {
		t.Error(r.Findings)
	}
}
