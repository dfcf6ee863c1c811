package document

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/consent/seal"
	"eclaire/consent/seal/sealtest"
)

// withLetter is the document of a sample, of which one page is the letter: the first of the
// information, in the language that was not read.
func withLetter(t testing.TB, s sample) *Document {
	t.Helper()
	r := record(t, s)
	r.Clinic.Letter = false
	d := layout(t, r)
	for i, p := range d.Pages {
		if p.Part == InformationPart {
			d.Pages[i].Part, d.Pages[i].Lang = LetterPart, s.read.Other()
			break
		}
	}
	return d
}

// sealedFile is the sealed file of a document.
func sealedFile(t testing.TB, d *Document) []byte {
	t.Helper()
	made, err := seal.Seal(context.Background(), pdf(t, d), sealtest.NewCA(t).Issue(t, nil), seal.Options{Now: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	return made.File
}

// pagesOf are the numbers of the pages of a document that a selection should take.
func pagesOf(d *Document, read consent.Language, s Selection) (out []int) {
	for i, p := range d.Pages {
		if map[Selection]bool{
			SelectAll: true, SelectConsent: p.Part == "A", SelectFile: p.Part == "A", SelectFollowUp: p.Part == "B",
			SelectPatient: p.Part == "A" || p.Part == "B" && p.Lang == read, SelectLetter: p.Part == "C", SelectInformation: p.Part == "D",
		}[s] {
			out = append(out, i)
		}
	}
	return out
}

// drawnBy are pictures of the pages of a file, by another program.
func drawnBy(t *testing.T, file []byte) (pages [][]byte) {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "file.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	tool(t, "qpdf", "--check", path)
	tool(t, "pdftoppm", "-r", "50", path, filepath.Join(dir, "page"))
	names, err := filepath.Glob(filepath.Join(dir, "page-*.ppm"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, b)
	}
	return pages
}

// TestSelect takes each selection out of sealed files: just its pages, which look as in
// the sealed file, and say the same; no record, no field, no structure.
func TestSelect(t *testing.T) {
	for _, s := range []sample{
		{consent.AcceptProcedure, consent.French, 2, "A4", ""},
		{consent.ChooseConservative, consent.English, 1, "Letter", "large"},
		{consent.Withdrawn, consent.French, 1, "A4", ""},
	} {
		t.Run(s.name(), func(t *testing.T) {
			d := withLetter(t, s)
			file := sealedFile(t, d)
			whole := drawnBy(t, file)
			offered, err := SelectionsOf(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range Selections() {
				numbers := pagesOf(d, s.read, want)
				if slices.Contains(offered, want) != (len(numbers) > 0) {
					t.Errorf("%s: %d pages, and %v are offered", want, len(numbers), offered)
				}
				got, err := Select(file, want)
				if len(numbers) == 0 {
					if !errors.Is(err, ErrNoPart) {
						t.Errorf("%s: %v", want, err)
					}
					continue
				}
				if err != nil {
					t.Fatalf("%s: %v", want, err)
				}
				if want == SelectAll {
					if !bytes.Equal(got, file) {
						t.Error("the whole file is another one")
					}
					continue
				}
				checkSelection(t, d, want, got, numbers)
				for i, page := range drawnBy(t, got) {
					if !bytes.Equal(page, whole[numbers[i]]) {
						t.Errorf("%s: page %d looks otherwise", want, i+1)
					}
				}
			}
		})
	}
}

// checkSelection looks at what a selection holds.
func checkSelection(t *testing.T, d *Document, want Selection, got []byte, numbers []int) {
	t.Helper()
	again, err := Open(got)
	if err != nil {
		t.Fatalf("%s: %v", want, err)
	}
	if len(again.Pages) != len(numbers) {
		t.Fatalf("%s: %d pages, want %d", want, len(again.Pages), len(numbers))
	}
	for i, p := range again.Pages {
		if was := d.Pages[numbers[i]]; p.Part != was.Part || p.Lang != was.Lang || p.Width != was.Width {
			t.Errorf("%s: page %d is of %q in %q", want, i+1, p.Part, p.Lang)
		}
	}
	for _, no := range []string{"/AcroForm", "/EmbeddedFile", "/StructTreeRoot", "/ByteRange", "/Metadata", "/StructParents"} {
		if bytes.Contains(got, []byte(no)) {
			t.Errorf("%s: the file has %s", want, no)
		}
	}
	for _, yes := range []string{"/MarkInfo<</Marked false>>", "/PageLabels<</Nums[0<<", "/Title" + textString(d.Title), "/OutputIntents[<<", "/Lang("} {
		if !bytes.Contains(got, []byte(yes)) {
			t.Errorf("%s: the file has no %s", want, yes)
		}
	}
}

// TestSelectShort: what a selection does not show is not in it.
func TestSelectShort(t *testing.T) {
	file := pdf(t, withLetter(t, sample{consent.AcceptProcedure, consent.French, 2, "A4", ""}))
	letter, err := Select(file, SelectLetter)
	if err != nil {
		t.Fatal(err)
	}
	objects, _, err := readObjects(letter)
	if err != nil {
		t.Fatal(err)
	}
	forms := 0
	for _, o := range objects {
		if bytes.Contains(o.body, []byte("/Subtype/Form")) || bytes.Contains(o.body, []byte("/Subtype /Form")) {
			forms++
		}
	}
	pages, err := readPages(letter)
	if err != nil {
		t.Fatal(err)
	}
	if shown := len(drawnForm.FindAll(pages[0].content, -1)); forms > shown {
		t.Errorf("%d drawings in the file, %d are shown", forms, shown)
	}
	if !bytes.Contains(letter, []byte("/Lang(en-GB)")) {
		t.Error("the letter's language is not said")
	}
	if again, err := Select(file, SelectLetter); err != nil || !bytes.Equal(again, letter) {
		t.Error("the same pages give other bytes")
	}
}

// TestSelectRefuses: a document drawn before there were parts can only be taken whole,
// and what is no document cannot be taken at all.
func TestSelectRefuses(t *testing.T) {
	old, err := os.ReadFile(filepath.Join("..", "inspect", "testdata", "0", "vertebroplasty-fr.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range Selections() {
		got, err := Select(old, s)
		if s == SelectAll && (err != nil || !bytes.Equal(got, old)) || s != SelectAll && !errors.Is(err, ErrNoParts) {
			t.Errorf("%s of a document without parts: %v", s, err)
		}
		if _, err := Select([]byte("%PDF-1.7\n"), s); !errors.Is(err, ErrNotDrawn) {
			t.Errorf("%s of no document: %v", s, err)
		}
	}
	if all, err := SelectionsOf(old); err != nil || !slices.Equal(all, []Selection{SelectAll}) {
		t.Errorf("offered of a document without parts: %v, %v", all, err)
	}
	r := record(t, sample{consent.AcceptProcedure, consent.French, 1, "A4", ""})
	r.Clinic.Letter = false
	file := pdf(t, layout(t, r))
	if _, err := Select(file, SelectLetter); !errors.Is(err, ErrNoPart) {
		t.Errorf("a letter that was not written: %v", err)
	}
	if _, err := Select(file, "E"); !errors.Is(err, ErrNoPart) {
		t.Errorf("a part that there is not: %v", err)
	}
}

// tinyFile is a small file with two labelled pages, as a start for fuzzing.
func tinyFile(t testing.TB, tail string) []byte {
	t.Helper()
	w := newWriter()
	catalog, info, root, resources, content := w.reserve(), w.reserve(), w.reserve(), w.reserve(), w.reserve()
	kids := ""
	for i := range 2 {
		page := w.reserve()
		w.small(page, "<</Type/Page/Parent "+strconv.Itoa(root)+" 0 R/MediaBox[0 0 100 200]/Resources "+strconv.Itoa(resources)+" 0 R/Contents "+strconv.Itoa(content)+" 0 R/StructParents "+strconv.Itoa(i)+">>")
		kids += " " + strconv.Itoa(page) + " 0 R"
	}
	w.small(root, "<</Type/Pages/Count 2/Kids["+kids[1:]+"]>>")
	w.small(resources, "<</Font<<>>>>")
	w.stream(content, "", []byte("0 g 1 2 3 4 re f "+tail))
	w.plain(info, "<</Title(x)>>")
	w.plain(catalog, "<</Type/Catalog/Pages "+strconv.Itoa(root)+" 0 R/Lang(fr-FR)/PageLabels<</Nums[0<</S/D/P(A )>>1<</S/D/P(B fr )>>]>>>>")
	return w.finish(catalog, info)
}

// FuzzSelect takes pages out of any file: what comes out can be read again.
func FuzzSelect(f *testing.F) {
	f.Add(tinyFile(f, ""))
	f.Add(tinyFile(f, "/S Do"))
	f.Add(pdf(f, layout(f, record(f, sample{consent.WantTime, consent.French, 1, "A4", ""}))))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, s := range []Selection{SelectPatient, SelectFollowUp} {
			out, err := Select(b, s)
			if err != nil {
				continue
			}
			pages, err := readPages(out)
			if err != nil || len(pages) == 0 {
				t.Errorf("%s cannot be read again: %v", s, err)
			}
			if same, err := Select(out, s); err != nil || len(same) != len(out) {
				t.Errorf("%s of it is something else: %v", s, err)
			}
		}
	})
}

// TestTinyFile: the start for fuzzing is a good one.
func TestTinyFile(t *testing.T) {
	for want, n := range map[Selection]int{SelectPatient: 2, SelectFollowUp: 1} {
		out, err := Select(tinyFile(t, ""), want)
		if err != nil {
			t.Fatal(err)
		}
		if pages, err := readPages(out); err != nil || len(pages) != n {
			t.Errorf("%s: %d pages, %v", want, len(pages), err)
		}
	}
}
