package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"eclaire/assets/font"
	"eclaire/consent"
	"eclaire/consent/disk"
	"eclaire/consent/inspect"
	"eclaire/consent/seal"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui"
	"eclaire/ui/play"
	"eclaire/ui/play/offscreen"
	"eclaire/ui/screen"
	"eclaire/ui/theme"
)

type demoCmd struct {
	Out string `help:"Folder for documents and pictures." default:"demo" placeholder:"DIR" type:"path"`
}

// demoLevels are the cases of the demo: one, two and four levels. The last
// needs general anaesthesia at the usual threshold.
var demoLevels = [][]string{{"L1"}, {"T12", "L1"}, {"T11", "T12", "L1", "L3"}}

// demoMemory bounds what the demo takes: the screens that it has played stay with
// the window toolkit for a minute.
const demoMemory = 350 << 20

// demo plays the sessions and keeps what they leave.
type demo struct {
	p        *program
	app      fyne.App // of the toolkit; it is never run
	out      string
	lib      *content.Library
	words    *locales.Bundle
	clinic   consent.Clinic
	sealer   *sealer
	pictured map[string]bool // screens kept, by name and language
	made     []string
	rested   time.Duration // how far its clock is ahead of the machine's, in this session
}

// Run plays every outcome in both languages with one, two and four levels
// through the real screens, without a display.
func (d demoCmd) Run(p *program, c *cli) error {
	s, lib, words, err := c.settled()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(d.Out, 0o755); err != nil {
		return fmt.Errorf("the folder for the demo cannot be made: %w", err)
	}
	clinic := s.clinic()
	if clinic.Name == "" {
		clinic.Name, clinic.Address, clinic.Phone = "Clinique Exemple", "1 rue du Modèle, 00000 Exempleville", "00 00 00 00 00"
		clinic.PhoneNight = "00 00 00 00 01"
	}
	debug.SetMemoryLimit(demoMemory)
	run := &demo{p: p, app: newApp(), out: d.Out, lib: lib, words: words, clinic: clinic, pictured: map[string]bool{}}
	if err := run.newKey(); err != nil {
		return err
	}
	n, total := 0, (len(consent.Outcomes())*len(demoLevels)+len(consent.Later()))*len(consent.Languages())
	for i, o := range consent.Outcomes() {
		for j, l := range consent.Languages() {
			for k := range demoLevels {
				if p.ctx.Err() != nil {
					return errors.New("stopped")
				}
				n++
				// The document kept of each outcome has another number of levels
				// and another language than the one before.
				keep := j == i%2 && k == i%len(demoLevels)
				name := fmt.Sprintf("[%d/%d] %s, %s, %s", n, total, o, words.For(l).T("language.name"), strings.Join(demoLevels[k], " "))
				if err := run.session(name, o, "", l, k, keep); err != nil {
					return fmt.Errorf("%s: %w", name, err)
				}
			}
		}
	}
	for i, o := range consent.Later() {
		for j, l := range consent.Languages() {
			n++
			name := fmt.Sprintf("[%d/%d] %s, %s, %s", n, total, o, words.For(l).T("language.name"), strings.Join(demoLevels[0], " "))
			if err := run.session(name, consent.AcceptProcedure, o, l, 0, j == i%2); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	fmt.Fprintf(p.stdout, "\n%d sessions played, %d pictures of screens and these documents in %s:\n", total, len(run.pictured), d.Out)
	for _, name := range run.made {
		fmt.Fprintln(p.stdout, " ", name)
	}
	return nil
}

// demoCertificate is the file of the certificate that vouches for the demo's
// seals: eclaire verify --ca.
const demoCertificate = "ca.pem"

// newKey makes the key that seals the documents of one demo.
func (d *demo) newKey() error {
	key, certificate, err := seal.NewSelfSigned("Éclairé demo", time.Now(), rand.Reader)
	if err != nil {
		return err
	}
	d.sealer = &sealer{now: d.now}
	if d.sealer.key, err = seal.LoadKey(key, certificate); err != nil {
		return err
	}
	return disk.WriteFile(filepath.Join(d.out, demoCertificate), certificate)
}

// session plays one, and on its document what is later said to it, and keeps
// pictures of the screens not seen before.
func (d *demo) session(name string, o, later consent.Outcome, l consent.Language, levels int, keep bool) error {
	fmt.Fprintln(d.p.stdout, name)
	d.rested = 0
	app := offscreen.NewApp(d.app)
	w := app.NewWindow("Éclairé")
	defer w.Close()
	w.SetPadded(false)
	folder, err := os.MkdirTemp("", "eclaire-demo-") // invented patients only
	if err != nil {
		return fmt.Errorf("a folder for the documents cannot be made: %w", err)
	}
	defer os.RemoveAll(folder)
	var pdf []byte
	wait, answer := defaults().idle()
	shell := ui.New(ui.Options{
		Window: w, Theme: theme.Wear(app.Settings()), Lib: d.lib, Words: d.words, Clinic: d.clinic, Language: consent.French,
		Prints: font.Has, NewID: newID, Lot: func() uint64 { return 0 }, Now: d.now, Idle: wait, Answer: answer, Specimen: true,
		Keep: func(id string, b, _ []byte, _ bool) error {
			pdf = b
			return disk.WriteFile(filepath.Join(folder, id+".pdf"), b)
		},
		Seal: d.sealer.seal, Folder: folder,
		Check: func(b []byte) inspect.Result {
			return inspect.File(b, seal.Trust{Roots: d.sealer.key.Chain}, d.lib, d.words)
		},
		Run: func(work, done func()) { work(); done() },
	})
	w.Resize(fyne.NewSize(1280, 800))
	tour := &play.Tour{
		Player: play.Player{Window: w, Shell: shell, Rest: func() { d.rest(shell) }}, Lib: d.lib, Words: d.words, Language: l, Outcome: o,
		Treat: demoLevels[levels], Old: []string{"T8"}, Mistakes: levels == 0, People: levels == 2,
		Later: later,
	}
	tour.Visit = func(name string) error { return d.picture(tour, name) }
	if err := tour.Play(); err != nil {
		return err
	}
	shell.EndSession()
	if !keep {
		return nil
	}
	if later != "" {
		o = later
	}
	file := fmt.Sprintf("%s-%s-%d.pdf", o, l, len(demoLevels[levels]))
	if err := disk.WriteFile(filepath.Join(d.out, file), pdf); err != nil {
		return err
	}
	d.made = append(d.made, file)
	fmt.Fprintln(d.p.stdout, "  document:", file)
	return nil
}

// now is the demo's clock, which goes on while somebody looks at a screen.
func (d *demo) now() time.Time { return time.Now().Add(d.rested) }

// rest lets as much time pass as a screen must stand before it is touched, and a
// page until it counts as seen.
func (d *demo) rest(s *ui.Shell) {
	d.rested += ui.SettleTime
	if s.State().Route.Name == screen.Page {
		d.rested += ui.LongEnough - ui.SettleTime
	}
}

// picture keeps one picture of each screen and language.
func (d *demo) picture(t *play.Tour, name string) error {
	file := fmt.Sprintf("%s-%s.png", name, t.Language)
	if d.pictured[file] {
		return nil
	}
	d.pictured[file] = true
	f, err := os.Create(filepath.Join(d.out, file))
	if err != nil {
		return err
	}
	err = errors.Join(png.Encode(f, t.Picture()), f.Close())
	if err != nil {
		return fmt.Errorf("the picture of %s cannot be kept: %w", name, err)
	}
	fmt.Fprintln(d.p.stdout, "  screen:", name)
	return nil
}
