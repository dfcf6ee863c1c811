package main

import (
	"eclaire/consent"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestSettingsTooLarge refuses what is no file of settings, before it takes memory
// or time.
func TestSettingsTooLarge(t *testing.T) {
	isolate(t)
	var b strings.Builder
	for i := range 400_000 {
		fmt.Fprintf(&b, "k%d=1\n", i)
	}
	began := time.Now()
	for _, name := range []string{settingsWith(t, b.String()), "/dev/zero"} {
		if runtime.GOOS == "windows" && name == "/dev/zero" {
			continue
		}
		if _, err := readSettings(name); err == nil || !strings.Contains(err.Error(), "larger than 128 kB") {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := readSettings(settingsWith(t, b.String()[:maxSettings-10]))
	if err == nil || !strings.Contains(err.Error(), "more unknown keys") || strings.Count(err.Error(), "\n") > 30 {
		t.Errorf("just below: %d bytes", len(fmt.Sprint(err)))
	}
	if took := time.Since(began); took > 2*time.Minute {
		t.Errorf("it took %v", took)
	}
}

// TestPasswordInSettings warns of a password that others may read.
func TestPasswordInSettings(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps rights elsewhere")
	}
	isolate(t)
	for address, inside := range map[string]bool{
		"postgres://kiosk:secret@db/clinic": true, "postgres://kiosk@db/clinic": false, "postgres://db/clinic?user=kiosk&password=secret": true,
		"host=db user=kiosk password=secret": true, "host=db user=kiosk password = secret": true, "host=db user=kiosk passfile=/etc/pw": false, "": false,
	} {
		if got := passwordInside(address); got != inside {
			t.Errorf("%s: %v", address, got)
		}
		name := settingsWith(t, fmt.Sprintf("[archive]\npostgres = %q\n", address))
		for mode, open := range map[os.FileMode]bool{0o600: false, 0o640: true, 0o644: true} {
			if err := os.Chmod(name, mode); err != nil {
				t.Fatal(err)
			}
			s := defaults()
			s.file, s.Archive.Postgres = name, address
			warning := s.readablePassword()
			if (warning != "") != (inside && open) || inside && open && !strings.Contains(warning, "chmod 600 "+name) || strings.Contains(warning, "secret") {
				t.Errorf("%s, %v: %q", address, mode, warning)
			}
		}
	}
	name := settingsWith(t, "[archive]\npostgres = \"postgres://kiosk:secret@127.0.0.1:1/clinic?sslmode=disable\"\n")
	if err := os.Chmod(name, 0o644); err != nil {
		t.Fatal(err)
	}
	if code, out, errs := call(t, "", "--settings", name, "check"); code != 0 || !strings.Contains(out, "warning: the settings hold the password") {
		t.Errorf("check: exit %d: %s%s", code, out, errs)
	}
}

// TestSealKeyOfOthers refuses a key that other accounts may read, and says what to
// run.
func TestSealKeyOfOthers(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps rights elsewhere")
	}
	isolate(t)
	dir := t.TempDir()
	own, err := defaults().openSealer(time.Now) // makes a key
	if err != nil {
		t.Fatal(err)
	}
	own.close()
	s := defaults()
	key, err := s.keyFile()
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := s.certificateFile()
	if err != nil {
		t.Fatal(err)
	}
	s.Seal.Key, s.Seal.Certificate = filepath.Join(dir, "seal.key"), certificate
	text, err := os.ReadFile(key)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.Seal.Key, text, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, mode := range []os.FileMode{0o644, 0o640, 0o620, 0o604} {
		if err := os.Chmod(s.Seal.Key, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := s.openSealer(time.Now); err == nil || !strings.Contains(err.Error(), "chmod 600 "+s.Seal.Key) {
			t.Errorf("%v: %v", mode, err)
		}
	}
	for _, mode := range []os.FileMode{0o600, 0o400} {
		if err := os.Chmod(s.Seal.Key, mode); err != nil {
			t.Fatal(err)
		}
		opened, err := s.openSealer(time.Now)
		if err != nil {
			t.Fatalf("%v: %v", mode, err)
		}
		opened.close()
	}
}

// TestClockBeforeTheTexts: no key is made with a clock that a dead battery set back; a
// key that is there opens all the same.
func TestClockBeforeTheTexts(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	t.Setenv("XDG_DATA_HOME", "")
	s, written := defaults(), consent.Date{Year: 2026, Month: time.November, Day: 20}
	dead := time.Date(1970, 1, 1, 3, 0, 0, 0, time.UTC)
	if err := s.rightClock(written, dead); err == nil || !strings.Contains(err.Error(), "1970-01-01") {
		t.Errorf("1970: %v", err)
	}
	if err := s.rightClock(written, time.Date(2026, 11, 20, 1, 0, 0, 0, time.UTC)); err != nil {
		t.Errorf("the day itself: %v", err)
	}
	own, err := s.openSealer(time.Now)
	if err != nil {
		t.Fatal(err)
	}
	own.close()
	if err := s.rightClock(written, dead); err != nil {
		t.Errorf("with a key: %v", err)
	}
}
