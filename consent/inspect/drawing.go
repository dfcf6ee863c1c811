package inspect

import (
	"bytes"
	"regexp"
	"strconv"
)

// drawingOf reads the number of a document's drawing from its metadata, which
// are not packed. Files made before there were numbers have none: 0. original is
// the part that the seal covers.
func drawingOf(original []byte) int {
	const start, end = "<eclaire:drawing>", "</eclaire:drawing>"
	if bytes.Count(original, []byte(start)) != 1 {
		return 0
	}
	m := regexp.MustCompile(start + "([1-9][0-9]{0,5})" + end).FindSubmatch(original)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(string(m[1])) // digits, and few enough
	return n
}
