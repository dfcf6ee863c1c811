package content

import (
	"bytes"
	"testing"
)

func TestKeep(t *testing.T) {
	lib, _, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	one, err := lib.Keep()
	if err != nil {
		t.Fatal(err)
	}
	again, _ := lib.Keep()
	if !bytes.Equal(one, again) {
		t.Error("the same texts give other bytes")
	}
	back, err := Kept(one)
	if err != nil {
		t.Fatal(err)
	}
	if changed := lib.Changed(back); len(changed) > 0 || back.Version != lib.Version {
		t.Errorf("pages that were only written and read: %v, %s", changed, back.Version)
	}
	for _, bad := range [][]byte{nil, one[:len(one)/2], []byte("texts")} {
		if _, err := Kept(bad); err == nil {
			t.Errorf("%d bytes are read", len(bad))
		}
	}
	back.Pages[0].Title.FR += " x"
	if changed := lib.Changed(back); len(changed) != 1 || changed[0] != lib.Pages[0].ID {
		t.Errorf("after a change of one page: %v", changed)
	}
}
