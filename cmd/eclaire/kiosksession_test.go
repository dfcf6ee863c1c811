package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// invented is a machine below a folder of the test's own, with a package installed.
type invented struct {
	machine
	out     bytes.Buffer
	missing []string // programs
	called  []string
	refuses string // the program that fails
}

func inventMachine(t *testing.T) *invented {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("the kiosk session is Linux's")
	}
	isolate(t)
	i := &invented{}
	i.machine = machine{p: &program{stdout: &i.out}, root: t.TempDir(),
		has: func(name string) bool { return !slices.Contains(i.missing, name) },
		call: func(name string, args ...string) (string, error) {
			i.called = append(i.called, name+" "+strings.Join(args, " "))
			if name == i.refuses {
				return name + " says no", errors.New("exit status 1")
			}
			if args[0] == "get-default" {
				return "multi-user.target", nil
			}
			return "", nil
		}}
	i.put(t, "/usr/lib/systemd/system/"+kioskUnit, "[Unit]\n")
	line, err := hashPIN("4821")
	if err != nil {
		t.Fatal(err)
	}
	i.put(t, etcSettings, "[kiosk]\nstaff_pin = '"+line+"'\n")
	return i
}

func (i *invented) put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(i.at(path)), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(i.at(path), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestKioskSessionOnAndOff switches the session on and off, each twice.
func TestKioskSessionOnAndOff(t *testing.T) {
	i := inventMachine(t)
	for range 2 {
		if err := i.enable(); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(i.at(powerKeys))
	if err != nil || !strings.Contains(string(text), "HandlePowerKey=ignore") {
		t.Errorf("%v, %s", err, text)
	}
	if info, err := os.Stat(i.at(powerKeys)); err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("the power keys' file: %v, %v", info, err)
	}
	if !slices.Contains(i.called, "systemctl enable "+kioskUnit) || !slices.Contains(i.called, "runuser -u eclaire-kiosk -- /usr/bin/eclaire version") {
		t.Errorf("called: %q", i.called)
	}
	if said := i.out.String(); !strings.Contains(said, "The kiosk session is on") || !strings.Contains(said, "nothing was started") {
		t.Errorf("said: %s", said)
	}
	for range 2 {
		if err := i.disable(); err != nil {
			t.Fatal(err)
		}
	}
	if i.there(powerKeys) || !slices.Contains(i.called, "systemctl disable "+kioskUnit) {
		t.Errorf("still on: %q", i.called)
	}
}

// TestKioskSessionWhereSystemdRuns says what begins when.
func TestKioskSessionWhereSystemdRuns(t *testing.T) {
	i := inventMachine(t)
	if err := os.MkdirAll(i.at("/run/systemd/system"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := i.enable(); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"set-default graphical.target", "Start the machine anew", "systemctl start " + kioskUnit} {
		if !strings.Contains(i.out.String(), want) {
			t.Errorf("%q is not in %s", want, &i.out)
		}
	}
	if slices.ContainsFunc(i.called, func(s string) bool { return strings.HasPrefix(s, "systemctl start") }) {
		t.Error("it was started unasked")
	}
}

// TestKioskSessionRefused: whatever is missing is said with a way out, and nothing is
// changed.
func TestKioskSessionRefused(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*testing.T, *invented)
		want   string
	}{
		"no root":     {func(_ *testing.T, i *invented) { i.user = 1000 }, "sudo eclaire kiosk-session enable"},
		"no package":  {func(_ *testing.T, i *invented) { os.Remove(i.at("/usr/lib/systemd/system/" + kioskUnit)) }, "comes with the Debian package"},
		"no X":        {func(_ *testing.T, i *invented) { i.missing = []string{"Xorg", "openbox"} }, "needs Xorg, openbox; install what is missing: sudo apt install"},
		"no settings": {func(_ *testing.T, i *invented) { os.Remove(i.at(etcSettings)) }, "cannot be read"},
		"no PIN":      {func(t *testing.T, i *invented) { i.put(t, etcSettings, "[kiosk]\n") }, "run `eclaire pin`"},
		"broken":      {func(t *testing.T, i *invented) { i.put(t, etcSettings, "[kiosk]\ncolour = 1\n") }, ":2: unknown key"},
		"its own broken": {func(t *testing.T, i *invented) { i.put(t, kioskHome+"/.config/eclaire/eclaire.toml", "[kiosk\n") },
			"eclaire-kiosk/.config/eclaire/eclaire.toml:1:"},
		"unreadable": {func(_ *testing.T, i *invented) { i.refuses = "runuser" }, "runuser says no"},
		"systemd":    {func(_ *testing.T, i *invented) { i.refuses = "systemctl" }, "systemctl says no"},
		"another": {func(t *testing.T, i *invented) {
			i.put(t, "/usr/lib/systemd/system/gdm.service", "")
			i.put(t, "/etc/systemd/system/x", "")
			if err := os.Symlink("/usr/lib/systemd/system/gdm.service", i.at(screenHolder)); err != nil {
				t.Fatal(err)
			}
		}, "sudo systemctl disable gdm.service"},
	} {
		t.Run(name, func(t *testing.T) {
			i := inventMachine(t)
			c.change(t, i)
			err := i.enable()
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
			if name != "systemd" && i.there(powerKeys) {
				t.Error("the power keys were changed")
			}
			i.out.Reset()
			i.status()
			if said := i.out.String(); !strings.Contains(said, "The kiosk session is off") || !strings.Contains(said, kioskHome) {
				t.Errorf("status: %s", said)
			}
		})
	}
}

// TestKioskSessionTakesNoSettings: the service would not read them.
func TestKioskSessionTakesNoSettings(t *testing.T) {
	isolate(t)
	code, _, errs := call(t, "", "kiosk-session", "status", "--settings", "x.toml")
	if runtime.GOOS == "linux" && (code != exitUsage || !strings.Contains(errs, etcSettings)) || code == exitOK {
		t.Errorf("exit %d: %s", code, errs)
	}
}

// TestFirstThere: the user's own settings come before the machine's.
func TestFirstThere(t *testing.T) {
	dir := t.TempDir()
	own, machines := filepath.Join(dir, "own.toml"), filepath.Join(dir, "machine.toml")
	places := []string{own, machines}
	if got := firstThere(places); got != "" {
		t.Errorf("none is there: %q", got)
	}
	for _, name := range []string{machines, own} {
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := firstThere(places); got != name {
			t.Errorf("%q, want %q", got, name)
		}
	}
	isolate(t)
	if list := settingsPlaces(); runtime.GOOS == "linux" && (len(list) != 2 || list[1] != etcSettings) {
		t.Errorf("the places are %q", list)
	}
}
