package document

import (
	"bytes"
	"fmt"
	"image"
	"io"
	"maps"
	"slices"

	"github.com/jung-kurt/gofpdf"

	"eclaire/assets"
)

// family is the name gofpdf knows the font by; the finisher writes another.
const family = "eclairesans"

// WritePDF writes the document as a PDF file that is PDF/A-3a and PDF/UA-1. The
// same document gives the same bytes.
func (d *Document) WritePDF(w io.Writer) error {
	pages, err := d.draw()
	if err != nil {
		return err
	}
	file, err := pages.finish()
	if err != nil {
		return err
	}
	_, err = w.Write(file)
	return err
}

// drawn is a document as gofpdf wrote it, and what the finisher adds.
type drawn struct {
	*Document
	raw       []byte
	structure *structure
	forms     []*figure     // drawings that pages name /P0, /P1 and so on
	photos    []*image.RGBA // images that pages name /I0, /I1 and so on
	same      []byte        // what every page shows, which they name /S
	runes     [2][]rune     // printed in regular and in bold, in order
}

// draw has gofpdf write the pages.
func (d *Document) draw() (*drawn, error) {
	pdf := gofpdf.NewCustom(&gofpdf.InitType{
		UnitStr: "pt", Size: gofpdf.SizeType{Wd: d.Width, Ht: d.Height},
	})
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(d.date.UTC())
	pdf.SetModificationDate(d.date.UTC())
	// gofpdf writes into the fonts it is given.
	pdf.AddUTF8FontFromBytes(family, "", slices.Clone(assets.FontRegular))
	pdf.AddUTF8FontFromBytes(family, "B", slices.Clone(assets.FontBold))
	pdf.SetCompression(false) // the finisher does it
	out := &drawn{Document: d, structure: newStructure(d.Elements, len(d.Pages))}
	pen := pdfPen{height: d.Height, digits: 1, used: [2]map[rune]bool{{' ': true}, {' ': true}}}
	for i, p := range d.Pages {
		pdf.AddPage()
		pdf.RawWriteStr(string(pen.page(p, marker{out.structure, i})))
	}
	out.structure.blanks()
	// A last page, which the finisher leaves out, asks gofpdf for the glyphs.
	pdf.AddPage()
	for i, style := range []string{"", "B"} {
		out.runes[i] = slices.Sorted(maps.Keys(pen.used[i]))
		pdf.SetFont(family, style, 11)
		pdf.Text(0, 0, string(out.runes[i]))
	}
	var b bytes.Buffer
	if err := pdf.Output(&b); err != nil {
		return nil, fmt.Errorf("failed to write the pages: %w", err)
	}
	out.raw, out.forms, out.same = b.Bytes(), pen.forms, pen.same
	out.photos = pen.photos
	return out, nil
}
