package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// choice is what can follow at one place of the command line.
type choice struct {
	where string   // the commands before it: "/archive/list"
	words []string // commands and flags
	files bool     // it takes names of files as well
}

// value is what can follow a flag.
type value struct {
	where string // the commands and the flag: "/render --part"
	words []string
	files bool
}

// completions gives what can follow at each place, the program itself first.
func completions(app *kong.Node) (choices []choice, values []value) {
	for _, n := range append([]*kong.Node{app}, below(app)...) {
		c := choice{where: placeOf(n), files: len(n.Positional) > 0}
		for _, child := range visible(n) {
			c.words = append(c.words, child.Name)
		}
		for _, f := range flagsAt(n) {
			c.words = append(c.words, "--"+f.Name)
			v, ok := valueOf(f)
			if !ok {
				continue
			}
			v.where = c.where + " --" + f.Name
			values = append(values, v)
			if f.Short != 0 {
				v.where = c.where + " -" + string(f.Short)
				values = append(values, v)
			}
		}
		choices = append(choices, c)
	}
	return choices, values
}

// flagsAt gives all flags that can stand at a place. Those of the default command need
// no command before them.
func flagsAt(n *kong.Node) []*kong.Flag {
	out := slices.Concat(n.AllFlags(true)...)
	if n.DefaultCmd != nil {
		out = append(out, visibleFlags(n.DefaultCmd)...)
	}
	return out
}

// placeOf gives the commands down to a node: "/archive/list", and "" of the program.
func placeOf(n *kong.Node) string {
	if n.Parent == nil {
		return ""
	}
	return placeOf(n.Parent) + "/" + n.Name
}

// valueOf tells what can follow a flag; false where it stands alone.
func valueOf(f *kong.Flag) (value, bool) {
	if f.IsBool() {
		return value{}, false
	}
	v := value{files: f.Enum == "" && (f.Tag.Type == "path" || strings.Contains(f.PlaceHolder, "FILE"))}
	if f.Enum != "" {
		v.words = slices.DeleteFunc(f.EnumSlice(), func(s string) bool { return s == "" })
	}
	return v, true
}

// cases writes the branches of both shells: the words, and whether files come too.
func cases(choices []choice, values []value) (places, follow, follows string) {
	var known []string
	var after, next strings.Builder
	for _, c := range choices {
		if c.where != "" {
			known = append(known, c.where)
		}
		fmt.Fprintf(&next, "\t'%s') list='%s' files=%s ;;\n", c.where, strings.Join(c.words, " "), yesNo(c.files))
	}
	for _, v := range values {
		fmt.Fprintf(&after, "\t'%s') list='%s' files=%s value=yes ;;\n", v.where, strings.Join(v.words, " "), yesNo(v.files))
	}
	return "\t\t" + strings.Join(known, " |\\\n\t\t") + ") place=$place/$word ;;\n", after.String(), next.String()
}

func yesNo(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}

// lookedUp is what both shells do with the words before the one that is completed.
func lookedUp(app *kong.Node, words, last string) string {
	places, follow, follows := cases(completions(app))
	return `	local place='' word list='' files=no value=no
	for word in ` + words + `; do
		case $place/$word in
` + places + `		esac
	done
	case "$place ` + last + `" in
` + follow + `	esac
	[ $value = yes ] || case $place in
` + follows + `	esac
`
}

// bashCompletion is the completion for bash.
func bashCompletion(app *kong.Node) string {
	return `# Completion of eclaire for bash, made by the program itself.

_eclaire() {
	local cur=${COMP_WORDS[COMP_CWORD]}
` + lookedUp(app, `"${COMP_WORDS[@]:1:COMP_CWORD-1}"`, `${COMP_WORDS[COMP_CWORD-1]}`) +
		`	COMPREPLY=($(compgen -W "$list" -- "$cur"))
	case $cur in
	-*) ;;
	*) [ $files = no ] || compopt -o default ;;
	esac
}
complete -F _eclaire eclaire
`
}

// zshCompletion is the completion for zsh.
func zshCompletion(app *kong.Node) string {
	return `#compdef eclaire
# Completion of eclaire for zsh, made by the program itself.

_eclaire() {
` + lookedUp(app, `"${(@)words[2,CURRENT-1]}"`, `${words[CURRENT-1]}`) +
		`	compadd -- ${=list}
	[ $files = no ] || _files
}
_eclaire "$@"
`
}
