package window_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
	"eclaire/ui"
	"eclaire/ui/play"
	"eclaire/ui/play/window"
)

// TestSettled acknowledges by pointer what was found earlier and confirms the kiosk's new
// key, as after a restored backup, on screens of several sizes and in both languages.
func TestSettled(t *testing.T) {
	t.Parallel()
	for _, s := range []struct {
		width, height int
		language      string
	}{{1280, 800, "fr"}, {1024, 768, "en"}, {1080, 1920, "fr"}} {
		t.Run(fmt.Sprintf("%dx%d, %s", s.width, s.height, s.language), func(t *testing.T) {
			t.Parallel()
			c := found(t)
			c.trouble()
			w := open(t, window.Options{Home: c.home, Manager: true, Width: s.width, Height: s.height})
			v := visit(c, w)
			v.Look = nil
			gone := func(id string) func() error {
				return func() error {
					_, err := v.Await(func(s ui.Sight) bool {
						_, there := play.Control(s, id)
						next, idle := play.Control(s, "next")
						return !there && idle && next.Enabled
					})
					return err
				}
			}
			steps(t, w,
				w.Fill,
				pass(w, 2*time.Second),
				func() error { return v.Go("staff", "staff") },
				v.unlock,
				func() error { return v.Touch("language." + s.language) },
				func() error { return v.Go("archive.verify", "archive-verify") },
				func() error { return v.Touch("next") },
				func() error { return v.there("archive.verify.kiosk.do") },
				pass(w, time.Second))
			keepPicture(t, w)
			steps(t, w,
				func() error { return v.Touch("archive.verify.seen.do") },
				gone("archive.verify.seen.do"),
				pass(w, time.Second), // a finger that trembles: what has come to lie there takes no second touch at once
				func() error { return v.Touch("archive.verify.kiosk.do") },
				gone("archive.verify.kiosk.do"))
			if err := w.Terminate(); err == nil || !strings.Contains(err.Error(), "nobody has confirmed") { // the start said what was to be settled
				t.Errorf("the end: %v", err)
			}

			store, _, err := archive.Open(context.Background(), c.dir, archive.Options{ReadOnly: true})
			if err != nil {
				t.Fatal(err)
			}
			defer store.Close()
			told, err := store.Told(context.Background())
			if keys := store.Kiosks(); err != nil || len(told) != 1 || !told[0].Seen || len(keys) != 2 || !keys[1].Confirmed {
				t.Errorf("%+v, %+v, %v", told, keys, err)
			}
		})
	}
}

// trouble gives the archive a new key of the kiosk, which nobody confirmed, and a finding.
func (c *clinic) trouble() {
	c.t.Helper()
	if err := os.Remove(filepath.Join(c.dir, "kiosk.key")); err != nil {
		c.t.Fatal(err)
	}
	store, _, err := archive.Open(context.Background(), c.dir, archive.Options{})
	if err != nil {
		c.t.Fatal(err)
	}
	defer store.Close()
	if err := store.KeepFinding(context.Background(), chain.Finding{Kind: chain.FoundSetBack, File: 1, Seq: 1}); err != nil {
		c.t.Fatal(err)
	}
}
