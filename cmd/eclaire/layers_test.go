package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
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
			if dep == "fyne.io/fyne/v2/app" && pkg != "eclaire/cmd/eclaire" && !ownWindow[pkg] {
				t.Errorf("%s imports fyne's app package", pkg)
			}
		}
	}
}

// TestNoTestsInside finds nothing of the tests in the program: neither the toolkit's
// driver for tests, which makes a program of its own at the start, nor Go's.
func TestNoTestsInside(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", `{{.ImportPath}}:{{join .Imports ","}}`, ".").CombinedOutput()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, out)
	}
	for _, line := range strings.Fields(string(out)) {
		pkg, imports, _ := strings.Cut(line, ":")
		if pkg == "github.com/jezek/xgb" { // it carries a helper of its own tests, which nothing calls
			continue
		}
		for _, dep := range strings.Split(imports, ",") {
			if dep == "testing" || dep == "fyne.io/fyne/v2/test" || strings.HasPrefix(dep, "testing/") {
				t.Errorf("%s imports %s", pkg, dep)
			}
		}
	}
}

// ownWindow are programs of the tests' own that open a real window.
var ownWindow = map[string]bool{"eclaire/ui/play/gallery": true, "eclaire/ui/play/window/empty": true}

// realWindows tells whether a file belongs to the tests of real windows. They wait
// for another process, on goroutines of their own, and are none of the interface.
func realWindows(path string) bool {
	return strings.Contains(path, "ui/play/window/") || strings.Contains(path, "ui/play/gallery/")
}

// TestOneHelperForGoroutines finds no goroutine and no fyne.Do in the interface
// besides those of ui/run.go.
func TestOneHelperForGoroutines(t *testing.T) {
	err := filepath.WalkDir("../../ui", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "ui/run.go") || realWindows(path) {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				t.Errorf("%s starts a goroutine", path)
			case *ast.SelectorExpr:
				if x, ok := n.X.(*ast.Ident); ok && x.Name == "fyne" && (n.Sel.Name == "Do" || n.Sel.Name == "DoAndWait") {
					t.Errorf("%s calls fyne.%s", path, n.Sel.Name)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestRaceDetectorLooksAtGoroutines reads from the Makefile which packages are
// tested without the race detector, and finds no goroutine in them or in their
// tests besides those of ui/run.go, which has tests for the detector.
func TestRaceDetectorLooksAtGoroutines(t *testing.T) {
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	_, alone, _ := strings.Cut(string(makefile), "\nALONE := ")
	alone, _, _ = strings.Cut(alone, "\n")
	files := 0
	for _, pattern := range strings.Fields(alone) {
		root := filepath.Join("../..", strings.TrimSuffix(pattern, "/..."))
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "ui/run.go") || realWindows(path) {
				return err
			}
			files++
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if what := startsGoroutine(n); what != "" {
					t.Errorf("%s has %s, and its package is tested without the race detector", path, what)
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files < 50 {
		t.Errorf("only %d files were looked at", files)
	}
}

// startsGoroutine names the way in which a node starts a goroutine.
func startsGoroutine(n ast.Node) string {
	switch n := n.(type) {
	case *ast.GoStmt:
		return "a go statement"
	case *ast.CallExpr:
		s, ok := n.Fun.(*ast.SelectorExpr)
		if !ok {
			return ""
		}
		if s.Sel.Name == "Parallel" || s.Sel.Name == "AfterFunc" {
			return s.Sel.Name
		}
		if s.Sel.Name == "Go" && len(n.Args) == 1 {
			if _, ok := n.Args[0].(*ast.FuncLit); ok {
				return "WaitGroup.Go"
			}
		}
	}
	return ""
}
