package archive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
)

// manifestFile names what a backup holds; it is written last.
const manifestFile = "manifest.json"

// Backup tells what a backup holds. It names nobody.
type Backup struct {
	Dir     string         `json:"-"`
	Archive chain.ID       `json:"archive"`
	Day     string         `json:"day"`
	Head    chain.Position `json:"head"`
	Files   []Copied       `json:"files"`
	Damaged []int          `json:"damaged,omitempty"` // databases that were copied as they are
	Report  *chain.Report  `json:"-"`                 // of the check of the copy
}

// Copied is one file of a backup.
type Copied struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// ErrBackup says that a backup is not whole.
var ErrBackup = errors.New("this backup is not whole")

// Backup copies the archive into a new folder below to, while it is used, and
// checks the copy. The copy is encrypted as the archive is, and locked by the
// passphrase of its day.
func (s *Store) Backup(ctx context.Context, to, who string) (Backup, error) {
	who, err := checkWords(who)
	if err != nil {
		return Backup{}, err
	}
	b := Backup{Archive: s.Public().Archive, Day: chain.DayOf(s.o.Now())}
	dir, err := s.backupFolder(to, b.Day)
	if err != nil {
		return b, err
	}
	partial := dir + ".partial"
	s.mu.Lock()
	err = s.record(ctx, chain.Act{Action: "backup", Who: who})
	files, p := slices.Clone(s.files), s.plain
	s.mu.Unlock()
	if err != nil {
		return b, err
	}
	if err := s.copyTo(ctx, partial, files, p, &b); err != nil {
		_ = os.RemoveAll(partial)
		return b, err
	}
	if err := os.Rename(partial, dir); err != nil {
		return b, fmt.Errorf("%w: %w", disk.ErrFolder, disk.Cause(err))
	}
	b.Dir = dir
	if err := s.o.Disk.SyncDir(to); err != nil {
		return b, fmt.Errorf("%w: %w", disk.ErrStore, disk.Cause(err))
	}
	report, err := CheckBackup(ctx, dir, s.o)
	b.Report = &report
	return b, err
}

// backupFolder names a folder that is not there yet.
func (s *Store) backupFolder(to, day string) (string, error) {
	if !short(to, longest) {
		return "", ErrLong
	}
	if err := os.MkdirAll(to, 0o700); err != nil {
		return "", fmt.Errorf("%w: %w", disk.ErrFolder, disk.Cause(err))
	}
	for n := 1; ; n++ {
		dir := filepath.Join(to, fmt.Sprintf("eclaire-backup-%s-%d", day, n))
		if _, err := os.Stat(dir); err == nil {
			continue
		}
		_ = os.RemoveAll(dir + ".partial") // of a backup that was stopped
		if err := os.Mkdir(dir+".partial", 0o700); err != nil {
			return "", fmt.Errorf("%w: %w", disk.ErrFolder, disk.Cause(err))
		}
		return dir, nil
	}
}

func (s *Store) copyTo(ctx context.Context, dir string, files []*file, p plain, b *Backup) error {
	for _, f := range files {
		if f.first == 0 && !f.bad {
			continue
		}
		if f.bad {
			b.Damaged = append(b.Damaged, f.n)
			if err := copyAsItIs(f.path, dir, b); err != nil {
				return err
			}
			continue
		}
		if err := s.vacuumInto(ctx, f, filepath.Join(dir, filepath.Base(f.path))); err != nil {
			return err
		}
		c, err := digestFile(dir, filepath.Base(f.path))
		if err != nil {
			return err
		}
		b.Files = append(b.Files, c)
		if last, err := lastOf(ctx, filepath.Join(dir, c.Name), f.n); err == nil {
			b.Head = last
		}
	}
	if err := s.copyBeside(dir, b); err != nil {
		return err
	}
	key, err := s.o.Disk.Read(filepath.Join(s.dir, keyFile))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrKeyFile, disk.Cause(err))
	}
	text, err := json.MarshalIndent(p, "", "\t")
	if err != nil {
		return err
	}
	for _, small := range []struct {
		name string
		text []byte
	}{{keyFile, key}, {plainFile, append(text, '\n')}} {
		if err := disk.WriteFile(filepath.Join(dir, small.name), small.text); err != nil {
			return err
		}
		c, err := digestFile(dir, small.name)
		if err != nil {
			return err
		}
		b.Files = append(b.Files, c)
	}
	manifest, err := json.MarshalIndent(b, "", "\t")
	if err != nil {
		return err
	}
	return disk.WriteFile(filepath.Join(dir, manifestFile), append(manifest, '\n'))
}

