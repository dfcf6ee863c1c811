package play

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"eclaire/consent"
	"eclaire/consent/waiting"
	"eclaire/ui"
)

// Queueing gives a stage a waiting list in a folder of its own, closed, whose
// other machines do not answer, and a printer that fails at the first time.
// Tour.Leave removes the folder.
func Queueing(o *ui.Options) *waiting.List {
	dir, err := os.MkdirTemp("", "eclaire-play-")
	if err != nil {
		panic(err) // without a temporary folder nothing can be played
	}
	list, err := waiting.Open(filepath.Join(dir, "waiting"), waiting.Options{Now: o.Now, Shared: away{}})
	if err != nil {
		panic(err)
	}
	tried := false
	o.Folder, o.Waiting = dir, list
	o.Print = func([]byte) error {
		if !tried {
			tried = true
			return errAway
		}
		return nil
	}
	return list
}

var errAway = errors.New("no answer")

// away is a shared place that never answers.
type away struct{}

func (away) Put(context.Context, string, [16]byte, []byte) error { return errAway }
func (away) All(context.Context, string) (map[[16]byte][]byte, error) {
	return nil, errAway
}
func (away) Remove(context.Context, [16]byte) error { return errAway }
func (away) Sweep(context.Context, string) error    { return errAway }

// unlock opens the waiting list, as the staff do with the archive's passphrase.
func (t *Tour) unlock() error {
	return t.Queue.Unlock(func(day string) ([]byte, error) {
		sum := sha256.Sum256([]byte("played " + day))
		return sum[:], nil
	})
}

// ahead prepares the case ahead, looks at the staff's list, and lets the patient
// begin with the code, after several wrong ones.
func (t *Tour) ahead() error {
	say := t.say
	lock := func() error { t.Queue.Lock(); return nil }
	return do(
		t.speak, t.visitAs("code"), t.begin, t.seen,
		t.digits("123"), t.visitAs("typing"), t.tap(say.T("code.erase")), t.digits("3456"), t.forward, t.visitAs("locked"), t.tap(say.T("back")),
		t.tap(say.T("staff")), t.visitAs("list"), t.tap(say.T("waiting.list")), t.visitAs("locked"), t.tap(say.T("back")),
		t.unlock, t.tap(say.T("waiting.list")), t.visitAs("empty"), t.tap(say.T("back")), lock,
		t.tap(say.T("staff.new")), t.fill, t.visitAs("ahead"), t.tap(say.T("waiting.put")), t.visitAs("locked"),
		t.unlock, t.tap(say.T("waiting.put")), t.seen, t.tap(say.T("staff.title")),
		t.others, t.tap(say.T("waiting.list")), t.seen, t.tap(say.T("waiting.remove")), t.visitAs("remove"), t.tap(say.T("waiting.remove.keep")),
		t.tap(say.T("waiting.correct")), t.tap(say.T("back")), t.tap(say.T("back")), t.tap(say.T("back")),
		t.begin, t.wrongCodes, t.rightCode, t.visitAs("code"), t.Go,
		t.visitAs("print"), t.tap(say.T("print.patient")), t.visitAs("print-failed"), t.tap(say.T("print.retry")), t.visitAs("print-sent"),
		t.tap(say.T("print.other")), t.visitAs("print-other"), t.tap(say.T("paper.file")), t.visitAs("print-file"),
	)
}

// digits types digits at the keypad.
func (t *Tour) digits(code string) func() error {
	return func() error {
		for _, d := range code {
			if err := t.Tap(string(d)); err != nil {
				return err
			}
		}
		return nil
	}
}

// invented are the names of more cases, one of which fills the screen.
func invented() [][2]string {
	return [][2]string{
		{"EXEMPLE-MODÈLE DE LA TRÈS LONGUE LIGNÉE IMAGINAIRE", "Marie-Bernadette Joséphine Spécimen"}, {"MODÈLE", "Paul Spécimen"},
	}
}

// others puts more cases on the list.
func (t *Tour) others() error {
	for _, name := range invented() {
		_, err := t.Queue.Add(context.Background(), consent.Form{Texts: map[consent.Field]string{
			consent.FieldBirthName: name[0], consent.FieldFirstNames: name[1], consent.FieldBirthDate: "12.07.1938"}})
		if err != nil {
			return err
		}
	}
	return nil
}

// wrongCodes tries codes that nobody has until the next one has to wait, and
// waits.
func (t *Tour) wrongCodes() error {
	cases, _, err := t.Queue.All(context.Background())
	if err != nil {
		return err
	}
	wrong := "123456"
	for slices.ContainsFunc(cases, func(c waiting.Case) bool { return c.Code == wrong }) {
		wrong = wrong[1:] + wrong[:1]
	}
	// The first waits may be over before the next code is typed: each look at the
	// clock is a second.
	for i := 0; i < 12 && t.Shell.State().Waiting.Until.IsZero(); i++ {
		if err := do(t.digits(wrong), t.forward); err != nil {
			return err
		}
		if i == 0 {
			if err := t.visitAs("refused")(); err != nil {
				return err
			}
		}
	}
	if err := t.visitAs("wait")(); err != nil {
		return err
	}
	for range 400 {
		t.Shell.Tick()
		if t.Shell.State().Waiting.Until.IsZero() {
			return nil
		}
	}
	return fmt.Errorf("the wait does not end")
}

// rightCode types the code of the case that was prepared first.
func (t *Tour) rightCode() error {
	cases, _, err := t.Queue.All(context.Background())
	if err != nil {
		return err
	}
	return do(t.digits(cases[0].Code), t.forward)
}
