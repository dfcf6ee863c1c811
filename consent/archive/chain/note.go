package chain

import (
	"fmt"
	"strconv"
	"strings"
)

// DoneNote is what the chain says when all of a file was encrypted anew.
func DoneNote(gen, file int, sum string) string {
	return fmt.Sprintf("done %d %d %s", gen, file, sum)
}

// ToNote is what the chain says when a change of key begins.
func ToNote(gen int, recipient string) string { return fmt.Sprintf("to %d %s", gen, recipient) }

// FindingNote is what the chain says of a finding, with the archive if it is another one's.
func FindingNote(f Finding) string {
	note := fmt.Sprintf("%s %d %d", f.Kind, f.File, f.Seq)
	if f.Archive != (ID{}) {
		note += " " + f.Archive.String()
	}
	return note
}

// ParseFindingNote reads what FindingNote wrote.
func ParseFindingNote(note string) (f Finding, ok bool) {
	words := strings.Split(note, " ")
	if len(words) == 4 {
		id, err := ParseID(words[3])
		if err != nil || id == (ID{}) {
			return f, false
		}
		f.Archive, words = id, words[:3]
	}
	if len(words) != 3 {
		return f, false
	}
	f.Kind = Found(words[0])
	var err1, err2 error
	f.File, err1 = strconv.Atoi(words[1])
	f.Seq, err2 = strconv.ParseInt(words[2], 10, 64)
	return f, err1 == nil && err2 == nil && foundWords[f.Kind] != ""
}
