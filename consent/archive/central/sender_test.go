//go:build unix

package central

import "testing"

func TestSend(t *testing.T) {
	_, _, dsn := database(t)
	k := newKiosk(t)
	k.put(1)
	k.send(connect(t, dsn, quick))
	k.sent()
	k.matches(dsn)
	k.put(2)
	k.sent()
	k.matches(dsn)
	if s := k.d.Status(); s.Reason != Fine || s.Entries != 0 || s.Consents != 0 || s.Since != "" || s.LastSuccess.IsZero() {
		t.Errorf("%+v", s)
	}
}
