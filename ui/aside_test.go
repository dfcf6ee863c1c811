package ui_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/aside"
	"eclaire/consent/disk"
	"eclaire/ui"
	"eclaire/ui/play"
	"eclaire/ui/screen"
)

// clinic is a kiosk with an archive that outlives it: the program can be started again.
type clinic struct {
	*kiosk
	t     *testing.T
	dir   string
	store *archive.Store
}

func newClinic(t *testing.T) *clinic {
	t.Helper()
	c := &clinic{t: t, dir: filepath.Join(t.TempDir(), "archive")}
	if _, err := archive.Init(c.dir, play.Passphrase, archive.Options{WorkFactor: 10}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.store.Close() })
	c.start(nil)
	return c
}

// start starts the program, anew after it was killed.
func (c *clinic) start(change func(*ui.Options)) {
	c.t.Helper()
	var at time.Time
	if c.store != nil {
		at = c.now
		c.store.Close()
	}
	c.kiosk = open(c.t, func(o *ui.Options) {
		var err error
		if c.store, _, err = archive.Open(context.Background(), c.dir, archive.Options{Now: o.Now, OpenFor: time.Hour}); err != nil {
			c.t.Fatal(err)
		}
		if o.Shelf, err = aside.Open(context.Background(), c.store, aside.Options{Now: o.Now}); err != nil {
			c.t.Fatal(err)
		}
		n := 0
		o.NewID = func(time.Time) string { n++; return fmt.Sprintf("E-TEST-%d-%d", n, at.Unix()) }
		o.Archive, o.Keep = c.store, func(id string, pdf, session []byte, _ bool) error { return c.store.Keep(id, pdf, session) }
		if change != nil {
			change(o)
		}
	})
	if !at.IsZero() {
		c.now = at
	}
}

// states are those of the sessions on the disk.
func (c *clinic) states(want ...string) {
	c.t.Helper()
	var got []string
	names, _ := filepath.Glob(filepath.Join(c.dir, archive.BesideName))
	for _, name := range names {
		parts := strings.Split(strings.TrimSuffix(name, ".age"), "-")
		got = append(got, parts[len(parts)-1])
	}
	if !reflect.DeepEqual(got, want) {
		c.t.Errorf("on the disk are %v, want %v", got, want)
	}
}

// tap touches controls by their names.
func (k *kiosk) tap(t testing.TB, ids ...string) {
	t.Helper()
	for _, id := range ids {
		k.now = k.now.Add(time.Second)
		if err := k.TapID(id); err != nil {
			t.Fatal(err)
		}
	}
}

// readAll has every page seen: the script passes them faster than a person reads.
func (c *clinic) readAll() {
	c.t.Helper()
	for _, p := range c.Shell.State().Session.Script.Pages {
		if err := c.Shell.Desks().Way.Do(consent.See{Page: p}); err != nil {
			c.t.Fatal(err)
		}
	}
}

// list goes to the list of sessions that were put by, through the passphrase.
func (c *clinic) list() []screen.AsideRow {
	c.t.Helper()
	say := c.Words.For(c.Shell.State().Session.Language)
	c.Shell.Go(screen.Route{Name: screen.Staff})
	c.tap(c.t, "aside")
	if c.Shell.State().Route.Name == screen.ArchiveUnlock {
		for _, step := range []func() error{
			func() error { return c.Write(say.T("archive.unlock.who"), "Camille Fictif") },
			func() error { return c.Write(say.T("archive.unlock.secret"), play.Passphrase) },
			func() error { return c.Tap(say.T("archive.unlock.do")) },
		} {
			if err := step(); err != nil {
				c.t.Fatal(err)
			}
		}
	}
	if r := c.Shell.State().Route.Name; r != screen.AsideList {
		c.t.Fatalf("at %v", r)
	}
	return c.Shell.State().Aside.Rows
}

// overlay is what the question over the page says.
func (k *kiosk) overlay() string { return shown(k.Window.Canvas().Overlays().Top()) }

