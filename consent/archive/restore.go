package archive

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
)

// restoringFolder is where a backup is copied to before its files are moved to
// their places. Its manifest says which backup it is. It goes when all is done.
const restoringFolder = "restoring"

// Why a backup cannot be restored into a folder, or what must come first.
var (
	ErrUnfinished = errors.New("a restore into this folder was stopped before its end: run it again with the same backup (eclaire archive restore)")
	ErrLeftover   = errors.New("files of an archive lie in this folder that are not the beginning of this backup; they were left as they are: " +
		"restore into another folder (--archive DIR), or move them away first")
)

// unfinished is ErrUnfinished if a restore into the folder was stopped.
func unfinished(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, restoringFolder, manifestFile)); err == nil {
		return ErrUnfinished
	}
	return nil
}

// Restore makes an archive in a folder that holds none from a backup, checks it
// whole, and notes who did it. Entries kept after the backup are not in it. The
// archive appears at the end, all of it; a Restore that was stopped can be run
// again. What an earlier version left half-copied of the same backup is put aside
// into a folder below, which the report names.
func Restore(ctx context.Context, backup, dir, who string, o Options) (chain.Report, error) {
	o = o.filled()
	who, err := checkWords(who)
	if err != nil {
		return chain.Report{}, err
	}
	b, err := readManifest(backup)
	if err != nil {
		return chain.Report{}, err
	}
	if err := o.fit(dir); err != nil {
		return chain.Report{}, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return chain.Report{}, fmt.Errorf("%w: %w", disk.ErrFolder, disk.Cause(err))
	}
	r := restorer{b: b, dir: dir, staging: filepath.Join(dir, restoringFolder), o: o}
	if err := r.run(ctx); err != nil {
		return chain.Report{}, err
	}
	o.CheckFor = forever
	s, report, err := Open(ctx, dir, o)
	if err != nil {
		return report, err
	}
	defer s.Close()
	if r.aside != "" {
		report.Add(chain.Finding{Kind: chain.FoundAside, Name: r.aside})
	}
	// The kiosk's key is in no backup: staff confirm the new one. Of the backup that says nothing.
	report.Findings = slices.DeleteFunc(report.Findings, func(f chain.Finding) bool { return f.Kind == chain.FoundKiosk })
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.record(ctx, chain.Act{Action: "restore", Who: who, Detail: b.Head.String()}); err != nil {
		return report, err
	}
	r.did("noted")
	return report, os.RemoveAll(r.staging)
}

// restorer copies one backup.
type restorer struct {
	b            Backup
	dir, staging string
	o            Options
	aside        string // the folder below dir for what was there, if something was
}

// did tells tests of each step.
func (r *restorer) did(what string) {
	if r.o.step != nil {
		r.o.step(what)
	}
}

func (r *restorer) run(ctx context.Context) error {
	held, err := disk.Lock(filepath.Join(r.dir, lockFile))
	if err != nil {
		return lockError(err)
	}
	defer held.Close()
	manifest, err := os.ReadFile(filepath.Join(r.b.Dir, manifestFile))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrBackup, disk.Cause(err))
	}
	begun, err := os.ReadFile(filepath.Join(r.staging, manifestFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return disk.Unreadable(err)
	}
	same := bytes.Equal(begun, manifest)
	if _, err := readPlain(r.o.Disk, r.dir); err == nil {
		if same {
			return nil // only the check and the note are left
		}
		return ErrThere
	} else if !errors.Is(err, ErrNone) {
		return err
	}
	if !same {
		if err := r.clear(begun); err != nil {
			return err
		}
		if err := r.begin(manifest); err != nil {
			return err
		}
	}
	if err := r.copyAll(ctx); err != nil {
		return fmt.Errorf("%w (run restore again to go on)", err)
	}
	return r.moveAll()
}

// begin makes the folder for the copies.
func (r *restorer) begin(manifest []byte) error {
	if err := os.RemoveAll(r.staging); err != nil {
		return fmt.Errorf("%w: %w", disk.ErrFolder, disk.Cause(err))
	}
	if err := os.Mkdir(r.staging, 0o700); err != nil {
		return fmt.Errorf("%w: %w", disk.ErrFolder, disk.Cause(err))
	}
	r.did("folder")
	if err := disk.Write(r.o.Disk, filepath.Join(r.staging, manifestFile), manifest); err != nil {
		return err
	}
	r.did("manifest")
	return nil
}

// copyAll copies what is not there yet. What is there is compared.
func (r *restorer) copyAll(ctx context.Context) error {
	for _, c := range r.b.Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if got, err := digestFile(r.dir, c.Name); err == nil && got == c {
			continue // moved already
		} else if err == nil {
			return ErrLeftover
		}
		if got, err := digestFile(r.staging, c.Name); err == nil && got == c {
			continue
		}
		to := filepath.Join(r.staging, c.Name)
		if err := os.Remove(to); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%w: %w", disk.ErrFolder, disk.Cause(err))
		}
		if got, err := copyFile(filepath.Join(r.b.Dir, c.Name), to); err != nil || got != c {
			return errors.Join(err, ErrBackup)
		}
		r.did("copy")
	}
	if r.b.Head.File > 0 {
		name := filepath.Join(r.staging, markerFile)
		_ = os.Remove(name)
		m := openMarker(name, false)
		m.set(chain.Entry{File: r.b.Head.File, Seq: r.b.Head.Seq, Hash: r.b.Head.Hash})
		_ = m.close() // without it, entries are kept all the same
		r.did("head")
	}
	if err := r.o.Disk.SyncDir(r.staging); err != nil {
		return fmt.Errorf("%w: %w", disk.ErrStore, disk.Cause(err))
	}
	return nil
}

