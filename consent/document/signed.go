package document

import (
	"slices"
	"strings"

	"eclaire/consent"
	"eclaire/content"
)

// signatures pushes a box for each signature, two or three beside each other, in the order
// of signing, and below them what they are and what their signers attest: all of it stands
// on one page, if one has room for it.
func (c *consenting) signatures(s content.Section) {
	c.heading(s.Title)
	across := 2
	if len(c.record.Signatures) == 3 {
		across = 3
	}
	rows := c.aside(func() {
		for row := range slices.Chunk(c.record.Signatures, across) {
			c.push(c.signatureRow(row, across))
		}
		c.fresh = true
		c.clauses(s)
		for _, sig := range c.record.Signatures {
			c.notEmpty(c.besides(sig))
		}
	})
	if needed(rows)+40 > c.room(false) { // with the heading
		c.push(rows...)
		return
	}
	c.push(merged(rows))
}

// many tells whether so many signed that their names stand beside what they drew and not
// below it. Large print has no room for that.
func (c *consenting) many() bool { return len(c.record.Signatures) > 3 && !c.large }

// signatureRow sets signatures beside each other, in boxes of one height.
func (c *consenting) signatureRow(all []consent.Signature, across int) block {
	const space, pad = 7.0, 5.0
	ink := 38.0
	if len(c.record.Signatures) > 3 || c.record.OfConsent() {
		ink = 26
	}
	width := (c.width - space*float64(across-1)) / float64(across)
	room := width - 2*pad
	if c.many() {
		room = 68
	}
	var k block
	for i, sig := range all {
		x := c.x + float64(i)*(width+space)
		own := c.signature(sig, Rect{x + pad, pad, room, ink}, width-2*pad)
		k = k.add(own.items, 0, 0)
		k.height = max(k.height, own.height+pad-1)
	}
	for i := range all {
		x := c.x + float64(i)*(width+space)
		k.items = append(k.items, Item{Tag{}, Box{Rect{x, 0, width, k.height}, NoColour, inkColour, 0.9}})
	}
	k.gap = 3
	return k.grow(2)
}

// signature sets what a hand has drawn or typed, and below it, or beside it where it leaves
// room of the width, who it was, as what, and when.
func (c *consenting) signature(sig consent.Signature, at Rect, width float64) block {
	var k block
	c.within(Sect, "", func() {
		switch {
		case sig.Method == consent.MethodTyped:
			items, h := c.para(c.tag(Paragraph, ""), bolder(typed(sig.Typed)), 12, at.X, at.W)
			k = k.add(items, 0, at.Y+6)
			at.H = max(at.H, h+6)
		case !sig.Method.Signed():
			items, _ := c.para(c.tag(Paragraph, ""), c.joined(c.phrase("no_signature")), c.text, at.X, at.W)
			k = k.add(items, 0, at.Y+4)
		default:
			tag := c.tag(FigureRole, c.main)
			tag.Alt = c.t(c.main, "roles."+string(sig.Role)) + ", " + c.t(c.main, "method."+string(sig.Method))
			k.items = append(k.items, Item{tag, signed(sig.Strokes, at)})
		}
		x, y := at.X, at.Y+at.H+2
		if at.W < width {
			x, y = at.X+at.W+4, at.Y-2
		}
		for _, line := range c.beside(sig) {
			items, h := c.para(c.tag(Paragraph, ""), line, c.text-1, x, at.X+width-x)
			k = k.add(items, 0, y)
			y += h
		}
		k.height = max(y, at.Y+at.H+2)
	})
	return k
}

// beside are the lines below a signature: the name, the role, how, and when.
func (c *consenting) beside(sig consent.Signature) [][]span {
	role := c.phrase("roles." + string(sig.Role))
	if sig.Role == consent.RoleStaff && sig.Function != "" {
		role = same(sig.Function)
	}
	lines := [][]span{bolder(typed(sig.Name))}
	lines = append(lines, c.joined(role))
	if sig.Method != consent.MethodDrawn {
		lines = append(lines, c.joined(c.phrase("method."+string(sig.Method))))
	}
	s := c.words.For(c.main)
	return append(lines, words(tidy(s.ZonedMoment(sig.At)), false, c.main))
}

