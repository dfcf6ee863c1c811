package archive

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"filippo.io/age"
	"golang.org/x/text/unicode/norm"

	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
	"eclaire/consent/seal"
)

// The files of an archive's folder besides archive-N.db.
const (
	plainFile    = "archive.json" // written last when an archive is made: with it, it is one
	keyFile      = "key.age"
	indexFile    = "index.age"
	markerFile   = "head"
	attemptsFile = "attempts.json"
	lockFile     = "lock"
)

// The reasons why an archive cannot be opened or unlocked.
var (
	ErrRemote     = errors.New("this folder lies on a network drive, where locks do not hold as they must, so that two programs could write at once: name a folder on this machine's own disk ([archive] folder in the settings)")
	ErrLong       = errors.New("the path of this folder is too long for an archive: name one of at most 430 bytes (a letter with an accent takes two)")
	ErrNone       = errors.New("there is no archive in this folder")
	ErrThere      = errors.New("there is an archive in this folder already")
	ErrNewer      = errors.New("a newer version of the program made this archive; it was left as it is: update this program")
	ErrPassphrase = errors.New("this is not the passphrase of the archive")
	ErrWeak       = errors.New("the passphrase needs at least 12 characters")
	ErrKeyFile    = errors.New("the file with the locked key is missing or damaged; use the recovery sheet")
	ErrOtherKey   = errors.New("this key does not belong to this archive")
	ErrExchanged  = errors.New("the public key of this archive was exchanged: what was kept since then cannot be trusted or read")
	ErrLocked     = errors.New("the archive is locked")
	ErrReadOnly   = errors.New("the archive is open for reading only, since another program is using it")
)

// minPassphrase is the least number of characters. No rule makes a passphrase
// good; this one keeps out a PIN.
const minPassphrase = 12

// WorkFactor is the usual cost of one guess, as the logarithm of scrypt's N:
// about half a second and 128 MiB, which an old computer has.
const WorkFactor = 17

const maxWorkFactor = 20

// privateKey reads the archive. It is a post-quantum hybrid of age (ML-KEM-768 and
// X25519); archives that began before have plain X25519 until their key is changed.
type privateKey struct {
	age.Identity
	to     age.Recipient
	text   string // as the recovery sheet has it
	public string
}

func (k privateKey) none() bool { return k.Identity == nil }

// newPrivate makes one.
func newPrivate() (privateKey, error) {
	k, err := age.GenerateHybridIdentity()
	if err != nil {
		return privateKey{}, fmt.Errorf("failed to make a key: %w", err)
	}
	return hybrid(k), nil
}

func hybrid(k *age.HybridIdentity) privateKey {
	return privateKey{k, k.Recipient(), k.String(), k.Recipient().String()}
}

func parsePrivate(text string) (privateKey, error) {
	if strings.HasPrefix(text, "AGE-SECRET-KEY-PQ-") {
		k, err := age.ParseHybridIdentity(text)
		if err != nil {
			return privateKey{}, err
		}
		return hybrid(k), nil
	}
	k, err := age.ParseX25519Identity(text)
	if err != nil {
		return privateKey{}, err
	}
	return privateKey{k, k.Recipient(), k.String(), k.Recipient().String()}, nil
}

// parseRecipient reads a public key.
func parseRecipient(text string) (age.Recipient, error) {
	if strings.HasPrefix(text, "age1pq1") {
		return age.ParseHybridRecipient(text)
	}
	return age.ParseX25519Recipient(text)
}

// checkPassphrase gives the passphrase in one Unicode form, so that it is the
// same from every keyboard.
func checkPassphrase(s string) (string, error) {
	s = norm.NFC.String(s)
	if utf8.RuneCountInString(strings.TrimSpace(s)) < minPassphrase {
		return "", ErrWeak
	}
	return s, nil
}

// lockKeys writes the private keys, the current one first, locked by the
// passphrase.
func lockKeys(files disk.Disk, dir, passphrase string, factor int, keys ...privateKey) error {
	passphrase, err := checkPassphrase(passphrase)
	if err != nil {
		return err
	}
	to, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return err
	}
	to.SetWorkFactor(factor)
	var text strings.Builder
	for _, k := range keys {
		text.WriteString(k.text + "\n")
	}
	b, err := chain.Encrypt(to, []byte(text.String()))
	if err != nil {
		return err
	}
	return disk.Write(files, filepath.Join(dir, keyFile), b)
}

// openKeys opens what lockKeys wrote. It takes as long as one guess takes.
func openKeys(files disk.Disk, dir, passphrase string) ([]privateKey, error) {
	b, err := files.Read(filepath.Join(dir, keyFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, disk.Unreadable(err)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeyFile, disk.Cause(err))
	}
	passphrase = norm.NFC.String(passphrase)
	if passphrase == "" {
		return nil, ErrPassphrase
	}
	with, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, ErrPassphrase
	}
	with.SetMaxWorkFactor(maxWorkFactor)
	r, err := age.Decrypt(bytes.NewReader(b), with)
	var none *age.NoIdentityMatchError
	if errors.As(err, &none) {
		return nil, ErrPassphrase
	}
	if err != nil {
		return nil, ErrKeyFile
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, ErrKeyFile
	}
	keys, err := parseKeys(string(text))
	if err != nil {
		return nil, ErrKeyFile
	}
	return keys, nil
}

// parseKeys reads private keys as text, as the recovery sheet has them: spaces
// within a line and the case of letters do not matter.
func parseKeys(text string) (keys []privateKey, err error) {
	for line := range strings.Lines(text) {
		line = strings.ToUpper(strings.Join(strings.Fields(line), ""))
		if line == "" {
			continue
		}
		k, err := parsePrivate(line)
		if err != nil {
			return nil, errors.New("this is not a key of a recovery sheet, or a character of it is wrong")
		}
		keys = append(keys, k)
	}
	if len(keys) == 0 {
		return nil, errors.New("there is no key")
	}
	return keys, nil
}

// Sheet is what the recovery sheet says. Whoever has it can read the archive:
// it is printed once, at set-up, and locked away.
type Sheet struct {
	Archive   chain.ID `json:"archive"`
	Recipient string   `json:"recipient"` // the public key, to tell which archive the sheet is of
	Key       string   `json:"key"`       // the private key; the square code holds just this text
}

// Lines gives the key in groups of four, to be read and typed.
func (s Sheet) Lines() []string {
	var lines []string
	const perLine = 5
	var groups []string
	for rest := s.Key; rest != ""; {
		n := min(4, len(rest))
		groups, rest = append(groups, rest[:n]), rest[n:]
	}
	for len(groups) > 0 {
		n := min(perLine, len(groups))
		lines, groups = append(lines, strings.Join(groups[:n], " ")), groups[n:]
	}
	return lines
}

// PublicPrint is the public key as people compare it: a post-quantum one is too long to be
// printed, and stands as its fingerprint.
func (s Sheet) PublicPrint() string { return PublicPrint(s.Recipient) }

// PublicPrint is Sheet.PublicPrint of a public key.
func PublicPrint(recipient string) string {
	if len(recipient) <= 80 {
		return recipient
	}
	sum := sha256.Sum256([]byte(recipient))
	return "SHA-256 " + seal.Groups(sum[:10])
}

// QR gives the text of the square code. It has capitals, digits and hyphens
// only, for which square codes have a dense alphabet.
func (s Sheet) QR() string { return s.Key }
