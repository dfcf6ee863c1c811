package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"eclaire/assets/font"
	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
	"eclaire/consent/disk/disktest"
	"eclaire/consent/inspect"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui"
)

// TestKilledWhileFinishing kills the kiosk at a random moment while it draws,
// seals and keeps one document after the other, behind the real screens. Every
// document of which the last screen said that it is kept is in the archive,
// whole and sealed; none is half there or there twice; the next start says what
// it found.
func TestKilledWhileFinishing(t *testing.T) {
	if os.Getenv("ECLAIRE_TEST_FINISHING") != "" {
		finishUntilKilled(t)
		return
	}
	if testing.Short() {
		t.Skip("it takes a while")
	}
	isolate(t)
	rounds := 8
	if os.Getenv("ECLAIRE_SOAK") != "" {
		rounds = 1000
	}
	dir := initArchive(t)
	seals(t, defaults()) // makes the key
	random := rand.New(rand.NewPCG(5, uint64(rounds)))
	said, told := map[string]bool{}, 0
	first, one := finishingKilledAfter(t, 1, 0) // how long one document takes here
	for _, id := range first {
		said[id] = true
	}
	for round := range rounds {
		signed, _ := finishingKilledAfter(t, random.IntN(2), time.Duration(random.Int64N(int64(one))))
		for _, id := range signed {
			said[id] = true
		}
		s, report, err := archive.Open(t.Context(), dir, archive.Options{})
		if err != nil {
			t.Fatal(err)
		}
		s.Close()
		if !report.Whole() {
			t.Fatalf("round %d: %v", round, report.Findings)
		}
		if slices.ContainsFunc(report.Findings, func(f chain.Finding) bool { return f.Kind == chain.FoundStopped }) {
			told++
		} else if len(signed) > 0 {
			t.Errorf("round %d: killed after %d documents, and the next start did not tell", round, len(signed))
		}
	}
	checkFinished(t, said)
	if len(said) < rounds/4 {
		t.Errorf("only %d documents were said to be kept", len(said))
	}
	t.Logf("%d kills, %d noticed by the next start; %d documents were said to be kept", rounds, told, len(said))
}

// checkFinished opens every document of the archive.
func checkFinished(t *testing.T, said map[string]bool) {
	t.Helper()
	k := openStorage(t, defaults(), "")
	lib, words, err := content.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	trust, err := defaults().trust()
	if err != nil {
		t.Fatal(err)
	}
	st, err := k.store.Unlock(t.Context(), testPassphrase, "Dr Modèle")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := st.Search(t.Context(), archive.Query{})
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for i, r := range rows {
		d, err := st.Open(t.Context(), r.ID, "verify")
		if err != nil {
			t.Fatalf("a document is half there: %v", err)
		}
		if there[r.About.Record] {
			t.Errorf("%s is there twice", r.About.Record)
		}
		there[r.About.Record] = true
		if i%10 > 0 && len(rows) > 500 { // drawing thousands again would take half an hour
			continue
		}
		if found := inspect.File(d.PDF, trust, lib, words); !found.Holds() || found.Record.ID != r.About.Record {
			t.Errorf("%s does not hold: %v", r.About.Record, found.Findings)
		}
	}
	for id := range said {
		if !there[id] {
			t.Errorf("%s was said to be kept and is not there", id)
		}
	}
}

// finishingKilledAfter kills a kiosk a while after it said that it kept so many
// documents, and gives what it said and how long the first took.
func finishingKilledAfter(t *testing.T, documents int, wait time.Duration) (said []string, one time.Duration) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestKilledWhileFinishing$")
	cmd.Env = append(os.Environ(), "ECLAIRE_TEST_FINISHING=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	from := time.Now()
	kill := func() { _ = cmd.Process.Kill() }
	for lines := bufio.NewScanner(out); lines.Scan(); {
		switch line := lines.Text(); {
		case line == "ready":
			from = time.Now()
			if documents == 0 {
				time.AfterFunc(wait, kill)
			}
		case strings.HasPrefix(line, "signed "):
			if said = append(said, strings.TrimPrefix(line, "signed ")); one == 0 {
				one = time.Since(from)
			}
			if len(said) == documents {
				time.AfterFunc(wait, kill)
			}
		case strings.HasPrefix(line, "failed "):
			t.Errorf("the kiosk says: %s", line)
		}
	}
	_ = cmd.Wait()
	return said, one
}