// besides is what stands below the signatures of one: what an interpreter attests, who
// saw a mark being made, and that a typed name is another than the signer's.
func (c *consenting) besides(sig consent.Signature) (out passage) {
	switch {
	case sig.Role == consent.RoleInterpreter && c.record.Case.InterpreterLanguage != "":
		out = c.phrase("attest.language", "Name", sig.Name, "Language", c.record.Case.InterpreterLanguage)
	case sig.Role == consent.RoleInterpreter:
		out = c.phrase("attest", "Name", sig.Name)
	}
	if sig.Method == consent.MethodMark {
		witness := c.record.Case.Witness
		for _, s := range c.record.Signatures {
			if s.Role == consent.RoleWitness {
				witness = s.Name
			}
		}
		out = out.and(c.phrase("mark_before", "Name", sig.Name, "Witness", witness))
	}
	if sig.Method == consent.MethodTyped && sig.Differs(sig.Name) {
		out = out.and(c.phrase("typed_differs", "Name", sig.Name, "Typed", sig.Typed))
	}
	return out
}

// trusted names the trusted person, how to reach them, and what they are to the patient;
// or says whether naming one was offered.
func (c *consenting) trusted() passage {
	k := c.record.Case
	if k.TrustedPerson == "" {
		if k.TrustedOffered == consent.NotEntered {
			return c.phrase("trusted.open")
		}
		return c.phrase("trusted." + string(k.TrustedOffered))
	}
	parts := []string{k.TrustedPerson}
	for _, more := range []string{k.TrustedRelation, string(unbroken(k.TrustedContact))} {
		if more != "" {
			parts = append(parts, more)
		}
	}
	return c.phrase("trusted.named", "Name", strings.Join(parts, ", "))
}

// signed is the strokes of a hand fitted into a box.
func signed(strokes []consent.Stroke, box Rect) Ink {
	k := Ink{Strokes: strokes, Scale: 1, LineWidth: 0}
	own := k.bounds()
	if own.W == 0 && own.H == 0 {
		own.W = 1
	}
	const pen = 1.3 // points
	scale := min((box.W-2*pen)/max(own.W, 1e-6), (box.H-2*pen)/max(own.H, 1e-6), 260)
	return Ink{
		Strokes: strokes, Scale: scale, LineWidth: pen,
		X: box.X + (box.W-own.W*scale)/2 - own.X*scale,
		Y: box.Y + (box.H-own.H*scale)/2 - own.Y*scale,
	}
}

// digests shows by what a sheet and its file can be matched: the square code, and the
// digests of the record and of the information as it was read.
func (c *consenting) digests(s content.Section) {
	side := 56.0              // 20 mm
	if c.record.OfConsent() { // all of it stands on one page
		side = 48
	}
	code, err := Code(c.record)
	if err != nil {
		c.fail(err)
		return
	}
	digest, err := c.record.Digest()
	if err != nil {
		c.fail(err)
		return
	}
	c.heading(s.Title)
	k, ok := c.code(code, side, c.t(c.main, "checked.alt", "ID", c.record.ID))
	if !ok {
		return
	}
	x, width, y := c.x+side+6, c.width-side-6, 1.0
	line := func(label passage, sum string) {
		const size = 9.4
		items, h := c.para(c.tag(Paragraph, ""), bolder(c.joined(label)), c.text, x, width)
		k = k.add(items, 0, y)
		y += h
		items, h = c.para(c.tag(Paragraph, ""), typed(grouped(sum)), size, x, width)
		k = k.add(items, 0, y)
		y += h + 1
	}
	line(c.phrase("digests.record"), digest)
	if c.read != "" {
		line(c.phrase("digests.read"), c.read)
	}
	k.height = max(k.height, y)
	c.push(k)
	c.fresh = true
	c.clauses(s)
}

// code sets the square code of a text at the left margin; alt says what it is.
func (st *setter) code(text string, side float64, alt string) (k block, ok bool) {
	m, err := newMatrix(text, side)
	if err != nil {
		st.fail(err)
		return block{}, false
	}
	tag := st.tag(FigureRole, st.main)
	tag.Alt = alt
	m.X = st.x
	return block{items: []Item{{tag, m}}, height: side}, true
}

// grouped writes a digest in groups of four digits, for people who compare it.
func grouped(digest string) string {
	var groups []string
	for g := range slices.Chunk([]byte(strings.ToUpper(digest)), 4) {
		groups = append(groups, string(g))
	}
	return strings.Join(groups, " ")
}
