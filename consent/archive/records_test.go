package archive_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"eclaire/consent"
	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
)

// TestRecords reads all records of an archive, one of which was erased.
func TestRecords(t *testing.T) {
	f := openFixture(t)
	st := f.unlock()
	var ids []string
	var done, of int64
	unread, err := st.Records(t.Context(), func(r consent.Record) { ids = append(ids, r.ID) }, func(n, all int64) { done, of = n, all })
	if err != nil || unread != 0 || len(ids) != len(kept) || done != of || of != int64(len(kept)) {
		t.Errorf("%d records, %d unread, %d of %d, %v", len(ids), unread, done, of, err)
	}
	for name := range kept {
		if !slices.ContainsFunc(ids, func(id string) bool { return strings.HasSuffix(recordOf(name), id) }) {
			t.Errorf("%s is not read: %v", name, ids)
		}
	}
	acts := 0
	if err := st.Trail(t.Context(), chain.ID{}, func(x archive.Trace) error {
		if x.Act.Action == "numbers" {
			acts++
		}
		return nil
	}); err != nil || acts != 1 {
		t.Errorf("%d lines in the audit trail, %v", acts, err)
	}
	stopped, stop := context.WithCancel(t.Context())
	read := 0
	if _, err := st.Records(stopped, func(consent.Record) { read++; stop() }, nil); !errors.Is(err, context.Canceled) || read != 1 {
		t.Errorf("stopped after %d records: %v", read, err)
	}
	st.Lock()
	if _, err := st.Records(t.Context(), func(consent.Record) { t.Error("read while it is locked") }, nil); !errors.Is(err, archive.ErrLocked) {
		t.Errorf("locked: %v", err)
	}
}
