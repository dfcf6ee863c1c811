package ui

import (
	"slices"
	"testing"

	"eclaire/consent/archive/chain"
)

// TestNothingIsKeptFromStaff asserts that each kind of finding stands on the staff's
// screen, but for what needs nothing of anybody.
func TestNothingIsKeptFromStaff(t *testing.T) {
	quiet := []chain.Found{chain.FoundLeftover, chain.FoundStopped, chain.FoundRotated, chain.FoundMarker, chain.FoundAside}
	for _, kind := range chain.AllFound() {
		found := []chain.Finding{{Kind: kind}}
		if told := len(losses(found))+len(noteworthy(found)) > 0; told == slices.Contains(quiet, kind) {
			t.Errorf("%s: told %v", kind, told)
		}
	}
}

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
