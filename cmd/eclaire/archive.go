package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"strings"

	"golang.org/x/term"

	"eclaire/consent/archive"
	"eclaire/consent/archive/central"
	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
)

// archiveCmd is everything that is done with the archive besides the kiosk.
type archiveCmd struct {
	Folder       string `name:"archive" help:"The archive's folder. Without it, the one of the settings, or the one in the user's data folder." placeholder:"DIR" type:"path"`
	JSON         bool   `name:"json" help:"Print JSON, one object a line."`
	Who          string `help:"Who does it, for the audit trail. Without it, the user's name on this computer." placeholder:"NAME"`
	PassphraseFD int    `name:"passphrase-fd" help:"Read the passphrase from this file descriptor, one a line, instead of asking for it." default:"-1" placeholder:"N"`

	Init       archiveInit       `cmd:"" help:"Make an archive and print its recovery sheet."`
	List       archiveList       `cmd:"" help:"List and search consents, or the audit trail."`
	Show       archiveShow       `cmd:"" help:"Show one entry."`
	Export     archiveExport     `cmd:"" help:"Write documents and sessions as plain files."`
	Numbers    archiveNumbers    `cmd:"" help:"Count what the consents have in common, without names and nothing under five."`
	Verify     archiveVerify     `cmd:"" help:"Check chain and contents; with --deep, open every entry and check its seal. Exit code 0 only if all is whole."`
	Backup     archiveBackup     `cmd:"" help:"Copy the archive into a new folder, while it is used, and check the copy."`
	Restore    archiveRestore    `cmd:"" help:"Make an archive from a backup and check it."`
	Rekey      archiveRekey      `cmd:"" help:"Make a new key and encrypt everything anew. Can be stopped and run again."`
	Passphrase archivePassphrase `cmd:"" help:"Change the passphrase: the old one first, then the new one."`
	Recover    archiveRecover    `cmd:"" help:"Set a new passphrase with the key of the recovery sheet."`
	Prune      archivePrune      `cmd:"" help:"List what has been kept long enough; with --erase, erase it."`
	Hold       archiveHold       `cmd:"" help:"Keep an entry from being erased, or release it."`
	Erase      archiveErase      `cmd:"" help:"Erase what an entry holds, for good. A tombstone stays: who, when, why."`
	Join       archiveJoin       `cmd:"" help:"Make an archive for one more kiosk of the clinic, under the key of the archive or backup in a folder."`
	Upgrade    archiveUpgrade    `cmd:"" help:"Bring an archive of an earlier version forward, after a backup. Can be stopped and run again."`
	Kiosk      archiveKiosk      `cmd:"" help:"List the keys with which this kiosk signs its entries; confirm or renew one."`
	Findings   archiveFindings   `cmd:"" help:"List what checks have found; acknowledge one by name."`
	Head       archiveHead       `cmd:"" help:"Print the last entry of the chain, to be kept elsewhere and compared with verify --head."`
	Server     archiveServer     `cmd:"" help:"Check all that the kiosks sent to the clinic's server, or make its tables."`
	Import     archiveImport     `cmd:"" help:"Take documents that lie in a folder as plain files into the archive."`

	lines    *bufio.Reader // of the passphrase's file descriptor
	settings string        // the file named, see cli
}

// folder gives the archive's folder: the one named, that of the settings, or the
// usual one.
func (a *archiveCmd) folder() (string, error) {
	if a.Folder != "" {
		return a.Folder, nil
	}
	s, err := readSettings(a.settings)
	if err != nil {
		return "", err
	}
	return s.archiveFolder()
}

func (a *archiveCmd) who() string {
	if a.Who != "" {
		return a.Who
	}
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "unknown"
}

// How a command uses the archive.
type archiveUse bool

const (
	reading archiveUse = true // goes on beside the program that has the archive open
	writing archiveUse = false
)

