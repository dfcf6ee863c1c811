//go:build unix

package central

import (
	"bytes"
	"context"
	"testing"
	"time"

	"eclaire/consent/archive/central/pgtest"
)

func TestWaiting(t *testing.T) {
	_, _, dsn := database(t)
	here, there := connect(t, dsn, quick).Waiting(), connect(t, dsn, quick).Waiting()
	ctx := context.Background()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	all := func(day string, want int) map[[16]byte][]byte {
		t.Helper()
		got, err := there.All(ctx, day)
		if err != nil || len(got) != want {
			t.Fatalf("%s: %d cases, %v", day, len(got), err)
		}
		return got
	}
	must(here.Put(ctx, "2026-11-24", [16]byte{1}, []byte("a")))
	must(here.Put(ctx, "2026-11-25", [16]byte{2}, []byte("b")))
	must(here.Put(ctx, "2026-11-25", [16]byte{3}, []byte("c")))
	must(there.Put(ctx, "2026-11-25", [16]byte{3}, []byte("d")))
	if got := all("2026-11-25", 2); !bytes.Equal(got[[16]byte{3}], []byte("d")) || !bytes.Equal(got[[16]byte{2}], []byte("b")) {
		t.Errorf("%q", got)
	}
	must(there.Remove(ctx, [16]byte{2}))
	must(there.Remove(ctx, [16]byte{2}))
	all("2026-11-25", 1)
	must(here.Sweep(ctx, "2026-11-25"))
	all("2026-11-24", 0)
	all("2026-11-25", 1)
}

// TestWaitingPrompt sees that nobody waits for a server that does not answer.
func TestWaitingPrompt(t *testing.T) {
	t.Parallel()
	s, name, _ := database(t)
	p := s.NewProxy(t)
	w := connect(t, s.At(p.Port, name), Options{}).Waiting()
	if err := w.Put(context.Background(), "2026-11-25", [16]byte{1}, nil); err == nil {
		t.Error("a case without content was taken")
	}
	p.Set(pgtest.BlackHole)
	begun := time.Now()
	if _, err := w.All(context.Background(), "2026-11-25"); err == nil {
		t.Error("a server that is not there gave an answer")
	}
	if took := time.Since(begun); took > prompt+time.Second {
		t.Errorf("it took %s", took)
	}
}
