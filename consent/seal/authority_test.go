package seal_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"eclaire/consent/seal"
	"eclaire/consent/seal/sealtest"
)

// TestAuthority asks good services.
func TestAuthority(t *testing.T) {
	digest := sha256.Sum256(record)
	for name, key := range map[string]crypto.Signer{
		"P-256":    sealtest.NewECDSA(t, elliptic.P256()),
		"P-384":    sealtest.NewECDSA(t, elliptic.P384()),
		"RSA 2048": newRSA(t, 2048),
		"RSA 4096": newRSA(t, 4096),
	} {
		tsa := sealtest.NewTSAFor(t, key, nil)
		a := tsa.Authority()
		token, err := a.Stamp(t.Context(), digest[:])
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		opensslStamp(t, token, record, tsa.CA)
		a.Policy = asn1.ObjectIdentifier{1, 2, 3, 4, 2}
		if _, err := a.Stamp(t.Context(), digest[:]); err != nil {
			t.Errorf("%s, with a policy: %v", name, err)
		}
		t.Logf("%s: %d bytes", name, len(token))
	}
}

// unsound are services that cannot be used, and why not.
func unsound(t *testing.T) map[string]struct {
	stamper seal.Authority
	want    error
} {
	type bad = struct {
		stamper seal.Authority
		want    error
	}
	good := sealtest.NewTSA(t)
	lies := func(lie func(q []byte, answer func([]byte) []byte) []byte) bad {
		tsa := sealtest.NewTSA(t)
		tsa.Lie = lie
		return bad{tsa.Authority(), seal.ErrStampRefused}
	}
	with := func(change func(*x509.Certificate)) bad {
		return bad{sealtest.NewTSAFor(t, sealtest.NewECDSA(t, elliptic.P256()), change).Authority(), seal.ErrStampRefused}
	}
	status := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(status.Close)
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	stranger, nobody, policy := good.Authority(), good.Authority(), good.Authority()
	stranger.Roots = sealtest.NewCA(t).Pool()
	nobody.Roots = nil
	policy.Policy = asn1.ObjectIdentifier{1, 2, 3, 9}
	return map[string]bad{
		"down":         {seal.Authority{URL: closed.URL, Roots: good.CA.Pool()}, seal.ErrStampUnreachable},
		"not found":    {seal.Authority{URL: status.URL, Roots: good.CA.Pool()}, seal.ErrStampUnreachable},
		"no address":   {seal.Authority{URL: "::"}, seal.ErrStampUnreachable},
		"stranger":     {stranger, seal.ErrStampRefused},
		"nobody":       {nobody, seal.ErrStampRefused},
		"other policy": {policy, seal.ErrStampRefused},
		"other digest": lies(func(q []byte, answer func([]byte) []byte) []byte {
			q[len(q)-20] ^= 1 // in the digest: number and flag stand behind it
			return answer(q)
		}),
		"other number": lies(func(q []byte, answer func([]byte) []byte) []byte {
			q[len(q)-4] ^= 1
			return answer(q)
		}),
		"changed answer": lies(func(q []byte, answer func([]byte) []byte) []byte {
			a := answer(q)
			a[len(a)-4] ^= 1 // in the signature
			return a
		}),
		"garbage": lies(func(q []byte, answer func([]byte) []byte) []byte { return []byte("<html>hello</html>") }),
		"nothing": lies(func(q []byte, answer func([]byte) []byte) []byte { return nil }),
		"huge":    lies(func(q []byte, answer func([]byte) []byte) []byte { return bytes.Repeat([]byte{0x30}, 100<<20) }),
		"longer":  lies(func(q []byte, answer func([]byte) []byte) []byte { return append(answer(q), 0) }),
		"refuses": lies(func(q []byte, answer func([]byte) []byte) []byte {
			return []byte{0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02}
		}),
		"expired": with(func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Hour) }),
	}
}

