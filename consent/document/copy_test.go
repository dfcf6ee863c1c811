package document

import (
	"bytes"
	"strings"
	"testing"

	"eclaire/consent"
)

// copyOf is the copy of a record in a language, with its file.
func copyOf(t *testing.T, r consent.Record, in consent.Language) (*Document, []byte) {
	t.Helper()
	lib, words := shipped()
	d, err := LayoutCopy(r, in, lib, words)
	if err != nil {
		t.Fatal(err)
	}
	return d, pdf(t, d)
}

// TestCopy: a copy to read is the consent in one language, says on each page that it is a
// copy and of which document, and carries no record.
func TestCopy(t *testing.T) {
	_, speaks := shipped()
	for _, s := range []sample{
		{consent.AcceptProcedure, consent.French, 2, "A4", ""}, {consent.ChooseConservative, consent.English, 1, "Letter", "large"},
		{consent.WantTime, consent.French, 1, "A4", ""}, {consent.Withdrawn, consent.English, 1, "A4", ""},
	} {
		r := record(t, s)
		digest, err := r.Digest()
		if err != nil {
			t.Fatal(err)
		}
		for _, in := range consent.Languages() {
			d, file := copyOf(t, r, in)
			mark := Bare(speaks.For(in).T("doc.copy.mark", "ID", r.ID, "Digest", digest[:16]))
			for i, p := range d.Pages {
				if p.Part != ConsentPart || p.Lang != in {
					t.Errorf("%s in %s: page %d is of %q in %q", s.name(), in, i+1, p.Part, p.Lang)
				}
				if said := Bare(saidOn(p)); strings.Count(said, mark) != 1 {
					t.Errorf("%s in %s: page %d says %d times that it is a copy", s.name(), in, i+1, strings.Count(said, mark))
				}
			}
			if bytes.Contains(file, []byte("/EmbeddedFile")) || bytes.Contains(file, []byte("record.json")) {
				t.Errorf("%s in %s: the copy carries a record", s.name(), in)
			}
			if !bytes.Contains(file, []byte("/Lang("+tags[in]+")/MarkInfo")) {
				t.Errorf("%s in %s: the copy is in another language", s.name(), in)
			}
			for _, p := range layout(t, r).Pages {
				if strings.Contains(Bare(saidOn(p)), mark) {
					t.Errorf("%s: the document itself says that it is a copy", s.name())
				}
			}
		}
	}
}

// saidOn are the words of a page.
func saidOn(p Page) string {
	var b strings.Builder
	for _, it := range p.Items {
		if text, ok := it.Shape.(Text); ok {
			b.WriteString(text.String)
		}
	}
	return b.String()
}

// TestCopyShowsWhatWasRead: a copy has the digest of the information that the document has.
func TestCopyShowsWhatWasRead(t *testing.T) {
	r := record(t, sample{consent.AcceptProcedure, consent.French, 1, "A4", ""})
	var read []*plan
	for _, p := range layout(t, r).Pages {
		if p.Part == InformationPart {
			read = append(read, &plan{pages: []Page{p}, ready: closed()})
		}
	}
	digest := Bare(grouped(digestOf(read)))
	for _, in := range consent.Languages() {
		d, _ := copyOf(t, r, in)
		found := false
		for _, p := range d.Pages {
			found = found || strings.Contains(Bare(saidOn(p)), digest)
		}
		if !found {
			t.Errorf("in %s the digest %s is not shown", in, digest)
		}
	}
}

func closed() chan struct{} {
	c := make(chan struct{})
	close(c)
	return c
}
