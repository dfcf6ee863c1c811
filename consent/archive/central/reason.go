package central

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
)

// Reason says why entries wait.
type Reason string

// The reasons.
const (
	Fine        Reason = ""            // nothing is wrong
	Starting    Reason = "starting"    // the server was not asked yet
	Unreachable Reason = "unreachable" // no answer, or an answer too late
	Password    Reason = "password"    // the server refuses user or password
	Certificate Reason = "certificate" // the server's certificate is not trusted, or it has none
	Full        Reason = "full"        // the server's disk is full
	Busy        Reason = "busy"        // the server has too many connections, or is starting or stopping
	Rights      Reason = "rights"      // the user may not do what is needed
	NoDatabase  Reason = "no database" // the server has no such database
	Newer       Reason = "newer"       // a newer program made the tables; they were left as they are
	Tables      Reason = "tables"      // the tables are missing or older: somebody must run the migration
	Foreign     Reason = "foreign"     // the database, or the archive of this id in it, is not ours
	Conflict    Reason = "conflict"    // the server has another entry in the place of one of ours
	Local       Reason = "local"       // the kiosk's own archive cannot be read
	Other       Reason = "other"       // see Status.Err
)

// What the server can be found to hold.
var (
	// ErrNewer says that a newer program made the tables.
	ErrNewer = archive.ErrUpgraded
	// ErrForeign says that tables or an archive are there that are not ours.
	ErrForeign = errors.New("this database holds something else under the names of this archive")
)

// errLocal marks errors of the kiosk's own archive.
var errLocal = errors.New("the archive of this kiosk cannot be read")

// reasonOf sorts an error by what somebody can do about it.
func reasonOf(err error) Reason {
	var pg *pgconn.PgError
	var untrusted *tls.CertificateVerificationError
	var authority x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	switch {
	case err == nil:
		return Fine
	case errors.Is(err, ErrNewer):
		return Newer
	case errors.Is(err, ErrTables):
		return Tables
	case errors.Is(err, ErrForeign):
		return Foreign
	case errors.Is(err, errLocal):
		return Local
	case errors.As(err, &pg):
		return reasonOfCode(pg.Code)
	case errors.As(err, &untrusted), errors.As(err, &authority), errors.As(err, &host), errors.As(err, &invalid),
		strings.Contains(err.Error(), "server refused TLS"):
		return Certificate
	}
	var network net.Error
	var connect *pgconn.ConnectError
	if errors.As(err, &network) || errors.As(err, &connect) || errors.Is(err, context.DeadlineExceeded) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) || pgconn.Timeout(err) {
		return Unreachable
	}
	if strings.Contains(err.Error(), "conn closed") {
		return Unreachable
	}
	return Other
}

func reasonOfCode(code string) Reason {
	switch code {
	case "28P01", "28000":
		return Password
	case "53100", "58030":
		return Full
	case "53300", "53200", "57P03", "57P01", "57P02", "55P03", "40P01", "40001":
		return Busy
	case "57014":
		return Unreachable // it took too long
	case "42501":
		return Rights
	case "3D000":
		return NoDatabase
	case "42P01", "42703", "42883", "3F000", "42804", "42P07":
		return Foreign
	}
	return Other
}

// Status says how far a Sender is.
type Status struct {
	Reason   Reason // Fine: the server answers and takes what comes
	Err      error  // the last one, for the log; it has neither password nor patient data
	Entries  int64  // that wait
	Consents int64  // of these
	Since    string // the day of the first that waits, "2006-01-02"; empty if none does
	// LastSuccess is when the server last took or confirmed something. Zero: not
	// since the program was started.
	LastSuccess time.Time
	// Findings tell what is odd: entries here that are damaged and cannot be sent,
	// other entries there in the place of ours, entries there that are missing here, and
	// what the heads noted on the server show of this archive and of the others.
	Findings []chain.Finding
}
