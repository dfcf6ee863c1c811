// Package numbers counts what the records of a clinic have in common, without names:
// by it a clinic mends its texts. It must never give a number of people under Least,
// nor numbers from which one can be worked out, by subtraction or by knowing how the
// table is made.
//
// How that is kept: whatever the table hides, it hides by what else it shows, never by
// the hidden number itself. Consents stand in runs of weeks that each hold Least of
// them or more, so that their sum tells nothing. Confirmations are told apart by day, and
// then their sum is not shown where one of the two is small. No other number in the
// table is the sum of others, and no sum of all is shown.
package numbers

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"eclaire/consent"
)

// Least is the least number of people that is shown.
const Least = 5

// Number is a number of people or of minutes, or why it is not shown.
type Number int

// The reasons not to show a number.
const (
	Few      Number = -1 // it is under Least
	Withheld Number = -2 // it would tell of fewer people than Least
)

// Shown tells whether it is a number.
func (n Number) Shown() bool { return n >= 0 }

// of shows a number of people that is large enough.
func of(n int) Number {
	if n < Least {
		return Few
	}
	return Number(n)
}

// Unsigned is the outcome of those who chose the procedure and gave no consent: they
// could not or would not sign.
const Unsigned consent.Outcome = "unsigned"

// Outcomes lists what a Table counts, in order.
func Outcomes() []consent.Outcome {
	return slices.Insert(consent.AllOutcomes(), 1, Unsigned)
}

// Counts is what is known of the records added so far, in any order. The zero value
// is ready.
type Counts struct {
	added       map[key]bool
	outcomes    map[consent.Outcome]int
	weeks       map[int]int // consents by the number of the week
	first, last int         // weeks of the records
	before, on  int         // confirmations, by the day of the consent
	alone, with []time.Duration
	missed      map[string]int
	right       map[string]int
	opened      map[string]int
}

// key tells records apart: one that was kept twice counts once.
type key struct {
	id       string
	finished int64
	outcome  consent.Outcome
}

// Add counts a record. Specimens do not count.
func (c *Counts) Add(r consent.Record) {
	k := key{r.ID, r.Finished.Unix(), r.Outcome}
	if r.Specimen || c.added[k] {
		return
	}
	if c.added == nil {
		c.added, c.outcomes, c.weeks = map[key]bool{}, map[consent.Outcome]int{}, map[int]int{}
		c.missed, c.right, c.opened = map[string]int{}, map[string]int{}, map[string]int{}
	}
	week := weekOf(consent.DateOf(r.Finished))
	if len(c.added) == 0 {
		c.first, c.last = week, week
	}
	c.first, c.last = min(c.first, week), max(c.last, week)
	c.added[k] = true
	outcome := r.Outcome
	switch {
	case r.Consents():
		c.weeks[week]++
	case outcome == consent.AcceptProcedure:
		outcome = Unsigned
	}
	c.outcomes[outcome]++
	if slices.Contains(consent.Later(), r.Outcome) {
		c.later(r)
		return
	}
	c.read(r)
}

// later counts a confirmation by the day of its consent.
func (c *Counts) later(r consent.Record) {
	if r.Outcome != consent.Confirmed || r.Refers == nil {
		return
	}
	if consent.DateOf(r.Refers.Finished).Before(consent.DateOf(r.Finished)) {
		c.before++
	} else {
		c.on++
	}
}

// read counts what a patient did who was shown the pages.
func (c *Counts) read(r consent.Record) {
	if len(r.Seen)+len(r.Passed) == 0 {
		return
	}
	for _, u := range r.Understanding {
		switch {
		case u.First == "":
		case u.Correct:
			c.right[u.Question]++
		default:
			c.missed[u.Question]++
		}
	}
	for _, id := range r.Opened {
		c.opened[id]++
	}
	var alone, with time.Duration
	met := false
	for _, m := range r.Moments {
		alone, with = alone+m.Alone(), with+m.With()
		met = met || !m.Met.IsZero()
	}
	if len(r.Moments) > 0 {
		c.alone = append(c.alone, alone)
	}
	if met {
		c.with = append(c.with, with)
	}
}

