package archive

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
)

// Join makes an archive for one more kiosk of a clinic, in a folder that holds
// none: a new archive with an id of its own, under the same key, locked by the
// same passphrase, as the archive or backup in the folder from. The passphrase
// proves that the key file there opens and belongs to the public key there.
func Join(dir, from, passphrase string, o Options) error {
	o = o.filled()
	if err := o.fit(dir); err != nil {
		return err
	}
	theirs, key, locked, err := proven(from, passphrase, o)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("%w: %w", disk.ErrFolder, disk.Cause(err))
	}
	held, err := disk.Lock(filepath.Join(dir, lockFile))
	if err != nil {
		return lockError(err)
	}
	defer held.Close()
	if _, err := readPlain(o.Disk, dir); !errors.Is(err, ErrNone) {
		if err == nil {
			err = ErrThere
		}
		return err
	}
	if numbers, err := fileNumbers(dir); err != nil || len(numbers) > 0 {
		return errors.Join(err, ErrThere)
	}
	if err := disk.Write(o.Disk, filepath.Join(dir, keyFile), locked); err != nil {
		return err
	}
	p := plain{Format: format, Archive: chain.NewID(), Recipient: theirs.Recipient, First: theirs.Recipient, Created: chain.DayOf(o.Now())}
	return p.begin(o, dir, key)
}

// proven reads what two archives of a clinic have in common.
func proven(from, passphrase string, o Options) (p plain, key privateKey, locked []byte, err error) {
	if _, err := o.Disk.Read(filepath.Join(from, manifestFile)); err == nil {
		if _, err := readManifest(from); err != nil {
			return p, key, nil, err
		}
	}
	if p, err = readPlain(o.Disk, from); err != nil {
		return p, key, nil, err
	}
	if p.Rekeying > 0 {
		return p, key, nil, errors.New("a change of key was begun there and not finished: finish it first")
	}
	if locked, err = o.Disk.Read(filepath.Join(from, keyFile)); err != nil {
		return p, key, nil, fmt.Errorf("%w: %w", ErrKeyFile, disk.Cause(err))
	}
	keys, err := tryForeign(o, from, locked, passphrase)
	if err != nil {
		return p, key, nil, err
	}
	i := slices.IndexFunc(keys, func(k privateKey) bool { return k.public == p.Recipient })
	if i < 0 {
		return p, key, nil, ErrExchanged
	}
	return p, keys[i], locked, nil
}

// once is a Disk that gives one file's bytes.
type once struct {
	disk.Disk
	b []byte
}

func (d once) Read(string) ([]byte, error) { return d.b, nil }

// unlockKeys is openKeys for bytes that were read already, so that what is
// proven is what is written.
func unlockKeys(locked []byte, passphrase string) ([]privateKey, error) {
	return openKeys(once{b: locked}, "", passphrase)
}
