package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// call runs the program in this process.
func call(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(args, &program{stdin: strings.NewReader(stdin), stdout: &out, stderr: &errs, ctx: context.Background()})
	return code, out.String(), errs.String()
}

// isolate keeps the user's own settings and display out of a test.
func isolate(t *testing.T) {
	t.Setenv("HOME", home(t))
	t.Setenv("XDG_CONFIG_HOME", home(t))
	t.Setenv("DISPLAY", "")
	t.Setenv("WAYLAND_DISPLAY", "")
	t.Setenv("LC_ALL", "C")
}

// home is a folder that goes with the test. The toolkit watches its settings there, and
// may make the folder anew while it is being taken away: that is no fault of the test.
func home(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "eclaire-home-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// signedAt is when the test's session is signed.
var signedAt = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// signedSession is a session in which everybody has signed.
func signedSession(t *testing.T, lib *content.Library) consent.Session {
	t.Helper()
	k := consent.Case{BirthName: "EXEMPLE", FirstNames: "Jeanne", BirthDate: consent.Date{Year: 1941, Month: 3, Day: 3},
		Sex: consent.Female, ToTreat: consent.NewLevelSet(consent.L1)}
	clinic := consent.Clinic{Name: "Clinique Exemple", Threshold: 2, Paper: "A4"}
	script := lib.Script(consent.TraitsOf(k, 2, consent.DateOf(signedAt)), 1)
	var s consent.Session
	apply := func(events ...consent.Event) {
		t.Helper()
		for _, e := range events {
			var err error
			if s, err = consent.Apply(s, e); err != nil {
				t.Fatalf("%T: %v", e, err)
			}
		}
	}
	apply(consent.Speak{Language: consent.French}, consent.Prepare{Case: k, Clinic: clinic, Script: script, At: signedAt, Sample: true},
		consent.Decide{Outcome: consent.WantTime})
	for _, id := range s.Statements() {
		apply(consent.Tick{Statement: id, On: true})
	}
	for _, who := range []struct {
		role consent.Role
		name string
	}{{consent.RolePatient, k.FullName()}, {consent.RoleStaff, "Dr Modèle"}} {
		apply(consent.Sign{Signature: consent.Signature{Role: who.role, Name: who.name, Method: consent.MethodTyped, Typed: who.name, At: signedAt}})
	}
	return s
}

// sessionFile makes the file of a finished session, as the kiosk keeps it.
func sessionFile(t *testing.T, change func(*consent.Record)) string {
	t.Helper()
	lib, _, err := content.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	r, err := consent.Finish(signedSession(t, lib), "E-TEST", lib.Version, signedAt)
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(&r)
	}
	b, err := r.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "session.json")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestExitCodes(t *testing.T) {
	isolate(t)
	bad := t.TempDir()
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"--help"}, 0, "Usage: eclaire"}, {[]string{"render", "--help"}, 0, "Usage: eclaire render"},
		{[]string{"demo", "--help"}, 0, "--out"}, {[]string{"check", "--help"}, 0, "content"}, {[]string{"pin", "--help"}, 0, "PIN"},
		{[]string{"version"}, 0, "eclaire " + version}, {[]string{"check"}, 0, "no fault"},
		{[]string{"bogus"}, 2, "unexpected argument"}, {[]string{"--bogus"}, 2, "unknown flag"},
		{[]string{"render"}, 2, "missing flags"}, {[]string{"render", "x.json"}, 2, "missing flags"},
		{[]string{"render", filepath.Join(bad, "none.json"), "-o", filepath.Join(bad, "x.pdf")}, 1, "there is no session file"},
		{[]string{"check", "--content", filepath.Join(bad, "none")}, 1, "there is no content folder"},
		{[]string{"check", "--content", bad}, 1, "there is no content"},
		{[]string{"version", "--content", bad}, 1, "there is no content"},
		{[]string{}, 1, "there is no display"}, {[]string{"--kiosk"}, 1, "needs a staff PIN"},
		{[]string{"--settings", filepath.Join(bad, "none.toml")}, 1, "cannot be read"},
	} {
		code, out, errs := call(t, "", c.args...)
		if code != c.code || !strings.Contains(out+errs, c.want) {
			t.Errorf("%v: exit %d, want %d with %q:\n%s%s", c.args, code, c.code, c.want, out, errs)
		}
		if c.code == 0 && errs != "" || c.code != 0 && errs == "" {
			t.Errorf("%v: wrong channel: out %q, err %q", c.args, out, errs)
		}
	}
}

