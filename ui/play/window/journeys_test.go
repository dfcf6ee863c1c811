package window_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
	"eclaire/consent/inspect"
	"eclaire/consent/seal"
	"eclaire/consent/waiting"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui"
	"eclaire/ui/play"
	"eclaire/ui/play/window"
)

// The passphrase has capitals, digits and signs: it is typed on the keyboard of
// the screen.
const passphrase = "Soleil L1 & 42 %!"

// clinic is a home with an archive.
type clinic struct {
	t    testing.TB
	home string
	dir  string // the archive's
}

// found makes an archive as a clinic does.
func found(t testing.TB) *clinic {
	t.Helper()
	c := &clinic{t: t, home: t.TempDir()}
	c.dir = filepath.Join(c.home, ".local", "share", "eclaire", "archive")
	c.call("archive", "init", "--sheet", filepath.Join(t.TempDir(), "sheet.pdf"))
	return c
}

// call runs a command of the program with the passphrase on its input, and gives
// what it prints.
func (c *clinic) call(args ...string) []byte {
	c.t.Helper()
	if args[0] == "archive" {
		args = slices.Insert(args, 1, "--passphrase-fd=0", "--who=Probe")
	}
	cmd := exec.Command(program(c.t, "eclaire"), args...)
	cmd.Env = append(os.Environ(), "HOME="+c.home, "XDG_CONFIG_HOME="+c.home)
	cmd.Stdin = strings.NewReader(passphrase + "\n")
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		c.t.Fatalf("%v: %v\n%s", args, err, &errs)
	}
	return out
}

// code reads the code of the only prepared case beside the program that shows it:
// a person copies it from the screen, and it stands nowhere else in the clear.
func (c *clinic) code() (string, error) {
	s, _, err := archive.Open(context.Background(), c.dir, archive.Options{ReadOnly: true})
	if err != nil {
		return "", err
	}
	defer s.Close()
	st, err := s.Unlock(context.Background(), passphrase, "Probe")
	if err != nil {
		return "", err
	}
	defer st.Lock()
	list, err := waiting.Open(filepath.Join(c.dir, "waiting"), waiting.Options{})
	if err != nil {
		return "", err
	}
	if err := list.Unlock(st.DayKey); err != nil {
		return "", err
	}
	cases, _, err := list.All(context.Background())
	if err != nil || len(cases) != 1 {
		return "", fmt.Errorf("%d cases on the list, %w", len(cases), err)
	}
	return cases[0].Code, nil
}

// rows lists the archive.
func (c *clinic) rows() map[consent.Outcome]archive.Row {
	c.t.Helper()
	out := map[consent.Outcome]archive.Row{}
	for d := json.NewDecoder(bytes.NewReader(c.call("archive", "--json", "list"))); d.More(); {
		var r archive.Row
		if err := d.Decode(&r); err != nil {
			c.t.Fatal(err)
		}
		out[r.About.Outcome] = r
	}
	return out
}

// sealed gives the record inside the sealed document of an entry.
func (c *clinic) sealed(entry chain.ID) consent.Record {
	c.t.Helper()
	dir := c.t.TempDir()
	c.call("archive", "export", "--format", "pdf", "--out", dir, entry.String())
	files, _ := filepath.Glob(filepath.Join(dir, "*.pdf"))
	if len(files) != 1 {
		c.t.Fatalf("exported: %v", files)
	}
	pdf, err := os.ReadFile(files[0])
	if err != nil {
		c.t.Fatal(err)
	}
	lib, words, err := content.LoadAll(content.Files(), locales.Files())
	if err != nil {
		c.t.Fatal(err)
	}
	r := inspect.File(pdf, seal.Trust{Now: time.Now()}, lib, words)
	if !r.Unchanged() || r.Text != inspect.Same || r.Record == nil {
		c.t.Fatalf("the sealed document: %+v", r)
	}
	return *r.Record
}

// visitor is a person at the window of a clinic.
type visitor struct {
	*play.Person
	w *window.Window
	c *clinic
	// stood is the longest that each screen of the way was there in all.
	stood map[string]time.Duration
}

