package play

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
	"eclaire/consent/document"
	"eclaire/consent/numbers"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui"
	"eclaire/ui/screen"
)

// Passphrase is that of every archive that is played with.
const Passphrase = "quatre mots bien choisis"

// quickKey makes locking the key by the passphrase quick: nothing is secret here.
const quickKey = 10

// Archiving keeps the documents of a stage sealed in an encrypted archive, beside
// the folder of Filing. store is told of it; who leaves closes it.
func Archiving(lib *content.Library, words *locales.Bundle, store **archive.Store) func(*ui.Options) {
	return func(o *ui.Options) {
		Filing(lib, words)(o)
		dir := filepath.Join(o.Folder, "archive")
		made := archive.Options{Now: o.Now, WorkFactor: quickKey, OpenFor: time.Hour}
		if _, err := archive.Init(dir, Passphrase, made); err != nil {
			panic(err) // without a temporary folder nothing can be played
		}
		s, report, err := archive.Open(context.Background(), dir, made)
		if err != nil {
			panic(err)
		}
		*store = s
		o.Archive, o.Found = s, report.Findings
		o.Keep = func(id string, pdf, session []byte, _ bool) error { return s.Keep(id, pdf, session) }
		o.Print = func([]byte) error { return nil }
	}
}

// archiveStage is a stage with an archive that was damaged once, a server that
// does not answer, and a printer that fails.
func archiveStage(app fyne.App, lib *content.Library, words *locales.Bundle) *Tour {
	var store *archive.Store
	t := Stage(app, lib, words, Usual, func(o *ui.Options) {
		Archiving(lib, words, &store)(o)
		o.Found = []chain.Finding{{Kind: chain.FoundContent}}
		o.Print = func([]byte) error { return errAway }
		o.Sending = func() screen.Sending {
			return screen.Sending{Waiting: 12, Since: time.Date(2026, 11, 20, 17, 5, 0, 0, time.UTC), Problem: "unreachable"}
		}
	})
	t.Store, t.Mistakes = store, true
	return t
}

// archived leaves the finished session and goes through the staff's area of the
// archive: every screen, and what is refused on it.
func (t *Tour) archived() error {
	say := t.say
	field := func(id, text string) func() error { return func() error { return t.Write(say.T(id), text) } }
	tap := func(ids ...string) func() error {
		return func() error {
			for _, id := range ids {
				if err := t.Tap(say.T(id)); err != nil {
					return err
				}
			}
			return nil
		}
	}
	if err := do(t.moreDocuments, tap("finished.leave", "language.name", "staff"), t.visitAs("standing"), t.byCode,
		tap("back", "archive.open"), t.seen, tap("archive.unlock.do"), t.visitAs("nameless"),
		field("archive.unlock.who", "Camille Fictif"), field("archive.unlock.secret", "une phrase fausse"), tap("archive.unlock.show"),
		t.visitAs("shown"), tap("archive.unlock.do"), t.visitAs("refused")); err != nil {
		return err
	}
	for range 3 {
		if err := do(field("archive.unlock.secret", "encore fausse"), tap("archive.unlock.do")); err != nil {
			return err
		}
	}
	t.Shell.State().Archive.Problem, t.Shell.State().Archive.Until = "wait", t.Shell.Now().Add(4*time.Minute)
	t.Shell.Redraw()
	return do(t.visitAs("wait"), t.unlocked, t.atWork("archive", screen.Indexing, 43210, 100000), t.seen,
		t.filtered, t.entryOfArchive, t.trailOfArchive, t.counted, t.verified)
}

