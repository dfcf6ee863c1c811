package seal_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/jung-kurt/gofpdf"

	"eclaire/consent/seal"
	"eclaire/consent/seal/sealtest"
)

// foreign are files of other writers.
func foreign(t testing.TB) [][]byte {
	t.Helper()
	p := gofpdf.New("P", "mm", "A4", "")
	p.AddPage()
	var out bytes.Buffer
	if err := p.Output(&out); err != nil {
		t.Fatal(err)
	}
	files := [][]byte{out.Bytes()}
	if _, err := exec.LookPath("qpdf"); err == nil {
		to := filepath.Join(t.TempDir(), "out.pdf")
		tool(t, "qpdf", "--object-streams=generate", "--min-version=1.7", write(t, "in.pdf", out.Bytes()), to)
		b, err := os.ReadFile(to)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, b)
	}
	return files
}

func TestOtherWriters(t *testing.T) {
	for _, f := range foreign(t) {
		if r := seal.Verify(f, seal.Trust{}); len(r.Findings) != 1 || r.Findings[0] != seal.NotOurs {
			t.Error(r.Findings)
		}
	}
}

func FuzzVerify(f *testing.F) {
	need(f, "openssl")
	var trust seal.Trust
	for _, s := range samples(f) {
		trust = s.trust
		f.Add(s.file)
		f.Add(s.file[:len(s.file)-500])
		f.Add(append(append([]byte{}, s.file...), s.file...))
		f.Add(append(append([]byte{}, s.file...), 0, '\n'))
		f.Add(sealtest.Twin(f, s.file, 0, false))
	}
	for _, b := range foreign(f) {
		f.Add(b)
	}
	f.Add(sealtest.Document(nil, 0))
	f.Add([]byte("garbage"))
	trust.Now, trust.WantStamp = time.Now(), true
	f.Fuzz(func(t *testing.T, b []byte) {
		r := seal.Verify(b, trust)
		if r.Trusted && r.Vouched == seal.NotVouched {
			t.Error("trusted, and nobody vouches")
		}
		if r.Drawn(1); r.HighS && r.Unchanged() {
			t.Error("a twin is unchanged")
		}
		if len(r.Findings) == 0 && r.Signer == nil {
			t.Error("nothing found, and no signer")
		}
		if r.Unchanged() && !bytes.HasPrefix(b, r.Original) {
			t.Error("unchanged, but not from the original")
		}
		_, _ = seal.Seal(t.Context(), b, seal.Key{}, seal.Options{})
	})
}

// TestBombs has files that claim or unpack to far more than they are.
func TestBombs(t *testing.T) {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	for range 64 {
		_, _ = z.Write(make([]byte, 1<<20))
	}
	_ = z.Close()
	bomb := func(keys string, stream []byte) []byte {
		b := []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
		at := len(b)
		b = fmt.Appendf(b, "1 0 obj\n<</Type /XRef %s /Length %d>>\nstream\n%s\nendstream\nendobj\n", keys, len(stream), stream)
		return fmt.Appendf(b, "startxref\n%d\n%%%%EOF\n", at)
	}
	huge := sealtest.Document(make([]byte, 17<<20), 0)
	for name, file := range map[string][]byte{
		"references":    bomb("/Size 60000 /W [1 4 2] /Root 1 0 R /ID [<> <>] /Filter /FlateDecode", packed.Bytes()),
		"entries":       bomb("/Size 9999999 /W [4 4 4] /Root 1 0 R /ID [<> <>] /Filter /FlateDecode", packed.Bytes()),
		"no width":      bomb("/Size 60000 /W [0 0 0] /Root 1 0 R /ID [<> <>]", nil),
		"record":        huge,
		"arrays":        bomb("/X "+string(bytes.Repeat([]byte("["), 1<<20)), nil),
		"many ends":     append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("startxref\n9\n%%EOF\n"), 1<<20)...),
		"many objects":  append(sealtest.Document(nil, 0), bytes.Repeat([]byte("1 0 obj\n"), 1<<20)...),
		"many digits":   append(sealtest.Document(nil, 0), bytes.Repeat([]byte("1"), 8<<20)...),
		"more than max": make([]byte, 40<<20),
	} {
		from := time.Now()
		if r := seal.Verify(file, seal.Trust{}); r.Unchanged() || len(r.Findings) == 0 {
			t.Errorf("%s: %v", name, r.Findings)
		}
		if took := time.Since(from); took > 3*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
	}
}

func BenchmarkSeal(b *testing.B) {
	key := sealtest.NewCA(b).Issue(b, nil)
	pdf := sealtest.Document(record, 150_000)
	for b.Loop() {
		if _, err := seal.Seal(b.Context(), pdf, key, seal.Options{Now: time.Now()}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVerify(b *testing.B) {
	ca := sealtest.NewCA(b)
	file := sealed(b, sealtest.Document(record, 150_000), ca.Issue(b, nil), nil)
	trust := trustIn(ca)
	for b.Loop() {
		if !seal.Verify(file, trust).Unchanged() {
			b.Fatal("does not verify")
		}
	}
}
