package document

// copied tells that this is the consent in one language: a copy to read.
func (m *measures) copied() bool { return m.part == ConsentPart && m.only != "" }

// copyWords say that this is a copy, and of which document.
func (st *setter) copyWords() []span {
	const named = 16 // so many digits of the digest name the document
	digest, err := st.record.Digest()
	if err != nil {
		st.fail(err)
		return nil
	}
	return words(st.t(st.main, "copy.mark", "ID", st.record.ID, "Digest", digest[:named]), true, st.main)
}

// copyMark says at the top of a copy what it is, in a heavy frame.
func (c *consenting) copyMark() {
	if !c.copied() {
		return
	}
	const above, in = 8.0, 6.0
	items, h := c.para(c.tag(Paragraph, c.main), c.copyWords(), c.text, c.x+in, c.width-2*in)
	mark := c.framed(block{height: h + 2*in}.add(items, 0, in), mainFrame)
	c.push(block{height: mark.height + 2*above, keep: true}.add(mark.items, 0, above))
}

// copyLine says it in the head of every other page of a copy.
func (p pager) copyLine() block {
	if !p.copied() {
		return block{}
	}
	items, h := p.para(Tag{}, p.copyWords(), p.text, p.x, p.headRoom())
	return block{items: items, height: h + 2}
}
