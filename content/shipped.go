package content

import (
	"sync"

	"eclaire/locales"
)

// library is what LoadAll gives.
type library struct {
	lib   *Library
	words *locales.Bundle
	err   error
}

var shippedOnce = sync.OnceValue(func() library {
	lib, words, err := LoadAll(Files(), locales.Files())
	return library{lib, words, err}
})

// Shipped gives the content and the interface words that the program carries. They
// are read and checked once in a program's life and shared by all who ask, so
// nobody may change them.
func Shipped() (*Library, *locales.Bundle, error) {
	s := shippedOnce()
	return s.lib, s.words, s.err
}
