//go:build unix

package central

import (
	"context"
	"testing"
	"time"

	"eclaire/consent/archive/chain"
)

func TestCalls(t *testing.T) {
	_, _, dsn := database(t)
	here, there := connect(t, dsn, quick).Calls(chain.ID{1}, "Room 2"), connect(t, dsn, quick).Calls(chain.ID{2}, "")
	ctx, now := context.Background(), time.Date(2026, 11, 22, 10, 32, 0, 0, time.UTC)
	others := func(c *Calls, at time.Time, want int) []Call {
		t.Helper()
		got, err := c.Others(ctx, at)
		if err != nil || len(got) != want {
			t.Fatalf("%v, %v; want %d", got, err, want)
		}
		return got
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(here.Call(ctx, now.Add(-time.Minute)))
	must(here.Call(ctx, now))
	others(here, now, 0) // its own is no other's
	if got := others(there, now, 1); got[0].Kiosk != "Room 2" || !got[0].Since.Equal(now) {
		t.Errorf("%+v", got)
	}
	others(there, now.Add(13*time.Hour), 0)
	must(there.Over(ctx, now)) // ends its own alone
	others(there, now, 1)
	must(here.Over(ctx, now))
	must(here.Over(ctx, now))
	others(there, now, 0)
	must(here.Call(ctx, now))
	must(there.Over(ctx, now.Add(13*time.Hour))) // and what nobody ended
	others(there, now, 0)
}
