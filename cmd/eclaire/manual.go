package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"eclaire/consent/disk"
)

// manualCmd writes what packages need and nobody should write by hand: it is made
// from the description of the commands, so that it says what --help says.
type manualCmd struct {
	Man        string `help:"Folder for the manual pages." placeholder:"DIR" type:"path"`
	Completion string `help:"Folder for the completions: eclaire.bash and eclaire.zsh." placeholder:"DIR" type:"path"`
	Date       string `help:"The day on the pages, as 2026-11-22." placeholder:"DAY" required:""`
}

// Run writes one page for the program and one for each command.
func (m manualCmd) Run(parsed *kong.Context) error {
	app := parsed.Model.Node
	files := map[string]string{}
	if m.Man != "" {
		for name, text := range manualPages(app, m.Date) {
			files[filepath.Join(m.Man, name)] = text
		}
	}
	if m.Completion != "" {
		files[filepath.Join(m.Completion, "eclaire.bash")] = bashCompletion(app)
		files[filepath.Join(m.Completion, "eclaire.zsh")] = zshCompletion(app)
	}
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return fmt.Errorf("the folder cannot be made: %w", err)
		}
		if err := disk.WriteFile(name, []byte(text)); err != nil {
			return err
		}
	}
	return nil
}

// visible gives the commands below a node that --help shows.
func visible(n *kong.Node) []*kong.Node {
	return slices.DeleteFunc(slices.Clone(n.Children), func(c *kong.Node) bool { return c.Hidden })
}

// visibleFlags gives the flags of a node alone that --help shows.
func visibleFlags(n *kong.Node) []*kong.Flag {
	return slices.DeleteFunc(slices.Clone(n.Flags), func(f *kong.Flag) bool { return f.Hidden })
}

// manualPages gives the pages by the names of their files.
func manualPages(app *kong.Node, day string) map[string]string {
	pages := map[string]string{"eclaire.1": programPage(app, day)}
	for _, c := range visible(app) {
		pages["eclaire-"+c.Name+".1"] = commandPage(c, day)
	}
	return pages
}

// manual is a page that is being written, in the language of man(7).
type manual struct{ strings.Builder }

// widest is how long a line of a page may be, in bytes; tools that check pages warn of
// longer ones.
const widest = 78

// plain gives a line as the language of manual pages writes it.
func plain(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		return `\&` + text
	}
	return text
}

// wrapped gives a text on as many lines as it needs.
func wrapped(text string) string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len(plain(line+" "+word)) > widest {
			lines, line = append(lines, plain(line)), ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	return strings.Join(append(lines, plain(line)), "\n")
}

func (m *manual) head(name, day, does string) {
	fmt.Fprintf(m, ".TH %s 1 %s \"eclaire %s\" \"Éclairé\"\n", strings.ToUpper(plain(name)), day, version)
	m.section("Name")
	fmt.Fprintf(m, "%s\n", strings.Replace(wrapped(name+" @ "+firstSentence(does)), "@", `\-`, 1))
}

func (m *manual) section(title string) { fmt.Fprintf(m, ".SH %s\n", strings.ToUpper(title)) }

func (m *manual) text(words string) { fmt.Fprintln(m, wrapped(words)) }

// entry is one of a list: what it is in bold, and what it means.
func (m *manual) entry(what, means string) {
	fmt.Fprintf(m, ".TP\n.B %s\n%s\n", plain(what), wrapped(means))
}

// synopsis is the call of a command.
func (m *manual) synopsis(n *kong.Node) {
	fmt.Fprintf(m, ".B %s\n%s\n", plain(n.FullPath()), wrapped(arguments(n)))
}

// arguments are what follows a command's name.
func arguments(n *kong.Node) string {
	var words []string
	if len(visible(n)) > 0 {
		words = append(words, "<command>")
	}
	for _, f := range visibleFlags(n) {
		if f.Required {
			words = append(words, f.Summary())
		}
	}
	words = append(words, "[flags]")
	for _, p := range n.Positional {
		words = append(words, p.Summary())
	}
	return strings.Join(words, " ")
}

func (m *manual) flags(n *kong.Node) {
	for _, f := range visibleFlags(n) {
		m.entry(f.String(), f.Help)
	}
}

func (m *manual) exits() {
	m.section("Exit status")
	m.entry("0", "Done.")
	m.entry("1", "Failed; the standard error output says why, and what to do.")
	m.entry("2", "Wrong usage.")
}

// firstSentence gives a text up to its first full stop, without it.
func firstSentence(text string) string {
	first, _, _ := strings.Cut(text, ". ")
	return strings.TrimSuffix(first, ".")
}

// programPage is the page of the program itself.
func programPage(app *kong.Node, day string) string {
	var m manual
	m.head(app.Name, day, app.Help)
	m.section("Synopsis")
	m.synopsis(app)
	m.section("Description")
	m.text(app.Help)
	m.text("Without a command the kiosk opens. Each command has a page of its own.")
	m.section("Commands")
	for _, c := range visible(app) {
		m.entry(app.Name+"-"+c.Name+"(1)", c.Help)
	}
	m.section("Options")
	m.flags(app)
	m.exits()
	m.section("Files")
	m.entry("~/.config/eclaire/eclaire.toml", "The settings of one user, which come first.")
	m.entry(etcSettings, "The settings of the machine, where the user has none. Every entry is explained there.")
	m.entry("~/.local/share/eclaire/", "The archive, or plain documents while there is none, and the seal's key.")
	m.entry("/var/lib/eclaire-kiosk/", "The home of the kiosk session's account, with its archive.")
	m.entry("/usr/share/doc/eclaire/", "How to set the program up, and what is new.")
	return m.String()
}

// commandPage is the page of a command with all that is below it.
func commandPage(c *kong.Node, day string) string {
	var m manual
	m.head("eclaire-"+c.Name, day, c.Help)
	m.section("Synopsis")
	m.synopsis(c)
	m.section("Description")
	m.text(c.Help)
	for _, p := range c.Positional {
		m.entry(p.Summary(), p.Help)
	}
	if leaves := below(c); len(leaves) > 0 {
		m.section("Commands")
		for _, leaf := range leaves {
			m.entry(leaf.Path()+" "+arguments(leaf), leaf.Help)
			m.under(leaf)
		}
	}
	if len(visibleFlags(c)) > 0 {
		m.section("Options")
		m.flags(c)
	}
	m.section("Options of every command")
	m.flags(c.Parent)
	m.exits()
	m.section("See also")
	m.text("eclaire(1)")
	return m.String()
}

// below gives all visible commands below one, in their order.
func below(n *kong.Node) []*kong.Node {
	var out []*kong.Node
	for _, c := range visible(n) {
		out = append(append(out, c), below(c)...)
	}
	return out
}

// under lists what a command takes, set in below the command.
func (m *manual) under(n *kong.Node) {
	if len(n.Positional)+len(visibleFlags(n)) == 0 {
		return
	}
	fmt.Fprintln(m, ".RS")
	for _, p := range n.Positional {
		m.entry(p.Summary(), p.Help)
	}
	m.flags(n)
	fmt.Fprintln(m, ".RE")
}
