package document

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"eclaire/assets/vector"
	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

// The pinned drawing: the digests of what is drawn (see Drawn) of some records,
// and the records with the texts that they are drawn with. Those are kept beside
// the digests so that a change of the shipped texts, which the content's version
// tells, does not look like a change of the drawing.
const (
	pinnedDigests = "testdata/drawing/digests.txt"
	pinnedInput   = "testdata/drawing/input.zip"
)

// TestDrawnAsItWas draws the pinned records. A digest that is another means that
// documents would be drawn otherwise than the number of the drawing says.
func TestDrawnAsItWas(t *testing.T) {
	number, want := readPinned(t)
	if *update && number < DrawingNumber {
		writePinnedInput(t)
	}
	got := drawPinned(t)
	same := maps.Equal(got, want)
	switch {
	case number > DrawingNumber:
		t.Fatalf("the digests are of drawing %d, and DrawingNumber is %d: it never goes back", number, DrawingNumber)
	case number == DrawingNumber && same:
		return
	case number == DrawingNumber:
		for _, name := range slices.Sorted(maps.Keys(got)) {
			if got[name] != want[name] {
				t.Errorf("%s is drawn otherwise", name)
			}
		}
		t.Fatalf("what is drawn has changed (%d digests, %d pinned). If it should: raise document.DrawingNumber, which is %d, in this commit, "+
			"and then run: go test ./consent/document -run TestDrawnAsItWas -update", len(got), len(want), DrawingNumber)
	case !*update:
		t.Fatalf("DrawingNumber is %d, and the digests are of drawing %d. Run: go test ./consent/document -run TestDrawnAsItWas -update", DrawingNumber, number)
	}
	if same {
		t.Fatalf("DrawingNumber was raised to %d, but nothing is drawn otherwise than with %d", DrawingNumber, number)
	}
	writePinned(t, got)
}

// readPinned reads the digests by name and the number they are of; 0 for none.
func readPinned(t *testing.T) (number int, digests map[string]string) {
	t.Helper()
	b, err := os.ReadFile(pinnedDigests)
	if os.IsNotExist(err) {
		return 0, nil
	}
	if err != nil {
		t.Fatal(err)
	}
	head, rows, _ := strings.Cut(string(b), "\n")
	if _, err := fmt.Sscanf(head, "drawing %d", &number); err != nil {
		t.Fatalf("%s: %v", pinnedDigests, err)
	}
	digests = map[string]string{}
	for row := range strings.Lines(rows) {
		sum, name, _ := strings.Cut(strings.TrimSpace(row), " ")
		digests[name] = sum
	}
	return number, digests
}

