package archive

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"

	"eclaire/consent/disk"
)

// backupName is how the folders look that Backup makes.
var backupName = regexp.MustCompile(`^eclaire-backup-(\d{4}-\d{2}-\d{2})-(\d{1,6})$`)

// FoundBackup is a backup that Backups found.
type FoundBackup struct {
	Backup
	Err error // why it is not whole; nil: each file is as it was copied
}

// Backups finds the backups in a folder: the folder itself, if it is one, or those
// that Backup made in it, the newest first. Each is compared with its manifest.
func Backups(dir string) ([]FoundBackup, error) {
	if _, err := os.Stat(filepath.Join(dir, manifestFile)); err == nil {
		b, err := readManifest(dir)
		b.Dir = dir
		return []FoundBackup{{b, err}}, nil
	}
	there, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("the folder cannot be read: %w", disk.Cause(err))
	}
	type named struct {
		day  string
		n    int
		name string
	}
	var names []named
	for _, f := range there {
		if m := backupName.FindStringSubmatch(f.Name()); m != nil && f.IsDir() {
			n, _ := strconv.Atoi(m[2])
			names = append(names, named{m[1], n, f.Name()})
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("%w: neither is this folder one, nor does it hold one (eclaire-backup-DAY-N)", ErrBackup)
	}
	slices.SortFunc(names, func(a, b named) int { return -cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.n, b.n)) })
	var out []FoundBackup
	for _, f := range names {
		b, err := readManifest(filepath.Join(dir, f.name))
		b.Dir = filepath.Join(dir, f.name)
		out = append(out, FoundBackup{b, err})
	}
	return out, nil
}

// MarshalJSON says in JSON what is not whole.
func (f FoundBackup) MarshalJSON() ([]byte, error) {
	type plain Backup
	why := ""
	if f.Err != nil {
		why = f.Err.Error()
	}
	return json.Marshal(struct {
		Folder string `json:"folder"`
		Whole  bool   `json:"whole"`
		Why    string `json:"why,omitempty"`
		plain
	}{f.Dir, f.Err == nil, why, plain(f.Backup)})
}
