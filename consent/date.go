package consent

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Date is a calendar day without a time zone, as people write it in a form.
// The zero value means that no date was entered.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf gives the calendar day of t in t's own time zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// IsZero tells that no date was entered.
func (d Date) IsZero() bool { return d == Date{} }

// Valid tells whether the day exists in the calendar.
func (d Date) Valid() bool {
	t := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
	return DateOf(t) == d
}

// Before tells whether d comes earlier than other.
func (d Date) Before(other Date) bool { return d.time().Before(other.time()) }

// DaysUntil counts the days from d to other; negative when other is earlier.
func (d Date) DaysUntil(other Date) int {
	return int(other.time().Sub(d.time()).Hours() / 24)
}

// YearsAt gives the age in full years on the day other.
func (d Date) YearsAt(other Date) int {
	years := other.Year - d.Year
	if other.Month < d.Month || (other.Month == d.Month && other.Day < d.Day) {
		years--
	}
	return years
}

func (d Date) time() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// String writes the day as ISO 8601 does, and nothing for the zero value.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalJSON writes the day as an ISO 8601 string.
func (d Date) MarshalJSON() ([]byte, error) { return json.Marshal(d.String()) }

// UnmarshalText reads an ISO 8601 day.
func (d *Date) UnmarshalText(b []byte) error {
	t, err := time.Parse(time.DateOnly, string(b))
	if err != nil {
		return errors.New("a day is written as 2026-11-22")
	}
	*d = DateOf(t)
	return nil
}

// UnmarshalJSON reads an ISO 8601 day or the empty string.
func (d *Date) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	if s == "" {
		*d = Date{}
		return nil
	}
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		return fmt.Errorf("not an ISO date")
	}
	*d = DateOf(t)
	return nil
}

// CheckPast tells whether a day can have been: it exists, is not in the future
// and not before 1900.
func CheckPast(d, today Date) error {
	switch {
	case !d.Valid():
		return ProblemNoSuchDay
	case d.Year < 1900:
		return ProblemTooOld
	case today.Before(d):
		return ProblemFuture
	}
	return nil
}

// plannedDays is how far from today something can be planned: two years.
const plannedDays = 731

// CheckPlanned tells whether a day can be that of an appointment: it exists and lies
// within two years of today, before or after.
func CheckPlanned(d, today Date) error {
	if err := checkAhead(d, today); err != nil {
		return err
	}
	if d.DaysUntil(today) > plannedDays {
		return ProblemTooFar
	}
	return nil
}

// checkAhead is CheckPlanned for a day that was planned at any time before.
func checkAhead(d, today Date) error {
	switch {
	case !d.Valid():
		return ProblemNoSuchDay
	case d.Year < 1900:
		return ProblemTooOld
	case today.DaysUntil(d) > plannedDays:
		return ProblemTooFar
	}
	return nil
}

// CheckBirth is CheckPast for a date of birth, which is compulsory.
func CheckBirth(d, today Date) error {
	if d.IsZero() {
		return ProblemRequired
	}
	return CheckPast(d, today)
}
