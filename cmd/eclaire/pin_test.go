package main

import (
	"encoding/base64"
	"strings"
	"testing"

	"golang.org/x/crypto/argon2"
)

// TestPINForms checks PINs against lines of today, of other costs, and of earlier
// versions.
func TestPINForms(t *testing.T) {
	salt := []byte("0123456789abcdef")
	url := base64.RawURLEncoding
	old := "argon2id$" + url.EncodeToString(salt) + "$" + url.EncodeToString(argon2.IDKey([]byte("4711"), salt, 2, 19*1024, 1, 32))
	dearer := newHash("4711", cost{memory: 32 * 1024, time: 3, threads: 2}, salt, 32).String()
	made, err := hashPIN("4711")
	if err != nil || !strings.HasPrefix(made, "$argon2id$v=19$m=19456,t=2,p=1$") || strings.Contains(made, "=$") {
		t.Fatal(made, err)
	}
	for _, line := range []string{old, dearer, made} {
		if !checkPIN(line, "4711") || checkPIN(line, "4712") || checkPIN(line, "") {
			t.Errorf("%s", line)
		}
	}
}

// hostile are lines that must be refused at once.
var hostile = []string{"", "argon2id$", "$argon2id$", "$argon2id$v=19$", "4711",
	"$argon2id$v=19$m=4294967295,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg",
	"$argon2id$v=19$m=19456,t=4294967295,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg",
	"$argon2id$v=19$m=19456,t=2,p=255$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg",
	"$argon2id$v=19$m=8,t=2,p=8$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg",
	"$argon2id$v=19$m=19456,t=0,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg",
	"$argon2id$v=19$m=+19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg",
	"$argon2id$v=19$t=2,m=19456,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg",
	"$argon2id$v=16$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg",
	"$argon2i$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg",
	"$argon2id$v=19$m=19456,t=2,p=1$$",
	"$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg==$MDEyMzQ1Njc4OWFiY2RlZg==",
	"$argon2id$v=19$m=19456,t=2,p=1$" + strings.Repeat("A", 1000) + "$MDEyMzQ1Njc4OWFiY2RlZg",
}

func TestHostilePINLines(t *testing.T) {
	for _, line := range hostile {
		if checkHash(line) == nil || checkPIN(line, "4711") {
			t.Errorf("%q is taken", line)
		}
	}
}

// FuzzPINLine reads any line without a fault; what is taken is within bounds and
// written as it was read.
func FuzzPINLine(f *testing.F) {
	for _, line := range hostile {
		f.Add(line)
	}
	f.Add("$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg")
	f.Add("argon2id$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZg")
	f.Fuzz(func(t *testing.T, line string) {
		h, err := parseHash(line)
		if err != nil {
			return
		}
		if h.cost.memory > mostMemory || h.cost.time > mostTime || h.cost.threads > mostThreads || len(h.salt) > mostBytes || len(h.key) > mostBytes {
			t.Errorf("%+v", h.cost)
		}
		if strings.HasPrefix(line, "$") && h.String() != line {
			t.Errorf("%q is written %q", line, h.String())
		}
	})
}
