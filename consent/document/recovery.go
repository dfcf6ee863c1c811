package document

import (
	"strings"
	"time"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// Recovery is what a recovery sheet of the archive says. Who has the sheet can
// read every consent: it is printed once and locked away.
type Recovery struct {
	Archive   string    // the archive's id
	Recipient string    // its public key, to tell to which archive the sheet belongs
	Lines     []string  // the private key in groups, to be read and typed
	QR        string    // the same for a scanner: capitals, digits and hyphens
	Made      time.Time //
}

// recovery is the id of the sheet's template, which the content does not have:
// the sheet is for the clinic's staff and says nothing clinical.
const recovery = "recovery"

// LayoutRecovery lays out the recovery sheet of a clinic's archive: one page, the
// given language first.
func LayoutRecovery(r Recovery, first consent.Language, clinic consent.Clinic, lib *content.Library, words *locales.Bundle) (*Document, error) {
	return layoutSheet("recovery", r.Made, first, clinic, lib, words, func(s recoverySheet) { s.set(r) })
}

// Head is what a sheet says that is kept elsewhere: up to which entry an archive went.
type Head struct {
	Archive string    // the archive's id
	Line    string    // FILE:ENTRY:HASH
	Made    time.Time //
}

// LayoutHead lays out the sheet of an archive's last entry: one page, the given
// language first.
func LayoutHead(h Head, first consent.Language, clinic consent.Clinic, lib *content.Library, words *locales.Bundle) (*Document, error) {
	return layoutSheet("head", h.Made, first, clinic, lib, words, func(s recoverySheet) { s.setHead(h) })
}

// layoutSheet lays out one page for the clinic's staff. Its words lie below "doc." and
// its id.
func layoutSheet(id string, made time.Time, first consent.Language, clinic consent.Clinic, lib *content.Library, words *locales.Bundle,
	draw func(recoverySheet)) (*Document, error) {
	f, err := loadFaces()
	if err != nil {
		return nil, err
	}
	title := func(l consent.Language) string { return words.For(l).T("doc." + id + ".title") }
	clinic.FoldMarks, clinic.Print = false, ""
	template := content.Document{ID: recovery, Title: content.Text{FR: title(consent.French), EN: title(consent.English)}}
	s := &set{newSource(template, consent.Record{Read: first, Clinic: clinic, ContentVersion: lib.Version, Finished: made}, lib, words), f}
	p := s.part(recoveryPart, "")
	p.running = p.passage(template.Title)
	p.draw = func() { draw(recoverySheet{consenting{grid: grid{setter: p.setter}}}) }
	return s.layOut([]*plan{p})
}

// recoveryPart is set as a consent is, and is no part of one.
const recoveryPart Part = ""

// recoverySheet sets all that the sheet says.
type recoverySheet struct{ consenting }

func (rs recoverySheet) set(r Recovery) {
	const keySize, side = 15.0, 170.0
	rs.within(Sect, "", func() {
		rs.begin("recovery.secret", "recovery.use", "recovery.check")
		k, ok := rs.code(r.QR, side, rs.t(rs.main, "recovery.alt"))
		if !ok {
			return
		}
		k.gap = 14
		x, y, width := rs.x+side+16, 4.0, rs.width-side-16
		head := rs.textAt(Paragraph, "", rs.joint("recovery.key"), rs.text, x, width)
		k = k.add(head.items, 0, y)
		y += head.height + 6
		for _, line := range r.Lines {
			text := rs.textAt(Paragraph, "", bolder(typed(line)), keySize, x, width)
			k = k.add(text.items, 0, y)
			y += text.height + 5
		}
		k.height = max(k.height, y)
		rs.push(k)
		rs.line("recovery.archive", r.Archive)
		rs.line("recovery.public", r.Recipient)
		rs.line("recovery.made", tidy(rs.words.For(rs.main).ZonedMoment(r.Made)))
		rs.blanks("recovery.place", "recovery.witness", 30)
	})
}

func (rs recoverySheet) setHead(h Head) {
	const side = 120.0
	rs.within(Sect, "", func() {
		rs.begin("head.what", "head.use")
		k, ok := rs.code(strings.ToUpper(h.Line), side, rs.t(rs.main, "head.alt"))
		if !ok {
			return
		}
		k.gap = 14
		rs.push(k)
		rs.line("head.line", h.Line)
		rs.line("recovery.archive", h.Archive)
		rs.line("recovery.made", tidy(rs.words.For(rs.main).ZonedMoment(h.Made)))
		rs.blanks("recovery.place", "recovery.witness", 30)
	})
}

// begin sets the title and what is said first.
func (rs recoverySheet) begin(ids ...string) {
	tag := rs.tag(Heading1, "")
	title := rs.pairOf([2]Tag{tag, tag}, rs.passage(rs.template.Title).bold(), rs.measures.title)
	spaced(title.items)
	rs.push(title)
	for _, id := range ids {
		rs.row(nil, rs.phrase(id))
	}
}

// line sets a label and what was given for it.
func (rs recoverySheet) line(label, value string) {
	k := rs.textAt(Paragraph, "", append(append(rs.joint(label), span{": ", true, inkColour, ""}), typed(value)...), rs.text, rs.x, rs.width)
	k.gap = 6
	rs.push(k)
}

// joint is a word of the interface in both languages, on one line.
func (w *wording) joint(id string) []span {
	p := w.phrase(id).bold()
	return append(append(p.main, span{" / ", true, inkColour, ""}), p.other...)
}
