package document

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"eclaire/consent"
)

func sampleRecovery() Recovery {
	return Recovery{
		Archive: strings.Repeat("0a", 16), Recipient: "age1" + strings.Repeat("q0", 29),
		Lines: []string{"AGE- SECR ET-K EY-1 QQQQ", "ABCD EFGH"}, QR: "AGE-SECRET-KEY-1QQQQABCDEFGH",
		Made: time.Date(2026, 11, 25, 9, 30, 0, 0, time.UTC),
	}
}

// TestRecoverySheet scans the sheet and reads it.
func TestRecoverySheet(t *testing.T) {
	lib, words := shipped()
	for _, l := range consent.Languages() {
		d, err := LayoutRecovery(sampleRecovery(), l, consent.Clinic{Name: "Clinique Exemple", Paper: "A4", Print: "large", FoldMarks: true}, lib, words)
		if err != nil {
			t.Fatal(err)
		}
		if len(d.Pages) != 1 {
			t.Fatalf("%s: %d pages", l, len(d.Pages))
		}
		dir := t.TempDir()
		file := filepath.Join(dir, "sheet.pdf")
		if err := os.WriteFile(file, pdf(t, d), 0o600); err != nil {
			t.Fatal(err)
		}
		text := tool(t, "pdftotext", "-layout", file, "-")
		for _, want := range []string{"AGE- SECR ET-K EY-1 QQQQ", "ABCD EFGH", strings.Repeat("0a", 16), "eclaire archive recover"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: the sheet lacks %q", l, want)
			}
		}
		tool(t, "pdftoppm", "-r", "100", "-png", file, filepath.Join(dir, "page"))
		if _, err := exec.LookPath("zbarimg"); err != nil {
			tool(t, "zbarimg", "--version")
		}
		out, _ := exec.Command("zbarimg", "-q", "--raw", filepath.Join(dir, "page-1.png")).Output()
		if strings.TrimSpace(string(out)) != sampleRecovery().QR {
			t.Errorf("%s: scanned %q", l, out)
		}
	}
}
