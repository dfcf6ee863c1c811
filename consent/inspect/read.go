package inspect

import (
	"errors"
	"io"
	"os"

	"eclaire/consent/seal"
)

// Why ReadFile refuses what it could read from.
var (
	ErrFolder   = errors.New("this is a folder")
	ErrTooLarge = errors.New("the file is larger than any document of this program")
)

// ReadFile reads a file of a size that a document can have (seal.MaxFile).
func ReadFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, ErrFolder
	}
	b, err := io.ReadAll(io.LimitReader(f, seal.MaxFile+1))
	if err == nil && len(b) > seal.MaxFile {
		err = ErrTooLarge
	}
	return b, err
}