// moveAll moves the copies to their places. The last makes it an archive.
func (r *restorer) moveAll() error {
	names := []string{markerFile}
	for _, c := range r.b.Files {
		if c.Name != plainFile {
			names = append(names, c.Name)
		}
	}
	for _, name := range append(names, plainFile) {
		if name == plainFile {
			if err := r.o.Disk.SyncDir(r.dir); err != nil {
				return fmt.Errorf("%w: %w", disk.ErrStore, disk.Cause(err))
			}
		}
		err := r.o.Disk.Rename(filepath.Join(r.staging, name), filepath.Join(r.dir, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%w: %w", disk.ErrStore, disk.Cause(err))
		}
		r.did("move")
	}
	if err := r.o.Disk.SyncDir(r.dir); err != nil {
		return fmt.Errorf("%w: %w", disk.ErrStore, disk.Cause(err))
	}
	return nil
}

// clear makes room in a folder without an archive: what is the beginning of this
// backup, or of the one whose restore was stopped, is put aside. Nothing else is
// touched.
func (r *restorer) clear(begun []byte) error {
	var earlier Backup
	known := begun != nil && json.Unmarshal(begun, &earlier) == nil
	there, err := os.ReadDir(r.dir)
	if err != nil {
		return disk.Unreadable(err)
	}
	var move []string
	for _, f := range there {
		name := f.Name()
		if !ofArchive(name) {
			continue
		}
		ours, err := r.beginningOf(name)
		if err != nil {
			return err
		}
		if !ours && !(known && holdsAll(r.dir, name, earlier)) {
			return ErrLeftover
		}
		move = append(move, name)
	}
	if len(move) == 0 {
		return nil
	}
	return r.putAside(move)
}

// ofArchive tells whether a file of this name belongs to an archive and would be
// in the way of another.
func ofArchive(name string) bool {
	for _, pattern := range []string{BesideName, TextsName} {
		if ok, _ := filepath.Match(pattern, name); ok {
			return true
		}
	}
	return name == keyFile || name == markerFile || name == indexFile ||
		fileName.MatchString(strings.TrimSuffix(strings.TrimSuffix(name, "-wal"), "-shm"))
}

// beginningOf tells whether a file is the beginning of that of the backup.
func (r *restorer) beginningOf(name string) (bool, error) {
	path := filepath.Join(r.dir, name)
	if name == markerFile {
		at := openMarker(path, true).at
		return at == (chain.Position{}) || at == r.b.Head, nil
	}
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() {
		return false, nil
	}
	for _, c := range r.b.Files {
		if c.Name == name {
			return sameBeginning(path, filepath.Join(r.b.Dir, name))
		}
	}
	return false, nil
}

// holdsAll tells whether a file is what a backup names.
func holdsAll(dir, name string, b Backup) bool {
	if name == markerFile {
		return openMarker(filepath.Join(dir, name), true).at == b.Head
	}
	for _, c := range b.Files {
		if c.Name == name {
			got, err := digestFile(dir, name)
			return err == nil && got == c
		}
	}
	return false
}

// sameBeginning tells whether one file is another's beginning, or all of it.
func sameBeginning(path, whole string) (bool, error) {
	a, err := os.Open(path)
	if err != nil {
		return false, disk.Unreadable(err)
	}
	defer a.Close()
	b, err := os.Open(whole)
	if err != nil {
		return false, fmt.Errorf("%w: %w", ErrBackup, disk.Cause(err))
	}
	defer b.Close()
	one, two := make([]byte, 64<<10), make([]byte, 64<<10)
	for {
		n, err := io.ReadFull(a, one)
		if n > 0 {
			if m, _ := io.ReadFull(b, two[:n]); !bytes.Equal(one[:n], two[:m]) {
				return false, nil
			}
		}
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return true, nil
		case err != nil:
			return false, disk.Unreadable(err)
		}
	}
}

// putAside moves files into a folder of their own, named with the day.
func (r *restorer) putAside(names []string) error {
	var to string
	for n := 1; ; n++ {
		r.aside = fmt.Sprintf("unfinished-%s-%d", chain.DayOf(r.o.Now()), n)
		to = filepath.Join(r.dir, r.aside)
		err := os.Mkdir(to, 0o700)
		if err == nil {
			break
		}
		if !errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("%w: %w", disk.ErrFolder, disk.Cause(err))
		}
	}
	for _, name := range names {
		if err := r.o.Disk.Rename(filepath.Join(r.dir, name), filepath.Join(to, name)); err != nil {
			return fmt.Errorf("%w: %w", disk.ErrStore, disk.Cause(err))
		}
		r.did("aside")
	}
	return nil
}
