package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestVersionIsOne: FyneApp.toml alone says the version; what is built bears it, and the
// changelog tells of it, with the numbers of what it keeps.
func TestVersionIsOne(t *testing.T) {
	root := filepath.Join("..", "..")
	read := func(name string) string {
		b, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	found := regexp.MustCompile(`(?m)^Version = "(\d+\.\d+\.\d+)"$`).FindStringSubmatch(read("FyneApp.toml"))
	if found == nil {
		t.Fatal("FyneApp.toml has no version")
	}
	cmd := exec.Command("make", "-n", "build")
	cmd.Dir = root
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "-X main.version="+found[1]+`"`) {
		t.Errorf("what is built does not bear %s: %v\n%s", found[1], err, out)
	}
	for _, want := range []string{"\n## [" + found[1] + "] - ", "\n| " + found[1] + " | "} {
		if !strings.Contains(read("CHANGELOG.md"), want) {
			t.Errorf("CHANGELOG.md lacks %q", want)
		}
	}
}
