package seal_test

import (
	"bytes"
	"errors"
	"testing"

	"eclaire/consent/seal"
	"eclaire/consent/seal/sealtest"
)

// TestLateStamp gets a stamp from what was noted of a document, without it, and
// places it: the file is one that AddTimeStamp could have made.
func TestLateStamp(t *testing.T) {
	need(t, "openssl")
	ca, tsa := sealtest.NewCA(t), sealtest.NewTSA(t)
	pdf := sealtest.Document(record, 100)
	file := sealed(t, pdf, ca.Issue(t, nil), nil)
	trust := trustIn(ca)
	trust.StampRoots = tsa.CA.Pool()

	awaited, err := seal.Await(file)
	if err != nil || len(awaited) != 2 || awaited[0].Room >= awaited[1].Room || awaited[0].Digest == awaited[1].Digest {
		t.Fatalf("%v, %v", awaited, err)
	}
	for i := range awaited { // the usual room, and the large one
		token, room, err := seal.AskLate(t.Context(), tsa.Authority(), awaited[i:])
		if err != nil || room != awaited[i].Room {
			t.Fatal(room, err)
		}
		stamped, err := seal.PlaceLate(file, token, room)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(stamped, file) {
			t.Error("the sealed file was changed")
		}
		r := seal.Verify(stamped, trust)
		if !r.Unchanged() || !r.Trusted || len(r.Stamps) != 1 || len(r.Findings) > 0 {
			t.Errorf("room %d: %v", room, r.Findings)
		}
		if _, err := seal.PlaceLate(file, token, room+1); err == nil {
			t.Error("placed in another room")
		}
		if _, err := seal.PlaceLate(stamped, token, room); err == nil {
			t.Error("placed twice")
		}
		other := sealed(t, pdf, ca.Issue(t, nil), nil)
		if _, err := seal.PlaceLate(other, token, room); err == nil {
			t.Error("placed in another document")
		}
		if _, err := seal.PlaceLate(file, append(token, 0), room); err == nil {
			t.Error("placed with a byte behind it")
		}
	}
}

func TestLateStampRefused(t *testing.T) {
	need(t, "openssl")
	ca := sealtest.NewCA(t)
	file := sealed(t, sealtest.Document(record, 100), ca.Issue(t, nil), nil)
	if _, err := seal.Await(append(bytes.Clone(file), "x"...)); !errors.Is(err, seal.ErrNotSealed) {
		t.Error(err)
	}
	if _, err := seal.Await(sealtest.Document(record, 100)); !errors.Is(err, seal.ErrNotSealed) {
		t.Error(err)
	}
	awaited, err := seal.Await(file)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range unsound(t) {
		if _, _, err := seal.AskLate(t.Context(), c.stamper, awaited); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	tsa := sealtest.NewTSA(t)
	if _, _, err := seal.AskLate(t.Context(), tsa.Authority(), []seal.Awaited{{Room: 10, Digest: awaited[0].Digest}}); !errors.Is(err, seal.ErrStampRefused) {
		t.Error(err)
	}
}
