package archive

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"eclaire/consent"
)

// refers makes a sample say something of another one.
func refers(to int, o consent.Outcome) func(*consent.Record) {
	return func(r *consent.Record) {
		r.Outcome, r.Refers = o, &consent.Reference{ID: sampleID(to), SHA256: strings.Repeat("0a", 32), Finished: r.Finished}
	}
}

// TestLaterIsSeen looks what the index says of consents that were confirmed and
// withdrawn, built from entries, from the snapshot, and followed while open.
func TestLaterIsSeen(t *testing.T) {
	b := newArchive(t)
	b.open()
	b.putAs(1, named("UN", "A"))
	b.putAs(2, refers(1, consent.Withdrawn))
	b.putAs(3, refers(1, consent.Confirmed)) // made elsewhere before, arrived after
	b.putAs(4, named("QUATRE", "B"))
	look := func(what string, st *Staff) {
		t.Helper()
		rows, err := st.Search(t.Context(), Query{})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			want := map[string]consent.Outcome{sampleID(1): consent.Withdrawn, sampleID(4): consent.Confirmed}[r.About.Record]
			if r.Later != want {
				t.Errorf("%s: %s is %q, want %q", what, r.About.Record, r.Later, want)
			}
			if first := r.About.Record == sampleID(1) || r.About.Record == sampleID(4); first == (r.About.Refers != "") {
				t.Errorf("%s: %s refers to %q", what, r.About.Record, r.About.Refers)
			}
		}
	}
	st := b.unlock()
	if _, err := st.Search(t.Context(), Query{Limit: 1}); err != nil {
		t.Fatal(err)
	}
	b.putAs(5, refers(4, consent.Confirmed))
	look("followed", st)
	st.Lock()
	look("from the snapshot", b.unlock())
	b.s.Lock()
	if err := os.Remove(filepath.Join(b.dir, indexFile)); err != nil {
		t.Fatal(err)
	}
	look("from the entries", b.unlock())
}

func TestExport(t *testing.T) {
	b := newArchive(t)
	b.open()
	id := b.put(1).ID
	pdf, session := sample(t, 1, nil)
	st := b.unlock()
	dir := t.TempDir()
	for _, c := range []struct {
		e    Export
		want []string
	}{
		{Export{PDF: true}, []string{sampleID(1) + ".pdf"}},
		{Export{PDF: true, JSON: true}, []string{sampleID(1) + ".json", sampleID(1) + ".pdf"}},
		{Export{Folder: true}, []string{sampleID(1) + "/" + sampleID(1) + ".json", sampleID(1) + "/" + sampleID(1) + ".pdf", sampleID(1) + "/manifest.json"}},
	} {
		paths, err := st.Export(t.Context(), id, dir, c.e)
		if err != nil || len(paths) != len(c.want) {
			t.Fatalf("%+v: %v, %v", c.e, paths, err)
		}
		for i, p := range paths {
			if rel, _ := filepath.Rel(dir, p); filepath.ToSlash(rel) != c.want[i] {
				t.Errorf("%+v wrote %s", c.e, rel)
			}
			text, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(p, ".pdf") && !bytes.Equal(text, pdf) || strings.HasSuffix(p, sampleID(1)+".json") && !bytes.Equal(text, session) {
				t.Errorf("%s is not what was kept", p)
			}
		}
	}
	text, err := os.ReadFile(filepath.Join(dir, sampleID(1), ExportName))
	if err != nil {
		t.Fatal(err)
	}
	var m Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(pdf)
	r, err := consent.ParseRecord(session)
	if err != nil {
		t.Fatal(err)
	}
	digest, _ := r.Digest()
	if m.Record != sampleID(1) || m.Entry != id || m.Digest != digest || len(m.Files) != 2 || m.Files[1].SHA256 != hex.EncodeToString(sum[:]) || m.Outcome != r.Outcome {
		t.Errorf("the manifest: %+v", m)
	}
	if strings.Contains(string(text), r.Case.BirthName) {
		t.Error("the manifest names the patient")
	}
	if _, err := st.Export(t.Context(), id, filepath.Join(dir, "gone"), Export{PDF: true}); err == nil {
		t.Error("a folder that is not there was written to")
	}
	n := 0
	if err := st.Trail(t.Context(), id, func(x Trace) error {
		if x.Act.Action == "export" {
			n++
		}
		return nil
	}); err != nil || n != 4 {
		t.Errorf("%d lines of export in the trail, %v", n, err)
	}
}

func TestLockedAndCount(t *testing.T) {
	b := newArchive(t)
	b.open()
	b.put(1)
	id := b.put(2).ID
	st := b.unlock()
	if st.Locked() {
		t.Error("it is locked while it is open")
	}
	if n, err := b.s.Count(t.Context()); n != 2 || err != nil {
		t.Errorf("%d consents, %v", n, err)
	}
	if err := st.Erase(t.Context(), id, "test"); err != nil {
		t.Fatal(err)
	}
	if n, err := b.s.Count(t.Context()); n != 1 || err != nil {
		t.Errorf("%d consents after erasing, %v", n, err)
	}
	b.s.Lock()
	if !st.Locked() {
		t.Error("it is open after locking")
	}
}

// TestManifestNamesTheRecordNumber lets another system file an export without
// opening it.
func TestManifestNamesTheRecordNumber(t *testing.T) {
	b := newArchive(t)
	pdf, session := sample(t, 2, func(r *consent.Record) { r.Case.RecordNumber = "SPEC-0042" })
	receipt, err := b.s.Put(t.Context(), sampleID(2), pdf, session)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if _, err := b.unlock().Export(t.Context(), receipt.ID, dir, Export{Folder: true}); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, sampleID(2), ExportName))
	if err != nil {
		t.Fatal(err)
	}
	var m Manifest
	if err := json.Unmarshal(text, &m); err != nil || m.Patient != "SPEC-0042" {
		t.Errorf("the manifest: %v, %+v", err, m)
	}
}
