package ui_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
	"eclaire/consent/document"
	"eclaire/ui"
	"eclaire/ui/play"
	"eclaire/ui/screen"
)

// vaulted plays a session whose document is kept in an archive, and ends it.
func vaulted(t testing.TB, change func(*ui.Options)) (*kiosk, *archive.Store) {
	t.Helper()
	var store *archive.Store
	k := open(t, func(o *ui.Options) {
		play.Archiving(o.Lib, o.Words, &store)(o)
		if change != nil {
			change(o)
		}
	})
	k.Outcome = consent.AcceptProcedure
	t.Cleanup(k.Leave)
	t.Cleanup(func() { store.Close() })
	if err := k.Play(); err != nil {
		t.Fatal(err)
	}
	k.Shell.EndSession()
	return k, store
}

// unlock types a name and a passphrase and presses the button.
func (k *kiosk) unlock(t testing.TB, passphrase string) {
	t.Helper()
	say := k.Words.For(consent.French)
	k.Shell.Go(screen.Route{Name: screen.Staff})
	for _, step := range []func() error{
		func() error { return k.Tap(say.T("archive.open")) },
		func() error { return k.Write(say.T("archive.unlock.who"), "Camille Fictif") },
		func() error { return k.Write(say.T("archive.unlock.secret"), passphrase) },
		func() error { return k.Tap(say.T("archive.unlock.do")) },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
}

// says fails unless the screen says a sentence.
func (k *kiosk) says(t testing.TB, sentence string) {
	t.Helper()
	if text := strings.ReplaceAll(shown(k.Window.Content()), "**", ""); !strings.Contains(text, strings.ReplaceAll(sentence, "**", "")) {
		t.Errorf("the screen %v does not say %q:\n%s", k.Shell.State().Route, sentence, text)
	}
}

// first opens the first document of the list.
func (k *kiosk) first(t testing.TB) *screen.ArchiveEntryView {
	t.Helper()
	rows := k.Shell.State().Archive.Rows
	if len(rows) == 0 {
		t.Fatal("the list is empty")
	}
	k.Shell.Desks().Archive.OpenEntry(rows[0].ID)
	e := k.Shell.State().Archive.Entry
	if e == nil || e.Record == nil || e.Checked == nil || !e.Checked.Good() {
		t.Fatalf("the document cannot be opened: %+v", e)
	}
	return e
}

func TestUnlockTheArchive(t *testing.T) {
	var told []*archive.Staff
	k, _ := vaulted(t, func(o *ui.Options) { o.Unlocked = func(st *archive.Staff) { told = append(told, st) } })
	say := k.Words.For(consent.French)
	for _, problem := range []string{"passphrase", "passphrase", "passphrase"} {
		k.unlock(t, "un mot qui est faux")
		k.says(t, say.T("archive.problem."+problem))
		if s := k.Shell.State().Archive; s.Secret != "" || s.Who == "" {
			t.Errorf("after a wrong passphrase %q and %q stand in the fields", s.Who, s.Secret)
		}
	}
	k.unlock(t, play.Passphrase)
	if a := k.Shell.State().Archive; a.Problem != "wait" || k.Shell.State().Route.Name != screen.ArchiveUnlock {
		t.Fatalf("after three wrong passphrases: %+v", a)
	}
	k.says(t, say.N("archive.seconds", 1)) // of two: a moment passed before the touch
	k.wait(3 * time.Second)
	if p := k.Shell.State().Archive.Problem; p != "" {
		t.Errorf("after the wait the screen still says %q", p)
	}
	k.unlock(t, play.Passphrase)
	s := k.Shell.State()
	if s.Route.Name != screen.ArchiveList || len(s.Archive.Rows) != 1 || s.Archive.Who != "Camille Fictif" && s.Archive.Who != "" {
		t.Fatalf("unlocked: %v, %+v", s.Route, s.Archive)
	}
	if len(told) != 1 || told[0].Locked() {
		t.Errorf("told of %d unlockings", len(told))
	}
	k.says(t, "EXEMPLE Jeanne")
}

func TestUnlockNeedsBoth(t *testing.T) {
	k, _ := vaulted(t, nil)
	say := k.Words.For(consent.French)
	k.Shell.Desks().Archive.OpenArchive()
	for _, c := range []struct{ who, secret, problem string }{{"", "x", "who"}, {"x", "", "secret"}} {
		a := &k.Shell.State().Archive
		a.Who, a.Secret = c.who, c.secret
		k.Shell.Desks().Archive.Unlock()
		k.says(t, say.T("archive.problem."+c.problem))
	}
}

func TestKeyFileMissing(t *testing.T) {
	k, _ := vaulted(t, nil)
	if err := os.Rename(filepath.Join(k.Shell.Folder(), "archive", "key.age"), filepath.Join(k.Shell.Folder(), "away")); err != nil {
		t.Fatal(err)
	}
	k.unlock(t, play.Passphrase)
	k.says(t, k.Words.For(consent.French).T("archive.problem.key_file"))
}

func TestSearchAndOpen(t *testing.T) {
	k, _ := vaulted(t, nil)
	say := k.Words.For(consent.French)
	k.unlock(t, play.Passphrase)
	for text, want := range map[string]int{"exémple": 1, "spec": 1, "E-TEST-1": 1, "durand": 0} {
		if err := k.Write(say.T("archive.find"), text); err != nil {
			t.Fatal(err)
		}
		if n := len(k.Shell.State().Archive.Rows); n != want {
			t.Errorf("%q finds %d, want %d", text, n, want)
		}
		k.says(t, map[int]string{0: say.T("archive.none"), 1: "EXEMPLE Jeanne"}[want])
	}
	k.Shell.State().Archive.Find = screen.Find{Outcome: string(consent.Withdrawn)}
	k.Shell.Desks().Archive.SearchArchive(true)
	if n := len(k.Shell.State().Archive.Rows); n != 0 {
		t.Errorf("%d withdrawals", n)
	}
	k.Shell.State().Archive.Find = screen.Find{Period: screen.PeriodDays, From: "22/11/2026", To: "22/11/2026"}
	k.Shell.Desks().Archive.SearchArchive(true)
	e := k.first(t)
	if e.Record.ID != "E-TEST-1" || e.Row.Name != "EXEMPLE Jeanne Spécimen" {
		t.Errorf("opened %+v", e.Row)
	}
	for _, words := range []string{say.T("verify.good"), say.T("archive.entry.understood"), "Qui peut m’aider à la maison"} {
		k.says(t, words)
	}
	if err := k.Tap(say.T("archive.do.pages")); err != nil {
		t.Fatal(err)
	}
	if p := k.Shell.State().Archive.Pages; p.Image == nil || p.Count < 2 {
		t.Errorf("no pages: %d", p.Count)
	}
}

func TestExportReadsBack(t *testing.T) {
	k, store := vaulted(t, nil)
	k.unlock(t, play.Passphrase)
	k.first(t)
	for _, system := range []bool{false, true} {
		dir := t.TempDir()
		k.Shell.Desks().Archive.PickFolder(dir, false)
		k.Shell.State().Archive.Destination.ForSystem = system
		if err := k.Tap(k.Words.For(consent.French).T("archive.export.do")); err != nil {
			t.Fatal(err)
		}
		if system {
			dir = filepath.Join(dir, "E-TEST-1")
		}
		k.says(t, k.Words.For(consent.French).T("archive.told.export", "Place", dir))
		pdf, err := os.ReadFile(filepath.Join(dir, "E-TEST-1.pdf"))
		if err != nil {
			t.Fatal(err)
		}
		session, err := os.ReadFile(filepath.Join(dir, "E-TEST-1.json"))
		if err != nil {
			t.Fatal(err)
		}
		if r, err := consent.ParseRecord(session); err != nil || r.ID != "E-TEST-1" || !bytes.HasPrefix(pdf, []byte("%PDF")) {
			t.Errorf("the copy: %v, %v", r.ID, err)
		}
		if _, err := os.Stat(filepath.Join(dir, archive.ExportName)); (err == nil) != system {
			t.Errorf("for a system %v, the manifest: %v", system, err)
		}
	}
	k.Shell.Desks().Archive.PickFolder(filepath.Join(t.TempDir(), "gone"), false)
	k.says(t, k.Words.For(consent.French).T("archive.problem.folder_unreadable"))
	acts := trailOf(t, store)
	if n := strings.Count(acts, "export"); n != 2 {
		t.Errorf("%d exports in the trail: %s", n, acts)
	}
}

// trailOf unlocks and reads the whole trail as words.
func trailOf(t *testing.T, store *archive.Store) string {
	t.Helper()
	st, err := store.Unlock(context.Background(), play.Passphrase, "Test")
	if err != nil {
		t.Fatal(err)
	}
	defer st.Lock()
	var out []string
	if err := st.Trail(t.Context(), chain.ID{}, func(x archive.Trace) error {
		out = append(out, x.Act.Action)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, " ")
}

func TestPrintAndHold(t *testing.T) {
	printed := 0
	k, store := vaulted(t, func(o *ui.Options) {
		o.Print = func(pdf []byte) error { printed += len(pdf); return nil }
	})
	say := k.Words.For(consent.French)
	k.unlock(t, play.Passphrase)
	k.first(t)
	tap := func(words ...string) {
		t.Helper()
		for _, w := range words {
			if err := k.Tap(say.T(w)); err != nil {
				t.Fatal(err)
			}
		}
	}
	tap("archive.do.print", "paper.file")
	if printed == 0 {
		t.Error("nothing was printed")
	}
	k.says(t, say.T("archive.told.print"))
	tap("archive.do.hold", "archive.hold.do")
	k.says(t, say.T("archive.problem.why"))
	if err := k.Write(say.T("archive.hold.why"), "Plainte"); err != nil {
		t.Fatal(err)
	}
	tap("archive.hold.do")
	if !k.Shell.State().Archive.Entry.Row.Held {
		t.Error("it is not held")
	}
	k.says(t, say.T("archive.entry.held"))
	tap("archive.do.trail")
	k.says(t, say.T("trail.hold"))
	tap("back", "archive.do.release")
	if err := k.Write(say.T("archive.hold.why"), "Retirée"); err != nil {
		t.Fatal(err)
	}
	tap("archive.release.do")
	if k.Shell.State().Archive.Entry.Row.Held {
		t.Error("it is still held")
	}
	k.Shell.EndSession()
	if acts := trailOf(t, store); !strings.Contains(acts, "list show print hold trail release") {
		t.Errorf("the trail: %s", acts)
	}
}

// TestWithdrawnIsNotConfirmed withdraws a consent from the archive and looks that
// nobody can confirm it afterwards, by the archive or by a file.
func TestWithdrawnIsNotConfirmed(t *testing.T) {
	k, store := vaulted(t, nil)
	say := k.Words.For(consent.French)
	pdf := document1(t, store)
	file := filepath.Join(t.TempDir(), "E-TEST-1.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	later := func(button string, o consent.Outcome) {
		t.Helper()
		k.unlock(t, play.Passphrase)
		k.Shell.State().Archive.Find = screen.Find{Outcome: string(consent.AcceptProcedure)}
		k.Shell.Desks().Archive.SearchArchive(true)
		k.first(t)
		for _, words := range []string{button, "case.hand-over"} {
			if err := k.Tap(say.T(words)); err != nil {
				t.Fatal(err)
			}
		}
		if s := k.Shell.State(); s.Route.Name != screen.Welcome || s.Session.Refers == nil || len(s.Archive.Rows) > 0 || s.Archive.Entry != nil {
			t.Fatalf("handed over: %v, %+v", s.Route, s.Archive)
		}
		if k.Tap(say.T("archive.open")) == nil {
			t.Error("the patient's screen leads to the archive")
		}
		k.Later = o
		if err := k.Finish(); err != nil {
			t.Fatal(err)
		}
		k.Shell.EndSession()
	}
	later("verify.confirm", consent.Confirmed)
	k.unlock(t, play.Passphrase)
	k.Shell.State().Archive.Find = screen.Find{Outcome: string(consent.AcceptProcedure)}
	k.Shell.Desks().Archive.SearchArchive(true)
	k.says(t, say.T("archive.mark.confirmed"))
	k.first(t)
	k.says(t, say.T("archive.entry.confirmed"))
	if k.Tap(say.T("verify.confirm")) == nil {
		t.Error("a confirmed consent can be confirmed again")
	}
	k.Shell.EndSession()
	later("verify.withdraw", consent.Withdrawn)
	k.unlock(t, play.Passphrase)
	k.Shell.State().Archive.Find = screen.Find{Outcome: string(consent.AcceptProcedure)}
	k.Shell.Desks().Archive.SearchArchive(true)
	k.says(t, say.T("archive.mark.withdrawn"))
	k.first(t)
	k.says(t, say.T("archive.entry.withdrawn"))
	for _, button := range []string{"verify.confirm", "verify.withdraw"} {
		if k.Tap(say.T(button)) == nil {
			t.Errorf("a withdrawn consent has the button %s", button)
		}
	}
	k.Shell.Desks().Checking.CheckFile(file) // the file alone does not know
	if r := k.Shell.State().Checks.Result; r == nil || r.Later != consent.Withdrawn {
		t.Fatalf("the file: %+v", r)
	}
	k.says(t, say.T("archive.entry.withdrawn"))
	if k.Tap(say.T("verify.confirm")) == nil {
		t.Error("by its file, a withdrawn consent can be confirmed")
	}
}

// TestNumbersWithoutNames counts an archive, shows what may be shown, and writes it.
func TestNumbersWithoutNames(t *testing.T) {
	k, store := vaulted(t, nil)
	consents(t, store, 6)
	say := k.Words.For(consent.French)
	k.unlock(t, play.Passphrase)
	tap := func(ids ...string) {
		t.Helper()
		for _, id := range ids {
			if err := k.Tap(say.T(id)); err != nil {
				t.Fatal(err)
			}
		}
	}
	tap("numbers.open")
	line := func(what, number string) string { return say.T("numbers.line", "What", what, "Number", number) }
	for _, want := range []string{line(say.T("archive.outcome.vertebroplasty"), "**7**"), line(say.T("archive.outcome.time"), say.T("numbers.few")),
		line(say.T("archive.outcome.confirmed"), say.T("numbers.withheld")), line(say.T("numbers.minutes.alone"), "**12 minutes**")} {
		k.says(t, want)
	}
	if strings.Contains(shown(k.Window.Content()), "SPECIMEN") {
		t.Error("a name stands among the numbers")
	}
	dir := t.TempDir()
	tap("numbers.export")
	k.Shell.Desks().Archive.PickFolder(dir, true)
	tap("archive.export.do")
	k.says(t, say.T("archive.told.numbers", "Place", dir))
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%v, %v", files, err)
	}
	text, err := os.ReadFile(files[0])
	if err != nil || !strings.Contains(string(text), "outcome,vertebroplasty,,,"+say.T("archive.outcome.vertebroplasty")+",7,\n") {
		t.Errorf("%v:\n%s", err, text)
	}
	tap("back")
	if k.Shell.State().Archive.Numbers != nil || k.Shell.State().Route.Name != screen.ArchiveList {
		t.Error("the numbers stay")
	}
	if trail := trailOf(t, store); !strings.Contains(trail, "numbers") || !strings.Contains(trail, "export numbers") {
		t.Errorf("the audit trail: %s", trail)
	}
}

// consents puts some into an archive, each twelve minutes alone.
func consents(t testing.TB, store *archive.Store, n int) {
	t.Helper()
	at := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	for i := range n {
		r := consent.Record{Schema: consent.RecordSchema, ID: fmt.Sprint("E-NUMBERS-", i), ContentVersion: "test", Read: consent.French, Statements: []string{"legal.say-time"},
			Started: at, Finished: at.Add(15 * time.Minute), Outcome: consent.AcceptProcedure, Seen: []string{"p1"},
			Case: consent.Case{BirthName: "SPECIMEN", FirstNames: "Jeanne", BirthDate: consent.Date{Year: 1938, Month: 12, Day: 31},
				Sex: consent.Female, ToTreat: consent.NewLevelSet(consent.L1)}}
		r.Moments = []consent.Moment{{Began: at, Met: at.Add(12 * time.Minute), Ended: r.Finished}}
		r.With.Interview = &consent.Interview{By: "Dr Modèle", At: r.Finished}
		for _, s := range []consent.Signature{{Role: consent.RolePatient, Name: r.Case.FullName()}, {Role: consent.RoleStaff, Name: "Dr Modèle"}} {
			s.Method, s.Typed, s.At = consent.MethodTyped, s.Name, r.Finished
			r.Signatures = append(r.Signatures, s)
		}
		session, err := r.Marshal()
		if err == nil {
			err = store.Keep(r.ID, []byte("%PDF-1.7 no document"), session)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// document1 reads the first document out of the archive.
func document1(t testing.TB, store *archive.Store) []byte {
	t.Helper()
	st, err := store.Unlock(context.Background(), play.Passphrase, "Test")
	if err != nil {
		t.Fatal(err)
	}
	defer st.Lock()
	rows, err := st.Search(context.Background(), archive.Query{})
	if err != nil {
		t.Fatal(err)
	}
	d, err := st.Open(context.Background(), rows[len(rows)-1].ID, "show")
	if err != nil {
		t.Fatal(err)
	}
	return d.PDF
}

// TestArchiveIsForgotten leaves the archive in every way: nothing stays, and it is
// locked.
func TestArchiveIsForgotten(t *testing.T) {
	var st *archive.Staff
	k, store := vaulted(t, func(o *ui.Options) { o.Unlocked = func(s *archive.Staff) { st = s } })
	say := k.Words.For(consent.French)
	for name, leave := range map[string]func(){
		"idle":            func() { k.wait(121 * time.Second) },
		"idle at entry":   func() { k.first(t); k.wait(121 * time.Second) },
		"own time":        func() { k.first(t); store.Lock(); k.wait(time.Second) },
		"to the welcome":  func() { k.first(t); k.Shell.Go(screen.Route{Name: screen.Welcome}) },
		"end":             func() { k.first(t); k.Shell.EndSession() },
		"locked by staff": func() { _ = k.Tap(say.T("archive.lock")) },
		"closed":          func() { k.first(t); k.Shell.CloseProgram() },
	} {
		k.unlock(t, play.Passphrase)
		leave()
		s := k.Shell.State()
		if len(s.Archive.Rows) > 0 || s.Archive.Entry != nil || s.Checks.Result != nil || !st.Locked() {
			t.Errorf("%s: %+v, locked %v", name, s.Archive, st.Locked())
		}
		if name == "locked by staff" != (s.Route.Name == screen.Staff) || name != "closed" && strings.Contains(shown(k.Window.Content()), "EXEMPLE") {
			t.Errorf("%s leads to %v", name, s.Route)
		}
	}
	k.unlock(t, play.Passphrase)
	id := k.Shell.State().Archive.Rows[0].ID
	store.Lock()
	k.Shell.Desks().Archive.OpenEntry(id) // before the watch looks
	if s := k.Shell.State(); s.Route.Name != screen.ArchiveUnlock || s.Archive.Problem != "locked" || len(s.Archive.Rows) > 0 {
		t.Errorf("opening in a locked archive: %v, %+v", s.Route, s.Archive)
	}
	k.says(t, say.T("archive.problem.locked"))
}

// TestLateWorkIsDropped leaves while the passphrase is tried: the archive is
// locked again as soon as it is open.
func TestLateWorkIsDropped(t *testing.T) {
	var late []func()
	var st *archive.Staff
	k, _ := vaulted(t, func(o *ui.Options) {
		run := o.Run
		o.Run = func(work, done func()) {
			if late != nil {
				work()
				late = append(late, done)
				return
			}
			run(work, done)
		}
		o.Unlocked = func(s *archive.Staff) { st = s }
	})
	k.Shell.Desks().Archive.OpenArchive()
	a := &k.Shell.State().Archive
	a.Who, a.Secret = "Camille", play.Passphrase
	late = []func(){}
	k.Shell.Desks().Archive.Unlock()
	k.Shell.EndSession()
	for i := 0; i < len(late); i++ {
		late[i]()
	}
	if st == nil || !st.Locked() || k.Shell.State().Route.Name != screen.Welcome {
		t.Errorf("unlocked after leaving: %v, %v", st, k.Shell.State().Route)
	}
}

func TestVerifyFindsDamage(t *testing.T) {
	k, store := vaulted(t, nil)
	say := k.Words.For(consent.French)
	pdf := document1(t, store)
	session := []byte("{}")
	if _, err := store.Put(context.Background(), "E-TEST-X", append(pdf, "more"...), session); err != nil {
		t.Fatal(err)
	}
	k.unlock(t, play.Passphrase)
	k.Shell.Go(screen.Route{Name: screen.ArchiveVerify})
	if err := k.Tap(say.T("archive.verify.do")); err != nil {
		t.Fatal(err)
	}
	r := k.Shell.State().Archive.Report
	if r == nil || r.Whole || len(r.Findings) == 0 {
		t.Fatalf("the report: %+v", r)
	}
	k.says(t, say.T("archive.verify.not-whole"))
	k.says(t, say.T("archive.found."+r.Findings[0].Kind))
	k.Shell.Go(screen.Route{Name: screen.Staff})
	k.says(t, say.T("archive.state.damaged"))
}

// TestSettleFindings acknowledges what was found earlier and confirms the kiosk's new key,
// as after a restored backup, by touch.
func TestSettleFindings(t *testing.T) {
	ctx := context.Background()
	var store *archive.Store
	k := open(t, func(o *ui.Options) {
		play.Archiving(o.Lib, o.Words, &store)(o)
		dir := store.Dir()
		err := errors.Join(store.Close(), os.Remove(filepath.Join(dir, "kiosk.key")))
		var report chain.Report
		if err == nil {
			store, report, err = archive.Open(ctx, dir, archive.Options{Now: o.Now})
		}
		if err != nil {
			t.Fatal(err)
		}
		o.Archive, o.Found = store, report.Findings
	})
	t.Cleanup(k.Leave)
	t.Cleanup(func() { store.Close() })
	if err := store.KeepFinding(ctx, chain.Finding{Kind: chain.FoundSetBack, File: 1, Seq: 1}); err != nil {
		t.Fatal(err)
	}
	say := k.Words.For(consent.French)
	var checked time.Time
	k.Shell.Go(screen.Route{Name: screen.Staff})
	k.says(t, say.T("archive.found.kiosk"))
	k.unlock(t, play.Passphrase)
	k.Shell.Go(screen.Route{Name: screen.ArchiveVerify})
	for _, step := range []struct {
		touch string
		whole bool
	}{{"archive.verify.do", false}, {"archive.verify.seen.do", false}, {"archive.verify.kiosk.do", true}} {
		if err := k.Tap(say.T(step.touch)); err != nil {
			t.Fatal(err)
		}
		if r := k.Shell.State().Archive.Report; r == nil || r.Whole != step.whole {
			t.Fatalf("after %s: %+v", step.touch, r)
		}
		if r := k.Shell.State().Archive.Report; r.Damaged {
			t.Errorf("after %s damage is said where nothing is missing: %+v", step.touch, r)
		}
		if step.touch == "archive.verify.do" {
			k.says(t, say.T("archive.verify.waits"))
			k.says(t, say.T("archive.found.set-back"))
			k.says(t, say.T("archive.verify.kiosk"))
			k.says(t, store.Kiosks()[1].Key.Fingerprint())
			checked = k.now
			k.now = k.now.Add(time.Minute)
		}
	}
	k.says(t, say.T("archive.verify.whole"))
	k.Shell.Go(screen.Route{Name: screen.Staff})
	k.says(t, say.T("archive.state.whole", "Moment", say.Moment(checked)))
	if text := shown(k.Window.Content()); strings.Contains(text, say.T("archive.found.kiosk")) || strings.Contains(text, say.T("archive.state.damaged")) {
		t.Errorf("the staff's screen still says it: %s", text)
	}
	if told, err := store.Told(ctx); err != nil || len(told) != 1 || !told[0].Seen || !store.Kiosks()[1].Confirmed {
		t.Errorf("%+v, %+v, %v", told, store.Kiosks(), err)
	}
}

// TestVerdictOfACheck says no more than what was found: that something is missing, else
// that not all was read, else that something waits, else that all is there.
func TestVerdictOfACheck(t *testing.T) {
	k, _ := vaulted(t, nil)
	say := k.Words.For(consent.French)
	k.unlock(t, play.Passphrase)
	k.Shell.Go(screen.Route{Name: screen.ArchiveVerify})
	harmless := screen.FoundView{Kind: string(chain.FoundClock), Harmless: true}
	waits := screen.FoundView{Kind: string(chain.FoundUncovered), Waits: true}
	unread := screen.FoundView{Kind: string(chain.FoundSystem)}
	damage := screen.FoundView{Kind: string(chain.FoundContent), Damage: true}
	verdicts := []string{"archive.verify.whole", "archive.verify.waits", "archive.verify.not-read", "archive.verify.not-whole"}
	for n, found := range [][]screen.FoundView{{harmless}, {harmless, waits}, {waits, unread}, {waits, unread, damage}} {
		k.Shell.State().Archive.Report = &screen.ReportView{Whole: n == 0, Damaged: n == 3, Findings: found}
		k.Shell.Redraw()
		for i, id := range verdicts {
			if text := shown(k.Window.Content()); strings.Contains(text, strings.ReplaceAll(say.T(id), "**", "")) != (i == n) {
				t.Errorf("%d: %s: %s", n, id, text)
			}
		}
	}
}

func TestCheckByCodeInTheArchive(t *testing.T) {
	k, store := vaulted(t, nil)
	say := k.Words.For(consent.French)
	k.unlock(t, play.Passphrase)
	code, err := document.Code(*k.first(t).Record)
	if err != nil {
		t.Fatal(err)
	}
	k.Shell.Desks().Checking.OpenFolder("")
	k.Shell.Desks().Checking.CheckCode(code)
	if r := k.Shell.State().Checks.Result; r == nil || !r.Good() || r.Belongs == nil || !*r.Belongs {
		t.Errorf("unlocked: %+v", r)
	}
	k.Shell.EndSession()
	k.Shell.Desks().Checking.OpenFolder("")
	k.Shell.Desks().Checking.CheckCode(code)
	k.says(t, say.T("problem.in_archive"))
	if err := k.Tap(say.T("archive.unlock.do")); err != nil {
		t.Fatal(err)
	}
	a := &k.Shell.State().Archive
	a.Who, a.Secret = "Camille", play.Passphrase
	k.Shell.Desks().Archive.Unlock()
	if s := k.Shell.State(); s.Route.Name != screen.CheckResult || s.Checks.Result == nil || !s.Checks.Result.Good() {
		t.Errorf("after unlocking: %v, %+v", s.Route, s.Checks)
	}
	k.Shell.Desks().Checking.CheckCode(strings.Replace(code, "E-TEST-1", "E-OTHER", 1))
	k.says(t, say.T("problem.not_here"))
	k.Shell.EndSession()
	if acts := trailOf(t, store); strings.Count(acts, "check") != 2 {
		t.Errorf("the trail: %s", acts)
	}
}

func TestStandingOfTheArchive(t *testing.T) {
	sending := screen.Sending{Waiting: 3, Problem: "unreachable", Since: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)}
	k, _ := vaulted(t, func(o *ui.Options) {
		o.Sending = func() screen.Sending { return sending }
		o.Found = []chain.Finding{{Kind: chain.FoundStopped}, {Kind: chain.FoundContent}, {Kind: chain.FoundClock}}
	})
	say := k.Words.For(consent.French)
	k.Shell.StaffDoor()
	for _, words := range []string{say.N("archive.sending.waiting", 3), say.T("archive.sending.problem.unreachable"), say.T("archive.state.damaged"), say.T("archive.found.clock"),
		say.N("archive.count", 1)} {
		k.says(t, words)
	}
	plain := open(t, nil)
	plain.Shell.StaffDoor()
	plain.says(t, say.T("archive.state.plain"))
	if plain.Tap(say.T("archive.open")) == nil {
		t.Error("there is no archive, and yet a way to it")
	}
}

// TestManyRowsAreNotDrawn finds 1,010 documents and draws fifty.
func TestManyRowsAreNotDrawn(t *testing.T) {
	k, store := vaulted(t, nil)
	fill(t, store, 1010)
	k.unlock(t, play.Passphrase)
	a := &k.Shell.State().Archive
	if len(a.Rows) != 1000 || !a.More || a.Shown != screen.ArchivePage {
		t.Errorf("%d rows, more %v, %d drawn", len(a.Rows), a.More, a.Shown)
	}
	if n := strings.Count(shown(k.Window.Content()), "né(e) le"); n != 2*screen.ArchivePage { // each row says it and its words do
		t.Errorf("%d rows are drawn", n)
	}
	if err := k.Tap(k.Words.For(consent.French).T("archive.more")); err != nil || a.Shown != 2*screen.ArchivePage {
		t.Errorf("more: %d drawn, %v", a.Shown, err)
	}
}

// fill puts invented consents into an archive.
func fill(t testing.TB, store *archive.Store, n int) {
	t.Helper()
	for i := range n {
		r := consent.Record{Schema: consent.RecordSchema, ID: fmt.Sprintf("E-20261122-%08d", i), ContentVersion: "test", Read: consent.French, Statements: []string{"legal.say-time"},
			Started:  time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC),
			Finished: time.Date(2026, 11, 22, 9, 0, i, 0, time.UTC), Outcome: consent.ChooseConservative,
			Case: consent.Case{BirthName: fmt.Sprintf("EXEMPLE%d", i), FirstNames: "Jeanne", BirthDate: consent.Date{Year: 1941, Month: 3, Day: 3},
				Sex: consent.Female, ToTreat: consent.NewLevelSet(consent.L1)}}
		r.Moments = []consent.Moment{{Began: r.Started, Ended: r.Finished}}
		for _, role := range []consent.Role{consent.RolePatient, consent.RoleStaff} {
			name := map[consent.Role]string{consent.RolePatient: r.Case.FullName(), consent.RoleStaff: "Dr Modèle"}[role]
			r.Signatures = append(r.Signatures, consent.Signature{Role: role, Name: name, Method: consent.MethodTyped, Typed: name, At: r.Finished})
		}
		session, err := r.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := consent.ParseRecord(session); err != nil {
			t.Fatal(err)
		}
		if err := store.Keep(r.ID, []byte("%PDF-1.7"), session); err != nil {
			t.Fatal(err)
		}
	}
}
