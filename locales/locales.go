// Package locales is HOW the interface speaks: its words in French and English
// (active.fr.toml, active.en.toml, read by go-i18n), and the way each language
// writes dates, numbers, plurals and lists.
//
// It must never hold a clinical sentence: those stand in content, with their
// facts.
package locales

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"eclaire/consent"
	"eclaire/content/textfile"
	"eclaire/content/tomlfile"
)

//go:embed active.fr.toml active.en.toml
var files embed.FS

// Files holds the locale files that the program ships with.
func Files() fs.FS { return files }

// tags are the languages as dates and numbers are written: British English has
// the day before the month, like French.
var tags = map[consent.Language]language.Tag{
	consent.French:  language.French,
	consent.English: language.BritishEnglish,
}

// Bundle holds the words of both languages, checked.
type Bundle struct {
	speakers map[consent.Language]*Speaker
	texts    map[string]string // "file:key" → raw text, for checks and the version
}

// Speaker speaks one language.
type Speaker struct {
	Language  consent.Language
	localizer *i18n.Localizer
	printer   *message.Printer
	known     map[string]bool
}

// Load reads and checks the locale files of fsys. Every fault is named with
// file and line (tomlfile.Faults). has tells whether the fonts can print a
// character.
func Load(fsys fs.FS, has func(rune) bool) (*Bundle, error) {
	b := &Bundle{speakers: map[consent.Language]*Speaker{}, texts: map[string]string{}}
	var faults tomlfile.Faults
	read := map[consent.Language]map[string]entry{}
	for _, l := range consent.Languages() {
		name := fileName(l)
		entries, bundle, err := readFile(fsys, name, l)
		if err != nil {
			var many tomlfile.Faults
			var one tomlfile.Fault
			switch {
			case errors.As(err, &many):
				faults = append(faults, many...)
			case errors.As(err, &one):
				faults = append(faults, one)
			default:
				faults = append(faults, tomlfile.Fault{File: name, Text: err.Error()})
			}
			continue
		}
		read[l] = entries
		known := map[string]bool{}
		for id, e := range entries {
			known[id] = true
			for form, text := range e.forms {
				b.texts[name+":"+id+"."+form] = text
			}
		}
		b.speakers[l] = newSpeaker(l, bundle, known)
	}
	if len(faults) == 0 {
		faults = compare(read, has)
	}
	if len(faults) > 0 {
		faults.Sort()
		return nil, faults
	}
	return b, nil
}

func newSpeaker(l consent.Language, bundle *i18n.Bundle, known map[string]bool) *Speaker {
	return &Speaker{l, i18n.NewLocalizer(bundle, tags[l].String()), message.NewPrinter(tags[l]), known}
}

// FromTexts makes the bundle whose Texts they are. They are not checked: they are
// those of a bundle that was.
func FromTexts(texts map[string]string) *Bundle {
	b := &Bundle{speakers: map[consent.Language]*Speaker{}, texts: texts}
	messages := map[string]map[string]*i18n.Message{} // by file and id
	for key, text := range texts {
		file, rest, _ := strings.Cut(key, ":")
		dot := strings.LastIndexByte(rest, '.')
		if messages[file] == nil {
			messages[file] = map[string]*i18n.Message{}
		}
		m := messages[file][rest[:dot]]
		if m == nil {
			m = &i18n.Message{ID: rest[:dot]}
			messages[file][m.ID] = m
		}
		*forms(m)[rest[dot+1:]] = text
	}
	for _, l := range consent.Languages() {
		bundle, known := i18n.NewBundle(tags[l]), map[string]bool{}
		for id, m := range messages[fileName(l)] {
			known[id] = true
			bundle.MustAddMessages(tags[l], m)
		}
		b.speakers[l] = newSpeaker(l, bundle, known)
	}
	return b
}

// forms gives the plural forms that are used here, to be read or set.
func forms(m *i18n.Message) map[string]*string {
	return map[string]*string{"one": &m.One, "few": &m.Few, "many": &m.Many, "other": &m.Other}
}

// fileName names the file of a language.
func fileName(l consent.Language) string { return fmt.Sprintf("active.%s.toml", l) }

