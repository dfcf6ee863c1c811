package main

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"eclaire/consent"
	"eclaire/consent/disk"
	"eclaire/consent/seal"
)

// stampPatience is how long a finished document waits for its time stamp before
// it is sealed without one.
const stampPatience = 4 * time.Second

// sealer seals documents with the kiosk's key.
type sealer struct {
	key     seal.Key
	stamper seal.Stamper // nil: no time stamps are wanted
	now     func() time.Time
	closer  io.Closer // of the key's token; nil for none
}

// seal seals one finished document. unstamped: a time stamp is wanted and could
// not be had now.
func (s *sealer) seal(pdf []byte, finished time.Time) (file []byte, unstamped bool, err error) {
	ctx, stop := context.WithTimeout(context.Background(), stampPatience)
	defer stop()
	sealed, err := seal.Seal(ctx, pdf, s.key, seal.Options{Now: s.now(), NotBefore: finished, Stamper: s.stamper})
	return sealed.File, sealed.StampErr != nil, err
}

// close gives the key's token back.
func (s *sealer) close() {
	if s.closer != nil {
		s.closer.Close()
	}
}

// openSealer opens the key that the settings name, or the program's own, which
// it makes when there is none yet.
func (s settings) openSealer(now func() time.Time) (*sealer, error) {
	out := &sealer{now: now}
	if err := s.openKey(out); err != nil {
		return nil, err
	}
	if err := out.key.Check(now()); err != nil {
		out.close()
		return nil, err
	}
	if s.Seal.TimestampURL != "" {
		roots, err := s.stampRoots()
		if err != nil {
			out.close()
			return nil, err
		}
		out.stamper = seal.Authority{URL: s.Seal.TimestampURL, Roots: roots, Client: &http.Client{Timeout: 30 * time.Second}}
	}
	return out, nil
}

func (s settings) openKey(out *sealer) error {
	certificates, err := s.certificateFile()
	if err != nil {
		return err
	}
	switch {
	case s.Seal.TokenModule != "":
		pin, err := os.ReadFile(s.Seal.TokenPINFile)
		if err != nil {
			return fmt.Errorf("the file with the PIN of the seal's token cannot be read: %w", err)
		}
		signer, closer, err := seal.OpenToken(s.Seal.TokenModule, s.Seal.Token, strings.TrimSpace(string(pin)), s.Seal.TokenKey)
		if err != nil {
			return err
		}
		chain, err := readCertificates(certificates)
		if err != nil {
			closer.Close()
			return err
		}
		out.closer = closer
		out.key, err = seal.NewKey(signer, chain)
		return err
	case s.Seal.Key == "" && s.Seal.Certificate == "":
		if err := s.firstKey(out.now()); err != nil {
			return err
		}
	}
	keyFile, err := s.keyFile()
	if err != nil {
		return err
	}
	if othersMay(keyFile, 0o077) {
		return fmt.Errorf("the key of the seal can be read or changed by other accounts: with it anybody can seal. Run: chmod 600 %s", keyFile)
	}
	keyPEM, err := os.ReadFile(keyFile)
	if err != nil {
		return fmt.Errorf("%w (%w)", seal.ErrKeyUnreadable, err)
	}
	chainPEM, err := os.ReadFile(certificates)
	if err != nil {
		return fmt.Errorf("%w (%w)", seal.ErrKeyUnreadable, err)
	}
	out.key, err = seal.LoadKey(keyPEM, chainPEM)
	return err
}

// rightClock refuses to begin with a clock that stands before the day of the texts, as
// after a dead battery: the first start makes a key whose certificate bears the day.
func (s settings) rightClock(written consent.Date, now time.Time) error {
	if s.Seal.Key != "" || s.Seal.Certificate != "" || s.Seal.TokenModule != "" {
		return nil
	}
	key, err := s.keyFile()
	if err != nil {
		return err
	}
	day := time.Date(written.Year, time.Month(written.Month), written.Day, 0, 0, 0, 0, time.UTC)
	if _, err := os.Stat(key); !errors.Is(err, fs.ErrNotExist) || now.After(day.AddDate(0, 0, -1)) {
		return nil
	}
	return fmt.Errorf("the clock of this machine says %s, before this program was made: set it, then start again", now.Format("2006-01-02 15:04"))
}

