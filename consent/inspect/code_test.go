package inspect

import (
	"strings"
	"testing"
)

func TestParseCode(t *testing.T) {
	sum := strings.Repeat("0A", 32)
	for _, c := range []struct {
		in, id string
		ok     bool
	}{
		{"ECLAIRE:E-20261122-K7QM3XWA:" + sum, "E-20261122-K7QM3XWA", true},
		{" eclaire:e-20261122-k7qm3xwa:" + strings.ToLower(sum) + "\r\n", "E-20261122-K7QM3XWA", true},
		{"ECLAIRE:E-1:" + sum[2:], "", false},
		{"ECLAIRE:E-1:" + sum + "00", "", false},
		{"ECLAIRE::" + sum, "", false},
		{"ECLAIRE:../E:" + sum, "", false},
		{"OTHER:E-1:" + sum, "", false},
		{"ECLAIRE:E-1:zz" + sum[2:], "", false},
		{"ECLAIRE:E-1:" + sum + ":", "", false},
		{"", "", false},
	} {
		id, digest, ok := ParseCode(c.in)
		if ok != c.ok || id != c.id || ok && digest != strings.ToLower(sum) {
			t.Errorf("%q gives %q, %q, %v", c.in, id, digest, ok)
		}
	}
}

func FuzzParseCode(f *testing.F) {
	f.Add("ECLAIRE:E-1:" + strings.Repeat("0a", 32))
	f.Fuzz(func(t *testing.T, s string) {
		if id, digest, ok := ParseCode(s); ok && (id == "" || strings.ContainsAny(id, "./\\") || len(digest) != 64) {
			t.Errorf("%q gives %q, %q", s, id, digest)
		}
	})
}
