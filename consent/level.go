package consent

import (
	"encoding/json"
	"fmt"
	"math/bits"
	"strings"
)

// Level is one place of the spine that can be fractured: the thoracic
// vertebrae T1 to T12, the lumbar vertebrae L1 to L5, and the sacrum, counted
// from above. The zero value is no level.
type Level uint8

// The levels from the top of the thoracic spine downwards.
const (
	T1 Level = iota + 1
	T2
	T3
	T4
	T5
	T6
	T7
	T8
	T9
	T10
	T11
	T12
	L1
	L2
	L3
	L4
	L5
	Sacrum
)

// Levels lists all levels from above downwards.
func Levels() []Level {
	all := make([]Level, 0, Sacrum)
	for l := T1; l <= Sacrum; l++ {
		all = append(all, l)
	}
	return all
}

// String gives the field's short name: "T12", "L1", and "S" for the sacrum.
func (l Level) String() string {
	switch {
	case l >= T1 && l <= T12:
		return fmt.Sprintf("T%d", l)
	case l >= L1 && l <= L5:
		return fmt.Sprintf("L%d", l-L1+1)
	case l == Sacrum:
		return "S"
	}
	return "?"
}

// ParseLevel reads what String writes.
func ParseLevel(s string) (Level, error) {
	for l := T1; l <= Sacrum; l++ {
		if l.String() == s {
			return l, nil
		}
	}
	return 0, fmt.Errorf("unknown level %q", s)
}

// LevelSet is a set of levels. It is a plain comparable value.
type LevelSet uint32

// NewLevelSet makes a set of the given levels.
func NewLevelSet(levels ...Level) LevelSet {
	var s LevelSet
	for _, l := range levels {
		s = s.With(l)
	}
	return s
}

// Has tells whether l is in the set.
func (s LevelSet) Has(l Level) bool { return s&(1<<l) != 0 }

// With gives the set and l.
func (s LevelSet) With(l Level) LevelSet { return s | 1<<l }

// Without gives the set less l.
func (s LevelSet) Without(l Level) LevelSet { return s &^ (1 << l) }

// Len counts the levels in the set.
func (s LevelSet) Len() int { return bits.OnesCount32(uint32(s)) }

// Levels lists the set from above downwards.
func (s LevelSet) Levels() []Level {
	out := make([]Level, 0, s.Len())
	for l := T1; l <= Sacrum; l++ {
		if s.Has(l) {
			out = append(out, l)
		}
	}
	return out
}

// String lists the short names, from above downwards: "T12 L1".
func (s LevelSet) String() string {
	names := make([]string, 0, s.Len())
	for _, l := range s.Levels() {
		names = append(names, l.String())
	}
	return strings.Join(names, " ")
}

// MarshalJSON writes the set as a list of short names from above downwards.
func (s LevelSet) MarshalJSON() ([]byte, error) {
	names := make([]string, 0, s.Len())
	for _, l := range s.Levels() {
		names = append(names, l.String())
	}
	return json.Marshal(names)
}

// UnmarshalJSON reads what MarshalJSON writes; a level named twice is an error.
func (s *LevelSet) UnmarshalJSON(b []byte) error {
	var names []string
	if err := json.Unmarshal(b, &names); err != nil {
		return err
	}
	*s = 0
	for _, name := range names {
		l, err := ParseLevel(name)
		if err != nil {
			return err
		}
		if s.Has(l) {
			return fmt.Errorf("level %s is named twice", name)
		}
		*s = s.With(l)
	}
	return nil
}