// TestPutByAndTakenUpAnotherDay: alone on one day, together on another, all by touch.
func TestPutByAndTakenUpAnotherDay(t *testing.T) {
	c := newClinic(t)
	c.until(t, screen.Route{Name: screen.Thanks})
	c.readAll()
	before := c.Shell.State().Session
	c.states("now")
	c.tap(t, "put-by")
	until := c.Words.For(consent.French).Date(consent.Date{Year: 2026, Month: time.December, Day: 22})
	if text := c.overlay(); !strings.Contains(text, until) || strings.Contains(text, "EXEMPLE") {
		t.Errorf("it says %q", text)
	}
	c.tap(t, "told")
	wiped(t, c.kiosk)
	c.states("by")
	c.now = c.now.Add(48 * time.Hour)
	c.start(nil)
	rows := c.list()
	if len(rows) != 1 || rows[0].Problem != "" || rows[0].Interrupted || !strings.Contains(rows[0].Name, "EXEMPLE") {
		t.Fatalf("%+v", rows)
	}
	c.tap(t, "aside.1")
	s := c.Shell.State()
	if s.Route.Name != screen.Welcome || !reflect.DeepEqual(s.Session.Answers, before.Answers) || !reflect.DeepEqual(s.Session.Seen, before.Seen) ||
		!reflect.DeepEqual(s.Session.Values, before.Values) || len(s.Session.Moments) != 2 || len(s.Aside.Rows) != 0 {
		t.Fatalf("taken up at %v: %+v", s.Route, s.Session)
	}
	c.states("now")
	c.tap(t, "start.fr", "next")
	if s.Route.Name != screen.Thanks {
		t.Fatalf("nothing is missing, and it goes on at %v", s.Route)
	}
	c.Visit = nil
	if err := c.Go(); err != nil {
		t.Fatal(err)
	}
	c.states()
	wipeAfter(t, c)
}

// wipeAfter ends the session and looks that nothing of it is left.
func wipeAfter(t *testing.T, c *clinic) {
	t.Helper()
	c.Shell.EndSession()
	wiped(t, c.kiosk)
}

// TestInterruptedSession: the program is killed in the middle of the questions; what is
// missing is shown, and nothing else again.
func TestInterruptedSession(t *testing.T) {
	c := newClinic(t)
	c.until(t, screen.Route{Name: screen.Question, Item: any})
	at := c.Shell.State().Route
	c.readAll()
	c.start(nil)
	c.Shell.Go(screen.Route{Name: screen.Staff})
	c.says(t, c.Words.For(consent.French).N("aside.interrupted", 1))
	if rows := c.list(); len(rows) != 1 || !rows[0].Interrupted {
		t.Fatalf("%+v", rows)
	}
	c.tap(t, "aside.1", "start.fr", "next")
	s := c.Shell.State()
	if s.Route.Name == screen.CheckIntro {
		c.tap(t, "next")
	}
	if s.Route != at {
		t.Errorf("it goes on at %v, and was interrupted at %v", s.Route, at)
	}
}

// TestChangedMeanwhile: pages whose words have changed between the moments are shown again.
func TestChangedMeanwhile(t *testing.T) {
	c := newClinic(t)
	c.until(t, screen.Route{Name: screen.Thanks})
	c.readAll()
	seen := c.Shell.State().Session.Seen
	c.tap(t, "put-by", "told")
	c.start(func(o *ui.Options) {
		changed := *o.Lib
		changed.Pages = append(changed.Pages[:0:0], changed.Pages...)
		for i := range changed.Pages {
			if changed.Pages[i].ID == seen[1] {
				changed.Pages[i].Title.FR += " (nouveau)"
			}
		}
		changed.Version = "other texts"
		o.Lib = &changed
	})
	c.list()
	c.tap(t, "aside.1")
	s := c.Shell.State().Session
	if want := append(append([]string{}, seen[:1]...), seen[2:]...); !reflect.DeepEqual(s.Seen, want) {
		t.Errorf("seen: %v, want %v", s.Seen, want)
	}
	if m := s.Moments; len(m) != 2 || m[0].Content == m[1].Content || m[1].Content != "other texts" {
		t.Errorf("the versions of the texts are not both recorded: %+v", m)
	}
}

