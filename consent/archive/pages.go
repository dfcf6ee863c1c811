package archive

import (
	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// The memory that SQLite keeps pages in, for all databases of the program together. A
// connection forgets its pages once another one has written, as when a document is read
// back: without this memory each page goes back to the system, and is asked for again.
const (
	pageSlots = 256 // of pageSize bytes and SQLite's own
	pageOwn   = 512
)

func init() { // before the first database is opened
	tls := libc.NewTLS()
	defer tls.Close()
	const slot = pageSize + pageOwn
	room := libc.Xmalloc(tls, slot*pageSlots)
	if room == 0 {
		return // SQLite takes its memory where it can
	}
	list := libc.NewVaList(room, int32(slot), int32(pageSlots))
	defer libc.Xfree(tls, list)
	sqlite3.Xsqlite3_config(tls, sqlite3.SQLITE_CONFIG_PAGECACHE, list)
}
