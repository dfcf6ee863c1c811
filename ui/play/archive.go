package play

import (
	"context"
	"path/filepath"

	"eclaire/consent/archive"
	"eclaire/content"
	"eclaire/locales"
	"eclaire/ui"
)

// Passphrase is that of every archive that is played with.
const Passphrase = "quatre mots bien choisis"

// quickKey makes locking the key by the passphrase quick: nothing is secret here.
const quickKey = 10

// Archiving keeps the documents of a stage sealed in an encrypted archive, beside
// the folder of Filing. store is told of it; who leaves closes it.
func Archiving(lib *content.Library, words *locales.Bundle, store **archive.Store) func(*ui.Options) {
	return func(o *ui.Options) {
		Filing(lib, words)(o)
		dir := filepath.Join(o.Folder, "archive")
		made := archive.Options{Now: o.Now, WorkFactor: quickKey}
		if _, err := archive.Init(dir, Passphrase, made); err != nil {
			panic(err) // without a temporary folder nothing can be played
		}
		s, report, err := archive.Open(context.Background(), dir, made)
		if err != nil {
			panic(err)
		}
		*store = s
		o.Archive, o.Found, o.Keep = s, report.Findings, s.Keep
		o.Print = func([]byte) error { return nil }
	}
}
