package consent

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// golden gives the session files that the program 0.1.0 wrote, by name. They are
// never written anew.
func golden(t testing.TB) map[string][]byte { return goldenOf(t, "record1") }

// goldenOf gives the session files of one folder.
func goldenOf(t testing.TB, folder string) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob("testdata/" + folder + "/*.json")
	if err != nil || len(names) == 0 {
		t.Fatal("no golden records", err)
	}
	out := map[string][]byte{}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimSuffix(filepath.Base(name), ".json")] = b
	}
	return out
}

// sessionFile puts a record's text into a session file with its digest.
func sessionFile(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return []byte(`{"record":` + text + `,"sha256":"` + hex.EncodeToString(sum[:]) + `"}`)
}

// textOf takes the record's text out of a session file.
func textOf(t testing.TB, file []byte) string {
	t.Helper()
	end := bytes.LastIndex(file, []byte(`,"sha256":"`))
	if end < 0 {
		t.Fatal("no session file")
	}
	return strings.TrimPrefix(string(file[:end]), `{"record":`)
}

// TestRecord1ForEver reads what 0.1.0 wrote and writes it again to the byte.
func TestRecord1ForEver(t *testing.T) {
	readForEver(t, "record1")
	full, err := ParseRecord(golden(t)["accepted-full"])
	if err != nil {
		t.Fatal(err)
	}
	if c := full.Case; c.ToTreat != NewLevelSet(T11, T12, L1, Sacrum) || c.BirthDate != (Date{1934, time.December, 31}) || *c.TScore != -3.5 || *c.Pain != 0 ||
		c.PainYields != Partly || c.Procedure != Kyphoplasty || full.Signatures[0].Strokes[1][0] != (Point{0.52, 0.5}) {
		t.Errorf("read as %#v with %v", full.Signatures[0], c.ToTreat)
	}
}

