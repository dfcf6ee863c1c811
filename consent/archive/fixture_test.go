package archive_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
	"eclaire/consent/inspect"
)

// The archive of the fixtures: testdata/0/archive was made by the program of
// commit 7f0c1ca (see consent/inspect/testdata/0/make_test.go.txt). Three
// documents were kept under its first key, then the key was changed, and three
// more were kept under the second; one was erased. keys.txt holds both keys.
const fixturePassphrase = "quatre mots sans rapport"

// kept are the documents that it holds, and what was said to each since.
var kept = map[string]consent.Outcome{
	"vertebroplasty-fr": consent.Confirmed, "vertebroplasty-en": consent.Withdrawn,
	"no_information-fr": "", "confirmed-fr": "", "withdrawn-en": "",
}

// fixture is a copy of the archive, open.
type fixture struct {
	*testing.T
	dir string
	s   *archive.Store
	now bool // it has been brought forward
}

// theNextDay is the day after the last entry, in its time zone.
func theNextDay() time.Time {
	return time.Date(2026, time.November, 27, 9, 0, 0, 0, time.FixedZone("CET", 3600))
}

func openFixture(t *testing.T) *fixture {
	t.Helper()
	f := &fixture{T: t, dir: filepath.Join(t.TempDir(), "archive")}
	if err := os.CopyFS(f.dir, os.DirFS("testdata/0/archive")); err != nil {
		t.Fatal(err)
	}
	f.open()
	t.Cleanup(func() { f.s.Close() })
	return f
}

// open opens the archive anew, and finds it whole.
func (f *fixture) open() {
	f.Helper()
	if f.s != nil {
		if err := f.s.Close(); err != nil {
			f.Fatal(err)
		}
	}
	var report chain.Report
	var err error
	if f.s, report, err = archive.Open(f.Context(), f.dir, archive.Options{Now: theNextDay, WorkFactor: 10}); err != nil {
		f.Fatal(err)
	}
	old := slices.ContainsFunc(report.Findings, func(f chain.Finding) bool { return f.Kind == chain.FoundOld })
	others := slices.DeleteFunc(slices.Clone(report.Findings), func(f chain.Finding) bool {
		return f.Kind == chain.FoundOld || f.Kind == chain.FoundRotated
	})
	if !report.Whole() || len(others) > 0 || old == f.now {
		f.Errorf("the archive: %+v", report)
	}
}

func (f *fixture) unlock() *archive.Staff {
	f.Helper()
	st, err := f.s.Unlock(f.Context(), fixturePassphrase, "Dr Modèle")
	if err != nil {
		f.Fatal(err)
	}
	return st
}

