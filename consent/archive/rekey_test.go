package archive

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"filippo.io/age"

	"eclaire/consent/archive/chain"
	"eclaire/consent/disk/disktest"
)

func TestPassphraseAndRecovery(t *testing.T) {
	b := newArchive(t)
	ctx := context.Background()
	r := b.put(1)
	st := b.unlock()
	if err := st.ChangePassphrase(ctx, "short"); !errors.Is(err, ErrWeak) {
		t.Errorf("a short passphrase: %v", err)
	}
	const next = "autre phrase, bien plus longue é"
	if err := st.ChangePassphrase(ctx, next); err != nil {
		t.Fatal(err)
	}
	b.open()
	if _, err := b.s.Unlock(ctx, testPassphrase, "x"); !errors.Is(err, ErrPassphrase) {
		t.Errorf("the old passphrase: %v", err)
	}
	st, err := b.s.Unlock(ctx, strings.Replace(next, "é", "é", 1), "x") // the same, in another Unicode form
	if err != nil {
		t.Fatal(err)
	}
	if sheet, err := st.Sheet(ctx); err != nil || sheet != b.sheet {
		t.Errorf("the sheet is another one: %v", err)
	}
	os.Remove(filepath.Join(b.dir, keyFile))
	b.open()
	if _, err := b.s.Unlock(ctx, next, "x"); !errors.Is(err, ErrKeyFile) {
		t.Errorf("without the key file: %v", err)
	}
	typed := strings.ToLower(strings.Join(b.sheet.Lines(), " "))
	for _, c := range []struct {
		key, passphrase string
		want            error
	}{{b.otherKey(), testPassphrase, ErrOtherKey}, {typed, "short", ErrWeak}, {typed, testPassphrase, nil}} {
		if err := b.s.Recover(ctx, c.key, c.passphrase, "x"); !errors.Is(err, c.want) {
			t.Errorf("%v, want %v", err, c.want)
		}
	}
	slip := "x"
	if strings.HasSuffix(typed, slip) {
		slip = "z"
	}
	if err := b.s.Recover(ctx, typed[:len(typed)-1]+slip, testPassphrase, "x"); err == nil {
		t.Error("a slip of the pen was taken")
	}
	if d, err := b.unlock().Open(ctx, r.ID, "show"); err != nil || d.About.BirthName != "EXEMPLE" {
		t.Errorf("after recovery: %v", err)
	}
	if strings.Trim(b.sheet.QR(), "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != "" {
		t.Error("the square code's text has other signs")
	}
}

func (b *bench) otherKey() string {
	k, err := age.GenerateX25519Identity()
	if err != nil {
		b.t.Fatal(err)
	}
	return k.String()
}

// reads tells whether a private key alone reads an entry's content.
func (b *bench) reads(key string, id chain.ID) bool {
	b.t.Helper()
	ctx := context.Background()
	f, e, err := b.s.read().find(ctx, id)
	if err != nil {
		b.t.Fatal(err)
	}
	c, err := f.parcel(ctx, e.Seq)
	if err != nil {
		b.t.Fatal(err)
	}
	keys, err := parseKeys(key)
	if err != nil {
		b.t.Fatal(err)
	}
	_, err = chain.Decrypt([]age.Identity{keys[0]}, c.Body)
	return err == nil
}

func TestRekey(t *testing.T) {
	b := newArchive(t)
	ctx := context.Background()
	var receipts []Receipt
	for n := range 25 {
		receipts = append(receipts, b.put(n))
	}
	st := b.unlock()
	if err := st.Erase(ctx, receipts[3].ID, "asked"); err != nil {
		t.Fatal(err)
	}
	sheet, err := st.Rekey(ctx, testPassphrase, nil)
	if err != nil {
		t.Fatal(err)
	}
	if sheet.Key == b.sheet.Key || b.reads(b.sheet.Key, receipts[0].ID) || !b.reads(sheet.Key, receipts[0].ID) {
		t.Error("the old key still reads, or the new does not")
	}
	receipts = append(receipts, b.put(25))
	if report := b.open(); !report.Whole() || kinds(report) != "" {
		t.Errorf("%+v", report)
	}
	if n := b.intact(receipts); n != 25 {
		t.Errorf("%d documents are whole", n)
	}
	again, err := b.unlock().Rekey(ctx, testPassphrase, nil)
	if err != nil || again.Key == sheet.Key {
		t.Fatal(err)
	}
	if report := b.open(); !report.Whole() || b.intact(receipts) != 25 {
		t.Errorf("a second time: %+v", report)
	}
	report, err := b.unlock().Verify(ctx, nil, nil)
	if err != nil || !report.Whole() {
		t.Errorf("verify: %v %+v", err, report)
	}
	if err := b.s.Recover(ctx, sheet.Key, testPassphrase, "x"); !errors.Is(err, ErrOtherKey) {
		t.Errorf("an old sheet: %v", err)
	}
}

// TestRekeyStopped makes every write of a small file fail in turn, and stops
// between two batches; each time everything is still readable and the next try
// goes on.
func TestRekeyStopped(t *testing.T) {
	b := newArchive(t)
	var receipts []Receipt
	for n := range 21 {
		receipts = append(receipts, b.put(n))
	}
	b.close()
	for _, after := range []int{0, 1, 2, 3, 20} { // the last lets the small files be
		c := b.in(copyArchive(t, b.dir))
		bad := &disktest.Bad{Op: "rename", After: 1 << 30, Err: syscall.EIO}
		c.o.Disk = bad
		c.open()
		st := c.unlock()
		bad.Calls, bad.After = 0, after
		ctx, stop := context.WithCancel(context.Background())
		_, err := st.Rekey(ctx, testPassphrase, func(done, total int64) {
			if after == 20 && done >= 20 {
				stop()
			}
		})
		stop()
		if err == nil {
			t.Errorf("nothing stopped it at %d", after)
		}
		c.o.Disk = nil
		report := c.open()
		if !report.Whole() {
			t.Errorf("stopped at %d: %+v", after, report)
		}
		if n := c.intact(receipts); n != len(receipts) {
			t.Errorf("stopped at %d: %d documents are readable", after, n)
		}
		receipt := c.put(21)
		sheet, err := c.unlock().Rekey(context.Background(), testPassphrase, nil)
		if err != nil {
			t.Fatalf("going on after %d: %v", after, err)
		}
		if !c.reads(sheet.Key, receipts[0].ID) || !c.reads(sheet.Key, receipt.ID) || c.reads(b.sheet.Key, receipts[0].ID) {
			t.Errorf("stopped at %d: not everything has the new key", after)
		}
		if report := c.open(); !report.Whole() || kinds(report) != "" {
			t.Errorf("after going on from %d: %+v", after, report)
		}
		c.close()
	}
}
