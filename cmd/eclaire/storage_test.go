package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"eclaire/consent/archive"
	"eclaire/consent/disk"
	"eclaire/consent/seal"
	"eclaire/consent/seal/sealtest"
)

const testPassphrase = "quatre mots sans rapport"

// quiet is a program without input that nobody listens to.
func quiet(t *testing.T) *program {
	return &program{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, ctx: t.Context()}
}

// initArchive makes the archive of the present home, cheaply locked.
func initArchive(t *testing.T) (dir string) {
	t.Helper()
	dir, err := defaults().archiveFolder()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := archive.Init(dir, testPassphrase, archive.Options{WorkFactor: 10}); err != nil {
		t.Fatal(err)
	}
	return dir
}

func openStorage(t *testing.T, s settings, named string) *storage {
	t.Helper()
	k, err := s.openStorage(quiet(t), named)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(k.close)
	return k
}

// TestWhereDocumentsGo asserts that documents go into the archive where there is
// one, and never elsewhere without a word.
func TestWhereDocumentsGo(t *testing.T) {
	isolate(t)
	s := defaults()
	if k := openStorage(t, s, ""); k.store != nil || k.folder == "" {
		t.Error("an archive out of nothing")
	}
	s.Archive.Folder = filepath.Join(t.TempDir(), "gone")
	if _, err := s.openStorage(quiet(t), ""); !errors.Is(err, archive.ErrNone) {
		t.Errorf("the settings name an archive that is not there: %v", err)
	}
	s.Archive.Folder = ""
	dir := initArchive(t)
	k := openStorage(t, s, "")
	if k.store == nil || k.list == nil {
		t.Fatal("the archive is not used")
	}
	if _, err := s.openStorage(quiet(t), ""); !errors.Is(err, disk.ErrInUse) {
		t.Errorf("a second program: %v", err)
	}
	if named := openStorage(t, s, t.TempDir()); named.store != nil {
		t.Error("a folder named on the command line was not used")
	}
	k.close()
	newer := filepath.Join(dir, "archive.json")
	b, err := os.ReadFile(newer)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(newer, bytes.Replace(b, []byte(`"format": 2`), []byte(`"format": 99`), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.openStorage(quiet(t), ""); !errors.Is(err, archive.ErrNewer) {
		t.Errorf("a newer archive: %v", err)
	}
}

// TestLateStampIntoTheArchive seals while the service is down; the stamp comes
// after the program was started anew, which cannot read the document.
func TestLateStampIntoTheArchive(t *testing.T) {
	isolate(t)
	need(t, "openssl")
	initArchive(t)
	tsa := sealtest.NewTSA(t)
	s := defaults()
	first := openStorage(t, s, "")
	k := newKeeper(first.place, seals(t, s))
	k.sealer.stamper = seal.Authority{URL: "http://127.0.0.1:1", Roots: tsa.CA.Pool()}
	pdf, session, _, finished := drawn(t)
	file, unstamped, err := k.seal(pdf, finished)
	if err != nil || !unstamped {
		t.Fatal(err, unstamped)
	}
	if err := k.keep("E-TEST", file, session, unstamped); err != nil {
		t.Fatal(err)
	}
	if done, left, err := k.place.stamp(t.Context(), k.sealer.stamper); done != 0 || left != 1 || !errors.Is(err, seal.ErrStampUnreachable) {
		t.Errorf("still down: %d, %d, %v", done, left, err)
	}
	first.close()
	second := openStorage(t, s, "")
	if done, left, err := second.place.stamp(t.Context(), tsa.Authority()); done != 1 || left != 0 || err != nil {
		t.Errorf("up again: %d, %d, %v", done, left, err)
	}
	if done, left, err := second.place.stamp(t.Context(), tsa.Authority()); done+left != 0 || err != nil {
		t.Errorf("nothing waits any more: %d, %d, %v", done, left, err)
	}
	st, err := second.store.Unlock(t.Context(), testPassphrase, "Dr Modèle")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := st.Search(t.Context(), archive.Query{})
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	d, err := st.Open(t.Context(), rows[0].ID, "show")
	if err != nil {
		t.Fatal(err)
	}
	if r := seal.Verify(d.PDF, seal.Trust{StampRoots: tsa.Authority().Roots}); !r.Unchanged() || len(r.Stamps) != 1 || !r.Stamps[0].Trusted || !bytes.HasPrefix(d.PDF, file) {
		t.Errorf("stamped later: %v", r.Findings)
	}
}

// TestPrinter has a command take a document on its input, fail, and be missing.
func TestPrinter(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "printed")
	script := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("#!/bin/sh\n"+text+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
		return path
	}
	s := defaults()
	s.Documents.PrintCommand = script("good", `[ "$1" = -d ] && cat > "$2"`) + " -d " + out
	if err := s.printer()([]byte("%PDF-1.7 a document")); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(out); err != nil || string(b) != "%PDF-1.7 a document" {
		t.Errorf("printed %q, %v", b, err)
	}
	s.Documents.PrintCommand = script("bad", "echo the printer is on fire >&2; exit 1")
	if err := s.printer()([]byte("x")); !errors.Is(err, errPrint) || strings.Contains(err.Error(), "fire") {
		t.Error(err)
	}
	s.Documents.PrintCommand = filepath.Join(dir, "missing")
	if err := s.printer()([]byte("x")); !errors.Is(err, errPrint) {
		t.Error(err)
	}
	s.Documents.PrintCommand = printOff
	if s.printer() != nil {
		t.Error("prints although it is off")
	}
	t.Setenv("PATH", dir)
	s.Documents.PrintCommand = printAuto
	if s.printer() != nil {
		t.Error("prints without a printing system")
	}
	os.Rename(filepath.Join(dir, "good"), filepath.Join(dir, "lp"))
	if s.printer() == nil {
		t.Error("lp is there and not used")
	}
}

// TestRetentionOfTheSettings asserts that years of keeping are read and checked.
func TestRetentionOfTheSettings(t *testing.T) {
	isolate(t)
	for text, want := range map[string]string{
		"vertebroplasty = 30": "", "vertebroplasty = 0": "counted from 1", "cure = 3": "no outcome cure",
	} {
		name := filepath.Join(t.TempDir(), "eclaire.toml")
		if err := os.WriteFile(name, fmt.Appendf(nil, "[archive.years]\n%s\n", text), 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := readSettings(name)
		if want == "" && (err != nil || s.Archive.Years["vertebroplasty"] != 30) || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// settingsWith writes a file of settings.
func settingsWith(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "eclaire.toml")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}