// open opens the archive and says what it found.
func (a *archiveCmd) open(p *program, use archiveUse) (*archive.Store, error) {
	dir, err := a.folder()
	if err != nil {
		return nil, err
	}
	server, err := a.server(p)
	if err != nil {
		return nil, err
	}
	var o archive.Options
	if server != nil {
		o.Elsewhere = server.Others()
	}
	s, report, err := archive.Open(p.ctx, dir, o)
	if errors.Is(err, disk.ErrInUse) && use == reading {
		o.ReadOnly = true
		s, report, err = archive.Open(p.ctx, dir, o)
	}
	if errors.Is(err, archive.ErrNone) {
		return nil, fmt.Errorf("%w: %s (make one with: eclaire archive init)", err, dir)
	}
	if err != nil {
		return nil, err
	}
	for _, f := range report.Findings {
		fmt.Fprintln(p.stderr, "eclaire: archive:", f)
	}
	return s, nil
}

// server gives the clinic's server of the settings, or nil. It is closed with the
// program.
func (a *archiveCmd) server(p *program) (*central.Server, error) {
	s, err := readSettings(a.settings)
	if err != nil || s.Archive.Postgres == "" {
		return nil, err
	}
	server, err := central.Open(p.ctx, s.Archive.Postgres, central.Options{})
	if err == nil {
		context.AfterFunc(p.ctx, server.Close)
	}
	return server, err
}

// unlock opens the archive and unlocks it.
func (a *archiveCmd) unlock(p *program, use archiveUse) (*archive.Store, *archive.Staff, error) {
	s, err := a.open(p, use)
	if err != nil {
		return nil, nil, err
	}
	passphrase, err := a.secret(p, "Passphrase of the archive")
	if err == nil {
		var st *archive.Staff
		if st, err = s.Unlock(p.ctx, passphrase, a.who()); err == nil {
			return s, st, nil
		}
	}
	s.Close()
	return nil, nil, err
}

// secret reads one line that nobody sees: from the file descriptor given, or
// from the terminal.
func (a *archiveCmd) secret(p *program, what string) (string, error) {
	if a.PassphraseFD >= 0 {
		if a.lines == nil {
			from := p.stdin
			if a.PassphraseFD > 0 {
				f := os.NewFile(uintptr(a.PassphraseFD), "passphrase")
				if f == nil {
					return "", usageError("--passphrase-fd names no open file descriptor")
				}
				from = f
			}
			a.lines = bufio.NewReader(from)
		}
		line, err := a.lines.ReadString('\n')
		if err != nil && (!errors.Is(err, io.EOF) || line == "") {
			return "", fmt.Errorf("the passphrase cannot be read from file descriptor %d", a.PassphraseFD)
		}
		return strings.TrimRight(line, "\r\n"), nil
	}
	f, ok := p.stdin.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return "", usageError("there is no terminal to ask for the passphrase: give it with --passphrase-fd")
	}
	fmt.Fprintf(p.stderr, "%s (not shown): ", what)
	b, err := term.ReadPassword(int(f.Fd()))
	fmt.Fprintln(p.stderr)
	return string(b), err
}

// newSecret reads a new passphrase, from a terminal twice.
func (a *archiveCmd) newSecret(p *program) (string, error) {
	one, err := a.secret(p, "New passphrase of the archive (several words)")
	if err != nil || a.PassphraseFD >= 0 {
		return one, err
	}
	two, err := a.secret(p, "The same again")
	if err == nil && one != two {
		err = errors.New("the two are not the same")
	}
	return one, err
}

// print prints one object: as JSON, or in the words of text.
func (a *archiveCmd) print(p *program, v any, text func(w io.Writer)) error {
	if !a.JSON {
		text(p.stdout)
		return nil
	}
	e := json.NewEncoder(p.stdout)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// progress tells on the error output how far a long work is, if a person
// watches.
func progressTo(p *program, what string) func(done, total int64) {
	f, ok := p.stderr.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	return func(done, total int64) {
		if done == total || done%100 == 0 {
			fmt.Fprintf(f, "\r%s: %d of %d", what, done, total)
		}
		if done == total {
			fmt.Fprintln(f)
		}
	}
}

// resolve finds an entry by its own id or by that of the record, as printed on
// the document; be it another kiosk's.
func resolve(ctx context.Context, st *archive.Staff, name string) (chain.ID, error) {
	if id, err := chain.ParseID(strings.ToLower(name)); err == nil {
		_, err := st.Row(ctx, id) // makes the other kiosks' entries known
		if errors.Is(err, archive.ErrNoEntry) {
			err = nil // no consent: what is asked for says what it needs
		}
		return id, err
	}
	row, err := st.RowOf(ctx, name)
	return row.ID, err
}
