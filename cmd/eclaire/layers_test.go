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

// room is a package of the module, and the rooms below it that it may import;
// "..." are all of them.
type room struct{ name, over string }

// rooms are all packages, from the ground up: each stands below those that it may
// import.
var rooms = []room{
	{"assets", ""},
	{"assets/font", "assets"},
	{"assets/internal/ink", ""},
	{"assets/internal/bone", "assets/internal/ink"},
	{"assets/vector", ""},
	{"assets/spine", "assets/internal/bone assets/internal/ink assets/vector"},
	{"assets/night", "assets/internal/ink assets/vector"},
	{"consent", ""},
	{"consent/numbers", "consent"},
	{"consent/seal", ""},
	{"consent/disk", ""},
	{"consent/archive/chain", "consent consent/seal"},
	{"consent/archive", "consent consent/archive/chain consent/disk consent/seal"},
	{"consent/archive/central", "consent/archive consent/archive/chain consent/disk"},
	{"consent/aside", "consent consent/archive consent/archive/chain consent/disk"},
	{"consent/waiting", "consent consent/disk"},
	{"content/textfile", ""},
	{"content/tomlfile", "content/textfile"},
	{"locales", "consent content/textfile content/tomlfile"},
	{"content/measure", "consent"},
	{"content", "assets assets/font assets/vector consent content/measure content/textfile content/tomlfile locales"},
	{"consent/document", "assets assets/font assets/spine assets/vector consent content locales"},
	{"consent/inspect", "consent consent/document consent/seal content locales"},
	{"ui/theme", "assets"},
	{"ui/widget", "assets/vector ui/theme"},
	{"ui/screen", "assets/night assets/spine assets/vector consent consent/inspect consent/numbers consent/waiting content locales ui/theme ui/widget"},
	{"ui", "consent consent/archive consent/archive/chain consent/aside consent/disk consent/document consent/inspect consent/numbers consent/seal consent/waiting content locales ui/screen ui/theme ui/widget"},
	{"ui/play/offscreen", "ui/widget"},
	{"ui/play", "..."},
	{"cmd/eclaire", "..."},

	// What makes pictures and tests, and is in no program of the clinic's.
	{"assets/draw", "assets/internal/bone assets/internal/ink assets/spine assets/vector"},
	{"cmd/mutants", ""},
	{"consent/archive/central/pgtest", ""},
	{"consent/disk/disktest", "consent/disk"},
	{"consent/archive/leaktest", ""},
	{"consent/document/documenttest", ""},
	{"consent/seal/sealtest", "consent/seal"},
	{"ui/play/gallery", "ui ui/play ui/theme ui/widget"},
	{"ui/play/screenshots", "consent content ui/play ui/theme"},
	{"ui/play/window", "ui ui/play"},
	{"ui/play/window/empty", "ui ui/widget"},
}

// calm are the packages of the standard library that see nothing of the world and
// change nothing in it: no file, no network, no program, no chance.
const calm = "bytes cmp compress/... crypto/md5 crypto/sha256 embed encoding/... errors fmt hash/... image/... io io/fs iter maps math math/bits path reflect regexp slices sort strconv strings sync sync/atomic time unicode/..."

// pure are the rooms that import nothing else from outside than what is calm and
// what stands here.
var pure = map[string]string{
	"assets":                "",
	"assets/font":           "golang.org/x/image/font/sfnt",
	"assets/internal/bone":  "",
	"assets/internal/ink":   "",
	"assets/night":          "",
	"assets/spine":          "",
	"assets/vector":         "github.com/fyne-io/oksvg github.com/srwiley/rasterx golang.org/x/image/colornames golang.org/x/image/vector",
	"consent":               "golang.org/x/text/cases golang.org/x/text/unicode/norm",
	"consent/archive/chain": "crypto/ed25519 crypto/hkdf crypto/rand filippo.io/age",
	"consent/document":      "github.com/boombuler/barcode/qr github.com/jung-kurt/gofpdf golang.org/x/image/... golang.org/x/text/unicode/norm",
	"consent/numbers":       "",
	"content":               "golang.org/x/image/draw golang.org/x/text/unicode/norm",
	"content/measure":       "",
	"content/textfile":      "golang.org/x/text/unicode/norm",
	"content/tomlfile":      "github.com/pelletier/go-toml/v2/...",
	"locales":               "github.com/nicksnyder/go-i18n/v2/i18n golang.org/x/text/...",
	"ui/theme":              "fyne.io/fyne/v2 fyne.io/fyne/v2/theme",
	"ui/widget":             "fyne.io/fyne/v2 fyne.io/fyne/v2/canvas fyne.io/fyne/v2/container fyne.io/fyne/v2/driver/desktop fyne.io/fyne/v2/widget golang.org/x/image/vector",
}

