package content

import (
	"errors"
	"io/fs"
	"slices"
	"sync"

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
	pictures := readPictures()
	res := Resources{HasGlyph: font.Has, Anchors: pictures.anchors}
	if bundle != nil {
		res.Words = bundle.Texts()
	}
	lib, textErr := Load(text, res)
	if err := joinFaults(wordsErr, textErr); err != nil {
		return nil, nil, err
	}
	lib.drawings = pictures
	return lib, bundle, nil
}

// Drawing gives a shipped picture, read once at the start.
func (l *Library) Drawing(figure string) (vector.Drawing, bool) {
	p := l.drawings[figure]
	return p.drawing, p.err == nil && p.drawing.Width > 0
}

// picture is one picture, or why it cannot be used.
type picture struct {
	drawing vector.Drawing
	err     error
}

type pictures map[string]picture

// readPictures reads all shipped pictures, as many at once as there are
// processors: it is the longest part of the program's start.
func readPictures() pictures {
	names := assets.FigureNames()
	read := make([]picture, len(names))
	var wait sync.WaitGroup
	for i, name := range names {
		wait.Go(func() {
			svg, err := assets.Figure(name)
			if err == nil {
				read[i].drawing, err = vector.Parse(svg)
			}
			read[i].err = err
		})
	}
	wait.Wait()
	out := pictures{}
	for i, name := range names {
		out[name] = read[i]
	}
	return out
}

// anchors lists the anchors of a picture, sorted.
func (p pictures) anchors(figure string) ([]string, error) {
	found, ok := p[figure]
	if !ok {
		_, err := assets.Figure(figure)
		return nil, err
	}
	if found.err != nil {
		return nil, found.err
	}
	var out []string
	for a := range found.drawing.Anchors {
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