func visit(c *clinic, w *window.Window) *visitor {
	v := &visitor{Person: person(w), w: w, c: c, stood: map[string]time.Duration{}}
	v.Look = v.looks
	v.Passed = func(screen string, stood time.Duration) { v.stood[screen] = max(v.stood[screen], stood) }
	return v
}

// looks finds nothing on a screen that nobody has touched yet that seems chosen,
// or that has moved. It reads to its end a page that is looked at for long.
func (v *visitor) looks(screen string) error {
	name, _, _ := strings.Cut(screen, ":")
	switch name {
	case "question", "decision":
		return noRing(v.w)
	case "page":
		if v.Read[screen] > 0 {
			return toEnd(v.w, v.Person, screen)
		}
	case "case":
		s, err := v.Sight()
		if err != nil {
			return err
		}
		return unscrolled(s)
	}
	return nil
}

// unlock touches the way into the archive and unlocks it.
func (v *visitor) unlock() error {
	return do(
		func() error { return v.Go("archive", "archive-unlock") },
		func() error { return v.Write("field.who", "Camille Fictif") },
		func() error { return v.Write("field.passphrase", passphrase) },
		func() error { return v.Touch("key.done") },
		func() error { return v.Go("next", "archive") },
		func() error { return v.there("archive.lock") },
		func() error {
			s, err := v.Sight()
			if err != nil {
				return err
			}
			return unscrolled(s)
		},
	)
}

// there waits for a control that can be touched.
func (v *visitor) there(id string) error {
	_, err := v.Await(func(s ui.Sight) bool { c, ok := play.Control(s, id); return ok && c.Enabled })
	if err != nil {
		return fmt.Errorf("%s: %w", id, err)
	}
	return nil
}

