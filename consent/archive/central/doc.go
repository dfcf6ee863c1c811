// Package central sends the encrypted archives of several kiosks to one
// PostgreSQL server, and lets staff at each of them find what the others sent.
//
// A kiosk goes on writing to its own folder alone; a Sender carries the entries
// to the server behind its back, in the order of the chain. The server gets the
// same encrypted bytes that lie on the kiosk and no key: it reads what who
// steals the kiosk's disk reads (package archive tells what). The package must
// never make who signs wait for the server, never overwrite an entry that is
// there with another hash, and never put back what was erased.
//
// What is erased on a kiosk is emptied on the server in the transaction that
// brings the tombstone. PostgreSQL frees the room at its next vacuum; what was
// erased stays in the server's backups and its log until those are dropped.
package central
