package archive

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// allRows is what a database holds, whichever way it is asked: each table by its own
// order, and the entries by each of their indexes.
func allRows(t *testing.T, path string) string {
	t.Helper()
	db, err := openRead(path, "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var out strings.Builder
	for _, query := range []string{"SELECT type, name, tbl_name, sql FROM sqlite_schema", "SELECT * FROM meta ORDER BY name", "SELECT * FROM entry ORDER BY seq", "SELECT * FROM sealed ORDER BY seq",
		"SELECT * FROM resealed ORDER BY seq", "SELECT seq, id FROM entry ORDER BY id", "SELECT seq, tag FROM entry ORDER BY tag, seq", "SELECT seq, refers FROM entry ORDER BY refers, seq", "SELECT seq, kind FROM entry ORDER BY kind, seq"} {
		rows, err := db.Query(query)
		if err != nil {
			fmt.Fprintln(&out, err)
			continue
		}
		names, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			values := make([]any, len(names))
			for i := range values {
				values[i] = new(sql.RawBytes)
			}
			if err := rows.Scan(values...); err != nil {
				fmt.Fprintln(&out, err)
			}
			for _, v := range values {
				fmt.Fprintf(&out, "%x ", *v.(*sql.RawBytes))
			}
			out.WriteByte('\n')
		}
		fmt.Fprintln(&out, rows.Err())
		rows.Close()
	}
	return out.String()
}

// TestOneByte changes one byte of a database at a time. A full check tells each change of
// what the database holds; of those in the gaps of its pages, which hold nothing, no row
// reads otherwise. None is fatal.
func TestOneByte(t *testing.T) {
	b := newArchive(t)
	for n := range 12 {
		b.put(n)
	}
	st := b.unlock()
	if err := st.Erase(t.Context(), first(st.RowOf(t.Context(), sampleID(3))).ID, "asked"); err != nil {
		t.Fatal(err)
	}
	b.close()
	path := filePath(b.dir, 1)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows := allRows(t, path)
	rounds := 60
	if soak() {
		rounds = 2000
	}
	random := rand.New(rand.NewPCG(3, 4))
	o := b.o
	o.CheckFor, o.ReadOnly = forever, true
	gaps := 0
	for range rounds {
		file := bytes.Clone(whole)
		at := random.IntN(len(file))
		file[at] ^= byte(1 + random.IntN(255))
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		s, report, err := Open(context.Background(), b.dir, o)
		if err != nil {
			t.Errorf("byte %d: it does not open: %v", at, err)
			continue
		}
		if report.Whole() {
			if gaps++; allRows(t, path) != rows {
				t.Errorf("byte %d (page %d, %d) became %x, and nobody told", at, at/pageSize, at%pageSize, file[at])
			}
		}
		s.Close()
	}
	t.Logf("%d of %d hit what holds nothing", gaps, rounds)
}

func first[T any](v T, _ error) T { return v }