func writePinned(t *testing.T, digests map[string]string) {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "drawing %d\n", DrawingNumber)
	for _, name := range slices.Sorted(maps.Keys(digests)) {
		fmt.Fprintf(&b, "%s %s\n", digests[name], name)
	}
	if err := os.WriteFile(pinnedDigests, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// drawPinned draws the pinned records, and what is drawn without one.
func drawPinned(t *testing.T) map[string]string {
	t.Helper()
	z, err := zip.OpenReader(pinnedInput)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	sub := func(dir string) fs.FS {
		files, err := fs.Sub(z, dir)
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	lib, words, err := content.LoadAll(sub("content"), sub("locales"))
	if err != nil {
		t.Fatalf("the texts of the pinned drawing are no longer read, so that it has to be a new one: %v", err)
	}
	lib.Version = pinnedVersion
	p := pinning{t, lib, words, map[string]string{}}
	names, err := fs.Glob(z, "records/*.json")
	if err != nil || len(names) < 24 {
		t.Fatalf("%d pinned records, %v", len(names), err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(z, name)
		if err != nil {
			t.Fatal(err)
		}
		r, err := consent.ParseRecord(b)
		if err != nil {
			t.Fatal(err)
		}
		name = strings.TrimSuffix(filepath.Base(name), ".json")
		d, err := Layout(r, lib, words)
		p.document(name, d, err)
		if r.Outcome == consent.AcceptProcedure {
			d, err := LayoutTakeHome(r, lib, words)
			p.document("take-home of "+name, d, err)
			d, err = LayoutCopy(r, r.Read, lib, words)
			p.document("copy of "+name, d, err)
		}
	}
	p.others()
	return p.out
}

// pinnedVersion stands in the place of the content's version.
const pinnedVersion = "000000000000"

// pinning gathers digests.
type pinning struct {
	t     *testing.T
	lib   *content.Library
	words *locales.Bundle
	out   map[string]string
}

func (p pinning) document(name string, d *Document, err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatalf("%s: %v", name, err)
	}
	sum, err := Drawn(pdf(p.t, d))
	if err != nil {
		p.t.Fatalf("%s: %v", name, err)
	}
	p.out[name] = fmt.Sprintf("%x", sum)
}

// others are the documents without a patient, and the pictures that a record may
// call for.
func (p pinning) others() {
	clinic := consent.Clinic{Name: "Hôpital Sainte-Exemple", Address: "12, rue de l’Invention, 35000 Rennes", Phone: "02 00 00 00 00", Threshold: 2, Paper: "A4"}
	for _, l := range consent.Languages() {
		for _, print := range []string{"", "large"} {
			clinic.Print = print
			d, err := LayoutBooklet(l, clinic, p.lib, p.words)
			p.document(strings.TrimSpace("booklet "+string(l)+" "+print), d, err)
		}
		d, err := LayoutRecovery(sampleRecovery(), l, clinic, p.lib, p.words)
		p.document("recovery "+string(l), d, err)
	}
	for _, figure := range p.lib.Figures {
		f, err := shippedFigure(p.lib, figure.ID, vector.Woman)
		if err != nil {
			p.t.Fatal(err)
		}
		p.out["picture "+figure.ID] = fmt.Sprintf("%x", sha256.Sum256(appendDrawing(nil, &f.drawing, 1)))
	}
}

// writePinnedInput keeps today's texts and records of today's samples.
func writePinnedInput(t *testing.T) {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	add := func(name string, data []byte) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err == nil {
			_, err = w.Write(data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, dir := range []string{"content", "locales"} {
		files := map[string]fs.FS{"content": content.Files(), "locales": locales.Files()}[dir]
		err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := fs.ReadFile(files, name)
			add(dir+"/"+name, text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	records := pinnedRecords(t)
	for _, name := range slices.Sorted(maps.Keys(records)) {
		r := records[name]
		r.ContentVersion = pinnedVersion
		session, err := r.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		add("records/"+name+".json", session)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(pinnedInput), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(pinnedInput, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// pinnedRecords are records of every outcome, in both orders of languages, in
// normal and in large print, and of cases that bring in what those lack.
func pinnedRecords(t *testing.T) map[string]consent.Record {
	t.Helper()
	out := map[string]consent.Record{}
	n := 0
	for _, o := range consent.AllOutcomes() {
		for _, l := range consent.Languages() {
			for _, print := range []string{"", "large"} {
				s := sample{o, l, []int{1, 2, 4}[n%3], []string{"A4", "Letter"}[n/2%2], print}
				out[s.name()] = record(t, s)
				n++
			}
		}
	}
	for _, l := range consent.Languages() {
		r := extreme(t, l)
		for i := range r.Signatures {
			if r.Signatures[i].Strokes != nil {
				r.Signatures[i].Strokes = scribble(50)
			}
		}
		out["extreme-"+string(l)] = r
	}
	for _, l := range consent.Languages() {
		maps.Copy(out, odd(t, l))
		out["ordinary-"+string(l)] = ordinary(t, sample{consent.AcceptProcedure, l, 1, "A4", ""})
	}
	for i, p := range consent.Procedures() {
		s := sample{consent.AcceptProcedure, consent.Languages()[i%2], 2, "A4", ""}
		r := record(t, s)
		r.Case.Procedure, r.Case.Cleft, r.Case.BedBound = p, consent.Yes, consent.Yes
		if p == consent.Sacroplasty {
			r.Case.ToTreat, r.Case.Old = consent.NewLevelSet(consent.Sacrum), 0
		}
		out[string(p)+"-"+s.name()] = r
	}
	return out
}
