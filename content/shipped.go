package content

import (
	"sync"

	"eclaire/locales"
)

// library is what Shipped gives.
type library struct {
	lib   *Library
	words *locales.Bundle
	err   error
}

var shippedOnce = sync.OnceValue(func() library {
	lib, words, err := readShipped()
	return library{lib, words, err}
})

// readShipped takes the snapshot, if it is of the texts that are here.
func readShipped() (*Library, *locales.Bundle, error) {
	if s, err := readSnapshot(); err == nil {
		if lib, words, ok := s.restore(); ok {
			return lib, words, nil
		}
	}
	return LoadAll(Files(), locales.Files())
}

// Shipped gives the content and the interface words that the program carries, as
// LoadAll gives them. They are read once in a program's life and shared by all who
// ask, so nobody may change them.
func Shipped() (*Library, *locales.Bundle, error) {
	s := shippedOnce()
	return s.lib, s.words, s.err
}
