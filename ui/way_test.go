package ui_test

import (
	"strings"
	"testing"

	"eclaire/ui/screen"
)

// chapters lists the chapters in the top bar that lead back.
func chapters(k *kiosk) []string {
	var out []string
	for _, c := range k.Shell.Sight().Controls {
		if strings.HasPrefix(c.ID, "chapter.") && c.Enabled {
			out = append(out, c.ID)
		}
	}
	return out
}

// TestFinishedLeadsNowhereBack: once the document is there, no chapter can be gone back
// to; before, those that are finished can.
func TestFinishedLeadsNowhereBack(t *testing.T) {
	k := open(t, nil)
	before := 0
	k.Visit = func(string) error {
		if k.Shell.State().Route.Name == screen.Decision {
			before = len(chapters(k))
		}
		return nil
	}
	if err := k.Play(); err != nil {
		t.Fatal(err)
	}
	if k.Shell.State().Route.Name != screen.Finished {
		t.Fatalf("at %v", k.Shell.State().Route)
	}
	if before != 4 {
		t.Errorf("from the decision, %d chapters lead back", before)
	}
	if open := chapters(k); len(open) != 0 {
		t.Errorf("from the finished document one can go back to %v", open)
	}
}
