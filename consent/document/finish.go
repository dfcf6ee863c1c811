package document

import (
	"bytes"
	"crypto/md5"
	"errors"
	"fmt"
	"image"
	"strconv"
	"strings"
	"sync"

	"eclaire/assets"
	"eclaire/consent"
)

// tags are the languages as PDF names them.
var tags = map[consent.Language]string{consent.French: "fr-FR", consent.English: "en-GB"}

// errShape says that gofpdf wrote something else than this finisher knows.
var errShape = errors.New("failed to finish the pages: the page writer's output has another shape than expected")

// The objects that gofpdf writes for a font, from the Type 0 font on.
const (
	fontType0 = iota
	fontCID
	fontUnicode
	fontSystem
	fontDescriptor
	fontGlyphs
	fontFile
	fontObjects
)

// finisher writes gofpdf's pages and fonts anew as a file that is PDF/A-3a and
// PDF/UA-1: with the structure, the languages, the record as an associated file,
// the colour profile, the metadata, bookmarks, and an empty field for the seal.
// It rests on gofpdf's regular output, which its own cross-reference table
// splits.
type finisher struct {
	*drawn
	*writer
	root  int   // number of the root of the pages
	pages []int // numbers of the pages
}

// finish completes the file.
func (d *drawn) finish() ([]byte, error) {
	objects, err := splitObjects(d.raw)
	if err != nil {
		return nil, err
	}
	w := newWriter()
	f := &finisher{drawn: d, writer: w}
	catalog, info, tree, field, form := w.reserve(), w.reserve(), w.reserve(), w.reserve(), w.reserve()
	if err := f.writePages(objects, f.resources(), field); err != nil {
		return nil, err
	}
	f.sealField(field)
	f.tree(tree, field, form)
	f.catalog(catalog, tree, field)
	f.info(info)
	return w.finish(catalog, info), nil
}

// splitObjects gives the body of each object, from behind "n 0 obj" to the end
// of "endobj", by its number.
func splitObjects(pdf []byte) ([][]byte, error) {
	at := bytes.LastIndex(pdf, []byte("\nxref\n0 "))
	if at < 0 {
		return nil, errShape
	}
	var count int
	table := pdf[at+len("\nxref\n"):]
	if _, err := fmt.Sscanf(string(table[:min(20, len(table))]), "0 %d", &count); err != nil {
		return nil, errShape
	}
	rows := bytes.Split(table, []byte("\n"))
	if count < 5 || len(rows) < count+1 {
		return nil, errShape
	}
	objects := make([][]byte, count)
	for n := 1; n < count; n++ {
		offset, err := strconv.Atoi(string(rows[n+1][:min(10, len(rows[n+1]))]))
		head := fmt.Appendf(nil, "%d 0 obj\n", n)
		if err != nil || offset < 0 || offset > at || !bytes.HasPrefix(pdf[offset:], head) {
			return nil, errShape
		}
		objects[n] = pdf[offset+len(head):]
	}
	// Each object ends where its own bytes end; a stream says how long it is.
	for n := 1; n < count; n++ {
		end, err := objectEnd(objects[n])
		if err != nil {
			return nil, err
		}
		objects[n] = objects[n][:end]
	}
	return objects, nil
}

var (
	streamMark = []byte("\nstream\n")
	endMark    = []byte("endobj\n")
	lengthKey  = []byte("/Length ")
)

// objectEnd finds the end of the object that b begins with.
func objectEnd(b []byte) (int, error) {
	end := bytes.Index(b, endMark)
	if end < 0 {
		return 0, errShape
	}
	if start, length, ok := stream(b[:end]); ok {
		if start+length > len(b) {
			return 0, errShape
		}
		rest := bytes.Index(b[start+length:], endMark)
		if rest < 0 {
			return 0, errShape
		}
		end = start + length + rest
	}
	return end + len(endMark), nil
}

// stream tells where the stream of an object begins and how long it is.
func stream(b []byte) (start, length int, ok bool) {
	at := bytes.Index(b, streamMark)
	if at < 0 {
		return 0, 0, false
	}
	key := bytes.Index(b[:at], lengthKey)
	if key < 0 {
		return 0, 0, false
	}
	for _, c := range b[key+len(lengthKey) : at] {
		if c < '0' || c > '9' {
			break
		}
		length = length*10 + int(c-'0')
	}
	return at + len(streamMark), length, true
}

// resources writes fonts and drawings and gives the dictionary that all pages
// share.
func (f *finisher) resources() string {
	var b strings.Builder
	b.WriteString("<</Font<<")
	for i, font := range f.fonts {
		fmt.Fprintf(&b, "/F%d %d 0 R", i, f.font(font))
	}
	b.WriteString(">>")
	fonts := b.String() + ">>"
	if len(f.forms)+len(f.photos) > 0 || f.same != nil {
		b.WriteString("/XObject<<")
		if f.same != nil {
			n := f.reserve()
			f.stream(n, fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 %s %s]/Resources%s", points(f.Width), points(f.Height), fonts), f.same)
			fmt.Fprintf(&b, "/S %d 0 R", n)
		}
		for i, form := range f.forms {
			n := f.reserve()
			f.plain(n, form.form)
			fmt.Fprintf(&b, "/P%d %d 0 R", i, n)
		}
		for i, photo := range f.photos {
			n := f.reserve()
			f.photo(n, photo)
			fmt.Fprintf(&b, "/I%d %d 0 R", i, n)
		}
		b.WriteString(">>")
	}
	b.WriteString(">>")
	n := f.reserve()
	f.small(n, b.String())
	return fmt.Sprintf("%d 0 R", n)
}

