package screen

import (
	"flag"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
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
	d.view = Build(d.c, Desks{Way: d})
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
		Vars: content.Vars(say, state.Session.Case, state.Session.Clinic)}
	return d
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
	steps := shown[*widget.Animation](d.view.Body)
	if len(steps) != 1 {
		t.Fatalf("%d animations on the page of steps", len(steps))
	}
	d.shoot("steps")
	last := len(steps[0].Captions) - 1
	d.view.Next.Do() // one step on by hand
	if got := d.c.Sub[d.c.Route]; got != 1 {
		t.Errorf("the next step is %d", got)
	}
	d.view.Back.Do()
	if got := d.c.Sub[d.c.Route]; got != 0 {
		t.Errorf("one step back is %d", got)
	}
	shown[*widget.Animation](d.view.Body)[0].Start() // the test's driver plays it at once
	if got := d.c.Sub[d.c.Route]; got != last {
		t.Errorf("it ended at step %d, not %d", got, last)
	}
	if d.view.Next.Label != d.c.T("next") {
		t.Errorf("after the last step the button says %q", d.view.Next.Label)
	}
	d.shoot("steps-last")
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
		d.Go(Route{Name: Page, Item: "neighbour"})
		d.view.Next.Do() // the second part
		forest := shown[*widget.Forest](d.view.Body)
		if len(forest) != 1 || len(forest[0].Rows) != 5 {
			t.Fatalf("%s: no forest of five results: %v", l, forest)
		}
		want := map[consent.Language]string{consent.French: "Risque relatif 2,27 (1,1 à 4,56)", consent.English: "Relative risk 2.27 (1.1 to 4.56)"}[l]
		if got := forest[0].Rows[0].Result; got != want {
			t.Errorf("the first result reads %q, not %q", got, want)
		}
		d.shoot("forest-" + string(l))
		for page, want := range map[string][3]int{"studies-relief": {60, 100, 100}, "osteoporosis": {1, 1, 2}, "another-fracture": {3, 3, 100}} {
			d.Go(Route{Name: Page, Item: page})
			arrays := shown[*widget.IconArray](d.view.Body)
			if len(arrays) == 0 {
				t.Fatalf("%s: no array", page)
			}
			a := arrays[0]
			of := a.Of
			if of == 0 {
				of = 100
			}
			if got := [3]int{a.Count(), a.CountTo(), of}; got != want {
				t.Errorf("%s: counts %v, want %v", page, got, want)
			}
			d.shoot(page + "-" + string(l))
		}
	}
}

// TestFiveHundredPages walks the lessons round and round: what a page needs
// must go with it.
func TestFiveHundredPages(t *testing.T) {
	if os.Getenv("FYNE_CACHE") == "" { // Fyne keeps what it drew for a minute, unless told so at its start
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
