package content

import (
	"errors"
	"io/fs"
	"slices"

	"eclaire/assets"
	"eclaire/assets/font"
	"eclaire/assets/vector"
	"eclaire/content/tomlfile"
	"eclaire/locales"
)

// LoadAll reads and checks content and interface words together, against the
// shipped fonts and pictures. All faults of both are named (tomlfile.Faults).
func LoadAll(text, words fs.FS) (*Library, *locales.Bundle, error) {
	bundle, wordsErr := locales.Load(words, font.Has)
	res := Resources{HasGlyph: font.Has, Anchors: Anchors}
	if bundle != nil {
		res.Words = bundle.Texts()
	}
	lib, textErr := Load(text, res)
	if err := joinFaults(wordsErr, textErr); err != nil {
		return nil, nil, err
	}
	return lib, bundle, nil
}

// Anchors lists the anchors of a shipped picture.
func Anchors(figure string) ([]string, error) {
	svg, err := assets.Figure(figure)
	if err != nil {
		return nil, err
	}
	d, err := vector.Parse(svg)
	if err != nil {
		return nil, err
	}
	var out []string
	for a := range d.Anchors {
		out = append(out, a)
	}
	slices.Sort(out)
	return out, nil
}

func joinFaults(errs ...error) error {
	var all tomlfile.Faults
	for _, err := range errs {
		var f tomlfile.Faults
		if errors.As(err, &f) {
			all = append(all, f...)
		} else if err != nil {
			return err
		}
	}
	if len(all) == 0 {
		return nil
	}
	all.Sort()
	return all
}
