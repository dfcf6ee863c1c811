package content

import (
	"errors"
	"strings"
	"testing"

	"eclaire/assets/font"
	"eclaire/content/tomlfile"
)

// TestDocumentsAreChecked has the documents name what there is not, so that a
// part would silently be missing from the paper.
func TestDocumentsAreChecked(t *testing.T) {
	const section = "[[section]]\nid = \"x\"\nkind = \"text\"\ntitle = { fr = \"a\", en = \"a\" }\n"
	first := func(old, now string) func(string) string {
		return func(s string) string { return strings.Replace(s, old, now, 1) }
	}
	for _, c := range []struct {
		file   string
		change func(string) string
		want   string
	}{
		{"documents/documents.toml", first(`"planned"`, `"nowhere"`), `the section "nowhere" is unknown`},
		{"documents/documents.toml", first(`id = "vertebroplasty"`, `id = "dance"`), `the document "dance" is unknown`},
		{"documents/sections.toml", func(s string) string { return s + section + "use = [\"nowhere\"]\n" }, `the clause "nowhere" is unknown`},
		{"documents/sections.toml", func(s string) string { return s + section + "figure = [\"nowhere\"]\n" }, `unknown key "section.figure"`},
		{"documents/sections.toml", first(`kind = "planned"`, `kind = "dance"`), `the kind "dance" is unknown`},
	} {
		_, err := Load(edited(t, c.file, c.change), Resources{HasGlyph: font.Has, Anchors: shippedPictures().anchors})
		var faults tomlfile.Faults
		if !errors.As(err, &faults) || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), c.file+":") {
			t.Errorf("want %s: %s, got %v", c.file, c.want, err)
		}
	}
}
