package waiting

import (
	"context"
	"errors"
	"testing"
	"time"

	"eclaire/consent"
)

func TestReplaceKeepsTheCode(t *testing.T) {
	c := newClock()
	l := open1(t, t.TempDir(), c, nil)
	other := add(t, l, "Bernard")
	old := add(t, l, "Marchant")
	c.t = c.t.Add(time.Hour)
	corrected := form("Marchand")
	got, err := l.Replace(context.Background(), old.ID, corrected)
	if err != nil {
		t.Fatal(err)
	}
	cases := all(t, l)
	if len(cases) != 2 || cases[0].ID == cases[1].ID {
		t.Fatalf("the list holds %d cases", len(cases))
	}
	if got.ID == old.ID || got.Code != old.Code || !got.Prepared.Equal(old.Prepared) || got.Form.Texts[consent.FieldBirthName] != "Marchand" {
		t.Errorf("%+v took the place of %+v", got, old)
	}
	found, err := l.Find(context.Background(), old.Code)
	if err != nil || found.ID != got.ID {
		t.Errorf("the code finds %v, %v", found.Name(), err)
	}
	if err := l.Remove(context.Background(), other.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Replace(context.Background(), other.ID, corrected); !errors.Is(err, ErrNoCase) {
		t.Errorf("a removed case was replaced: %v", err)
	}
	l.Lock()
	if _, err := l.Replace(context.Background(), got.ID, corrected); !errors.Is(err, ErrLocked) {
		t.Errorf("a locked list: %v", err)
	}
}
