package archive

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/consent/archive/chain"
)

// document is of the size of a sealed one.
func document(t testing.TB, n int) (pdf, session []byte) {
	_, session = sample(t, n, nil)
	pdf = make([]byte, 300<<10)
	_, _ = rand.Read(pdf)
	return pdf, session
}

// percentiles reports the median and the 99th of what was measured.
func percentiles(b *testing.B, name string, all []time.Duration) time.Duration {
	slices.Sort(all)
	at := func(p float64) time.Duration { return all[int(math.Min(float64(len(all)-1), p*float64(len(all))))] }
	b.ReportMetric(float64(at(0.5).Microseconds())/1000, name+"-median-ms")
	b.ReportMetric(float64(at(0.99).Microseconds())/1000, name+"-p99-ms")
	return at(0.5)
}

// BenchmarkPut keeps documents durably and, in turn, inserts the same bytes
// into a bare SQLite table with the same settings.
func BenchmarkPut(b *testing.B) {
	a := newArchive(b)
	ctx := context.Background()
	bare, err := sql.Open("sqlite", dsn(filepath.Join(a.dir, "bare.sqlite"), writePragmas, ""))
	if err != nil {
		b.Fatal(err)
	}
	defer bare.Close()
	if _, err := bare.Exec("PRAGMA page_size=16384; PRAGMA journal_mode=WAL; CREATE TABLE bare (n INTEGER PRIMARY KEY, body BLOB)"); err != nil {
		b.Fatal(err)
	}
	var ours, theirs []time.Duration
	n := 0
	for b.Loop() {
		pdf, session := document(b, n)
		runtime.GC() // what this benchmark allocates is not what is measured
		start := time.Now()
		r, err := a.s.Put(ctx, sampleID(n), pdf, session)
		if err != nil {
			b.Fatal(err)
		}
		ours = append(ours, time.Since(start))
		c, err := a.s.files[0].parcel(ctx, r.Position.Seq)
		if err != nil {
			b.Fatal(err)
		}
		runtime.GC()
		start = time.Now()
		if _, err := bare.Exec("INSERT INTO bare VALUES (?, ?)", n, c.Body); err != nil {
			b.Fatal(err)
		}
		theirs = append(theirs, time.Since(start))
		n++
	}
	b.ReportMetric(float64(percentiles(b, "put", ours))/float64(percentiles(b, "bare", theirs)), "times-bare")
}

// filled makes an archive of so many entries, each second one a consent and each other
// its line of the trail, without documents: the index never reads those.
func filled(b *testing.B, n int) *bench {
	b.Helper()
	a := newArchive(b)
	ctx := context.Background()
	a.put(0)
	f := a.s.files[0]
	last := []string{"MARTIN", "Éléonore", "Lefèvre", "DUPONT", "Garçon", "Œuvrard", "Nguyễn", "Müller", "O'Connor", "d'Étienne"}
	prev, seq := f.last.Hash, f.last.Seq
	for from := 1; from < n/2; from += 5000 {
		tx, err := f.w.BeginTx(ctx, nil)
		if err != nil {
			b.Fatal(err)
		}
		for i := from; i < min(n/2, from+5000); i++ {
			id := chain.NewID()
			about := chain.About{Record: sampleID(i), BirthName: last[i%len(last)] + strconv.Itoa(i/97), FirstNames: "Jeanne Élise", Born: "1941-03-03",
				Finished: testStart.Add(time.Duration(i) * time.Minute), Outcome: consent.AcceptProcedure, Clinician: "Dr Modèle " + strconv.Itoa(i%20)}
			audit, err := a.s.auditDraft(chain.Act{Action: "keep", Who: "kiosk", At: about.Finished, Entry: id})
			if err != nil {
				b.Fatal(err)
			}
			h, err := a.s.encryptHead(id, chain.Inside{About: &about})
			if err != nil {
				b.Fatal(err)
			}
			for _, d := range []draft{{id: id, kind: chain.KindConsent, head: h, tag: chain.TagOf(a.s.plain.Archive, about.Record)}, audit} {
				seq++
				e := chain.Entry{File: 1, Seq: seq, ID: d.id, Kind: d.kind, Day: chain.DayOf(about.Finished), Tag: d.tag, HeadSum: d.head.Sum, HeadText: d.head.Text, Prev: prev, Form: f.form}
				e.Hash = e.Sum()
				e.Sign = a.s.kiosk.Sign(chain.SignsEntry, a.s.plain.Archive[:], e.Hash[:])
				prev = e.Hash
				if err := insert(ctx, tx, e, 0, d.head.Sealed, nil); err != nil {
					b.Fatal(err)
				}
				f.last = e
			}
		}
		if err := tx.Commit(); err != nil {
			b.Fatal(err)
		}
	}
	return a
}

func memory() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}

// BenchmarkIndex opens, unlocks, builds the index from nothing and from the
// snapshot, and searches, at growing sizes. ECLAIRE_SOAK adds the largest.
func BenchmarkIndex(b *testing.B) {
	sizes := []int{1000, 10000}
	if soak() {
		sizes = append(sizes, 100000)
	}
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			a := filled(b, n)
			a.o.CheckFor = -1
			a.o.WorkFactor = WorkFactor
			a.open()
			if err := a.unlock().ChangePassphrase(context.Background(), testPassphrase); err != nil {
				b.Fatal(err)
			}
			a.close()
			b.ResetTimer()
			for b.Loop() {
				_ = os.Remove(filepath.Join(a.dir, indexFile))
				for _, from := range []string{"nothing", "snapshot"} {
					before := memory()
					start := time.Now()
					a.open()
					b.ReportMetric(ms(start), "open-ms")
					start = time.Now()
					st := a.unlock()
					b.ReportMetric(ms(start), "unlock-ms")
					start = time.Now()
					if err := st.BuildIndex(context.Background(), nil); err != nil {
						b.Fatal(err)
					}
					b.ReportMetric(ms(start), "index-from-"+from+"-ms")
					b.ReportMetric(memory()-before, "index-MB")
					searches(b, st)
					a.close()
				}
			}
		})
	}
}

func ms(start time.Time) float64 { return float64(time.Since(start).Microseconds()) / 1000 }

// searches reports the slowest of several.
func searches(b *testing.B, st *Staff) {
	slowest := 0.0
	for _, q := range []Query{{Text: "oeuvrard"}, {Text: "eleonore 99"}, {Text: "nobody at all"}, {Text: "e", Order: ByName, Limit: 200},
		{Clinician: "modele 7", Order: ByName}, {Outcome: consent.WantTime}, {From: consent.Date{Year: 2026, Month: 12, Day: 1}, Text: "nguyen"}, {Limit: 200}} {
		start := time.Now()
		if _, err := st.Search(context.Background(), q); err != nil {
			b.Fatal(err)
		}
		slowest = max(slowest, ms(start))
	}
	b.ReportMetric(slowest, "slowest-search-ms")
}
