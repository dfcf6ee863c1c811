package chain

import "fmt"

// DoneNote is what the chain says when all of a file was encrypted anew.
func DoneNote(gen, file int, sum string) string {
	return fmt.Sprintf("done %d %d %s", gen, file, sum)
}

// ToNote is what the chain says when a change of key begins.
func ToNote(gen int, recipient string) string { return fmt.Sprintf("to %d %s", gen, recipient) }

// FindingNote is what the chain says of a finding.
func FindingNote(f Finding) string { return fmt.Sprintf("%s %d %d", f.Kind, f.File, f.Seq) }

func ParseFindingNote(note string) (f Finding, ok bool) {
	n, err := fmt.Sscanf(note, "%s %d %d", &f.Kind, &f.File, &f.Seq)
	return f, err == nil && n == 3 && foundWords[f.Kind] != ""
}
