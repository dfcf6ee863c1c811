package central

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestAddress refuses ways to another machine on which somebody could listen or
// answer in its place, and tells no password.
func TestAddress(t *testing.T) {
	pass := filepath.Join(t.TempDir(), "pass")
	open := filepath.Join(t.TempDir(), "open")
	for name, mode := range map[string]os.FileMode{pass: 0o600, open: 0o644} {
		if err := os.WriteFile(name, []byte("*:*:*:*:s3cret-word\n"), mode); err != nil {
			t.Fatal(err)
		}
	}
	for dsn, want := range map[string]error{
		"postgres://e:s3cret-word@db.clinic/x":                                          ErrTLS,
		"postgres://e:s3cret-word@db.clinic/x?sslmode=disable":                          ErrTLS,
		"postgres://e:s3cret-word@db.clinic/x?sslmode=allow":                            ErrTLS,
		"postgres://e:s3cret-word@db.clinic/x?sslmode=prefer":                           ErrTLS,
		"postgres://e:s3cret-word@db.clinic/x?sslmode=require":                          ErrTLS,
		"postgres://e:s3cret-word@10.0.0.7/x?sslmode=require":                           ErrTLS,
		"postgres://e:s3cret-word@localhost,db.clinic/x?sslmode=disable":                ErrTLS,
		"postgres://e:s3cret-word@localhost/x?sslmode=disable&host=db.clinic":           ErrTLS,
		"postgres://e:s3cret-word@db.clinic/x?sslmode=verify-ca":                        nil,
		"postgres://e:s3cret-word@db.clinic/x?sslmode=verify-full":                      nil,
		"postgres://e@db.clinic/x?sslmode=verify-full&passfile=" + pass:                 nil,
		"postgres://e@localhost/x?sslmode=disable&passfile=" + open:                     ErrPass,
		"postgres://e@localhost/x?sslmode=disable&passfile=/nowhere":                    ErrPass,
		"postgres://e@db.clinic/x?sslmode=verify-full&sslrootcert=/nowhere/s3cret-word": ErrRoot,
		"postgres://e:s3cret-word@127.0.0.1/x?sslmode=disable":                          nil,
		"postgres://e:s3cret-word@[::1]/x?sslmode=disable":                              nil,
		"postgres://e:s3cret-word@/x?sslmode=disable&host=/run/postgresql":              nil,
		"host=localhost user=e password=s3cret-word":                                    ErrAddress,
		"postgres://e:s3cret-word%zz@localhost/x":                                       ErrAddress,
		"postgres://e:s3cret-word@localhost:port/x":                                     ErrAddress,
		"postgres://e:s3cret-word@localhost/x?sslmode=s3cret-word":                      ErrAddress,
		"mysql://e:s3cret-word@localhost/x":                                             ErrAddress,
		"":                                                                              ErrAddress,
	} {
		s, err := Open(context.Background(), dsn, Options{})
		if !errors.Is(err, want) || (err == nil) != (want == nil) {
			t.Errorf("%s: %v", dsn, err)
		}
		if err != nil && strings.Contains(err.Error(), "s3cret") {
			t.Errorf("the password is told: %v", err)
		}
		if s != nil {
			s.Close()
		}
	}
}

func TestBackOff(t *testing.T) {
	o := Options{}.filled()
	seen := map[time.Duration]bool{}
	for failures := 1; failures < 100; failures++ {
		wait := backOff(o, failures)
		seen[wait] = true
		if wait > o.LongestWait || wait < o.FirstWait/2 || failures > 20 && wait < o.LongestWait/2 {
			t.Errorf("after %d failures: %s", failures, wait)
		}
	}
	if len(seen) < 50 {
		t.Error("all kiosks would come back at the same time")
	}
}