// TestMoreTime: a document "more time" is stored, and the session is put by to go on from
// it.
func TestMoreTime(t *testing.T) {
	c := newClinic(t)
	c.Outcome = consent.WantTime
	if err := c.Play(); err != nil {
		t.Fatal(err)
	}
	d := c.Shell.State().Document
	if !d.Stored || d.PutBy.IsZero() || d.NotPutBy != "" {
		t.Fatalf("%+v", d)
	}
	c.says(t, c.Words.For(consent.French).T("aside.goes-on", "Date", c.Words.For(consent.French).Date(consent.DateOf(d.PutBy))))
	c.states("by")
	c.Shell.EndSession()
	c.states("by")
	c.now = c.now.Add(72 * time.Hour)
	if rows := c.list(); len(rows) != 1 {
		t.Fatalf("%+v", rows)
	}
	c.tap(t, "aside.1")
	s := c.Shell.State().Session
	if s.Refers == nil || !s.Refers.Time || s.Refers.ID != d.ID || len(s.Signed) != 0 {
		t.Fatalf("it does not go on from the record: %+v", s.Refers)
	}
	c.Outcome = consent.ChooseConservative
	c.tap(t, "start.fr")
	if err := c.Go(); err != nil {
		t.Fatal(err)
	}
	c.states()
}

