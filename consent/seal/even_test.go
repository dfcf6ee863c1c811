package seal_test

import (
	"bytes"
	"testing"
	"time"

	"eclaire/consent/seal"
	"eclaire/consent/seal/sealtest"
)

// TestEven: a sealed file has an even number of bytes, and so has a stamped one,
// whatever the document has.
func TestEven(t *testing.T) {
	need(t, "openssl")
	ca, tsa := sealtest.NewCA(t), sealtest.NewTSA(t)
	trust := trustIn(ca)
	trust.StampRoots = tsa.CA.Pool()
	odd := 0
	for weight := range 8 {
		pdf := sealtest.Document(record, 97_000+weight*1201)
		odd += len(pdf) % 2
		key := ca.Issue(t, nil)
		file := sealed(t, pdf, key, nil)
		late, err := seal.AddTimeStamp(t.Context(), file, tsa.Authority())
		if err != nil {
			t.Fatal(err)
		}
		for name, f := range map[string][]byte{"sealed": file, "stamped": sealed(t, pdf, key, tsa.Authority()), "stamped later": late} {
			if len(f)%2 != 0 {
				t.Errorf("%s, of %d bytes: has %d", name, len(pdf), len(f))
			}
			if r := seal.Verify(f, trust); !r.Unchanged() || !r.Trusted || len(r.Findings) > 0 {
				t.Errorf("%s, of %d bytes: %v", name, len(pdf), r.Findings)
			}
			if !bytes.HasSuffix(f, []byte("\n%%EOF\n")) {
				t.Errorf("%s: ends in %q", name, f[len(f)-20:])
			}
		}
	}
	if odd == 0 || odd == 8 {
		t.Errorf("%d of 8 documents are odd: both kinds are wanted", odd)
	}
}

// TestSealedBefore: files that were sealed and stamped before files were made even
// hold as they did, and a stamp that was awaited then can be placed now.
func TestSealedBefore(t *testing.T) {
	need(t, "openssl")
	ca, tsa := sealtest.NewCA(t), sealtest.NewTSA(t)
	trust := trustIn(ca)
	trust.StampRoots = tsa.CA.Pool()
	odd := 0
	for weight := range 6 {
		file, err := seal.SealedBefore(sealtest.Document(record, weight), ca.Issue(t, nil), time.Now())
		if err != nil {
			t.Fatal(err)
		}
		odd += len(file) % 2
		if r := seal.Verify(file, trust); !r.Unchanged() || !r.Trusted || len(r.Findings) > 0 {
			t.Errorf("%d bytes: %v", len(file), r.Findings)
		}
		token, room, err := seal.AskLate(t.Context(), tsa.Authority(), []seal.Awaited{seal.AwaitedBefore(file)})
		if err != nil {
			t.Fatal(err)
		}
		late, err := seal.PlaceLate(file, token, room)
		if err != nil {
			t.Fatal(err)
		}
		if r := seal.Verify(late, trust); !r.Unchanged() || len(r.Stamps) != 1 || len(r.Findings) > 0 {
			t.Errorf("stamped, %d bytes: %v", len(late), r.Findings)
		}
		if r := seal.Verify(file[:len(file)-1], trust); r.Unchanged() {
			t.Error("a file that was cut short is unchanged")
		}
	}
	if odd == 0 {
		t.Error("no file is odd")
	}
}
