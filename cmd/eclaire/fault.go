package main

import (
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"eclaire/assets/font"
	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/disk"
	"eclaire/locales"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// startFault is why the kiosk does not open, for whoever stands before it
// without a terminal.
type startFault struct {
	kind string // locales: fault.*
	err  error
}

func (f startFault) Error() string { return f.err.Error() }
func (f startFault) Unwrap() error { return f.err }

// The kinds of faults at the start.
const (
	faultSettings = "settings"
	faultSeal     = "seal"
	faultArchive  = "archive"
	faultInUse    = "in-use"
	faultNewer    = "newer"
	faultClock    = "clock"
)

// faulty says at which step the start failed; nil stays nil.
func faulty(kind string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, disk.ErrInUse):
		kind = faultInUse
	case errors.Is(err, archive.ErrNewer):
		kind = faultNewer
	}
	return startFault{kind, err}
}

// faultStays is how long the window stays that says why the kiosk does not open.
// It goes by itself so that whatever started the program learns that it ended.
const faultStays = 2 * time.Minute

// mostDetail bounds what is shown of a fault, in characters.
const mostDetail = 600

// showFault says in a window of its own, in both languages, why the kiosk does
// not open, until it is closed or has stood for long enough. Without a display it
// does nothing.
func showFault(ctx context.Context, f startFault) {
	words, err := locales.Load(locales.Files(), font.Has)
	if err != nil || !hasDisplay() {
		return
	}
	standing, stop := context.WithTimeout(ctx, faultStays)
	defer stop()
	a := newApp()
	a.Settings().SetTheme(theme.New(theme.Light, 1))
	w := a.NewWindow(windowTitle)
	w.SetPadded(false)
	w.SetContent(faultPage(words, f, stop))
	w.Resize(fyne.NewSize(900, 620))
	w.CenterOnScreen()
	_ = show(standing, a, w, stage{signal: ctx, opened: w.RequestFocus, end: func() {}}) // it was said on the error output too
}

// faultPage says it in both languages, with what the error output says and one
// large button that closes it.
func faultPage(words *locales.Bundle, f startFault, stop func()) fyne.CanvasObject {
	detail := []rune(strings.TrimSpace(f.Error()))
	if len(detail) > mostDetail {
		detail = append(detail[:mostDetail], '…')
	}
	var said []fyne.CanvasObject
	var closing []string
	for _, l := range consent.Languages() {
		say := words.For(l)
		said = append(said, widget.NewStack(8, widget.NewTitle(say.T("fault.title")), widget.NewParagraph(say.T("fault."+f.kind))))
		closing = append(closing, say.T("fault.close"))
	}
	said = append(said, widget.NewNote(theme.ColorNote, widget.NewQuiet(string(detail))))
	closed := widget.Name("close", widget.NewButton(widget.Primary, strings.Join(closing, " · "), stop))
	text := widget.NewScroller(widget.NewInset(32, 24, widget.NewStack(24, said...)), "")
	page := container.NewBorder(nil, widget.NewInset(32, 16, closed), nil, nil, text)
	ground := canvas.NewRectangle(theme.New(theme.Light, 1).Paint(theme.ColorCard))
	return container.NewStack(ground, page, widget.NewHand(page))
}
