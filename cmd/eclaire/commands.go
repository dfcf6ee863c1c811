package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"eclaire/consent"
	"eclaire/consent/disk"
	"eclaire/consent/document"
	"eclaire/consent/seal"
	"eclaire/content"
	"eclaire/content/tomlfile"
	"eclaire/locales"
)

// texts loads and checks all that is said: built in, or from a folder; without the
// facts that the clinic switched off, with its words and its logo.
func (c *cli) texts(s settings) (*content.Library, *locales.Bundle, error) {
	lib, words, err := c.plainTexts()
	if err != nil {
		return nil, nil, err
	}
	if lib, err = s.clinics(lib, words); err == nil {
		lib, err = s.withLogo(lib)
	}
	return lib, words, err
}

// withLogo gives the texts with the clinic's logo, if it has one.
func (s settings) withLogo(lib *content.Library) (*content.Library, error) {
	if s.Clinic.Logo == "" {
		return lib, nil
	}
	f, err := os.Open(s.Clinic.Logo)
	if err != nil {
		return nil, fmt.Errorf("the logo cannot be read: %w", err)
	}
	defer f.Close()
	return lib.WithLogo(f)
}

// undrawn says what of the logo is not drawn; "" where all of it is.
func undrawn(lib *content.Library) string {
	logo, _ := lib.Logo()
	if len(logo.Notes) == 0 {
		return ""
	}
	return "of the logo not everything is drawn: " + strings.Join(logo.Notes, "; ") + ". Look at a page, and export it again with plain shapes if it must be otherwise"
}

// clinics switches facts off that the clinic does not want told, and says who has read
// the texts for it and who paid for them.
func (s settings) clinics(lib *content.Library, words *locales.Bundle) (*content.Library, error) {
	left, err := lib.Without(s.Clinic.FactsOff)
	if err != nil {
		fault := s.factsOff
		fault.Text = fmt.Sprintf("facts_off cannot be kept: %v; take these facts out of it, or write texts of your own that do not rest on them", err)
		return nil, fault
	}
	own := map[string]content.Text{content.FundingClause: s.Clinic.Funding}
	if name := s.Clinic.Reviewer; name != "" {
		own[content.ReviewClause] = content.Text{FR: words.For(consent.French).T("about.reviewed", "Name", name),
			EN: words.For(consent.English).T("about.reviewed", "Name", name)}
	}
	said, err := left.WithWords(own)
	if err != nil {
		return nil, fmt.Errorf("the settings reviewer and funding ([clinic]) cannot be kept: %w", err)
	}
	return said, nil
}

// overdue says that the texts should have been read again by today; "" where they need
// not yet.
func overdue(lib *content.Library, today consent.Date) string {
	if review := lib.About.Review; !review.IsZero() && !today.Before(review) {
		return fmt.Sprintf("the texts were to be read again before %v: read them, and set written and review_before anew (about.toml)", review)
	}
	return ""
}

func (c *cli) plainTexts() (*content.Library, *locales.Bundle, error) {
	if c.Content == "" {
		return content.Shipped()
	}
	return folderTexts(c.Content)
}

// settled reads the settings and loads the texts.
func (c *cli) settled() (settings, *content.Library, *locales.Bundle, error) {
	s, err := readSettings(c.Settings)
	if err != nil {
		return s, nil, nil, err
	}
	lib, words, err := c.texts(s)
	return s, lib, words, err
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

// Run reads the built-in texts anew, too: the snapshot of them is checked already.
// What is measured is what the clinic's settings leave of them.
func (checkCmd) Run(p *program, c *cli) error {
	s, err := readSettings(c.Settings)
	if err != nil {
		return err
	}
	read := func() (*content.Library, *locales.Bundle, error) {
		return content.LoadAll(content.Files(), locales.Files())
	}
	if c.Content != "" {
		read = func() (*content.Library, *locales.Bundle, error) { return folderTexts(c.Content) }
	}
	lib, words, err := read()
	var faults tomlfile.Faults
	if errors.As(err, &faults) {
		for _, f := range faults {
			fmt.Fprintln(p.stderr, f)
		}
		if len(faults) == 1 {
			return errors.New("1 fault in the content")
		}
		return fmt.Errorf("%d faults in the content", len(faults))
	}
	if err != nil {
		return err
	}
	if lib, err = s.clinics(lib, words); err != nil {
		return err
	}
	if lib, err = s.withLogo(lib); err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "content %s: %d pages, %d questions, %d statements, %d sections: no fault\n",
		lib.Version, len(lib.Pages), len(lib.Questions), len(lib.Statements), len(lib.Sections))
	for _, line := range lib.Measure(words).Lines() {
		fmt.Fprintln(p.stdout, line)
	}
	for _, warning := range []string{s.missingNumbers(), s.readablePassword(), undrawn(lib), overdue(lib, consent.DateOf(time.Now()))} {
		if warning != "" {
			fmt.Fprintln(p.stdout, "warning:", warning)
		}
	}
	return nil
}

