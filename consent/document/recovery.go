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

// recoverySheet sets all that the sheet says below its title.
type recoverySheet struct{ tables }

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
	b := newBuilder(template, consent.Record{Read: first, Clinic: clinic, ContentVersion: lib.Version}, lib, words, f)
	cover{tables{b.setter}}.set()
	recoverySheet{tables{b.setter}}.set(r)
	return b.finished(r.Made)
}

// set pushes all that the sheet says below its title.
func (rs recoverySheet) set(r Recovery) {
	const keySize, side = 15.0, 170.0
	paragraph := func(id string, gap float64) {
		keep := func(s string) string { return s }
		k := rs.pair(Paragraph, passage{
			marked(rs.t(rs.main, "recovery."+id), inkColour, rs.main, keep),
			marked(rs.t(rs.other, "recovery."+id), quietColour, rs.other, keep),
		}, body, 0)
		k.gap = gap
		rs.push(k)
	}
	paragraph("secret", 14)
	paragraph("use", 8)
	paragraph("check", 8)
	k, ok := rs.code(r.QR, side, rs.t(rs.main, "recovery.alt"))
	if !ok {
		return
	}
	k.gap = 18
	x, y := margin+side+20, 4.0
	head := rs.text(Paragraph, "", rs.label("recovery.key"), body, x, rs.full()-side-20)
	k = k.add(head.items, 0, y)
	y += head.height + 6
	for _, line := range r.Lines {
		text := rs.text(Paragraph, "", bolder(typed(line)), keySize, x, rs.full()-side-20)
		k = k.add(text.items, 0, y)
		y += text.height + 5
	}
	k.height = max(k.height, y)
	rs.push(k)
	rs.facts(1, []fact{{label: rs.label("recovery.archive"), value: typed(r.Archive)}})
	rs.facts(1, []fact{{label: rs.label("recovery.public"), value: typed(r.Recipient)}})
	rs.facts(1, []fact{{label: rs.label("recovery.made"), value: rs.both(func(s *locales.Speaker) string { return s.Moment(r.Made) })}})
	rs.push(rs.blanks("recovery.place", "recovery.witness", 30, 14))
}
