package screen

import (
	"flag"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

var shots = flag.String("shots", "", "folder for pictures of the pages")

// noShelf puts nothing by.
type noShelf struct{ Shelving }

// desk is a host that shows one page after the other in one window.
type desk struct {
	Host   // for what no lesson asks
	t      testing.TB
	c      *Context
	window fyne.Window
	view   View
}

func (d *desk) Do(e consent.Event) error {
	next, err := consent.Apply(d.c.Session, e)
	d.c.Session = next
	return err
}
func (d *desk) Go(r Route)         { d.c.Route = r; d.Redraw() }
func (d *desk) Next()              { d.Go(d.c.Neighbour(1)) }
func (d *desk) Back()              { d.Go(d.c.Neighbour(-1)) }
func (d *desk) Relayout()          {}
func (d *desk) Touched()           {}
func (d *desk) SetNext(bool)       {}
func (d *desk) Keys(*widget.Field) {}
func (d *desk) TakeBack()          {}
func (d *desk) Rest()              {}
func (d *desk) EndSession()        {}
func (d *desk) Now() time.Time     { return time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC) }
func (d *desk) Redraw() {
	if d.view.Leave != nil {
		d.view.Leave()
	}
	d.view = Build(d.c, Desks{Way: d, Aside: noShelf{}})
	d.window.SetContent(container.NewPadded(container.NewVScroll(d.view.Body)))
}

var shipped = sync.OnceValues(func() (*content.Library, *locales.Bundle) {
	lib, words, err := content.Shipped()
	if err != nil {
		panic(err)
	}
	return lib, words
})

func newDesk(t testing.TB, l consent.Language) *desk {
	t.Helper()
	lib, words := shipped()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.Light, 1))
	d := &desk{t: t, window: test.NewTempWindow(t, container.NewStack())}
	d.window.Resize(fyne.NewSize(1200, 640))
	state := NewState(l, consent.Clinic{})
	say := words.For(l)
	d.c = &Context{State: state, Host: d, Lib: lib, Words: words, Say: say,
		Vars: lib.Vars(say, state.Session.Case, state.Session.Clinic)}
	return d
}

// prepare gives the desk a patient.
func (d *desk) prepare() {
	d.t.Helper()
	k, clinic := content.OrdinaryCase()
	k.Sex = consent.Female
	script := d.c.Lib.Script(consent.TraitsOf(k, clinic.Threshold, consent.DateOf(d.Now())), 0)
	if err := d.Do(consent.Prepare{Case: k, Clinic: clinic, Script: script, At: d.Now()}); err != nil {
		d.t.Fatal(err)
	}
	d.c.Vars = d.c.Lib.Vars(d.c.Say, k, clinic)
}

func (d *desk) shoot(name string) {
	d.t.Helper()
	if *shots == "" {
		return
	}
	f, err := os.Create(filepath.Join(*shots, name+".png"))
	if err != nil {
		d.t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, d.window.Canvas().Capture()); err != nil {
		d.t.Fatal(err)
	}
}

// shown gives the widgets of a kind on the page.
func shown[T any](o fyne.CanvasObject) []T {
	var out []T
	if w, ok := o.(T); ok && o.Visible() {
		out = append(out, w)
	}
	for _, child := range widget.Children(o) {
		out = append(out, shown[T](child)...)
	}
	return out
}

func TestStepsPlay(t *testing.T) {
	d := newDesk(t, consent.French)
	d.Go(Route{Name: Page, Item: "steps"})
	film := shown[*widget.Animation](d.view.Body)
	lines := shown[*widget.Bullet](d.view.Body)
	if len(film) != 1 || len(lines) < 5 || film[0].Frames != len(lines) {
		t.Fatalf("%d films and %d sentences", len(film), len(lines))
	}
	d.shoot("steps")
	if d.view.Next.Label != d.c.T("next") || d.view.Parts > 1 {
		t.Error("the film must be played before one can go on")
	}
	figure := shown[*widget.Figure](d.view.Body)[0]
	first := figure.Alt
	var seen []string
	frame := film[0].OnFrame
	film[0].OnFrame = func(i int) {
		frame(i)
		seen = append(seen, figure.Alt)
	}
	film[0].OnFrame(2)
	if figure.Alt == first {
		t.Error("the picture stays while the film plays")
	}
	film[0].Start() // the test's driver plays it at once
	if film[0].Playing() || figure.Alt != first || len(seen) < 2 {
		t.Errorf("after the film: playing %v, %q, %d pictures", film[0].Playing(), figure.Alt, len(seen))
	}
	d.c.Still = true
	d.Redraw()
	for _, b := range shown[*widget.Button](d.view.Body) {
		t.Errorf("where motion is off there is a button %q", b.Text)
	}
}

