package document

import (
	"bytes"
	"testing"

	"eclaire/consent"
)

// TestEven: every file has an even number of bytes, and nothing stands behind its
// end. A blank that makes a file odd is not taken for one of ours.
func TestEven(t *testing.T) {
	blanks := 0
	for i, o := range consent.AllOutcomes() {
		for j, l := range consent.Languages() {
			r := record(t, sample{o, l, []int{1, 2, 4}[(i+j)%3], "A4", ""})
			file := pdf(t, layout(t, r))
			if len(file)%2 != 0 || !bytes.HasSuffix(file, []byte("\n%%EOF\n")) {
				t.Errorf("%s %s: %d bytes, ending in %q", o, l, len(file), file[len(file)-8:])
			}
			if _, err := Drawn(file); err != nil {
				t.Errorf("%s %s: %v", o, l, err)
			}
			blank := bytes.Contains(file, []byte(">] /Filter"))
			if blank {
				blanks++
				continue
			}
			if _, err := Drawn(bytes.Replace(file, []byte(">]/Filter"), []byte(">] /Filter"), 1)); err == nil {
				t.Errorf("%s %s: a blank too many is not seen", o, l)
			}
		}
	}
	if n := 2 * len(consent.AllOutcomes()); blanks == 0 || blanks == n {
		t.Errorf("%d of %d files needed a blank: both kinds are wanted", blanks, n)
	}
}
