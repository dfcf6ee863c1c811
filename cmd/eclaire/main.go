// Command eclaire is the informed-consent program of a clinic kiosk. Run
// without a command it opens the kiosk; see `eclaire --help`.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// version is the program's own, which the Makefile takes from FyneApp.toml; the content
// has its version besides.
var version = "built from source"

// The exit codes.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

// program is what the commands need of the world.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	ctx            context.Context
	// fault shows why the kiosk does not open to somebody without a terminal; nil
	// shows nothing.
	fault func(context.Context, startFault)
}

type cli struct {
	Settings string `help:"The clinic's settings (TOML). Without it, eclaire.toml in the user's configuration folder, or else that of the machine (/etc/eclaire/eclaire.toml, on Windows %ProgramData%\\eclaire\\eclaire.toml), if there is one." placeholder:"FILE" type:"path"`
	Content  string `help:"Content to use instead of the built-in one: a folder of *.toml, with active.fr.toml and active.en.toml in its folder locales if the interface words are changed too." placeholder:"DIR" type:"path"`

	Kiosk   kioskCmd   `cmd:"" default:"withargs" help:"Open the kiosk (this is the default)."`
	Demo    demoCmd    `cmd:"" help:"Play complete sessions with invented patients, without a display, and keep documents and pictures of every screen."`
	Render  renderCmd  `cmd:"" help:"Draw the document of a finished session, without a window."`
	Verify  verifyCmd  `cmd:"" help:"Tell whether documents are unchanged, who sealed them and when, and whether the record inside says what the text says. Exit code 0 only if all holds."`
	Booklet bookletCmd `cmd:"" help:"Draw the information without any patient, to be read at home before."`
	Stamp   stampCmd   `cmd:"" help:"Get the time stamps that could not be had when documents were sealed."`
	Archive archiveCmd `cmd:"" help:"The encrypted archive: make it, search it, check it, back it up."`
	Check   checkCmd   `cmd:"" help:"Check content and interface words; each fault is printed with file and line."`
	Pin     pinCmd     `cmd:"" help:"Make the line for the settings that holds the staff PIN."`
	Version versionCmd `cmd:"" help:"Print the versions of program and content."`

	KioskSession kioskSessionCmd `cmd:"" help:"Switch the kiosk session of this machine on or off: the screen then belongs to the kiosk from the start on. Linux only."`
	Manual       manualCmd       `cmd:"" hidden:"" help:"Write the manual pages and the completions of shells, for packages."`
}

func main() {
	attachConsole()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(os.Args[1:], &program{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, ctx: ctx, fault: showFault}))
}

// newParser reads the command line into c; exit is called once the help was shown.
func newParser(c *cli, p *program, exit func(code int)) (*kong.Kong, error) {
	return kong.New(c,
		kong.Name("eclaire"),
		kong.Description("Informed consent at a clinic kiosk: conservative treatment or vertebroplasty. Not a certified medical device."),
		kong.Writers(p.stdout, p.stderr),
		kong.Exit(exit),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
}

// run does what the arguments say and gives the exit code.
func run(args []string, p *program) (code int) {
	var c cli
	exited := -1
	parser, err := newParser(&c, p, func(code int) { exited = code; panic(helpShown{}) })
	if err != nil {
		fmt.Fprintln(p.stderr, "eclaire:", err)
		return exitFailed
	}
	defer func() {
		if r := recover(); r != nil {
			if _, help := r.(helpShown); !help {
				panic(r)
			}
			code = exited
		}
	}()
	chosen, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(p.stderr, "eclaire: %v\nTry: eclaire --help\n", err)
		return exitUsage
	}
	c.Archive.settings = c.Settings
	if err := chosen.Run(p, &c); err != nil {
		fmt.Fprintf(p.stderr, "eclaire: %v\n", err)
		var fault startFault
		if p.fault != nil && errors.As(err, &fault) {
			p.fault(p.ctx, fault)
		}
		var u usageError
		if errors.As(err, &u) {
			return exitUsage
		}
		return exitFailed
	}
	return exitOK
}

// helpShown unwinds run after kong has printed the help.
type helpShown struct{}

// usageError is a fault in the words of the call.
type usageError string

func (e usageError) Error() string { return string(e) }
