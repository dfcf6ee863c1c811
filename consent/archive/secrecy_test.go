package archive

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"eclaire/consent"
	"eclaire/consent/archive/chain"
	"eclaire/consent/archive/leaktest"
)

// markers stand where a patient's or staff's words go.
var markers = []string{"ZQPATIENTNAME", "ZQFIRSTNAMES", "ZQUSEDNAME", "ZQCLINICIAN", "ZQNURSE", "ZQQUESTION", "ZQRECORDNUMBER",
	"ZQTRUSTED", "ZQDOCUMENT", "ZQSTAFFNAME", "ZQREASONGIVEN", "ZQSEARCHED"}

// leaks looks for markers in every file below the folders, and in their names.
func leaks(t *testing.T, folders ...string) []string {
	t.Helper()
	found, _ := leaktest.Below(t, markers, folders...)
	return found
}

// TestNothingReadableOnDisk does everything there is to do with marked names,
// and looks for them in all files of the data, configuration, cache and
// temporary folders, at every step.
func TestNothingReadableOnDisk(t *testing.T) {
	home := t.TempDir()
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "TMPDIR", "SQLITE_TMPDIR"} {
		dir := filepath.Join(home, strings.ToLower(name))
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		t.Setenv(name, dir)
	}
	b := &bench{t: t, dir: filepath.Join(home, "xdg_data_home", "eclaire", "archive"), clock: &testClock{testStart}}
	b.o = Options{Now: b.clock.now, WorkFactor: testFactor}
	var err error
	if b.sheet, err = Init(b.dir, testPassphrase, b.o); err != nil {
		t.Fatal(err)
	}
	b.open()
	ctx := context.Background()
	look := func(step string) {
		t.Helper()
		for _, l := range leaks(t, home) {
			t.Errorf("after %s: %s", step, l)
		}
	}
	marked := func(n int) Receipt {
		t.Helper()
		pdf, session := sample(t, n, func(r *consent.Record) {
			r.Case.BirthName, r.Case.FirstNames, r.Case.UsedName = "ZQPATIENTNAME", "ZQFIRSTNAMES", "ZQUSEDNAME"
			r.Case.Clinician, r.Case.Nurse, r.Case.RecordNumber, r.Case.TrustedPerson = "ZQCLINICIAN", "ZQNURSE", "ZQRECORDNUMBER", ""
			r.Questions = []consent.Question{{Text: "ZQQUESTION"}}
		})
		r, err := b.s.Put(ctx, sampleID(n), append(pdf, "ZQDOCUMENT"...), session)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	var receipts []Receipt
	for n := range 10 {
		receipts = append(receipts, marked(n))
	}
	look("keeping")
	st, err := b.s.Unlock(ctx, testPassphrase, "ZQSTAFFNAME")
	if err != nil {
		t.Fatal(err)
	}
	if rows, err := st.Search(ctx, Query{Text: "zqpatientname"}); err != nil || len(rows) != 10 {
		t.Fatalf("%v %v", err, rows)
	}
	if err := st.Act(ctx, "list", chain.ID{}, "ZQSEARCHED"); err != nil {
		t.Fatal(err)
	}
	marked(10)
	if err := st.Hold(ctx, receipts[1].ID, "ZQREASONGIVEN"); err != nil {
		t.Fatal(err)
	}
	if err := st.Erase(ctx, receipts[0].ID, "ZQREASONGIVEN"); err != nil {
		t.Fatal(err)
	}
	look("unlocking")
	if _, err := st.Rekey(ctx, testPassphrase, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := b.s.Backup(ctx, filepath.Join(home, "xdg_data_home", "stick"), "ZQSTAFFNAME"); err != nil {
		t.Fatal(err)
	}
	look("a backup")
	if _, err := b.s.Unlock(ctx, "not the passphrase", "ZQSTAFFNAME"); err == nil {
		t.Fatal("a wrong passphrase")
	}
	o := b.o
	o.ReadOnly = true
	other, _, err := Open(ctx, b.dir, o)
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Note(ctx, "verify", "ZQSTAFFNAME", "ZQREASONGIVEN"); err != nil {
		t.Fatal(err)
	}
	look("reading beside")
	other.Close()
	b.close()
	look("closing")
	// The search itself must find what is there.
	for form, trace := range leaktest.Forms(markers[0]) {
		name := filepath.Join(home, "tmpdir", "proof")
		if err := os.WriteFile(name, append([]byte("xx"), trace...), 0o600); err != nil {
			t.Fatal(err)
		}
		if len(leaks(t, home)) == 0 {
			t.Errorf("the search does not see %s", form)
		}
	}
}

// TestSizesTellLittle: documents of many sizes have few sizes on the disk.
func TestSizesTellLittle(t *testing.T) {
	b := newArchive(t)
	sizes, heads := map[int]bool{}, map[int]bool{}
	for n := range 40 {
		_, session := sample(t, n, named(strings.Repeat("A", 1+n), "B"))
		r, err := b.s.Put(context.Background(), sampleID(n), bytes.Repeat([]byte{1}, 10+n*3001), session)
		if err != nil {
			t.Fatal(err)
		}
		c, err := b.s.files[0].parcel(context.Background(), r.Position.Seq)
		if err != nil {
			t.Fatal(err)
		}
		sizes[len(c.Body)], heads[len(c.Head)] = true, true
	}
	if len(sizes) > 3 || len(heads) > 1 {
		t.Errorf("sizes of bodies: %v, of heads: %v", sizes, heads)
	}
}
