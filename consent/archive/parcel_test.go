package archive

import (
	"context"
	"os"
	"testing"

	"eclaire/consent/archive/chain"
)

// allParcels reads everything in loads of a size.
func allParcels(t *testing.T, s *Store, b Bounds) (out []chain.Parcel, skipped []chain.Finding) {
	t.Helper()
	for at := (chain.Position{}); ; {
		load, err := s.Parcels(context.Background(), at, b)
		if err != nil {
			t.Fatal(err)
		}
		if len(load.Parcels) > b.Count {
			t.Fatalf("%d parcels in a load of %d", len(load.Parcels), b.Count)
		}
		out, skipped = append(out, load.Parcels...), append(skipped, load.Skipped...)
		if load.More && load.Next == at {
			t.Fatal("it stands still")
		}
		if at = load.Next; !load.More {
			return out, skipped
		}
	}
}

func TestParcels(t *testing.T) {
	b := newArchive(t)
	told := make(chan struct{}, 1)
	b.s.Notify(told)
	for n := range 5 {
		b.put(n)
	}
	if len(told) != 1 {
		t.Error("nothing was told")
	}
	b.s.StopNotify(told)
	<-told
	b.put(5)
	if len(told) != 0 {
		t.Error("it was told after the end")
	}
	for _, bounds := range []Bounds{{1, 1 << 20}, {3, 1 << 20}, {100, 1}, {100, 1 << 30}} {
		got, skipped := allParcels(t, b.s, bounds)
		if len(got) != 12 || len(skipped) > 0 {
			t.Fatalf("%+v: %d parcels, %v", bounds, len(got), skipped)
		}
		for i, p := range got {
			if p.Entry.Seq != int64(i+1) || !p.Entry.Fits() || !p.Whole() || p.Damaged {
				t.Errorf("%+v", p.Entry)
			}
		}
	}
	if left, err := b.s.After(context.Background(), chain.Position{File: 1, Seq: 3}); err != nil || left != (Backlog{9, 4, chain.DayOf(testStart)}) {
		t.Errorf("%+v, %v", left, err)
	}
}

// TestParcelsDamaged reads across a damaged file, an erased entry and a new file.
func TestParcelsDamaged(t *testing.T) {
	b := newArchive(t)
	var first Receipt
	for n := range 40 {
		if r := b.put(n); n == 0 {
			first = r
		}
	}
	st := b.unlock()
	if err := st.Erase(context.Background(), first.ID, "test"); err != nil {
		t.Fatal(err)
	}
	before, _ := allParcels(t, b.s, Bounds{100, 1 << 30})
	b.close()
	f, err := os.OpenFile(filePath(b.dir, 1), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	info, _ := f.Stat()
	rubbish := make([]byte, 64<<10)
	for i := range rubbish {
		rubbish[i] = 0xa5
	}
	if _, err := f.WriteAt(rubbish, info.Size()/2); err != nil {
		t.Fatal(err)
	}
	f.Close()
	b.o.CheckFor = forever
	if report := b.open(); report.Whole() {
		t.Fatal("the damage was not found")
	}
	b.put(41)
	got, skipped := allParcels(t, b.s, Bounds{7, 100000})
	if len(skipped) == 0 {
		t.Error("no damage was told")
	}
	seen := map[chain.ID]bool{}
	whole := 0
	for _, p := range got {
		if seen[p.Entry.ID] {
			t.Error("an entry came twice")
		}
		seen[p.Entry.ID] = true
		if p.Entry.ID == first.ID && (p.Damaged || p.Head != nil) {
			t.Error("what was erased came as damaged")
		}
		if p.Whole() {
			whole++
		} else if !p.Damaged && p.Entry.ID != first.ID {
			t.Error("what is not whole is not told")
		}
	}
	if last := got[len(got)-1].Entry; last.File != 2 || whole < len(before)/2 {
		t.Errorf("it ended in file %d; %d of %d are whole", last.File, whole, len(before))
	}
}

func TestSent(t *testing.T) {
	b := newArchive(t)
	if p, err := b.s.Sent(); err != nil || p != (chain.Position{}) {
		t.Errorf("%v, %v", p, err)
	}
	want := b.put(1).Position
	if err := b.s.NoteSent(want); err != nil {
		t.Fatal(err)
	}
	if p, err := b.s.Sent(); err != nil || p != want {
		t.Errorf("%v, %v", p, err)
	}
}
