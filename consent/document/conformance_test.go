package document

import (
	"os"
	"path/filepath"
	"testing"

	"eclaire/consent"
)

// TestWriteConformanceSet writes documents for `make conformance` into the
// folder that ECLAIRE_CONFORMANCE names.
func TestWriteConformanceSet(t *testing.T) {
	dir := os.Getenv("ECLAIRE_CONFORMANCE")
	if dir == "" {
		t.Skip("ECLAIRE_CONFORMANCE names no folder")
	}
	for _, o := range consent.Outcomes() {
		s := sample{o, consent.French, 1, "A4"}
		if err := os.WriteFile(filepath.Join(dir, s.name()+".pdf"), pdf(t, layout(t, record(t, s))), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