func TestPathIsShown(t *testing.T) {
	for _, page := range []string{"leak", "embolism"} {
		d := newDesk(t, consent.English)
		d.Go(Route{Name: Page, Item: page})
		moving := shown[*widget.Animation](d.view.Body)
		if len(moving) != 1 {
			t.Fatalf("%s: %d animations", page, len(moving))
		}
		figure := shown[*widget.Figure](d.view.Body)[0]
		figure.Light(1)
		if page == "embolism" {
			at := along(lesson{onWay{d.c, d}}.ways(page)[1], 0.5)
			figure.ShowDot(&at)
		}
		d.shoot(page)
		moving[0].Start()
		if moving[0].Playing() || moving[0].At != len(figure.Badges)-1 {
			t.Errorf("%s: playing %v at %d", page, moving[0].Playing(), moving[0].At)
		}
		d.c.Still = true
		d.Redraw()
		if len(shown[*widget.Animation](d.view.Body)) != 0 {
			t.Errorf("%s: moves where motion is off", page)
		}
	}
}

func TestNumbersAsPictures(t *testing.T) {
	for _, l := range consent.Languages() {
		d := newDesk(t, l)
		d.Go(Route{Name: More, Item: "neighbour"})
		forest := shown[*widget.Forest](d.view.Body)
		if len(forest) != 1 || len(forest[0].Rows) < 4 {
			t.Fatalf("%s: no forest of results: %v", l, forest)
		}
		want := map[consent.Language]string{consent.French: "Risque relatif 2,27 (1,1 à 4,56)", consent.English: "Relative risk 2.27 (1.1 to 4.56)"}[l]
		if got := forest[0].Rows[0].Result; got != want {
			t.Errorf("the first result reads %q, not %q", got, want)
		}
		d.shoot("forest-" + string(l))
		d.Go(Route{Name: Page, Item: "studies"})
		arrays := shown[*widget.IconArray](d.view.Body)
		if len(arrays) != 2 || arrays[0].Count() != 21 || arrays[1].Count() != 44 || arrays[0].Tone == arrays[1].Tone {
			t.Errorf("%s: the pair of both ways: %v", l, arrays)
		}
		d.shoot("studies-" + string(l))
	}
}

// TestKnowMore: what stands behind a page is opened, noted, shown with where it comes
// from, and closes to the page.
func TestKnowMore(t *testing.T) {
	for _, l := range consent.Languages() {
		d := newDesk(t, l)
		d.prepare()
		d.Go(Route{Name: Page, Item: "leak"})
		if d.view.Extra == nil || d.view.Extra.ID != "more" {
			t.Fatal("the page offers no more")
		}
		d.view.Extra.Do()
		if d.c.Route != (Route{More, "leak"}) || len(d.c.Session.Opened) == 0 {
			t.Fatalf("at %v, opened %v", d.c.Route, d.c.Session.Opened)
		}
		d.shoot("more-" + string(l))
		text := ""
		for _, p := range shown[*widget.Paragraph](d.view.Body) {
			text += p.Text + "\n"
		}
		for _, want := range []string{"doi:", d.c.T("more.sources"), d.c.T("more.review")} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: there is no %q in %s", l, want, text)
			}
		}
		d.view.Next.Do()
		if d.c.Route != (Route{Page, "leak"}) {
			t.Errorf("it closes to %v", d.c.Route)
		}
	}
}

