// Package document draws the paper: from a finished record and the content it
// rests on it lays out the parts of one document (see Part), writes them as PDF
// and draws the same pages for the screen.
//
// The record and the content alone decide what stands on the pages: the same
// input gives the same bytes. It holds no clinical sentence, gives no advice,
// reads no clock and touches no file. Its errors never hold
// what a person entered.
package document

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// The reasons to refuse a record.
var (
	ErrOtherContent = errors.New("the record was read with another version of the content")
	ErrUnknown      = errors.New("the record names something that the content lacks")
)

// Document is a laid out document. It does not change after Layout.
type Document struct {
	Title         string // in the language read; never names the patient
	Pages         []Page
	Elements      []Element // the structure that items belong to; [0] is the root
	Width, Height float64   // of each page, in points

	titles  map[consent.Language]string
	author  string
	lang    consent.Language
	date    time.Time
	seal    string // what the field of the seal is called, for those who cannot see it
	subject string // what the file with the record inside is called
	record  []byte // to go into the file; nil for none
}

// Layout lays the document of a record's outcome out: what was signed, what is taken
// home, the letter and the information as it was read, each of them if the outcome has
// it. It refuses a record of another content version (ErrOtherContent), one that names
// ids the content lacks (ErrUnknown), and texts with characters that the font cannot
// print (GlyphError).
func Layout(r consent.Record, lib *content.Library, words *locales.Bundle) (*Document, error) {
	s, err := newSet(string(r.Outcome), r, lib, words)
	if err != nil {
		return nil, err
	}
	d, err := s.layOut(s.parts())
	if err != nil {
		return nil, err
	}
	d.record, err = r.Canonical()
	return d, err
}

// LayoutTakeHome lays out the sheets to take home alone. They carry no record
// inside: whoever is given them need not know what was decided.
func LayoutTakeHome(r consent.Record, lib *content.Library, words *locales.Bundle) (*Document, error) {
	s, err := newSet(string(r.Outcome), r, lib, words)
	if err != nil {
		return nil, err
	}
	sheets, ok := lib.Document(content.TakeHome)
	if !ok {
		return nil, fmt.Errorf("%w: no document %q", ErrUnknown, content.TakeHome)
	}
	s.template.Title, s.template.Unsigned = sheets.Title, content.Text{}
	return s.layOut(s.followUps(sheets.FollowUp))
}

// LayoutCopy lays out what was signed once more in one language, for the patient to read.
// It says on each page that it is a copy, and of which document. It carries no record
// inside.
func LayoutCopy(r consent.Record, in consent.Language, lib *content.Library, words *locales.Bundle) (*Document, error) {
	s, err := newSet(string(r.Outcome), r, lib, words)
	if err != nil {
		return nil, err
	}
	read := s.informationParts(s.template.Information)
	for _, p := range read {
		p.unseen = true
	}
	d, err := s.layOut(append([]*plan{s.consentPart(in, read)}, read...))
	if err != nil {
		return nil, err
	}
	d.lang, d.Title, d.Elements[0].Lang = in, d.titles[in], in
	return d, nil
}

// LayoutBooklet lays out the information without any patient, for a clinic, in
// the order of languages that begins with first.
func LayoutBooklet(first consent.Language, clinic consent.Clinic, lib *content.Library, words *locales.Bundle) (*Document, error) {
	s, err := newSet(content.Booklet, consent.Record{Read: first, Clinic: clinic, ContentVersion: lib.Version}, lib, words)
	if err != nil {
		return nil, err
	}
	return s.layOut(append(s.informationParts(s.template.Information), s.followUps(s.template.FollowUp)...))
}

// LayoutHome lays out what a patient takes home between two moments of a session that is
// not finished: the information for the case as it stands, and the patient's own
// questions. It says that it is not signed, holds no decision and carries no record
// inside. made is when.
func LayoutHome(k consent.Session, made time.Time, lib *content.Library, words *locales.Bundle) (*Document, error) {
	s, err := newSet(content.Home, consent.Record{
		Schema: consent.RecordSchema, Specimen: k.Specimen, Read: k.Language, Clinic: k.Clinic, ContentVersion: k.Script.Content,
		Case: k.Case, Questions: k.Questions, Corrections: k.Corrections, Started: k.Started, Finished: made,
	}, lib, words)
	if err != nil {
		return nil, err
	}
	return s.layOut(append(s.informationParts(s.template.Information), s.followUps(s.template.FollowUp)...))
}

// set is what the parts of one document are drawn from.
type set struct {
	source
	faces faces
}

// plan is one part to be laid out; ready is closed when it is.
type plan struct {
	*setter
	draw   func()
	pages  []Page
	ready  chan struct{}
	unseen bool // its digest is shown, and not itself
}

