package archive

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"eclaire/consent/archive/chain"
)

// TestStrayLine leaves files under the name of a line of the trail that are none:
// they stay, are named, and nothing of them gets into the archive.
func TestStrayLine(t *testing.T) {
	b := newArchive(t)
	b.put(0)
	b.close()
	id := chain.NewID()
	plain := "audit-" + id.String() + ".age"
	intro := "audit-" + chain.NewID().String() + ".age"
	long := "audit-" + chain.NewID().String() + ".age"
	for name, text := range map[string]string{plain: "Jeanne EXEMPLE was here", intro: "age-encryption.org/v1\nJeanne EXEMPLE",
		long: strings.Repeat("x", maxHandedIn+1), "audit-EXEMPLE.age": "Jeanne EXEMPLE"} {
		if err := os.WriteFile(filepath.Join(b.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	b.o.CheckFor = forever
	for range 2 {
		report := b.open()
		if !report.Whole() || len(report.Findings) != 4 {
			t.Fatalf("%+v", report.Findings)
		}
		said := fmt.Sprint(report.Findings)
		for _, name := range []string{plain, intro, long} {
			if !strings.Contains(said, name) {
				t.Errorf("%s is not named: %s", name, said)
			}
		}
		if strings.Contains(said, "EXEMPLE") {
			t.Errorf("what is no name of ours is said: %s", said)
		}
	}
	b.put(1)
	if report, err := b.s.Verify(t.Context(), nil); err != nil || !report.Whole() {
		t.Errorf("%v %+v", err, report)
	}
	if report, err := b.unlock().Verify(t.Context(), nil, nil); err != nil || !report.Whole() {
		t.Errorf("%v %+v", err, report)
	}
	b.close()
	if text, err := os.ReadFile(filepath.Join(b.dir, plain)); err != nil || string(text) != "Jeanne EXEMPLE was here" {
		t.Errorf("the file was not left: %v", err)
	}
	for _, name := range []string{filePath(b.dir, 1), filePath(b.dir, 1) + "-wal"} {
		if text, _ := os.ReadFile(name); strings.Contains(string(text), "EXEMPLE") {
			t.Error("it got into the archive")
		}
	}
}

// TestKeyFileMissing tells at each start that nobody can unlock; documents are
// kept all the same, and the recovery sheet mends it.
func TestKeyFileMissing(t *testing.T) {
	b := newArchive(t)
	name := filepath.Join(b.dir, keyFile)
	for _, spoil := range []func() error{
		func() error { return os.Remove(name) },
		func() error { return os.WriteFile(name, []byte("no key"), 0o600) },
		func() error {
			other, _ := age.GenerateX25519Identity()
			text, err := chain.Encrypt(other.Recipient(), []byte("no key"))
			return errors.Join(err, os.WriteFile(name, text, 0o600))
		},
	} {
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		for n := range 2 {
			if report := b.open(); report.Whole() || kinds(report) != string(chain.FoundNoKey) {
				t.Errorf("%+v", report.Findings)
			}
			b.put(n + 10)
		}
		if err := b.s.CheckKeyFile(); !errors.Is(err, ErrKeyFile) {
			t.Error(err)
		}
		if err := b.s.Recover(t.Context(), b.sheet.Key, testPassphrase, "IT"); err != nil {
			t.Fatal(err)
		}
		if report := b.open(); !report.Whole() {
			t.Errorf("afterwards: %+v", report.Findings)
		}
	}
}
