package document

import (
	"bytes"
	"fmt"
	"image"
	"math"
	"regexp"
	"strconv"

	"eclaire/assets/vector"
	"eclaire/consent"
)

// pageSource is a page as a file has it.
type pageSource struct {
	width, height       float64
	part                Part
	lang                consent.Language
	content             []byte
	forms               map[string]object // what it can name, "/S", "/P0", "/I0"
	contents, resources int               // the numbers of its content and of what it can name
}

// pageTree is what a file holds, with its pages, at least one.
type pageTree struct {
	objects map[int]object // by number
	table   []byte         // the dictionary of the cross-references
	catalog []byte
	pages   []pageSource
}

var (
	rootRef   = regexp.MustCompile(`/Root (\d{1,6}) 0 R`)
	pagesRef  = regexp.MustCompile(`^<</Type/Catalog/Pages (\d{1,6}) 0 R`)
	kidsOf    = regexp.MustCompile(`^<</Type/Pages/Count \d{1,6}/Kids\[((?: ?\d{1,6} 0 R)*)\]>>`)
	reference = regexp.MustCompile(`(\d{1,6}) 0 R`)
	pageRefs  = regexp.MustCompile(`^<</Type/Page/Parent \d{1,6} 0 R/MediaBox\[0 0 ([0-9.]{1,9}) ([0-9.]{1,9})\]/Resources (\d{1,6}) 0 R/Contents (\d{1,6}) 0 R/`)
	formRef   = regexp.MustCompile(`(/[SPI]\d*) (\d{1,6}) 0 R`)
)

// mostPages is more than any document has.
const mostPages = 1000

// readPages gives the pages of a file, at least one.
func readPages(file []byte) ([]pageSource, error) {
	t, err := readTree(file)
	if err != nil {
		return nil, err
	}
	return t.pages, nil
}

// readTree gives what a file holds, with its pages.
func readTree(file []byte) (t pageTree, err error) {
	list, _, err := readObjects(file)
	if err != nil {
		return t, err
	}
	if t.objects, err = numbered(list); err != nil {
		return t, err
	}
	t.table = list[len(list)-1].body
	body := t.table
	for _, step := range []*regexp.Regexp{rootRef, pagesRef, kidsOf} {
		m := step.FindSubmatch(body)
		if m == nil {
			return t, ErrNotDrawn
		}
		if step == pagesRef {
			t.catalog = body
		}
		if body = m[1]; step != kidsOf {
			body = t.at(m[1]).body
		}
	}
	kids := reference.FindAllSubmatch(body, mostPages+1)
	if len(kids) == 0 || len(kids) > mostPages {
		return t, ErrNotDrawn
	}
	for _, kid := range kids {
		p, err := t.page(t.at(kid[1]).body)
		if err != nil {
			return t, err
		}
		t.pages = append(t.pages, p)
	}
	return t, readLabels(t.catalog, t.pages)
}

// numberOf reads the number of an object, of few enough digits.
func numberOf(digits []byte) int { n, _ := strconv.Atoi(string(digits)); return n }

// at gives an object by its number; one without a body, if there is none.
func (t pageTree) at(digits []byte) object { return t.objects[numberOf(digits)] }

// page reads a page from its dictionary.
func (t pageTree) page(dict []byte) (p pageSource, err error) {
	m := pageRefs.FindSubmatch(dict)
	if m == nil {
		return p, ErrNotDrawn
	}
	p = pageSource{content: t.at(m[4]).data, forms: map[string]object{}, resources: numberOf(m[3]), contents: numberOf(m[4])}
	p.width, _ = strconv.ParseFloat(string(m[1]), 64)
	p.height, _ = strconv.ParseFloat(string(m[2]), 64)
	_, named, _ := bytes.Cut(t.at(m[3]).body, []byte("/XObject<<"))
	for _, f := range formRef.FindAllSubmatch(named, -1) {
		p.forms[string(f[1])] = t.at(f[2])
	}
	if !(p.width >= 1 && p.height >= 1) {
		return p, ErrNotDrawn
	}
	return p, nil
}

// Open gives the pages of a file that WritePDF wrote, with or without a seal, to
// be looked at: what stands in the file, whatever this program would draw today.
// The text is set in this program's font, at the file's places. Pages are of the
// parts that the file's labels say.
func Open(file []byte) (*Document, error) {
	sources, err := readPages(file)
	if err != nil {
		return nil, err
	}
	d := &Document{Width: sources[0].width, Height: sources[0].height}
	for i, s := range sources {
		p := painter{tracer: tracer{ink: ink{at: identity(s.height)}}, source: s, images: map[string]*image.RGBA{}}
		if err := p.content(s.content); err != nil {
			return nil, err
		}
		d.Pages = append(d.Pages, Page{Number: i + 1, Part: s.part, Lang: s.lang, Width: s.width, Height: s.height, Items: p.items})
	}
	return d, nil
}

// matrix takes a point to the page: x·a+e and y·d+f, counted from the top.
type matrix struct{ a, d, e, f float64 }

func identity(height float64) matrix { return matrix{1, -1, 0, height} }

func (m matrix) point(x, y float64) vector.Point {
	return vector.Point{X: x*m.a + m.e, Y: y*m.d + m.f}
}