func newSet(id string, r consent.Record, lib *content.Library, words *locales.Bundle) (*set, error) {
	if r.ContentVersion != lib.Version {
		return nil, fmt.Errorf("%w: %.12s, not %.12s", ErrOtherContent, r.ContentVersion, lib.Version)
	}
	template, ok := lib.Document(id)
	if !ok {
		return nil, fmt.Errorf("%w: no document %q", ErrUnknown, id)
	}
	f, err := loadFaces()
	if err != nil {
		return nil, err
	}
	return &set{newSource(template, r, lib, words), f}, nil
}

// parts are those of the outcome's document, in their order.
func (s *set) parts() []*plan {
	read := s.informationParts(s.template.Information)
	out := append([]*plan{s.consentPart("", read)}, s.followUps(s.template.FollowUp)...)
	if len(s.template.Letter) > 0 && s.record.Clinic.Letter && s.record.Stands() {
		out = append(out, s.letterPart())
	}
	return append(out, read...)
}

// part begins one part.
func (s *set) part(p Part, only consent.Language) *plan {
	return &plan{setter: newSetter(p, only, s.source, s.faces), ready: make(chan struct{})}
}

// consentPart is part A, in both languages or as a copy in one. It shows the digest of
// the information parts, and waits for them.
func (s *set) consentPart(only consent.Language, read []*plan) *plan {
	p := s.part(ConsentPart, only)
	p.running = p.passage(p.titled())
	p.draw = func() {
		c := consenting{grid: grid{setter: p.setter}}
		if len(read) > 0 {
			c.read = digestOf(read)
		}
		c.set()
	}
	return p
}

// followUps is part B in each language, the one read first.
func (s *set) followUps(sections []string) (out []*plan) {
	if len(sections) == 0 {
		return nil
	}
	for _, l := range []consent.Language{s.main, s.other} {
		p := s.part(FollowUpPart, l)
		p.draw = func() { followUp{p.setter}.set(sections) }
		out = append(out, p)
	}
	return out
}

// letterPart is part C, in the language that the clinic has chosen for it.
func (s *set) letterPart() *plan {
	lang := s.record.Clinic.LetterLanguage
	if lang == "" {
		lang = s.main
	}
	p := s.part(LetterPart, lang)
	p.draw = func() { letter{setter: p.setter}.set(s.template.Letter) }
	return p
}

// informationParts is part D in each language that was shown, the one read first; without
// a patient, or for home, in both.
func (s *set) informationParts(sections []string) (out []*plan) {
	if len(sections) == 0 {
		return nil
	}
	marked := !s.forAnybody() && !s.forHome()
	if marked && s.record.Outcome == consent.DeclineInformation && len(s.record.Seen)+len(s.record.Passed) == 0 {
		return nil
	}
	for _, l := range []consent.Language{s.main, s.other} {
		if marked && l != s.main && !slices.Contains(s.record.Shown, l) {
			continue
		}
		p := s.part(InformationPart, l)
		p.draw = func() {
			d := information{p.setter, marked}
			d.begin()
			d.sections(sections, d.section)
		}
		out = append(out, p)
	}
	return out
}

// layOut lays parts out side by side, and joins them.
func (s *set) layOut(plans []*plan) (*Document, error) {
	var all sync.WaitGroup
	for _, p := range plans {
		all.Go(func() {
			defer close(p.ready)
			p.draw()
			p.pages = pager{p.setter}.paginate()
		})
	}
	all.Wait()
	w := newWording(s.source)
	titles := map[consent.Language]string{s.main: w.documentTitle(s.main), s.other: w.documentTitle(s.other)}
	d := &Document{
		Title: titles[s.main], titles: titles, author: tidy(s.record.Clinic.Name), lang: s.main, date: s.record.Finished,
		seal: w.twin("seal.field"), subject: w.twin("record_file.desc"),
		Elements: []Element{{Role: Whole, Lang: s.main}},
	}
	for _, p := range plans {
		if *p.err != nil {
			return nil, *p.err
		}
		if p.unseen {
			continue
		}
		if s.record.Clinic.Duplex {
			d.turn()
		}
		d.join(p)
	}
	if *s.err != nil {
		return nil, *s.err
	}
	return d, nil
}

// turn leaves the back of a leaf empty, so that the next part begins on a front.
func (d *Document) turn() {
	if n := len(d.Pages); n%2 == 1 {
		last := d.Pages[n-1]
		d.Pages = append(d.Pages, Page{Number: n + 1, Width: last.Width, Height: last.Height, Part: last.Part, Lang: last.Lang})
	}
}

// join adds the pages of a part, with its elements behind those that are there already.
func (d *Document) join(p *plan) {
	base := len(d.Elements) - 1
	d.Elements = slices.Grow(d.Elements, len(p.elements))
	for _, e := range p.elements[1:] {
		if e.Parent > 0 {
			e.Parent += base
		}
		d.Elements = append(d.Elements, e)
	}
	for _, page := range p.pages {
		for i := range page.Items {
			if page.Items[i].Tag.Element > 0 {
				page.Items[i].Tag.Element += base
			}
		}
		page.Number = len(d.Pages) + 1
		d.Width, d.Height = page.Width, page.Height
		d.Pages = append(d.Pages, page)
	}
}
