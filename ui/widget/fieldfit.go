package widget

import "eclaire/ui/theme"

// fewRows is how many rows a long field keeps where there is little room.
const fewRows = 2

// Fit makes the field no higher than a room, as far as that goes: a long field
// shows fewer rows, and label and hint get smaller, though no smaller than
// anything else is written. It is for the field that is written into above an
// on-screen keyboard. 0 takes that back. It tells whether it changed anything:
// then what stands around the field is to be laid out again.
func (f *Field) Fit(room float32) bool {
	if f.room == room {
		return false
	}
	f.room = room
	if f.entry.MultiLine {
		f.show(f.rows)
		if room > 0 && f.HeightFor(f.Size().Width) > room {
			f.show(min(f.rows, fewRows))
		}
	}
	f.Refresh()
	return true
}

// Extent is the height of what it shows: beside a higher one it is given more.
func (f *Field) Extent() float32 { return f.HeightFor(f.Size().Width) }

func (f *Field) show(rows int) { f.entry.SetMinRowsVisible(rows) }

// squeeze sets the sizes of label and hint for a width.
func (f *Field) squeeze(width float32) {
	size := f.size(theme.SizeQuiet)
	f.write(0)
	for f.room > 0 && f.high(width) > f.room && size > units(plainSmall) {
		size = max(size-units(2), units(plainSmall))
		f.write(size)
	}
}

// plainSmall is theme.SizeSmall where text has its plain size.
const plainSmall = 18

// write sets the size of label and hint; 0 for the theme's.
func (f *Field) write(points float32) {
	for _, p := range []*Paragraph{f.label, f.under} {
		if p.points != points {
			p.points = points
			p.Refresh()
		}
	}
}
