package archive

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"filippo.io/age"

	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
)

// maxHandedIn bounds a line that was handed in, in bytes.
const maxHandedIn = 64 << 10

// handedInName is how the names of lines look that were handed in: no name of a
// person can be in them.
var handedInName = regexp.MustCompile(`^audit-([0-9a-f]{32})(?:-([0-9a-f]{64}))?\.age$`)

// handIn leaves a line of the trail as a file: its name is its id, and the digest of
// what was encrypted.
func (s *Store) handIn(d draft) error {
	name := "audit-" + d.id.String()
	if d.head.Text != (chain.Hash{}) {
		name += "-" + d.head.Text.String()
	}
	return disk.Write(s.o.Disk, filepath.Join(s.dir, name+".age"), d.head.Sealed)
}

// handed is a line of the trail that another program left.
type handed struct {
	path string
	id   chain.ID
	at   time.Time
	head chain.Part
}

// handedIn lists the lines that others left, and what lies there under such a
// name and is none: it stays as it is. What cannot be read now waits.
func (s *Store) handedIn() (lines []handed, odd []chain.Finding) {
	names, _ := filepath.Glob(filepath.Join(s.dir, "audit-*.age"))
	for _, name := range names {
		line, err := s.readHanded(name)
		switch {
		case err == nil:
			lines = append(lines, line)
		case errors.Is(err, errNotHanded):
			f := chain.Finding{Kind: chain.FoundAlien}
			if base := filepath.Base(name); handedInName.MatchString(base) {
				f.Name = base
			}
			odd = append(odd, f)
		}
	}
	return lines, odd
}

// errNotHanded says that a file is no line of the trail.
var errNotHanded = errors.New("this is no line of the audit trail")

func (s *Store) readHanded(name string) (h handed, err error) {
	info, err := os.Lstat(name)
	if err != nil {
		return h, err
	}
	m := handedInName.FindStringSubmatch(filepath.Base(name))
	if !info.Mode().IsRegular() || info.Size() > maxHandedIn || m == nil {
		return h, errNotHanded
	}
	h = handed{path: name, at: info.ModTime()}
	if h.id, err = chain.ParseID(m[1]); err != nil {
		return h, errNotHanded
	}
	if m[2] != "" {
		if h.head.Text, err = chain.ParseHash(m[2]); err != nil {
			return h, errNotHanded
		}
	}
	sealed, err := s.o.Disk.Read(name)
	if err != nil {
		return h, err
	}
	h.head = chain.PartOf(sealed, h.head.Text)
	if len(h.head.Sealed) > maxHandedIn || !isAge(h.head.Sealed, "X25519", "mlkem768x25519") {
		return h, errNotHanded
	}
	return h, nil
}

// isAge tells whether bytes are an age file for one recipient of one of these kinds, as
// far as that can be told without its key.
func isAge(b []byte, kinds ...string) bool {
	header, err := age.ExtractHeader(bytes.NewReader(b))
	if err != nil || len(b) < len(header)+16+16 { // a nonce and the tag of the last part
		return false
	}
	_, stanza, found := bytes.Cut(header, []byte("\n-> "))
	return found && slices.ContainsFunc(kinds, func(kind string) bool { return bytes.HasPrefix(stanza, []byte(kind+" ")) })
}

// take takes lines in that others left. What cannot be taken now waits.
func (s *Store) take(ctx context.Context, lines []handed) {
	for _, h := range lines {
		if _, err := s.append(ctx, nil, draft{id: h.id, kind: chain.KindAudit, at: h.at, head: h.head, unwarns: true, tried: new(true)}); err == nil {
			_ = s.o.Disk.Remove(h.path)
		}
	}
}

// checkBeside looks at what lies beside the databases: lines that were handed in,
// and the file with the locked key.
func (s *Store) checkBeside(ctx context.Context, report *chain.Report) {
	lines, odd := s.handedIn()
	if !s.o.ReadOnly {
		s.take(ctx, lines)
	}
	for _, f := range odd {
		report.Add(f)
	}
	switch err := s.CheckKeyFile(); {
	case errors.Is(err, ErrKeyFile):
		report.Add(chain.Finding{Kind: chain.FoundNoKey})
	case err != nil:
		report.Add(chain.Finding{Kind: chain.FoundSystem})
	}
}

// CheckKeyFile tells whether the file with the locked key is there and looks like
// one: ErrKeyFile, or ErrUnreadable where the system does not let it be read. Only
// the passphrase tells more.
func (s *Store) CheckKeyFile() error {
	b, err := s.o.Disk.Read(filepath.Join(s.dir, keyFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return disk.Unreadable(err)
	}
	if err != nil || !isAge(b, "scrypt") {
		return ErrKeyFile
	}
	return nil
}
