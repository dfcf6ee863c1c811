package window_test

import (
	"fmt"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"eclaire/ui/play"
	"eclaire/ui/play/window"
)

// built is the folder of the programs as users have them, built once for all tests.
var built struct {
	dir string
	err error
}

func TestMain(m *testing.M) {
	built.dir, built.err = os.MkdirTemp("", "eclaire-window-")
	if built.err == nil {
		cmd := exec.Command("go", "build", "-o", built.dir, "./cmd/eclaire", "./ui/play/window/empty")
		cmd.Dir = filepath.Join("..", "..", "..")
		if out, err := cmd.CombinedOutput(); err != nil {
			built.err = fmt.Errorf("go build: %w\n%s", err, out)
		}
	}
	code := m.Run()
	os.RemoveAll(built.dir)
	os.Exit(code)
}

// program gives the path of a program that was built.
func program(t testing.TB, name string) string {
	t.Helper()
	need(t, "Xvfb", "openbox")
	if built.err != nil {
		t.Fatal(built.err)
	}
	return filepath.Join(built.dir, name)
}

// need skips a test whose tools are missing; where all tests are wanted, it fails
// instead.
func need(t testing.TB, tools ...string) {
	t.Helper()
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("ECLAIRE_ALL_TESTS") != "" {
				t.Fatalf("%s is missing", tool)
			}
			t.Skipf("%s is missing", tool)
		}
	}
}

// long tells whether the tests that take long are wanted.
func long() bool { return os.Getenv("ECLAIRE_SOAK") != "" }

// open opens the program on a screen of 1280×800 under openbox, its documents
// plain files, unless the options say otherwise.
func open(t testing.TB, o window.Options) *window.Window {
	t.Helper()
	if o.Program == "" {
		o.Program = program(t, "eclaire")
	}
	if o.Home == "" {
		o.Home = t.TempDir()
	}
	if o.Width == 0 {
		o.Width, o.Height = 1280, 800
	}
	if err := settle(o.Home); err != nil {
		t.Fatal(err)
	}
	w, err := window.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	return w
}

// clinicNumbers are settings without which the program warns at its start.
const clinicNumbers = "[clinic]\nphone = \"00 00 00 00 00\"\nphone_night = \"00 00 00 00 01\"\ncountry = \"FR\"\n"

// settle gives a home the settings that a clinic makes first.
func settle(home string) error {
	file := filepath.Join(home, "eclaire", "eclaire.toml")
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(clinicNumbers), 0o600)
}

// person gives the window to somebody who touches briefly.
func person(w *window.Window) *play.Person {
	return &play.Person{Finger: play.Finger{Hands: w, Hold: 60 * time.Millisecond}}
}

// steps does one after the other. Where one fails, a picture of the screen stays
// if ECLAIRE_PICTURES names a folder for it.
func steps(t testing.TB, w *window.Window, list ...func() error) {
	t.Helper()
	for _, step := range list {
		if err := step(); err != nil {
			keepPicture(t, w)
			t.Fatalf("%v\n%s", err, w.Errors())
		}
	}
}

func keepPicture(t testing.TB, w *window.Window) {
	dir := os.Getenv("ECLAIRE_PICTURES")
	img, err := w.Picture()
	if dir == "" || err != nil {
		return
	}
	f, err := os.Create(filepath.Join(dir, filepath.Base(t.Name())+".png"))
	if err != nil {
		t.Log(err)
		return
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Log(err)
	}
}

// ends asks the program to end, which it must do cleanly and without a word.
func ends(t testing.TB, w *window.Window) {
	t.Helper()
	if err := w.Terminate(); err != nil {
		t.Error(err)
	}
}
