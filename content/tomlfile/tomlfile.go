// Package tomlfile reads TOML text strictly and remembers on which line each
// table and key stands, so that a fault can be named with file and line.
package tomlfile

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"eclaire/content/textfile"
)

// Fault is one thing wrong in a file, for the person who edits it.
type Fault struct {
	File string
	Line int // from 1; 0 when the fault is of the whole file
	Text string
}

func (f Fault) Error() string {
	if f.Line == 0 {
		return fmt.Sprintf("%s: %s", f.File, f.Text)
	}
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Text)
}

// Faults is a list of them, as an error.
type Faults []Fault

func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, fault := range f {
		lines[i] = fault.Error()
	}
	return strings.Join(lines, "\n")
}

// Sort puts the faults in the order of files and lines.
func (f Faults) Sort() {
	slices.SortStableFunc(f, func(a, b Fault) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		return a.Line - b.Line
	})
}

// Lines tells where tables and keys stand: a path such as "page[2].clause[0]"
// or "page[2].title" gives its line.
type Lines map[string]int

// At gives the line of path or, where it has none, of the nearest table around.
func (l Lines) At(path string) int {
	for path != "" {
		if n, ok := l[path]; ok {
			return n
		}
		path = path[:max(strings.LastIndexByte(path, '.'), 0)]
	}
	return 0
}

// Decode reads text into v, refusing unknown keys; every fault it returns names
// name and the line. Line ends and a byte-order mark do not matter.
func Decode(name string, text []byte, v any) (Lines, error) {
	if line, err := textfile.Check(text); err != nil {
		return nil, Fault{name, line, err.Error()}
	}
	text = textfile.Lines(text)
	err := toml.Unmarshal(text, v)
	var decode *toml.DecodeError
	switch {
	case errors.As(err, &decode):
		row, _ := decode.Position()
		return nil, Fault{name, row, strings.TrimPrefix(decode.Error(), "toml: ")}
	case err != nil:
		return nil, Fault{name, 0, err.Error()}
	}
	lines := index(text)
	if faults := unknownKeys(name, text, lines, v); len(faults) > 0 {
		return nil, faults
	}
	return lines, nil
}

// index walks the expressions of a text that has been decoded without fault.
func index(text []byte) Lines {
	lines := Lines{}
	counts := map[string]int{} // array table → how many of its elements came
	var p unstable.Parser
	p.Reset(text)
	table := ""
	counted, last := 0, 1 // up to where line ends were counted, and the line there
	for p.NextExpression() {
		e := p.Expression()
		var keys []string
		line := 0
		it := e.Key()
		for it.Next() {
			k := it.Node()
			if line == 0 {
				at := int(k.Raw.Offset) // a key with escapes has its data elsewhere
				last += bytes.Count(text[counted:at], []byte("\n"))
				counted, line = at, last
			}
			keys = append(keys, string(k.Data))
		}
		switch e.Kind {
		case unstable.Table:
			table = resolve(counts, keys)
			lines[table] = line
		case unstable.ArrayTable:
			path := resolve(counts, keys[:len(keys)-1])
			path = join(path, keys[len(keys)-1])
			n := counts[path]
			counts[path] = n + 1
			table = fmt.Sprintf("%s[%d]", path, n)
			lines[table] = line
		case unstable.KeyValue:
			for i := range keys { // title.fr is a line of title too, if it is the first
				if path := join(table, strings.Join(keys[:i+1], ".")); lines[path] == 0 {
					lines[path] = line
				}
			}
		}
	}
	return lines
}

// resolve turns the dotted name of a table into a path that says which element
// of each array around it is meant: the latest.
func resolve(counts map[string]int, keys []string) string {
	path := ""
	for _, k := range keys {
		path = join(path, k)
		if n := counts[path]; n > 0 {
			path = fmt.Sprintf("%s[%d]", path, n-1)
		}
	}
	return path
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
