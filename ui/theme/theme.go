// Package theme owns every colour, size and font of the interface.
// It must never know what the screens say.
package theme

import (
	"image/color"
	"maps"
	"sync"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"

	"eclaire/assets"
)

// Size names of our own, in Fyne units. All follow the unit; text sizes follow the
// text scale too, while pads, gaps and radii stay so that large text keeps its room.
const (
	SizeTitle  fyne.ThemeSizeName = "eclaire.title"
	SizeHead   fyne.ThemeSizeName = "eclaire.head" // heads of cards and columns
	SizeBody   fyne.ThemeSizeName = "eclaire.body"
	SizeQuiet  fyne.ThemeSizeName = "eclaire.quiet"
	SizeButton fyne.ThemeSizeName = "eclaire.button"
	SizeGiant  fyne.ThemeSizeName = "eclaire.giant"  // a code to be copied down
	SizeGrand  fyne.ThemeSizeName = "eclaire.grand"  // what is read from a bed
	SizeSmall  fyne.ThemeSizeName = "eclaire.small"  // nothing is written smaller, but for the names on a spine
	SizeLevel  fyne.ThemeSizeName = "eclaire.level"  // names of the levels beside a spine
	SizeTarget fyne.ThemeSizeName = "eclaire.target" // least height of what can be pressed
	SizePad    fyne.ThemeSizeName = "eclaire.pad"    // inside cards and buttons
	SizeGap    fyne.ThemeSizeName = "eclaire.gap"    // between neighbours
	SizeRadius fyne.ThemeSizeName = "eclaire.radius" // corners of buttons and fields
	SizeCorner fyne.ThemeSizeName = "eclaire.corner" // corners of cards
	SizeRing   fyne.ThemeSizeName = "eclaire.ring"   // thickness of the focus ring, and of its gap
)

// Theme is a fyne.Theme with one mode and one text scale; it never changes.
// The mode wins over the variant that Fyne passes.
type Theme struct {
	mode          Mode
	scale         float32
	unit          float32
	colors        palette
	sizes         map[fyne.ThemeSizeName]float32
	regular, bold fyne.Resource
	self          *self
	target        float32 // asked for with WithTarget
}

var _ fyne.Theme = (*Theme)(nil)

// New returns a theme; scale multiplies the text sizes and is kept within 0.8 and 2.5.
func New(mode Mode, scale float32) *Theme {
	scale = min(max(scale, 0.8), 2.5)
	t := &Theme{
		mode: mode, scale: scale, unit: 1,
		colors:  paletteOf(mode),
		sizes:   sizesOf(scale),
		regular: fyne.NewStaticResource("EclaireSans-Regular.ttf", assets.FontRegular),
		bold:    fyne.NewStaticResource("EclaireSans-Bold.ttf", assets.FontBold),
	}
	t.self = &self{theme: t}
	for fynes, ours := range fyneColors() {
		t.colors[fynes] = t.colors[ours]
	}
	if mode == HighContrast {
		t.sizes[base.SizeNameInputBorder] = 3
	}
	return t
}

var fallback = sync.OnceValue(func() *Theme { return New(Light, 1) })

// Of returns t when it is one of ours, also inside of another, else the
// light theme at scale 1, so that a widget can be drawn under any theme.
func Of(t fyne.Theme) *Theme {
	if ours, ok := t.(*Theme); ok {
		return ours
	}
	// One that stands for another hides it: it is asked for itself.
	if s, ok := t.Icon(iconSelf).(*self); ok {
		return s.theme
	}
	return fallback()
}

// iconSelf is the icon under which a theme gives itself.
const iconSelf fyne.ThemeIconName = "eclaire.self"

type self struct {
	fyne.Resource
	theme *Theme
}

// Mode returns the set of colours.
func (t *Theme) Mode() Mode { return t.mode }

// Scale returns the text scale.
func (t *Theme) Scale() float32 { return t.scale }

// Unit is how many Fyne units one of a plain window takes, see WithUnit.
func (t *Theme) Unit() float32 { return t.unit }

// Paint returns the colour of a name without asking for a variant.
func (t *Theme) Paint(name fyne.ThemeColorName) color.Color {
	return t.Color(name, base.VariantLight)
}

// Color implements fyne.Theme.
func (t *Theme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	if c, ok := t.colors[name]; ok {
		return c
	}
	variant := base.VariantLight
	if t.mode == Dark {
		variant = base.VariantDark
	}
	return base.DefaultTheme().Color(name, variant)
}

// Font implements fyne.Theme. There is one family: italic and monospace are written upright.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Symbol:
		return base.DefaultTheme().Font(style)
	case style.Bold:
		return t.bold
	default:
		return t.regular
	}
}