// TestSealedWithoutStamp has bad services asked: the document is sealed all
// the same, says why there is no stamp, and can be stamped later.
func TestSealedWithoutStamp(t *testing.T) {
	need(t, "openssl")
	ca := sealtest.NewCA(t)
	key := ca.Issue(t, nil)
	good := sealtest.NewTSA(t)
	pdf := sealtest.Document(record, 100)
	trust := trustIn(ca)
	trust.StampRoots = good.CA.Pool()
	for name, c := range unsound(t) {
		out, err := seal.Seal(t.Context(), pdf, key, seal.Options{Now: time.Now(), Stamper: c.stamper})
		if err != nil || !errors.Is(out.StampErr, c.want) {
			t.Errorf("%s: %v, %v", name, err, out.StampErr)
			continue
		}
		r := seal.Verify(out.File, trust)
		if !r.Unchanged() || !r.Trusted || len(r.Stamps) != 0 || len(r.Findings) > 0 {
			t.Errorf("%s: %v", name, r.Findings)
		}
		if _, err := seal.AddTimeStamp(t.Context(), out.File, c.stamper); !errors.Is(err, c.want) {
			t.Errorf("%s: later: %v", name, err)
		}
	}
}

func TestSlowAuthority(t *testing.T) {
	need(t, "openssl")
	release := make(chan struct{})
	slow := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	}))
	defer slow.Close()
	defer close(release)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	ca := sealtest.NewCA(t)
	from := time.Now()
	out, err := seal.Seal(ctx, sealtest.Document(record, 100), ca.Issue(t, nil), seal.Options{
		Now: time.Now(), Stamper: seal.Authority{URL: slow.URL, Roots: ca.Pool()}})
	if took := time.Since(from); took > 2*time.Second {
		t.Errorf("took %v", took)
	}
	if err != nil || !errors.Is(out.StampErr, seal.ErrStampUnreachable) || !errors.Is(out.StampErr, context.DeadlineExceeded) {
		t.Errorf("%v, %v", err, out.StampErr)
	}
	if r := seal.Verify(out.File, trustIn(ca)); !r.Unchanged() {
		t.Error(r.Findings)
	}
}

// TestStampsAreTold adds stamps later and reads the report.
func TestStampsAreTold(t *testing.T) {
	need(t, "openssl")
	ca := sealtest.NewCA(t)
	tsa, other := sealtest.NewTSA(t), sealtest.NewTSA(t)
	trust := trustIn(ca)
	trust.StampRoots = tsa.CA.Pool()
	first := sealed(t, sealtest.Document(record, 100), ca.Issue(t, nil), tsa.Authority())
	file := first
	for _, a := range []seal.Authority{tsa.Authority(), other.Authority()} {
		longer, err := seal.AddTimeStamp(t.Context(), file, a)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(longer, file) {
			t.Error("more than appended")
		}
		file = longer
	}
	r := seal.Verify(file, trust)
	if !slices.Equal(r.Findings, []seal.Finding{seal.StampUntrusted}) || !r.Unchanged() || !r.Trusted || len(r.Stamps) != 3 || len(r.Appended) != 2 {
		t.Fatalf("%v %+v %+v", r.Findings, r.Stamps, r.Appended)
	}
	for i, want := range []seal.StampReport{{Where: seal.InSeal, Trusted: true}, {Where: seal.Appended, Trusted: true}, {Where: seal.Appended}} {
		s := r.Stamps[i]
		if s.Where != want.Where || s.Trusted != want.Trusted || s.Authority != "Éclairé test time stamps" || time.Since(s.Time).Abs() > time.Minute {
			t.Errorf("%+v", s)
		}
	}
	if a := r.Appended[0]; a.Kind != seal.TimeStamp || a.Offset != len(first) || !slices.Equal(a.Objects, []int{4, 15, 16, 17}) {
		t.Errorf("%+v", a)
	}
	broken := slices.Clone(file)
	broken[100] ^= 1
	if _, err := seal.AddTimeStamp(t.Context(), broken, tsa.Authority()); !errors.Is(err, seal.ErrNotSealed) {
		t.Error(err)
	}
}

