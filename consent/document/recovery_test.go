package document

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/content"
	"eclaire/locales"
)

func sampleRecovery() Recovery {
	return Recovery{
		Archive: strings.Repeat("0a", 16), Recipient: "age1" + strings.Repeat("q0", 29),
		Lines: []string{"AGE- SECR ET-K EY-1 QQQQ", "ABCD EFGH"}, QR: "AGE-SECRET-KEY-1QQQQABCDEFGH",
		Made: time.Date(2026, 11, 25, 9, 30, 0, 0, time.UTC),
	}
}

func sampleHead() Head {
	return Head{Archive: strings.Repeat("0a", 16), Line: "2:1234:" + strings.Repeat("0f", 32), Made: sampleRecovery().Made}
}

// TestRecoverySheet scans the sheet and reads it.
func TestRecoverySheet(t *testing.T) {
	r := sampleRecovery()
	sheetReads(t, r.QR, []string{"AGE- SECR ET-K EY-1 QQQQ", "ABCD EFGH", r.Archive, "eclaire archive recover"},
		func(l consent.Language, c consent.Clinic, lib *content.Library, words *locales.Bundle) (*Document, error) {
			return LayoutRecovery(r, l, c, lib, words)
		})
}

// TestHeadSheet scans the sheet of the last entry and reads it.
func TestHeadSheet(t *testing.T) {
	h := sampleHead()
	sheetReads(t, strings.ToUpper(h.Line), []string{h.Line, h.Archive, "eclaire archive verify"},
		func(l consent.Language, c consent.Clinic, lib *content.Library, words *locales.Bundle) (*Document, error) {
			return LayoutHead(h, l, c, lib, words)
		})
}

// sheetReads draws a sheet in both languages, reads its words and scans its code.
func sheetReads(t *testing.T, code string, wanted []string, layout func(consent.Language, consent.Clinic, *content.Library, *locales.Bundle) (*Document, error)) {
	t.Helper()
	lib, words := shipped()
	for _, l := range consent.Languages() {
		d, err := layout(l, consent.Clinic{Name: "Clinique Exemple", Paper: "A4", Print: "large", FoldMarks: true}, lib, words)
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
		for _, want := range wanted {
			if !strings.Contains(text, want) {
				t.Errorf("%s: the sheet lacks %q", l, want)
			}
		}
		tool(t, "pdftoppm", "-r", "100", "-png", file, filepath.Join(dir, "page"))
		if _, err := exec.LookPath("zbarimg"); err != nil {
			tool(t, "zbarimg", "--version")
		}
		out, _ := exec.Command("zbarimg", "-q", "--raw", filepath.Join(dir, "page-1.png")).Output()
		if strings.TrimSpace(string(out)) != code {
			t.Errorf("%s: scanned %q", l, out)
		}
	}
}
