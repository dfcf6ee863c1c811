package disk

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/windows"
)

// TestRenameWaits has a file that another program holds open for a moment.
func TestRenameWaits(t *testing.T) {
	tries := 0
	err := patient(func() error {
		if tries++; tries < 3 {
			return windows.ERROR_SHARING_VIOLATION
		}
		return nil
	}, func(time.Duration) {})
	if err != nil || tries != 3 {
		t.Errorf("%d tries gave %v", tries, err)
	}
	tries = 0
	err = patient(func() error { tries++; return windows.ERROR_ACCESS_DENIED }, func(time.Duration) {})
	if !errors.Is(err, windows.ERROR_ACCESS_DENIED) || tries != renameTries {
		t.Errorf("%d tries gave %v", tries, err)
	}
	tries = 0
	if err = patient(func() error { tries++; return windows.ERROR_DISK_FULL }, func(time.Duration) {}); err == nil || tries != 1 {
		t.Errorf("a full disk: %d tries gave %v", tries, err)
	}
}

// temporary is a folder that nobody takes away: the way in which Go does that does
// not work under Wine 8.
func temporary(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "eclaire-")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestRenameReplaces has short and long names, with accents and spaces.
func TestRenameReplaces(t *testing.T) {
	for _, deep := range []int{1, 8} {
		dir := filepath.Join(temporary(t), `Élodie Modèle, salle 3\`+strings.Repeat(strings.Repeat("é", 40)+`\`, deep))
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, "x.pdf")
		for _, text := range []string{"old", "new"} {
			if err := WriteFile(path, []byte(text)); err != nil {
				t.Fatalf("%d letters: %v", len(path), err)
			}
		}
		if b, _ := os.ReadFile(path); string(b) != "new" {
			t.Errorf("the file is %q", b)
		}
		if entries, _ := os.ReadDir(dir); len(entries) != 1 {
			t.Errorf("the folder holds %v", entries)
		}
	}
}
