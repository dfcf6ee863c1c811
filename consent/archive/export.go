package archive

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"eclaire/consent"
	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
)

// Export says which files of a document are written out of the archive. They
// are not encrypted.
type Export struct {
	PDF, JSON bool
	// Folder puts them into a folder of the document's own with a manifest, for
	// another system to take in.
	Folder bool
}

// ExportName is what the manifest of an exported document is called.
const ExportName = "manifest.json"

// Manifest tells another system what an exported folder holds. It names no
// patient but by the clinic's own number.
type Manifest struct {
	Format   string          `json:"format"` // "eclaire-export"
	Version  int             `json:"version"`
	Archive  chain.ID        `json:"archive"`
	Entry    chain.ID        `json:"entry"`
	Record   string          `json:"record"`
	Patient  string          `json:"patient_number,omitempty"` // the clinic's
	Outcome  consent.Outcome `json:"outcome"`
	Refers   string          `json:"refers,omitempty"` // the record that it confirms or withdraws
	Finished time.Time       `json:"finished"`
	Digest   string          `json:"record_sha256"` // as printed on the document
	Files    []Copied        `json:"files"`
}

// NameOf is what the files of an exported document are called, without their
// ending: the record's id, which names no patient.
func NameOf(d chain.Document) string {
	if disk.Plain(d.About.Record) {
		return d.About.Record
	}
	return d.Entry.ID.String()
}

// Export opens an entry and writes its files into a folder that is there. Each
// is written whole or not at all, and read back. It gives their paths.
func (st *Staff) Export(ctx context.Context, id chain.ID, dir string, e Export) ([]string, error) {
	d, err := st.Open(ctx, id, "export")
	if err != nil {
		return nil, err
	}
	if e.Folder {
		e.PDF, e.JSON, dir = true, true, filepath.Join(dir, NameOf(d))
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, fmt.Errorf("%w: %w", disk.ErrFolder, disk.Cause(err))
		}
	}
	var paths []string
	var files []Copied
	for _, f := range []struct {
		name string
		want bool
		text []byte
	}{{NameOf(d) + ".json", e.JSON, d.Session}, {NameOf(d) + ".pdf", e.PDF, d.PDF}} {
		if !f.want {
			continue
		}
		if err := writeBack(filepath.Join(dir, f.name), f.text); err != nil {
			return paths, err
		}
		sum := sha256.Sum256(f.text)
		files = append(files, Copied{f.name, int64(len(f.text)), hex.EncodeToString(sum[:])})
		paths = append(paths, filepath.Join(dir, f.name))
	}
	if !e.Folder {
		return paths, nil
	}
	text, err := st.manifest(d, files)
	if err != nil {
		return paths, err
	}
	path := filepath.Join(dir, ExportName)
	return append(paths, path), writeBack(path, text)
}

// manifest writes what an exported folder holds.
func (st *Staff) manifest(d chain.Document, files []Copied) ([]byte, error) {
	archive, _ := st.s.Archive()
	m := Manifest{Format: "eclaire-export", Version: 1, Archive: archive, Entry: d.Entry.ID, Record: d.About.Record,
		Outcome: d.About.Outcome, Refers: d.About.Refers, Finished: d.About.Finished, Files: files}
	if r, err := consent.ParseRecord(d.Session); err == nil {
		m.Patient = r.Case.RecordNumber
		if m.Digest, err = r.Digest(); err != nil {
			return nil, err
		}
		if r.Refers != nil { // an index that was written before it held this
			m.Refers = r.Refers.ID
		}
	}
	text, err := json.MarshalIndent(m, "", "\t")
	if err != nil {
		return nil, fmt.Errorf("failed to write the manifest: %w", err)
	}
	return append(text, '\n'), nil
}

// writeBack writes a file and compares what it holds.
func writeBack(path string, text []byte) error {
	if err := disk.WriteFile(path, text); err != nil {
		return err
	}
	back, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("%w: %w", disk.ErrReadBack, disk.Cause(err))
	}
	if !bytes.Equal(back, text) {
		return disk.ErrReadBack
	}
	return nil
}
