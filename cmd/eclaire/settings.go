package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"eclaire/consent"
	"eclaire/consent/archive/central"
	"eclaire/content"
	"eclaire/content/tomlfile"
	"eclaire/ui/theme"
)

// settings are the clinic's own, from one TOML file. Every entry has a default,
// so that the program runs without the file.
type settings struct {
	Clinic struct {
		Name    string `toml:"name"`
		Address string `toml:"address"`
		Phone   string `toml:"phone"`
		// Whom to call when something is wrong: see missingNumbers.
		PhoneNight string `toml:"phone_night"`
		Emergency  string `toml:"emergency"` // the numbers, where those of the country are not meant
		Country    string `toml:"country"`   // "FR", "GB"; empty: the numbers of both are said, with their names
		// Who answers about the patient's data: an address, an e-mail or a telephone.
		DataContact string `toml:"data_contact"`
		// Outside facts (X07 …) that the clinic does not want told: see content.Library.Without.
		FactsOff []string `toml:"facts_off"`
		// Who has read the texts for the clinic, and who paid for them, in both languages.
		Reviewer  string       `toml:"reviewer"`
		Funding   content.Text `toml:"funding"`
		Threshold int          `toml:"anaesthesia_threshold"`
		Paper     string       `toml:"paper"`
		Logo      string       `toml:"logo"`       // a file: SVG, PNG or JPEG
		Print     string       `toml:"print"`      // "normal" or "large"
		Duplex    bool         `toml:"duplex"`     // documents are printed on both sides
		FoldMarks bool         `toml:"fold_marks"` // and sent in envelopes with a window
	} `toml:"clinic"`
	Kiosk struct {
		Language      string `toml:"language"`
		IdleSeconds   int    `toml:"idle_seconds"`
		AnswerSeconds int    `toml:"answer_seconds"`
		TouchKeyboard bool   `toml:"touch_keyboard"`
		StaffPIN      string `toml:"staff_pin"` // as `eclaire pin` prints it
		Colours       string `toml:"colours"`   // "light", "dark" or "high-contrast"
		ReducedMotion bool   `toml:"reduced_motion"`
		ScreenWidthMM int    `toml:"screen_width_mm"` // 0: not known
		PutByDays     int    `toml:"put_by_days"`     // how long a session that was put by is kept
		RestMinutes   int    `toml:"rest_minutes"`    // how long a patient can rest before the session is put by
	} `toml:"kiosk"`
	Documents struct {
		Folder       string `toml:"folder"`
		PrintCommand string `toml:"print_command"` // "auto", "off", or a command that reads a PDF
		// The letter to the patient's own doctor and rheumatologist: whether there is one, and
		// in which language. Empty: the country's, or else the one that was read.
		Letter         bool   `toml:"letter"`
		LetterLanguage string `toml:"letter_language"` // "fr", "en", "read"
	} `toml:"documents"`
	Archive struct {
		Folder   string         `toml:"folder"`
		Years    map[string]int `toml:"years"`    // of keeping, by outcome
		Postgres string         `toml:"postgres"` // the address of the clinic's server; empty: one kiosk alone
		Name     string         `toml:"name"`     // how other kiosks call this one; readable on the server
	} `toml:"archive"`
	Seal struct {
		Key            string `toml:"key"`         // PEM, of the key that seals
		Certificate    string `toml:"certificate"` // PEM, its certificate and those that vouch for it
		Trusted        string `toml:"trusted"`     // PEM, certificates that vouch for seals and stamps
		TimestampURL   string `toml:"timestamp_url"`
		TimestampRoots string `toml:"timestamp_roots"` // PEM, who vouches for the service
		TokenModule    string `toml:"token_module"`    // PKCS#11: the library of a hardware token that holds the key
		Token          string `toml:"token"`           // its label
		TokenKey       string `toml:"token_key"`       // the label of the key
		TokenPINFile   string `toml:"token_pin_file"`
	} `toml:"seal"`

	file string // what they were read from; "" for none

	lines tomlfile.Lines // where each entry stands; what is not named has its default

	factsOff tomlfile.Fault // where facts_off stands, so that what it would empty is named there
}

