package document

import (
	"os"
	"path/filepath"
	"testing"

	"eclaire/consent"
)

func TestZZDump(t *testing.T) {
	dir := os.Getenv("DUMP")
	if dir == "" {
		t.Skip()
	}
	for _, s := range []sample{
		{consent.AcceptProcedure, consent.French, 1, "A4", ""}, {consent.AcceptProcedure, consent.English, 4, "A4", ""},
		{consent.ChooseConservative, consent.French, 2, "A4", ""}, {consent.WantTime, consent.French, 1, "A4", ""},
		{consent.DeclineInformation, consent.English, 1, "A4", ""}, {consent.Confirmed, consent.French, 2, "A4", ""}, {consent.Withdrawn, consent.English, 2, "A4", ""},
		{consent.AcceptProcedure, consent.French, 1, "A4", "large"},
	} {
		d := layout(t, record(t, s))
		n := map[string]int{}
		for _, p := range d.Pages {
			n[p.Part.named(p.Lang)]++
		}
		t.Log(s.name(), n)
		os.WriteFile(filepath.Join(dir, s.name()+".pdf"), pdf(t, d), 0o644)
	}
}
