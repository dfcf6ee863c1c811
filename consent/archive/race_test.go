package archive

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"eclaire/consent/archive/chain"
)

// TestBeside changes the key, renews the kiosk's and holds, while a sender reads or a
// patient finishes: under the race detector nothing of one is seen half by the other, and
// all is whole afterwards.
func TestBeside(t *testing.T) {
	ctx := context.Background()
	a := newArchive(t)
	s := a.s
	var ids []chain.ID
	for n := range 6 {
		ids = append(ids, a.put(n).ID)
	}
	st := a.unlock()
	all := []func(n int){
		func(int) { s.Erased(ctx, nil) },
		func(int) { s.Public() },
		func(int) { s.SignHead(chain.Position{File: 1, Seq: 1, Hash: chain.Hash{1}}) },
		func(int) { s.SignName("a") },
		func(int) { s.Foreign(chain.Deposit{}) },
		func(int) { s.Holds(ctx, chain.Position{}) },
		func(int) { s.Kiosks() },
		func(int) { s.Ends() },
		func(int) { _, _ = st.DayKey("2026-01-01") },
		func(int) { _, _ = st.Sheet(ctx) },
		func(int) { _, _ = st.Search(ctx, Query{}) },
		func(int) { _, _ = st.Open(ctx, ids[1], "show") },
		func(int) {
			load, _ := s.Parcels(ctx, chain.Position{}, Bounds{50, 1 << 20})
			s.Erased(ctx, load.Parcels)
		},
		func(int) { s.Lacks(ctx, s.Last()) },
		func(int) { _, _ = s.Has(ctx, "x") },
		func(n int) { a.put(100 + n%5) },
	}
	for some := range slices.Chunk(all, 3) { // the race detector remembers only the last few who read a place
		stop := make(chan struct{})
		var beside sync.WaitGroup
		for _, do := range some {
			beside.Go(func() {
				for n := 0; ; n++ {
					select {
					case <-stop:
						return
					default:
						do(n)
						time.Sleep(time.Millisecond)
					}
				}
			})
		}
		if _, err := st.Rekey(ctx, testPassphrase, nil); err != nil {
			t.Error(err)
		}
		if _, err := st.RenewKiosk(ctx); err != nil {
			t.Error(err)
		}
		if err := st.Hold(ctx, ids[2], "asked"); err != nil {
			t.Error(err)
		}
		close(stop)
		beside.Wait()
	}
	if report, err := st.Verify(ctx, nil, nil); err != nil || !report.Whole() {
		t.Errorf("afterwards: %v %v", report.Findings, err)
	}
}
