package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"eclaire/consent/archive/chain"
)

// TestUpgradeScripts drives the built program on a machine on which the program
// 0.1.0 worked before (testdata/upgrade/0.1.0, which it made).
func TestUpgradeScripts(t *testing.T) {
	need(t, "sh")
	program := binary(t)
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "upgrade"),
		Setup: func(e *testscript.Env) error {
			home := filepath.Join(e.WorkDir, "home")
			e.Setenv("PATH", filepath.Dir(program)+string(os.PathListSeparator)+os.Getenv("PATH"))
			e.Setenv("HOME", home)
			e.Setenv("XDG_CONFIG_HOME", filepath.Join(home, ".config"))
			e.Setenv("DISPLAY", ":nowhere")
			e.Setenv("DATA", filepath.Join(home, ".local", "share", "eclaire"))
			head, err := headOf(filepath.Join("testdata", "upgrade", "0.1.0", "data", "archive", "head"))
			if err != nil {
				return err
			}
			e.Setenv("HEAD0", head.String())
			for from, to := range map[string]string{"config": filepath.Join(home, ".config", "eclaire"), "data": filepath.Join(home, ".local", "share", "eclaire")} {
				if err := os.CopyFS(to, os.DirFS(filepath.Join("testdata", "upgrade", "0.1.0", from))); err != nil {
					return err
				}
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"keep": keepMatch, "newer": makeNewer, "refused": refused},
	})
}

// headOf reads the archive's note of its latest entry.
func headOf(name string) (p chain.Position, err error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return p, err
	}
	for _, line := range strings.Split(string(b), "\n") { // two notes, written in turn
		var at chain.Position
		var hash string
		if n, _ := fmt.Sscanf(strings.Trim(line, "\x00 "), "%d %d %s", &at.File, &at.Seq, &hash); n == 3 && at.Seq > p.Seq {
			if at.Hash, err = chain.ParseHash(hash); err != nil {
				return p, err
			}
			p = at
		}
	}
	return p, nil
}

// makeNewer stamps the data folder as a newer version would: newer format, newer
// database; and takes it back: newer restored.
func makeNewer(ts *testscript.TestScript, not bool, args []string) {
	if not || len(args) != 1 {
		ts.Fatalf("usage: newer format|database|restored")
	}
	dir := filepath.Join(ts.Getenv("DATA"), "archive")
	plain, database := filepath.Join(dir, "archive.json"), filepath.Join(dir, "archive-1.db")
	text, err := os.ReadFile(plain)
	ts.Check(err)
	db, err := os.ReadFile(database)
	ts.Check(err)
	const userVersion = 63 // the last byte of the number that SQLite keeps for the program
	switch args[0] {
	case "format":
		text = bytes.Replace(text, []byte(`"format": 1`), []byte(`"format": 3`), 1)
	case "database":
		db[userVersion] = 3
	case "restored":
		text = bytes.Replace(text, []byte(`"format": 3`), []byte(`"format": 1`), 1)
		db[userVersion] = 1
	}
	ts.Check(os.WriteFile(plain, text, 0o600))
	ts.Check(os.WriteFile(database, db, 0o600))
}

// refused tries everything that uses the archive: each must say that it is of a
// newer version, and leave every byte of the home as it is.
func refused(ts *testscript.TestScript, not bool, args []string) {
	home := ts.Getenv("HOME")
	before, err := treeOf(home)
	ts.Check(err)
	const id = "E-20261122-UPGRADE2"
	for _, words := range [][]string{
		{}, {"--settings", ts.MkAbs("stamp.toml"), "stamp"}, {"archive", "list"}, {"archive", "show", id}, {"archive", "export", "--all", "-o", "out"},
		{"archive", "verify"}, {"archive", "verify", "--deep"}, {"archive", "backup", "stick2"}, {"archive", "rekey"}, {"archive", "passphrase"},
		{"archive", "recover"}, {"archive", "upgrade", "--backup", "stick2"}, {"archive", "kiosk"}, {"archive", "findings"}, {"archive", "head"}, {"archive", "prune", "--erase"}, {"archive", "hold", id, "--why", "x"}, {"archive", "erase", id, "--why", "x"},
		{"archive", "import", "--remove", filepath.Join(ts.Getenv("DATA"), "documents")},
	} {
		if len(words) > 0 && words[0] == "archive" {
			words = append([]string{"archive", "--passphrase-fd", "0"}, words[1:]...)
		}
		c := exec.Command(filepath.Join(strings.Split(ts.Getenv("PATH"), string(os.PathListSeparator))[0], "eclaire"), words...)
		c.Dir = ts.Getenv("WORK")
		c.Env = append(os.Environ(), "HOME="+home, "XDG_CONFIG_HOME="+ts.Getenv("XDG_CONFIG_HOME"), "DISPLAY=:nowhere", "WAYLAND_DISPLAY=")
		c.Stdin = strings.NewReader(strings.Repeat("quatre mots sans rapport\n", 3))
		out, err := c.CombinedOutput()
		if err == nil || !strings.Contains(string(out), "a newer version of the program made this archive; it was left as it is: update this program") {
			ts.Fatalf("eclaire %v: %v\n%s", words, err, out)
		}
		after, err := treeOf(home)
		ts.Check(err)
		if after != before {
			ts.Fatalf("eclaire %v changed something:\n%s\n%s", words, before, after)
		}
	}
}

// treeOf lists all files below a folder with their digests.
func treeOf(dir string) (string, error) {
	var out strings.Builder
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == ".cache" || d.Name() == "fyne") { // the window toolkit's own; nothing of the clinic's
			return fs.SkipDir
		}
		fmt.Fprint(&out, name)
		if !d.IsDir() {
			b, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			fmt.Fprintf(&out, " %x", sha256.Sum256(b))
		}
		fmt.Fprintln(&out)
		return nil
	})
	return out.String(), err
}