// TestClocks has seals claim times that their stamps do not bear out.
func TestClocks(t *testing.T) {
	need(t, "openssl")
	ca, tsa := sealtest.NewCA(t), sealtest.NewTSA(t)
	now := time.Now()
	long := ca.Issue(t, nil)
	short := ca.Issue(t, func(c *x509.Certificate) { c.NotAfter = now.Add(-time.Hour) })
	trust := trustIn(ca)
	trust.StampRoots = tsa.CA.Pool()
	for name, c := range map[string]struct {
		key  seal.Key
		now  time.Time
		want []seal.Finding
	}{
		"on time":                  {long, now, nil},
		"an hour ahead":            {long, now.Add(time.Hour), []seal.Finding{seal.ClaimedLater}},
		"expired, an older claim":  {short, now.Add(-2 * time.Hour), []seal.Finding{seal.NotValidThen}},
		"stamped hours after that": {long, now.Add(-2 * time.Hour), nil},
	} {
		out, err := seal.Seal(t.Context(), sealtest.Document(record, 0), c.key, seal.Options{Now: c.now, Stamper: tsa.Authority()})
		if err != nil || out.StampErr != nil {
			t.Fatal(name, err, out.StampErr)
		}
		r := seal.Verify(out.File, trust)
		if !slices.Equal(r.Findings, c.want) || !r.Unchanged() || r.Trusted == slices.Contains(c.want, seal.NotValidThen) {
			t.Errorf("%s: %v", name, r.Findings)
		}
	}
}

// stamperFunc is a stamper made of a function.
type stamperFunc func(ctx context.Context, digest []byte) ([]byte, error)

func (f stamperFunc) Stamp(ctx context.Context, digest []byte) ([]byte, error) { return f(ctx, digest) }

// TestLargeToken has a service whose tokens need more room than is guessed.
func TestLargeToken(t *testing.T) {
	need(t, "openssl")
	ca := sealtest.NewCA(t)
	tsa := sealtest.NewTSAFor(t, sealtest.NewECDSA(t, elliptic.P256()), func(c *x509.Certificate) {
		c.ExtraExtensions = append(c.ExtraExtensions, pkix.Extension{Id: asn1.ObjectIdentifier{1, 2, 3}, Value: make([]byte, 6000)})
	})
	asked := 0
	large := stamperFunc(func(ctx context.Context, digest []byte) ([]byte, error) {
		asked++
		return tsa.Authority().Stamp(ctx, digest)
	})
	file := sealed(t, sealtest.Document(record, 0), ca.Issue(t, nil), large)
	file, err := seal.AddTimeStamp(t.Context(), file, large)
	if err != nil || asked != 4 {
		t.Fatalf("asked %d times: %v", asked, err)
	}
	trust := trustIn(ca)
	trust.StampRoots = tsa.CA.Pool()
	if r := seal.Verify(file, trust); len(r.Findings) > 0 || len(r.Stamps) != 2 {
		t.Error(r.Findings)
	}
}

// TestBadStampers has stampers of others give tokens that would not hold.
func TestBadStampers(t *testing.T) {
	need(t, "openssl")
	ca, tsa := sealtest.NewCA(t), sealtest.NewTSA(t)
	calls := 0
	for name, s := range map[string]stamperFunc{
		"other digest": func(ctx context.Context, digest []byte) ([]byte, error) {
			digest[0] ^= 1
			return tsa.Authority().Stamp(ctx, digest)
		},
		"a stranger's certificate": func(ctx context.Context, digest []byte) ([]byte, error) {
			token, err := tsa.Authority().Stamp(ctx, digest)
			return seal.WithCertificates(token, ca.Certificate), err
		},
		"nothing": func(context.Context, []byte) ([]byte, error) { return nil, nil },
		"ever larger": func(ctx context.Context, digest []byte) ([]byte, error) {
			calls++
			bigger := sealtest.NewTSAFor(t, sealtest.NewECDSA(t, elliptic.P256()), func(c *x509.Certificate) {
				c.ExtraExtensions = append(c.ExtraExtensions, pkix.Extension{Id: asn1.ObjectIdentifier{1, 2, 3}, Value: make([]byte, calls*5000)})
			})
			return bigger.Authority().Stamp(ctx, digest)
		},
	} {
		out, err := seal.Seal(t.Context(), sealtest.Document(nil, 0), ca.Issue(t, nil), seal.Options{Now: time.Now(), Stamper: s})
		if err != nil || !errors.Is(out.StampErr, seal.ErrStampRefused) || !seal.Verify(out.File, trustIn(ca)).Unchanged() {
			t.Errorf("%s: %v, %v", name, err, out.StampErr)
			continue
		}
		if _, err := seal.AddTimeStamp(t.Context(), out.File, s); !errors.Is(err, seal.ErrStampRefused) {
			t.Errorf("%s: later: %v", name, err)
		}
	}
}
