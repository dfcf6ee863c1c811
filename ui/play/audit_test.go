package play

import (
	"os"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

func texts(t testing.TB) (*content.Library, *locales.Bundle) {
	t.Helper()
	lib, words, err := content.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	return lib, words
}

// auditor allows what stands in both languages on purpose.
func auditor(lib *content.Library, words *locales.Bundle) *Auditor {
	a := &Auditor{Tongues: NewTongues(lib, words), Allow: map[string]bool{}}
	for _, l := range consent.Languages() {
		say := words.For(l)
		for _, id := range []string{"language.name", "welcome.title", "welcome.line", "welcome.waiting", "welcome.code", "welcome.ready"} {
			a.Allow[say.T(id)] = true
		}
		a.Allow[say.T("welcome.title")+" – "+say.T("welcome.line")] = true
	}
	for _, l := range consent.Languages() {
		a.Allow[words.For(l).T("welcome.specimen")+" "+words.For(l.Other()).T("welcome.specimen")] = true
	}
	for _, f := range lib.Facts { // where facts come from is told as it is
		a.Allow[f.Source], a.Allow[f.Source+" doi:"+f.DOI], a.Allow[f.SourceFR] = true, true, true
	}
	for _, name := range append(invented(), [2]string{"EXEMPLE", "Jeanne Spécimen"}) {
		a.Allow[name[0]+" "+name[1]], a.Allow[name[1]+" "+name[0]] = true, true
	}
	for _, l := range consent.Languages() { // the patient's own words are not translated
		own := (&Tour{Language: l}).ownQuestion()
		a.Allow[own], a.Allow[" "+own] = true, true
		for _, other := range consent.Languages() {
			a.Allow[words.For(other).T("quoted", "Text", own)] = true
		}
	}
	return a
}

// TestEveryScreenInEverySetting looks at every screen of all tours. The whole
// matrix is looked at when ECLAIRE_SOAK is set; else every screen in one setting,
// another from screen to screen.
func TestEveryScreenInEverySetting(t *testing.T) {
	lib, words := texts(t)
	app := test.NewTempApp(t)
	audit := auditor(lib, words)
	if testing.Short() {
		t.Skip("it takes half a minute")
	}
	all, whole := Settings(), os.Getenv("ECLAIRE_SOAK") != ""
	seen := map[string]bool{}
	looked := 0
	for tour := range Grand(app, lib, words) {
		tour.Visit = func(name string) error {
			if seen[name] {
				return nil
			}
			seen[name] = true
			for i, s := range all {
				over := tour.Window.Canvas().Overlays().Top() != nil
				// One setting a screen; 17 comes to all of them within 72 screens.
				if !whole && (i+17*len(seen))%len(all) != 0 || over && s.Language != tour.Language {
					continue
				}
				if err := tour.Show(s); err != nil {
					return err
				}
				looked++
				found := audit.Audit(tour.root(), s.Size, s.Language)
				if !over {
					top, bottom := tour.Shell.Body()
					found = append(found, AuditRoom(tour.Shell.Page(), s.Size.Width, Room{top, bottom, tour.Shell.Largest()})...)
				}
				for _, f := range found {
					t.Errorf("%s, %.0f×%.0f, %d %%, %s, mode %d: %s", name, s.Size.Width, s.Size.Height, s.Scale, s.Language, s.Mode, f)
				}
			}
			return tour.Show(Setting{tour.Language, theme.Light, 100, Usual})
		}
		if err := tour.Play(); err != nil {
			t.Fatal(err)
		}
	}
	if looked < 72 {
		t.Errorf("%d pages looked at", looked)
	}
	t.Logf("%d screens, %d pages looked at", len(seen), looked)
}

// TestAuditFindsWhatIsWrong makes a good page wrong in every way.
func TestAuditFindsWhatIsWrong(t *testing.T) {
	lib, words := texts(t)
	audit := auditor(lib, words)
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Light, 1))
	size := fyne.NewSize(800, 600)
	good := func() (*fyne.Container, *widget.Paragraph, *widget.Button) {
		p := widget.NewParagraph("Prenez tout votre temps.")
		p.Resize(fyne.NewSize(400, 40))
		p.Move(fyne.NewPos(20, 20))
		b := widget.NewButton(widget.Secondary, "Retour", nil)
		b.Resize(fyne.NewSize(200, 68))
		b.Move(fyne.NewPos(20, 100))
		bed := canvas.NewRectangle(theme.New(theme.Light, 1).Paint(theme.ColorGround))
		bed.Resize(size)
		return container.NewWithoutLayout(bed, p, b), p, b
	}
	cases := []struct {
		want Fault
		make func(*fyne.Container, *widget.Paragraph, *widget.Button)
	}{
		{"", func(*fyne.Container, *widget.Paragraph, *widget.Button) {}},
		{Outside, func(_ *fyne.Container, p *widget.Paragraph, _ *widget.Button) { p.Move(fyne.NewPos(700, 20)) }},
		{Outside, func(_ *fyne.Container, p *widget.Paragraph, _ *widget.Button) { p.Resize(fyne.NewSize(400, 12)) }},
		{Overlap, func(_ *fyne.Container, p *widget.Paragraph, _ *widget.Button) { p.Move(fyne.NewPos(20, 110)) }},
		{SmallTarget, func(_ *fyne.Container, _ *widget.Paragraph, b *widget.Button) { b.Resize(fyne.NewSize(200, 44)) }},
		{Faint, func(_ *fyne.Container, p *widget.Paragraph, _ *widget.Button) { p.Color = theme.ColorEdge; p.Refresh() }},
		{WrongTongue, func(_ *fyne.Container, p *widget.Paragraph, _ *widget.Button) { p.SetText("Touch your choice.") }},
		{Unfilled, func(_ *fyne.Container, p *widget.Paragraph, _ *widget.Button) { p.SetText("Votre fracture : {levels}") }},
		{Unfilled, func(_ *fyne.Container, p *widget.Paragraph, _ *widget.Button) { p.SetText("‹page.title›") }},
		{Fontless, func(_ *fyne.Container, p *widget.Paragraph, _ *widget.Button) { p.SetText("✓ Prenez votre temps.") }},
	}
	for _, c := range cases {
		page, p, b := good()
		w := test.NewTempWindow(t, page)
		w.SetPadded(false)
		w.Resize(size)
		c.make(page, p, b)
		page.Resize(size)
		found := audit.Audit(page, size, consent.French)
		if c.want == "" && len(found) > 0 {
			t.Errorf("a good page: %v", found)
		}
		if c.want != "" && !slices.ContainsFunc(found, func(f Finding) bool { return f.Kind == c.want }) {
			t.Errorf("%s was not found, but %v", c.want, found)
		}
	}
}

func TestTongues(t *testing.T) {
	lib, words := texts(t)
	tongues := NewTongues(lib, words)
	for _, c := range []struct {
		text    string
		l       consent.Language
		foreign bool
	}{
		{"Je suis d’accord pour la vertébroplastie.", consent.French, false},
		{"Je suis d’accord pour la vertébroplastie.", consent.English, true},
		{"Answer", consent.French, true},
		{"T12 et L1", consent.English, true},
		{"T12", consent.English, false},
		{strings.Repeat("L1 ", 3), consent.English, false},
	} {
		if got := tongues.Foreign(c.text, c.l) != ""; got != c.foreign {
			t.Errorf("%q in %s: %v", c.text, c.l, got)
		}
	}
}
