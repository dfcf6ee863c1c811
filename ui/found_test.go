package ui

import (
	"slices"
	"testing"

	"eclaire/consent/archive/chain"
)

// TestSystemIsNoLoss asserts that what the system refuses, and a key file that is
// missing, are told and not called a loss.
func TestSystemIsNoLoss(t *testing.T) {
	found := []chain.Finding{{Kind: chain.FoundSystem}, {Kind: chain.FoundNoKey}, {Kind: chain.FoundAlien}}
	if got := losses(found); len(got) > 0 {
		t.Errorf("losses: %v", got)
	}
	if got := noteworthy(found); len(got) != len(found) {
		t.Errorf("told: %v", got)
	}
	r := chain.Report{Findings: found}
	if r.Whole() || r.Damaged() {
		t.Errorf("whole: %v, damaged: %v", r.Whole(), r.Damaged())
	}
	if got := losses(append(found, chain.Finding{Kind: chain.FoundRows})); !slices.Equal(got, []string{string(chain.FoundRows)}) {
		t.Errorf("losses: %v", got)
	}
}
