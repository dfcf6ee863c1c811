package document

import (
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"eclaire/consent"
)

// creator is the program's name in a document's metadata.
const creator = "Éclairé"

// pdfDate writes a moment as PDF has it, in UTC.
func pdfDate(t time.Time) string { return "(D:" + t.UTC().Format("20060102150405") + "Z)" }

// info writes the document information; the metadata say the same (ISO 19005-3,
// 6.6.3).
func (f *finisher) info(n int) {
	author := ""
	if f.author != "" {
		author = "/Author" + textString(f.author)
	}
	dates := ""
	if !f.date.IsZero() {
		dates = "/CreationDate" + pdfDate(f.date) + "/ModDate" + pdfDate(f.date)
	}
	f.plain(n, fmt.Sprintf("<</Title%s%s/Creator%s/Producer%s%s>>", textString(f.Title), author, textString(creator), textString(creator), dates))
}

// metadata is the document's XMP packet: what it is called, in both languages,
// and the standards it keeps (ISO 19005-3, 6.6.4; ISO 14289-1, 5).
func (f *finisher) metadata() []byte {
	var b strings.Builder
	esc := func(s string) string {
		var e strings.Builder
		_ = xml.EscapeText(&e, []byte(s)) // a Builder takes everything
		return e.String()
	}
	b.WriteString("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n" +
		"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n<rdf:Description rdf:about=\"\"\n" +
		" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n" +
		" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"\n" +
		" xmlns:eclaire=\"" + drawingSpace + "\"\n" +
		" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\n" +
		" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n")
	fmt.Fprintf(&b, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li>", esc(f.Title))
	for _, l := range []consent.Language{f.lang, f.lang.Other()} {
		fmt.Fprintf(&b, "<rdf:li xml:lang=\"%s\">%s</rdf:li>", tags[l], esc(f.titles[l]))
	}
	b.WriteString("</rdf:Alt></dc:title>\n")
	if f.author != "" {
		fmt.Fprintf(&b, "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n", esc(f.author))
	}
	fmt.Fprintf(&b, "<dc:language><rdf:Bag><rdf:li>%s</rdf:li><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n", tags[f.lang], tags[f.lang.Other()])
	fmt.Fprintf(&b, "<xmp:CreatorTool>%s</xmp:CreatorTool>\n", creator)
	if !f.date.IsZero() {
		date := f.date.UTC().Format("2006-01-02T15:04:05Z")
		fmt.Fprintf(&b, "<xmp:CreateDate>%s</xmp:CreateDate><xmp:ModifyDate>%s</xmp:ModifyDate>\n", date, date)
	}
	fmt.Fprintf(&b, "<pdf:Producer>%s</pdf:Producer>\n", creator)
	fmt.Fprintf(&b, "<eclaire:drawing>%d</eclaire:drawing>\n", DrawingNumber)
	b.WriteString("<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>\n<pdfaExtension:schemas><rdf:Bag>")
	b.WriteString(ownSchema("PDF/UA identification schema", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid", "part", "part of ISO 14289 that the document keeps"))
	b.WriteString(ownSchema("Éclairé document schema", drawingSpace, "eclaire", "drawing", "number of the way in which the document was drawn"))
	b.WriteString("</rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return []byte(b.String())
}

// ownSchema describes a schema that ISO 19005 does not know, with its one
// property, a whole number (ISO 19005-3, 6.6.2.3.3).
func ownSchema(name, space, prefix, property, says string) string {
	return "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>" + name + "</pdfaSchema:schema>" +
		"<pdfaSchema:namespaceURI>" + space + "</pdfaSchema:namespaceURI><pdfaSchema:prefix>" + prefix + "</pdfaSchema:prefix>" +
		"<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>" + property + "</pdfaProperty:name>" +
		"<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>" +
		"<pdfaProperty:description>" + says + "</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>"
}

// entry is a bookmark: a title, where it stands, and those below it.
type entry struct {
	title string
	page  int
	y     float64 // from the top of the page
	below []entry
}

// entries gathers the titles: those of the second rank below the one before.
func (d *Document) entries() []entry {
	var out []entry
	var parts map[consent.Language]string
	was := 0
	for i, p := range d.Pages {
		for _, it := range p.Items {
			text, ok := it.Shape.(Text)
			if !ok || it.Tag.Role != Heading1 && it.Tag.Role != Heading2 || it.Tag.Lang == "" {
				continue
			}
			list := &out
			if it.Tag.Role == Heading2 && len(out) > 0 {
				list = &out[len(out)-1].below
			}
			if it.Tag.Element != was {
				was, parts = it.Tag.Element, map[consent.Language]string{}
				*list = append(*list, entry{page: i, y: max(text.Baseline-1.5*text.Size, 0)})
			}
			parts[it.Tag.Lang] += text.String
			title := parts[d.lang]
			if other := parts[d.lang.Other()]; title == "" {
				title = other
			} else if other != "" {
				title += " · " + other
			}
			(*list)[len(*list)-1].title = title
		}
	}
	return out
}

// outlines writes the bookmarks and gives the number of their root.
func (f *finisher) outlines() int {
	root := f.reserve()
	all := f.entries()
	if len(all) == 0 {
		f.small(root, "<</Type/Outlines/Count 0>>")
		return root
	}
	first, last := f.bookmarks(all, root)
	f.small(root, fmt.Sprintf("<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>", first, last, len(all)))
	return root
}

// bookmarks writes a list of them below parent, folded.
func (f *finisher) bookmarks(list []entry, parent int) (first, last int) {
	numbers := make([]int, len(list))
	for i := range list {
		numbers[i] = f.reserve()
	}
	for i, e := range list {
		var b strings.Builder
		fmt.Fprintf(&b, "<</Title%s/Parent %d 0 R/Dest[%d 0 R/XYZ null %.0f null]", textString(e.title), parent, f.pages[e.page], f.Height-e.y)
		if i > 0 {
			fmt.Fprintf(&b, "/Prev %d 0 R", numbers[i-1])
		}
		if i+1 < len(list) {
			fmt.Fprintf(&b, "/Next %d 0 R", numbers[i+1])
		}
		if len(e.below) > 0 {
			first, last := f.bookmarks(e.below, numbers[i])
			fmt.Fprintf(&b, "/First %d 0 R/Last %d 0 R/Count -%d", first, last, len(e.below))
		}
		b.WriteString(">>")
		f.small(numbers[i], b.String())
	}
	return numbers[0], numbers[len(numbers)-1]
}
