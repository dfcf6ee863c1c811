package archive

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/consent/archive/chain"
)

// TestSearchJoinedNames finds names whatever stands between their parts, in the
// name and in what is typed.
func TestSearchJoinedNames(t *testing.T) {
	b := newArchive(t)
	names := []string{"O'Brien", "O’BRIEN", "d'Arc", "Le Gall", "de La Tour", "Saint-Exupéry", "L´Hermite", "Lefèbvre"}
	for n, name := range names {
		pdf, session := sample(t, n, func(r *consent.Record) { r.Case.BirthName = name })
		if _, err := b.s.Put(t.Context(), sampleID(n), pdf, session); err != nil {
			t.Fatal(err)
		}
	}
	st := b.unlock()
	for text, want := range map[string]int{"obrien": 2, "o'brien": 2, "O’Brien": 2, "o brien": 2, "o‑brien": 2, "darc": 1, "d'arc": 1, "jeanne darc": 1,
		"legall": 1, "le gall": 1, "gall": 1, "le-gall": 1, "delatour": 1, "de la tour": 1, "la tour": 1, "latour": 1, "saintexupery": 1, "saint exupery": 1,
		"Saint–Exupéry": 1, "lhermite": 1, "lefebvre": 1, "le febvre": 1, "e-20261122-00000003": 1, "gallx": 0, "obrienjeanne": 0} {
		rows, err := st.Search(t.Context(), Query{Text: text})
		if err != nil || len(rows) != want {
			t.Errorf("%q finds %d, want %d: %v", text, len(rows), want, err)
		}
	}
	if rows, err := st.Search(t.Context(), Query{Clinician: "drmodele"}); err != nil || len(rows) != len(names) {
		t.Errorf("the clinician: %d, %v", len(rows), err)
	}
}

// TestOneRow asks for rows by the entry's and by the record's id.
func TestOneRow(t *testing.T) {
	b := newArchive(t)
	receipt := b.put(1)
	st := b.unlock()
	row, err := st.Row(t.Context(), receipt.ID)
	if err != nil || row.About.Record != sampleID(1) {
		t.Errorf("%v %+v", err, row)
	}
	same, err := st.RowOf(t.Context(), "e-20261122-00000001")
	if err != nil || same != row {
		t.Errorf("%v %+v", err, same)
	}
	for _, err := range []error{second(st.Row(t.Context(), chain.NewID())), second(st.RowOf(t.Context(), "")), second(st.RowOf(t.Context(), sampleID(2)))} {
		if !errors.Is(err, ErrNoEntry) {
			t.Error(err)
		}
	}
	st.Lock()
	if _, err := st.Row(t.Context(), receipt.ID); !errors.Is(err, ErrLocked) {
		t.Error(err)
	}
}

func second[T any](_ T, err error) error { return err }

// TestSearchManyNames keeps the search of 100,000 names quick.
func TestSearchManyNames(t *testing.T) {
	var x index
	x.begin()
	for n := range 100_000 {
		x.add(Row{ID: chain.NewID(), About: chain.About{Record: fmt.Sprint("E-", n), BirthName: fmt.Sprint("Le Gall-O’Brien ", n), FirstNames: "Anne-Sophie"}}, false)
	}
	x.sort()
	began := time.Now()
	if rows := x.search(Query{Text: "le gallobrien99999 annesophie"}); len(rows) != 1 {
		t.Errorf("%d rows", len(rows))
	}
	if took := time.Since(began); took > time.Second {
		t.Errorf("it took %v", took)
	}
}