// original is a document of the fixtures and its session file.
func original(t *testing.T, name string) (pdf, session []byte) {
	t.Helper()
	read := func(ending string) []byte {
		b, err := os.ReadFile(filepath.Join("..", "inspect", "testdata", "0", name+ending))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	return read(".pdf"), read(".json")
}

func recordOf(name string) string {
	return "SPEC-" + strings.ToUpper(strings.ReplaceAll(name, "_", "-"))
}

// intact opens every document and finds it as it was kept.
func (f *fixture) intact(st *archive.Staff) {
	f.Helper()
	rows, err := st.Search(f.Context(), archive.Query{})
	if err != nil {
		f.Fatal(err)
	}
	for name, later := range kept {
		i := slices.IndexFunc(rows, func(r archive.Row) bool { return r.About.Record == recordOf(name) })
		if i < 0 {
			f.Errorf("%s is not listed", name)
			continue
		}
		row := rows[i]
		if row.Later != later || row.Held != (name == "no_information-fr") || row.About.BirthName != "Spécimen-Dumoulin" {
			f.Errorf("%s: %q was said since, held %v, %q", name, row.Later, row.Held, row.About.BirthName)
		}
		d, err := st.Open(f.Context(), row.ID, "show")
		pdf, session := original(f.T, name)
		if err != nil || !bytes.Equal(d.PDF, pdf) || !bytes.Equal(d.Session, session) {
			f.Errorf("%s is not what was kept: %v", name, err)
		}
	}
}

// TestFixtureIsRead lists, opens, verifies and exports what an earlier program kept.
func TestFixtureIsRead(t *testing.T) {
	f := openFixture(t)
	ctx := t.Context()
	if _, err := f.s.Unlock(ctx, "quatre mots sans rapports", "Dr Modèle"); !errors.Is(err, archive.ErrPassphrase) {
		t.Errorf("with another passphrase: %v", err)
	}
	st := f.unlock()
	f.intact(st)
	report, err := st.Verify(ctx, inspect.Sealed, nil)
	if err != nil || !report.Whole() || report.Decrypted != report.Entries {
		t.Errorf("verified: %+v, %v", report, err)
	}
	waiting, err := f.s.Unstamped(ctx)
	if err != nil || len(waiting) != 1 {
		t.Errorf("%d documents await their time stamp, %v", len(waiting), err)
	}
	var actions []string
	if err := st.Trail(ctx, chain.ID{}, func(tr archive.Trace) error { actions = append(actions, tr.Act.Action); return nil }); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"keep", "hold", "erase"} {
		if !slices.Contains(actions, want) {
			t.Errorf("the audit trail lacks %q: %v", want, actions)
		}
	}
	rows, err := st.Search(ctx, archive.Query{Text: recordOf("confirmed-fr")})
	if err != nil || len(rows) == 0 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	dir := t.TempDir()
	paths, err := st.Export(ctx, rows[0].ID, dir, archive.Export{PDF: true, JSON: true})
	if err != nil || len(paths) != 2 {
		t.Fatalf("%d files exported, %v", len(paths), err)
	}
	pdf, session := original(t, "confirmed-fr")
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(b, pdf) && !bytes.Equal(b, session) {
			t.Errorf("%s is not what was kept: %v", filepath.Base(path), err)
		}
	}
}

// TestFixtureIsEncryptedAnew changes the key of an archive that an earlier program
// made, and goes on keeping documents in it.
func TestFixtureIsEncryptedAnew(t *testing.T) {
	f := openFixture(t)
	ctx := t.Context()
	keys, err := os.ReadFile("testdata/0/keys.txt")
	if err != nil {
		t.Fatal(err)
	}
	first, second, _ := strings.Cut(strings.TrimSpace(string(keys)), "\n")
	if err := f.s.Recover(ctx, first, fixturePassphrase, "Dr Modèle"); !errors.Is(err, archive.ErrOtherKey) {
		t.Errorf("the sheet of the first key: %v", err)
	}
	if err := f.s.Recover(ctx, second, fixturePassphrase, "Dr Modèle"); err != nil {
		t.Errorf("the sheet of the second key: %v", err)
	}
	st := f.unlock()
	if _, err := st.Rekey(ctx, fixturePassphrase, nil); !errors.Is(err, archive.ErrOld) {
		t.Errorf("a change of key before it is brought forward: %v", err)
	}
	if err := st.Upgrade(ctx, inspect.Sealed, nil); err != nil {
		t.Fatal(err)
	}
	f.now = true
	sheet, err := st.Rekey(ctx, fixturePassphrase, nil)
	if err != nil || sheet.Key == second {
		t.Fatalf("the key is not another one: %v", err)
	}
	pdf, session := original(t, "time-fr")
	if _, err := f.s.Put(ctx, recordOf("time-fr"), pdf, session); err != nil {
		t.Fatal(err)
	}
	kept := len(kept)
	f.open()
	st = f.unlock()
	f.intact(st)
	rows, err := st.Search(context.Background(), archive.Query{})
	if err != nil || len(rows) < kept+1 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	if err := f.s.Recover(ctx, second, fixturePassphrase, "Dr Modèle"); !errors.Is(err, archive.ErrOtherKey) {
		t.Errorf("the sheet of the second key, after the third: %v", err)
	}
}
