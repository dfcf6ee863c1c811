package main

import (
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"eclaire/ui/play/window"
)

// asProgram makes the test's own binary be the gallery, in the other process.
const asProgram = "ECLAIRE_GALLERY"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	if os.Getenv(asStage) != "" {
		if err := onStage(os.Args[1:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// need skips a test whose tools are missing; where all tests are wanted, it
// fails instead.
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

// self runs the test's own binary with a variable of the environment, until it
// ends or the test does.
func self(t testing.TB, variable string, args ...string) (ended func() error) {
	t.Helper()
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), variable+"=1")
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		if err := cmd.Wait(); err != nil {
			done <- fmt.Errorf("%w: %s", err, said.String())
		}
		close(done)
	}()
	t.Cleanup(func() { cmd.Process.Kill(); <-done })
	return func() error {
		select {
		case err := <-done:
			return err
		default:
			return errRunning
		}
	}
}

var errRunning = errors.New("it still runs")

// stage is the other process: what it shows is what the window has to show.
type stage struct {
	dir   string
	ended func() error
}

// stagePatience is how long the other process may take for one picture more.
const stagePatience = 60 * time.Second

// picture waits for what a state has to look like.
func (s *stage) picture(state string) (image.Image, error) {
	for begun := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		f, err := os.Open(filepath.Join(s.dir, state+".png"))
		if err == nil {
			defer f.Close()
			return png.Decode(f)
		}
		if err := s.ended(); err != errRunning {
			if _, there := os.Stat(filepath.Join(s.dir, state+".png")); there == nil {
				continue
			}
			return nil, fmt.Errorf("the stage shows no %q: %v", state, err)
		}
		if time.Since(begun) > stagePatience {
			return nil, fmt.Errorf("the stage shows no %q", state)
		}
	}
}

// settling is how long a window may take to look as the stage does: a cursor
// blinks once a second, and a picture that was not drawn anew stays wrong.
const settling = 1500 * time.Millisecond

// looksLike waits until the window shows what a picture does.
func looksLike(w *window.Window, want image.Image, patience time.Duration, masks ...image.Rectangle) (*image.RGBA, error) {
	for begun := time.Now(); ; time.Sleep(15 * time.Millisecond) {
		got, err := w.Picture()
		if err != nil {
			return nil, err
		}
		err = window.Compare(want, got, masks...).Err()
		if err == nil || time.Since(begun) > patience {
			return got, err
		}
	}
}

// save keeps two pictures that differ, where ECLAIRE_PICTURES names a folder.
func save(state string, want, got image.Image) {
	dir := os.Getenv("ECLAIRE_PICTURES")
	if dir == "" || got == nil {
		return
	}
	_ = keep(dir, state+" (stage)", want) // what is looked at by hand
	_ = keep(dir, state+" (window)", got)
}

// slow is a hand in a window that waits until each movement was taken: the toolkit
// takes one with each frame, and what comes between is lost.
type slow struct{ *window.Window }

// Move implements play.Hands.
func (s slow) Move(x, y int) error {
	before, err := s.Sight()
	if err != nil {
		return err
	}
	if err := s.Window.Move(x, y); err != nil {
		return err
	}
	s.Changed(before, 400*time.Millisecond)
	return nil
}