func do(list ...func() error) error {
	for _, f := range list {
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}

// prepared types the nurse's case, puts it on the list, and hands the code to the
// patient.
func (v *visitor) prepared() error {
	return do(
		func() error { return v.Go("staff", "staff") },
		v.unlock,
		func() error { return v.Go("back", "staff") },
		func() error { return v.Go("case.new", "case:identity") },
		func() error { return v.Fill(play.Invented()) },
		func() error { return v.looks("case:summary") },
		func() error { return v.Go("put-on-list", "waiting-code") },
		func() error { return v.Go("back", "staff") },
		func() error { return v.Go("back", "welcome") },
		func() error { return v.Go("start.fr", "code") },
		func() error {
			code, err := v.c.code()
			if err != nil {
				return err
			}
			for _, digit := range code {
				if err := v.Touch("key." + string(digit)); err != nil {
					return err
				}
			}
			return v.Go("next", "hello")
		},
	)
}

// through goes the whole way and leaves the finished document.
func (v *visitor) through(outcome string) func() error {
	kept := "page.after" // it can be touched once the document is kept
	if outcome == "confirmed" {
		kept = "next" // the document has one page
	}
	return func() error {
		return do(
			func() error { return v.Way(outcome, "finished") },
			func() error { return v.there(kept) },
			func() error { return v.Go("next", "welcome") },
		)
	}
}

// later finds the first consent by its name, and lets the patient say what is
// said to it.
func (v *visitor) later(way, outcome string) func() error {
	return func() error {
		return do(
			func() error { return v.Go("staff", "staff") },
			v.unlock,
			func() error { return v.Write("field.search", "lefevre") },
			func() error { return v.Touch("key.done") },
			v.lastRow,
			func() error { return v.there(way) },
			func() error { return v.Go(way, "case:today") },
			func() error { return v.Go("next", "welcome") },
			func() error { return v.Go("start.fr", "hello") },
			v.through(outcome),
		)
	}
}

// lastRow opens the oldest document that was found.
func (v *visitor) lastRow() error {
	if err := v.there("entry.1"); err != nil {
		return err
	}
	v.Pass(time.Second) // until the search has settled
	s, err := v.Sight()
	if err != nil {
		return err
	}
	last := ""
	for _, c := range s.Controls {
		if strings.HasPrefix(c.ID, "entry.") {
			last = c.ID
		}
	}
	return v.Go(last, "archive-entry")
}

// TestJourney goes by pointer alone from the nurse's case to a consent that was
// signed, confirmed and withdrawn, all in the archive.
func TestJourney(t *testing.T) {
	t.Parallel()
	c := found(t)
	w := open(t, window.Options{Home: c.home, Manager: true})
	v := visit(c, w)
	dwelt := []string{"page:evolution", "page:leak", "page:alarm"}
	v.Read = map[string]time.Duration{}
	for _, page := range dwelt {
		v.Read[page] = 3300 * time.Millisecond
	}
	steps(t, w, v.prepared, v.through("vertebroplasty"))
	stood := v.stood
	steps(t, w, v.later("verify.confirm", "confirmed"), v.later("verify.withdraw", "withdrawn"))
	ends(t, w)

	rows := c.rows()
	first := rows[consent.AcceptProcedure]
	a := first.About
	if len(rows) != 3 || a.BirthName != "D'Arc-Lefèvre" || a.FirstNames != "Élodie" || a.UsedName != "Modèle" || a.Born != "1941-03-03" || a.Clinician != "Dr Exemple" {
		t.Errorf("the archive holds %+v", rows)
	}
	for _, o := range []consent.Outcome{consent.Confirmed, consent.Withdrawn} {
		if got := rows[o].About.Refers; got == "" || got != a.Record {
			t.Errorf("%s refers to %q, the consent is %q", o, got, a.Record)
		}
	}
	if first.Later != consent.Withdrawn {
		t.Errorf("to the consent was said %q", first.Later)
	}
	var shown struct {
		Questions []consent.Question `json:"questions"`
		PDF       int                `json:"pdf_bytes"`
	}
	if err := json.Unmarshal(c.call("archive", "--json", "show", first.ID.String()), &shown); err != nil || shown.PDF == 0 ||
		!slices.ContainsFunc(shown.Questions, func(q consent.Question) bool { return q.Text == "Et après ?" }) {
		t.Errorf("shown: %+v, %v", shown, err)
	}
	checkRecord(t, c.sealed(first.ID), dwelt, stood)
	for _, o := range []consent.Outcome{consent.Confirmed, consent.Withdrawn} {
		if r := c.sealed(rows[o].ID); len(r.Signatures) != 2 || r.Outcome != o {
			t.Errorf("%s: %d signatures", r.Outcome, len(r.Signatures))
		}
	}
}

// checkRecord looks at what the sealed document says of the first session.
func checkRecord(t *testing.T, r consent.Record, dwelt []string, stood map[string]time.Duration) {
	t.Helper()
	k := r.Case
	if k.RecordNumber != "SPECIMEN-1" || k.ToTreat != consent.NewLevelSet(consent.L1) || k.Pain == nil || *k.Pain != 7 ||
		k.TScore == nil || *k.TScore != -2.8 || k.Nurse != "Camille Fictif" || k.Sex != consent.Female ||
		k.Address != "1 rue A\nVille" || k.Doctor != "Dr Type" || k.Urgent != consent.No {
		t.Errorf("the case: %q %v %v %v %q %v %q %q %v", k.RecordNumber, k.ToTreat, k.Pain, k.TScore, k.Nurse, k.Sex, k.Address, k.Doctor, k.Urgent)
	}
	if !r.Specimen {
		t.Error("a traced session is no specimen")
	}
	if !slices.ContainsFunc(r.Questions, func(q consent.Question) bool { return q.Text == "Et après ?" }) {
		t.Errorf("the question that was typed and not added is gone: %+v", r.Questions)
	}
	for _, s := range r.Signatures {
		if len(s.Strokes) != 2 {
			t.Errorf("%s: %d strokes; two were drawn, one taken back and drawn again", s.Role, len(s.Strokes))
		}
	}
	if len(r.Signatures) != 2 {
		t.Errorf("%d signatures", len(r.Signatures))
	}
	fast := 0
	for screen, long := range stood {
		page, ok := strings.CutPrefix(screen, "page:")
		if !ok {
			continue
		}
		seen := slices.Contains(r.Seen, page)
		switch {
		case slices.Contains(dwelt, screen) && !seen:
			t.Errorf("%s was there for %v and is not seen", screen, long)
		case long < 2500*time.Millisecond:
			if fast++; seen {
				t.Errorf("%s was there for %v and is seen", screen, long)
			}
		}
	}
	if fast < 10 {
		t.Errorf("only %d pages were passed quickly", fast)
	}
}
