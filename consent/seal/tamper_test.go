package seal_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"testing"

	"eclaire/consent/seal"
	"eclaire/consent/seal/sealtest"
)

// sample is a sound file with who must be trusted.
type sample struct {
	file  []byte
	trust seal.Trust
	from  int // where the last update begins
}

// samples are one file of each kind of seal.
func samples(t testing.TB) map[string]sample {
	t.Helper()
	ca := sealtest.NewCA(t)
	between := ca.Between(t)
	key := between.Issue(t, nil)
	key.Chain = append(key.Chain, between.Certificate)
	tsa := sealtest.NewTSA(t)
	trust := trustIn(ca)
	trust.StampRoots = tsa.CA.Pool()
	pdf := sealtest.Document(record, 500)
	plain := sealed(t, pdf, key, nil)
	stamped := sealed(t, pdf, key, tsa.Authority())
	later, err := seal.AddTimeStamp(t.Context(), plain, tsa.Authority())
	if err != nil {
		t.Fatal(err)
	}
	return map[string]sample{
		"sealed":        {plain, trust, len(pdf)},
		"with stamp":    {stamped, trust, len(pdf)},
		"stamped later": {later, trust, len(plain)},
	}
}

// detected tells whether a report says that something is wrong.
func detected(file []byte, t seal.Trust) bool { return len(seal.Verify(file, t).Findings) > 0 }

func TestSamplesAreSound(t *testing.T) {
	need(t, "openssl")
	for name, s := range samples(t) {
		if r := seal.Verify(s.file, s.trust); len(r.Findings) > 0 || !r.Unchanged() || !r.Trusted {
			t.Errorf("%s: %v", name, r.Findings)
		}
	}
}

// TestAnyChangedByteIsDetected changes bytes anywhere in the files, and each
// byte of the updates.
func TestAnyChangedByteIsDetected(t *testing.T) {
	need(t, "openssl")
	random := rand.New(rand.NewPCG(1, 2))
	for name, s := range samples(t) {
		t.Run(name, func(t *testing.T) {
			file := slices.Clone(s.file)
			try := func(at int, to byte) {
				was := file[at]
				if file[at] = to; was != to && !detected(file, s.trust) {
					t.Errorf("byte %d of %d changed from %q to %q", at, len(file), was, to)
				}
				file[at] = was
			}
			count, step := 2000, 1
			if testing.Short() {
				count, step = 200, 7
			}
			for range count {
				at := random.IntN(len(file))
				try(at, file[at]^byte(1+random.IntN(255)))
			}
			padding := []byte("0000000000000000")
			for at := s.from; at < len(file); at += step {
				if bytes.HasPrefix(file[at-8:], padding) && at%8 != 0 {
					continue // some of the padding will do
				}
				if random.IntN(2) == 0 {
					try(at, file[at]^0x20) // the case of a letter
				} else {
					try(at, "0123456789abcdef"[random.IntN(16)])
				}
				if os.Getenv("ECLAIRE_EXHAUSTIVE") != "" {
					for _, c := range []byte("0123456789abcdefABCDEF \n") {
						try(at, c)
					}
				}
			}
		})
	}
}

// TestCutShort cuts files everywhere.
func TestCutShort(t *testing.T) {
	need(t, "openssl")
	for name, s := range samples(t) {
		for n := 0; n < len(s.file); n += 97 {
			r := seal.Verify(s.file[:n], s.trust)
			want := []seal.Finding{seal.CutShort}
			switch {
			case n < 20: // not even the head is there
				want = []seal.Finding{seal.NotOurs}
				if n < 5 {
					want = []seal.Finding{seal.NotPDF}
				}
			case n == s.from: // whole, as it was before
				continue
			}
			if !slices.Equal(r.Findings, want) || r.Unchanged() {
				t.Errorf("%s cut to %d of %d: %v", name, n, len(s.file), r.Findings)
			}
		}
	}
}

