package ui

import (
	"slices"
	"testing"

	"eclaire/consent/archive"
)

// TestSystemIsNoLoss asserts that what the system refuses, and a key file that is
// missing, are told and not called a loss.
func TestSystemIsNoLoss(t *testing.T) {
	found := []archive.Finding{{Kind: archive.FoundSystem}, {Kind: archive.FoundNoKey}, {Kind: archive.FoundAlien}}
	if got := losses(found); len(got) > 0 {
		t.Errorf("losses: %v", got)
	}
	if got := noteworthy(found); len(got) != len(found) {
		t.Errorf("told: %v", got)
	}
	r := archive.Report{Findings: found}
	if r.Whole() || r.Damaged() {
		t.Errorf("whole: %v, damaged: %v", r.Whole(), r.Damaged())
	}
	if got := losses(append(found, archive.Finding{Kind: archive.FoundRows})); !slices.Equal(got, []string{string(archive.FoundRows)}) {
		t.Errorf("losses: %v", got)
	}
}
