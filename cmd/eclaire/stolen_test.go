package main

import (
	"os"
	"path/filepath"
	"testing"

	"eclaire/consent/archive"
	"eclaire/consent/archive/leaktest"
	"eclaire/consent/seal"
	"eclaire/content"
)

// TestStolenDisk takes a real window to a signed consent in the archive, with
// marked names, and cuts the power: no file of the whole home (data, settings,
// cache, temporary files) and no file's name holds one of them, in any of the
// usual encodings. The clinic reads the document with its passphrase.
func TestStolenDisk(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes a while")
	}
	need(t, "Xvfb", "xdotool")
	lib, _, err := content.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	binary(t) // is built with the usual home
	home := t.TempDir()
	t.Setenv("HOME", home)
	initArchive(t)
	d := sitIn(t, home)
	d.prepare("'ZQBIRTHNAME", "'ZQFIRSTNAMES", "'ZQCLINICIAN")
	d.way(lib)
	d.kill()
	found, files := leaktest.Below(t, []string{"ZQBIRTHNAME", "ZQFIRSTNAMES", "ZQCLINICIAN", "Jeanne EXEMPLE", "03/03/1941", "1941-03-03"}, home)
	for _, l := range found {
		t.Error(l)
	}
	t.Logf("%d files searched", files)
	k := openStorage(t, defaults(), "")
	st, err := k.store.Unlock(t.Context(), testPassphrase, "Dr Modele")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := st.Search(t.Context(), archive.Query{Text: "zqbirthname"})
	if err != nil || len(rows) != 1 || rows[0].About.FirstNames != "ZQFIRSTNAMES" || rows[0].About.Clinician != "ZQCLINICIAN" {
		t.Fatalf("%v, %v", rows, err)
	}
	doc, err := st.Open(t.Context(), rows[0].ID, "show")
	if err != nil {
		t.Fatal(err)
	}
	trust, err := defaults().trust()
	if err != nil {
		t.Fatal(err)
	}
	if r := seal.Verify(doc.PDF, trust); !r.Unchanged() || !r.Trusted {
		t.Error(r.Findings)
	}
	if found, _ := leaktest.Below(t, []string{"x"}, t.TempDir()); found != nil {
		t.Error("found where nothing is")
	}
	seen := filepath.Join(t.TempDir(), "seen")
	if err := os.WriteFile(seen, append([]byte("x"), leaktest.Forms("ZQBIRTHNAME")["UTF-16LE"]...), 0o600); err != nil {
		t.Fatal(err)
	}
	if found, _ := leaktest.Below(t, []string{"ZQBIRTHNAME"}, filepath.Dir(seen)); len(found) != 1 {
		t.Error("the search finds nothing where something is")
	}
}