// TestAppendedAndExchanged puts files together as an attacker might.
func TestAppendedAndExchanged(t *testing.T) {
	need(t, "openssl")
	all := samples(t)
	plain, later := all["sealed"], all["stamped later"]
	ca := sealtest.NewCA(t)
	finished := sealtest.Document([]byte(`{"id":"E-2"}`), 500)
	other := sample{sealed(t, finished, ca.Issue(t, nil), nil), trustIn(ca), len(finished)}
	gap := func(file []byte, n int) (from, to int) { // of the n-th signature
		for ; n >= 0; n-- {
			from += bytes.Index(file[from:], []byte("/Contents <")) + len("/Contents <")
		}
		return from, from + bytes.IndexByte(file[from:], '>')
	}
	exchange := func(file, with []byte) []byte {
		from, to := gap(file, 0)
		f, e := gap(with, 0)
		return slices.Concat(file[:from], with[f:e], file[to:])
	}
	update := []byte("4 0 obj\n<</Fields []>>\nendobj\nxref\n4 1\n0000000000 00000 n \ntrailer\n<</Size 5>>\nstartxref\n0\n%%EOF\n")
	stamp := later.file[later.from:]
	for name, c := range map[string]struct {
		file []byte
		want seal.Finding
	}{
		"line breaks and more":      {slices.Concat(plain.file, []byte("\r\n%\n")), seal.AppendedUnknown},
		"a stamp behind filler":     {slices.Concat(plain.file, []byte("\n"), stamp), seal.AppendedUnknown},
		"an update":                 {slices.Concat(plain.file, update), seal.AppendedUnknown},
		"an update behind a stamp":  {slices.Concat(later.file, update), seal.AppendedUnknown},
		"a second file":             {slices.Concat(plain.file, other.file), seal.AppendedUnknown},
		"the same file":             {slices.Concat(plain.file, plain.file), seal.AppendedUnknown},
		"the stamp twice":           {slices.Concat(later.file, stamp), seal.AppendedUnknown},
		"a stamp of another file":   {slices.Concat(other.file, stamp), ""}, // depends on the files' lengths
		"another file's signature":  {exchange(plain.file, other.file), seal.Changed},
		"its own stamped signature": {exchange(plain.file, all["with stamp"].file), seal.Changed},
		"a file in front":           {slices.Concat(other.file[:other.from], plain.file), seal.Changed},
		"the seal of another file":  {slices.Concat(other.file[:other.from], plain.file[plain.from:]), seal.Changed},
		"a byte in front":           {slices.Concat([]byte(" "), plain.file), seal.Changed},
	} {
		r := seal.Verify(c.file, plain.trust)
		if c.want != "" && !slices.Contains(r.Findings, c.want) || len(r.Findings) == 0 {
			t.Errorf("%s: %v, want %s", name, r.Findings, c.want)
		}
		if r.Unchanged() {
			t.Errorf("%s: unchanged", name)
		}
	}
	r := seal.Verify(slices.Concat(plain.file, update), plain.trust)
	want := []seal.Addition{{Kind: seal.Unknown, Offset: len(plain.file), Length: len(update), Objects: []int{4}}}
	if !reflect.DeepEqual(r.Appended, want) {
		t.Errorf("%+v", r.Appended)
	}
	if !bytes.Equal(r.Original, plain.file[:plain.from]) || !bytes.Equal(r.Record, record) {
		t.Error("what was sealed is not told")
	}
}

// TestForeign has files checked that this program did not make.
func TestForeign(t *testing.T) {
	finished := sealtest.Document(record, 10)
	for name, c := range map[string]struct {
		file []byte
		want []seal.Finding
	}{
		"nothing":             {nil, []seal.Finding{seal.NotPDF}},
		"garbage":             {[]byte("garbage"), []seal.Finding{seal.NotPDF}},
		"a late head":         {[]byte("\n\n%PDF-1.4\n"), []seal.Finding{seal.NotOurs}},
		"never, with filler":  {append(slices.Clone(finished), 0, 0), []seal.Finding{seal.NoSeal}},
		"another's signature": {[]byte("%PDF-1.4\n1 0 obj\n<</Type /Sig /ByteRange [0 1 2 3]>>\nendobj\n%%EOF\n"), []seal.Finding{seal.SignedElsewhere}},
		"not sealed":          {finished, []seal.Finding{seal.NoSeal}},
		"signed by another":   {append(slices.Clone(finished), "13 0 obj\n<</Type/Sig/SubFilter/ETSI.CAdES.detached/ByteRange[0 1 2 3]/Contents<00>>>\nendobj\n"...), []seal.Finding{seal.NoSeal, seal.AppendedUnknown}},
		"another writer's":    {[]byte("%PDF-1.4\n1 0 obj\n<</Type /Catalog>>\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1>>\nstartxref\n9\n%%EOF\n"), []seal.Finding{seal.NotOurs}},
	} {
		if r := seal.Verify(c.file, seal.Trust{}); !slices.Equal(r.Findings, c.want) || r.Unchanged() {
			t.Errorf("%s: %v", name, r.Findings)
		}
	}
}
