//go:build unix

package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strconv"
)

// change is one way to break a file: bytes from..to become text.
type change struct {
	file     string
	line     int
	from, to int
	text     string
	what     string // for people
}

// swaps are the operators put in each other's place.
var swaps = map[token.Token]token.Token{
	token.EQL: token.NEQ, token.NEQ: token.EQL, token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR,
	token.LAND: token.LOR, token.LOR: token.LAND, token.ADD: token.SUB, token.SUB: token.ADD, token.MUL: token.QUO, token.QUO: token.MUL,
}

// changes finds what can be broken in a file, line by line. What of it doesn't
// compile shows later.
func changes(name string) (map[int][]change, error) {
	src, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, name, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	f := &finder{name: name, src: src, set: set, found: map[int][]change{}}
	for _, d := range tree.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
			continue
		}
		ast.Inspect(d, f.look)
	}
	return f.found, nil
}

type finder struct {
	name  string
	src   []byte
	set   *token.FileSet
	found map[int][]change
}

// replace notes that a piece of the source can become text.
func (f *finder) replace(from, to token.Pos, text string) {
	a, b := f.set.Position(from), f.set.Position(to)
	old := string(f.src[a.Offset:b.Offset])
	if text == "" {
		text = "{}"
	}
	f.found[a.Line] = append(f.found[a.Line], change{f.name, a.Line, a.Offset, b.Offset, text, fmt.Sprintf("%s became %s", old, text)})
}

func (f *finder) look(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if other, ok := swaps[n.Op]; ok {
			f.replace(n.OpPos, n.OpPos+token.Pos(len(n.Op.String())), other.String())
		}
	case *ast.UnaryExpr:
		if n.Op == token.NOT {
			f.replace(n.OpPos, n.OpPos+1, " ")
		}
	case *ast.Ident:
		if other := map[string]string{"true": "false", "false": "true"}[n.Name]; other != "" {
			f.replace(n.Pos(), n.End(), other)
		}
	case *ast.BasicLit:
		f.number(n)
	case *ast.IfStmt:
		switch n.Cond.(type) {
		case *ast.CallExpr, *ast.Ident, *ast.SelectorExpr:
			f.replace(n.Cond.Pos(), n.Cond.Pos(), "!")
		}
	case *ast.ReturnStmt:
		f.quiet(n)
	case *ast.ExprStmt, *ast.IncDecStmt, *ast.DeferStmt, *ast.GoStmt:
		f.replace(n.Pos(), n.End(), "")
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			f.replace(n.Pos(), n.End(), "")
		}
	}
	return true
}

// number changes a whole number by one.
func (f *finder) number(n *ast.BasicLit) {
	v, err := strconv.ParseInt(n.Value, 0, 32)
	if n.Kind != token.INT || err != nil {
		return
	}
	f.replace(n.Pos(), n.End(), strconv.FormatInt(v+1, 10))
	if v > 0 {
		f.replace(n.Pos(), n.End(), strconv.FormatInt(v-1, 10))
	}
}

// quiet has an error that is returned become none.
func (f *finder) quiet(n *ast.ReturnStmt) {
	if len(n.Results) == 0 {
		return
	}
	last := n.Results[len(n.Results)-1]
	name := ""
	switch e := last.(type) {
	case *ast.Ident:
		name = e.Name
	case *ast.CallExpr:
		if s, ok := e.Fun.(*ast.SelectorExpr); ok {
			name = s.Sel.Name
		}
	}
	if name == "err" || name == "Errorf" || len(name) > 3 && (name[:3] == "Err" || name[:3] == "err") {
		f.replace(last.Pos(), last.End(), "nil")
	}
}