// painter makes items of what a content draws.
type painter struct {
	tracer
	source  pageSource
	items   []Item
	path    []vector.Segment
	text    [2]float64
	inside  bool // a form; there is none within one
	failure error
	images  map[string]*image.RGBA
}

func (p *painter) content(b []byte) error {
	p.run = func(t textRun) {
		at := p.ink.at.point(p.text[0], p.text[1])
		p.items = append(p.items, Item{Shape: Text{X: at.X, Baseline: at.Y, Size: t.size * p.ink.at.a, Bold: t.bold, Colour: t.colour, String: t.text}})
	}
	p.stroke = func(strokeRun) {}
	if err := p.trace(b, p.do); err != nil {
		return err
	}
	return p.failure
}

// do follows one operator.
func (p *painter) do(op string) {
	n := p.number
	segment := func(o vector.Op, points ...vector.Point) {
		s := vector.Segment{Op: o}
		copy(s.P[:], points)
		p.path = append(p.path, s)
	}
	switch op {
	case "cm":
		p.ink.at = matrix{n(5) * p.ink.at.a, n(2) * p.ink.at.d, n(1)*p.ink.at.a + p.ink.at.e, n(0)*p.ink.at.d + p.ink.at.f}
	case "BT":
		p.text = [2]float64{}
	case "Td":
		p.text[0], p.text[1] = p.text[0]+n(1), p.text[1]+n(0)
	case "m":
		segment(vector.Move, p.ink.at.point(n(1), n(0)))
	case "l":
		segment(vector.Line, p.ink.at.point(n(1), n(0)))
	case "c":
		segment(vector.Cubic, p.ink.at.point(n(5), n(4)), p.ink.at.point(n(3), n(2)), p.ink.at.point(n(1), n(0)))
	case "v":
		segment(vector.Cubic, p.pen(), p.ink.at.point(n(3), n(2)), p.ink.at.point(n(1), n(0)))
	case "y":
		segment(vector.Cubic, p.ink.at.point(n(3), n(2)), p.ink.at.point(n(1), n(0)), p.ink.at.point(n(1), n(0)))
	case "h":
		segment(vector.Close)
	case "re":
		a, b := p.ink.at.point(n(3), n(2)), p.ink.at.point(n(3)+n(1), n(2)+n(0))
		p.path = append(p.path, rectangle(Rect{a.X, a.Y, b.X - a.X, b.Y - a.Y})...)
	case "f", "B", "b", "S", "s", "n":
		p.paint(op)
	case "g":
		p.ink.fill = rgb(grey(n(0)), grey(n(0)), grey(n(0)))
	case "Do":
		p.place()
	}
	p.operator(op)
}

func grey(v float64) uint8 { return uint8(math.Round(min(max(v, 0), 1) * 255)) }

// pen is where the path stands.
func (p *painter) pen() vector.Point {
	if k := len(p.path); k > 0 && pointsOf(p.path[k-1].Op) > 0 {
		return p.path[k-1].P[pointsOf(p.path[k-1].Op)-1]
	}
	return vector.Point{}
}

// paint ends a path.
func (p *painter) paint(op string) {
	if op == "b" || op == "s" {
		p.path = append(p.path, vector.Segment{Op: vector.Close})
	}
	o := Outline{Segments: p.path}
	p.path = nil
	if op == "f" || op == "B" || op == "b" {
		o.Fill = p.ink.fill
	}
	if op == "S" || op == "s" || op == "B" || op == "b" {
		o.Line, o.LineWidth = p.ink.line, p.ink.width*math.Abs(p.ink.at.a)
	}
	if op != "n" {
		p.items = append(p.items, Item{Shape: o})
	}
}

// place draws what stands in the file once: a form, or an image, which fills the
// square of one unit.
func (p *painter) place() {
	if len(p.names) != 1 || p.inside {
		p.failure = ErrNotDrawn
		return
	}
	name := p.names[0]
	form, ok := p.source.forms[name]
	if !ok {
		p.failure = ErrNotDrawn
		return
	}
	if bytes.Contains(form.body, []byte("/Subtype/Image")) {
		low, high := p.ink.at.point(0, 1), p.ink.at.point(1, 0)
		img, err := p.image(name, form)
		if err != nil {
			p.failure = err
			return
		}
		p.items = append(p.items, Item{Shape: Photo{Rect{low.X, low.Y, high.X - low.X, high.Y - low.Y}, img}})
		return
	}
	f := painter{tracer: tracer{ink: ink{at: p.ink.at}}, source: p.source, inside: true}
	if err := f.content(form.data); err != nil {
		p.failure = err
	}
	p.items = append(p.items, f.items...)
}

// image gives an image of the file.
func (p *painter) image(name string, o object) (*image.RGBA, error) {
	if img, ok := p.images[name]; ok {
		return img, nil
	}
	var w, h int
	if _, err := fmt.Sscanf(string(o.body), "<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB", &w, &h); err != nil ||
		w < 1 || h < 1 || w > len(o.data) || h > len(o.data) || 3*w*h != len(o.data) {
		return nil, ErrNotDrawn
	}
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range w * h {
		copy(img.Pix[4*i:], o.data[3*i:3*i+3])
		img.Pix[4*i+3] = 0xff
	}
	p.images[name] = img
	return img, nil
}
