package aside

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"time"

	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
)

// state is how a session lies here; it is readable in the file's name.
type state string

const (
	goingOn     state = "now" // it is on the screen
	putBy       state = "by"
	interrupted state = "cut" // it was going on when the program ended
)

// file is one session as its name tells: aside-ID-DAY-STATE.age.
type file struct {
	id    ID
	day   string // of erasing: 20261222
	state state
}

const dayForm = "20060102"

func dayOf(t time.Time) string { return t.Format(dayForm) }

func (f file) name() string {
	return strings.Replace(archive.BesideName, "*", f.id.String()+"-"+f.day+"-"+string(f.state), 1)
}

// in is the same session in another state.
func (f file) in(s state) file {
	f.state = s
	return f
}

// past tells whether the day of erasing is over.
func (f file) past(now time.Time) bool { return f.day < dayOf(now) }

// until is the last day.
func (f file) until() time.Time {
	t, _ := time.ParseInLocation(dayForm, f.day, time.Local) // parseName has looked
	return t
}

// parseName reads a file's name.
func parseName(name string) (file, bool) {
	before, after, _ := strings.Cut(archive.BesideName, "*")
	middle, ok := strings.CutPrefix(name, before)
	if !ok {
		return file{}, false
	}
	parts := strings.Split(strings.TrimSuffix(middle, after), "-")
	if len(parts) != 3 {
		return file{}, false
	}
	id, err := chain.ParseID(parts[0])
	if _, bad := time.Parse(dayForm, parts[1]); err != nil || bad != nil {
		return file{}, false
	}
	f := file{id, parts[1], state(parts[2])}
	return f, f.name() == name && (f.state == goingOn || f.state == putBy || f.state == interrupted)
}

func (h *Shelf) path(f file) string { return filepath.Join(h.store.Dir(), f.name()) }

// files lists what is there, by name.
func (h *Shelf) files() []file {
	names, _ := filepath.Glob(filepath.Join(h.store.Dir(), archive.BesideName))
	var out []file
	for _, name := range names {
		if f, ok := parseName(filepath.Base(name)); ok {
			out = append(out, f)
		}
	}
	return out
}

// version is that of the envelope.
const version = 1

// envelope is what is encrypted.
type envelope struct {
	Version int             `json:"version"`
	Saved   time.Time       `json:"saved"`
	Record  string          `json:"record,omitempty"`
	Texts   string          `json:"texts,omitempty"` // their digest
	Session json.RawMessage `json:"session"`         // see consent.Session.Hold
}

// parseEnvelope tells a newer version from damage.
func parseEnvelope(b []byte) (e envelope, err error) {
	var only struct {
		Version int `json:"version"`
	}
	if err := json.Unmarshal(b, &only); err != nil || only.Version < 1 {
		return e, ErrDamaged
	}
	if only.Version > version {
		return e, ErrNewer
	}
	if err := json.Unmarshal(b, &e); err != nil {
		return e, ErrDamaged
	}
	return e, nil
}
