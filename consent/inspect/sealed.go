package inspect

import (
	"bytes"

	"eclaire/consent"
	"eclaire/consent/document"
	"eclaire/consent/seal"
)

// Sealed tells whether a document is unchanged since it was sealed and carries
// the record of the session file beside it, whoever's the key is.
func Sealed(pdf, session []byte) bool {
	inside := seal.Verify(pdf, seal.Trust{})
	inside.Drawn(document.Drawing(inside.Original))
	r, err := consent.ParseRecord(session)
	if err != nil || !inside.Unchanged() || inside.Record == nil {
		return false
	}
	text, err := r.Canonical()
	return err == nil && bytes.Equal(text, inside.Record)
}
