// Package archive keeps finished documents, encrypted. It must never leave half a file at its place, never
// say that something is kept before it has read it back, and never put what a
// patient said into a file name, an error or any other readable place.
//
// A Store is a folder with SQLite files that only grow. A kiosk can write into
// it but not read it: record and document are encrypted to the clinic's public
// key; the private key lies beside them, locked by the archive passphrase, and
// is opened by staff, in memory, for a limited time. Every entry carries a hash
// over the one before it.
//
// What an entry is, how one follows the other and whose signature counts is package
// chain, which opens no file; how files are stored and locked, package disk; what other
// kiosks get, package central. Here: the databases (db.go, rows.go) and the one way from
// their rows to what they hold (reader.go), keeping (put.go), the keys and archive.json
// (key.go, plain.go, kiosk.go), the index (index.go, snapshot.go), and what staff do.
//
// # Threat model
//
// Who steals the disk, a backup or the whole machine, switched off, gets random
// ids, the day of each entry, its kind (a consent, something done, something
// erased), sizes rounded up to steps, a tag by which someone who already has a
// patient's sheet can tell that its document is in there, and what the file
// system itself notes (when files changed). No name, no answer, no decision.
// To read more they must guess the passphrase, and each guess costs them about
// half a second of an ordinary processor and 128 MiB: a sentence of several
// words holds, a short word or a number does not. Guessing at the program
// itself becomes slower and slower, one guess at a time for all programs that
// have the folder open; that stops people in the corridor, not
// someone who copied the key file.
//
// Who finds the kiosk running and locked can add entries but read none.
//
// Who changes, removes or reorders entries on the disk is noticed: each entry is
// signed by the kiosk, and what only staff may say by a key that is derived from
// the private key. Who cuts off the end is noticed at the next unlocking, by the
// index, which names the last entry under a secret that only the private key
// gives; a finding stands in the chain until staff acknowledge it. Who sets the
// whole folder back is noticed by a head that was kept elsewhere. Who can read the
// kiosk's key (its account's files) can sign as this kiosk, and read nothing.
//
// What is left open: a machine taken over while staff have the archive
// unlocked, or while a patient's session runs, gives what is in its memory
// then. Memory is dropped, not scrubbed: a swap file or a dump of the memory
// may hold the key for a time; use an encrypted disk. An erased entry stays in
// backups made earlier. Who loses both passphrase and recovery sheet loses the
// archive: there is no third way in.
package archive