// firstKey makes the program's own key and a certificate that it signs itself,
// if neither is there yet.
func (s settings) firstKey(now time.Time) error {
	key, err := s.keyFile()
	if err != nil {
		return err
	}
	certificate, err := s.certificateFile()
	if err != nil {
		return err
	}
	if _, err := os.Stat(key); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if _, err := os.Stat(certificate); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w (the certificate is there, its key is not)", seal.ErrKeyUnreadable)
	}
	name := []rune(consent.Normalise(s.Clinic.Name))
	if len(name) == 0 {
		name = []rune("Éclairé")
	}
	const most = 64 // what a certificate's name can hold (X.520)
	keyPEM, certPEM, err := seal.NewSelfSigned(string(name[:min(len(name), most)]), now, rand.Reader)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(key), 0o700); err != nil {
		return fmt.Errorf("the folder for the seal's key cannot be made: %w", err)
	}
	// The key last: what is there with it is whole.
	if err := disk.WriteFile(certificate, certPEM); err != nil {
		return err
	}
	if err := disk.WriteFile(key, keyPEM); err != nil {
		_ = os.Remove(certificate)
		return err
	}
	return nil
}

// keyFile gives the file of the seal's key: that of the settings, or the program's
// own in the user's data folder.
func (s settings) keyFile() (string, error) { return ownOr(s.Seal.Key, "key.pem") }

// certificateFile gives that of its certificate, likewise.
func (s settings) certificateFile() (string, error) {
	return ownOr(s.Seal.Certificate, "certificate.pem")
}

func ownOr(named, name string) (string, error) {
	if named != "" {
		return named, nil
	}
	dir, err := dataFolder("seal")
	if err != nil {
		return "", fmt.Errorf("no place for the seal's key is known here; name key and certificate in the settings: %w", err)
	}
	return filepath.Join(dir, name), nil
}

// trust gathers who vouches for seals and time stamps: the kiosk's own
// certificate with the root above it, the settings, and the files named. Now is
// not set: the caller knows when it checks.
func (s settings) trust(files ...string) (seal.Trust, error) {
	t := seal.Trust{WantStamp: s.Seal.TimestampURL != ""}
	if own, err := s.certificateFile(); err == nil {
		chain, err := readCertificates(own)
		if err != nil && (s.Seal.Certificate != "" || !errors.Is(err, fs.ErrNotExist)) {
			return t, err
		}
		for _, c := range chain { // the signer's is pinned by this; one of an authority between vouches for nobody
			if !c.IsCA || c.CheckSignatureFrom(c) == nil || string(c.RawIssuer) == string(c.RawSubject) {
				t.Roots = append(t.Roots, c)
			}
		}
	}
	stamps, err := s.stampRoots()
	if err != nil {
		return t, err
	}
	t.StampRoots = stamps
	if s.Seal.Trusted != "" {
		files = append(files, s.Seal.Trusted)
	}
	for _, f := range files {
		more, err := readCertificates(f)
		if err != nil {
			return t, err
		}
		t.Roots = append(t.Roots, more...)
		for _, c := range more {
			t.StampRoots.AddCert(c)
		}
	}
	return t, nil
}

func (s settings) stampRoots() (*x509.CertPool, error) {
	pool := x509.NewCertPool()
	if s.Seal.TimestampRoots == "" {
		return pool, nil
	}
	certificates, err := readCertificates(s.Seal.TimestampRoots)
	if err != nil {
		return nil, err
	}
	for _, c := range certificates {
		pool.AddCert(c)
	}
	return pool, nil
}

// readCertificates reads a PEM file of certificates.
func readCertificates(file string) ([]*x509.Certificate, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("the certificates cannot be read: %w", err)
	}
	out, err := seal.ParseCertificates(text)
	if err != nil {
		return nil, fmt.Errorf("there is no certificate in %s that can be read (PEM)", file)
	}
	return out, nil
}