// photo writes an image.
func (f *finisher) photo(n int, img *image.RGBA) {
	size := img.Rect.Size()
	data := make([]byte, 0, 3*size.X*size.Y)
	for y := range size.Y {
		for x := range size.X {
			i := img.PixOffset(x, y)
			data = append(data, img.Pix[i:i+3]...)
		}
	}
	f.stream(n, fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8", size.X, size.Y), data)
}

// writePages writes the pages and what stands on them.
func (f *finisher) writePages(objects [][]byte, resources string, field int) error {
	const first = 3 // gofpdf writes page, content, page, content … from here on
	var kids strings.Builder
	f.root = f.reserve()
	for i := range f.Pages {
		at := first + 2*i + 1
		if at >= len(objects) {
			return errShape
		}
		drawing, ok := streamOf(objects[at])
		if !ok {
			return errShape
		}
		content, page := f.reserve(), f.reserve()
		f.stream(content, "", drawing)
		annotations := ""
		if i == 0 {
			annotations = fmt.Sprintf("/Annots[%d 0 R]", field)
		}
		f.small(page, fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Resources %s/Contents %d 0 R/StructParents %d/Tabs/S%s>>",
			f.root, points(f.Width), points(f.Height), resources, content, i, annotations))
		f.pages = append(f.pages, page)
		fmt.Fprintf(&kids, " %d 0 R", page)
	}
	f.small(f.root, fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(f.Pages), kids.String()[1:]))
	return nil
}

func points(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// sealField writes the field that the seal will be the value of. It is nothing to
// be seen: a widget without extent, with an empty appearance since some readers miss
// one (ISO 19005-3, 6.3.3), named for those who cannot see it (ISO 14289-1, 7.18.1).
func (f *finisher) sealField(n int) {
	empty := f.reserve()
	f.ready(empty, "/Type/XObject/Subtype/Form/BBox[0 0 0 0]/Resources<<>>", nil)
	f.plain(n, fmt.Sprintf("<</Type/Annot/Subtype/Widget/FT/Sig/T(Seal)/TU%s/Rect[0 0 0 0]/F 132/AP<</N %d 0 R>>/P %d 0 R/StructParent %d>>",
		textString(f.seal), empty, f.pages[0], len(f.pages)))
}

// tree writes the structure: its root, all elements, and for each page which
// mark belongs to which element.
func (f *finisher) tree(root, field, form int) {
	numbers := f.structure.write(f.writer, root, f.pages, form)
	f.small(form, fmt.Sprintf("<</S/Form/P %d 0 R/Lang(%s)/Alt%s/K[<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>]>>",
		numbers[0], tags[f.lang], textString(f.seal), f.pages[0], field))
	parents := f.reserve()
	f.appended(parents, func(b []byte) []byte {
		b = append(b, "<</Nums["...)
		for i, marks := range f.structure.marks {
			b = append(strconv.AppendInt(b, int64(i), 10), '[')
			for j, e := range marks {
				if j > 0 {
					b = append(b, ' ')
				}
				b = appendRef(b, numbers[e])
			}
			b = append(b, ']')
		}
		b = append(strconv.AppendInt(b, int64(len(f.pages)), 10), ' ')
		return append(appendRef(b, form), "]>>"...)
	})
	f.small(root, fmt.Sprintf("<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>", numbers[0], parents, len(f.pages)+1))
}

// packedProfile is the colour profile, which is the same in every file.
var packedProfile = sync.OnceValue(func() []byte { return deflated(assets.SRGB) })

// catalog writes the root of the file.
func (f *finisher) catalog(n, tree, field int) {
	fields := f.reserve()
	f.plain(fields, fmt.Sprintf("<</Fields [%d 0 R] /SigFlags 3>>", field))
	profile, meta := f.reserve(), f.reserve()
	f.ready(profile, "/N 3"+deflateFilter, packedProfile())
	f.ready(meta, "/Type/Metadata/Subtype/XML", f.metadata())
	files := ""
	if f.record != nil {
		files = f.attach()
	}
	f.plain(n, fmt.Sprintf("<</Type/Catalog/Pages %d 0 R/Lang(%s)/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>"+
		"/StructTreeRoot %d 0 R/Outlines %d 0 R/Metadata %d 0 R/AcroForm %d 0 R"+
		"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile %d 0 R>>]%s%s"+
		"/Extensions<</ESIC<</BaseVersion/1.7/ExtensionLevel 2>>>>>>",
		f.root, tags[f.lang], tree, f.outlines(), meta, fields, profile, f.pageLabels(), files))
}

// attach writes the record as an associated file (ISO 19005-3, 6.8) and gives
// the entries of the catalog that name it.
func (f *finisher) attach() string {
	spec, data := f.reserve(), f.reserve()
	sum := md5.Sum(f.record) // what ISO 32000-1, table 46, asks for; it protects nothing
	f.stream(data, fmt.Sprintf("/Type/EmbeddedFile/Subtype/application#2Fjson/Params<</Size %d/ModDate%s/CheckSum<%x>>>",
		len(f.record), pdfDate(f.date), sum), f.record)
	f.plain(spec, fmt.Sprintf("<</Type/Filespec/F(record.json)/UF(record.json)/AFRelationship/Data/Desc%s/EF<</F %d 0 R/UF %d 0 R>>>>",
		textString(f.subject), data, data))
	return fmt.Sprintf("/AF[%d 0 R]/Names<</EmbeddedFiles<</Names[(record.json)%d 0 R]>>>>", spec, spec)
}
