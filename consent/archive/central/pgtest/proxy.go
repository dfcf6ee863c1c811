//go:build unix

package pgtest

import (
	"fmt"
	"io"
	"net"
	"sync"
	"testing"
	"time"
)

// Mode is how a Proxy behaves.
type Mode int

// The modes of a Proxy.
const (
	Pass      Mode = iota
	Slow           // 64 kB a second and 20 ms more for each packet
	BlackHole      // takes connections and bytes, and gives none
	Refuse         // closes each new connection at once
)

// Proxy stands between a client and a server.
type Proxy struct {
	Port int

	to    string
	l     net.Listener
	mu    sync.Mutex
	mode  Mode
	cutAt int64 // bytes to the server after which all is cut; 0: never
	conns map[net.Conn]bool
}

// NewProxy opens a way to the server.
func (s *Server) NewProxy(t testing.TB) *Proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &Proxy{Port: l.Addr().(*net.TCPAddr).Port, to: fmt.Sprint("127.0.0.1:", s.Port), l: l, conns: map[net.Conn]bool{}}
	t.Cleanup(func() {
		_ = l.Close()
		p.Cut()
	})
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go p.serve(c)
		}
	}()
	return p
}

// Set changes how the proxy behaves, for open connections too.
func (p *Proxy) Set(m Mode) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mode = m
}

// CutAfter cuts all connections once so many more bytes went to the server.
func (p *Proxy) CutAfter(bytes int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cutAt = bytes
}

// Cut ends all connections.
func (p *Proxy) Cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.conns {
		_ = c.Close()
	}
	clear(p.conns)
}

func (p *Proxy) now() Mode {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.mode
}

func (p *Proxy) keep(c net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.conns[c] = true
}

func (p *Proxy) serve(in net.Conn) {
	defer in.Close()
	p.keep(in)
	if p.now() == Refuse {
		return
	}
	for p.now() == BlackHole {
		time.Sleep(10 * time.Millisecond)
	}
	out, err := net.Dial("tcp", p.to)
	if err != nil {
		return
	}
	defer out.Close()
	p.keep(out)
	go func() {
		p.pump(out, in, true)
		_ = out.Close()
	}()
	p.pump(in, out, false)
}

func (p *Proxy) pump(to io.Writer, from io.Reader, up bool) {
	b := make([]byte, 8<<10)
	for {
		n, err := from.Read(b)
		if err != nil {
			return
		}
		for p.now() == BlackHole {
			time.Sleep(10 * time.Millisecond)
		}
		if p.now() == Slow {
			time.Sleep(20*time.Millisecond + time.Duration(n)*time.Second/(64<<10))
		}
		if up && p.spent(int64(n)) {
			p.Cut()
			return
		}
		if _, err := to.Write(b[:n]); err != nil {
			return
		}
	}
}

func (p *Proxy) spent(n int64) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cutAt == 0 {
		return false
	}
	p.cutAt -= n
	if p.cutAt <= 0 {
		p.cutAt = 0
		return true
	}
	return false
}
