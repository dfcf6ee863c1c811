package archive

import (
	"bytes"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"eclaire/consent/archive/chain"
)

// formatText is FORMAT.md.
func formatText(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("FORMAT.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestFormatExample computes the worked example of FORMAT.md anew.
func TestFormatExample(t *testing.T) {
	text := formatText(t)
	e := chain.Entry{File: 1, Form: 2, Seq: 7, ID: chain.ID{15: 0x0f}, Kind: chain.KindAudit, Day: "2026-11-22", Zone: 3600}
	for i := range e.HeadSum {
		e.HeadSum[i], e.HeadText[i] = 0x11, 0x22
	}
	digits := hex.EncodeToString(e.Hashed())
	var lines []string
	for ; digits != ""; digits = digits[min(64, len(digits)):] {
		lines = append(lines, digits[:min(64, len(digits))])
	}
	if example := "```\n" + strings.Join(lines, "\n") + "\n```"; !strings.Contains(text, example) {
		t.Errorf("FORMAT.md lacks the example:\n%s", example)
	}
	if !strings.Contains(text, "`"+e.Sum().String()+"`") {
		t.Errorf("FORMAT.md lacks its hash %s", e.Sum())
	}
}

// TestReadWithoutThisProgram gets every document out with the script of FORMAT.md, the
// key of the recovery sheet, sqlite3 and age, of both formats.
func TestReadWithoutThisProgram(t *testing.T) {
	for _, tool := range []string{"sh", "sqlite3", "od"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Fatalf("%s is needed (make test installs it): %v", tool, err)
		}
	}
	tools := t.TempDir()
	if out, err := exec.Command("go", "build", "-o", filepath.Join(tools, "age"), "filippo.io/age/cmd/age").CombinedOutput(); err != nil {
		t.Fatalf("age: %v\n%s", err, out)
	}
	script := regexp.MustCompile("(?s)```sh\n(.*?)```").FindStringSubmatch(formatText(t))
	if script == nil {
		t.Fatal("FORMAT.md has no script")
	}
	read := filepath.Join(tools, "read.sh")
	if err := os.WriteFile(read, []byte(script[1]), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, make := range map[string]func() (dir, key string, want int){
		"format 2": func() (string, string, int) {
			b := newArchive(t)
			for n := range 4 {
				b.put(n)
			}
			if _, err := b.unlock().Rekey(t.Context(), testPassphrase, nil); err != nil {
				t.Fatal(err)
			}
			sheet, err := b.unlock().Sheet(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			b.put(4)
			b.close()
			return b.dir, sheet.Key, 5
		},
		"format 1": func() (string, string, int) {
			b := oldArchive(t)
			keys, err := os.ReadFile("testdata/0/keys.txt")
			if err != nil {
				t.Fatal(err)
			}
			_, second, _ := strings.Cut(strings.TrimSpace(string(keys)), "\n")
			return b.dir, second, 5
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir, key, want := make()
			keyFile, out := filepath.Join(t.TempDir(), "key"), filepath.Join(t.TempDir(), "out")
			if err := os.WriteFile(keyFile, []byte(key+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command("sh", read, keyFile, dir, out)
			cmd.Env = append(os.Environ(), "PATH="+tools+string(os.PathListSeparator)+os.Getenv("PATH"))
			if said, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, said)
			}
			files, err := filepath.Glob(filepath.Join(out, "*"))
			if err != nil || len(files) != 2*want {
				t.Fatalf("%d files, not %d: %v", len(files), 2*want, err)
			}
			for _, f := range files {
				b, err := os.ReadFile(f)
				if err != nil || strings.HasSuffix(f, ".pdf") && !bytes.HasPrefix(b, []byte("%PDF-1.7")) || strings.HasSuffix(f, ".json") && !bytes.HasSuffix(bytes.TrimSpace(b), []byte("}")) {
					t.Errorf("%s is not what was kept: %v", filepath.Base(f), err)
				}
			}
			if name != "format 2" {
				return
			}
			whole := 0
			for n := range want {
				pdf, session := sample(t, n, nil)
				for _, f := range files {
					if b, _ := os.ReadFile(f); bytes.Equal(b, pdf) || bytes.Equal(b, session) {
						whole++
					}
				}
			}
			if whole != len(files) {
				t.Errorf("%d of %d files are what was kept", whole, len(files))
			}
		})
	}
}
