package window_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/consent/inspect"
	"eclaire/consent/seal"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui/play/window"
)

// TestWine goes by pointer from the nurse's form to a signed document in the program
// as Windows has it, under Wine, where ECLAIRE_WINE names what starts it. The
// document is then read by this machine's program.
func TestWine(t *testing.T) {
	wine := os.Getenv("ECLAIRE_WINE")
	if wine == "" {
		t.Skip("ECLAIRE_WINE names no program; see .ci/package/test-windows")
	}
	need(t, "Xvfb", "openbox", "wine")
	home := t.TempDir()
	out := filepath.Join(home, "Élodie Modèle")
	settings := filepath.Join(home, "eclaire", "eclaire.toml") // as open makes them
	w := open(t, window.Options{Program: wine, Home: home, Manager: true, Args: []string{"--settings", settings, "--out", out}})
	v := visit(nil, w)
	v.Look = nil // Wine puts the window a few pixels beside the corner, where rings are not looked for
	begin(t, w, v.Person)
	began := time.Now()
	steps(t, w, func() error { return v.Way("vertebroplasty", "finished") }, func() error { return v.there("page.after") })
	keepPicture(t, w)
	steps(t, w, func() error { return v.Go("next", "welcome") })
	t.Logf("from the greeting to the document: %v", time.Since(began).Round(time.Second))

	if said := w.Errors(); said != "" {
		t.Errorf("on its error output the program says: %s", said)
	}
	files, _ := filepath.Glob(filepath.Join(out, "*.pdf"))
	if len(files) != 1 {
		t.Fatalf("the folder holds %v", files)
	}
	pdf, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	lib, words, err := content.LoadAll(content.Files(), locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	r := inspect.File(pdf, seal.Trust{Now: time.Now()}, lib, words)
	if !r.Unchanged() || r.Text != inspect.Same || r.Record == nil || r.Record.Outcome != consent.AcceptProcedure || len(r.Record.Signatures) != 2 {
		t.Errorf("the document: %+v", r)
	}
}
