// Package chain is what an archive's entries are, wherever they lie: how an entry is
// written and encrypted, how one follows the other, who signs it and whose signature
// counts, and what a check can find. It opens no file and asks no network, so that a
// kiosk's disk and the clinic's server are judged by the same rules; FORMAT.md beside
// package archive is its form on paper.
package chain
