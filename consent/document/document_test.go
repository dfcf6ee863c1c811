package document

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"eclaire/consent"
	"eclaire/consent/seal/sealtest"
	"eclaire/content"
)

// tool runs a program that reads PDF files, see sealtest.Need.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	sealtest.Need(t, name)
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func pdf(t testing.TB, d *Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := d.WritePDF(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// stored writes a document to a file of the test.
func stored(t *testing.T, d *Document) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "document.pdf")
	if err := os.WriteFile(path, pdf(t, d), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

var spaces = regexp.MustCompile(`[\s\x{00a0}]+`)

func oneLine(s string) string { return spaces.ReplaceAllString(s, " ") }

// TestText finds in the extracted text, in both languages, every title and
// every clause that the record calls for.
func TestText(t *testing.T) {
	lib, words := shipped()
	for _, s := range sampled() {
		t.Run(s.name(), func(t *testing.T) {
			t.Parallel()
			r := record(t, s)
			path := stored(t, layout(t, r))
			text := oneLine(tool(t, "pdftotext", "-raw", "-enc", "UTF-8", path, "-"))
			has := func(what string) {
				t.Helper()
				if !strings.Contains(text, oneLine(what)) {
					t.Errorf("the text lacks %q", what)
				}
			}
			template, _ := lib.Document(string(s.outcome))
			w := newWording(newSource(template, r, lib, words))
			for _, part := range []struct {
				sections []string
				in       []consent.Language
			}{{slices.Concat(template.Consent...), consent.Languages()}, {template.FollowUp, consent.Languages()}, {template.Information, r.Shown}} {
				for _, id := range part.sections {
					section, ok := lib.Section(id)
					if !ok || !section.Holds(w.traits) {
						continue
					}
					for _, l := range part.in {
						for _, c := range w.clausesOf(section) {
							has(w.plain(c.Text, l))
						}
					}
				}
			}
			b := &w
			for _, id := range r.Statements {
				statement, _ := lib.Statement(id)
				has(b.plain(statement.Text, s.read))
				has(b.plain(statement.Text, s.read.Other()))
			}
			for _, what := range []string{"SPECIMEN", r.ID, "Exemple-Dumoulin", "3 mars 1944", "3 March 1944", "A 1/"} {
				has(what)
			}
			if strings.Contains(text, "‹") {
				t.Error("a word of the interface is missing")
			}
			tool(t, "pdftotext", "-layout", path, "-")
		})
	}
}

func TestAnaesthesiaFollowsTheCase(t *testing.T) {
	for levels, want := range map[int]string{2: "2 levels", 4: "4 levels"} {
		path := stored(t, layout(t, record(t, sample{consent.AcceptProcedure, consent.French, levels, "A4", ""})))
		if text := oneLine(tool(t, "pdftotext", "-raw", path, "-")); !strings.Contains(text, want) {
			t.Errorf("with %d levels the text lacks %q", levels, want)
		}
	}
}

func TestFileIsSound(t *testing.T) {
	for _, o := range consent.Outcomes() {
		path := stored(t, layout(t, record(t, sample{o, consent.French, 2, "A4", ""})))
		lines := strings.Split(strings.TrimSpace(tool(t, "pdffonts", path)), "\n")
		if len(lines) != 4 {
			t.Errorf("%s: %d fonts, want 2", o, len(lines)-2)
		}
		for _, l := range lines[2:] {
			if f := strings.Fields(l); len(f) < 9 || strings.Join(f[len(f)-5:len(f)-2], " ") != "yes yes yes" || f[0][6] != '+' {
				t.Errorf("%s: a font is not embedded as a subset: %s", o, l)
			}
		}
		tool(t, "qpdf", "--check", path)
		info := tool(t, "pdfinfo", path)
		everything := info + tool(t, "pdfinfo", "-meta", path) + tool(t, "pdfinfo", "-custom", path)
		if !strings.Contains(everything, "<x:xmpmeta") {
			t.Errorf("%s: the metadata were not looked at", o)
		}
		for _, entered := range []string{"Dumoulin", "Solange", "Aimée", "Specimen", "SPEC-0042", "1944", "Camille", "Modèle", "petit-fils"} {
			if strings.Contains(everything, entered) {
				t.Errorf("%s: the metadata hold %q, which was entered about the patient", o, entered)
			}
		}
		for _, want := range []string{"Author:          Hôpital Sainte-Exemple", "A4"} {
			if !strings.Contains(info, want) {
				t.Errorf("%s: the metadata lack %q", o, want)
			}
		}
	}
}

// TestSameBytes also lays out in parallel, for the race detector.
func TestSameBytes(t *testing.T) {
	r := record(t, sample{consent.AcceptProcedure, consent.English, 4, "A4", ""})
	lib, words := shipped()
	want := pdf(t, layout(t, r))
	file, err := r.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	again, err := consent.ParseRecord(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(pdf(t, layout(t, again)), want) {
		t.Error("the record read back from its file gives other bytes")
	}
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() {
			d, err := Layout(r, lib, words)
			if err != nil {
				t.Error(err)
				return
			}
			d.Pages[1].Image(300)
			var b bytes.Buffer
			if err := d.WritePDF(&b); err != nil || !bytes.Equal(b.Bytes(), want) {
				t.Errorf("another layout of the record gives other bytes (%v)", err)
			}
		})
	}
	all.Wait()
}

func TestRefuses(t *testing.T) {
	lib, words := shipped()
	good := record(t, sample{consent.AcceptProcedure, consent.French, 2, "A4", ""})
	for name, c := range map[string]struct {
		change func(*consent.Record)
		want   error
	}{
		"other content": {func(r *consent.Record) { r.ContentVersion = "0" }, ErrOtherContent},
		"outcome":       {func(r *consent.Record) { r.Outcome = "other" }, ErrUnknown},
		"question":      {func(r *consent.Record) { r.Understanding[0].Question = "no-such" }, ErrUnknown},
		"answer":        {func(r *consent.Record) { r.Understanding[0].Last = "no-such" }, ErrUnknown},
		"page":          {func(r *consent.Record) { r.Seen[0] = "no-such" }, ErrUnknown},
		"know more":     {func(r *consent.Record) { r.Opened[0] = "no-such" }, ErrUnknown},
		"second answer": {func(r *consent.Record) { r.Understanding[1].Last = "first-1" }, ErrUnknown},
		"step":          {func(r *consent.Record) { r.Values[0].Value = 5 }, ErrUnknown},
		"scale":         {func(r *consent.Record) { r.Values[0].Scale = "no-such" }, ErrUnknown},
		"prompt":        {func(r *consent.Record) { r.Questions[0].Prompt = "no-such" }, ErrUnknown},
		"statement":     {func(r *consent.Record) { r.Statements[0] = "no-such" }, ErrUnknown},
		"emoji":         {func(r *consent.Record) { r.Case.BirthName = "Anne 👵" }, GlyphError{"👵"}},
		"hebrew":        {func(r *consent.Record) { r.Questions[1].Text = "שלום" }, GlyphError{"ו, ל, ם, ש"}},
		"no UTF-8":      {func(r *consent.Record) { r.Case.Nurse = "\xff" }, GlyphError{"\ufffd"}},
		"control":       {func(r *consent.Record) { r.Signatures[0].Name = "a\x00b" }, GlyphError{"U+0000"}},
		"clinic":        {func(r *consent.Record) { r.Clinic.Name = "☃" }, GlyphError{"☃"}},
		"several texts": {func(r *consent.Record) {
			r.Case.BirthName, r.Case.Nurse, r.Questions[1].Text = "Anne ễЖ", "ש", "Жa"
		}, GlyphError{"Ж, ש, ễ"}},
	} {
		b, _ := json.Marshal(good)
		var r consent.Record
		if err := json.Unmarshal(b, &r); err != nil {
			t.Fatal(err)
		}
		c.change(&r)
		d, err := Layout(r, lib, words)
		if !errors.Is(err, c.want) || d != nil {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), "Anne") {
			t.Errorf("%s: the error holds what was entered: %v", name, err)
		}
	}
	if CanPrint("Zoë Łukasz\u202f!") != nil || CanPrint("e\u0301") != nil || CanPrint("שלום") == nil || CanPrint("Anne \u200d") == nil {
		t.Error("CanPrint is wrong about a name")
	}
}

