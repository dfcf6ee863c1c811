package ui_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/ui/screen"
	"eclaire/ui/widget"
)

// TestFoldedInTheField: what is pasted from another document stands folded in the
// field, and goes on where it was being written; a passphrase is left alone.
func TestFoldedInTheField(t *testing.T) {
	k := open(t, nil)
	k.until(t, screen.Route{Name: screen.CaseForm, Item: "identity"})
	f := widget.Find(k.Window.Content(), "field.birth_name").(*widget.Field)
	f.SetText("Le Berre")
	f.SetPlace(3)
	clipboard := fyne.CurrentApp().Clipboard()
	clipboard.SetContent("Go\ufb00\u2011\u00ado\u0302\u200b ")
	f.Entry().TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	if got := k.Shell.State().Form.Texts[consent.FieldBirthName]; f.Text() != "Le Goff-ô Berre" || got != f.Text() {
		t.Errorf("the field shows %q, and %q is kept", f.Text(), got)
	}
	f.TypedRune('x')
	f.TypedRune('\u02bc')
	f.TypedRune(' ')
	if f.Text() != "Le Goff-ô x’ Berre" {
		t.Errorf("written on, the field shows %q", f.Text())
	}
	secret := widget.NewSecretField("", nil)
	if secret.SetText("\ufb01\u2011"); secret.Text() != "\ufb01\u2011" {
		t.Errorf("a passphrase is changed to %q", secret.Text())
	}
}

// TestOneNameInTheForm: without any name the form says that one of the two is enough;
// with one it goes on, and the patient is called by it.
func TestOneNameInTheForm(t *testing.T) {
	k := open(t, nil)
	k.until(t, screen.Route{Name: screen.CaseForm, Item: "identity"})
	form := &k.Shell.State().Form
	form.Texts[consent.FieldBirthName], form.Texts[consent.FieldFirstNames], form.Texts[consent.FieldBirthDate] = "", "", "03/03/1941"
	form.Sex = consent.Female
	k.Shell.Redraw()
	say := k.Words.For(consent.French)
	k.says(t, say.T("field.first_names.hint"))
	if err := k.TapID("next"); err != nil {
		t.Fatal(err)
	}
	k.says(t, say.T("problem.nameless"))
	if r := k.Shell.State().Route; r.Item != "identity" {
		t.Fatalf("without a name it goes on to %s", r)
	}
	if err := k.Write(say.T("field.required", "Label", say.T("field.first_names")), "Jeanne"); err != nil {
		t.Fatal(err)
	}
	if err := k.TapID("next"); err != nil {
		t.Fatal(err)
	}
	if r := k.Shell.State().Route; r.Item != "fracture" {
		t.Errorf("with one name it stays at %s", r)
	}
}
