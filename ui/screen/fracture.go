package screen

import (
	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/ui/widget"
)

// markOld is the Typed key that says which kind of fracture a touch marks.
const markOld = "case.mark-old"

// fracture is the step of the form with the spine to touch.
func (f *form) fracture() fyne.CanvasObject {
	kinds := widget.NewSegmented(nil, func(id string) {
		f.Typed[markOld] = id
		f.Host.Touched()
	})
	widget.Name("mark", kinds)
	kinds.Label = f.T("case.fracture.title")
	label := func() {
		kinds.SetOptions([]widget.Option{
			{ID: "treat", Label: f.T("case.to-treat", "Levels", f.levelsInShort(f.Form.ToTreat))},
			{ID: "old", Label: f.T("case.old", "Levels", f.levelsInShort(f.Form.Old))},
		})
		if f.Typed[markOld] == "old" {
			kinds.SetSelected("old")
		} else {
			kinds.SetSelected("treat")
		}
	}
	label()
	named := widget.NewQuiet("")
	picker := f.picker(func(touched consent.Level) {
		f.Typed[levelTouched] = touched.String()
		named.SetText(f.levelInWords())
		label()
	})
	named.SetText(f.levelInWords())
	if f.first == nil {
		f.first = picker
	}
	pain := widget.NewScale(consent.MaxPain, f.T("pain.low"), f.T("pain.high"), func(v int) { f.Form.Pain = &v; f.Host.Touched() })
	widget.Name("pain", pain)
	pain.Label = f.T("field.pain")
	if f.Form.Pain != nil {
		pain.SetValue(*f.Form.Pain)
	}
	words := widget.NewStack(gap, notNil(
		widget.NewTitle(f.T("case.fracture.title")), kinds, f.refused(consent.FieldLevels),
		widget.NewCard(widget.NewStack(gap,
			pair(f.text(consent.FieldPainOnset), f.reply("oedema", &f.Form.Oedema, consent.Yes, consent.No, consent.NotDone)),
			widget.NewStack(6, widget.NewQuiet(f.T("field.pain")), pain),
			f.reply("pain_yields", &f.Form.PainYields, consent.Yes, consent.Partly, consent.No),
		)),
	)...)
	f.first = picker
	left := widget.NewStack(8, picker, widget.NewReserve(f.inWords(consent.T12), named))
	left.Layout.(*widget.Stack).Grow = picker
	return widget.NewSplit(0.3, 28, left, words)
}

// levelTouched is the Typed key of the level that was touched last.
const levelTouched = "case.level"

// levelInWords names the level touched last in words, or else the first one to treat.
func (f *form) levelInWords() string {
	if l, err := consent.ParseLevel(f.Typed[levelTouched]); err == nil {
		return f.inWords(l)
	}
	if levels := f.Form.ToTreat.Levels(); len(levels) > 0 {
		return f.inWords(levels[0])
	}
	return ""
}

func (f *form) inWords(l consent.Level) string {
	return upperFirst(content.LevelsNamed(f.Say, consent.NewLevelSet(l)))
}

// picker is the spine that takes touches: a touch marks a level, another takes
// the mark back, a touch of the other kind changes it.
func (f *form) picker(changed func(consent.Level)) *widget.SpinePicker {
	p := f.spinePicker(f.Form.ToTreat, f.Form.Old)
	p.OnTap = func(name string) {
		l, err := consent.ParseLevel(name)
		if err != nil {
			return
		}
		mine, other := &f.Form.ToTreat, &f.Form.Old
		if f.Typed[markOld] == "old" {
			mine, other = other, mine
		}
		if mine.Has(l) {
			*mine = mine.Without(l)
		} else {
			*mine, *other = mine.With(l), other.Without(l)
		}
		redrawn := f.spinePicker(f.Form.ToTreat, f.Form.Old)
		p.Draw, p.Marked = redrawn.Draw, redrawn.Marked
		p.Refresh()
		changed(l)
		f.Host.Relayout()
		f.Host.Touched()
	}
	return p
}

// levelsOrNone names levels, or says that there are none.
func (c *Context) levelsOrNone(s consent.LevelSet) string {
	if s == 0 {
		return c.T("none")
	}
	return c.Say.Levels(s)
}

// levelsInShort counts what would make a button grow over what stands below it.
func (f *form) levelsInShort(s consent.LevelSet) string {
	if s.Len() > 3 {
		return f.Say.N("levels.count", s.Len())
	}
	return f.levelsOrNone(s)
}