func TestCheckNamesFileAndLine(t *testing.T) {
	isolate(t)
	dir := t.TempDir()
	if err := os.CopyFS(dir, content.Files()); err != nil {
		t.Fatal(err)
	}
	if code, out, errs := call(t, "", "check", "--content", dir); code != 0 {
		t.Fatalf("a copy of the content: %s%s", out, errs)
	}
	if err := os.CopyFS(filepath.Join(dir, "locales"), locales.Files()); err != nil {
		t.Fatal(err)
	}
	for file, text := range map[string]string{
		"values.toml":            "[[scale]]\nid = \"only-french\"\nfr = \"Seulement\"\n",
		"locales/active.en.toml": "\"only.english\" = \"Only\"\n",
	} {
		path := filepath.Join(dir, file)
		old, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, append([]byte(text), old...), 0o600); err != nil {
			t.Fatal(err)
		}
		code, _, errs := call(t, "", "check", "--content", dir)
		if want := filepath.Base(file) + ":1: "; code != 1 || !strings.Contains(errs, want) {
			t.Errorf("exit %d, want a line with %q in:\n%s", code, want, errs)
		}
		// The kiosk refuses to start with the same content.
		if code, _, errs := call(t, "", "--content", dir); code != 1 || !strings.Contains(errs, filepath.Base(file)+":1: ") {
			t.Errorf("the kiosk: exit %d\n%s", code, errs)
		}
		if err := os.WriteFile(path, old, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestRender(t *testing.T) {
	isolate(t)
	good := sessionFile(t, nil)
	out := filepath.Join(t.TempDir(), "x.pdf")
	if code, _, errs := call(t, "", "render", good, "-o", out); code != 0 {
		t.Fatal(errs)
	}
	one, err := os.ReadFile(out)
	if err != nil || !bytes.HasPrefix(one, []byte("%PDF-")) {
		t.Fatalf("%v, %.20q", err, one)
	}
	if code, _, _ := call(t, "", "render", good, "-o", out); code != 0 {
		t.Fatal("the second time failed")
	}
	if two, _ := os.ReadFile(out); !bytes.Equal(one, two) {
		t.Error("the same session gave other bytes")
	}
	text, _ := os.ReadFile(good)
	refused := func(name, session, want string) {
		t.Helper()
		dir := t.TempDir()
		in, out := filepath.Join(dir, "s.json"), filepath.Join(dir, "half.pdf")
		if err := os.WriteFile(in, []byte(session), 0o600); err != nil {
			t.Fatal(err)
		}
		code, _, errs := call(t, "", "render", in, "-o", out)
		if code != 1 || !strings.Contains(errs, want) || strings.Contains(errs, "EXEMPLE") {
			t.Errorf("%s: exit %d: %s", name, code, errs)
		}
		if entries, _ := os.ReadDir(dir); len(entries) != 1 {
			t.Errorf("%s: something was left beside the session", name)
		}
	}
	refused("truncated", string(text[:len(text)/2]), "cut short")
	refused("edited", strings.Replace(string(text), "Jeanne", "Jeanna", 1), "changed after")
	refused("no JSON", "hello", "cut short")
	other, _ := os.ReadFile(sessionFile(t, func(r *consent.Record) { r.ContentVersion = "000000000000" }))
	refused("other content", string(other), "another version of the content")
	cut, _ := os.ReadFile(sessionFile(t, func(r *consent.Record) { r.Statements = r.Statements[:2] }))
	refused("two statements", string(cut), "has not the statements that its decision asks for")
	if code, _, errs := call(t, "", "render", good, "-o", filepath.Join(t.TempDir(), "none", "x.pdf")); code != 1 || !strings.Contains(errs, "cannot be written") {
		t.Errorf("a missing folder: exit %d: %s", code, errs)
	}
}

func TestSettings(t *testing.T) {
	isolate(t)
	dir := t.TempDir()
	for _, c := range []struct{ text, want string }{
		{"[clinic]\nanaesthesia_threshold = 99\n", ":2: the number of levels"},
		{"[clinic]\npaper = \"A5\"\n", ":2: the paper is"},
		{"[clinic]\nname = \"" + strings.Repeat("x", 500) + "\"\n", ":2: this text is longer"},
		{"[clinic]\ncountry = \"DE\"\n", ":2: the country is \"FR\" or \"GB\""},
		{"[clinic]\nphone_night = \"" + strings.Repeat("1", 500) + "\"\n", ":2: this text is longer"},
		{"[clinic]\nemergency = \"" + strings.Repeat("1", 500) + "\"\n", ":2: this text is longer"},
		{"[clinic]\nfacts_off = \"X07\"\n", ":2:"},
		{"[clinic]\nreviewer = \"" + strings.Repeat("x", 500) + "\"\n", ":2: this text is longer"},
		{"[clinic]\nfunding = { fr = \"La clinique.\" }\n", ":2: who paid for the texts is said in both languages"},
		{"[clinic]\ndata_contact = \"" + strings.Repeat("x", 201) + "\"\n", ":2: this text is longer"},
		{"[documents]\nletter = \"yes\"\n", ":2:"},
		{"[documents]\nletter_language = \"de\"\n", ":2: the language of the letter is"},
		{"[kiosk]\n\nlanguage = \"de\"\n", ":3: the language is"},
		{"[kiosk]\nidle_seconds = 1\n", ":2: the wait"},
		{"[kiosk]\nanswer_seconds = 1\n", ":2: the time to answer"},
		{"[kiosk]\nstaff_pin = \"1234\"\n", ":2: this is not a line printed by"},
		{"[kiosk]\nscreen_width_mm = 15\n", ":2: the width of the screen"},
		{"[kiosk]\ncolours = \"pink\"\n", ":2: the colours are"},
		{"[kiosk]\ncolour = \"dark\"\n", ":2: unknown key"},
		{"[kiosk\n", ":1:"},
	} {
		path := filepath.Join(dir, "eclaire.toml")
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if code, _, errs := call(t, "", "--settings", path); code != 1 || !strings.Contains(errs, "eclaire.toml"+c.want) {
			t.Errorf("%q: exit %d: %s", c.text, code, errs)
		}
	}
}

// TestLetterSettings: who is written to, and in which language.
func TestLetterSettings(t *testing.T) {
	for _, c := range []struct {
		text   string
		letter bool
		in     consent.Language
		data   string
	}{
		{"", true, "", ""},
		{"[clinic]\ncountry = 'FR'\ndata_contact = 'dpo@clinique.example'\n", true, consent.French, "dpo@clinique.example"},
		{"[clinic]\ncountry = 'GB'\n", true, consent.English, ""},
		{"[clinic]\ncountry = 'GB'\n[documents]\nletter_language = 'fr'\n", true, consent.French, ""},
		{"[clinic]\ncountry = 'FR'\n[documents]\nletter_language = 'read'\n", true, "", ""},
		{"[clinic]\ncountry = 'FR'\n[documents]\nletter = false\nletter_language = 'en'\n", false, "", ""},
	} {
		path := filepath.Join(t.TempDir(), "eclaire.toml")
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := readSettings(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.clinic(); got.Letter != c.letter || got.LetterLanguage != c.in || got.DataContact != c.data {
			t.Errorf("%q: %v, %q, %q", c.text, got.Letter, got.LetterLanguage, got.DataContact)
		}
	}
}

// TestFactsOff switches outside facts off, which makes another version of the texts,
// and names those that cannot be.
func TestFactsOff(t *testing.T) {
	isolate(t)
	set := func(text string) string {
		path := filepath.Join(t.TempDir(), "eclaire.toml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	_, plain, _ := call(t, "", "version")
	one, other := set("[clinic]\nfacts_off = [\"X07\"]\n"), set("[clinic]\nfacts_off = [\"X07\", \"X20\"]\n")
	versions := map[string]bool{plain: true}
	for _, path := range []string{one, other} {
		code, version, errs := call(t, "", "version", "--settings", path)
		if code != 0 || versions[version] {
			t.Errorf("exit %d, %s%s", code, version, errs)
		}
		versions[version] = true
		_, id, _ := strings.Cut(strings.TrimSpace(version), "content ")
		if code, out, errs := call(t, "", "check", "--settings", path); code != 0 || !strings.Contains(out, "content "+id+":") {
			t.Errorf("check: exit %d, want content %s\n%s%s", code, id, out, errs)
		}
	}
	for text, want := range map[string]string{`"X07", "X99"`: `there is no fact "X99"`, `"F01"`: `the fact "F01" is of the article`, `"X53"`: "never emptied"} {
		path := set("[clinic]\nfacts_off = [" + text + "]\n")
		for _, command := range []string{"version", "check"} {
			if code, _, errs := call(t, "", command, "--settings", path); code != 1 || !strings.Contains(errs, path+":2: facts_off") || !strings.Contains(errs, want) {
				t.Errorf("%s with %s: exit %d: %s", command, text, code, errs)
			}
		}
	}
}

// TestReviewerAndFunding prints a clinic's own words in place of ours.
func TestReviewerAndFunding(t *testing.T) {
	isolate(t)
	need(t, "pdftotext")
	path := filepath.Join(t.TempDir(), "eclaire.toml")
	set := "[clinic]\nreviewer = 'Dr Exemple'\nfunding = { fr = 'La fondation a payé.', en = 'The foundation paid.' }\n"
	if err := os.WriteFile(path, []byte(set), 0o600); err != nil {
		t.Fatal(err)
	}
	_, plain, _ := call(t, "", "version")
	_, own, _ := call(t, "", "version", "--settings", path)
	if plain == own {
		t.Error("the version is the same with a clinic's own words")
	}
	if code, out, errs := call(t, "", "check", "--settings", path); code != 0 || !strings.Contains(own, strings.Fields(out)[1][:12]) {
		t.Errorf("check: exit %d, want the content of %s\n%s%s", code, own, out, errs)
	}
	file := filepath.Join(t.TempDir(), "booklet.pdf")
	if code, _, errs := call(t, "", "booklet", "--settings", path, "-o", file); code != 0 {
		t.Fatal(errs)
	}
	b, err := exec.Command("pdftotext", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(string(b)), " ")
	for _, want := range []string{"par Dr Exemple.", "by Dr Exemple.", "La fondation a payé.", "The foundation paid."} {
		if !strings.Contains(text, want) {
			t.Errorf("the booklet lacks %q", want)
		}
	}
	for _, gone := range []string{"must review them", "without money from outside"} {
		if strings.Contains(text, gone) {
			t.Errorf("the booklet still says %q", gone)
		}
	}
}

// TestOverdue warns once the day of the next reading has come.
func TestOverdue(t *testing.T) {
	lib := &content.Library{}
	day := consent.Date{Year: 2027, Month: time.November, Day: 27}
	if got := overdue(lib, day); got != "" {
		t.Errorf("texts without a day: %s", got)
	}
	lib.About.Review = day
	if got := overdue(lib, consent.Date{Year: 2027, Month: time.November, Day: 26}); got != "" {
		t.Errorf("the day before: %s", got)
	}
	if got := overdue(lib, day); !strings.Contains(got, "2027-11-27") {
		t.Errorf("on the day: %q", got)
	}
}

// TestMissingNumbers warns of each number that the warning signs lack, and of none.
func TestMissingNumbers(t *testing.T) {
	isolate(t)
	for text, want := range map[string][]string{
		"": {"(phone)", "(phone_night)", "(country)"}, "phone = '1'\ncountry = 'GB'\n": {"(phone_night)"},
		"phone = '1'\nphone_night = '2'\n": {"(country)"}, "phone = '1'\nphone_night = '2'\ncountry = 'FR'\n": nil,
		"phone = '1'\nphone_night = '2'\nemergency = '144'\n": nil,
	} {
		path := filepath.Join(t.TempDir(), "eclaire.toml")
		if err := os.WriteFile(path, []byte("[clinic]\n"+text), 0o600); err != nil {
			t.Fatal(err)
		}
		code, out, errs := call(t, "", "check", "--settings", path)
		_, warning, warned := strings.Cut(out, "warning:")
		if code != 0 || errs != "" || warned != (want != nil) {
			t.Errorf("%q: exit %d\n%s%s", text, code, out, errs)
		}
		for _, number := range []string{"(phone)", "(phone_night)", "(country)"} {
			if strings.Contains(warning, number) != slices.Contains(want, number) {
				t.Errorf("%q: %s", text, warning)
			}
		}
	}
}

func TestPIN(t *testing.T) {
	isolate(t)
	code, out, _ := call(t, "2468\n", "pin")
	m := regexp.MustCompile(`^staff_pin = "(.*)"\n$`).FindStringSubmatch(out)
	if code != 0 || m == nil {
		t.Fatalf("exit %d: %q", code, out)
	}
	if !checkPIN(m[1], "2468") || checkPIN(m[1], "2469") || checkPIN(m[1], "") || checkPIN("x", "2468") {
		t.Error("the line does not tell the PIN from others")
	}
	for _, bad := range []string{"", "123", "1234567890123", "12a4"} {
		if code, _, errs := call(t, bad+"\n", "pin"); code != 1 || !strings.Contains(errs, "4 to 12 digits") {
			t.Errorf("%q: exit %d: %s", bad, code, errs)
		}
	}
}

func TestIDSaysNothing(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		id := newID(time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC))
		if !regexp.MustCompile(`^E-20261122-[A-Z2-7]{8}$`).MatchString(id) || seen[id] {
			t.Fatalf("the id %q", id)
		}
		seen[id] = true
	}
}

func TestSessionFileIsPlainJSON(t *testing.T) {
	text, err := os.ReadFile(sessionFile(t, nil))
	if err != nil {
		t.Fatal(err)
	}
	var v struct {
		Record map[string]any `json:"record"`
	}
	if err := json.Unmarshal(text, &v); err != nil || v.Record["id"] != "E-TEST" {
		t.Errorf("%v, %v", err, v.Record["id"])
	}
}
