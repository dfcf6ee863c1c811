package archive

import (
	"bytes"
	"context"
	"database/sql"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
)

// copyArchive copies a folder as it lies on the disk now.
func copyArchive(t testing.TB, from string, leave ...string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy")
	if err := os.Mkdir(to, 0o700); err != nil {
		t.Fatal(err)
	}
	found, err := os.ReadDir(from)
	if err != nil {
		t.Fatal(err)
	}
next:
	for _, f := range found {
		for _, l := range leave {
			if strings.HasSuffix(f.Name(), l) {
				continue next
			}
		}
		b, err := os.ReadFile(filepath.Join(from, f.Name()))
		if err == nil {
			err = os.WriteFile(filepath.Join(to, f.Name()), b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return to
}

// in opens a copy of the archive.
func (b *bench) in(dir string) *bench {
	return &bench{t: b.t, dir: dir, clock: b.clock, o: b.o, sheet: b.sheet}
}

// intact counts the documents that come back as they were put; any other must
// give an error, never another text.
func (b *bench) intact(receipts []Receipt) (n int) {
	b.t.Helper()
	st := b.unlock()
	defer st.Lock()
	if _, err := st.Search(context.Background(), Query{}); err != nil {
		b.t.Fatal(err)
	}
	for i, r := range receipts {
		d, err := st.Open(context.Background(), r.ID, "show")
		if err != nil {
			continue
		}
		pdf, session := sample(b.t, i, nil)
		if !bytes.Equal(d.PDF, pdf) || !bytes.Equal(d.Session, session) {
			b.t.Errorf("document %d came back otherwise", i)
			continue
		}
		n++
	}
	return n
}

// soak tells whether the long forms of the tests are wanted.
func soak() bool { return os.Getenv("ECLAIRE_SOAK") != "" }

// TestBytesFlipped damages one page or several bytes of the file at a time.
// Whatever is damaged shows; what is not damaged is read; the damaged file is
// never written to, and new work goes to a fresh one.
func TestBytesFlipped(t *testing.T) {
	b := newArchive(t)
	var receipts []Receipt
	for n := range 12 {
		receipts = append(receipts, b.put(n))
	}
	b.close()
	whole, err := os.ReadFile(filePath(b.dir, 1))
	if err != nil {
		t.Fatal(err)
	}
	rounds := 24
	if soak() {
		rounds = 500
	}
	random := rand.New(rand.NewPCG(1, 2))
	shown := 0
	for round := range rounds {
		file := bytes.Clone(whole)
		at := random.IntN(len(file))
		if round < 8 { // header, schema, and the first pages
			at = []int{0, 18, 50, 150, 3000, 4096, 8192, 12288}[round]
		}
		size := 1 << random.IntN(13)
		for i := at; i < min(at+size, len(file)); i++ {
			file[i] ^= byte(1 + random.IntN(255))
		}
		c := b.in(copyArchive(t, b.dir))
		if err := os.WriteFile(filePath(c.dir, 1), file, 0o600); err != nil {
			t.Fatal(err)
		}
		s, report, err := Open(context.Background(), c.dir, c.o)
		if err != nil {
			t.Errorf("%d bytes at %d: it does not open: %v", size, at, err)
			continue
		}
		c.s = s
		if !report.Whole() {
			shown++
		}
		pdf, session := sample(t, 100, nil)
		receipt, err := s.Put(context.Background(), sampleID(100), pdf, session)
		if err != nil {
			t.Errorf("%d bytes at %d: nothing can be put: %v", size, at, err)
			s.Close()
			continue
		}
		if !report.Whole() {
			if receipt.Position.File != 2 {
				t.Errorf("%d bytes at %d: new work went to the damaged file", size, at)
			}
			if now, err := os.ReadFile(filePath(c.dir, 1)); err != nil || !bytes.Equal(now, file) {
				t.Errorf("%d bytes at %d: the damaged file was written to", size, at)
			}
		}
		if n := c.intact(receipts); n < len(receipts) && report.Whole() {
			t.Errorf("%d bytes at %d: %d of %d documents are whole and nothing was told", size, at, n, len(receipts))
		} else if at > 8192 && size < 4096 && n < len(receipts)/2 {
			t.Logf("%d bytes at %d: only %d of %d documents are readable: %s", size, at, n, len(receipts), kinds(report))
		}
		if again := c.open(); report.Whole() != again.Whole() {
			t.Errorf("%d bytes at %d: the damage is forgotten: %s, then %s", size, at, kinds(report), kinds(again))
		}
		if st := c.unlock(); true {
			if d, err := st.Open(context.Background(), receipt.ID, "show"); err != nil || !bytes.Equal(d.PDF, pdf) {
				t.Errorf("%d bytes at %d: the new document: %v", size, at, err)
			}
		}
		c.close()
	}
	if shown < rounds/2 {
		t.Errorf("damage was told in %d of %d cases", shown, rounds)
	}
	t.Logf("told in %d of %d cases; the others hit nothing that is used", shown, rounds)
}

func TestEndLost(t *testing.T) {
	b := newArchive(t)
	var receipts []Receipt
	for n := range 3 {
		receipts = append(receipts, b.put(n))
	}
	b.open() // closing moves the log into the file
	for n := 3; n < 6; n++ {
		receipts = append(receipts, b.put(n))
	}
	for name, c := range map[string]struct {
		make func(t *testing.T) string
		want chain.Found
		left int
	}{
		"killed":         {func(t *testing.T) string { return copyArchive(t, b.dir) }, "", 6},
		"log deleted":    {func(t *testing.T) string { return copyArchive(t, b.dir, "-wal", "-shm") }, chain.FoundLost, 3},
		"database gone":  {func(t *testing.T) string { return copyArchive(t, b.dir, "-wal", "-shm", ".db") }, chain.FoundFile, 0},
		"database empty": {func(t *testing.T) string { d := copyArchive(t, b.dir, "-wal", "-shm"); return cut(t, d, 0) }, chain.FoundLost, 0},
		"database cut":   {func(t *testing.T) string { d := copyArchive(t, b.dir, "-wal", "-shm"); return cut(t, d, 40000) }, chain.FoundLost, -1},
	} {
		t.Run(name, func(t *testing.T) {
			k := b.in(c.make(t))
			k.t = t
			report := k.open()
			if c.want == "" && (!report.Whole() || !strings.Contains(kinds(report), string(chain.FoundStopped))) || c.want != "" && !strings.Contains(kinds(report), string(c.want)) {
				t.Errorf("found %s, want %s", kinds(report), c.want)
			}
			if n := k.intact(receipts); c.left >= 0 && n != c.left {
				t.Errorf("%d documents are there, want %d", n, c.left)
			}
			r := k.put(7)
			if want := 1; c.want != "" {
				want = 2
				if r.Position.File != want {
					t.Errorf("new work went to file %d", r.Position.File)
				}
			}
			if c.want != "" && r.Position.Seq <= receipts[5].Position.Seq {
				t.Errorf("the number %d was used before", r.Position.Seq)
			}
			again := k.open()
			if c.want != "" && again.Whole() {
				t.Errorf("the loss is forgotten: %s", kinds(again))
			}
			if report, err := k.s.Verify(context.Background(), nil); err != nil || report.Whole() != again.Whole() {
				t.Errorf("verify: %v %s", err, kinds(report))
			}
		})
	}
}

func cut(t *testing.T, dir string, size int64) string {
	t.Helper()
	if err := os.Truncate(filePath(dir, 1), size); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestTampering does with SQL what somebody who can write the disk would do
// without computing the chain anew.
func TestTampering(t *testing.T) {
	b := newArchive(t)
	for n := range 5 {
		b.put(n)
	}
	if err := b.unlock().Hold(context.Background(), b.put(5).ID, "asked"); err != nil {
		t.Fatal(err)
	}
	b.close()
	for name, c := range map[string]struct{ statement, want string }{
		"removed":           {"DELETE FROM entry WHERE seq IN (3, 4)", "order"},
		"removed one":       {"DELETE FROM entry WHERE seq = 4", "order"},
		"removed the end":   {"DELETE FROM entry WHERE seq > 8", "lost"},
		"removed all":       {"DELETE FROM entry", "lost"},
		"day":               {"UPDATE entry SET day = '2026-11-21' WHERE seq = 3", "changed"},
		"kind":              {"UPDATE entry SET kind = 'audit' WHERE seq = 3", "changed"},
		"hold":              {"UPDATE entry SET kind = 'release' WHERE kind = 'hold'", "changed"},
		"digest":            {"UPDATE entry SET body_sum = head_sum WHERE seq = 3", "changed"},
		"hash":              {"UPDATE entry SET hash = prev WHERE seq = 3", "changed"},
		"swapped":           {"UPDATE entry SET seq = -seq WHERE seq IN (3, 5); UPDATE entry SET seq = 8 + seq WHERE seq < 0", "changed"},
		"content swapped":   {"UPDATE sealed SET seq = -seq WHERE seq IN (3, 5); UPDATE sealed SET seq = 8 + seq WHERE seq < 0", "content"},
		"content changed":   {"UPDATE sealed SET body = zeroblob(1000) WHERE seq = 3", "content"},
		"content emptied":   {"UPDATE sealed SET body = NULL, head = NULL WHERE seq = 3", "content"},
		"content removed":   {"DELETE FROM sealed WHERE seq = 3", "content"},
		"encrypted anew":    {"UPDATE sealed SET body = zeroblob(10), gen = 1 WHERE seq = 3; INSERT INTO resealed SELECT 3, 1, head_sum, x'00' FROM entry WHERE seq = 3", "re-encoding"},
		"another archive":   {"UPDATE meta SET value = '00' WHERE name = 'archive'", "foreign"},
		"another beginning": {"UPDATE meta SET value = '2' WHERE name = 'first'", "order"},
	} {
		t.Run(name, func(t *testing.T) {
			k := b.in(copyArchive(t, b.dir))
			k.t = t
			db, err := sql.Open("sqlite", filePath(k.dir, 1))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := db.Exec(c.statement); err != nil {
				t.Fatal(err)
			}
			db.Close()
			report := k.open()
			if report.Whole() || !strings.Contains(kinds(report), c.want) {
				t.Errorf("found %q, want %s", kinds(report), c.want)
			}
			if r := k.put(9); r.Position.File != 2 {
				t.Errorf("new work went to the tampered file")
			}
		})
	}
}

// TestChainRewritten computes the whole chain anew, as somebody would who knows
// the program; the next unlocking shows it.
func TestChainRewritten(t *testing.T) {
	b := newArchive(t)
	for n := range 4 {
		b.put(n)
	}
	st := b.unlock()
	if _, err := st.Search(context.Background(), Query{}); err != nil {
		t.Fatal(err)
	}
	head := b.s.files[0].last.Position()
	if !b.s.Holds(context.Background(), head) {
		t.Error("the chain does not hold its own head")
	}
	b.close()
	db, err := sql.Open("sqlite", filePath(b.dir, 1))
	if err != nil {
		t.Fatal(err)
	}
	f := &file{n: 1, form: 2, r: db}
	prev := chain.Hash{}
	first := true
	var all []chain.Entry
	if _, err := f.each(context.Background(), 1, 0, func(e chain.Entry) { all = append(all, e) }); err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		if !first {
			e.Prev = prev
		}
		first = false
		if e.Seq == 1 {
			e.Day = "2026-11-01"
		}
		e.Hash = e.Sum()
		prev = e.Hash
		if _, err := db.Exec("UPDATE entry SET day = ?, prev = ?, hash = ? WHERE seq = ?", e.Day, e.Prev[:], e.Hash[:], e.Seq); err != nil {
			t.Fatal(err)
		}
	}
	db.Close()
	os.Remove(filepath.Join(b.dir, markerFile))
	if report := b.open(); report.Whole() || kinds(report) != "marker unsigned" {
		t.Errorf("without the key: %s", kinds(report))
	}
	if b.s.Holds(context.Background(), head) {
		t.Error("a head noted elsewhere is still held")
	}
	st = b.unlock()
	if _, err := st.Search(context.Background(), Query{}); err != nil {
		t.Fatal(err)
	}
	if found := st.Findings(); len(found) != 1 || found[0].Kind != chain.FoundRewrite {
		t.Errorf("after unlocking: %v", found)
	}
}

// TestKeyExchanged puts another public key in place of the clinic's.
func TestKeyExchanged(t *testing.T) {
	b := newArchive(t)
	b.put(1)
	other := newArchive(t)
	b.close()
	p, err := readPlain(disk.OS{}, b.dir)
	if err != nil {
		t.Fatal(err)
	}
	p.Recipient = other.sheet.Recipient
	if err := p.write(disk.OS{}, b.dir); err != nil {
		t.Fatal(err)
	}
	if report := b.open(); report.Whole() || !strings.Contains(kinds(report), "key") {
		t.Errorf("found %s", kinds(report))
	}
	if _, err := b.s.Unlock(context.Background(), testPassphrase, "x"); err == nil {
		t.Error("it was unlocked")
	}
}

// TestRowsLost damages rows of the chain alone: their documents are still read.
func TestRowsLost(t *testing.T) {
	for name, statement := range map[string]string{
		"removed": "DELETE FROM entry WHERE seq BETWEEN 3 AND 8",
		"changed": "UPDATE entry SET id = x'00' || id, kind = 'audit' WHERE seq BETWEEN 3 AND 8",
	} {
		b := newArchive(t)
		var receipts []Receipt
		for n := range 6 {
			receipts = append(receipts, b.put(n))
		}
		b.close()
		db, err := sql.Open("sqlite", filePath(b.dir, 1))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
		db.Close()
		if report := b.open(); report.Whole() {
			t.Errorf("%s: nothing was told", name)
		}
		for range 2 { // the second time with a snapshot
			if n := b.intact(receipts); n != 6 {
				t.Errorf("%s: %d of 6 documents are read", name, n)
			}
			rows, err := b.unlock().Search(context.Background(), Query{})
			if strays := slices.DeleteFunc(rows, func(r Row) bool { return !r.Stray }); err != nil || len(strays) != 3 {
				t.Errorf("%s: %v, %d strays", name, err, len(strays))
			}
			b.open()
		}
	}
}
