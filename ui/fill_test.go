package ui_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/ui/play"
	"eclaire/ui/screen"
	"eclaire/ui/theme"
	"eclaire/ui/widget"
)

// TestEverythingGrowsWithTheScreen looks at the title, the primary button and the
// margin of the same page in windows of many sizes.
func TestEverythingGrowsWithTheScreen(t *testing.T) {
	k := open(t, nil)
	k.until(t, screen.Route{Name: screen.Values})
	button := func(width, height float32) fyne.Size {
		show(t, k, width, height, 100)
		return widget.Find(k.Window.Content(), "next").Size()
	}
	plain := button(1280, 800)
	for size, unit := range map[fyne.Size]float32{{Width: 1024, Height: 768}: 1, {Width: 1366, Height: 768}: 1, {Width: 800, Height: 1280}: 1,
		{Width: 1920, Height: 1080}: 1.35, {Width: 1080, Height: 1920}: 1.35, {Width: 1280, Height: 1024}: 1.25, {Width: 3840, Height: 2160}: 2.7} {
		if got := button(size.Width, size.Height); got.Height < plain.Height*unit-1 || got.Height > plain.Height*unit+1 {
			t.Errorf("in %v the button is %v high, not %v", size, got.Height, plain.Height*unit)
		}
	}
}

// TestSparsePageIsWrittenLarger looks at a step of the procedure, whose words are
// few, and at one that has enough.
func TestSparsePageIsWrittenLarger(t *testing.T) {
	title := func(route screen.Route) (float32, bool) {
		k := open(t, nil)
		k.until(t, route)
		show(t, k, 1280, 800, 100)
		var high float32
		visitAll(k.Shell.Page(), func(o fyne.CanvasObject) {
			if p, ok := o.(*widget.Paragraph); ok && p.TextSize == theme.SizeTitle {
				high = max(high, p.MinSize().Height)
			}
		})
		return high, k.Shell.Largest()
	}
	intro, largest := title(screen.Route{Name: screen.CheckIntro})
	full, grown := title(screen.Route{Name: screen.Values})
	if plain := theme.New(theme.Light, 1).Size(theme.SizeTitle) * 1.4; full < plain || full > plain+1 || grown {
		t.Errorf("the title of a full page is %v high", full)
	}
	if intro <= full || !largest {
		t.Errorf("the title of a sparse page is %v high, that of a full one %v", intro, full)
	}
}

func show(t *testing.T, k *kiosk, width, height float32, scale int) {
	t.Helper()
	if err := k.Show(play.Setting{Language: consent.French, Mode: theme.Light, Scale: scale, Size: fyne.NewSize(width, height)}); err != nil {
		t.Fatal(err)
	}
}

func visitAll(o fyne.CanvasObject, see func(fyne.CanvasObject)) {
	see(o)
	for _, child := range widget.Children(o) {
		visitAll(child, see)
	}
}
