package archive

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"filippo.io/age"

	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
)

// What lies beside the entries: files encrypted to the archive's key that are no
// documents and do not stay (package aside), and the texts that they were made with.
// They are in every backup and follow a change of key, but the chain does not know them
// and no server gets them.
const (
	// BesideName is how the names of such files look.
	BesideName = "aside-*.age"
	// TextsName is how those of texts look; they hold nothing of a patient.
	TextsName = "texts-*.gob"
)

const magicBeside = "EAS"

// ErrEarlierKey says that something was encrypted to a key that the archive has no more.
var ErrEarlierKey = errors.New("this was encrypted to an earlier key of the archive, which is kept no more")

// ErrBeside says that a file beside the entries is damaged.
var ErrBeside = errors.New("this file is damaged")

// Dir is the folder of the archive.
func (s *Store) Dir() string { return s.dir }

// Encrypt encrypts something that lies beside the entries. It needs no passphrase. id is
// its name by chance: what is encrypted can be given to no other.
func (s *Store) Encrypt(id chain.ID, plain []byte) ([]byte, error) {
	s.mu.Lock()
	to := s.to
	s.mu.Unlock()
	return chain.Encrypt(to, chain.Pack(magicBeside, 1, id, plain))
}

// Write stores a file beside the entries as WriteFile does.
func (s *Store) Write(name string, b []byte) error {
	if s.o.ReadOnly {
		return ErrReadOnly
	}
	return disk.Write(s.o.Disk, filepath.Join(s.dir, name), b)
}

// Decrypt reads what Encrypt wrote. Errors: ErrLocked, ErrEarlierKey, ErrBeside.
func (st *Staff) Decrypt(id chain.ID, b []byte) ([]byte, error) {
	keys, err := st.use()
	if err != nil {
		return nil, err
	}
	plain, err := chain.Decrypt(keys, b)
	var none *age.NoIdentityMatchError
	if errors.As(err, &none) {
		return nil, ErrEarlierKey
	}
	if err != nil {
		return nil, ErrBeside
	}
	parts, err := chain.Unpack(magicBeside, id, plain, 1)
	if err != nil {
		return nil, ErrBeside
	}
	return parts[0], nil
}

// besideFiles lists what lies beside the entries and is to be copied with them.
func (s *Store) besideFiles() []string {
	var out []string
	for _, pattern := range []string{BesideName, TextsName, indexFile} {
		names, _ := filepath.Glob(filepath.Join(s.dir, pattern))
		out = append(out, names...)
	}
	return out
}

// copyBeside copies it into a backup. What goes meanwhile is left out.
func (s *Store) copyBeside(dir string, b *Backup) error {
	for _, from := range s.besideFiles() {
		c, err := copyFile(from, filepath.Join(dir, filepath.Base(from)))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		b.Files = append(b.Files, c)
	}
	return nil
}

// renewBeside encrypts it to the key of now. What cannot be read stays as it is: it is
// told of when it is opened.
func (st *Staff) renewBeside(ctx context.Context) error {
	keys, err := st.use()
	if err != nil {
		return err
	}
	s := st.s
	names, _ := filepath.Glob(filepath.Join(s.dir, BesideName))
	for _, name := range names {
		if err := ctx.Err(); err != nil {
			return err
		}
		b, err := s.o.Disk.Read(name)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return s.storeError(err)
		}
		plain, err := chain.Decrypt(keys, b)
		if err != nil {
			continue
		}
		if b, err = chain.Encrypt(s.to, plain); err != nil {
			return err
		}
		if err := disk.Write(s.o.Disk, name, b); err != nil {
			return err
		}
	}
	return nil
}
