package document

import (
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
	f, err := loadFaces()
	if err != nil {
		return nil, err
	}
	title := func(l consent.Language) string { return words.For(l).T("doc.recovery.title") }
	clinic.FoldMarks, clinic.Print = false, ""
	template := content.Document{ID: recovery, Title: content.Text{FR: title(consent.French), EN: title(consent.English)}}
	s := &set{newSource(template, consent.Record{Read: first, Clinic: clinic, ContentVersion: lib.Version, Finished: r.Made}, lib, words), f}
	p := s.part(recoveryPart, "")
	p.running = p.passage(template.Title)
	p.draw = func() { recoverySheet{consenting{grid: grid{setter: p.setter}}}.set(r) }
	return s.layOut([]*plan{p})
}

// recoveryPart is set as a consent is, and is no part of one.
const recoveryPart Part = ""

// recoverySheet sets all that the sheet says.
type recoverySheet struct{ consenting }

func (rs recoverySheet) set(r Recovery) {
	const keySize, side = 15.0, 170.0
	rs.within(Sect, "", func() {
		tag := rs.tag(Heading1, "")
		title := rs.pairOf([2]Tag{tag, tag}, rs.passage(rs.template.Title).bold(), rs.measures.title)
		spaced(title.items)
		rs.push(title)
		for _, id := range []string{"secret", "use", "check"} {
			rs.row(nil, rs.phrase("recovery."+id))
		}
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
		for _, f := range []struct{ label, value string }{{"recovery.archive", r.Archive}, {"recovery.public", r.Recipient}, {"recovery.made", tidy(rs.words.For(rs.main).ZonedMoment(r.Made))}} {
			k := rs.textAt(Paragraph, "", append(append(rs.joint(f.label), span{": ", true, inkColour, ""}), typed(f.value)...), rs.text, rs.x, rs.width)
			k.gap = 6
			rs.push(k)
		}
		rs.blanks("recovery.place", "recovery.witness", 30)
	})
}

// joint is a word of the interface in both languages, on one line.
func (w *wording) joint(id string) []span {
	p := w.phrase(id).bold()
	return append(append(p.main, span{" / ", true, inkColour, ""}), p.other...)
}
