package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"eclaire/consent"
	"eclaire/consent/archive/chain"
	"eclaire/consent/inspect"
	"eclaire/content"
)

// wordCall finds the ids of messages in calls such as c.T("next") or
// say.N("days", 3); an id that goes on after the quote ends in a point or a
// hyphen and names a family.
var wordCall = regexp.MustCompile(`\b[TN]\("([a-z][a-zA-Z_.-]*)"`)

// quoted finds every quoted id, to notice messages that nobody asks for.
var quoted = regexp.MustCompile(`"([a-z][a-zA-Z0-9_.-]*)"`)

// TestEveryWordIsThere finds each message that the program asks for in both
// languages (the loader has compared them), and no message that it never does.
func TestEveryWordIsThere(t *testing.T) {
	_, words, err := content.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	var asked []string
	var families []string
	err = filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range wordCall.FindAllStringSubmatch(string(text), -1) {
			if strings.HasSuffix(m[1], ".") {
				continue
			}
			asked = append(asked, m[1])
			if !words.Knows(m[1]) {
				t.Errorf("%s asks for %q, which no locale file has", path, m[1])
			}
		}
		for _, m := range quoted.FindAllStringSubmatch(string(text), -1) {
			asked = append(asked, m[1])
			if strings.HasSuffix(m[1], ".") {
				families = append(families, m[1])
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for key := range words.Texts() {
		_, id, _ := strings.Cut(key, ":")
		id = id[:strings.LastIndexByte(id, '.')] // the plural form
		if !slices.Contains(asked, id) && !slices.ContainsFunc(families, func(f string) bool { return strings.HasPrefix(id, f) }) {
			t.Errorf("nothing asks for the message %q", id)
		}
	}
}

// TestFamiliesAreWhole asks for each message whose id is put together.
func TestFamiliesAreWhole(t *testing.T) {
	lib, words, err := content.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{}
	add := func(family string, ids ...string) { want[family] = append(want[family], ids...) }
	for _, r := range []consent.Role{consent.RolePatient, consent.RoleInterpreter, consent.RoleTrustedPerson, consent.RoleWitness, consent.RoleStaff} {
		add("sign.title.", string(r))
	}
	for _, family := range []string{"print.", "home."} {
		add(family, "do", "working", "sent", "failed", "retry")
	}
	add("home.", "again")
	add("print.", "patient", "other", "which")
	for _, p := range consent.Procedures() {
		add("procedure.the.", string(p))
		add("reply.", string(p))
	}
	for _, l := range consent.Levels() {
		add("level.short.", l.String())
	}
	for _, r := range []consent.Reply{consent.Yes, consent.No, consent.Partly, consent.NotDone} {
		add("reply.", string(r))
	}
	for _, s := range []consent.Sex{consent.Female, consent.Male, consent.SexUnknown} {
		add("reply.", string(s))
	}
	for _, k := range lib.Criteria {
		add("criteria.", k.Side)
	}
	source, err := os.ReadFile("../../consent/problem.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`Problem = "([a-z_0-9]+)"`).FindAllStringSubmatch(string(source), -1) {
		add("problem.", m[1])
	}
	for _, v := range inspect.Verdicts()[1:] {
		add("verdict.", string(v))
		add("verdict.do.", string(v))
	}
	add("verify.text.", string(inspect.NoRecord), string(inspect.Same), string(inspect.Consistent), string(inspect.Different), string(inspect.Incomplete), string(inspect.Unchecked))
	for _, f := range []struct{ file, kind, family string }{
		{"../../consent/seal/report.go", "Finding", "finding."}, {"../../consent/seal/report.go", "Remark", "remark."},
		{"../../consent/seal/report.go", "Vouching", "verify.key."}, {"verify.go", "unread", "unread."},
	} {
		source, err := os.ReadFile(f.file)
		if err != nil {
			t.Fatal(err)
		}
		found := regexp.MustCompile(` `+f.kind+` += "([a-z_0-9]+)"`).FindAllStringSubmatch(string(source), -1)
		if len(found) < 3 {
			t.Errorf("%s: %d kinds of %s", f.file, len(found), f.kind)
		}
		for _, m := range found {
			add(f.family, m[1])
		}
	}
	add("problem.", "storage", "storage_full", "storage_folder", "document", "signature_blank", "signature_dot", "signature_too_short",
		"signature_too_long", "signature_typed_name", "signature_no_name")
	for family, ids := range want {
		for _, id := range ids {
			if !words.Knows(family + id) {
				t.Errorf("there is no message %s", family+id)
			}
		}
	}
}

// TestEveryFindingHasWords asks for the words of all that a check of the archive
// can find.
func TestEveryFindingHasWords(t *testing.T) {
	_, words, err := content.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range append(chain.AllFound(), "kiosk-elsewhere", "uncovered-elsewhere") {
		if id := "archive.found." + string(f); !words.Knows(id) {
			t.Errorf("no locale file has %q", id)
		}
	}
}