// finishUntilKilled is the kiosk: the wiring is that of kioskCmd, the window is
// one that nobody sees.
func finishUntilKilled(t *testing.T) {
	lib, words, err := content.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	session := signedSession(t, lib)
	s := defaults()
	sealer := seals(t, s)
	where, err := s.openStorage(&program{stdout: io.Discard, stderr: io.Discard, ctx: context.Background()}, "")
	if err != nil {
		fmt.Println("failed", err)
		os.Exit(1)
	}
	shell := unseen(newKeeper(where.place, sealer), lib, words)
	fmt.Println("ready")
	for {
		shell.EndSession()
		shell.State().Session = session
		shell.Desks().Finishing.Finish()
		d := shell.State().Document
		if !d.Stored {
			fmt.Println("failed", d.Failed)
			os.Exit(1)
		}
		fmt.Println("signed", d.ID)
	}
}

// unseen is the kiosk behind a window that nobody sees, which does all its work
// at once.
func unseen(kept *keeper, lib *content.Library, words *locales.Bundle) *ui.Shell {
	app := test.NewApp()
	return ui.New(ui.Options{
		Window: app.NewWindow(""), Theme: func(th fyne.Theme) { app.Settings().SetTheme(th) }, Lib: lib, Words: words, Language: consent.French,
		Prints: font.Has, Keep: kept.keep, Seal: kept.seal, NewID: newID, Now: time.Now,
		Run: func(work, done func()) { work(); done() }, Idle: time.Hour, Answer: time.Hour,
	})
}

// TestDiskFullAtTheEnd has a patient sign while the disk is full: the screen says
// so, the signed session stays, and once there is room it is kept, once.
func TestDiskFullAtTheEnd(t *testing.T) {
	disk := disktest.Small(t, "4m")
	if disk == "" {
		return
	}
	isolate(t)
	s := defaults()
	s.Archive.Folder = filepath.Join(disk, "archive")
	if _, err := archive.Init(s.Archive.Folder, testPassphrase, archive.Options{WorkFactor: 10}); err != nil {
		t.Fatal(err)
	}
	lib, words, err := content.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	where := openStorage(t, s, "")
	shell := unseen(newKeeper(where.place, seals(t, s)), lib, words)
	filler, err := os.Create(filepath.Join(disk, "filler"))
	if err != nil {
		t.Fatal(err)
	}
	for b := make([]byte, 4096); err == nil; _, err = filler.Write(b) {
	}
	filler.Close()
	shell.State().Session = signedSession(t, lib)
	for range 3 {
		shell.Desks().Finishing.Finish()
		d := shell.State().Document
		if d.Stored || d.Failed != "storage_full" || !shell.Unsaved() || len(shell.State().Session.Signed) == 0 {
			t.Fatalf("on a full disk: %+v", d)
		}
	}
	if err := os.Remove(filler.Name()); err != nil {
		t.Fatal(err)
	}
	shell.Desks().Finishing.Finish()
	id := shell.State().Document.ID
	if d := shell.State().Document; !d.Stored || d.Failed != "" {
		t.Fatalf("with room again: %+v", d)
	}
	st, err := where.store.Unlock(t.Context(), testPassphrase, "Dr Modèle")
	if err != nil {
		t.Fatal(err)
	}
	if rows, err := st.Search(t.Context(), archive.Query{}); err != nil || len(rows) != 1 || rows[0].About.Record != id {
		t.Fatalf("%v, %v", rows, err)
	}
}