// Icon implements fyne.Theme.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	if name == iconSelf {
		return t.self
	}
	return base.DefaultTheme().Icon(name)
}

// Size implements fyne.Theme.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if s, ok := t.sizes[name]; ok {
		return s
	}
	return base.DefaultTheme().Size(name)
}

// WithUnit gives the same theme for a window in which everything is unit times as
// large as in a plain one; it is kept within 1 and mostUnit. Call it before
// WithTarget.
func (t *Theme) WithUnit(unit float32) *Theme {
	out := *t
	out.self, out.unit = &self{theme: &out}, min(max(unit, 1), mostUnit)
	out.sizes = make(map[fyne.ThemeSizeName]float32, len(t.sizes))
	for name, size := range t.sizes {
		out.sizes[name] = size * out.unit / t.unit
	}
	return &out
}

// mostUnit is enough for the largest screens that are sold as four times as fine as
// a usual one.
const mostUnit = 4

// WithTarget gives the same theme with controls at least height Fyne units high.
func (t *Theme) WithTarget(height float32) *Theme {
	out := *t
	out.self, out.target = &self{theme: &out}, height
	out.sizes = maps.Clone(t.sizes)
	out.sizes[SizeTarget] = max(out.sizes[SizeTarget], height)
	return &out
}

// Equal tells whether the two look the same.
func (t *Theme) Equal(other *Theme) bool {
	return t.mode == other.mode && t.scale == other.scale && t.unit == other.unit && t.target == other.target
}

// LeastTarget is the height under which no control goes, whatever the text size.
func (t *Theme) LeastTarget() float32 { return max(leastTarget*t.unit, t.target) }

// leastTarget is that height where the screen's width is not known.
const leastTarget = 60

// sizesOf gives the sizes. A title is large already and grows less, so that
// what it is about stays on the screen.
func sizesOf(scale float32) map[fyne.ThemeSizeName]float32 {
	return map[fyne.ThemeSizeName]float32{
		SizeTitle: 36 * (1 + (scale-1)*0.6), SizeHead: 24 * scale, SizeBody: 22 * scale, SizeQuiet: 20 * scale,
		SizeGiant: 104 * (1 + (scale-1)*0.3), SizeGrand: 56 * (1 + (scale-1)*0.4), SizeButton: 24 * scale, SizeSmall: max(18, 18*scale), SizeLevel: max(14, 14*scale),
		SizeTarget: max(leastTarget, 30+30*scale),
		SizePad:    18, SizeGap: 16, SizeRadius: 12, SizeCorner: 18, SizeRing: 3,

		base.SizeNameText: 22 * scale, base.SizeNameCaptionText: max(18, 18*scale),
		base.SizeNameHeadingText: 36 * (1 + (scale-1)*0.6), base.SizeNameSubHeadingText: 24 * scale,
		base.SizeNameInlineIcon: 24 * scale, base.SizeNameInnerPadding: 14, base.SizeNamePadding: 6,
		base.SizeNameInputBorder: 2, base.SizeNameInputRadius: 10, base.SizeNameSelectionRadius: 4,
		base.SizeNameScrollBar: 16, base.SizeNameScrollBarSmall: 10,
	}
}

// fyneColors says which of our colours stands for each of Fyne's names.
func fyneColors() map[fyne.ThemeColorName]fyne.ThemeColorName {
	return map[fyne.ThemeColorName]fyne.ThemeColorName{
		base.ColorNameBackground: ColorGround, base.ColorNameForeground: ColorText,
		base.ColorNamePrimary: ColorAction, base.ColorNameForegroundOnPrimary: ColorOnAction,
		base.ColorNameButton: ColorCard, base.ColorNameDisabledButton: ColorDisabledBed,
		base.ColorNameDisabled: ColorDisabled, base.ColorNamePlaceHolder: ColorQuiet,
		base.ColorNameInputBackground: ColorCard, base.ColorNameInputBorder: ColorEdge,
		base.ColorNameSeparator: ColorHairline, base.ColorNameError: ColorCaution,
		base.ColorNameForegroundOnError: ColorCard, base.ColorNameMenuBackground: ColorCard,
		base.ColorNameOverlayBackground: ColorCard, base.ColorNameHeaderBackground: ColorCard,
		base.ColorNameFocus: ColorTodo, base.ColorNameHover: ColorWash, base.ColorNamePressed: ColorTodo,
		base.ColorNameSelection: ColorTodo, base.ColorNameScrollBar: ColorEdge,
		base.ColorNameScrollBarBackground: ColorWash, base.ColorNameHyperlink: ColorAction,
		base.ColorNameSuccess: ColorAction, base.ColorNameWarning: ColorCaution,
		base.ColorNameForegroundOnSuccess: ColorOnAction, base.ColorNameForegroundOnWarning: ColorCard,
	}
}
