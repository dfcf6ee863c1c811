package widget

import (
	"slices"
	"strings"
	"unicode"

	"eclaire/ui/theme"
)

// layerName names a set of keys that are shown together.
type layerName string

const (
	letters layerName = "letters"
	accents layerName = "accents"
	signs   layerName = "signs"
	dates   layerName = "dates"
	digits  layerName = "digits"
	decimal layerName = "decimal"
)

// first is the layer with which a field of a kind begins.
func first(k Kind) layerName {
	switch k {
	case Dates:
		return dates
	case Counts, Codes:
		return digits
	case Decimals:
		return decimal
	}
	return letters
}

// layerOf is a layer, with a key for the next line or without.
type layerOf struct {
	name  layerName
	lines bool
}

// layer is the keys of one layer, in rows from the top or as a pad of digits.
type layer struct {
	rows [][]*boardKey
	pad  *padKeys
}

// padKeys are the keys of a pad: four rows of three, erasing and done beside them.
type padKeys struct {
	cells       [12]*boardKey // nil where there is none
	erase, done *boardKey
}

func (l *layer) keys() []*boardKey {
	if l.pad != nil {
		var list []*boardKey
		for _, c := range l.pad.cells {
			if c != nil {
				list = append(list, c)
			}
		}
		return append(list, l.pad.erase, l.pad.done)
	}
	return slices.Concat(l.rows...)
}

// What the layers show. Every printable sign of ASCII is on a key, and digits,
// hyphen, comma, full stop, question and exclamation mark are on each layer; where
// lines are written, their key stands in the place of the last two.
const (
	digitRow   = "1234567890"
	signRow1   = "\"#$%&'()*+"
	signRow2   = "/:;<=>@[\\]"
	signRow3   = "^_`{|}~€£§"
	accentRow1 = "éèêëàâäçîï"
	accentRow2 = "ôöùûüÿœæñß"
	accentRow3 = "'’:;@()"
	points     = ".,:;'’`\"-_^~" // small signs, which are written larger
)

// accentsOf are what a long press on a letter offers.
func accentsOf(letter rune) string {
	switch letter {
	case 'a':
		return "àâäæáãå"
	case 'c':
		return "çćč"
	case 'e':
		return "éèêëę"
	case 'i':
		return "îïíì"
	case 'l':
		return "ł"
	case 'n':
		return "ñń"
	case 'o':
		return "ôöœóòõø"
	case 's':
		return "ßšś"
	case 'u':
		return "ùûüú"
	case 'y':
		return "ÿý"
	case 'z':
		return "žźż"
	}
	return ""
}

func (k *Keyboard) makeLayer(name layerName) *layer {
	switch name {
	case accents:
		third := append(append([]*boardKey{k.shiftKey()}, k.runes(accentRow3)...), k.eraseKey())
		return &layer{rows: [][]*boardKey{k.runes(digitRow), k.runes(accentRow1), k.runes(accentRow2), third, k.bottom(letters, signs)}}
	case signs:
		third := append(k.runes(signRow3), k.eraseKey())
		return &layer{rows: [][]*boardKey{k.runes(digitRow), k.runes(signRow1), k.runes(signRow2), third, k.bottom(accents, letters)}}
	case dates:
		return k.makePad(k.charKey('/'), nil)
	case digits:
		return k.makePad(nil, nil)
	case decimal:
		return k.makePad(k.charKey('-'), k.charKey(k.decimalSign()))
	}
	rows := [3]string{"azertyuiop", "qsdfghjklm", "wxcvbn'"}
	if k.Layout == QWERTY {
		rows = [3]string{"qwertyuiop", "asdfghjkl'", "zxcvbnm"}
	}
	third := append(append([]*boardKey{k.shiftKey()}, k.runes(rows[2])...), k.eraseKey())
	return &layer{rows: [][]*boardKey{k.runes(digitRow), k.runes(rows[0]), k.runes(rows[1]), third, k.bottom(accents, signs)}}
}

// decimalSign is a comma where nothing else is said.
func (k *Keyboard) decimalSign() rune {
	for _, r := range k.Words.Decimal {
		return r
	}
	return ','
}

// bottom is the lowest row: the ways to two other layers, what ends a word or a
// sentence, and the end.
func (k *Keyboard) bottom(left, right layerName) []*boardKey {
	row := []*boardKey{k.layerKey(left), k.layerKey(right)}
	row = append(row, k.narrow("-,")...)
	space := k.newKey("space", k.Words.Space, 2.3, func() { k.typeRune(' ') })
	row = append(row, space)
	if k.kind == Lines {
		row = append(append(row, k.narrow(".")...), k.lineKey())
	} else {
		row = append(row, k.narrow(".?!")...)
	}
	return append(row, k.doneKey(1.7))
}

func (k *Keyboard) narrow(set string) []*boardKey {
	row := k.runes(set)
	for _, c := range row {
		c.weight = 0.75
	}
	return row
}

func (k *Keyboard) layerKey(name layerName) *boardKey {
	caption, words := "abc", k.Words.Letters
	switch name {
	case accents:
		caption, words = "éàç", k.Words.Accents
	case signs:
		caption, words = "#+=", k.Words.Signs
	}
	c := k.newKey(string(name), caption, 1.15, func() { k.show(name) })
	c.words = words
	return c
}

func (k *Keyboard) shiftKey() *boardKey {
	c := k.newKey("shift", "", 1.5, func() { k.shift(k.recent()) })
	c.glyph, c.words = GlyphShift, k.Words.Shift
	return c
}

func (k *Keyboard) eraseKey() *boardKey {
	c := k.newKey("erase", "", 1.5, k.erase)
	c.glyph, c.words, c.repeats = GlyphErase, k.Words.Erase, true
	return c
}

func (k *Keyboard) lineKey() *boardKey {
	c := k.newKey("line", "", 1.5, k.line)
	c.glyph, c.words = GlyphLine, k.Words.Line
	return c
}

func (k *Keyboard) doneKey(weight float32) *boardKey {
	c := k.newKey("done", k.Words.Done, weight, k.done)
	c.selected, c.checked = true, true
	return c
}

func (k *Keyboard) runes(set string) []*boardKey {
	var row []*boardKey
	for _, r := range set {
		row = append(row, k.charKey(r))
	}
	return row
}

// charKey is a key for one character, or for its capital.
func (k *Keyboard) charKey(r rune) *boardKey {
	c := k.newKey("", string(r), 1, nil)
	c.char, c.textSize = r, theme.SizeButton
	if strings.ContainsRune(points, r) {
		c.textSize = theme.SizeTitle
	}
	c.act = func() { k.typeRune(c.shown()) }
	return c
}

func (k *Keyboard) makePad(left, right *boardKey) *layer {
	p := &padKeys{erase: k.eraseKey(), done: k.doneKey(1)}
	for i, r := range "123456789" {
		p.cells[i] = k.charKey(r)
	}
	p.cells[9], p.cells[10], p.cells[11] = left, k.charKey('0'), right
	l := &layer{pad: p}
	p.erase.textSize, p.done.textSize = theme.SizeButton, theme.SizeButton
	return l
}

// shown is the character that the key shows and types.
func (c *boardKey) shown() rune {
	if c.board.caps != small {
		return unicode.ToUpper(c.char)
	}
	return c.char
}
