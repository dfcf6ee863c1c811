package archive

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"eclaire/consent/archive/chain"
)

// TestNewerRecordIsNoDamage keeps and checks a record that a newer program made,
// as after a downgrade: it is kept, opened and told apart from damage.
func TestNewerRecordIsNoDamage(t *testing.T) {
	b := newArchive(t)
	b.put(1)
	pdf, session := sample(t, 2, nil)
	text, _, _ := bytes.Cut(bytes.TrimPrefix(session, []byte(`{"record":`)), []byte(`,"sha256":"`))
	text = bytes.Replace(text, []byte(`{"schema":2,`), []byte(`{"schema":99,"mood":"good",`), 1)
	sum := sha256.Sum256(text)
	session = []byte(`{"record":` + string(text) + `,"sha256":"` + hex.EncodeToString(sum[:]) + `"}`)
	kept, err := b.s.Put(context.Background(), sampleID(2), pdf, session)
	if err != nil {
		t.Fatal(err)
	}
	sealed := func(_, s []byte) bool { return !bytes.Equal(s, session) } // this program cannot tell of what it cannot read
	st := b.unlock()
	report, err := st.Verify(context.Background(), sealed, nil)
	if err != nil || kinds(report) != string(chain.FoundNewer) || !report.Whole() || report.Findings[0].ID != kept.ID {
		t.Errorf("%v, %v", report.Findings, err)
	}
	if d, err := st.Open(context.Background(), kept.ID, "show"); err != nil || !bytes.Equal(d.Session, session) || !bytes.Equal(d.PDF, pdf) {
		t.Errorf("it cannot be opened: %v", err)
	}
	if rows, err := st.Search(context.Background(), Query{Text: sampleID(2)}); err != nil || len(rows) != 1 {
		t.Errorf("it is not found by its number: %v, %v", rows, err)
	}
}