// TestFactsSwitchedOffAreNotPrinted lays out what is left without facts that a clinic
// does not want told.
func TestFactsSwitchedOffAreNotPrinted(t *testing.T) {
	lib, words := shipped()
	left, err := lib.Without([]string{"X07", "X20"})
	if err != nil {
		t.Fatal(err)
	}
	r := record(t, sample{consent.AcceptProcedure, consent.French, 1, "A4", ""})
	for _, p := range lib.PagesFor(r.Traits()) { // all is read, and all of it opened
		r.Seen = append(r.Seen, p.ID)
		for _, m := range content.MoreFor(p, r.Traits()) {
			r.Opened = append(r.Opened, m.ID)
		}
	}
	gone := []string{"Douleur sous 4 sur 10 à deux semaines", "étude VERTOS 2, 91 et 85 personnes"}
	opened := r.Opened
	for i, l := range []*content.Library{lib, left} {
		r.ContentVersion = l.Version
		r.Opened = slices.DeleteFunc(slices.Clone(opened), func(id string) bool { _, ok := l.More(id); return !ok })
		d, err := Layout(r, l, words)
		if err != nil {
			t.Fatal(err)
		}
		text := oneLine(tool(t, "pdftotext", "-raw", stored(t, d), "-"))
		for _, what := range gone {
			if strings.Contains(text, what) != (i == 0) {
				t.Errorf("library %d: %q is printed: %t", i, what, i > 0)
			}
		}
	}
}

