package widget

import "fyne.io/fyne/v2"

const (
	keyGap  = 6
	keyRows = 5 // of letters; a pad has one less, of higher keys
	// mostBoard is the widest that letters are set: wide screens do not make
	// keys wider than a hand can see at once.
	mostBoard = 1100
	mostPad   = 620
)

// HeightFor implements HeightForWidth. It does not grow with the text, so that
// the field stays in view: the words on the keys get smaller instead.
func (k *Keyboard) HeightFor(float32) float32 {
	return keyRows*k.look().LeastTarget() + (keyRows+1)*units(keyGap)
}

func (k *Keyboard) least() fyne.Size {
	return fyne.NewSize(units(10*44)+11*units(keyGap), k.HeightFor(0))
}

func (k *Keyboard) place(size fyne.Size) {
	setBounds(k.bed, 0, 0, size.Width, size.Height)
	l := k.present()
	if l.pad != nil {
		l.pad.place(size)
		return
	}
	k.placeRows(l.rows, size)
	if k.offer != nil {
		k.offer.place(size)
	}
}

// placeRows keeps every key as wide as the widest row allows and centres short rows.
func (k *Keyboard) placeRows(rows [][]*boardKey, size fyne.Size) {
	high := (size.Height - units(keyGap)*float32(len(rows)+1)) / float32(len(rows))
	room := min(size.Width, units(mostBoard)) - 2*units(keyGap)
	unit := (room - 9*units(keyGap)) / 10
	y := units(keyGap)
	for _, row := range rows {
		var weights float32
		for _, c := range row {
			weights += c.weight
		}
		gaps := float32(len(row)-1) * units(keyGap)
		u := min(unit, (room-gaps)/weights)
		x := (size.Width - weights*u - gaps) / 2
		for _, c := range row {
			setBounds(c, x, y, u*c.weight, high)
			x += u*c.weight + units(keyGap)
		}
		y += high + units(keyGap)
	}
}

// place sets the digits in four rows of three, erasing and done beside them, two
// rows high each.
func (p *padKeys) place(size fyne.Size) {
	width := min(size.Width, units(mostPad))
	wide, high := (width-5*units(keyGap))/4, (size.Height-5*units(keyGap))/4
	left := (size.Width-width)/2 + units(keyGap)
	at := func(c *boardKey, column, row, rows int) {
		if c != nil {
			setBounds(c, left+float32(column)*(wide+units(keyGap)), units(keyGap)+float32(row)*(high+units(keyGap)),
				wide, float32(rows)*(high+units(keyGap))-units(keyGap))
		}
	}
	for i, c := range p.cells {
		at(c, i%3, i/3, 1)
	}
	at(p.erase, 3, 0, 2)
	at(p.done, 3, 2, 2)
}

// place sets the accents above their letter, inside of the keyboard: there is a
// row of digits above the letters.
func (o *offer) place(size fyne.Size) {
	from, wide := o.from.Position(), o.from.Size()
	total := float32(len(o.keys))*(wide.Width+units(keyGap)) + units(keyGap)
	x := min(max(from.X+wide.Width/2-total/2, 0), max(size.Width-total, 0))
	y := from.Y - wide.Height - units(keyGap)
	setBounds(o.bed, x, y-units(keyGap), total, wide.Height+2*units(keyGap))
	for i, c := range o.keys {
		setBounds(c, x+units(keyGap)+float32(i)*(wide.Width+units(keyGap)), y, wide.Width, wide.Height)
	}
}