// moreDocuments puts more documents into the archive: long names, one on hold, one that
// was withdrawn, one erased, and one whose document is not sealed.
func (t *Tour) moreDocuments() error {
	ctx := context.Background()
	made := func(id, last, first string, o consent.Outcome, refers string) error {
		at := t.Shell.Now()
		r := consent.Record{Schema: consent.RecordSchema, ID: id, ContentVersion: "test", Read: consent.French, Started: at, Finished: at, Outcome: o, Statements: []string{"legal.say-time"},
			Case: consent.Case{BirthName: last, FirstNames: first, BirthDate: consent.Date{Year: 1938, Month: 12, Day: 31}, Sex: consent.Female,
				ToTreat: consent.NewLevelSet(consent.T12, consent.L1), Clinician: "Dr Claude Modèle"}}
		r.With.Interview = &consent.Interview{By: "Dr Claude Modèle", At: at}
		r.Moments = []consent.Moment{{Began: at, Met: at, Ended: at}}
		if refers != "" {
			r.Refers = &consent.Reference{ID: refers, SHA256: strings.Repeat("0a", 32), Finished: at}
		}
		for role, name := range map[consent.Role]string{consent.RolePatient: r.Case.FullName(), consent.RoleStaff: "Camille Fictif"} {
			r.Signatures = append(r.Signatures, consent.Signature{Role: role, Name: name, Method: consent.MethodTyped, Typed: name, At: at})
		}
		slices.SortFunc(r.Signatures, func(a, b consent.Signature) int { return strings.Compare(string(a.Role), string(b.Role)) })
		session, err := r.Marshal()
		if err != nil {
			return err
		}
		return t.Store.Keep(id, []byte("%PDF-1.7 no document"), session)
	}
	for _, m := range []struct {
		id, last, first, refers string
		o                       consent.Outcome
	}{
		{"E-TEST-30", "SPECIMEN-BEISPIEL-MONTAGNE", "Marie-Antoinette Élisabeth", "", consent.AcceptProcedure},
		{"E-TEST-31", "SPECIMEN-BEISPIEL-MONTAGNE", "Marie-Antoinette Élisabeth", "E-TEST-30", consent.Withdrawn},
		{"E-TEST-32", "MODÈLE", "Paul", "", consent.ChooseConservative},
		{"E-TEST-33", "FICTIF", "Ines", "", consent.WantTime},
	} {
		if err := made(m.id, m.last, m.first, m.o, m.refers); err != nil {
			return err
		}
	}
	st, err := t.Store.Unlock(ctx, Passphrase, "Dr Claude Modèle")
	if err != nil {
		return err
	}
	defer st.Lock()
	rows, err := st.Search(ctx, archive.Query{})
	if err != nil {
		return err
	}
	for _, r := range rows {
		switch r.About.Record {
		case "E-TEST-30":
			err = errors.Join(err, st.Hold(ctx, r.ID, "Plainte en cours"))
		case "E-TEST-33":
			err = errors.Join(err, st.Erase(ctx, r.ID, "Demande du patient"))
		}
	}
	return err
}

// byCode scans the sheet of a document that lies in the locked archive.
func (t *Tour) byCode() error {
	st, err := t.Store.Unlock(context.Background(), Passphrase, "Dr Claude Modèle")
	if err != nil {
		return err
	}
	rows, err := st.Search(context.Background(), archive.Query{Text: "E-TEST-1"})
	if err != nil {
		return err
	}
	d, err := st.Open(context.Background(), rows[0].ID, "show")
	st.Lock()
	if err != nil {
		return err
	}
	r, err := consent.ParseRecord(d.Session)
	if err != nil {
		return err
	}
	code, err := document.Code(r)
	if err != nil {
		return err
	}
	return do(t.tap(t.say.T("staff.check")), t.scan(code), t.visitAs("in-archive"))
}

// unlocked waits until the passphrase is taken again, and types the right one.
func (t *Tour) unlocked() error {
	for range 60 { // each look at the clock is a second
		t.Shell.Now()
	}
	return do(func() error { return t.Write(t.say.T("archive.unlock.secret"), Passphrase) }, t.tap(t.say.T("archive.unlock.do")))
}

// atWork looks at a screen while something is going on.
func (t *Tour) atWork(name, what string, done, of int64) func() error {
	return func() error {
		a := &t.Shell.State().Archive
		a.Working, a.Done, a.Of = what, done, of
		t.Shell.Redraw()
		err := t.visitAs("working-" + name)()
		a.Working, a.Done, a.Of = "", 0, 0
		t.Shell.Redraw()
		return err
	}
}

// filtered narrows the list.
func (t *Tour) filtered() error {
	say := t.say
	filters := func() error {
		return t.Tap(say.T("archive.filter", "Filters", say.T("archive.period.all")))
	}
	days := both(func() error { return t.TapIn(say.T("archive.period"), say.T("archive.period.days")) },
		func() error { return t.Write(say.T("archive.from"), "31/02/2026") })
	return do(filters, t.seen, days, t.tap(say.T("archive.filter.show")), t.visitAs("refused"), t.tap(say.T("archive.filter.clear")),
		t.tap(say.T("archive.filter.show")),
		func() error { return t.Write(say.T("archive.find"), "personne") }, t.visitAs("none"),
		func() error { return t.Write(say.T("archive.find"), "") })
}

// opened touches the row of a record.
func (t *Tour) opened(record string) func() error {
	return func() error {
		for _, r := range t.Shell.State().Archive.Rows {
			if r.Record == record {
				return t.Tap(r.Name + " – " + t.say.T("archive.row.born", "Date", t.say.Date(r.Born)))
			}
		}
		return errors.New("the list does not hold " + record)
	}
}

