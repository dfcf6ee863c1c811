package document

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"eclaire/consent"
)

// TestPageLabels: readers number the pages part by part, and of a part language
// by language; a document without parts has no labels.
func TestPageLabels(t *testing.T) {
	d := layout(t, record(t, sample{consent.AcceptProcedure, consent.French, 1, "A4", ""}))
	for i := range d.Pages {
		d.Pages[i].Part, d.Pages[i].Lang = "", ""
	}
	if bytes.Contains(pdf(t, d), []byte("/PageLabels")) {
		t.Error("a document without parts has labels")
	}
	parts := []struct {
		part Part
		lang consent.Language
		n    int
	}{
		{ConsentPart, "", 4}, {FollowUpPart, consent.French, 2}, {FollowUpPart, consent.English, 2},
		{LetterPart, consent.French, 1}, {InformationPart, consent.French, len(d.Pages) - 9},
	}
	at := 0
	for _, p := range parts {
		for range p.n {
			d.Pages[at].Part, d.Pages[at].Lang = p.part, p.lang
			at++
		}
	}
	file := pdf(t, d)
	const want = "/PageLabels<</Nums[0<</S/D/P(A )>>4<</S/D/P(B fr )>>6<</S/D/P(B en )>>8<</S/D/P(C fr )>>9<</S/D/P(D fr )>>]>>"
	if !bytes.Contains(file, []byte(want)) {
		t.Errorf("the catalog has not %s", want)
	}
	if _, err := Drawn(file); err != nil {
		t.Error(err)
	}
	// They are read back.
	opened, err := Open(file)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range opened.Pages {
		if p.Part != d.Pages[i].Part || p.Lang != d.Pages[i].Lang {
			t.Errorf("page %d is read as of %q in %q, want %q in %q", i+1, p.Part, p.Lang, d.Pages[i].Part, d.Pages[i].Lang)
		}
	}
	// Another program reads the same.
	out := tool(t, "qpdf", "--json", "--json-key=pagelabels", stored(t, d))
	got := regexp.MustCompile(`"/P": "u:([^"]*)"`).FindAllStringSubmatch(out, -1)
	var prefixes []string
	for _, m := range got {
		prefixes = append(prefixes, m[1])
	}
	if !slices.Equal(prefixes, []string{"A ", "B fr ", "B en ", "C fr ", "D fr "}) {
		t.Errorf("qpdf reads %q in %s", prefixes, strings.TrimSpace(out))
	}
}

// TestPageLabelsBetween: pages without a part, in a document with parts, are
// numbered as they stand.
func TestPageLabelsBetween(t *testing.T) {
	d := &Document{Pages: []Page{{}, {Part: ConsentPart}, {Part: ConsentPart}, {}, {}}}
	const want = "/PageLabels<</Nums[0<</S/D/St 1>>1<</S/D/P(A )>>3<</S/D/St 4>>]>>"
	if got := d.pageLabels(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestReadLabels(t *testing.T) {
	for labels, good := range map[string]bool{
		"": true, "0<</S/D/P(A )>>": true, "0<</S/D/P(A )>>2<</S/D/St 3>>": true, "1<</S/D/P(D en )>>": true,
		"x": false, "9<</S/D/P(A )>>": false, "0<</S/D/P(E )>>": false, "0<</S/D/P(A de )>>": false, "0<</S/R/P(A )>>": false, "0<</S/D/P(A )>> ": false,
	} {
		pages := make([]pageSource, 3)
		err := readLabels([]byte("<</Type/Catalog/PageLabels<</Nums["+labels+"]>>>>"), pages)
		if (err == nil) != good {
			t.Errorf("%q: %v", labels, err)
		}
	}
	pages := make([]pageSource, 3)
	if err := readLabels([]byte("<</Type/Catalog/PageLabels<</Nums[0<</S/D/P(B fr )>>2<</S/D/St 3>>]>>>>"), pages); err != nil ||
		pages[1].part != FollowUpPart || pages[1].lang != consent.French || pages[2].part != "" {
		t.Errorf("%+v, %v", pages, err)
	}
}
