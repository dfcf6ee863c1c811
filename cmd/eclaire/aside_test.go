package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"eclaire/assets/font"
	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui"
)

// TestKilledInASession kills the kiosk at a random moment while patients read, answer and
// sign, one after the other. Whatever it said was done is there at the next start: the
// session can be taken up as of its last event, or it was signed. There is no third.
func TestKilledInASession(t *testing.T) {
	if round := os.Getenv("ECLAIRE_TEST_SESSIONS"); round != "" {
		readUntilKilled(t, round)
		return
	}
	if testing.Short() {
		t.Skip("it takes a while")
	}
	isolate(t)
	rounds := 30
	if os.Getenv("ECLAIRE_SOAK") != "" {
		rounds = 200
	}
	initArchive(t)
	seals(t, defaults()) // makes the key
	random := rand.New(rand.NewPCG(14, uint64(rounds)))
	_, whole := sessionKilledAfter(t, "first", time.Minute) // how long one session takes here
	checkTaken(t, saying{})
	taken, signed := 0, 0
	for round := range rounds {
		said, _ := sessionKilledAfter(t, fmt.Sprint(round), time.Duration(random.Int64N(int64(3*whole/2))))
		switch checkTaken(t, said) {
		case 1:
			taken++
		case 2:
			signed++
		}
	}
	if taken < rounds/5 {
		t.Errorf("only %d sessions were interrupted", taken)
	}
	t.Logf("%d kills: %d sessions taken up, %d signed just before", rounds, taken, signed)
}

// saying is what the kiosk said last: how many events of which patient, and who signed.
type saying struct {
	patient string
	events  int
	signed  string
}

// sessionKilledAfter kills a kiosk a while after it is ready, or once its first patient
// has signed, and gives what it said and how long that took.
func sessionKilledAfter(t *testing.T, round string, wait time.Duration) (said saying, one time.Duration) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 2*time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestKilledInASession$")
	cmd.Env = append(os.Environ(), "ECLAIRE_TEST_SESSIONS="+round)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	from := time.Now()
	for lines := bufio.NewScanner(out); lines.Scan(); {
		line := lines.Text()
		switch {
		case line == "ready":
			from = time.Now()
			time.AfterFunc(wait, func() { _ = cmd.Process.Kill() })
		case scans(line, "did %s %d", &said.patient, &said.events):
		case scans(line, "signed %s", &said.signed):
			if one == 0 {
				one = time.Since(from)
			}
			if round == "first" {
				_ = cmd.Process.Kill()
			}
		case scans(line, "failed"):
			t.Errorf("the kiosk says: %s", line)
		}
	}
	_ = cmd.Wait()
	return said, one
}

func scans(line, form string, into ...any) bool {
	n, err := fmt.Sscanf(line, form, into...)
	return err == nil && n == len(into)
}

// checkTaken starts anew and takes up what was interrupted: 1 for such a session, 2 for one
// that was signed, 0 where nothing was begun.
func checkTaken(t *testing.T, said saying) int {
	t.Helper()
	s := defaults()
	k, err := s.openStorage(quiet(t), "")
	if err != nil {
		t.Fatal(err)
	}
	defer k.close()
	st, err := k.store.Unlock(t.Context(), testPassphrase, "Dr Modèle")
	if err != nil {
		t.Fatal(err)
	}
	done := finishedPatients(t, st)
	if said.signed != "" && !done[said.signed] {
		t.Errorf("%s was said to be signed and is not there", said.signed)
	}
	list, err := k.shelf.List(t.Context(), st)
	if err != nil || len(list) > 1 {
		t.Fatalf("%v %+v", err, list)
	}
	if len(list) == 0 {
		if said.events > 0 && !done[said.patient] {
			t.Errorf("%s had done %d, and neither can be taken up nor was signed", said.patient, said.events)
		}
		if done[said.patient] {
			return 2
		}
		return 0
	}
	got, err := k.shelf.Take(t.Context(), st, list[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	who, n := got.Session.Case.RecordNumber, eventsOf(got.Session)
	if done[who] {
		t.Errorf("%s was signed and can be taken up all the same", who)
	}
	if who == said.patient && (n < said.events || n > said.events+1) {
		t.Errorf("%s had done %d, and is taken up as of %d", who, said.events, n)
	}
	if who != said.patient && said.patient != "" && !done[said.patient] {
		t.Errorf("%s is taken up, and %s was there", who, said.patient)
	}
	k.shelf.Drop(list[0].ID)
	return 1
}

// finishedPatients are those whose documents are in the archive.
func finishedPatients(t *testing.T, st *archive.Staff) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	rows, err := st.Search(t.Context(), archive.Query{})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		d, err := st.Open(t.Context(), row.ID, "verify")
		if err != nil {
			t.Fatal(err)
		}
		r, err := consent.ParseRecord(d.Session)
		if err != nil {
			t.Fatal(err)
		}
		out[r.Case.RecordNumber] = true
	}
	return out
}

