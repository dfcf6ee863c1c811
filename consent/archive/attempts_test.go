package archive

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// wrongTries lets tries run at the same time and gives how many were made and
// how many were told to wait.
func wrongTries(t *testing.T, n int, try func(i int) error) (made, waited int) {
	t.Helper()
	var work sync.WaitGroup
	errs := make([]error, n)
	begin := make(chan struct{})
	for i := range n {
		work.Go(func() {
			<-begin
			errs[i] = try(i)
		})
	}
	close(begin)
	work.Wait()
	for _, err := range errs {
		var wait *WaitError
		switch {
		case errors.Is(err, ErrPassphrase):
			made++
		case errors.As(err, &wait):
			waited++
		default:
			t.Errorf("a wrong passphrase: %v", err)
		}
	}
	return made, waited
}

func counted(t *testing.T, dir string) (a attempts) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, attemptsFile))
	if err != nil {
		return a
	}
	if err := json.Unmarshal(b, &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// TestTriesAtTheSameTime lets 60 wrong passphrases be tried at once, in one store
// and in several that read the same folder: no more are tried than one after the
// other.
func TestTriesAtTheSameTime(t *testing.T) {
	b := newArchive(t)
	stores := []*Store{b.s}
	o := b.o
	o.ReadOnly = true
	for range 5 {
		s, _, err := Open(t.Context(), b.dir, o)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		stores = append(stores, s)
	}
	made, waited := wrongTries(t, 60, func(i int) error {
		_, err := stores[i%len(stores)].Unlock(context.Background(), fmt.Sprint("wrong passphrase ", i), "x")
		return err
	})
	if made != freeAttempts || waited != 60-freeAttempts || counted(t, b.dir).Wrong != freeAttempts {
		t.Errorf("%d were tried, %d waited, %d counted", made, waited, counted(t, b.dir).Wrong)
	}
}

// TestEveryTryIsCounted asserts that joining and changing the key are no way to
// guess faster than by unlocking.
func TestEveryTryIsCounted(t *testing.T) {
	b := newArchive(t)
	st := b.unlock()
	made, _ := wrongTries(t, 20, func(i int) error {
		if i%2 == 0 {
			return Join(filepath.Join(t.TempDir(), "x"), b.dir, "wrong passphrase", b.o)
		}
		_, err := st.Rekey(context.Background(), "wrong passphrase", nil)
		return err
	})
	if made != freeAttempts || counted(t, b.dir).Wrong != freeAttempts {
		t.Errorf("%d were tried, %d counted", made, counted(t, b.dir).Wrong)
	}
	var wait *WaitError
	if _, err := b.s.Unlock(t.Context(), testPassphrase, "x"); !errors.As(err, &wait) {
		t.Errorf("the right one at once: %v", err)
	}
	b.clock.at = b.clock.at.Add(time.Hour)
	if err := Join(filepath.Join(t.TempDir(), "x"), b.dir, testPassphrase, b.o); err != nil || counted(t, b.dir).Wrong != 0 {
		t.Errorf("the right one later: %v, %d counted", err, counted(t, b.dir).Wrong)
	}
}

// TestNoTryWithoutCount refuses all passphrases where the count cannot be read.
func TestNoTryWithoutCount(t *testing.T) {
	b := newArchive(t)
	if err := os.Mkdir(filepath.Join(b.dir, attemptsFile), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := b.s.Unlock(t.Context(), testPassphrase, "x"); err == nil {
		t.Error("admitted")
	}
}

// TestTriesOfSeveralPrograms tries in programs of their own.
func TestTriesOfSeveralPrograms(t *testing.T) {
	if dir := os.Getenv("ECLAIRE_TRY"); dir != "" {
		s, _, err := Open(t.Context(), dir, Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		for range 5 {
			if _, err := s.Unlock(t.Context(), "wrong passphrase", "x"); errors.Is(err, ErrPassphrase) {
				fmt.Println("TRIED")
			}
		}
		return
	}
	b := newArchive(t)
	b.close()
	tried := make([]int, 6)
	var work sync.WaitGroup
	for i := range tried {
		work.Go(func() {
			c := exec.Command(os.Args[0], "-test.run=TestTriesOfSeveralPrograms")
			c.Env = append(os.Environ(), "ECLAIRE_TRY="+b.dir)
			out, err := c.CombinedOutput()
			if err != nil {
				t.Errorf("%v: %s", err, out)
			}
			tried[i] = strings.Count(string(out), "TRIED")
		})
	}
	work.Wait()
	total := 0
	for _, n := range tried {
		total += n
	}
	// The programs last a few seconds: after the free ones each wait lets one more in.
	if want := counted(t, b.dir).Wrong; total != want || total < freeAttempts || total > freeAttempts+3 {
		t.Errorf("%d were tried, %d counted", total, want)
	}
}
