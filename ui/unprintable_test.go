package ui_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/ui/screen"
	"eclaire/ui/widget"
)

// TestNamesTheSignsItCannotPrint says which characters of a name are missing, in
// both languages.
func TestNamesTheSignsItCannotPrint(t *testing.T) {
	k := open(t, nil)
	k.until(t, screen.Route{Name: screen.CaseForm, Item: "identity"})
	s := k.Shell.State()
	s.Checked["identity"] = true
	for name, want := range map[string]string{
		"Жанна שלום 漢字": "(Ж, а, н, ש, ל, ו, ם, 漢, 字)",
		"Жא Exemple":    "(Ж, א)",
		"x\u030c":       "(x\u030c)",
		"Nguye\u0302\u0303n \ufb01\u2010\u200b\uff21": "(ễ)",
		"Łukasz Ørsted":  "",
		"Nguyễn Đình Ái": "(ễ)",
	} {
		s.Form.Texts[consent.FieldBirthName] = name
		for _, l := range consent.Languages() {
			if err := k.Shell.Desks().Way.Do(consent.Speak{Language: l}); err != nil {
				t.Fatal(err)
			}
			k.Shell.Redraw()
			sentence := ""
			if want != "" {
				sentence = bare(k.Words.For(l).T("problem.glyph", "Signs", strings.Trim(want, "()")))
			}
			text := bare(strings.Join(fieldErrors(k.Window.Content()), ""))
			if text != sentence || want != "" && !strings.Contains(text, ": "+strings.Trim(want, "()")+".") {
				t.Errorf("%q in %s: the screen says %q", name, l, text)
			}
		}
	}
}

// TestSignsOfThePatient says it in the patient's own words where the patient writes.
func TestSignsOfThePatient(t *testing.T) {
	k := open(t, nil)
	k.until(t, screen.Route{Name: screen.Sign, Item: "patient"})
	say := k.Words.For(consent.French)
	if err := k.Tap(say.T("sign.typed")); err != nil {
		t.Fatal(err)
	}
	if err := k.Write(say.T("sign.typed.label", "Name", "Jeanne Spécimen EXEMPLE"), "Жанна"); err != nil {
		t.Fatal(err)
	}
	if err := k.Tap(say.T("sign.do")); err != nil {
		t.Fatal(err)
	}
	if text := bare(shown(k.Window.Content())); !strings.Contains(text, bare(say.T("problem.glyph.patient", "Signs", "Ж, а, н"))) {
		t.Errorf("the screen says %q", text)
	}
}

// bare leaves out what keeps the signs of a list together and in order.
func bare(s string) string { return strings.NewReplacer("\u200e", "", "\u00a0", " ").Replace(s) }

// fieldErrors gives the error sentences under the fields on the screen.
func fieldErrors(o fyne.CanvasObject) []string {
	var out []string
	if f, ok := o.(*widget.Field); ok && f.Error() != "" {
		out = append(out, f.Error())
	}
	for _, child := range widget.Children(o) {
		out = append(out, fieldErrors(child)...)
	}
	return out
}
