package archive

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"eclaire/consent/archive/chain"
)

// TestFirstPageLost damages the page without which SQLite reads nothing. All
// entries are read all the same, from a copy; the damaged file stays as it is and
// new work goes to a fresh one. With the log still there, too.
func TestFirstPageLost(t *testing.T) {
	for name, harm := range map[string]func([]byte){
		"all of it":     func(b []byte) { clear(b[:pageSize]) },
		"the magic":     func(b []byte) { b[3] ^= 1 },
		"the page size": func(b []byte) { b[16], b[17] = 0, 7 },
		"the schema":    func(b []byte) { clear(b[pageSize-3000 : pageSize]) },
		"a table's root": func(b []byte) {
			i := bytes.Index(b[:pageSize], []byte("sealedsealed"))
			b[i+len("sealedsealed")] ^= 0x55
		},
	} {
		for _, log := range []bool{false, true} {
			b := newArchive(t)
			var receipts []Receipt
			for n := range 6 {
				receipts = append(receipts, b.put(n))
			}
			if !log {
				b.close()
			}
			c := b.in(copyArchive(t, b.dir))
			file, err := os.ReadFile(filePath(c.dir, 1))
			if err != nil {
				t.Fatal(err)
			}
			if len(file) < pageSize {
				t.Fatalf("the file has %d bytes", len(file))
			}
			harm(file)
			if err := os.WriteFile(filePath(c.dir, 1), file, 0o600); err != nil {
				t.Fatal(err)
			}
			if log { // where the log is there, its pages come before those of the file
				if info, err := os.Stat(filePath(c.dir, 1) + "-wal"); err != nil || info.Size() < pageSize {
					t.Fatal("there is no log", err)
				}
			}
			for range 2 {
				report := c.open()
				if !log && !strings.Contains(kinds(report), string(chain.FoundSalvaged)) && name != "a table's root" {
					t.Errorf("%s: found %s", name, kinds(report))
				}
				if n := c.intact(receipts); n != len(receipts) && (name != "a table's root" || report.Whole()) {
					t.Errorf("%s, log %v: %d of %d documents are readable: %s", name, log, n, len(receipts), kinds(report))
				}
			}
			if now, err := os.ReadFile(filePath(c.dir, 1)); err != nil || !log && !bytes.Equal(now, file) {
				t.Errorf("%s: the damaged file was written to: %v", name, err)
			}
			pdf, session := sample(t, 50, nil)
			r, err := c.s.Put(context.Background(), sampleID(50), pdf, session)
			if err != nil || !log && r.Position.File != 2 {
				t.Errorf("%s: new work: %+v, %v", name, r, err)
			}
			beside := c.o
			beside.ReadOnly = true
			other, _, err := Open(context.Background(), c.dir, beside)
			if err != nil {
				t.Fatal(err)
			}
			st, err := other.Unlock(context.Background(), testPassphrase, "Dr Modèle")
			if err != nil {
				t.Fatal(err)
			}
			if rows, err := st.Search(context.Background(), Query{}); err != nil || len(rows) != 7 && name != "a table's root" {
				t.Errorf("%s, log %v: another program reads %d: %v", name, log, len(rows), err)
			}
			other.Close()
			c.close()
		}
	}
}
