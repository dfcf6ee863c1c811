package numbers

import (
	"encoding/csv"
	"io"
	"strconv"

	"eclaire/consent"
)

// The sections of a Table as lines.
const (
	SectionOutcome   = "outcome"
	SectionConsents  = "consents"
	SectionConfirmed = "confirmed"
	SectionMinutes   = "minutes"
	SectionMissed    = "missed"
	SectionOpened    = "opened"
)

// The ids of confirmations and minutes.
const (
	BeforeDay = "before"
	OnDay     = "on"
	Alone     = "alone"
	With      = "together"
)

// Line is one number of a table. From and To are the days of a run of weeks.
type Line struct {
	Section, ID string
	N           Number
	From, To    consent.Date
	Tenths      Number // of ten who answered a question, those who missed it
}

// Lines gives all numbers of a table under each other.
func (t Table) Lines() []Line {
	var out []Line
	for _, c := range t.Outcomes {
		out = append(out, Line{Section: SectionOutcome, ID: c.ID, N: c.N, Tenths: Withheld})
	}
	for _, r := range t.Runs {
		out = append(out, Line{Section: SectionConsents, N: Number(r.Consents), From: r.From, To: r.To, Tenths: Withheld})
	}
	for _, c := range []Line{{Section: SectionConfirmed, ID: BeforeDay, N: t.BeforeDay}, {Section: SectionConfirmed, ID: OnDay, N: t.OnDay},
		{Section: SectionMinutes, ID: Alone, N: t.Alone}, {Section: SectionMinutes, ID: With, N: t.With}} {
		c.Tenths = Withheld
		out = append(out, c)
	}
	for _, m := range t.Missed {
		out = append(out, Line{Section: SectionMissed, ID: m.Question, N: Number(m.N), Tenths: m.Tenths})
	}
	for _, c := range t.Opened {
		out = append(out, Line{Section: SectionOpened, ID: c.ID, N: c.N, Tenths: Withheld})
	}
	return out
}

// Words are what a file says besides ids and numbers.
type Words struct {
	Label         func(Line) string // what a line counts
	Few, Withheld string            // in the place of a number
}

// WriteCSV writes a table as lines of section, id, first and last day, what is counted,
// the number, and the tenths.
func (t Table) WriteCSV(to io.Writer, w Words) error {
	out := csv.NewWriter(to)
	rows := [][]string{{"section", "id", "from", "to", "label", "number", "of_ten"}}
	for _, l := range t.Lines() {
		tenths := ""
		if l.Tenths.Shown() {
			tenths = strconv.Itoa(int(l.Tenths))
		}
		rows = append(rows, []string{l.Section, l.ID, Day(l.From), Day(l.To), w.Label(l), w.Number(l.N), tenths})
	}
	return out.WriteAll(rows)
}

// Number writes a number, or why there is none.
func (w Words) Number(n Number) string {
	switch n {
	case Few:
		return w.Few
	case Withheld:
		return w.Withheld
	}
	return strconv.Itoa(int(n))
}

// Day writes a day as files have it, "" for none.
func Day(d consent.Date) string {
	if d.IsZero() {
		return ""
	}
	return midnight(d).Format("2006-01-02")
}