// entry is one message as a file has it.
type entry struct {
	file  string
	line  int
	forms map[string]string // plural form → text
}

func readFile(fsys fs.FS, name string, l consent.Language) (map[string]entry, *i18n.Bundle, error) {
	text, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, tomlfile.Fault{File: name, Text: "the file is missing"}
	} else if err != nil {
		return nil, nil, tomlfile.Fault{File: name, Text: "the file cannot be read"}
	}
	if line, err := textfile.Check(text); err != nil {
		return nil, nil, tomlfile.Fault{File: name, Line: line, Text: err.Error()}
	}
	text = textfile.Normal(text)
	var raw map[string]any
	lines, err := tomlfile.Decode(name, text, &raw)
	if err != nil {
		return nil, nil, err
	}
	bundle := i18n.NewBundle(tags[l])
	bundle.RegisterUnmarshalFunc("toml", func(b []byte, v any) error {
		_, err := tomlfile.Decode(name, b, v)
		return err
	})
	// The file's name names the language of plurals and dates, not the region.
	parsed, err := bundle.ParseMessageFileBytes(text, fmt.Sprintf("active.%s.toml", tags[l]))
	if err != nil {
		return nil, nil, tomlfile.Fault{File: name, Text: err.Error()}
	}
	entries := map[string]entry{}
	for _, m := range parsed.Messages {
		fault := func(format string) error {
			return tomlfile.Fault{File: name, Line: lines.At(m.ID), Text: fmt.Sprintf(format, m.ID)}
		}
		if m.Zero+m.Two+m.LeftDelim+m.RightDelim != "" {
			return nil, nil, fault("%s has a key that is not used here: zero, two, leftDelim or rightDelim")
		}
		if _, twice := entries[m.ID]; twice {
			return nil, nil, fault("%s stands twice in this file")
		}
		texts := map[string]string{}
		for form, text := range forms(m) {
			if *text != "" {
				texts[form] = *text
			}
		}
		entries[m.ID] = entry{name, lines.At(m.ID), texts}
	}
	return entries, bundle, nil
}