// vacuumInto writes the state of this moment into a new file, without what was
// erased, while others go on writing.
func (s *Store) vacuumInto(ctx context.Context, f *file, to string) error {
	db, err := openRead(f.path, s.o.vfs)
	if err != nil {
		return s.storeError(err)
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return s.storeError(err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "PRAGMA query_only=0"); err != nil {
		return s.storeError(err)
	}
	if _, err := conn.ExecContext(ctx, "VACUUM INTO ?", to); err != nil {
		return s.storeError(err)
	}
	out, err := os.OpenFile(to, os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("%w: %w", disk.ErrStore, disk.Cause(err))
	}
	if err := errors.Join(out.Chmod(0o600), out.Sync(), out.Close()); err != nil {
		return fmt.Errorf("%w: %w", disk.ErrStore, disk.Cause(err))
	}
	return nil
}

func lastOf(ctx context.Context, path string, n int) (p chain.Position, err error) {
	db, err := openRead(path, "")
	if err != nil {
		return p, err
	}
	defer db.Close()
	var h []byte
	p.File = n
	err = db.QueryRowContext(ctx, "SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1").Scan(&p.Seq, &h)
	copy(p.Hash[:], h)
	return p, err
}

// copyAsItIs copies a damaged database with its log.
func copyAsItIs(path, dir string, b *Backup) error {
	for _, from := range []string{path, path + "-wal"} {
		c, err := copyFile(from, filepath.Join(dir, filepath.Base(from)))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		b.Files = append(b.Files, c)
	}
	return nil
}

// copyFile copies a file durably to a place where none is.
func copyFile(from, to string) (c Copied, err error) {
	in, err := os.Open(from)
	if err != nil {
		return c, fmt.Errorf("%w: %w", disk.ErrStore, disk.Cause(err))
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return c, fmt.Errorf("%w: %w", disk.ErrStore, disk.Cause(err))
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(out, sum), in)
	if err := errors.Join(err, out.Sync(), out.Close()); err != nil {
		_ = os.Remove(to)
		return c, fmt.Errorf("%w: %w", disk.ErrStore, disk.Cause(err))
	}
	return Copied{filepath.Base(to), n, hex.EncodeToString(sum.Sum(nil))}, nil
}

func digestFile(dir, name string) (Copied, error) {
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return Copied{}, fmt.Errorf("%w: %w", disk.ErrReadBack, disk.Cause(err))
	}
	defer f.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, f)
	if err != nil {
		return Copied{}, fmt.Errorf("%w: %w", disk.ErrReadBack, disk.Cause(err))
	}
	return Copied{name, n, hex.EncodeToString(sum.Sum(nil))}, nil
}

// readManifest reads what a backup must hold and compares each file.
func readManifest(dir string) (b Backup, err error) {
	text, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if err != nil {
		return b, fmt.Errorf("%w: it has no manifest: %w", ErrBackup, disk.Cause(err))
	}
	if err := json.Unmarshal(text, &b); err != nil {
		return b, fmt.Errorf("%w: its manifest cannot be read", ErrBackup)
	}
	b.Dir = dir
	for _, want := range b.Files {
		if filepath.Base(want.Name) != want.Name {
			return b, fmt.Errorf("%w: its manifest names another folder", ErrBackup)
		}
		if got, err := digestFile(dir, want.Name); err != nil || got != want {
			return b, fmt.Errorf("%w: %s is missing or damaged", ErrBackup, want.Name)
		}
	}
	return b, nil
}

// CheckBackup tells whether a backup is what was written, and its chain and
// contents are whole. It writes nothing.
func CheckBackup(ctx context.Context, dir string, o Options) (chain.Report, error) {
	b, err := readManifest(dir)
	if err != nil {
		return chain.Report{}, err
	}
	o.ReadOnly, o.CheckFor, o.vfs = true, forever, ""
	s, report, err := Open(ctx, dir, o)
	if err != nil {
		return report, err
	}
	defer s.Close()
	kept := report.Findings[:0]
	for _, f := range report.Findings {
		if f.Kind != chain.FoundMarker { // a backup has the manifest's head instead
			kept = append(kept, f)
		}
	}
	report.Findings = kept
	if b.Head.File > 0 && report.Head != b.Head && !slices.ContainsFunc(report.Findings, func(f chain.Finding) bool { return f.Kind == chain.FoundSystem }) {
		report.Add(chain.Finding{Kind: chain.FoundRewrite, File: b.Head.File, Seq: b.Head.Seq})
	}
	return report, nil
}
