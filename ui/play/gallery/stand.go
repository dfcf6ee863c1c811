package main

import (
	"encoding/json"
	"image"
	"io"
	"reflect"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"eclaire/ui"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// stand is the window of the gallery: a bar with a button for each exhibit, and
// under it the exhibit. As in the program, everything is touched through a hand.
type stand struct {
	window fyne.Window
	wear   func(fyne.Theme)
	ground *canvas.Rectangle
	body   *fyne.Container
	keys   *fyne.Container // the on-screen keyboard
	whole  *fyne.Container
	hand   *widget.Hand
	shown  string // which exhibit
	look   int    // which of the looks
	pad    *widget.SignaturePad

	tell *json.Encoder // nil where nobody listens
	told ui.Sight
	mark *canvas.Raster // painted anew with each thing told
	due  bool           // that it is painted must be told
}

// looks are the themes that the button "look" goes through.
var looks = []*theme.Theme{theme.New(theme.Light, 1), theme.New(theme.Dark, 1), theme.New(theme.HighContrast, 1.25)}

const barHigh = 60

func newStand(w fyne.Window, wear func(fyne.Theme), after func(time.Duration, func()) func()) *stand {
	s := &stand{window: w, wear: wear, body: container.NewStack(), keys: container.NewStack()}
	wear(looks[0])
	s.ground = canvas.NewRectangle(looks[0].Paint(theme.ColorGround))
	s.mark = canvas.NewRaster(func(w, h int) image.Image {
		if s.due {
			s.due = false
			go fyne.Do(func() { s.say("drawn") })
		}
		return image.NewRGBA(image.Rect(0, 0, w, h))
	})
	s.mark.Resize(fyne.NewSize(1, 1))
	s.whole = container.New(s, s.ground, s.bar(), s.body, s.keys)
	s.hand = widget.NewHand(s.whole)
	s.hand.After = after
	s.hand.OnSettled = s.settled
	w.SetContent(container.NewStack(s.whole, container.NewWithoutLayout(s.mark), s.hand))
	s.show(exhibits[0])
	return s
}

// bar has a button for each exhibit, and one for the looks.
func (s *stand) bar() fyne.CanvasObject {
	list := append(exhibits[:len(exhibits):len(exhibits)], forgetful)
	row := container.NewGridWithColumns(len(list) + 1)
	for i, e := range list {
		row.Add(s.button("page."+e.name, strconv.Itoa(i+1), func() { s.show(e) }))
	}
	row.Add(s.button("look", "look", s.nextLook))
	widget.Dress(row, looks[0])
	return row
}

// button is one that is no exhibit.
func (s *stand) button(id, text string, do func()) *widget.Button {
	return widget.Name(id, widget.NewButton(widget.Quiet, text, do))
}

// show puts an exhibit up, all of it new.
func (s *stand) show(e exhibit) {
	s.shown, s.pad = e.name, nil
	s.keys.Objects = nil
	s.body.Objects = []fyne.CanvasObject{widget.NewInset(24, 16, e.make(s))}
	s.whole.Refresh()
}

// field makes a field open the on-screen keyboard.
func (s *stand) field(id string, f *widget.Field, kind widget.Kind) *widget.Field {
	f.Kind = kind
	f.OnTouch = s.openKeys
	return widget.Name(id, f)
}

func (s *stand) openKeys(f *widget.Field) {
	words := widget.KeyWords{Space: "espace", Done: "Fermer", Shift: "Majuscule", Held: "Majuscules", Erase: "Effacer",
		Accents: "Accents", Signs: "Signes", Letters: "Lettres", Line: "Ligne suivante", Decimal: ","}
	k := widget.NewKeyboard(widget.AZERTY, words, s.closeKeys)
	k.SetTarget(f)
	s.keys.Objects = []fyne.CanvasObject{k}
	s.whole.Refresh()
}

func (s *stand) closeKeys() {
	s.window.Canvas().Unfocus()
	s.keys.Objects = nil
	s.whole.Refresh()
}

// byKey moves the focus as a key of a hardware keyboard does, so that its mark
// shows.
func (s *stand) byKey(o fyne.Focusable) func() {
	return func() {
		s.hand.Typed()
		s.window.Canvas().Focus(o)
	}
}

// nextLook changes the program's look and draws everything again, as it stands.
func (s *stand) nextLook() {
	s.look = (s.look + 1) % len(looks)
	s.wear(looks[s.look])
	s.ground.FillColor = looks[s.look].Paint(theme.ColorGround)
	widget.Refresh(s.whole)
}

// MinSize implements fyne.Layout.
func (s *stand) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(400, 300) }

// Layout implements fyne.Layout.
func (s *stand) Layout(list []fyne.CanvasObject, size fyne.Size) {
	keys := float32(0)
	if len(s.keys.Objects) > 0 {
		keys = min(s.keys.MinSize().Height, 0.45*size.Height)
	}
	put := func(o fyne.CanvasObject, y, high float32) {
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, max(high, 0)))
	}
	put(list[0], 0, size.Height)
	put(list[1], 0, barHigh)
	put(list[2], barHigh, size.Height-barHigh-keys)
	put(list[3], size.Height-keys, keys)
	if s.tell != nil {
		go fyne.Do(func() { s.settled(false) })
	}
}

func (s *stand) sight() ui.Sight {
	c := s.window.Canvas()
	now := ui.Sight{Screen: s.shown, Scale: c.Scale(), Controls: widget.Controls(c)}
	if s.pad != nil { // how much is drawn, so that a hand can wait for it
		points := 0
		for _, each := range s.pad.Strokes() {
			points += len(each)
		}
		now.Controls = append(now.Controls, widget.Control{ID: "points", W: points})
	}
	return now
}

// tellOn tells what can be touched as eclaire does with --trace.
func (s *stand) tellOn(w io.Writer) {
	s.tell = json.NewEncoder(w)
	s.settled(false)
}

func (s *stand) say(at string) {
	_ = s.tell.Encode(struct { // a test that has gone reads nothing
		At string `json:"at"`
	}{at})
}

func (s *stand) settled(lifted bool) {
	if s.tell == nil {
		return
	}
	if now := s.sight(); !reflect.DeepEqual(now, s.told) {
		s.told, s.due = now, true
		_ = s.tell.Encode(now)
		s.mark.Refresh()
	}
	if lifted {
		s.say("lifted")
	}
}
