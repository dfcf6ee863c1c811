package archive

import (
	"context"
	"strings"
	"testing"
)

// TestNoteRefuses has what cannot stand in the audit trail refused aloud: nobody
// may think that it was noted.
func TestNoteRefuses(t *testing.T) {
	b := newArchive(t)
	ctx := context.Background()
	for _, c := range [][2]string{{"Dr\x1bModèle", "why"}, {"Dr Modèle", "wh\x00y"}, {strings.Repeat("W", maxWords+1), ""}, {"", strings.Repeat("W", maxWords+1)}} {
		if err := b.s.Note(ctx, "test", c[0], c[1]); err == nil {
			t.Errorf("%.12q, %.12q was noted", c[0], c[1])
		}
	}
	if err := b.s.Note(ctx, "test", " Dr Modèle ", strings.Repeat("W", maxWords)); err != nil {
		t.Error(err)
	}
}
