package document

import (
	"bytes"
	"regexp"
	"strconv"
)

// DrawingNumber is the number of the drawing: of the way in which this program
// draws a document from a record and texts, its fonts, pictures, layout and
// structure together. A change of anything that can be drawn raises it, in the
// same commit (a test asks for it), so that a document drawn before is not
// measured by what would be drawn today.
//
// Drawing 0 is that of all files without a number.
const DrawingNumber = 4

// drawingSpace is the namespace of what the metadata say of a document besides
// what every PDF file can say.
const drawingSpace = "urn:eclaire:document#"

var drawingMark = regexp.MustCompile(`<eclaire:drawing>([1-9][0-9]{0,5})</eclaire:drawing>`)

// Drawing tells the number of the drawing of a file that WritePDF wrote, with or
// without a seal: what its metadata say, where the seal covers them. It is 0 for
// a file that says none, or that is none of ours.
func Drawing(pdf []byte) int {
	objects, _, err := readObjects(pdf)
	if err != nil {
		return 0
	}
	found := 0
	for _, o := range objects {
		if !bytes.HasPrefix(o.body, []byte("<</Type/Metadata/")) {
			continue
		}
		m := drawingMark.FindAllSubmatch(o.data, 2)
		if len(m) > 1 || len(m) == 1 && found > 0 {
			return 0
		}
		if len(m) == 1 {
			found, _ = strconv.Atoi(string(m[0][1])) // digits, few enough
		}
	}
	return found
}