// TestListRefuses tells the staff why a session cannot be taken up, and leaves it.
func TestListRefuses(t *testing.T) {
	c := newClinic(t)
	c.until(t, screen.Route{Name: screen.Thanks})
	c.tap(t, "put-by", "told")
	c.now = c.now.Add(-72 * time.Hour)
	c.list()
	c.tap(t, "aside.1")
	c.says(t, c.Words.For(consent.French).T("aside.problem.clock"))
	c.states("by")
	c.now = c.now.Add(96 * time.Hour)
	names, _ := filepath.Glob(filepath.Join(c.dir, archive.BesideName))
	whole, err := os.ReadFile(names[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(names[0], whole[:200], 0o600); err != nil {
		t.Fatal(err)
	}
	if rows := c.list(); len(rows) != 1 || rows[0].Problem != "damaged" || rows[0].Name != "" {
		t.Fatalf("%+v", rows)
	}
	c.says(t, c.Words.For(consent.French).T("aside.problem.damaged"))
	c.tap(t, "aside.1.erase", "erase.keep")
	c.states("by")
	c.tap(t, "aside.1.erase", "erase.do")
	c.states()
	c.says(t, c.Words.For(consent.French).T("aside.none"))
}

// TestAsideListLocksItself: what was read of it is wiped.
func TestAsideListLocksItself(t *testing.T) {
	c := newClinic(t)
	c.until(t, screen.Route{Name: screen.Thanks})
	c.tap(t, "put-by", "told")
	c.list()
	c.now = c.now.Add(2 * time.Hour)
	c.Shell.Desks().Aside.OpenAside()
	if s := c.Shell.State(); s.Route.Name != screen.ArchiveUnlock || len(s.Aside.Rows) != 0 {
		t.Errorf("locked, at %v with %d rows", s.Route, len(s.Aside.Rows))
	}
}

// failing is a disk that is full for a while.
type failing struct{ full bool }

func (f *failing) Create(name string) (disk.File, error) {
	if f.full {
		return nil, &os.PathError{Op: "open", Path: name, Err: syscall.ENOSPC}
	}
	return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
}

func (f *failing) Rename(from, to string) error     { return os.Rename(from, to) }
func (f *failing) Remove(name string) error         { return os.Remove(name) }
func (f *failing) Read(name string) ([]byte, error) { return os.ReadFile(name) }
func (f *failing) SyncDir(string) error             { return nil }

// TestDiskFullWhenPuttingBy: the screen says so, and the session is still there.
func TestDiskFullWhenPuttingBy(t *testing.T) {
	c := newClinic(t)
	disk := &failing{}
	c.start(func(o *ui.Options) {
		c.store.Close()
		var err error
		if c.store, _, err = archive.Open(context.Background(), c.dir, archive.Options{Now: o.Now, Disk: disk}); err != nil {
			t.Fatal(err)
		}
		if o.Shelf, err = aside.Open(context.Background(), c.store, aside.Options{Now: o.Now}); err != nil {
			t.Fatal(err)
		}
		o.Archive = c.store
	})
	c.until(t, screen.Route{Name: screen.Thanks})
	disk.full = true
	c.tap(t, "put-by")
	say := c.Words.For(consent.French)
	if text := c.overlay(); !strings.Contains(text, say.T("aside.not")) || !strings.Contains(text, say.T("problem.storage_full")) {
		t.Errorf("it says %q", text)
	}
	c.tap(t, "told")
	if s := c.Shell.State(); s.Route.Name != screen.Thanks || !s.Session.Prepared() {
		t.Fatalf("at %v", s.Route)
	}
	if err := c.Shell.Desks().Way.Do(consent.LeanTo{Lean: consent.LeanUnsure}); err != nil {
		t.Fatal(err)
	}
	c.Shell.Go(screen.Route{Name: screen.Staff})
	c.says(t, say.T("aside.failed"))
	disk.full = false
	c.Shell.Go(screen.Route{Name: screen.Thanks})
	c.tap(t, "put-by")
	c.states("by")
}

// TestInMemoryOnly: without an archive the session waits until the end of the day.
func TestInMemoryOnly(t *testing.T) {
	k := open(t, nil)
	k.until(t, screen.Route{Name: screen.Thanks})
	k.tap(t, "put-by", "told")
	wiped(t, k)
	k.Shell.Go(screen.Route{Name: screen.Staff})
	k.tap(t, "aside")
	k.says(t, k.Words.For(consent.French).T("aside.memory"))
	if rows := k.Shell.State().Aside.Rows; len(rows) != 1 {
		t.Fatalf("%+v", rows)
	}
	k.tap(t, "aside.1")
	if s := k.Shell.State(); s.Route.Name != screen.Welcome || !s.Session.Prepared() || !s.TakenUp {
		t.Fatalf("at %v", s.Route)
	}
	k.tap(t, "start.fr")
	k.Shell.Go(screen.Route{Name: screen.Thanks})
	k.tap(t, "put-by", "told")
	k.now = k.now.Add(24 * time.Hour)
	k.Shell.Tick()
	k.now = k.now.Add(-24 * time.Hour) // it is gone, not only hidden
	k.Shell.Desks().Aside.OpenAside()
	if rows := k.Shell.State().Aside.Rows; len(rows) != 0 {
		t.Errorf("the next day: %+v", rows)
	}
}

// TestRest: a patient rests behind a screen that names nobody; staff open it again, and
// after half an hour the session is put by.
func TestRest(t *testing.T) {
	c := newClinic(t)
	c.until(t, screen.Route{Name: screen.Break, Item: any})
	at := c.Shell.State().Route
	c.tap(t, "rest")
	if c.Shell.State().Route.Name != screen.Rest || strings.Contains(shown(c.Window.Content()), "EXEMPLE") {
		t.Fatalf("at %v: %s", c.Shell.State().Route, shown(c.Window.Content()))
	}
	c.leap(29 * time.Minute)
	if c.Window.Canvas().Overlays().Top() != nil || c.Shell.State().Route.Name != screen.Rest {
		t.Fatal("the rest was disturbed")
	}
	c.tap(t, "wake")
	if c.Shell.State().Route != at {
		t.Errorf("it goes on at %v", c.Shell.State().Route)
	}
	c.tap(t, "rest")
	c.leap(31 * time.Minute)
	wiped(t, c.kiosk)
	c.states("by")
}

// TestRestWithCode: who came by a code goes on with it.
func TestRestWithCode(t *testing.T) {
	c := newClinic(t)
	c.until(t, screen.Route{Name: screen.Break, Item: any})
	at := c.Shell.State().Route
	c.Shell.State().Code = "123456"
	c.tap(t, "rest", "wake.code")
	for _, d := range "123457" {
		c.tap(t, "key."+string(d))
	}
	if c.Shell.State().Route.Name != screen.Rest {
		t.Fatal("a wrong code opens it")
	}
	c.says(t, c.Words.For(consent.French).T("calm.refused"))
	c.tap(t, "wake.code")
	for _, d := range "123456" {
		c.tap(t, "key."+string(d))
	}
	if c.Shell.State().Route != at {
		t.Errorf("the code leads to %v", c.Shell.State().Route)
	}
}

// TestLeftTogether: a clinician who leaves in the middle finds it locked, whatever code the
// patient has.
func TestLeftTogether(t *testing.T) {
	c := newClinic(t)
	c.until(t, screen.Route{Name: screen.Together})
	c.Shell.State().Code = "123456"
	c.wait(3 * time.Minute)
	if s := c.Shell.State(); s.Route.Name != screen.Rest || !s.Rested.Locked {
		t.Fatalf("at %v", s.Route)
	}
	if err := c.TapID("wake.code"); err == nil {
		t.Error("the patient's code opens what is the clinician's")
	}
	c.tap(t, "wake")
	if s := c.Shell.State(); s.Route.Name != screen.Together || !s.Session.Together() {
		t.Errorf("at %v", s.Route)
	}
}

// TestCallSaysTheTruth: without a server the screen does not claim that anybody is called.
func TestCallSaysTheTruth(t *testing.T) {
	k := open(t, nil)
	k.until(t, screen.Route{Name: screen.Thanks})
	say := k.Words.For(consent.French)
	k.tap(t, "call")
	k.says(t, say.T("call.show"))
	if text := shown(k.Window.Content()); strings.Contains(text, say.T("call.heard")) || strings.Contains(text, "EXEMPLE") {
		t.Errorf("the screen says %q", text)
	}
	if k.leap(20 * time.Minute); k.Shell.State().Route.Name != screen.Call {
		t.Errorf("nobody came, and it is at %v", k.Shell.State().Route)
	}
	k.tap(t, "come")
	if k.Shell.State().Route.Name != screen.Thanks {
		t.Errorf("at %v", k.Shell.State().Route)
	}
}

// TestHelpEverywhere: on each screen of the patient one can rest and call.
func TestHelpEverywhere(t *testing.T) {
	k := open(t, nil)
	looked := 0
	k.Visit = func(string) error {
		r := k.Shell.State().Route
		if !r.Patients() || r.Name == screen.Finished {
			return nil
		}
		ids := map[string]bool{}
		for _, c := range k.Shell.Sight().Controls {
			ids[c.ID] = true
		}
		if looked++; !ids["help"] && !(ids["help.rest"] && ids["help.call"]) {
			t.Errorf("%v offers no help", r)
		}
		return nil
	}
	if err := k.Play(); err != nil {
		t.Fatal(err)
	}
	if looked < 20 {
		t.Errorf("%d screens", looked)
	}
}

// others are the clinic's other kiosks, as a server knows them.
type others struct {
	away   bool
	called bool
	list   []screen.Calling
}

func (o *others) Call(context.Context, time.Time) error { return o.set(true) }
func (o *others) Over(context.Context, time.Time) error { return o.set(false) }

func (o *others) set(called bool) error {
	if o.away {
		return errors.New("the server is away")
	}
	o.called = called
	return nil
}

func (o *others) Others(context.Context, time.Time) ([]screen.Calling, error) { return o.list, nil }

// TestCallThroughTheServer: others are told, and told when it is over, also if the server
// was away for a while; theirs stand on the welcome.
func TestCallThroughTheServer(t *testing.T) {
	o := &others{away: true}
	k := open(t, func(options *ui.Options) { options.Calls = o })
	k.until(t, screen.Route{Name: screen.Thanks})
	say := k.Words.For(consent.French)
	k.tap(t, "call")
	k.says(t, say.T("call.show"))
	k.tap(t, "come")
	o.away = false
	k.tap(t, "call")
	if k.says(t, say.T("call.heard")); !o.called {
		t.Error("the screen says that others were called")
	}
	o.away = true
	k.tap(t, "come")
	if o.away = false; !o.called {
		t.Fatal("the server was away")
	}
	if k.wait(11 * time.Second); o.called {
		t.Error("the call was never ended")
	}
	o.list = []screen.Calling{{Name: "Salle 2", Since: time.Date(2026, 11, 22, 10, 32, 0, 0, time.Local)}}
	k.Shell.EndSession()
	k.wait(11 * time.Second)
	k.says(t, say.T("call.from", "Name", "Salle 2", "Hour", 10, "Minute", "32"))
	o.list = nil
	if k.wait(11 * time.Second); strings.Contains(shown(k.Window.Content()), "Salle 2") {
		t.Error("a call that is over still stands there")
	}
}
