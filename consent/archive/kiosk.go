package archive

import (
	"context"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"unicode"

	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
)

// kioskFile holds the kiosk's private key: its seed, as PEM.
const (
	kioskFile = "kiosk.key"
	kioskPEM  = "ECLAIRE KIOSK KEY"
)

// The reasons why the kiosk cannot sign.
var (
	ErrKioskKey  = errors.New("the kiosk's key (" + kioskFile + ") is damaged")
	ErrKioskMode = errors.New("others can read the kiosk's key (" + kioskFile + "): run chmod 600 on it")
	errNoKiosk   = errors.New("the kiosk's key (" + kioskFile + ") is missing")
)

// newKiosk makes a key for a kiosk's entries. What is there already is used: it was made
// by a try that was stopped.
func newKiosk(files disk.Disk, dir string) (chain.Signer, error) {
	if k, err := readKiosk(files, dir); !errors.Is(err, errNoKiosk) {
		return k, err
	}
	k, err := chain.NewSigner()
	if err != nil {
		return k, err
	}
	return k, writeKiosk(k, files, dir)
}

func writeKiosk(s chain.Signer, files disk.Disk, dir string) error {
	return disk.Write(files, filepath.Join(dir, kioskFile), pem.EncodeToMemory(&pem.Block{Type: kioskPEM, Bytes: s.Seed()}))
}

// readKiosk reads what newKiosk wrote. Errors: errNoKiosk, ErrKioskKey, ErrKioskMode, ErrFolder.
func readKiosk(files disk.Disk, dir string) (chain.Signer, error) {
	name := filepath.Join(dir, kioskFile)
	b, err := files.Read(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return chain.Signer{}, errNoKiosk
	case err != nil:
		return chain.Signer{}, fmt.Errorf("%w: %w", disk.ErrFolder, disk.Cause(err))
	}
	if info, err := os.Stat(name); err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return chain.Signer{}, ErrKioskMode
	}
	block, rest := pem.Decode(b)
	if block == nil || block.Type != kioskPEM || len(block.Bytes) != ed25519.SeedSize || len(rest) > 0 {
		return chain.Signer{}, ErrKioskKey
	}
	return chain.SignerOf(block.Bytes), nil
}

// Kiosk is a key with which the kiosk signs its entries.
type Kiosk struct {
	Key       chain.SigningKey `json:"key"`
	Day       string           `json:"day"`
	Confirmed bool             `json:"confirmed"`
	Here      bool             `json:"here"` // this kiosk signs with it now
	// Sealer is the certificate of the seal whose key signed for it; nil: none did.
	Sealer *x509.Certificate `json:"-"`
}

// Kiosks lists the keys that this archive's kiosk has had, the newest last.
func (s *Store) Kiosks() (out []Kiosk) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, k := range s.plain.Kiosks {
		out = append(out, Kiosk{k.Key, k.Day, slices.Contains(s.trust.Kiosks, k.Key), k.Key == s.kiosk.Public(), sealer(s.plain.Archive, k)})
	}
	return out
}

// ErrFingerprint says that no key has this fingerprint.
var ErrFingerprint = errors.New("no key of this kiosk has this fingerprint")

// ConfirmKiosk lets staff say that a key is their kiosk's: what was signed with it counts
// from then on, and what was signed with it before.
func (st *Staff) ConfirmKiosk(ctx context.Context, fingerprint string) error {
	if _, err := st.use(); err != nil {
		return err
	}
	s := st.s
	if s.o.ReadOnly {
		return ErrReadOnly
	}
	if err := st.indexed(ctx); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.plain.Kiosks, func(k chain.KioskKey) bool { return sameFingerprint(k.Key.Fingerprint(), fingerprint) })
	if i < 0 {
		return ErrFingerprint
	}
	if err := s.record(ctx, chain.Act{Action: "confirm kiosk", Who: st.who, Detail: s.plain.Kiosks[i].Key.Fingerprint()}); err != nil {
		return err
	}
	_, word, err := st.private()
	if err != nil {
		return err
	}
	p := s.plain
	p.confirm(p.Kiosks[i].Key, word, p.Kiosks[i].Day)
	if err := p.write(s.o.Disk, s.dir); err != nil {
		return err
	}
	s.plain, s.trust = p, p.trust(s.kiosk.Public(), word.Public())
	st.index.confirm(func(r Row) bool {
		f := s.byNumber(r.File)
		if f == nil {
			return false
		}
		e, err := f.entry(ctx, r.Seq)
		return err == nil && s.trust.Judge(e) == ""
	})
	return nil
}

// RenewKiosk makes a new key for the kiosk, which the one of now signs for.
func (st *Staff) RenewKiosk(ctx context.Context) (Kiosk, error) {
	if _, err := st.use(); err != nil {
		return Kiosk{}, err
	}
	s := st.s
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.o.ReadOnly || s.kiosk.None() {
		return Kiosk{}, ErrReadOnly
	}
	_, word, err := st.private()
	if err != nil {
		return Kiosk{}, err
	}
	if err := s.record(ctx, chain.Act{Action: "renew kiosk", Who: st.who}); err != nil {
		return Kiosk{}, err
	}
	next, err := chain.NewSigner()
	if err != nil {
		return Kiosk{}, err
	}
	p, day, key := s.plain, chain.DayOf(s.o.Now()), next.Public()
	p.confirm(key, word, day)
	p.Kiosks[len(p.Kiosks)-1].Before = s.kiosk.Sign(chain.SignsNext, p.Archive[:], key[:])
	p.prove(next, word.Public())
	if err := p.write(s.o.Disk, s.dir); err != nil { // named before it is used: both keys count meanwhile
		return Kiosk{}, err
	}
	s.plain = p
	if err := writeKiosk(next, s.o.Disk, s.dir); err != nil {
		return Kiosk{}, err
	}
	s.kiosk, s.trust = next, p.trust(key, word.Public())
	return Kiosk{Key: key, Day: day, Confirmed: true, Here: true}, nil
}

func sameFingerprint(a, b string) bool {
	digits := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.Is(unicode.ASCII_Hex_Digit, r) {
				return unicode.ToUpper(r)
			}
			return -1
		}, s)
	}
	return digits(a) == digits(b)
}