type versionCmd struct{}

func (versionCmd) Run(p *program, c *cli) error {
	_, lib, _, err := c.settled()
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "eclaire %s, content %s\n", version, lib.Version)
	return nil
}

type renderCmd struct {
	Session  string `arg:"" help:"The session file (.json) that was kept beside the document, or the document itself (.pdf)." type:"path"`
	Out      string `short:"o" help:"The PDF to write." placeholder:"FILE.pdf" required:"" type:"path"`
	Part     string `help:"Take a part alone: consent, follow-up, letter, information; patient (consent, and follow-up in the language read), file (consent); or all. Of a document its own pages are taken." enum:",consent,follow-up,letter,information,patient,file,all" default:""`
	Copy     string `help:"Draw a copy of the consent to read in one language: fr or en." enum:",fr,en" default:""`
	TakeHome bool   `help:"Draw the sheets to take home alone."`
	Large    bool   `help:"With --take-home or --copy: in large print."`
	Paper    string `help:"With --take-home or --copy: A4 or Letter." enum:",A4,Letter" default:""`
	Duplex   bool   `help:"With --take-home: to be printed on both sides."`
}

func (r renderCmd) Run(p *program, c *cli) error {
	if err := r.usage(); err != nil {
		return err
	}
	s, lib, words, err := c.settled()
	if err != nil {
		return err
	}
	text, err := readInput(r.Session)
	if err != nil {
		return err
	}
	if r.Part != "" && isDocument(text) {
		if _, err := unchanged(r.Session, text); err != nil {
			return err
		}
		return r.writePart(p, text, words)
	}
	record, err := parseSession(r.Session, text)
	if err != nil {
		return err
	}
	if err := lib.CheckStatements(record); err != nil {
		return fmt.Errorf("%s: %w: no session could have ended so", r.Session, err)
	}
	record.Clinic = r.drawnAs(p, s, record.Clinic)
	made, err := draw(func() (*document.Document, error) {
		d, err := r.layout(record, lib, words)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", r.Session, notPrinted(err, words))
		}
		return d, nil
	})
	if err != nil {
		return err
	}
	return r.writePart(p, made, words)
}

// readInput reads a session file or a document.
func readInput(name string) ([]byte, error) {
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no session file %s", name)
	} else if err != nil {
		return nil, fmt.Errorf("the session file cannot be read: %w", err)
	}
	return text, nil
}

// isDocument tells a document from a session file.
func isDocument(text []byte) bool { return bytes.HasPrefix(text, []byte("%PDF-")) }

// unchanged gives the record, in its canonical form, of a document whose seal says that
// it is as it was.
func unchanged(name string, pdf []byte) ([]byte, error) {
	inside := seal.Verify(pdf, seal.Trust{})
	inside.Drawn(document.Drawing(inside.Original))
	if !inside.Unchanged() || inside.Record == nil {
		return nil, fmt.Errorf("%s: this is no unchanged sealed document with a record inside", name)
	}
	return inside.Record, nil
}

// parseSession reads the record in a session file or a document.
func parseSession(name string, text []byte) (record consent.Record, err error) {
	if isDocument(text) {
		inside, err := unchanged(name, text)
		if err != nil {
			return record, err
		}
		record, err = consent.ParseCanonical(inside)
		if err != nil {
			return consent.Record{}, fmt.Errorf("%s: %w", name, err)
		}
		return record, nil
	}
	if record, err = consent.ParseRecord(text); err != nil {
		return consent.Record{}, fmt.Errorf("%s: %w", name, err)
	}
	return record, nil
}

type bookletCmd struct {
	Language string `help:"The language that stands first." enum:"fr,en" default:"fr"`
	Out      string `short:"o" help:"The PDF to write." placeholder:"FILE.pdf" required:"" type:"path"`
	Large    bool   `help:"In large print."`
}

func (b bookletCmd) Run(p *program, c *cli) error {
	s, lib, words, err := c.settled()
	if err != nil {
		return err
	}
	clinic := s.clinic()
	if b.Large {
		clinic.Print = "large"
	}
	return writeDocument(p, b.Out, func() (*document.Document, error) {
		return document.LayoutBooklet(consent.Language(b.Language), clinic, lib, words)
	})
}

// writeDocument lays a document out and writes its PDF.
func writeDocument(p *program, out string, layout func() (*document.Document, error)) error {
	made, err := draw(layout)
	if err != nil {
		return err
	}
	return writePDF(p, out, made)
}

// draw lays a document out and gives its PDF.
func draw(layout func() (*document.Document, error)) ([]byte, error) {
	d, err := layout()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := d.WritePDF(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// writePDF writes a PDF and tells where.
func writePDF(p *program, out string, pdf []byte) error {
	if err := disk.WriteFile(out, pdf); err != nil {
		return err
	}
	fmt.Fprintln(p.stdout, out)
	return nil
}
