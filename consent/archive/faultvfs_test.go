//go:build unix

package archive

import (
	"sync"
	"testing"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// faultyVFS is SQLite's own file layer under another name, in which operations
// can be made to fail.
const faultyVFS = "eclaire-faulty"

// fault says which operations of the file layer fail: those of one kind, from
// one call on, all of them or one alone.
type fault struct {
	mu     sync.Mutex
	op     string
	after  int
	once   bool
	code   int32
	counts map[string]int
}

var layer = fault{counts: map[string]int{}}

// set arms a fault and begins to count anew.
func (f *fault) set(op string, after int, once bool, code int32) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.op, f.after, f.once, f.code, f.counts = op, after, once, code, map[string]int{}
}

func (f *fault) counted() map[string]int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.counts
}

// hit counts a call and gives the code with which it fails, or 0.
func (f *fault) hit(op string) int32 {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := f.counts[op]
	f.counts[op]++
	if op == f.op && (n == f.after || n > f.after && !f.once) {
		return f.code
	}
	return 0
}

// The original operations. C calls ours by pointer, and ours these.
var original struct {
	once    sync.Once
	vfs     sqlite3.Tsqlite3_vfs
	mu      sync.Mutex
	methods map[uintptr]uintptr // ours by the original's
	theirs  map[uintptr]*sqlite3.Tsqlite3_io_methods
}

func at[T any](p uintptr) *T { return *(**T)(unsafe.Pointer(&p)) }

func pointer[F any](f F) uintptr { return *(*uintptr)(unsafe.Pointer(&struct{ f F }{f})) }

func function[F any](p uintptr) F { return *(*F)(unsafe.Pointer(&struct{ uintptr }{p})) }

// registerFaulty makes the file layer known to SQLite.
func registerFaulty(t testing.TB) {
	t.Helper()
	original.once.Do(func() {
		original.methods, original.theirs = map[uintptr]uintptr{}, map[uintptr]*sqlite3.Tsqlite3_io_methods{}
		tls := libc.NewTLS()
		sqlite3.Xsqlite3_initialize(tls)
		vfs := sqlite3.Xsqlite3_vfs_find(tls, 0)
		original.vfs = *at[sqlite3.Tsqlite3_vfs](vfs)
		ours := libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(original.vfs)))
		*at[sqlite3.Tsqlite3_vfs](ours) = original.vfs
		v := at[sqlite3.Tsqlite3_vfs](ours)
		name, err := libc.CString(faultyVFS)
		if err != nil {
			panic(err)
		}
		v.FzName, v.FpNext = name, 0
		v.FxOpen, v.FxDelete = pointer(faultyOpen), pointer(faultyDelete)
		if sqlite3.Xsqlite3_vfs_register(tls, ours, 0) != sqlite3.SQLITE_OK {
			panic("the file layer is not taken")
		}
	})
	layer.set("", 0, false, 0)
	t.Cleanup(func() { layer.set("", 0, false, 0) })
}

func faultyOpen(tls *libc.TLS, vfs, name, file uintptr, flags int32, out uintptr) int32 {
	if code := layer.hit("open"); code != 0 {
		at[sqlite3.Tsqlite3_file](file).FpMethods = 0
		return code
	}
	open := function[func(*libc.TLS, uintptr, uintptr, uintptr, int32, uintptr) int32](original.vfs.FxOpen)
	code := open(tls, vfs, name, file, flags, out)
	f := at[sqlite3.Tsqlite3_file](file)
	if code == sqlite3.SQLITE_OK && f.FpMethods != 0 {
		f.FpMethods = patched(tls, f.FpMethods)
	}
	return code
}

// patched gives a table of methods with ours in it.
func patched(tls *libc.TLS, theirs uintptr) uintptr {
	original.mu.Lock()
	defer original.mu.Unlock()
	if ours, ok := original.methods[theirs]; ok {
		return ours
	}
	table := *at[sqlite3.Tsqlite3_io_methods](theirs)
	ours := libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(table)))
	m := at[sqlite3.Tsqlite3_io_methods](ours)
	*m = table
	m.FxRead = pointer(faultyRead)
	m.FxWrite, m.FxSync, m.FxTruncate, m.FxShmMap = pointer(faultyWrite), pointer(faultySync), pointer(faultyTruncate), pointer(faultyShmMap)
	original.methods[theirs] = ours
	original.theirs[ours] = &table
	return ours
}

func theirs(file uintptr) *sqlite3.Tsqlite3_io_methods {
	original.mu.Lock()
	defer original.mu.Unlock()
	return original.theirs[at[sqlite3.Tsqlite3_file](file).FpMethods]
}

func faultyRead(tls *libc.TLS, file, into uintptr, n int32, from int64) int32 {
	if code := layer.hit("read"); code != 0 {
		return code
	}
	code := function[func(*libc.TLS, uintptr, uintptr, int32, int64) int32](theirs(file).FxRead)(tls, file, into, n, from)
	if n == pageSize && layer.hit("flip") != 0 { // a page comes with one bit that is another
		*at[byte](into + pageSize - 1) ^= 1
	}
	return code
}

func faultyWrite(tls *libc.TLS, file, from uintptr, n int32, to int64) int32 {
	write := function[func(*libc.TLS, uintptr, uintptr, int32, int64) int32](theirs(file).FxWrite)
	if code := layer.hit("write"); code != 0 {
		write(tls, file, from, n/2, to) // half of it is there
		return code
	}
	return write(tls, file, from, n, to)
}

func faultySync(tls *libc.TLS, file uintptr, flags int32) int32 {
	if code := layer.hit("sync"); code != 0 {
		return code
	}
	return function[func(*libc.TLS, uintptr, int32) int32](theirs(file).FxSync)(tls, file, flags)
}

func faultyTruncate(tls *libc.TLS, file uintptr, size int64) int32 {
	if code := layer.hit("truncate"); code != 0 {
		return code
	}
	return function[func(*libc.TLS, uintptr, int64) int32](theirs(file).FxTruncate)(tls, file, size)
}

func faultyShmMap(tls *libc.TLS, file uintptr, region, size, extend int32, out uintptr) int32 {
	if code := layer.hit("map"); code != 0 {
		return code
	}
	return function[func(*libc.TLS, uintptr, int32, int32, int32, uintptr) int32](theirs(file).FxShmMap)(tls, file, region, size, extend, out)
}

func faultyDelete(tls *libc.TLS, vfs, name uintptr, syncDir int32) int32 {
	if code := layer.hit("delete"); code != 0 {
		return code
	}
	return function[func(*libc.TLS, uintptr, uintptr, int32) int32](original.vfs.FxDelete)(tls, vfs, name, syncDir)
}