func TestStarsOfAPersonAreNoMarks(t *testing.T) {
	r := record(t, sample{consent.AcceptProcedure, consent.French, 2, "A4", ""})
	r.Questions[1].Text, r.Clinic.Name = "Est-ce **grave** ?", "{levels} **Clinique**"
	text := oneLine(tool(t, "pdftotext", "-raw", stored(t, layout(t, r)), "-"))
	for _, want := range []string{"Est-ce **grave** ?", "{levels} **Clinique**"} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q", want)
		}
	}
}

func TestImage(t *testing.T) {
	d := layout(t, record(t, sample{consent.AcceptProcedure, consent.French, 2, "A4", ""}))
	for _, p := range d.Pages {
		img := p.Image(200)
		dark := 0
		for i := 0; i < len(img.Pix); i += 4 {
			if img.Pix[i] < 128 {
				dark++
			}
		}
		if b := img.Bounds(); b.Dx() != 200 || b.Dy() != 283 || dark < 200 {
			t.Errorf("page %d: %v with %d dark pixels", p.Number, b, dark)
		}
	}
	if b := d.Pages[0].Image(0).Bounds(); b.Dx() != 1 {
		t.Errorf("an image of no width has %v", b)
	}
}

func BenchmarkDocument(b *testing.B) {
	r := record(b, sample{consent.AcceptProcedure, consent.French, 2, "A4", ""})
	lib, words := shipped()
	pdf(b, layout(b, r)) // the shipped font and drawings are read once in a program's life
	b.ReportAllocs()
	for b.Loop() {
		d, err := Layout(r, lib, words)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(pdf(b, d))), "bytes")
	}
}

func BenchmarkPageImage(b *testing.B) {
	d := layout(b, record(b, sample{consent.AcceptProcedure, consent.French, 2, "A4", ""}))
	for b.Loop() {
		d.Pages[4].Image(1000)
	}
}

// TestPicturesSayWhatTheyShow finds the description of each picture of the
// document in its file.
func TestPicturesSayWhatTheyShow(t *testing.T) {
	lib, words := shipped()
	d, err := Layout(record(t, sample{consent.AcceptProcedure, consent.French, 1, "A4", ""}), lib, words)
	if err != nil {
		t.Fatal(err)
	}
	file := stored(t, d)
	structure := oneLine(tool(t, "qpdf", "--json", "--json-key=qpdf", file))
	pictures := 0
	for _, p := range d.Pages {
		for _, item := range p.Items {
			if _, ok := item.Shape.(Picture); !ok {
				continue
			}
			pictures++
			if item.Tag.Alt == "" {
				t.Errorf("a picture on page %d has no description", p.Number)
			} else if !strings.Contains(structure, oneLine(item.Tag.Alt)) {
				t.Errorf("the file lacks %q", item.Tag.Alt)
			}
		}
	}
	if pictures < 10 {
		t.Errorf("%d pictures only", pictures)
	}
}

// BenchmarkFinish is what comes after the page writer: structure, metadata,
// compression.
func BenchmarkFinish(b *testing.B) {
	drawn, err := layout(b, record(b, sample{consent.AcceptProcedure, consent.French, 1, "A4", ""})).draw()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := drawn.finish(); err != nil {
			b.Fatal(err)
		}
	}
}