// openedBy opens the document of a record whose patient has others in the list.
func (t *Tour) openedBy(record string) func() error {
	return func() error {
		for _, r := range t.Shell.State().Archive.Rows {
			if r.Record == record {
				t.Shell.Desks().Archive.OpenEntry(r.ID)
				return nil
			}
		}
		return errors.New("the list does not hold " + record)
	}
}

// entryOfArchive opens documents and does with one what can be done.
func (t *Tour) entryOfArchive() error {
	say := t.say
	tap := func(id string) func() error { return t.tap(say.T(id)) }
	dir, err := os.MkdirTemp("", "eclaire-play-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := os.Mkdir(filepath.Join(dir, "2026"), 0o700); err != nil {
		return err
	}
	place := func() error { t.Shell.Desks().Archive.PickFolder(dir, false); return nil }
	return do(t.openedBy("E-TEST-30"), t.visitAs("withdrawn"), tap("back"), t.opened("E-TEST-1"), t.seen,
		tap("archive.do.print"), t.visitAs("print"), tap("paper.file"), t.visitAs("not-printed"), tap("archive.do.pages"), t.seen, tap("back"),
		tap("archive.do.hold"), t.seen, tap("archive.hold.do"), t.visitAs("refused"),
		func() error { return t.Write(say.T("archive.hold.why"), "Plainte en cours") }, tap("archive.hold.do"), t.visitAs("held"),
		tap("archive.do.export"), place, t.visitAs("places"), func() error { return t.TapIn(say.T("archive.export.kind"), say.T("archive.export.system")) },
		tap("archive.export.do"), t.visitAs("exported"),
		tap("archive.do.trail"), t.seen, tap("back"), tap("verify.withdraw"), t.visitAs("archive"), tap("back"), tap("back"))
}

// trailOfArchive looks at the whole audit trail.
func (t *Tour) trailOfArchive() error {
	return do(t.tap(t.say.T("archive.trail")), t.seen, t.tap(t.say.T("back")))
}

// counted looks at the numbers, of the few documents that are there and of many
// invented ones, and where they can be written.
func (t *Tour) counted() error {
	dir, err := os.MkdirTemp("", "eclaire-play-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	many := func() error {
		table := t.manyCounted().Table()
		t.Shell.State().Archive.Numbers = &table
		t.Shell.Redraw()
		return nil
	}
	return do(t.tap(t.say.T("numbers.open")), t.seen, t.atWork("numbers", screen.Counting, 43210, 100000), many, t.visitAs("many"),
		t.tap(t.say.T("numbers.export")), func() error { t.Shell.Desks().Archive.PickFolder(dir, true); return nil }, t.visitAs("folder"),
		t.tap(t.say.T("archive.export.do")), t.visitAs("written"), t.tap(t.say.T("back")))
}

// manyCounted counts invented records.
func (t *Tour) manyCounted() *numbers.Counts {
	var out numbers.Counts
	behind := []string{}
	for _, p := range t.Lib.Pages {
		for _, m := range p.More {
			behind = append(behind, m.ID)
		}
	}
	for i := range 150 {
		at := t.Shell.Now().AddDate(0, 0, -i)
		r := consent.Record{ID: fmt.Sprint("E-", i), Outcome: consent.Outcomes()[(i%9)/3], Finished: at, Seen: []string{"p"}, Opened: behind[i%len(behind):][:min(3, len(behind)-i%len(behind))],
			Moments:    []consent.Moment{{Began: at.Add(-time.Duration(15+i%20) * time.Minute), Met: at.Add(-time.Duration(4+i%6) * time.Minute), Ended: at}},
			Signatures: []consent.Signature{{Role: consent.RolePatient, Method: consent.MethodDrawn}}}
		for n, q := range t.Lib.Questions {
			r.Understanding = append(r.Understanding, consent.Understanding{Question: q.ID, First: "a", Correct: (i+n)%(n+4) != 0})
		}
		if i%4 == 0 {
			r.Outcome, r.Refers = consent.Confirmed, &consent.Reference{ID: "E", Finished: at.AddDate(0, 0, -(i/4)%3)}
		}
		out.Add(r)
	}
	return &out
}

// verified checks everything, and looks at an archive that is whole too.
func (t *Tour) verified() error {
	say := t.say
	whole := func() error {
		r := t.Shell.State().Archive.Report
		if r == nil || r.Whole {
			return errors.New("documents without a seal were not found")
		}
		r.Whole, r.Findings = true, nil
		t.Shell.Redraw()
		return nil
	}
	return do(t.tap(say.T("archive.verify")), t.seen, t.atWork("verify", screen.Verifying, 43210, 100000), t.tap(say.T("archive.verify.do")),
		t.visitAs("damaged"), whole, t.visitAs("whole"))
}
