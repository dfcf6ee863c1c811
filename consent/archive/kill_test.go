package archive

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"eclaire/consent/archive/chain"
)

// TestKilled kills a program that keeps one document after the other at a
// random moment. Every document that it said was kept is there and whole; none
// is half there; the next start says what it found.
func TestKilled(t *testing.T) {
	if dir := os.Getenv("ECLAIRE_TEST_KILLED"); dir != "" {
		keepUntilKilled(t, dir)
		return
	}
	rounds := 30
	if soak() {
		rounds = 1000
	}
	b := newArchive(t)
	b.close()
	random := rand.New(rand.NewPCG(3, uint64(rounds)))
	said, stopped := map[string]int{}, 0
	for round := range rounds {
		kept := killedAfter(t, b.dir, round, random.IntN(8), time.Duration(random.IntN(int(25*time.Millisecond))))
		for _, n := range kept {
			said[sampleID(n)] = n
		}
		b.o.CheckFor = 50 * time.Millisecond
		if !soak() || round%100 == 99 {
			b.o.CheckFor = forever
		}
		report := b.open()
		if !report.Whole() {
			t.Fatalf("round %d: %+v", round, report)
		}
		if strings.Contains(kinds(report), string(chain.FoundStopped)) {
			stopped++
		} else if len(kept) > 0 {
			t.Errorf("round %d: killed after %d documents, and the next start did not tell", round, len(kept))
		}
		if round%100 == 99 || round == rounds-1 {
			checkSaid(t, b, said)
		}
		b.close()
	}
	if len(said) < rounds {
		t.Errorf("only %d documents were said to be kept", len(said))
	}
	t.Logf("%d kills, %d told; %d documents were said to be kept", rounds, stopped, len(said))
}

// checkSaid opens every document.
func checkSaid(t *testing.T, b *bench, said map[string]int) {
	t.Helper()
	st := b.unlock()
	defer st.Lock()
	rows, err := st.Search(context.Background(), Query{})
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for _, r := range rows {
		d, err := st.read(context.Background(), r.ID)
		if err != nil {
			t.Fatalf("a document is half there: %v", err)
		}
		n, err := strconv.Atoi(r.About.Record[len("E-20261122-"):])
		if err != nil {
			t.Fatal(err)
		}
		pdf, session := sample(t, n, nil)
		if !bytes.Equal(d.PDF, pdf) || !bytes.Equal(d.Session, session) {
			t.Fatalf("document %d is not what was put", n)
		}
		if there[r.About.Record] {
			t.Errorf("document %d is there twice", n)
		}
		there[r.About.Record] = true
	}
	for id := range said {
		if !there[id] {
			t.Errorf("%s was said to be kept and is not there", id)
		}
	}
}

// killedAfter kills a child a while after it said that it kept so many documents,
// and gives what it said. The child waits for none of it.
func killedAfter(t *testing.T, dir string, round, documents int, wait time.Duration) (said []int) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestKilled$")
	cmd.Env = append(os.Environ(), "ECLAIRE_TEST_KILLED="+dir, fmt.Sprint("ECLAIRE_TEST_ROUND=", round))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		line := lines.Text()
		var n int
		if _, err := fmt.Sscanf(line, "signed %d", &n); err == nil {
			said = append(said, n)
		}
		if line == "ready" && documents == 0 || strings.HasPrefix(line, "signed ") && len(said) == documents {
			time.AfterFunc(wait, func() { _ = cmd.Process.Kill() })
		} else if line != "ready" && !strings.HasPrefix(line, "sign") {
			t.Logf("the child says: %s", line)
		}
	}
	_ = cmd.Wait()
	return said
}

func keepUntilKilled(t *testing.T, dir string) {
	round, err := strconv.Atoi(os.Getenv("ECLAIRE_TEST_ROUND"))
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("ready") // opening may be cut as well
	s, _, err := Open(context.Background(), dir, Options{WorkFactor: testFactor, CheckFor: -1})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	for n := round * 1000; n < round*1000+1000; n++ {
		pdf, session := sample(t, n, nil)
		if _, err := s.Put(context.Background(), sampleID(n), pdf, session); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println("signed", n)
	}
	select {}
}

// TestKilledAtBirth finds what is left of a file that was being made.
func TestKilledAtBirth(t *testing.T) {
	b := newArchive(t)
	b.close()
	for _, left := range []string{"nothing", "empty", "header"} {
		c := b.in(copyArchive(t, b.dir))
		switch left {
		case "empty":
			if err := os.WriteFile(filePath(c.dir, 1), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		case "header":
			db, err := sql.Open("sqlite", dsn(filePath(c.dir, 1), writePragmas, ""))
			if err == nil {
				err = errors.Join(db.Ping(), db.Close())
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(filepath.Join(c.dir, ".eclaire-abc-0.tmp"), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		if report := c.open(); !report.Whole() || kinds(report) != "leftover" {
			t.Errorf("%s: %s", left, kinds(report))
		}
		if r := c.put(1); r.Position.File != 1 || r.Position.Seq != 1 {
			t.Errorf("%s: %+v", left, r)
		}
		if report := c.open(); kinds(report) != "" {
			t.Errorf("%s: %s", left, kinds(report))
		}
		c.close()
	}
}