// listed tells whether a package is in a list of names; one that ends in "/..."
// stands for what is below it, too.
func listed(list, pkg string) bool {
	for _, name := range strings.Fields(list) {
		above, all := strings.CutSuffix(name, "/...")
		if pkg == above || all && strings.HasPrefix(pkg, above+"/") {
			return true
		}
	}
	return false
}

// goList gives the lines of go list.
func goList(t *testing.T, args ...string) []string {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list"}, args...)...).Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

// TestLayers holds the rooms apart: each package of the module is a room and
// imports only rooms that it may, all of them below it; the pure ones reach nothing
// of the world, and the toolkit's app package has one importer.
func TestLayers(t *testing.T) {
	height, over := map[string]int{}, map[string]string{}
	for i, r := range rooms {
		height[r.name], over[r.name] = i, r.over
	}
	for _, line := range goList(t, "-f", `{{.ImportPath}}:{{join .Imports " "}}`, "eclaire/...") {
		pkg, imports, _ := strings.Cut(strings.TrimPrefix(line, "eclaire/"), ":")
		if _, known := height[pkg]; !known {
			t.Errorf("%s is a package without a place among the rooms", pkg)
			continue
		}
		extra, isPure := pure[pkg]
		for _, dep := range strings.Fields(imports) {
			below, ours := strings.CutPrefix(dep, "eclaire/")
			switch {
			case ours && height[below] >= height[pkg]:
				t.Errorf("%s imports %s, which does not stand below it", pkg, below)
			case ours && over[pkg] != "..." && !listed(over[pkg], below):
				t.Errorf("%s may not import %s", pkg, below)
			case !ours && isPure && !listed(calm, dep) && !listed(extra, dep):
				t.Errorf("%s is pure and may not import %s", pkg, dep)
			case dep == "fyne.io/fyne/v2/app" && pkg != "cmd/eclaire" && !ownWindow[pkg]:
				t.Errorf("%s imports fyne's app package", pkg)
			}
		}
		delete(over, pkg)
	}
	for name := range over {
		t.Errorf("there is no package %s", name)
	}
}

// TestNoWindowBelow finds the toolkit in no room but those of the interface and the
// programs, however far down.
func TestNoWindowBelow(t *testing.T) {
	args := []string{"-deps"}
	for _, r := range rooms {
		if !listed("ui/... cmd/...", r.name) {
			args = append(args, "eclaire/"+r.name)
		}
	}
	for _, dep := range goList(t, args...) {
		if listed("fyne.io/fyne/v2/... eclaire/ui/...", dep) {
			t.Errorf("%s is reached from below", dep)
		}
	}
}

// TestPureMeansPure asks for packages that the pure rooms must not have.
func TestPureMeansPure(t *testing.T) {
	for _, dep := range []string{"crypto/rand", "math/rand", "math/rand/v2", "net", "net/http", "os", "os/exec", "os/signal", "path/filepath", "syscall", "unsafe", "runtime", "log", "io/ioutil"} {
		if listed(calm, dep) {
			t.Errorf("%s is called calm", dep)
		}
		for name, extra := range pure {
			if dep == "crypto/rand" && name == "consent/archive/chain" {
				continue // encrypting needs chance
			}
			if listed(extra, dep) {
				t.Errorf("%s may import %s", name, dep)
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
var ownWindow = map[string]bool{"ui/play/gallery": true, "ui/play/window/empty": true}

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
