package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/document"
	"eclaire/content"
	"eclaire/content/tomlfile"
	"eclaire/locales"
)

// texts loads and checks all that is said: built in, or from a folder.
func (c *cli) texts() (*content.Library, *locales.Bundle, error) {
	if c.Content == "" {
		return content.LoadAll(content.Files(), locales.Files())
	}
	return folderTexts(c.Content)
}

func folderTexts(dir string) (*content.Library, *locales.Bundle, error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, nil, fmt.Errorf("there is no content folder %s", dir)
	}
	words := locales.Files()
	if _, err := os.Stat(filepath.Join(dir, "locales")); err == nil {
		words = os.DirFS(filepath.Join(dir, "locales"))
	}
	return content.LoadAll(os.DirFS(dir), words)
}

type checkCmd struct{}

func (checkCmd) Run(p *program, c *cli) error {
	lib, _, err := c.texts()
	var faults tomlfile.Faults
	if errors.As(err, &faults) {
		for _, f := range faults {
			fmt.Fprintln(p.stderr, f)
		}
		return fmt.Errorf("%d faults in the content", len(faults))
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "content %s: %d pages, %d questions, %d statements, %d sections: no fault\n",
		lib.Version, len(lib.Pages), len(lib.Questions), len(lib.Statements), len(lib.Sections))
	return nil
}

type versionCmd struct{}

func (versionCmd) Run(p *program, c *cli) error {
	lib, _, err := c.texts()
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "eclaire %s, content %s\n", version, lib.Version)
	return nil
}

type renderCmd struct {
	Session string `arg:"" help:"The session file (.json) that was kept beside the document." type:"path"`
	Out     string `short:"o" help:"The PDF to write." placeholder:"FILE.pdf" required:"" type:"path"`
}

func (r renderCmd) Run(p *program, c *cli) error {
	lib, words, err := c.texts()
	if err != nil {
		return err
	}
	text, err := os.ReadFile(r.Session)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no session file %s", r.Session)
	} else if err != nil {
		return fmt.Errorf("the session file cannot be read: %w", err)
	}
	record, err := consent.ParseRecord(text)
	if err != nil {
		return fmt.Errorf("%s: %w", r.Session, err)
	}
	pdf, err := drawPDF(record, lib, words)
	if err != nil {
		return fmt.Errorf("%s: %w", r.Session, err)
	}
	if err := archive.WriteFile(r.Out, pdf); err != nil {
		return err
	}
	fmt.Fprintln(p.stdout, r.Out)
	return nil
}

// drawPDF lays a record out and writes its PDF.
func drawPDF(r consent.Record, lib *content.Library, words *locales.Bundle) ([]byte, error) {
	d, err := document.Layout(r, lib, words)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := d.WritePDF(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
