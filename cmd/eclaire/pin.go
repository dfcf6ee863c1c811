package main

import (
	"bufio"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/term"
)

// The cost of one PIN check (OWASP's second choice for argon2id): about a
// tenth of a second on a small machine.
const (
	argonTime    = 2
	argonMemory  = 19 * 1024 // KiB
	argonThreads = 1
	argonKey     = 32
	argonPrefix  = "argon2id$"
)

// hashPIN makes the line that stands in the settings.
func hashPIN(pin string) (string, error) {
	salt := make([]byte, 16)
	if _, err := rand.Read(salt); err != nil {
		return "", fmt.Errorf("no random numbers to be had: %w", err)
	}
	return encodeHash(salt, derive(pin, salt)), nil
}

func derive(pin string, salt []byte) []byte {
	return argon2.IDKey([]byte(pin), salt, argonTime, argonMemory, argonThreads, argonKey)
}

func encodeHash(salt, key []byte) string {
	e := base64.RawURLEncoding
	return argonPrefix + e.EncodeToString(salt) + "$" + e.EncodeToString(key)
}

var errHash = errors.New("not a PIN line")

func decodeHash(line string) (salt, key []byte, err error) {
	parts := strings.Split(strings.TrimPrefix(line, argonPrefix), "$")
	if !strings.HasPrefix(line, argonPrefix) || len(parts) != 2 {
		return nil, nil, errHash
	}
	e := base64.RawURLEncoding
	salt, err1 := e.DecodeString(parts[0])
	key, err2 := e.DecodeString(parts[1])
	if err1 != nil || err2 != nil || len(salt) != 16 || len(key) != argonKey {
		return nil, nil, errHash
	}
	return salt, key, nil
}

func checkHash(line string) error {
	_, _, err := decodeHash(line)
	return err
}

// checkPIN tells whether pin is the one behind the line of the settings.
func checkPIN(line, pin string) bool {
	salt, key, err := decodeHash(line)
	if err != nil {
		return false
	}
	return subtle.ConstantTimeCompare(derive(pin, salt), key) == 1
}

// pinCmd asks for a PIN and prints the line for the settings.
type pinCmd struct{}

func (pinCmd) Run(p *program) error {
	pin, err := p.readPIN()
	if err != nil {
		return err
	}
	if len(pin) < 4 || len(pin) > 12 || strings.Trim(pin, "0123456789") != "" {
		return errors.New("a PIN has 4 to 12 digits")
	}
	line, err := hashPIN(pin)
	if err != nil {
		return err
	}
	name, err := settingsFile()
	if err != nil {
		name = "eclaire.toml"
	}
	fmt.Fprintf(p.stderr, "Put this line under [kiosk] in %s:\n", name)
	fmt.Fprintf(p.stdout, "staff_pin = %q\n", line)
	return nil
}

// readPIN reads a line from the terminal without showing it, or from a pipe.
func (p *program) readPIN() (string, error) {
	if f, ok := p.stdin.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		fmt.Fprint(p.stderr, "New staff PIN (4 to 12 digits, not shown): ")
		b, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(p.stderr)
		return string(b), err
	}
	line, err := bufio.NewReader(p.stdin).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	return strings.TrimRight(line, "\r\n"), nil
}
