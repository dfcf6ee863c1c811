package archive

import (
	"bytes"
	"context"
	"crypto/elliptic"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"eclaire/consent/archive/chain"
	"eclaire/consent/seal"
	"eclaire/consent/seal/sealtest"
)

// unstamped puts a sealed document that waits for its stamp.
func (b *bench) unstamped(n int) (Receipt, []byte) {
	b.t.Helper()
	key := sealtest.NewCA(b.t).Issue(b.t, nil)
	out, err := seal.Seal(b.t.Context(), sealtest.Document([]byte("x"), 100), key, seal.Options{Now: time.Now()})
	if err != nil {
		b.t.Fatal(err)
	}
	_, session := sample(b.t, n, nil)
	r, err := b.s.PutUnstamped(context.Background(), sampleID(n), out.File, session)
	if err != nil {
		b.t.Fatal(err)
	}
	return r, out.File
}

func (b *bench) waitingStamps() []Unstamped {
	b.t.Helper()
	left, err := b.s.Unstamped(context.Background())
	if err != nil {
		b.t.Fatal(err)
	}
	return left
}

// TestLateStamp lets a stamp come after the document was kept and the program
// started anew: it gets into the archive without the key, and the document opens
// with it.
func TestLateStamp(t *testing.T) {
	ctx := context.Background()
	b := newArchive(t)
	b.put(1)
	r, file := b.unstamped(2)
	gone, _ := b.unstamped(3)
	b.open()
	left := b.waitingStamps()
	if len(left) != 2 || left[0].ID != r.ID {
		t.Fatalf("waiting: %v", left)
	}
	tsa := sealtest.NewTSAFor(t, sealtest.NewECDSA(t, elliptic.P256()), nil)
	token, room, err := seal.AskLate(ctx, tsa.Authority(), left[0].Awaited)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.s.Stamp(ctx, r.ID, token, room); err != nil {
		t.Fatal(err)
	}
	if left := b.waitingStamps(); len(left) != 1 || left[0].ID != gone.ID {
		t.Fatalf("still waiting: %v", left)
	}
	if report := b.open(); len(report.Findings) > 0 {
		t.Fatal(report.Findings)
	}
	st := b.unlock()
	d, err := st.Open(ctx, r.ID, "show")
	if err != nil {
		t.Fatal(err)
	}
	if v := seal.Verify(d.PDF, seal.Trust{StampRoots: tsa.CA.Pool()}); d.Unstamped || !bytes.HasPrefix(d.PDF, file) || !v.Unchanged() || len(v.Stamps) != 1 {
		t.Fatalf("%v", v.Findings)
	}
	if _, err := st.Rekey(ctx, testPassphrase, nil); err != nil {
		t.Fatal(err)
	}
	if again, err := st.Open(ctx, r.ID, "show"); err != nil || !bytes.Equal(again.PDF, d.PDF) {
		t.Fatal("changed by a new key", err)
	}
	if err := st.Erase(ctx, gone.ID, "asked for"); err != nil {
		t.Fatal(err)
	}
	if left := b.waitingStamps(); len(left) != 0 {
		t.Fatalf("an erased document waits: %v", left)
	}
	report, err := st.Verify(ctx, func(pdf, _ []byte) bool { return true }, nil)
	if err != nil || len(report.Findings) > 0 {
		t.Fatal(report.Findings, err)
	}
}

// TestForeignStamp has somebody add a stamp of another document: the document is
// given without it, and a check tells.
func TestForeignStamp(t *testing.T) {
	ctx := context.Background()
	b := newArchive(t)
	r, file := b.unstamped(1)
	b.unstamped(2)
	tsa := sealtest.NewTSAFor(t, sealtest.NewECDSA(t, elliptic.P256()), nil)
	token, room, err := seal.AskLate(ctx, tsa.Authority(), b.waitingStamps()[1].Awaited)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.s.Stamp(ctx, r.ID, token, room); err != nil {
		t.Fatal(err)
	}
	st := b.unlock()
	d, err := st.Open(ctx, r.ID, "show")
	if err != nil || !d.Unstamped || !bytes.Equal(d.PDF, file) {
		t.Fatal(d.Unstamped, err)
	}
	report, err := st.Verify(ctx, nil, nil)
	if err != nil || len(report.Findings) != 1 || report.Findings[0].Kind != chain.FoundSeal {
		t.Fatal(report.Findings, err)
	}
}

func TestUnsealedCannotWait(t *testing.T) {
	b := newArchive(t)
	pdf, session := sample(t, 1, nil)
	if _, err := b.s.PutUnstamped(context.Background(), sampleID(1), pdf, session); err == nil {
		t.Fatal("kept")
	}
}

func TestAwaitedNote(t *testing.T) {
	for _, bad := range []string{"", "awaits", "to 1 age1", "awaits 5", "awaits x:00", "awaits 5:" + strings.Repeat("0", 62), "awaits -1:" + strings.Repeat("0", 64)} {
		if _, ok := parseAwaited(bad); ok {
			t.Errorf("%q was taken", bad)
		}
	}
	rapid.Check(t, func(r *rapid.T) { parseAwaited("awaits " + rapid.String().Draw(r, "note")) })
}
