// Package pgtest runs a PostgreSQL server of its own for tests: in a temporary
// folder, on loopback, at a free port. It can be stopped, killed and started
// again, and reached through a Proxy that behaves badly.
package pgtest
