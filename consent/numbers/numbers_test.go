package numbers_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"eclaire/consent"
	"eclaire/consent/numbers"
)

var start = time.Date(2026, 11, 23, 9, 0, 0, 0, time.FixedZone("CET", 3600)) // a Monday

// record is an invented one, some days after the start.
func record(id string, o consent.Outcome, days int) consent.Record {
	at := start.AddDate(0, 0, days)
	r := consent.Record{ID: id, Outcome: o, Finished: at, Started: at.Add(-time.Hour)}
	if slices.Contains(consent.Later(), o) {
		r.Refers = &consent.Reference{ID: "first", Finished: at}
		return r
	}
	r.Signatures = []consent.Signature{{Role: consent.RolePatient, Method: consent.MethodDrawn}}
	r.Seen = []string{"p1"}
	r.Moments = []consent.Moment{{Began: at.Add(-20 * time.Minute), Met: at.Add(-5 * time.Minute), Ended: at}}
	return r
}

func table(rs ...consent.Record) numbers.Table {
	var c numbers.Counts
	for _, r := range rs {
		c.Add(r)
	}
	return c.Table()
}

func many(n int, make func(i int) consent.Record) []consent.Record {
	var out []consent.Record
	for i := range n {
		out = append(out, make(i))
	}
	return out
}

func outcome(t numbers.Table, o consent.Outcome) numbers.Number {
	for _, c := range t.Outcomes {
		if c.ID == string(o) {
			return c.N
		}
	}
	return 0
}

func TestNothingAdded(t *testing.T) {
	got := table()
	for _, l := range got.Lines() {
		if l.N.Shown() {
			t.Errorf("%+v", l)
		}
	}
	if len(got.Outcomes) != len(consent.AllOutcomes())+1 {
		t.Errorf("%+v", got.Outcomes)
	}
}

func TestOutcomes(t *testing.T) {
	var rs []consent.Record
	for o, n := range map[consent.Outcome]int{consent.AcceptProcedure: 7, consent.ChooseConservative: 5, consent.WantTime: 4} {
		rs = append(rs, many(n, func(i int) consent.Record { return record(fmt.Sprint(o, i), o, i) })...)
	}
	rs = append(rs, many(6, func(i int) consent.Record {
		r := record(fmt.Sprint("unwilling", i), consent.AcceptProcedure, i)
		r.Signatures[0].Method = consent.MethodUnwilling
		return r
	})...)
	rs = append(rs, many(9, func(i int) consent.Record {
		r := record(fmt.Sprint("specimen", i), consent.WantTime, i)
		r.Specimen = true
		return r
	})...)
	rs = append(rs, rs...) // each was kept twice
	got := table(rs...)
	for o, want := range map[consent.Outcome]numbers.Number{consent.AcceptProcedure: 7, numbers.Unsigned: 6, consent.ChooseConservative: 5,
		consent.WantTime: numbers.Few, consent.DeclineInformation: numbers.Few, consent.Withdrawn: numbers.Few} {
		if n := outcome(got, o); n != want {
			t.Errorf("%s: %d, not %d", o, n, want)
		}
	}
	if got.Alone != 15 || got.With != 5 {
		t.Errorf("%d minutes alone, %d together", got.Alone, got.With)
	}
}

// TestConsentsStandInRuns: a week with few of them goes with its neighbours.
func TestConsentsStandInRuns(t *testing.T) {
	day := func(y, m, d int) consent.Date {
		return consent.DateOf(time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC))
	}
	var rs []consent.Record
	for week, n := range []int{6, 2, 0, 4, 5, 1} {
		rs = append(rs, many(n, func(i int) consent.Record {
			return record(fmt.Sprint(week, "-", i), consent.AcceptProcedure, 7*week+i)
		})...)
	}
	want := []numbers.Run{
		{From: day(2026, 12, 21), To: day(2027, 1, 3), Weeks: 2, Consents: 6},
		{From: day(2026, 11, 30), To: day(2026, 12, 20), Weeks: 3, Consents: 6},
		{From: day(2026, 11, 23), To: day(2026, 11, 29), Weeks: 1, Consents: 6},
	}
	if got := table(rs...).Runs; !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	if got := table(rs[:4]...).Runs; got != nil {
		t.Errorf("of four consents: %+v", got)
	}
}