// defaults are the settings where the file says nothing.
func defaults() settings {
	var s settings
	s.Clinic.Threshold = 2 // T06
	s.Clinic.Paper = "A4"
	s.Clinic.Print = "normal"
	s.Kiosk.Language = string(consent.French)
	s.Kiosk.IdleSeconds = 120
	s.Kiosk.AnswerSeconds = 30
	s.Kiosk.TouchKeyboard = true
	s.Kiosk.Colours = "light"
	s.Kiosk.PutByDays = 30
	s.Kiosk.RestMinutes = 30
	s.Documents.PrintCommand = printAuto
	s.Documents.Letter = true
	return s
}

// modes are the sets of colours by their name in the settings.
var modes = map[string]theme.Mode{"light": theme.Light, "dark": theme.Dark, "high-contrast": theme.HighContrast}

// settingsFile gives the usual place of the settings.
func settingsFile() (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("no place for settings is known here; name the file with --settings: %w", err)
	}
	return filepath.Join(dir, "eclaire", "eclaire.toml"), nil
}

// etcSettings are the settings of a whole machine on Linux, which serve where the user
// has none of their own. The package brings the file.
const etcSettings = "/etc/eclaire/eclaire.toml"

// settingsPlaces gives the usual places of the settings, the user's own first.
func settingsPlaces() []string {
	var places []string
	if own, err := settingsFile(); err == nil { // without a home folder there is none
		places = append(places, own)
	}
	if machine := machineSettings(); machine != "" {
		places = append(places, machine)
	}
	return places
}

// firstThere gives the first of some files that exists, and "" where none does. A
// file that cannot be looked at counts: whoever reads it says why.
func firstThere(places []string) string {
	for _, name := range places {
		if _, err := os.Stat(name); !errors.Is(err, fs.ErrNotExist) {
			return name
		}
	}
	return ""
}

// readSettings reads the file named, or the first of the usual ones. Only those may
// be missing.
func readSettings(named string) (settings, error) {
	s := defaults()
	name := named
	if name == "" {
		name = firstThere(settingsPlaces())
	}
	if name == "" {
		return s, nil // the defaults serve
	}
	text, err := readLimited(name, maxSettings)
	if err != nil {
		return s, fmt.Errorf("the settings cannot be read: %w", err)
	}
	s.file = name
	lines, err := tomlfile.Decode(name, text, &s)
	if err != nil {
		return s, err
	}
	s.lines = lines
	s.factsOff = tomlfile.Fault{File: name, Line: lines.At("clinic.facts_off")}
	return s, s.check(name, lines)
}

// maxSettings bounds the file of settings, in bytes: twenty times what one with all
// entries and comments has. The decoder needs the square of the number of keys in
// time, so that it also bounds how long nobody is heard.
const maxSettings = 128 << 10

// readLimited reads a file of at most so many bytes.
func readLimited(name string, most int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(text)) > most {
		return nil, fmt.Errorf("%s is larger than %d kB: this is not a file of settings", name, most>>10)
	}
	return text, err
}

// readablePassword warns of a password for the server in settings that others may
// read; "" where there is none.
func (s settings) readablePassword() string {
	if s.file == "" || !passwordInside(s.Archive.Postgres) || !othersMay(s.file, 0o044) {
		return ""
	}
	return "the settings hold the password of the server (postgres), and other accounts may read them: chmod 600 " + s.file +
		", or keep the password in a file of its own (passfile)"
}

// passwordInside tells whether the address of a server holds a password, as a URL
// or as words.
func passwordInside(address string) bool {
	if u, err := url.Parse(address); err == nil && u.Scheme != "" {
		_, there := u.User.Password()
		return there || u.Query().Has("password")
	}
	for word := range strings.FieldsSeq(strings.ReplaceAll(strings.ReplaceAll(address, " =", "="), "= ", "=")) {
		if strings.HasPrefix(word, "password=") && len(word) > len("password=") {
			return true
		}
	}
	return false
}

// othersMay tells whether other accounts have one of these rights on a file.
// Windows keeps rights elsewhere: there it is not known.
func othersMay(name string, rights fs.FileMode) bool {
	info, err := os.Stat(name)
	return err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&rights != 0
}

