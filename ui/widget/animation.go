package widget

import (
	"time"

	"fyne.io/fyne/v2"
)

// frameTime is how long a frame stays: time to look at it and to read what is lit
// with it, at the pace of a slow reader.
const frameTime = 5 * time.Second

// Animation is a button that shows frames one after the other. It starts at a touch
// only, and one touch stops it. What a frame looks like is the caller's: see OnFrame
// and OnMove.
type Animation struct {
	base
	// Play and Stop are the words on the button.
	Play, Stop string
	// Frames is how many there are; At is the one shown.
	Frames, At int
	// Still leaves the button out.
	Still bool
	// Whole makes the last frame stay as long as the others; else it ends there.
	Whole bool
	// OnFrame is told each frame as it comes, OnMove how much of its time is
	// over, from 0 to 1, and OnEnd the frame at which it stopped.
	OnFrame func(i int)
	OnMove  func(i int, share float64)
	OnEnd   func(i int)
	// Run lets a time pass, tells how much of it is over, from 0 to 1, and stops
	// when told; the toolkit does it unless it is replaced.
	Run func(d time.Duration, tick func(share float32)) (stop func())

	from   int
	stop   func() // of what runs now, or nil
	button *Button
}

var _ HeightForWidth = (*Animation)(nil)

// NewAnimation returns an animation at its first frame, not yet playing.
func NewAnimation(frames int, play, stop string) *Animation {
	a := &Animation{Frames: frames, Play: play, Stop: stop, Run: runAnimation}
	a.button = NewButton(Secondary, play, a.toggle)
	a.ExtendBaseWidget(a)
	return a
}

// runAnimation lets Fyne count the time; it calls tick on the screen's own
// thread.
func runAnimation(d time.Duration, tick func(float32)) func() {
	n := fyne.NewAnimation(d, tick)
	n.Curve = fyne.AnimationLinear
	n.Start()
	return n.Stop
}

// Playing tells whether the frames change of themselves now.
func (a *Animation) Playing() bool { return a.stop != nil }

func (a *Animation) toggle() {
	if a.Playing() {
		a.end()
		return
	}
	a.Start()
}

// Start plays from the frame shown on, or from the first when it is the last.
func (a *Animation) Start() {
	if a.Playing() || a.Still || a.Frames < 1 {
		return
	}
	a.from = a.At
	if a.from >= a.Frames-1 {
		a.from = 0
	}
	frames := a.Frames - a.from
	if !a.Whole {
		frames--
	}
	a.stop = func() {} // the first tick may come before run returns
	a.show(a.from)
	stop := a.Run(time.Duration(max(frames, 1))*frameTime, a.tick)
	if a.Playing() {
		a.stop = stop
	} else {
		stop()
	}
}

// tick takes how much of the whole time is over.
func (a *Animation) tick(done float32) {
	if !a.Playing() {
		return
	}
	frames := a.Frames - a.from
	if !a.Whole {
		frames--
	}
	at := float64(done) * float64(max(frames, 1))
	i := min(a.from+int(at), a.Frames-1)
	if i != a.At {
		a.show(i)
	}
	if a.OnMove != nil {
		a.OnMove(i, min(at-float64(i-a.from), 1))
	}
	if done >= 1 {
		a.end()
	}
}

func (a *Animation) show(i int) {
	a.At = i
	a.Refresh()
	if a.OnFrame != nil {
		a.OnFrame(i)
	}
}

// Cancel stops without a word to the caller: the screen has changed.
func (a *Animation) Cancel() {
	if a.stop != nil {
		stop := a.stop
		a.stop = nil
		stop()
	}
}

func (a *Animation) end() {
	a.Cancel()
	a.Refresh()
	if a.OnEnd != nil {
		a.OnEnd(a.At)
	}
}

// CreateRenderer implements fyne.Widget.
func (a *Animation) CreateRenderer() fyne.WidgetRenderer { return newRenderer(a) }

func (a *Animation) parts() []fyne.CanvasObject {
	return []fyne.CanvasObject{a.button}
}

func (a *Animation) style() {
	a.button.setID(partOf(a.id, "play"))
	a.button.Hidden = a.Still
	if a.Playing() {
		a.button.SetText(a.Stop)
	} else {
		a.button.SetText(a.Play)
	}
}

// HeightFor implements HeightForWidth.
func (a *Animation) HeightFor(width float32) float32 {
	if a.Still {
		return 0
	}
	return a.button.HeightFor(min(width, a.button.NaturalWidth()))
}

func (a *Animation) least() fyne.Size {
	return fyne.NewSize(units(200), a.HeightFor(max(a.Size().Width, units(200))))
}

func (a *Animation) place(size fyne.Size) {
	setBounds(a.button, 0, 0, min(size.Width, a.button.NaturalWidth()), a.HeightFor(size.Width))
}
