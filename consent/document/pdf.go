package document

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"io"
	"sync"
	"time"

	"github.com/jung-kurt/gofpdf"
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
	forms     []*figure      // drawings that pages name /P0, /P1 and so on
	photos    []*image.RGBA  // images that pages name /I0, /I1 and so on
	same      []byte         // what every page shows, which they name /S
	fonts     [2]*fontSubset // regular, which pages name /F0, and bold, /F1
}

// draw has gofpdf write the pages and the fonts.
func (d *Document) draw() (*drawn, error) {
	out := &drawn{Document: d, structure: newStructure(d.Elements, len(d.Pages))}
	pen := pdfPen{height: d.Height, digits: 1}
	pdf := newPDF(d.Width, d.Height)
	for i, p := range d.Pages {
		pdf.AddPage()
		pdf.RawWriteStr(string(pen.page(p, marker{out.structure, i})))
	}
	out.structure.blanks()
	out.forms, out.same, out.photos = pen.forms, pen.same, pen.photos
	var faults [2]error
	var fonts sync.WaitGroup
	for face := range out.fonts {
		fonts.Go(func() { out.fonts[face], faults[face] = fontSubsets.get(face, pen.used[face].runes()) })
	}
	var err error
	out.raw, err = output(pdf)
	fonts.Wait()
	return out, errors.Join(err, faults[0], faults[1])
}

// newPDF begins a file of gofpdf. It is not compressed: the finisher does it.
func newPDF(width, height float64) *gofpdf.Fpdf {
	pdf := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", Size: gofpdf.SizeType{Wd: width, Ht: height}})
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	pdf.SetCatalogSort(true)
	pdf.SetCompression(false)
	return pdf
}

// output gives the file of gofpdf. Its dates are those of no day: the finisher writes
// its own.
func output(pdf *gofpdf.Fpdf) ([]byte, error) {
	pdf.SetCreationDate(time.Unix(0, 0).UTC())
	pdf.SetModificationDate(time.Unix(0, 0).UTC())
	var b bytes.Buffer
	if err := pdf.Output(&b); err != nil {
		return nil, fmt.Errorf("failed to write the pages: %w", err)
	}
	return b.Bytes(), nil
}