func TestDayOfConfirmation(t *testing.T) {
	confirmed := func(n int, earlier int) []consent.Record {
		return many(n, func(i int) consent.Record {
			r := record(fmt.Sprint("c", earlier, i), consent.Confirmed, i)
			r.Refers.Finished = r.Finished.AddDate(0, 0, -earlier)
			return r
		})
	}
	for _, c := range []struct {
		before, on        int
		wantB, wantO, all numbers.Number
	}{
		{5, 6, 5, 6, 11}, {9, 2, 9, numbers.Few, numbers.Withheld}, {2, 9, numbers.Few, 9, numbers.Withheld}, {2, 2, numbers.Few, numbers.Few, numbers.Withheld},
		{4, 4, numbers.Few, numbers.Few, numbers.Withheld}, {7, 0, 7, numbers.Few, numbers.Withheld},
	} {
		got := table(append(confirmed(c.before, 3), confirmed(c.on, 0)...)...)
		if got.BeforeDay != c.wantB || got.OnDay != c.wantO || outcome(got, consent.Confirmed) != c.all {
			t.Errorf("%d before, %d on the day: %d, %d, all %d", c.before, c.on, got.BeforeDay, got.OnDay, outcome(got, consent.Confirmed))
		}
	}
}

func TestMissedAndOpened(t *testing.T) {
	rs := many(20, func(i int) consent.Record {
		r := record(fmt.Sprint(i), consent.ChooseConservative, i)
		add := func(q string, missed bool) {
			r.Understanding = append(r.Understanding, consent.Understanding{Question: q, First: "a", Last: "b", Correct: !missed})
		}
		add("q8", i < 8)   // of 20
		add("q4", i < 4)   // too few
		add("q17", i < 17) // too few understood it
		r.Understanding = append(r.Understanding, consent.Understanding{Question: "unanswered"})
		if i < 5 {
			r.Opened = append(r.Opened, "m5")
		}
		if i < 4 {
			r.Opened = append(r.Opened, "m4")
		}
		r.Opened = append(r.Opened, "m20")
		return r
	})
	got := table(rs...)
	if want := []numbers.Missed{{Question: "q17", N: 17, Tenths: numbers.Withheld}, {Question: "q8", N: 8, Tenths: 4}}; !reflect.DeepEqual(got.Missed, want) {
		t.Errorf("%+v", got.Missed)
	}
	if want := []numbers.Count{{ID: "m20", N: 20}, {ID: "m5", N: 5}}; !reflect.DeepEqual(got.Opened, want) {
		t.Errorf("%+v", got.Opened)
	}
}

// drawn draws records by chance.
func drawn(r *rapid.T) []consent.Record {
	return many(rapid.IntRange(0, 40).Draw(r, "records"), func(i int) consent.Record {
		o := rapid.SampledFrom(consent.AllOutcomes()).Draw(r, "outcome")
		x := record(fmt.Sprint(i), o, rapid.IntRange(-20, 60).Draw(r, "day"))
		if x.Refers != nil {
			x.Refers.Finished = x.Finished.AddDate(0, 0, -rapid.IntRange(0, 1).Draw(r, "earlier"))
			return x
		}
		if rapid.IntRange(0, 4).Draw(r, "unsigned") == 0 {
			x.Signatures[0].Method = consent.MethodUnwilling
		}
		for _, q := range []string{"q1", "q2"} {
			x.Understanding = append(x.Understanding, consent.Understanding{Question: q, First: "a", Correct: rapid.Bool().Draw(r, q)})
		}
		if rapid.Bool().Draw(r, "opened") {
			x.Opened = []string{"m1"}
		}
		return x
	})
}

// TestOrderDoesNotMatter adds the same records in another order, some of them twice.
func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		rs := drawn(r)
		want := table(rs...)
		other := slices.Concat(rs, rs[:len(rs)/2])
		lot := rand.New(rand.NewPCG(rapid.Uint64().Draw(r, "lot"), 0))
		lot.Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
		if got := table(other...); !reflect.DeepEqual(got, want) {
			t.Fatalf("%+v\n%+v", got, want)
		}
	})
}

// TestNothingUnderLeastIsShown looks at each number of random tables, and at sums of
// them.
func TestNothingUnderLeastIsShown(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		got := table(drawn(r)...)
		for _, l := range got.Lines() {
			if l.N.Shown() && l.N < numbers.Least && l.Section != numbers.SectionMinutes {
				t.Fatalf("%+v", l)
			}
		}
		sum := 0
		for _, run := range got.Runs {
			sum += run.Consents
		}
		if n := outcome(got, consent.AcceptProcedure); numbers.Number(sum) != max(n, 0) {
			t.Fatalf("the weeks hold %d consents, the outcome %d: what is left is told", sum, n)
		}
		if all := outcome(got, consent.Confirmed); all.Shown() && all != got.BeforeDay+got.OnDay {
			t.Fatalf("%+v", got)
		}
	})
}