// check names every entry that makes no sense.
func (s settings) check(name string, lines tomlfile.Lines) error {
	var faults tomlfile.Faults
	fault := func(key, format string, args ...any) {
		faults = append(faults, tomlfile.Fault{File: name, Line: lines.At(key), Text: fmt.Sprintf(format, args...)})
	}
	if s.Clinic.Threshold < 0 || s.Clinic.Threshold > len(consent.Levels()) {
		fault("clinic.anaesthesia_threshold", "the number of levels above which general anaesthesia is needed lies between 0 and %d", len(consent.Levels()))
	}
	if s.Clinic.Paper != "A4" && s.Clinic.Paper != "Letter" {
		fault("clinic.paper", `the paper is "A4" or "Letter"`)
	}
	if s.Clinic.Print != "normal" && s.Clinic.Print != "large" {
		fault("clinic.print", `the print is "normal" or "large"`)
	}
	if c := s.Clinic.Country; c != "" && c != "FR" && c != "GB" {
		fault("clinic.country", `the country is "FR" or "GB"; leave it out for another one, and name its emergency numbers in emergency`)
	}
	if l := s.Documents.LetterLanguage; l != "" && l != letterAsRead && l != string(consent.French) && l != string(consent.English) {
		fault("documents.letter_language", `the language of the letter is "fr" or "en", or "read" for the one that the patient read`)
	}
	s.checkSeal(fault)
	if s.Archive.Postgres != "" {
		server, err := central.Open(context.Background(), s.Archive.Postgres, central.Options{})
		if err != nil {
			fault("archive.postgres", "%v", err)
		} else {
			server.Close()
		}
	}
	if consent.CheckText(s.Archive.Name, consent.MaxName) != nil {
		fault("archive.name", "this text is longer than %d characters or has characters that cannot be printed", consent.MaxName)
	}
	if _, err := retention(s.Archive.Years); err != nil {
		fault("archive.years", "%v", err)
	}
	for key, text := range map[string]string{"clinic.name": s.Clinic.Name, "clinic.address": s.Clinic.Address, "clinic.phone": s.Clinic.Phone,
		"clinic.phone_night": s.Clinic.PhoneNight, "clinic.emergency": s.Clinic.Emergency, "clinic.data_contact": s.Clinic.DataContact,
		"clinic.reviewer": s.Clinic.Reviewer, "clinic.funding": longer(s.Clinic.Funding.FR, s.Clinic.Funding.EN)} {
		if consent.CheckText(text, 2*consent.MaxName) != nil {
			fault(key, "this text is longer than %d characters or has characters that cannot be printed", 2*consent.MaxName)
		}
	}
	if f := s.Clinic.Funding; (f.FR == "") != (f.EN == "") {
		fault("clinic.funding", `who paid for the texts is said in both languages: funding = { fr = "…", en = "…" }`)
	}
	if l := consent.Language(s.Kiosk.Language); l != consent.French && l != consent.English {
		fault("kiosk.language", `the language is "fr" or "en"`)
	}
	if _, ok := modes[s.Kiosk.Colours]; !ok {
		fault("kiosk.colours", `the colours are "light", "dark" or "high-contrast"`)
	}
	if mm := s.Kiosk.ScreenWidthMM; mm != 0 && (mm < 150 || mm > 3000) {
		fault("kiosk.screen_width_mm", "the width of the screen lies between 150 and 3000 mm; leave it out if it is not known")
	}
	if s.Kiosk.IdleSeconds < 30 || s.Kiosk.IdleSeconds > 3600 {
		fault("kiosk.idle_seconds", "the wait without a touch lies between 30 and 3600 seconds")
	}
	if s.Kiosk.AnswerSeconds < 10 || s.Kiosk.AnswerSeconds > 600 {
		fault("kiosk.answer_seconds", "the time to answer lies between 10 and 600 seconds")
	}
	if s.Kiosk.PutByDays < 1 || s.Kiosk.PutByDays > 365 {
		fault("kiosk.put_by_days", "a session that was put by is kept between 1 and 365 days")
	}
	if s.Kiosk.RestMinutes < 1 || s.Kiosk.RestMinutes > 240 {
		fault("kiosk.rest_minutes", "a patient can rest between 1 and 240 minutes")
	}
	if s.Kiosk.StaffPIN != "" && checkHash(s.Kiosk.StaffPIN) != nil {
		fault("kiosk.staff_pin", "this is not a line printed by `eclaire pin`")
	}
	if len(faults) > 0 {
		faults.Sort()
		return faults
	}
	return nil
}

