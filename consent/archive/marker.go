package archive

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"

	"eclaire/consent/archive/chain"
)

// marker notes the latest entry outside the database, so that a database that
// lost its end (a deleted log, an old copy put in its place) shows. It is
// written after each commit, without waiting for the disk: after a power cut it
// may be older than the database, never newer. Two slots are written in turn,
// so that one is always whole.
type marker struct {
	f    *os.File
	at   chain.Position
	slot int
	bad  bool // there is a file, but no slot of it is whole
}

const slotSize = 192

// openMarker never fails: without the file, entries are kept all the same.
func openMarker(name string, readOnly bool) *marker {
	m := &marker{}
	b, _ := os.ReadFile(name)
	for i := range 2 {
		if len(b) < (i+1)*slotSize {
			continue
		}
		at, ok := parseSlot(b[i*slotSize : (i+1)*slotSize])
		if ok && (at.File > m.at.File || at.File == m.at.File && at.Seq >= m.at.Seq) {
			m.at, m.slot = at, i
		}
	}
	m.bad = len(b) > 0 && m.at.File == 0
	if !readOnly {
		m.f, _ = os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	}
	return m
}

func parseSlot(b []byte) (at chain.Position, ok bool) {
	line, sum, ok := bytes.Cut(bytes.TrimRight(b, " \n"), []byte(" # "))
	if !ok || fmt.Sprintf("%x", sha256.Sum256(line)) != string(sum) {
		return at, false
	}
	var hash string
	if n, err := fmt.Sscanf(string(line), "%d %d %s", &at.File, &at.Seq, &hash); n != 3 || err != nil {
		return at, false
	}
	var err error
	at.Hash, err = chain.ParseHash(hash)
	return at, err == nil
}

func (m *marker) set(e chain.Entry) {
	m.at = e.Position()
	if m.f == nil {
		return
	}
	line := fmt.Sprintf("%d %d %s", e.File, e.Seq, e.Hash)
	text := fmt.Sprintf("%s # %x", line, sha256.Sum256([]byte(line)))
	m.slot = 1 - m.slot
	_, _ = m.f.WriteAt(fmt.Appendf(nil, "%-*s\n", slotSize-1, text), int64(m.slot*slotSize))
}

func (m *marker) close() error {
	if m.f == nil {
		return nil
	}
	_ = m.f.Sync()
	err := m.f.Close()
	m.f = nil
	return err
}
