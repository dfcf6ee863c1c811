package archive

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"eclaire/consent"
	"eclaire/consent/archive/chain"
)

// putAs puts a record that differs from the sample.
func (b *bench) putAs(n int, change func(*consent.Record)) Receipt {
	b.t.Helper()
	pdf, session := sample(b.t, n, change)
	r, err := b.s.Put(context.Background(), sampleID(n), pdf, session)
	if err != nil {
		b.t.Fatal(err)
	}
	return r
}

func named(last, first string, more ...func(*consent.Record)) func(*consent.Record) {
	return func(r *consent.Record) {
		r.Case.BirthName, r.Case.FirstNames = last, first
		for _, m := range more {
			m(r)
		}
	}
}

func TestSearch(t *testing.T) {
	b := newArchive(t)
	b.putAs(0, named("ŒUVRARD", "Zoé"))
	b.putAs(1, named("Élie-Ångström", "Jérôme", func(r *consent.Record) { r.Outcome = consent.WantTime }))
	b.putAs(2, named("Elan", "Marie", func(r *consent.Record) { r.Case.Clinician = "Dr Noël" }))
	b.putAs(3, named("eliès", "Anne", func(r *consent.Record) { r.Case.UsedName = "Müller" }))
	st := b.unlock()
	find := func(q Query) string {
		t.Helper()
		rows, err := st.Search(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, r := range rows {
			out = append(out, r.About.FirstNames)
		}
		return strings.Join(out, " ")
	}
	for _, c := range []struct {
		q    Query
		want string
	}{
		{Query{}, "Anne Marie Jérôme Zoé"},
		{Query{Order: ByName}, "Marie Jérôme Anne Zoé"}, // Elan, Élie, eliès, ŒUVRARD
		{Query{Text: "oeuvrard"}, "Zoé"}, {Query{Text: "Œuvrard zoe"}, "Zoé"}, {Query{Text: "ELIE"}, "Anne Jérôme"},
		{Query{Text: "angstrom"}, "Jérôme"}, {Query{Text: "élie ångström jerome"}, "Jérôme"}, {Query{Text: "muller"}, "Anne"},
		{Query{Text: "nobody"}, ""}, {Query{Text: sampleID(2)}, "Marie"}, {Query{Clinician: "noel"}, "Marie"},
		{Query{Outcome: consent.WantTime}, "Jérôme"}, {Query{Limit: 2}, "Anne Marie"},
		{Query{From: consent.Date{Year: 2026, Month: 11, Day: 22}}, "Anne Marie Jérôme Zoé"},
		{Query{From: consent.Date{Year: 2026, Month: 11, Day: 23}}, ""}, {Query{To: consent.Date{Year: 2026, Month: 11, Day: 21}}, ""},
	} {
		if got := find(c.q); got != c.want {
			t.Errorf("%+v: %q, want %q", c.q, got, c.want)
		}
	}
	b.putAs(4, named("Eléa", "Paul"))
	if got := find(Query{Text: "el", Order: ByName}); got != "Marie Paul Jérôme Anne" {
		t.Errorf("with one that came since: %q", got)
	}
	before := find(Query{Order: ByName, Erased: true})
	b.open()
	info, err := os.Stat(filepath.Join(b.dir, indexFile))
	if err != nil {
		t.Fatal(err)
	}
	st = b.unlock()
	steps := 0
	if err := st.BuildIndex(context.Background(), func(done, total int) { steps = total }); err != nil {
		t.Fatal(err)
	}
	if got := find(Query{Order: ByName, Erased: true}); got != before {
		t.Errorf("from the snapshot: %q, want %q", got, before)
	}
	if steps > 6 || info.Size() == 0 {
		t.Errorf("with a snapshot %d entries were read", steps)
	}
	if err := os.WriteFile(filepath.Join(b.dir, indexFile), []byte("damaged"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.open()
	st = b.unlock()
	if got := find(Query{Order: ByName, Erased: true}); got != before {
		t.Errorf("with a damaged snapshot: %q, want %q", got, before)
	}
}

// TestFoldProperty: what is found does not depend on accents and case.
func TestFoldProperty(t *testing.T) {
	x := index{built: true}
	x.begin()
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[A-Za-zéèêëàâçùûüîïôöœæÉÈÀÇŒÆñÑšŠ' -]{1,20}`).Draw(t, "name")
		x.begin()
		x.add(Row{ID: chain.NewID(), About: chain.About{BirthName: name}}, true)
		plain := strings.NewReplacer("é", "e", "è", "e", "ê", "e", "ë", "e", "à", "a", "â", "a", "ç", "c", "ù", "u", "û", "u", "ü", "u",
			"î", "i", "ï", "i", "ô", "o", "ö", "o", "œ", "oe", "æ", "ae", "ñ", "n", "š", "s").Replace(strings.ToLower(name))
		for _, typed := range []string{name, strings.ToUpper(name), plain, strings.ToUpper(plain)} {
			if len(x.search(Query{Text: typed})) != 1 {
				t.Fatalf("%q is not found by %q", name, typed)
			}
		}
	})
}

func TestHoldAndErase(t *testing.T) {
	b := newArchive(t)
	ctx := context.Background()
	one, two := b.putAs(1, named("MARQUEUR", "Odile")), b.put(2)
	st := b.unlock()
	for _, c := range []struct {
		do   func() error
		want error
	}{
		{func() error { return st.Erase(ctx, one.ID, "") }, ErrReason},
		{func() error { return st.Erase(ctx, chain.ID{1}, "asked") }, ErrNoEntry},
		{func() error { return st.Hold(ctx, one.ID, "court") }, nil},
		{func() error { return st.Erase(ctx, one.ID, "asked") }, ErrHeld},
		{func() error { return st.Release(ctx, one.ID, "court done") }, nil},
		{func() error { return st.Erase(ctx, one.ID, "asked") }, nil},
		{func() error { return st.Erase(ctx, one.ID, "asked") }, ErrErased},
		{func() error { return st.Hold(ctx, one.ID, "court") }, ErrErased},
	} {
		if err := c.do(); !errors.Is(err, c.want) {
			t.Errorf("%v, want %v", err, c.want)
		}
	}
	if _, err := st.Open(ctx, one.ID, "show"); !errors.Is(err, ErrErased) {
		t.Errorf("an erased entry: %v", err)
	}
	if rows, _ := st.Search(ctx, Query{}); len(rows) != 1 || rows[0].ID != two.ID {
		t.Errorf("the index still has it: %v", rows)
	}
	var trail []string
	if err := st.Trail(ctx, one.ID, func(l Trace) error { trail = append(trail, l.Act.Action+":"+l.Act.Why); return nil }); err != nil {
		t.Fatal(err)
	}
	if want := []string{"keep:", "hold:court", "release:court done", "erase:asked", "show:"}; !slices.Equal(trail, want) {
		t.Errorf("the trail: %q", trail)
	}
	if report := b.open(); !report.Whole() || report.Erased != 1 || report.Consents != 1 {
		t.Errorf("after erasure: %+v", report)
	}
	st = b.unlock()
	rows, err := st.Search(ctx, Query{Erased: true})
	if err != nil || len(rows) != 2 || !rows[1].Erased || rows[1].About != (chain.About{}) {
		t.Errorf("%v %+v", err, rows)
	}
}

// TestErasedFromTheDisk looks for the very bytes of the erased content.
func TestErasedFromTheDisk(t *testing.T) {
	b := newArchive(t)
	ctx := context.Background()
	r := b.put(1)
	b.put(2)
	f, e, err := b.s.read().find(ctx, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	c, err := f.parcel(ctx, e.Seq)
	if err != nil {
		t.Fatal(err)
	}
	piece := string(c.Body[len(c.Body)/2 : len(c.Body)/2+64])
	here := func() (n int) {
		for _, name := range []string{"archive-1.db", "archive-1.db-wal"} {
			text, _ := os.ReadFile(filepath.Join(b.dir, name))
			n += strings.Count(string(text), piece)
		}
		return n
	}
	if here() == 0 {
		t.Fatal("the piece is not where it must be")
	}
	if err := b.unlock().Erase(ctx, r.ID, "asked"); err != nil {
		t.Fatal(err)
	}
	if here() > 0 {
		t.Error("what was erased is still on the disk")
	}
}

// TestEraseInDamagedFile erases what lies in a file that is not written to any
// more, and finishes an erasure that was stopped.
func TestEraseInDamagedFile(t *testing.T) {
	b := newArchive(t)
	ctx := context.Background()
	old := b.put(1)
	b.s.files[0].bad, b.s.fresh = true, true
	if r := b.put(2); r.Position.File != 2 || !slices.Contains(r.Warnings, chain.FoundRotated) {
		t.Fatalf("%+v", r)
	}
	st := b.unlock()
	d, err := st.referDraft(chain.KindTombstone, "erase", old.ID, "asked")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.s.append(ctx, nil, d); err != nil { // and then the power went
		t.Fatal(err)
	}
	b.open()
	if report := b.open(); !report.Whole() || report.Erased != 1 {
		t.Errorf("%+v", report)
	}
	if _, err := b.unlock().Open(ctx, old.ID, "show"); !errors.Is(err, ErrErased) {
		t.Errorf("the stopped erasure: %v", err)
	}
}

func TestPrune(t *testing.T) {
	b := newArchive(t)
	ctx := context.Background()
	accepted := b.put(1)
	undecided := b.putAs(2, func(r *consent.Record) { r.Outcome = consent.WantTime })
	held := b.putAs(3, func(r *consent.Record) { r.Outcome = consent.WantTime })
	years := Retention{consent.WantTime: 2}
	if err := b.unlock().Hold(ctx, held.ID, "court"); err != nil {
		t.Fatal(err)
	}
	due := func() (out []chain.ID) {
		t.Helper()
		b.open()
		rows, err := b.unlock().Due(ctx, years)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			out = append(out, r.ID)
		}
		return out
	}
	for _, c := range []struct {
		at   time.Time
		want []chain.ID
	}{
		{testStart.AddDate(2, 0, -1), nil}, {testStart.AddDate(2, 0, 1), []chain.ID{undecided.ID}},
		{testStart.AddDate(20, 0, -1), []chain.ID{undecided.ID}}, {testStart.AddDate(20, 0, 1), []chain.ID{accepted.ID, undecided.ID}},
	} {
		b.clock.at = c.at
		if got := due(); !slices.Equal(got, c.want) {
			t.Errorf("at %s: %v, want %v", c.at, got, c.want)
		}
	}
	if gone, err := b.unlock().Prune(ctx, years, nil); err != nil || len(gone) != 2 {
		t.Errorf("%v %v", gone, err)
	}
	if report := b.open(); report.Consents != 1 || report.Erased != 2 || !report.Whole() {
		t.Errorf("%+v", report)
	}
}

// TestSearchOneName finds a person with one name only, whichever of the two it is, and
// sorts it by that.
func TestSearchOneName(t *testing.T) {
	x := index{built: true}
	x.begin()
	for _, a := range []chain.About{{BirthName: "Zélie"}, {FirstNames: "Martine"}, {BirthName: "ELAN", FirstNames: "Marie"}, {FirstNames: "Anne"}} {
		x.add(Row{ID: chain.NewID(), About: a}, true)
	}
	var sorted []string
	for _, r := range x.search(Query{Order: ByName}) {
		sorted = append(sorted, r.About.BirthName+r.About.FirstNames)
	}
	if got := strings.Join(sorted, " "); got != "Anne ELANMarie Martine Zélie" {
		t.Errorf("sorted as %s", got)
	}
	for _, typed := range []string{"zelie", "MARTINE", "anne"} {
		if n := len(x.search(Query{Text: typed})); n != 1 {
			t.Errorf("%q finds %d", typed, n)
		}
	}
}