// readForEver reads session files of one schema, one of each outcome at least, and writes
// them again to the byte.
func readForEver(t *testing.T, folder string) {
	t.Helper()
	var outcomes []Outcome
	for name, file := range goldenOf(t, folder) {
		r, err := ParseRecord(file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		outcomes = append(outcomes, r.Outcome)
		if again, err := r.Marshal(); err != nil || !bytes.Equal(again, file) {
			t.Errorf("%s is written otherwise: %v\n%s", name, err, again)
		}
		digest, err := r.Digest()
		if err != nil || !bytes.Contains(file, []byte(`"sha256":"`+digest+`"}`)) {
			t.Errorf("%s has another digest: %s, %v", name, digest, err)
		}
		inside, err := ParseCanonical([]byte(textOf(t, file)))
		if err != nil || inside.ID != r.ID {
			t.Errorf("%s as documents carry it: %v", name, err)
		}
	}
	for _, o := range []Outcome{"vertebroplasty", "conservative", "time", "no_information", "confirmed", "withdrawn"} {
		if !slices.Contains(outcomes, o) {
			t.Errorf("no golden record of the outcome %s", o)
		}
	}
}

// A consent of schema 1 can be confirmed by a session of today, which names it by
// the digest that it always had.
func TestRecord1IsReferredTo(t *testing.T) {
	first, err := ParseRecord(golden(t)["accepted"])
	if err != nil {
		t.Fatal(err)
	}
	script := Script{Statements: map[Outcome][]string{Confirmed: {"c"}}}
	s := mustApply(t, Session{}, Reopen{First: first, Script: script, At: first.Finished.Add(time.Hour)})
	if was := string(golden(t)["confirmed"]); !strings.Contains(was, `"refers":{"id":"`+s.Refers.ID+`","sha256":"`+s.Refers.SHA256+`"`) {
		t.Errorf("the reference is another: %+v", s.Refers)
	}
}

// TestRecord1Rules changes one thing of a record and makes its digest anew.
func TestRecord1Rules(t *testing.T) {
	const patient, strokes = `"name":"Jeanne EXEMPLE"`, `[[{"x":0.1,"y":0.1},{"x":0.2,"y":0.15},{"x":0.3333,"y":0.05},{"x":0.4,"y":0.2}],[{"x":0.5,"y":0.1},{"x":0.9999,"y":0}]]`
	for _, c := range []struct {
		of, old, put string
		want         error
	}{
		{"accepted", `"birth_name":"EXEMPLE"`, `"birth_name":" "`, ProblemRequired},
		{"accepted", `"birth_name":"EXEMPLE"`, `"birth_name":"` + strings.Repeat("é", 101) + `"`, ProblemTooManyRunes},
		{"accepted-full", `"nurse":"Inf. Exemple"`, "\"nurse\":\"Inf.\u202e\"", ProblemControl},
		{"accepted-full", `"record_number":"N° 0001/A"`, `"record_number":"` + strings.Repeat("1", 61) + `"`, ProblemTooManyRunes},
		{"accepted", `"birth_date":"1941-03-03"`, `"birth_date":""`, ProblemRequired},
		{"accepted", `"birth_date":"1941-03-03"`, `"birth_date":"1899-12-31"`, ProblemTooOld},
		{"accepted", `"birth_date":"1941-03-03"`, `"birth_date":"2026-11-23"`, ProblemFuture},
		{"accepted", `"birth_date":"1941-03-03"`, `"birth_date":"1941-02-29"`, ErrNotARecord},
		{"accepted", `"pain_onset":""`, `"pain_onset":"1940-01-01"`, ProblemBeforeBirth},
		{"accepted", `"sex":"female"`, `"sex":""`, ProblemRequired},
		{"accepted", `"levels_to_treat":["L1"]`, `"levels_to_treat":[]`, ProblemNoLevel},
		{"accepted", `"levels_to_treat":["L1"]`, `"levels_to_treat":null`, ErrEdited},
		{"accepted", `"levels_to_treat":["L1"]`, `"levels_to_treat":["L2","L1"]`, ErrEdited},
		{"accepted", `"levels_to_treat":["L1"]`, `"levels_to_treat":["C7"]`, ErrNotARecord},
		{"accepted", `"levels_old":[]`, `"levels_old":["L1"]`, ProblemLevelTwice},
		{"accepted-full", `"pain":0`, `"pain":11`, ProblemOutOfRange},
		{"accepted-full", `"earlier_fractures":20`, `"earlier_fractures":21`, ProblemOutOfRange},
		{"accepted-full", `"t_score":-3.5`, `"t_score":-8.1`, ProblemOutOfRange},
		{"accepted-full", `"cleft":"yes"`, `"cleft":"not_done"`, ProblemUnknownValue},
		{"accepted-full", `"oedema":"not_done"`, `"oedema":"partly"`, ProblemUnknownValue},
		{"accepted-full", `"procedure":"kyphoplasty"`, `"procedure":"magic"`, ProblemUnknownValue},
		{"accepted", `"outcome":"vertebroplasty"`, `"outcome":"postponed"`, ProblemUndecided},
		{"accepted", `"outcome":"vertebroplasty"`, `"outcome":"confirmed"`, ProblemUnknownValue},
		{"confirmed", `"outcome":"confirmed"`, `"outcome":"time"`, ProblemUnknownValue},
		{"confirmed", `"refers":{"id":"E-20261122-accepted"`, `"refers":{"id":""`, ProblemUnknownValue},
		{"accepted", `"language_read":"en"`, `"language_read":"de"`, ProblemUnknownValue},
		{"accepted", patient, `"name":"Marie"`, ProblemWrongSigner},
		{"accepted", strokes, `[[{"x":0.5,"y":0.5},{"x":0.55,"y":0.5}]]`, ProblemTooShort},
		{"accepted", strokes, `[[{"x":0.5,"y":0.5}]]`, ProblemDot},
		{"accepted", strokes, `[[` + strings.Repeat(`{"x":0.5,"y":0.5},`, 20000) + `{"x":0.6,"y":0.5}]]`, ProblemTooLong},
		{"time", `{"role":"witness","name":"M. Témoin","method":"typed","typed":"M. Témoin","at":"2026-11-22T09:41:15+01:00"},`, ``, ProblemSignatures},
		{"accepted", `"role":"patient"`, `"role":"staff"`, ProblemOrder},
		{"accepted", `"at":"2026-11-22T09:41:15+01:00"`, `"at":"2026-11-22T09:39:15+01:00"`, ProblemClockBackward},
		{"accepted", `"at":"2026-11-22T09:41:15+01:00"`, `"at":"2026-11-22T09:41:15.5+01:00"`, ProblemUnknownValue},
		{"conservative", `"typed":"Jeanne EXEMPLE"`, `"typed":" "`, ProblemTypedName},
		{"accepted", `{"prompt":`, `{"text":"` + strings.Repeat("a", 501) + `"},{"prompt":`, ProblemTooManyRunes},
		{"accepted", `{"prompt":`, strings.Repeat(`{"text":"a"},`, 20) + `{"prompt":`, ProblemTooManyAsked},
		{"accepted", `"case":{`, `"case":{"height":170,`, ErrNotARecord},
		{"accepted", `"id":"E-20261122-accepted",`, ``, ErrEdited},
	} {
		text := textOf(t, golden(t)[c.of])
		changed := strings.Replace(text, c.old, c.put, 1)
		if changed == text {
			t.Fatalf("%s has no %s", c.of, c.old)
		}
		if _, err := ParseRecord(sessionFile(changed)); !errors.Is(err, c.want) {
			t.Errorf("%s with %.80s: %v, want %v", c.of, c.put, err, c.want)
		}
	}
}

// A record of a newer program is no damaged one.
func TestNewerRecord(t *testing.T) {
	text := strings.Replace(textOf(t, golden(t)["time"]), `{"schema":1,`, `{"schema":99,"mood":"good",`, 1)
	_, err := ParseRecord(sessionFile(text))
	if !errors.Is(err, ErrNewerRecord) || !strings.Contains(err.Error(), "update this program") {
		t.Errorf("a newer record: %v", err)
	}
	if _, err := ParseCanonical([]byte(text)); !errors.Is(err, ErrNewerRecord) {
		t.Errorf("a newer record in a document: %v", err)
	}
	if _, err := ParseRecord(bytes.Replace(sessionFile(text), []byte("good"), []byte("bad!"), 1)); !errors.Is(err, ErrEdited) {
		t.Errorf("a newer record that was edited: %v", err)
	}
	for _, schema := range []string{"0", "-1", `"1"`, "1.5", "null"} {
		if _, err := ParseRecord(sessionFile(strings.Replace(text, `"schema":99`, `"schema":`+schema, 1))); !errors.Is(err, ErrNotARecord) {
			t.Errorf("schema %s: %v", schema, err)
		}
	}
	if _, err := (Record{Schema: 99}).Marshal(); !errors.Is(err, ErrNewerRecord) {
		t.Errorf("writing an unknown schema: %v", err)
	}
}

// Nothing is left out of a record without a word.
func TestRecord1HoldsAllOrNothing(t *testing.T) {
	r, err := ParseRecord(golden(t)["time"])
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Record){
		"a level without a name": func(r *Record) { r.Case.Old = 1 << 25 },
		"a day without a text":   func(r *Record) { r.Case.PainOnset = Date{2026, 13, 40} },
	} {
		bad := r
		change(&bad)
		if _, err := bad.Canonical(); err == nil {
			t.Errorf("%s was written", name)
		}
	}
}
