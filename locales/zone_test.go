package locales

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"eclaire/assets/font"
	"eclaire/consent"
)

func TestZone(t *testing.T) {
	for seconds, want := range map[int]string{
		0: "UTC", 3600: "UTC+1", 7200: "UTC+2", -5 * 3600: "UTC−5", 19800: "UTC+5:30", -12600: "UTC−3:30", 20700: "UTC+5:45",
		14 * 3600: "UTC+14", 561: "UTC+0:09", 20: "UTC", -900: "UTC−0:15",
	} {
		got := Zone(time.Date(2026, 11, 22, 9, 5, 0, 0, time.FixedZone("", seconds)))
		if got != want {
			t.Errorf("%d seconds are %q, want %q", seconds, got, want)
		}
		for _, r := range got {
			if !font.Has(r) {
				t.Errorf("%q cannot be printed", got)
			}
		}
	}
}

func TestClock(t *testing.T) {
	b := load(t)
	at := time.Date(2026, 10, 25, 2, 8, 0, 0, time.FixedZone("", 3600))
	fr, en := b.For(consent.French), b.For(consent.English)
	for _, c := range []struct{ got, want string }{
		{fr.Clock(at), "02 h 08"}, {en.Clock(at), "02:08"},
		{fr.Clock(at.Add(12 * time.Hour)), "14 h 08"}, {en.Clock(at.UTC()), "01:08"},
		{fr.ZonedMoment(at), "25 octobre 2026 à 02 h 08 (UTC+1)"}, {en.ZonedMoment(at), "25 October 2026 at 02:08 (UTC+1)"},
	} {
		if got := strings.ReplaceAll(c.got, "\u00a0", " "); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// TestOrderAcrossTheChangeOfClocks: what is printed of times before, in and after the
// hour that comes twice, or the one that is left out, can be put in order by whoever
// reads it, without knowing where it was.
func TestOrderAcrossTheChangeOfClocks(t *testing.T) {
	b := load(t)
	for _, place := range []string{"Europe/Paris", "Europe/London", "America/St_Johns", "Australia/Lord_Howe"} {
		zone, err := time.LoadLocation(place)
		if err != nil {
			t.Skip(err)
		}
		for _, from := range []time.Time{time.Date(2026, 10, 24, 22, 0, 0, 0, time.UTC), time.Date(2026, 3, 28, 23, 0, 0, 0, time.UTC),
			time.Date(2026, 11, 1, 3, 0, 0, 0, time.UTC), time.Date(2026, 10, 3, 13, 0, 0, 0, time.UTC)} {
			for _, l := range consent.Languages() {
				before := time.Time{}
				for at := from; at.Before(from.Add(6 * time.Hour)); at = at.Add(7 * time.Minute) {
					text := b.For(l).ZonedMoment(at.In(zone))
					clock := b.For(l).Clock(at.In(zone))
					if !strings.Contains(text, clock) || !strings.HasSuffix(text, Zone(at.In(zone))+")") {
						t.Fatal(text, clock)
					}
					read := readClock(t, at.In(zone), clock+" ("+Zone(at.In(zone))+")")
					if !read.After(before) || !read.Equal(at) {
						t.Errorf("%s: %v is read as %v, after %v", place, at, read, before)
					}
					before = read
				}
			}
		}
	}
}

// readClock reads a time of the day as a person does who knows the day.
func readClock(t *testing.T, day time.Time, text string) time.Time {
	t.Helper()
	m := regexp.MustCompile(`^(\d+)(?::| h )(\d\d) \(UTC(?:([+−])(\d+)(?::(\d\d))?)?\)$`).FindStringSubmatch(strings.ReplaceAll(text, "\u00a0", " "))
	if m == nil {
		t.Fatalf("%q is no time", text)
	}
	number := func(s string) int { n, _ := strconv.Atoi(s); return n }
	offset := number(m[4])*3600 + number(m[5])*60
	if m[3] == "−" {
		offset = -offset
	}
	return time.Date(day.Year(), day.Month(), day.Day(), number(m[1]), number(m[2]), 0, 0, time.FixedZone("", offset))
}
