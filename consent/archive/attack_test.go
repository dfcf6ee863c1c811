package archive

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
)

// An attacker here can write everything in the folder and knows the program, but has
// neither the passphrase nor the kiosk's key.

// attack changes a copy of an archive that is closed.
func attack(t *testing.T, b *bench, change func(k *bench, db *sql.DB)) *bench {
	t.Helper()
	k := b.in(copyArchive(t, b.dir))
	k.t = t
	db, err := sql.Open("sqlite", filePath(k.dir, 1))
	if err != nil {
		t.Fatal(err)
	}
	change(k, db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return k
}

// rows reads all entries of a database.
func rows(t *testing.T, db *sql.DB) (out []chain.Entry) {
	t.Helper()
	f := &file{n: 1, form: 2, r: db}
	if _, err := f.each(context.Background(), 1, 0, func(e chain.Entry) { out = append(out, e) }); err != nil {
		t.Fatal(err)
	}
	return out
}

// rewrite computes the chain anew over some entries, as far as that goes without a key,
// and lets the note of the latest entry follow.
func (b *bench) rewrite(db *sql.DB, all []chain.Entry) {
	b.t.Helper()
	exec := func(q string, args ...any) {
		if _, err := db.Exec(q, args...); err != nil {
			b.t.Fatal(err)
		}
	}
	exec("CREATE TEMP TABLE kept AS SELECT * FROM sealed")
	exec("DELETE FROM sealed")
	exec("DELETE FROM entry")
	prev := all[0].Prev
	var last chain.Entry
	for i, e := range all {
		was := e.Seq
		e.Seq, e.Prev = int64(i+1), prev
		e.Hash = e.Sum()
		prev, last = e.Hash, e
		exec("INSERT INTO entry VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", e.Seq, e.ID[:], string(e.Kind), e.Day, e.Zone, chain.OrNil(e.Refers[:]), chain.OrNil(e.Tag[:]), e.Note,
			e.HeadSum[:], chain.OrNil(e.BodySum[:]), e.Prev[:], e.Hash[:], chain.OrNil(e.HeadText[:]), chain.OrNil(e.BodyText[:]), e.Sign[:], chain.OrNil(e.Word[:]))
		exec("INSERT INTO sealed SELECT ?, gen, head, body FROM kept WHERE seq = ?", e.Seq, was)
	}
	exec("DROP TABLE kept")
	os.Remove(filepath.Join(b.dir, markerFile))
	m := openMarker(filepath.Join(b.dir, markerFile), false)
	m.set(last)
	if err := m.close(); err != nil {
		b.t.Fatal(err)
	}
}

// told tells whether a check finds a kind that is no harmless one.
func told(r chain.Report, k chain.Found) bool {
	return !r.Whole() && slices.ContainsFunc(r.Findings, func(f chain.Finding) bool { return f.Kind == k || f.Was == k })
}

// TestChainComputedAnew cuts, takes out and reorders entries, computes hashes and head
// anew, and removes the index.
func TestChainComputedAnew(t *testing.T) {
	b := newArchive(t)
	for n := range 5 {
		b.put(n)
	}
	st := b.unlock()
	if _, err := st.Search(t.Context(), Query{}); err != nil {
		t.Fatal(err)
	}
	b.close()
	for name, change := range map[string]func([]chain.Entry) []chain.Entry{
		"taken from the middle": func(all []chain.Entry) []chain.Entry { return slices.Delete(all, 2, 4) },
		"reordered":             func(all []chain.Entry) []chain.Entry { all[2], all[4] = all[4], all[2]; return all },
		"a line of the trail":   func(all []chain.Entry) []chain.Entry { return slices.Delete(all, 3, 4) },
		"another day":           func(all []chain.Entry) []chain.Entry { all[6].Day = "2026-01-01"; return all },
	} {
		t.Run(name, func(t *testing.T) {
			k := attack(t, b, func(k *bench, db *sql.DB) { k.rewrite(db, change(rows(t, db))) })
			os.Remove(filepath.Join(k.dir, indexFile))
			if report := k.open(); !told(report, chain.FoundUnsigned) {
				t.Errorf("found: %v", report.Findings)
			}
		})
	}
	// The end alone can be cut without a trace in the chain: the index tells.
	cut := func(t *testing.T, drop int) *bench {
		return attack(t, b, func(k *bench, db *sql.DB) {
			all := rows(t, db)
			k.rewrite(db, all[:len(all)-drop])
		})
	}
	for _, drop := range []int{1, 3, 5} {
		for _, index := range []bool{true, false} {
			t.Run(fmt.Sprintf("%d cut off, with the index %v", drop, index), func(t *testing.T) {
				k := cut(t, drop)
				want := chain.FoundRewrite
				if !index {
					os.Remove(filepath.Join(k.dir, indexFile))
					want = chain.FoundIndex
				}
				k.open()
				st := k.unlock()
				if _, err := st.Search(t.Context(), Query{}); err != nil {
					t.Fatal(err)
				}
				if found := st.Findings(); len(found) != 1 || found[0].Kind != want {
					t.Fatalf("at unlocking: %v", found)
				}
				st.Lock()
				k.put(20)
				for range 2 { // it is told until somebody acknowledges it
					if report := k.open(); !told(report, want) {
						t.Fatalf("afterwards: %v", report.Findings)
					}
				}
				k.acknowledge()
				if report := k.open(); !report.Whole() {
					t.Errorf("acknowledged: %v", report.Findings)
				}
			})
		}
	}
}

// acknowledge acknowledges all findings.
func (b *bench) acknowledge() {
	b.t.Helper()
	ctx := b.t.Context()
	st := b.unlock()
	defer st.Lock()
	all, err := b.s.Told(ctx)
	if err != nil || len(all) == 0 {
		b.t.Fatalf("%d findings, %v", len(all), err)
	}
	for _, f := range all {
		if f.Seen {
			continue
		}
		if err := st.Acknowledge(ctx, f.ID, ""); !errors.Is(err, ErrReason) {
			b.t.Errorf("without a reason: %v", err)
		}
		if err := st.Acknowledge(ctx, f.ID, "the disk was exchanged"); err != nil {
			b.t.Error(err)
		}
	}
}

// forge puts other content in the place of an entry's, encrypted to the public key.
func forge(t *testing.T, k *bench, db *sql.DB, e chain.Entry, gen int) {
	t.Helper()
	p, err := readPlain(disk.OS{}, k.dir)
	if err != nil {
		t.Fatal(err)
	}
	to, err := parseRecipient(p.Recipient)
	if err != nil {
		t.Fatal(err)
	}
	pdf, session := sample(t, 77, nil)
	text, _ := json.Marshal(chain.Inside{About: &chain.About{Record: sampleID(77), BirthName: "FORGED"}})
	h, err1 := chain.SealPart(to, chain.MagicHead, 2, e.ID, text)
	body, err2 := chain.SealPart(to, chain.MagicBody, 2, e.ID, session, pdf)
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	hs, bs := chain.SumOf(h.Sealed), chain.SumOf(body.Sealed)
	if _, err := db.Exec("UPDATE sealed SET gen = ?, head = ?, body = ? WHERE seq = ?", gen, h.Sealed, body.Sealed, e.Seq); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("INSERT OR REPLACE INTO resealed VALUES (?,?,?,?)", e.Seq, gen, hs[:], bs[:]); err != nil {
		t.Fatal(err)
	}
}

// TestForgedReencryption gives other content out as encrypted anew, with the note that
// only staff may write.
func TestForgedReencryption(t *testing.T) {
	b := newArchive(t)
	receipt := b.put(1)
	b.put(2)
	st := b.unlock()
	if _, err := st.Search(t.Context(), Query{}); err != nil {
		t.Fatal(err)
	}
	b.close()
	_, key, _ := ed25519.GenerateKey(nil)
	k := attack(t, b, func(k *bench, db *sql.DB) {
		all := rows(t, db)
		forge(t, k, db, all[0], 1)
		sum, err := reencryptedSum(t.Context(), db, 1)
		if err != nil {
			t.Fatal(err)
		}
		last := all[len(all)-1]
		e := chain.Entry{File: 1, Form: 2, Seq: last.Seq + 1, ID: chain.NewID(), Kind: chain.KindRekey, Day: last.Day, Note: chain.DoneNote(1, 1, sum), Prev: last.Hash}
		e.Hash = e.Sum()
		e.Sign = chain.SignerOf(key.Seed()).Sign(chain.SignsEntry, receipt.ID[:], e.Hash[:])
		e.Word = e.Sign
		tx, err := db.BeginTx(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(insert(t.Context(), tx, e, 0, nil, nil), tx.Commit()); err != nil {
			t.Fatal(err)
		}
		m := openMarker(filepath.Join(k.dir, markerFile), false)
		m.set(e)
		_ = m.close()
	})
	report := k.open()
	if !told(report, chain.FoundReencrypted) || !told(report, chain.FoundUnsigned) {
		t.Errorf("found: %v", report.Findings)
	}
	st = k.unlock()
	if d, err := st.Open(t.Context(), receipt.ID, "show"); err == nil {
		t.Errorf("the forgery is given: %s", d.About.BirthName)
	}
	if _, err := st.Export(t.Context(), receipt.ID, t.TempDir(), Export{PDF: true}); err == nil {
		t.Error("the forgery is exported")
	}
	if report, err := st.Verify(t.Context(), nil, nil); err != nil || report.Whole() {
		t.Errorf("verify: %v", err)
	}
}

// TestForgedRekeying says that a change of key was begun, so that staff finish it.
func TestForgedRekeying(t *testing.T) {
	b := newArchive(t)
	receipt := b.put(1)
	b.put(2)
	b.close()
	k := attack(t, b, func(k *bench, db *sql.DB) {
		p, err := readPlain(disk.OS{}, k.dir)
		if err != nil {
			t.Fatal(err)
		}
		forge(t, k, db, rows(t, db)[0], 1)
		p.Gen, p.Rekeying = 1, 1
		if err := p.write(disk.OS{}, k.dir); err != nil {
			t.Fatal(err)
		}
	})
	k.open()
	st := k.unlock()
	if !slices.ContainsFunc(st.Findings(), func(f chain.Finding) bool { return f.Kind == chain.FoundReencrypted }) {
		t.Errorf("at unlocking: %v", st.Findings())
	}
	if _, err := st.Rekey(t.Context(), testPassphrase, nil); !errors.Is(err, ErrForged) {
		t.Errorf("the change of key goes on: %v", err)
	}
	if _, err := st.Open(t.Context(), receipt.ID, "show"); err == nil {
		t.Error("the forgery is given")
	}
}

// TestForgedDuringRekey puts other content in while a change of key that staff began
// stands still.
func TestForgedDuringRekey(t *testing.T) {
	b := newArchive(t)
	var first Receipt
	for n := range 2*batch + 5 {
		if r := b.put(n); n == 0 {
			first = r
		}
	}
	st := b.unlock()
	ctx, stop := context.WithCancel(t.Context())
	if _, err := st.Rekey(ctx, testPassphrase, func(done, total int64) { stop() }); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	b.close()
	k := attack(t, b, func(k *bench, db *sql.DB) { forge(t, k, db, rows(t, db)[0], 1) })
	k.open()
	st = k.unlock()
	if _, err := st.Rekey(t.Context(), testPassphrase, nil); !errors.Is(err, ErrForged) {
		t.Errorf("the change of key goes on: %v", err)
	}
	if _, err := st.Open(t.Context(), first.ID, "show"); err == nil {
		t.Error("the forgery is given")
	}
	b.open() // the one that nobody touched goes on
	if _, err := b.unlock().Rekey(t.Context(), testPassphrase, nil); err != nil {
		t.Fatal(err)
	}
	if report := b.open(); !report.Whole() {
		t.Errorf("afterwards: %v", report.Findings)
	}
}

// append puts an entry at the end of a closed archive, signed with a made-up key.
func (b *bench) forgeEntry(db *sql.DB, e chain.Entry) {
	b.t.Helper()
	_, key, _ := ed25519.GenerateKey(nil)
	all := rows(b.t.(*testing.T), db)
	last := all[len(all)-1]
	p, err := readPlain(disk.OS{}, b.dir)
	if err != nil {
		b.t.Fatal(err)
	}
	e.File, e.Form, e.Seq, e.ID, e.Day, e.Prev = 1, 2, last.Seq+1, chain.NewID(), last.Day, last.Hash
	to, err := parseRecipient(p.Recipient)
	if err != nil {
		b.t.Fatal(err)
	}
	text, _ := json.Marshal(chain.Inside{About: &chain.About{Record: sampleID(66), BirthName: "FORGED", Outcome: "withdrawn", Refers: sampleID(1)}})
	h, err := chain.SealPart(to, chain.MagicHead, 2, e.ID, text)
	if err != nil {
		b.t.Fatal(err)
	}
	pdf, session := sample(b.t, 66, nil)
	body, err := chain.SealPart(to, chain.MagicBody, 2, e.ID, session, pdf)
	if err != nil {
		b.t.Fatal(err)
	}
	e.HeadSum, e.HeadText, e.BodySum, e.BodyText = chain.SumOf(h.Sealed), h.Text, chain.SumOf(body.Sealed), body.Text
	e.Hash = e.Sum()
	e.Sign = chain.SignerOf(key.Seed()).Sign(chain.SignsEntry, p.Archive[:], e.Hash[:])
	e.Word = chain.SignerOf(key.Seed()).Sign(chain.SignsWord, p.Archive[:], e.Hash[:])
	tx, err := db.BeginTx(b.t.Context(), nil)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := errors.Join(insert(b.t.Context(), tx, e, 0, h.Sealed, body.Sealed), tx.Commit()); err != nil {
		b.t.Fatal(err)
	}
	m := openMarker(filepath.Join(b.dir, markerFile), false)
	m.set(e)
	_ = m.close()
}

// TestForgedEntries puts a consent, a withdrawal and tombstones of somebody else's into
// the archive: each is told, and none changes anything.
func TestForgedEntries(t *testing.T) {
	b := newArchive(t)
	var receipts []Receipt
	for n := range 3 {
		receipts = append(receipts, b.put(n))
	}
	st := b.unlock()
	if _, err := st.Search(t.Context(), Query{}); err != nil {
		t.Fatal(err)
	}
	b.close()
	for name, forged := range map[string]chain.Entry{
		"a consent":   {Kind: chain.KindConsent},
		"a tombstone": {Kind: chain.KindTombstone, Refers: receipts[1].ID},
		"a hold":      {Kind: chain.KindHold, Refers: receipts[1].ID},
	} {
		t.Run(name, func(t *testing.T) {
			k := attack(t, b, func(k *bench, db *sql.DB) { k.forgeEntry(db, forged) })
			if report := k.open(); !told(report, chain.FoundUnsigned) {
				t.Errorf("found: %v", report.Findings)
			}
			if r := k.put(9); r.Position.File != 2 {
				t.Error("new work goes on top of the forgery")
			}
			st := k.unlock()
			rows, err := st.Search(t.Context(), Query{})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range rows {
				if r.About.BirthName == "FORGED" && !r.Unconfirmed || r.Later != "" || r.Held || r.Erased {
					t.Errorf("listed: %+v", r)
				}
			}
			if report, err := st.Verify(t.Context(), nil, nil); err != nil || report.Whole() {
				t.Errorf("verify --deep: %v %v", err, report.Findings)
			}
			if n := k.intact(receipts); n != len(receipts) {
				t.Errorf("%d documents are left", n)
			}
		})
	}
}

// TestForgedErasure puts tombstones of somebody else's into a newer file: the start must
// not obey them.
func TestForgedErasure(t *testing.T) {
	b := newArchive(t)
	receipt := b.put(1)
	b.close()
	k := attack(t, b, func(k *bench, db *sql.DB) {
		all := rows(t, db)
		last := all[len(all)-1]
		p, err := readPlain(disk.OS{}, k.dir)
		if err != nil {
			t.Fatal(err)
		}
		s := &Store{dir: k.dir, plain: p}
		values := s.born(last.Position())
		values["file"] = "2"
		second, err := openWrite(t.Context(), filePath(k.dir, 2), "", 2, values)
		if err != nil {
			t.Fatal(err)
		}
		defer second.Close()
		e := chain.Entry{File: 2, Form: 2, Seq: last.Seq + 1, ID: chain.NewID(), Kind: chain.KindTombstone, Refers: receipt.ID, Day: last.Day,
			Prev: chain.Origin(p.Archive, 2, p.First, last.Hash)}
		e.Hash = e.Sum()
		tx, err := second.BeginTx(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(insert(t.Context(), tx, e, 0, nil, nil), tx.Commit()); err != nil {
			t.Fatal(err)
		}
	})
	if report := k.open(); !told(report, chain.FoundUnsigned) {
		t.Errorf("found: %v", report.Findings)
	}
	st := k.unlock()
	pdf, _ := sample(t, 1, nil)
	if d, err := st.Open(t.Context(), receipt.ID, "show"); err != nil || !bytes.Equal(d.PDF, pdf) {
		t.Errorf("the document: %v", err)
	}
}

// TestStaffKeyExchanged puts another key of staff into the folder, with all that can be
// signed without passphrase and kiosk's key.
func TestStaffKeyExchanged(t *testing.T) {
	b := newArchive(t)
	b.put(1)
	b.close()
	_, key, _ := ed25519.GenerateKey(nil)
	theirs := chain.SignerOf(key.Seed())
	half := theirs.Public()
	for name, change := range map[string]func(p *plain){
		"put behind ours": func(p *plain) {
			p.Staff = append(p.Staff, chain.StaffHalf{Key: theirs.Public(), Proved: theirs.Sign(chain.SignsHalf, p.Archive[:], half[:])})
		},
		"put in its place": func(p *plain) {
			p.Staff = []chain.StaffHalf{{Key: theirs.Public(), Proved: p.Staff[0].Proved}}
		},
		"with a kiosk of theirs": func(p *plain) {
			p.Staff, p.Kiosks = nil, nil
			p.confirm(theirs.Public(), theirs, "2026-11-22")
			p.prove(theirs, theirs.Public())
		},
	} {
		t.Run(name, func(t *testing.T) {
			k := attack(t, b, func(k *bench, db *sql.DB) {
				p, err := readPlain(disk.OS{}, k.dir)
				if err != nil {
					t.Fatal(err)
				}
				change(&p)
				if err := p.write(disk.OS{}, k.dir); err != nil {
					t.Fatal(err)
				}
			})
			report := k.open()
			if report.Whole() {
				t.Error("nothing is told at the start")
			}
			if k.s.trust.Proved {
				t.Error("their key is obeyed")
			}
			st := k.unlock()
			if !slices.ContainsFunc(st.Findings(), func(f chain.Finding) bool { return f.Kind == chain.FoundStaffKey }) {
				t.Errorf("at unlocking: %v", st.Findings())
			}
			if !slices.Equal(k.s.trust.Staff[:1], []chain.SigningKey{st.word.Public()}) || slices.Contains(k.s.trust.Staff, theirs.Public()) {
				t.Error("their key counts after unlocking")
			}
		})
	}
}

// TestKioskKeyReadable refuses a kiosk's key that others can read.
func TestKioskKeyReadable(t *testing.T) {
	b := newArchive(t)
	b.close()
	name := filepath.Join(b.dir, kioskFile)
	if err := os.Chmod(name, 0o640); err != nil {
		t.Skip(err)
	}
	if _, _, err := Open(t.Context(), b.dir, b.o); !errors.Is(err, ErrKioskMode) || !strings.Contains(err.Error(), "chmod 600") {
		t.Errorf("readable by others: %v", err)
	}
	if err := errors.Join(os.Chmod(name, 0o600), os.WriteFile(name, []byte("no key"), 0o600)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Open(t.Context(), b.dir, b.o); !errors.Is(err, ErrKioskKey) {
		t.Errorf("damaged: %v", err)
	}
}

// insert adds an entry as whoever has the file can.
func insert(ctx context.Context, tx *sql.Tx, e chain.Entry, gen int, head, body []byte) error {
	entry, err1 := tx.PrepareContext(ctx, insertEntry(e.Form))
	sealed, err2 := tx.PrepareContext(ctx, insertSealed)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	a := adding{entry: entry, sealed: sealed}
	return errors.Join(a.insertEntry(ctx, tx, e), a.insertSealed(ctx, tx, e.Seq, gen, head, body))
}
