//go:build unix

package central

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
)

// TestOldElsewhere has an archive of format 1 on the server beside one of format 2: what it
// says is shown apart, until staff there bring it forward and so sign for it.
func TestOldElsewhere(t *testing.T) {
	t.Parallel()
	_, _, dsn := database(t)
	server := connect(t, dsn, quick)
	now := func() time.Time { return time.Date(2026, time.November, 27, 9, 0, 0, 0, time.FixedZone("CET", 3600)) }
	old := &kiosk{t: t, dir: filepath.Join(t.TempDir(), "archive"), o: archive.Options{WorkFactor: factor, CheckFor: -1, Now: now}}
	if err := os.CopyFS(old.dir, os.DirFS("../testdata/0/archive")); err != nil {
		t.Fatal(err)
	}
	old.open()
	young := old.joined()
	young.put(1)
	young.reopen(server.Others())
	for _, forward := range []bool{false, true} {
		if forward {
			if err := old.unlock().Upgrade(context.Background(), nil, nil); err != nil {
				t.Fatal(err)
			}
		}
		old.send(server)
		old.sent()
		old.matches(dsn)
		old.stop()
		st := young.unlock()
		if err := st.BuildIndex(context.Background(), nil); err != nil {
			t.Fatal(err)
		}
		withdrawn, erased := 0, 0
		for _, r := range rows(t, st, archive.Query{Erased: true}) {
			if r.Erased {
				erased++
			} else if far := r.Archive != (chain.ID{}); r.Unconfirmed != (far && !forward) {
				t.Errorf("brought forward %v: %+v", forward, r)
			}
			if r.Later == consent.Withdrawn {
				withdrawn++
			}
		}
		if (withdrawn == 1) != forward || (erased == 1) != forward {
			t.Errorf("brought forward %v: %d withdrawn, %d erased", forward, withdrawn, erased)
		}
		f := kinds(st.Findings())
		if told := slices.Contains(f, chain.FoundUncovered); told == forward || forward && len(f) > 0 {
			t.Errorf("brought forward %v: %v", forward, st.Findings())
		}
		st.Lock()
	}
	if got, err := server.Verify(context.Background(), young.s, nil); err != nil || !got[0].Report.Whole() {
		t.Errorf("%+v, %v", got, err)
	}
}
