package archive

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"eclaire/consent/archive/chain"
)

// TestNetworkDrive makes no archive on a network drive; one that is there already is used,
// and says so. A backup may lie on one.
func TestNetworkDrive(t *testing.T) {
	b := newArchive(t)
	b.put(1)
	far := filepath.Join(t.TempDir(), "far")
	copied, err := b.s.Backup(t.Context(), t.TempDir(), "Dr Modèle")
	if err != nil {
		t.Fatal(err)
	}
	o := b.o
	o.remote = func(dir string) bool { return dir == far || dir == b.dir }
	if _, err := Init(far, testPassphrase, o); !errors.Is(err, ErrRemote) {
		t.Errorf("made: %v", err)
	}
	if err := Join(far, b.dir, testPassphrase, o); !errors.Is(err, ErrRemote) {
		t.Errorf("joined: %v", err)
	}
	if _, err := Restore(t.Context(), copied.Dir, far, "Dr Modèle", o); !errors.Is(err, ErrRemote) {
		t.Errorf("restored: %v", err)
	}
	if _, err := os.Stat(far); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("something was left there: %v", err)
	}
	b.o = o
	if report := b.open(); kinds(report) != string(chain.FoundRemote) || !report.Whole() {
		t.Errorf("opened: %v", report.Findings)
	}
	o.remote = func(string) bool { return true }
	if report, err := CheckBackup(t.Context(), copied.Dir, o); err != nil || kinds(report) != "" {
		t.Errorf("the backup: %v, %v", report.Findings, err)
	}
}
