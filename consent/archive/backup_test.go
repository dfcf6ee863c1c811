package archive

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"eclaire/consent/disk"
)

func TestBackupAndRestore(t *testing.T) {
	b := newArchive(t)
	ctx := context.Background()
	var receipts []Receipt
	for n := range 10 {
		receipts = append(receipts, b.put(n))
	}
	to := t.TempDir()
	var work sync.WaitGroup
	stop := make(chan struct{})
	work.Go(func() { // the kiosk goes on
		for n := 100; ; n++ {
			select {
			case <-stop:
				return
			default:
				b.put(n)
			}
		}
	})
	backup, err := b.s.Backup(ctx, to, "IT")
	close(stop)
	work.Wait()
	if err != nil || !backup.Report.Whole() || backup.Report.Consents < 10 {
		t.Fatalf("%v %+v", err, backup)
	}
	second, err := b.s.Backup(ctx, to, "IT")
	if err != nil || second.Dir == backup.Dir {
		t.Fatalf("a second one: %v %s", err, second.Dir)
	}
	dir := filepath.Join(t.TempDir(), "restored")
	report, err := Restore(ctx, backup.Dir, dir, "IT", b.o)
	if err != nil || !report.Whole() || report.Head != backup.Head {
		t.Fatalf("%v %+v", err, report)
	}
	c := b.in(dir)
	c.open()
	c.put(12)
	if rows, err := c.unlock().Search(ctx, Query{}); err != nil || !rows[0].Unconfirmed || rows[1].Unconfirmed {
		t.Errorf("kept by a kiosk that nobody has confirmed: %+v, %v", rows[0], err)
	}
	c.openRestored()
	if rows, err := c.unlock().Search(ctx, Query{}); err != nil || len(rows) < 11 || rows[0].Unconfirmed {
		t.Errorf("confirmed: %+v, %v", rows[0], err)
	}
	if n := c.intact(receipts); n != 10 {
		t.Errorf("%d documents are in the restored copy", n)
	}
	c.put(11)
	if _, err := Restore(ctx, backup.Dir, dir, "IT", b.o); !errors.Is(err, ErrThere) && !errors.Is(err, disk.ErrInUse) {
		t.Errorf("over an archive: %v", err)
	}
	for _, name := range []string{"archive-1.db", keyFile, plainFile} {
		bad := copyArchive(t, backup.Dir)
		text, _ := os.ReadFile(filepath.Join(bad, name))
		text[len(text)/2] ^= 1
		if err := os.WriteFile(filepath.Join(bad, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(t.TempDir(), "x")
		if _, err := Restore(ctx, bad, to, "IT", b.o); !errors.Is(err, ErrBackup) {
			t.Errorf("%s damaged: %v", name, err)
		}
		if _, err := CheckBackup(ctx, bad, b.o); !errors.Is(err, ErrBackup) {
			t.Errorf("%s damaged: %v", name, err)
		}
		if left, _ := fileNumbers(to); len(left) > 0 {
			t.Errorf("%s damaged: %v was left", name, left)
		}
	}
}

// TestBackupOfDamaged copies a damaged file as it is, and what is healthy can
// be read from the restored copy.
func TestBackupOfDamaged(t *testing.T) {
	b := newArchive(t)
	var receipts []Receipt
	for n := range 4 {
		receipts = append(receipts, b.put(n))
	}
	b.close()
	text, err := os.ReadFile(filePath(b.dir, 1))
	if err != nil {
		t.Fatal(err)
	}
	clear(text[len(text)-3000:])
	if err := os.WriteFile(filePath(b.dir, 1), text, 0o600); err != nil {
		t.Fatal(err)
	}
	if report := b.open(); report.Whole() {
		t.Fatal("no damage found")
	}
	receipts = append(receipts, b.put(4))
	backup, err := b.s.Backup(context.Background(), t.TempDir(), "IT")
	if err != nil || backup.Report.Whole() || !slices.Equal(backup.Damaged, []int{1}) {
		t.Fatalf("%v %+v", err, backup)
	}
	dir := filepath.Join(t.TempDir(), "restored")
	if report, err := Restore(context.Background(), backup.Dir, dir, "IT", b.o); err != nil || report.Whole() {
		t.Fatalf("%v %+v", err, report)
	}
	c := b.in(dir)
	c.open()
	if here, there := b.intact(receipts), c.intact(receipts); here != there || here < 4 {
		t.Errorf("%d documents here, %d in the copy", here, there)
	}
}