var placeholder = regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}`)

// compare finds what one language has and the other lacks, placeholders that
// differ, and characters that the fonts cannot print.
func compare(read map[consent.Language]map[string]entry, has func(rune) bool) tomlfile.Faults {
	var faults tomlfile.Faults
	for l, entries := range read {
		for id, e := range entries {
			add := func(format string, args ...any) {
				faults = append(faults, tomlfile.Fault{File: e.file, Line: e.line, Text: fmt.Sprintf(format, args...)})
			}
			if e.forms["other"] == "" {
				add("%s has no text", id)
			}
			other, ok := read[l.Other()][id]
			if !ok {
				add("%s stands in this language only", id)
				continue
			}
			if a, b := names(e), names(other); !slices.Equal(a, b) {
				add("%s has other placeholders than its translation: %v and %v", id, a, b)
			}
			for _, text := range e.forms {
				for _, r := range text {
					if !has(r) {
						add("%s has a character that the font lacks: %q", id, r)
					}
				}
			}
		}
	}
	return faults
}

// names lists the placeholders of a message, sorted.
func names(e entry) []string {
	seen := map[string]bool{}
	for _, text := range e.forms {
		for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
			seen[m[1]] = true
		}
	}
	out := []string{}
	for n := range seen {
		out = append(out, n)
	}
	sort.Strings(out)
	return out
}

// Texts gives every text of both languages under a stable key, for the version
// of all texts.
func (b *Bundle) Texts() map[string]string { return b.texts }

// For gives the speaker of a language.
func (b *Bundle) For(l consent.Language) *Speaker {
	if s, ok := b.speakers[l]; ok {
		return s
	}
	return b.speakers[consent.French]
}

// Knows tells whether the bundle has a message.
func (b *Bundle) Knows(id string) bool { return b.For(consent.French).known[id] }

// T gives the message id. args are name, value pairs for its placeholders.
// A message that is not there shows its id between angle marks: a test makes
// sure that no call in the program names one.
func (s *Speaker) T(id string, args ...any) string {
	c := i18n.LocalizeConfig{MessageID: id}
	if len(args) > 0 {
		c.TemplateData = pairs(args)
	}
	return s.localize(&c)
}

// N is T for a message with plural forms; {{.Count}} is the number.
func (s *Speaker) N(id string, count int, args ...any) string {
	data := pairs(args)
	data["Count"] = s.Integer(count)
	return s.localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: data, PluralCount: count})
}

func (s *Speaker) localize(c *i18n.LocalizeConfig) string {
	text, err := s.localizer.Localize(c)
	if err != nil {
		return "‹" + c.MessageID + "›"
	}
	return text
}

func pairs(args []any) map[string]any {
	data := map[string]any{}
	for i := 0; i+1 < len(args); i += 2 {
		data[args[i].(string)] = args[i+1]
	}
	return data
}

// Integer writes a whole number, with the language's space or comma in it.
func (s *Speaker) Integer(n int) string { return plainSpaces(s.printer.Sprint(number.Decimal(n))) }

// Decimal writes f with exactly digits decimals: 3,4 in French, 3.4 in English.
func (s *Speaker) Decimal(f float64, digits int) string {
	text := s.printer.Sprint(number.Decimal(f, number.MinFractionDigits(digits), number.MaxFractionDigits(digits)))
	return strings.Replace(plainSpaces(text), "-", "−", 1)
}

// plainSpaces puts U+00A0 for U+202F, which the font lacks.
func plainSpaces(s string) string { return strings.ReplaceAll(s, "\u202f", "\u00a0") }

// Date writes a day in words, so that day and month cannot be taken for each
// other: 22 novembre 2026, 1er mars 1944, 22 November 2026.
func (s *Speaker) Date(d consent.Date) string {
	if d.IsZero() {
		return ""
	}
	day := fmt.Sprint(d.Day)
	if s.Language == consent.French && d.Day == 1 {
		day = "1er"
	}
	return fmt.Sprintf("%s\u00a0%s\u00a0%d", day, s.Month(d.Month), d.Year)
}

// Month names a month.
func (s *Speaker) Month(m time.Month) string { return s.T("month." + strconv.Itoa(int(m))) }

// Moment writes day and time, to the minute, in t's own zone.
func (s *Speaker) Moment(t time.Time) string {
	return s.T("moment", "Date", s.Date(consent.DateOf(t)), "Hour", fmt.Sprintf("%02d", t.Hour()), "Minute", fmt.Sprintf("%02d", t.Minute()))
}

// ZonedMoment is Moment with the zone, so that the order of times can be read across a
// change of clocks: 25 octobre 2026 à 02 h 08 (UTC+1).
func (s *Speaker) ZonedMoment(t time.Time) string { return s.Moment(t) + "\u00a0(" + Zone(t) + ")" }

// Clock writes the time of the day, to the minute, in t's own zone, which it does not
// name: 09 h 05, 09:05.
func (s *Speaker) Clock(t time.Time) string {
	return s.T("clock", "Hour", fmt.Sprintf("%02d", t.Hour()), "Minute", fmt.Sprintf("%02d", t.Minute()))
}

// Zone writes how far the clock of t is from universal time, alike in all languages:
// UTC, UTC+1, UTC−3:30.
func Zone(t time.Time) string {
	_, seconds := t.Zone()
	sign := "+"
	if seconds < 0 {
		sign, seconds = "−", -seconds
	}
	minutes := (seconds + 30) / 60
	switch hours := minutes / 60; {
	case minutes == 0:
		return "UTC"
	case minutes%60 == 0:
		return fmt.Sprintf("UTC%s%d", sign, hours)
	default:
		return fmt.Sprintf("UTC%s%d:%02d", sign, hours, minutes%60)
	}
}

// List joins words as the language does: T11, T12 et L1.
func (s *Speaker) List(words []string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " " + s.T("list.and") + "\u00a0" + words[last]
}

// Level names one level in words: T12, or the sacrum.
func (s *Speaker) Level(l consent.Level) string {
	if l == consent.Sacrum {
		return s.T("level.sacrum")
	}
	return l.String()
}

// Levels names a set of levels in words, from above downwards.
func (s *Speaker) Levels(set consent.LevelSet) string {
	var words []string
	for _, l := range set.Levels() {
		words = append(words, s.Level(l))
	}
	return s.List(words)
}