// weekOf numbers weeks from Monday to Sunday; consecutive weeks have consecutive
// numbers.
func weekOf(d consent.Date) int {
	days := int(midnight(d).Unix() / (24 * 3600)) // the first of January 1970 was a Thursday
	return floor(days+3, 7)
}

func midnight(d consent.Date) time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

func floor(a, b int) int {
	if a < 0 {
		return (a+1)/b - 1
	}
	return a / b
}

// monday is the first day of a week.
func monday(week int) consent.Date {
	return consent.DateOf(time.Unix(int64(week*7-3)*24*3600, 0).UTC())
}

// Table is what may be shown.
type Table struct {
	Outcomes  []Count // all of Outcomes
	Runs      []Run   // the newest first; empty if there are fewer than Least consents
	BeforeDay Number  // confirmations of a consent that was given on an earlier day
	OnDay     Number  // and on the same day
	Alone     Number  // minutes at the screen alone: the median of those who were shown pages
	With      Number  // and with staff
	Missed    []Missed
	Opened    []Count // what stands behind "Know more", by how many opened it
}

// Count is how many records have something.
type Count struct {
	ID string
	N  Number
}

// Run is some weeks, one after the other, with Least consents or more.
type Run struct {
	From, To consent.Date // a Monday and a Sunday
	Weeks    int
	Consents int
}

// Missed is a question that Least patients or more did not understand alone.
type Missed struct {
	Question string
	N        int
	// Tenths is how many of ten who answered it missed it, rounded; Withheld where
	// fewer than Least understood it.
	Tenths Number
}

// Table gives what may be shown of the records added.
func (c *Counts) Table() Table {
	t := Table{BeforeDay: of(c.before), OnDay: of(c.on), Alone: median(c.alone), With: median(c.with), Runs: c.runs()}
	for _, o := range Outcomes() {
		n := of(c.outcomes[o])
		if o == consent.Confirmed && !(t.BeforeDay.Shown() && t.OnDay.Shown()) {
			n = Withheld
		}
		t.Outcomes = append(t.Outcomes, Count{string(o), n})
	}
	for id, n := range c.opened {
		if n >= Least {
			t.Opened = append(t.Opened, Count{id, Number(n)})
		}
	}
	slices.SortFunc(t.Opened, func(a, b Count) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.ID, b.ID)) })
	for id, n := range c.missed {
		if n < Least {
			continue
		}
		m := Missed{id, n, Withheld}
		if right := c.right[id]; right >= Least {
			m.Tenths = Number((20*n + n + right) / (2 * (n + right)))
		}
		t.Missed = append(t.Missed, m)
	}
	slices.SortFunc(t.Missed, func(a, b Missed) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Question, b.Question)) })
	return t
}

// runs puts the weeks together, from the oldest, until Least consents are in each; the
// last that do not reach it go with those before.
func (c *Counts) runs() []Run {
	var out []Run
	from, n := c.first, 0
	for _, week := range slices.Sorted(maps.Keys(c.weeks)) {
		if n += c.weeks[week]; n >= Least {
			out = append(out, run(from, week, n))
			from, n = week+1, 0
		}
	}
	if i := len(out) - 1; i >= 0 && from <= c.last {
		begin := weekOf(out[i].From)
		out[i] = run(begin, c.last, out[i].Consents+n)
	}
	slices.Reverse(out)
	return out
}

func run(from, to, n int) Run {
	return Run{From: monday(from), To: consent.DateOf(midnight(monday(to)).AddDate(0, 0, 6)), Weeks: to - from + 1, Consents: n}
}

// median is the middle of some times, in whole minutes; those of fewer than Least
// people are withheld.
func median(of []time.Duration) Number {
	if len(of) < Least {
		return Withheld
	}
	sorted := slices.Sorted(slices.Values(of))
	low, high := sorted[(len(sorted)-1)/2], sorted[len(sorted)/2]
	return Number(((low + high) / 2).Round(time.Minute) / time.Minute)
}