// clinic gives what documents say of the establishment.
func (s settings) clinic() consent.Clinic {
	return consent.Clinic{Name: s.Clinic.Name, Address: s.Clinic.Address, Phone: s.Clinic.Phone,
		Threshold: s.Clinic.Threshold, Paper: s.Clinic.Paper, Print: strings.TrimPrefix(s.Clinic.Print, "normal"),
		Duplex: s.Clinic.Duplex, FoldMarks: s.Clinic.FoldMarks,
		PhoneNight: s.Clinic.PhoneNight, Emergency: s.Clinic.Emergency, Country: s.Clinic.Country,
		Letter: s.Documents.Letter, LetterLanguage: s.letterLanguage(), DataContact: s.Clinic.DataContact}
}

// letterAsRead stands in the settings for the language that the patient read.
const letterAsRead = "read"

// letterLanguage is the language of the letter; "" for the one that the patient read.
func (s settings) letterLanguage() consent.Language {
	switch l := s.Documents.LetterLanguage; {
	case !s.Documents.Letter || l == letterAsRead:
		return ""
	case l != "":
		return consent.Language(l)
	}
	return map[string]consent.Language{"FR": consent.French, "GB": consent.English}[s.Clinic.Country]
}

// longer gives the longer of two texts.
func longer(a, b string) string {
	if len(a) > len(b) {
		return a
	}
	return b
}

// missingNumbers says which telephone numbers the warning signs lack, and what they
// say in their place; "" for none.
func (s settings) missingNumbers() string {
	var missing []string
	add := func(lacks bool, what string) {
		if lacks {
			missing = append(missing, what)
		}
	}
	add(s.Clinic.Phone == "", "the telephone by day (phone)")
	add(s.Clinic.PhoneNight == "", "the telephone at night (phone_night)")
	add(s.Clinic.Emergency == "" && s.Clinic.Country == "", "the country (country) or the emergency numbers (emergency)")
	if len(missing) == 0 {
		return ""
	}
	return "the settings do not name, under [clinic]: " + strings.Join(missing, "; ") +
		". Until they do, the warning signs say “the hospital’s number” and the emergency numbers of every country"
}

// checkSeal names what is missing of the seal's settings.
func (s settings) checkSeal(fault func(key, format string, args ...any)) {
	k := s.Seal
	if k.TokenModule == "" && (k.Key == "") != (k.Certificate == "") {
		fault("seal", "the seal needs both key and certificate, or neither: then the program makes its own")
	}
	if k.TokenModule != "" && (k.Key != "" || k.Certificate == "" || k.Token == "" || k.TokenKey == "" || k.TokenPINFile == "") {
		fault("seal.token_module", "a token needs token, token_key, token_pin_file and certificate, and no key")
	}
	if k.TimestampURL == "" {
		return
	}
	if u, err := url.Parse(k.TimestampURL); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		fault("seal.timestamp_url", "the address of the time stamp service begins with http:// or https://")
	}
	if k.TimestampRoots == "" {
		fault("seal.timestamp_url", "a time stamp service needs timestamp_roots, the certificates that vouch for it")
	}
}

func (s settings) idle() (wait, answer time.Duration) {
	return time.Duration(s.Kiosk.IdleSeconds) * time.Second, time.Duration(s.Kiosk.AnswerSeconds) * time.Second
}

// documentsFolder gives the folder for finished documents: the one named on
// the command line, the one in the settings, or the user's data folder.
func (s settings) documentsFolder(named string) (string, error) {
	if named != "" {
		return named, nil
	}
	if s.Documents.Folder != "" {
		return s.Documents.Folder, nil
	}
	dir, err := dataFolder("documents")
	if err != nil {
		return "", fmt.Errorf("no place for documents is known here; name one with --out: %w", err)
	}
	return dir, nil
}

// archiveFolder gives the folder of the archive: that of the settings, or the one
// in the user's data folder.
func (s settings) archiveFolder() (string, error) {
	if s.Archive.Folder != "" {
		return s.Archive.Folder, nil
	}
	dir, err := dataFolder("archive")
	if err != nil {
		return "", fmt.Errorf("no place for the archive is known here; name one in the settings ([archive] folder) or with --archive: %w", err)
	}
	return dir, nil
}