// TestHiddenNumberCanBeAnything is what "derivable" means: for each number that a table
// hides since it is small, every other small number in its place gives the very same
// table. Each of a few numbers stands for one of the table, so that all of them are
// tried.
func TestHiddenNumberCanBeAnything(t *testing.T) {
	kinds := []struct {
		name string
		make func(id string, i int) consent.Record
		hid  func(t numbers.Table) bool
	}{
		{"declined", func(id string, i int) consent.Record { return record(id, consent.DeclineInformation, 3) },
			func(t numbers.Table) bool { return outcome(t, consent.DeclineInformation) == numbers.Few }},
		{"unsigned", func(id string, i int) consent.Record {
			r := record(id, consent.AcceptProcedure, 3)
			r.Signatures = nil
			return r
		}, func(t numbers.Table) bool { return outcome(t, numbers.Unsigned) == numbers.Few }},
		{"before", func(id string, i int) consent.Record {
			r := record(id, consent.Confirmed, 3)
			r.Refers.Finished = r.Finished.AddDate(0, 0, -2)
			return r
		}, func(t numbers.Table) bool { return t.BeforeDay == numbers.Few }},
		{"on", func(id string, i int) consent.Record { return record(id, consent.Confirmed, 3) },
			func(t numbers.Table) bool { return t.OnDay == numbers.Few }},
	}
	rapid.Check(t, func(r *rapid.T) {
		base := make([][]consent.Record, len(kinds))
		for k, kind := range kinds {
			base[k] = many(rapid.IntRange(0, 12).Draw(r, kind.name), func(i int) consent.Record { return kind.make(fmt.Sprint(kind.name, i), i) })
			for i := range base[k] {
				base[k][i].Moments, base[k][i].Seen = nil, nil
			}
		}
		edge := record("edge", consent.WantTime, 0) // the weeks stay the same
		want := table(append(slices.Concat(base...), edge)...)
		for k, kind := range kinds {
			if !kind.hid(want) {
				continue
			}
			for n := range numbers.Least {
				other := slices.Clone(base)
				other[k] = many(n, func(i int) consent.Record {
					x := kind.make(fmt.Sprint(kind.name, i), i)
					x.Moments, x.Seen = nil, nil
					return x
				})
				if got := table(append(slices.Concat(other...), edge)...); !reflect.DeepEqual(got, want) {
					t.Fatalf("%s: %d gives another table", kind.name, n)
				}
			}
		}
	})
}

// TestWeeksCannotBeToldApart tries every small number of consents in a week of each
// run of several: another week can always make up for it.
func TestWeeksCannotBeToldApart(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		weeks := rapid.SliceOfN(rapid.IntRange(0, 7), 2, 5).Draw(r, "consents")
		make := func(weeks []int) []consent.Record {
			rs := []consent.Record{record("first", consent.WantTime, 0), record("last", consent.WantTime, 7*(len(weeks)-1))}
			for w, n := range weeks {
				rs = append(rs, many(n, func(i int) consent.Record { return record(fmt.Sprint(w, "-", i), consent.AcceptProcedure, 7*w) })...)
			}
			return rs
		}
		runs := func(weeks []int) []numbers.Run { return table(make(weeks)...).Runs }
		want := runs(weeks)
		for at, n := range weeks {
			if n >= numbers.Least {
				continue
			}
			found := map[int]bool{}
			for other := range weeks { // makes up for it
				for pair := range 10 * 12 {
					if other == at {
						continue
					}
					changed := slices.Clone(weeks)
					changed[at], changed[other] = pair%10, pair/10
					if len(want) == 0 || reflect.DeepEqual(runs(changed), want) {
						found[changed[at]] = true
					}
				}
			}
			if len(found) < 3 {
				t.Fatalf("week %d of %v: the runs %+v leave only %v", at, weeks, want, found)
			}
		}
	})
}

func TestCSV(t *testing.T) {
	rs := many(6, func(i int) consent.Record { return record(fmt.Sprint(i), consent.AcceptProcedure, i) })
	var b bytes.Buffer
	err := table(rs...).WriteCSV(&b, numbers.Words{Label: func(l numbers.Line) string { return "a, “" + l.Section + "”" }, Few: "<5", Withheld: "-"})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"section,id,from,to,label,number,of_ten\n", "outcome,vertebroplasty,,,\"a, “outcome”\",6,\n", "outcome,withdrawn,,,\"a, “outcome”\",<5,\n",
		"consents,,2026-11-23,2026-11-29,\"a, “consents”\",6,\n", "outcome,confirmed,,,\"a, “outcome”\",-,\n", "minutes,alone,,,\"a, “minutes”\",15,\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the file lacks %q:\n%s", want, &b)
		}
	}
}