// eventsOf counts the events that can be told from a session.
func eventsOf(s consent.Session) int { return len(s.Seen) + len(s.Answers) + len(s.Values) }

// readUntilKilled is the kiosk: the wiring is that of kioskCmd, and all work is done at
// once.
func readUntilKilled(t *testing.T, round string) {
	lib, words, err := content.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	s := defaults()
	sealer := seals(t, s)
	where, err := s.openStorage(&program{stdout: io.Discard, stderr: io.Discard, ctx: context.Background()}, "")
	if err != nil {
		fmt.Println("failed", err)
		os.Exit(1)
	}
	shell := unseenWith(newKeeper(where.place, sealer), lib, words, where)
	fmt.Println("ready")
	for n := 0; ; n++ {
		if err := oneSession(shell, lib, fmt.Sprintf("%s-%d", round, n)); err != nil {
			fmt.Println("failed", err)
			os.Exit(1)
		}
	}
}

// unseenWith is unseen with the sessions beside the archive.
func unseenWith(kept *keeper, lib *content.Library, words *locales.Bundle, where *storage) *ui.Shell {
	app := test.NewApp()
	return ui.New(ui.Options{
		Window: app.NewWindow(""), Theme: func(th fyne.Theme) { app.Settings().SetTheme(th) }, Lib: lib, Words: words, Language: consent.French,
		Prints: font.Has, Keep: kept.keep, Seal: kept.seal, NewID: newID, Now: time.Now, Archive: where.store, Shelf: where.shelf,
		Run: func(work, done func()) { work(); done() }, Idle: time.Hour, Answer: time.Hour,
	})
}

// oneSession reads, answers and signs, and tells of each event once it was kept.
func oneSession(shell *ui.Shell, lib *content.Library, who string) error {
	do := shell.Desks().Way.Do
	k := consent.Case{BirthName: "EXEMPLE", FirstNames: "Jeanne", BirthDate: consent.Date{Year: 1941, Month: 3, Day: 3}, Sex: consent.Female,
		ToTreat: consent.NewLevelSet(consent.L1), RecordNumber: who}
	script := lib.Script(consent.TraitsOf(k, 2, consent.DateOf(time.Now())), 1)
	if err := do(consent.Prepare{Case: k, Clinic: consent.Clinic{Threshold: 2, Paper: "A4"}, Script: script, At: time.Now(), Sample: true}); err != nil {
		return err
	}
	var events []consent.Event
	for _, p := range script.Pages {
		events = append(events, consent.See{Page: p})
	}
	for _, q := range script.Questions {
		events = append(events, consent.Respond{Question: q, Option: script.Options[q][0]})
	}
	for _, scale := range script.Scales {
		events = append(events, consent.Weigh{Scale: scale, Value: 2})
	}
	for _, e := range events {
		if err := do(e); err != nil {
			return err
		}
		fmt.Println("did", who, eventsOf(shell.State().Session))
	}
	now := time.Now()
	err := errors.Join(do(consent.Meet{At: now}), do(consent.Talk{By: "Dr Modèle", Function: "radiologue", At: now}), do(consent.Decide{Outcome: consent.ChooseConservative}))
	for _, id := range shell.State().Session.MissingStatements() {
		err = errors.Join(err, do(consent.Tick{Statement: id, On: true}))
	}
	for _, by := range []consent.Signature{{Role: consent.RolePatient, Name: k.FullName()}, {Role: consent.RoleStaff, Name: "Dr Modèle"}} {
		by.Method, by.Typed, by.At = consent.MethodTyped, by.Name, time.Now()
		err = errors.Join(err, do(consent.Sign{Signature: by}))
	}
	if err != nil {
		return err
	}
	shell.Desks().Finishing.Finish()
	if d := shell.State().Document; !d.Stored {
		return fmt.Errorf("not stored: %s", d.Failed)
	}
	fmt.Println("signed", who)
	shell.EndSession()
	return nil
}
