package main

import (
	"bufio"
	"cmp"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/term"
)

// The cost of one PIN check (OWASP's second choice for argon2id): about a
// tenth of a second on a small machine. It stands in each line, so that it can be
// raised here and older lines still count.
var argonCost = cost{memory: 19 * 1024, time: 2, threads: 1}

const (
	argonKey  = 32
	argonSalt = 16
)

// The most that a line may ask for: a check must not take the machine.
const (
	mostMemory  = 256 * 1024 // KiB
	mostTime    = 16
	mostThreads = 8
	mostBytes   = 64 // of salt and key, each
)

// cost is what one check takes.
type cost struct {
	memory  uint32 // KiB
	time    uint32
	threads uint8
}

// pinHash is a PIN as the settings keep it, in the form of a PHC string:
// $argon2id$v=19$m=19456,t=2,p=1$SALT$KEY, in base64 without filling.
type pinHash struct {
	cost      cost
	salt, key []byte
}

// hashPIN makes the line that stands in the settings.
func hashPIN(pin string) (string, error) {
	salt := make([]byte, argonSalt)
	if _, err := rand.Read(salt); err != nil {
		return "", fmt.Errorf("no random numbers to be had: %w", err)
	}
	return newHash(pin, argonCost, salt, argonKey).String(), nil
}

func newHash(pin string, c cost, salt []byte, size uint32) pinHash {
	return pinHash{c, salt, argon2.IDKey([]byte(pin), salt, c.time, c.memory, c.threads, size)}
}

func (h pinHash) String() string {
	e := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, h.cost.memory, h.cost.time, h.cost.threads,
		e.EncodeToString(h.salt), e.EncodeToString(h.key))
}

var errHash = errors.New("not a PIN line")

// parseHash reads what String wrote, and the form of earlier versions
// (argon2id$SALT$KEY), which has the cost of its time.
func parseHash(line string) (h pinHash, err error) {
	e := base64.RawStdEncoding.Strict()
	rest, phc := strings.CutPrefix(line, "$argon2id$v=19$")
	if phc {
		var costs string
		costs, rest, _ = strings.Cut(rest, "$")
		if h.cost, err = parseCost(costs); err != nil {
			return pinHash{}, err
		}
	} else if rest, phc = strings.CutPrefix(line, "argon2id$"); phc {
		h.cost, e = cost{memory: 19 * 1024, time: 2, threads: 1}, base64.RawURLEncoding
	} else {
		return pinHash{}, errHash
	}
	salt, key, _ := strings.Cut(rest, "$")
	if max(len(salt), len(key)) > 2*mostBytes || strings.ContainsAny(rest, "\r\n") { // which the decoder would pass over
		return pinHash{}, errHash
	}
	var err1, err2 error
	h.salt, err1 = e.DecodeString(salt)
	h.key, err2 = e.DecodeString(key)
	if err1 != nil || err2 != nil || len(h.salt) < 8 || len(h.salt) > mostBytes || len(h.key) < 16 || len(h.key) > mostBytes {
		return pinHash{}, errHash
	}
	return h, nil
}

// parseCost reads m=19456,t=2,p=1, within bounds.
func parseCost(s string) (cost, error) {
	var values [3]uint64
	parts := strings.Split(s, ",")
	if len(parts) != len(values) {
		return cost{}, errHash
	}
	for i, p := range []struct {
		name string
		most uint64
	}{{"m=", mostMemory}, {"t=", mostTime}, {"p=", mostThreads}} {
		digits, ok := strings.CutPrefix(parts[i], p.name)
		n, err := strconv.ParseUint(digits, 10, 32)
		if !ok || err != nil || n < 1 || n > p.most || strconv.FormatUint(n, 10) != digits {
			return cost{}, errHash
		}
		values[i] = n
	}
	c := cost{uint32(values[0]), uint32(values[1]), uint8(values[2])}
	if c.memory < 8*uint32(c.threads) {
		return cost{}, errHash
	}
	return c, nil
}

func checkHash(line string) error {
	_, err := parseHash(line)
	return err
}

// checkPIN tells whether pin is the one behind the line of the settings.
func checkPIN(line, pin string) bool {
	h, err := parseHash(line)
	if err != nil {
		return false
	}
	return subtle.ConstantTimeCompare(newHash(pin, h.cost, h.salt, uint32(len(h.key))).key, h.key) == 1
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
	places := append(settingsPlaces(), "eclaire.toml")
	name := cmp.Or(firstThere(places), places[0])
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
