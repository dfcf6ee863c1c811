package main

import (
	"os/exec"
	"strings"
	"testing"
)

// TestLayers holds the rooms apart: the domain, the content and the words
// never reach the window toolkit, imports point downwards only, and the
// toolkit's app package has one importer.
func TestLayers(t *testing.T) {
	list := func(args ...string) []string {
		out, err := exec.Command("go", append([]string{"list"}, args...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("go list: %v\n%s", err, out)
		}
		return strings.Fields(string(out))
	}
	below := map[string][]string{ // what each room must not reach
		"eclaire/consent":          {"eclaire/content", "eclaire/locales", "eclaire/assets", "eclaire/ui", "os", "io/ioutil", "math/rand"},
		"eclaire/consent/archive":  {"eclaire/content", "eclaire/ui"},
		"eclaire/consent/document": {"eclaire/ui"},
		"eclaire/content":          {"eclaire/ui", "eclaire/consent/document"},
		"eclaire/locales":          {"eclaire/ui", "eclaire/assets"},
		"eclaire/assets":           {"eclaire/ui", "eclaire/content", "eclaire/consent", "eclaire/locales"},
		"eclaire/ui/widget":        {"eclaire/consent", "eclaire/content", "eclaire/locales"},
		"eclaire/ui/theme":         {"eclaire/consent", "eclaire/content", "eclaire/locales", "eclaire/ui/widget"},
		"eclaire/ui/screen":        {"eclaire/ui", "eclaire/consent/document", "eclaire/consent/archive"},
	}
	for pkg, forbidden := range below {
		direct := list("-f", `{{join .Imports "\n"}}`, pkg)
		for _, dep := range direct {
			for _, f := range forbidden {
				if dep == f {
					t.Errorf("%s imports %s", pkg, dep)
				}
			}
		}
		if strings.HasPrefix(pkg, "eclaire/ui") {
			continue
		}
		for _, dep := range list("-deps", pkg) {
			if strings.HasPrefix(dep, "fyne.io/fyne") || strings.HasPrefix(dep, "eclaire/ui") {
				t.Errorf("%s reaches %s", pkg, dep)
			}
		}
	}
	for _, line := range strings.Split(strings.Join(list("-f", `{{.ImportPath}}:{{join .Imports ","}}`, "eclaire/..."), "\n"), "\n") {
		pkg, imports, _ := strings.Cut(line, ":")
		for _, dep := range strings.Split(imports, ",") {
			if dep == "fyne.io/fyne/v2/app" && pkg != "eclaire/cmd/eclaire" {
				t.Errorf("%s imports fyne's app package", pkg)
			}
		}
	}
}
