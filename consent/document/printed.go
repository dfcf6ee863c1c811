package document

import "errors"

// ErrNotDrawn says that a file is none that WritePDF wrote.
var ErrNotDrawn = errors.New("this is no file of a document")

// Printed gives the text that a file of WritePDF shows, page after page in the
// order of its pages. It reads no other files.
func Printed(file []byte) (string, error) { return "", ErrNotDrawn }