// TestSecondForm: after a wrong answer and the explanation the question is asked in
// other words, and answered to as such.
func TestSecondForm(t *testing.T) {
	d := newDesk(t, consent.English)
	d.prepare()
	id := d.c.Session.Script.Questions[0]
	d.Go(Route{Question, id})
	answer := func(right bool) {
		t.Helper()
		options, key := d.c.Session.Script.Options[id], d.c.Session.Script.Correct[id]
		again := d.c.Asked[id].Tries > 0
		if again {
			options, key = d.c.Session.Script.Again[id], d.c.Session.Script.RightAgain[id]
		}
		at := slices.IndexFunc(options, func(o string) bool { return (o == key) == right })
		shown[*widget.Button](d.view.Body)[at].Tapped(nil)
		d.Redraw()
		d.view.Next.Do()
	}
	first := d.view.Body
	answer(false)
	if d.c.Session.Answers[id].Again || d.view.Next.Label != d.c.T("check.again") {
		t.Fatalf("after a wrong answer: %+v, %q", d.c.Session.Answers[id], d.view.Next.Label)
	}
	d.shoot("told-wrong")
	d.view.Next.Do()
	if d.view.Body == first {
		t.Error("the second form is the first")
	}
	d.shoot("second-form")
	answer(true)
	a := d.c.Session.Answers[id]
	if !a.Again || !d.c.Session.Script.Right(id, a) || d.view.Next.Label != d.c.T("next") {
		t.Errorf("after the right answer: %+v, %q", a, d.view.Next.Label)
	}
}

// TestFiveHundredPages walks the lessons round and round: what a page needs
// must go with it.
func TestFiveHundredPages(t *testing.T) {
	if os.Getenv("FYNE_CACHE") != "1ms" { // Fyne keeps what it drew for a minute, unless told so at its start
		again := exec.Command(os.Args[0], "-test.run=^TestFiveHundredPages$")
		again.Env = append(os.Environ(), "FYNE_CACHE=1ms")
		if out, err := again.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	d := newDesk(t, consent.English)
	pages := d.c.Lib.PagesFor(consent.Traits{})
	heap := func() uint64 {
		software.NewCanvas().Capture() // lets Fyne forget what is no longer shown
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	walk := func(n int) {
		for i := range n {
			d.Go(Route{Name: Page, Item: pages[i%len(pages)].ID})
		}
	}
	walk(len(pages))
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	before := m.HeapAlloc // Fyne forgets at most every ten seconds: once, after the walk
	walk(500)
	if after := heap(); after > before+8<<20 {
		t.Errorf("500 pages later %d MB more are held", (after-before)>>20)
	}
}

// TestReviewNamesWhatWasSeen: a risk whose page was not on the screen is not called
// read.
func TestReviewNamesWhatWasSeen(t *testing.T) {
	for _, l := range consent.Languages() {
		d := newDesk(t, l)
		d.prepare()
		risks := d.c.Lib.PagesOf("risks", d.c.Session.Traits())
		review := func(seen ...string) string {
			t.Helper()
			for _, page := range seen {
				if err := d.Do(consent.See{Page: page}); err != nil {
					t.Fatal(err)
				}
			}
			at := d.c.Host.Now()
			for _, e := range []consent.Event{consent.Pass{Page: d.c.Session.Script.Pages[0]}, consent.Meet{At: at},
				consent.Talk{By: "Dr Modèle", At: at}, consent.Decide{Outcome: consent.AcceptProcedure}} {
				if err := d.Do(e); err != nil {
					t.Fatal(err)
				}
			}
			d.Go(Route{Name: Review})
			text := ""
			for _, p := range shown[*widget.Paragraph](d.view.Body) {
				text += strings.ReplaceAll(p.Text, "**", "") + "\n"
			}
			return text
		}
		name := func(i int) string { return lowerFirst(d.c.Text(risks[i].Title)) }
		read, not := d.c.T("review.risks"), d.c.T("review.risks.not")
		text := review()
		if !strings.Contains(text, read+" –\n") || !strings.Contains(text, not) || strings.Index(text, name(0)) < strings.Index(text, not) {
			t.Errorf("%s: nothing was seen, and it says %s", l, text)
		}
		text = review(risks[0].ID)
		if !strings.Contains(text, read+" "+name(0)) || strings.Index(text, name(1)) < strings.Index(text, not) {
			t.Errorf("%s: one was seen, and it says %s", l, text)
		}
		var all []string
		for _, p := range risks {
			all = append(all, p.ID)
		}
		if text = review(all...); strings.Contains(text, not) {
			t.Errorf("%s: all were seen, and it says %s", l, text)
		}
	}
}
