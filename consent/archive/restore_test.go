package archive

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"eclaire/consent/archive/chain"
)

// backedUp makes an archive with some documents and something beside them, and
// its backup.
func backedUp(t *testing.T) (b *bench, backup Backup, receipts []Receipt) {
	t.Helper()
	b = newArchive(t)
	for n := range 4 {
		receipts = append(receipts, b.put(n))
	}
	for n := range 3 {
		if err := b.s.Write(fmt.Sprintf("aside-%d.age", n), make([]byte, 1000*n)); err != nil {
			t.Fatal(err)
		}
	}
	backup, err := b.s.Backup(t.Context(), t.TempDir(), "IT")
	if err != nil {
		t.Fatal(err)
	}
	b.close()
	return b, backup, receipts
}

// stoppedAt runs a restore that is stopped behind its step n, as by a kill. It
// tells whether there was such a step.
func stoppedAt(t *testing.T, n int, backup, dir string, o Options) (stopped bool) {
	t.Helper()
	type killed struct{}
	o.step = func(string) {
		if n--; n < 0 {
			panic(killed{})
		}
	}
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(killed); !ok {
				panic(r)
			}
			stopped = true
		}
	}()
	if _, err := Restore(context.Background(), backup, dir, "IT", o); err != nil {
		t.Errorf("step %d: %v", n, err)
	}
	return false
}

// TestRestoreStopped stops a restore behind each of its steps, twice, and runs it
// again. Before its end there is no archive, or all of it; afterwards everything
// is there.
func TestRestoreStopped(t *testing.T) {
	b, backup, receipts := backedUp(t)
	steps := 0
	for ; ; steps++ {
		dir := filepath.Join(t.TempDir(), "restored")
		if !stoppedAt(t, steps, backup.Dir, dir, b.o) {
			break
		}
		s, report, err := Open(t.Context(), dir, Options{Now: b.o.Now, ReadOnly: true, CheckFor: forever})
		if err == nil {
			s.Close()
		}
		report.Findings = slices.DeleteFunc(report.Findings, func(f chain.Finding) bool { return f.Kind == chain.FoundKiosk })
		if err == nil && !report.Whole() || err != nil && !errors.Is(err, ErrUnfinished) && !errors.Is(err, ErrNone) {
			t.Fatalf("step %d: %v %+v", steps, err, report.Findings)
		}
		if _, err := Init(dir, testPassphrase, b.o); steps > 0 && !errors.Is(err, ErrUnfinished) && !errors.Is(err, ErrThere) {
			t.Fatalf("step %d: init: %v", steps, err)
		} else if err == nil {
			continue // nothing but an empty folder was there
		}
		stoppedAt(t, 1, backup.Dir, dir, b.o)
		report, err = Restore(t.Context(), backup.Dir, dir, "IT", b.o)
		if errors.Is(err, ErrThere) { // the second try had come to its end
			err = nil
		}
		if err != nil || !report.Whole() {
			t.Fatalf("step %d: again: %v %+v", steps, err, report.Findings)
		}
		c := b.in(dir)
		c.openRestored()
		if n := c.intact(receipts); n != len(receipts) {
			t.Fatalf("step %d: %d documents", steps, n)
		}
		c.close()
		for n := range 3 {
			if _, err := os.Stat(filepath.Join(dir, fmt.Sprintf("aside-%d.age", n))); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := os.Stat(filepath.Join(dir, restoringFolder)); err == nil {
			t.Fatalf("step %d: the folder of the copies is left", steps)
		}
	}
	if steps < 12 {
		t.Errorf("only %d steps", steps)
	}
}

// TestRestoreOverHalf restores where an earlier version was stopped: with the
// first files, the last of them cut short.
func TestRestoreOverHalf(t *testing.T) {
	b, backup, receipts := backedUp(t)
	for n := range len(backup.Files) { // archive.json is the last of them
		dir := t.TempDir()
		for i, c := range backup.Files[:n] {
			text, err := os.ReadFile(filepath.Join(backup.Dir, c.Name))
			if err != nil {
				t.Fatal(err)
			}
			if i == n-1 {
				text = text[:len(text)/2]
			}
			if err := os.WriteFile(filepath.Join(dir, c.Name), text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(filepath.Join(dir, lockFile), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		report, err := Restore(t.Context(), backup.Dir, dir, "IT", b.o)
		if err != nil || !report.Whole() {
			t.Fatalf("%d files: %v %+v", n, err, report.Findings)
		}
		if told := strings.Contains(fmt.Sprint(report.Findings), "unfinished-2026-11-22-1"); told != (n > 0) {
			t.Errorf("%d files: %v", n, report.Findings)
		}
		c := b.in(dir)
		c.open()
		if got := c.intact(receipts); got != len(receipts) {
			t.Errorf("%d files: %d documents", n, got)
		}
		c.close()
	}
}

// TestRestoreOverOther leaves what is no beginning of the backup as it is, and
// says what to do.
func TestRestoreOverOther(t *testing.T) {
	b, backup, _ := backedUp(t)
	other := newArchive(t)
	other.put(9)
	other.close()
	for _, name := range []string{filepath.Base(filePath("", 1)), keyFile, markerFile, filepath.Base(filePath("", 7))} {
		from := name
		if name == filepath.Base(filePath("", 7)) {
			from = filepath.Base(filePath("", 1))
		}
		dir := t.TempDir()
		text, err := os.ReadFile(filepath.Join(other.dir, from))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), text, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Restore(t.Context(), backup.Dir, dir, "IT", b.o); !errors.Is(err, ErrLeftover) {
			t.Errorf("%s: %v", name, err)
		}
		left, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || !slices.Equal(left, text) {
			t.Errorf("%s was not left: %v", name, err)
		}
	}
	// A restore of another backup was stopped.
	b.open()
	b.put(5)
	second, err := b.s.Backup(t.Context(), t.TempDir(), "IT")
	if err != nil {
		t.Fatal(err)
	}
	b.close()
	dir := filepath.Join(t.TempDir(), "x")
	if !stoppedAt(t, 9, backup.Dir, dir, b.o) {
		t.Fatal("it was not stopped")
	}
	if report, err := Restore(t.Context(), second.Dir, dir, "IT", b.o); err != nil || !report.Whole() || report.Head != second.Head {
		t.Errorf("%v %+v", err, report)
	}
}
