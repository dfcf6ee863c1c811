//go:build unix

// Command mutants tests the tests: it breaks random lines of the program, one at a
// time, and names those that no test notices. The working tree is not touched: the
// compiler is given the broken file in place of the good one.
//
//	go run ./cmd/mutants [-n 200] [-seed 1] [packages]
package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"syscall"
	"time"
)

func main() {
	n := flag.Int("n", 200, "how many lines to break")
	seed := flag.Uint64("seed", 1, "of the choice")
	flag.Parse()
	patterns := flag.Args()
	if len(patterns) == 0 {
		patterns = []string{"./consent/...", "./content/..."}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *n, *seed, patterns); err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(1)
	}
}

// pack is a package, as go list tells of it.
type pack struct {
	Dir, ImportPath                    string
	GoFiles, TestGoFiles, XTestGoFiles []string
	Imports, TestImports, XTestImports []string

	took time.Duration // by its tests, unbroken
}

func (p *pack) tested() bool { return len(p.TestGoFiles)+len(p.XTestGoFiles) > 0 }

// run breaks n lines, tells of each, and at the end of all.
func run(ctx context.Context, n int, seed uint64, patterns []string) error {
	dir, err := os.MkdirTemp("", "mutants")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	packs, err := list(ctx, patterns)
	if err != nil {
		return err
	}
	b := &bench{dir: dir}
	lines, err := b.prepare(ctx, packs)
	if err != nil {
		return err
	}
	random := rand.New(rand.NewPCG(seed, uint64(n)))
	random.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	var survived []string
	done, refused := 0, 0
	for _, l := range lines {
		if done == n || ctx.Err() != nil {
			break
		}
		c := l.changes[random.IntN(len(l.changes))]
		noticed, err := b.noticed(ctx, l.pack, packs, c)
		if errors.Is(err, errCompile) {
			refused++
			continue
		}
		if ctx.Err() != nil {
			break // what was found until now is told
		}
		if err != nil {
			return err
		}
		done++
		if !noticed {
			survived = append(survived, fmt.Sprintf("%s:%d: %s", relative(c.file), c.line, c.what))
			fmt.Println(survived[len(survived)-1])
		}
	}
	if done == 0 {
		return errors.New("nothing was broken")
	}
	fmt.Printf("%d lines broken (seed %d), %d noticed, %d not: %.1f %% survived; %d more did not compile\n",
		done, seed, done-len(survived), len(survived), 100*float64(len(survived))/float64(done), refused)
	return ctx.Err()
}

func relative(name string) string {
	if wd, err := os.Getwd(); err == nil {
		if short, err := filepath.Rel(wd, name); err == nil {
			return short
		}
	}
	return name
}

// list gives the packages that have tests of their own.
func list(ctx context.Context, patterns []string) ([]*pack, error) {
	out, err := exec.CommandContext(ctx, "go", append([]string{"list", "-json=Dir,ImportPath,GoFiles,TestGoFiles,XTestGoFiles,Imports,TestImports,XTestImports"}, patterns...)...).Output()
	if err != nil {
		return nil, fmt.Errorf("failed to list the packages: %w", err)
	}
	var packs []*pack
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		p := &pack{}
		if err := d.Decode(p); err != nil {
			return nil, err
		}
		if p.tested() {
			packs = append(packs, p)
		}
	}
	return packs, nil
}

// line is a line of a package that can be broken in some ways.
type line struct {
	pack    *pack
	changes []change
}

// bench builds and runs tests, with a broken file in place of a good one.
type bench struct{ dir string }

// errCompile says that the broken program cannot be built, so that no test is
// needed to notice it.
var errCompile = errors.New("it does not compile")

// prepare runs all tests unbroken and collects the lines.
func (b *bench) prepare(ctx context.Context, packs []*pack) (lines []line, err error) {
	for _, p := range packs {
		from := time.Now()
		if ok, err := b.test(ctx, p, "", 10*time.Minute); err != nil || !ok {
			return nil, fmt.Errorf("the tests of %s fail before anything is broken: %w", p.ImportPath, cmp.Or(err, errors.New("see go test")))
		}
		p.took = time.Since(from)
		for _, name := range p.GoFiles {
			found, err := changes(filepath.Join(p.Dir, name))
			if err != nil {
				return nil, err
			}
			numbers := make([]int, 0, len(found))
			for n := range found {
				numbers = append(numbers, n)
			}
			slices.Sort(numbers)
			for _, n := range numbers {
				lines = append(lines, line{p, found[n]})
			}
		}
	}
	return lines, nil
}

// quick is how long another package's tests may take to be asked as well.
const quick = 20 * time.Second

// noticed breaks a file and runs the tests of its package and then, as long as
// none fails, the quick ones of the packages that import it.
func (b *bench) noticed(ctx context.Context, of *pack, packs []*pack, c change) (bool, error) {
	overlay, err := b.overlay(c)
	if err != nil {
		return false, err
	}
	tests := []*pack{of}
	for _, p := range packs {
		if p != of && p.took < quick && slices.Contains(slices.Concat(p.Imports, p.TestImports, p.XTestImports), of.ImportPath) {
			tests = append(tests, p)
		}
	}
	for _, p := range tests {
		if ok, err := b.test(ctx, p, overlay, 4*p.took+20*time.Second); err != nil || !ok {
			return !ok, err
		}
	}
	return false, nil
}

// overlay writes the broken file and the list that puts it in place.
func (b *bench) overlay(c change) (string, error) {
	src, err := os.ReadFile(c.file)
	if err != nil {
		return "", err
	}
	broken, overlay := filepath.Join(b.dir, "broken.go"), filepath.Join(b.dir, "overlay.json")
	text, err := json.Marshal(map[string]any{"Replace": map[string]string{c.file: broken}})
	if err != nil {
		return "", err
	}
	return overlay, errors.Join(os.WriteFile(overlay, text, 0o600),
		os.WriteFile(broken, slices.Concat(src[:c.from], []byte(c.text), src[c.to:]), 0o600))
}

// test builds and runs the short tests of a package. What takes longer than limit
// has failed.
func (b *bench) test(ctx context.Context, p *pack, overlay string, limit time.Duration) (ok bool, err error) {
	binary := filepath.Join(b.dir, "a.test")
	if err := exec.CommandContext(ctx, "go", "test", "-c", "-vet=off", "-overlay="+overlay, "-o", binary, p.ImportPath).Run(); err != nil {
		return false, cmp.Or(ctx.Err(), errCompile)
	}
	within, stop := context.WithTimeout(ctx, limit)
	defer stop()
	cmd := exec.CommandContext(within, binary, "-test.short", "-test.failfast")
	cmd.Dir = p.Dir
	cmd.WaitDelay = time.Second
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // what the tests started ends with them
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	return cmd.Run() == nil, ctx.Err()
}
