package inspect

import (
	"encoding/hex"
	"strings"

	"eclaire/consent/document"
)

// ParseCode reads the code of a sheet of paper, as a scanner types it: capitals
// or not, with white space around it. It gives the id of the record and its
// digest in lower-case hexadecimal.
func ParseCode(s string) (id, digest string, ok bool) {
	parts := strings.Split(strings.ToUpper(strings.TrimSpace(s)), ":")
	if len(parts) != 3 || parts[0] != document.CodeMark || parts[1] == "" {
		return "", "", false
	}
	sum, err := hex.DecodeString(parts[2])
	if err != nil || len(sum) != 32 {
		return "", "", false
	}
	for _, c := range parts[1] { // what a record's id is made of, so that it can name a file
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' {
			return "", "", false
		}
	}
	return parts[1], strings.ToLower(parts[2]), true
}

// BelongsTo tells whether a sheet with this code belongs to the file: both name
// the same record with the same digest.
func (r Result) BelongsTo(code string) bool {
	id, digest, ok := ParseCode(code)
	return ok && r.Record != nil && strings.ToUpper(r.Record.ID) == id && r.Digest == digest
}
