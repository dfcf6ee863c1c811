package seal

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
)

// Awaited is what a document's late time stamp will cover, known as soon as the
// document is sealed: whoever has it can ask for the stamp without having the
// document. It tells nothing of what stands in there.
type Awaited struct {
	Room   int // that is kept in the file for the token, in bytes
	Digest [sha256.Size]byte
}

// lateRooms are the rooms for which a late stamp is prepared: the usual one, and
// a large one for services whose tokens hold many certificates.
var lateRooms = []int{tokenGuess, 4 * tokenGuess}

// Await tells what a late time stamp of a sealed file covers, the smaller room
// first. A file that is not sealed, does not hold or has filler behind its end is
// ErrNotSealed.
func Await(file []byte) ([]Awaited, error) {
	r := examine(file, Trust{})
	if !r.ends() || r.last.stamps == maxStamps {
		return nil, fmt.Errorf("failed to prepare a time stamp: %w", ErrNotSealed)
	}
	var out []Awaited
	for _, room := range lateRooms {
		a := Awaited{Room: room}
		u := stampUpdate(r.last, room, evenly)
		copy(a.Digest[:], u.digest(file))
		out = append(out, a)
	}
	return out, nil
}

// AskLate gets the token of a late time stamp, to be given to PlaceLate with the room
// it was made for. Errors: ErrStampUnreachable, ErrStampRefused.
func AskLate(ctx context.Context, s Stamper, awaited []Awaited) (token []byte, room int, err error) {
	for _, a := range awaited {
		token, err := askStamp(ctx, s, a.Digest[:])
		if err != nil {
			return nil, 0, fmt.Errorf("failed to get a time stamp: %w", err)
		}
		if len(token) <= a.Room {
			return token, a.Room, nil
		}
	}
	return nil, 0, fmt.Errorf("failed to get a time stamp: %w: its answers are too large", ErrStampRefused)
}

// PlaceLate appends to a sealed file the time stamp that AskLate got for it. The
// result is what AddTimeStamp would have made at that time. A token for another
// file or room is refused.
func PlaceLate(file, token []byte, room int) ([]byte, error) {
	r := examine(file, Trust{})
	if !r.ends() || r.last.stamps == maxStamps {
		return nil, fmt.Errorf("failed to place a time stamp: %w", ErrNotSealed)
	}
	if room < len(token) || room > maxToken {
		return nil, fmt.Errorf("failed to place a time stamp: %w", errDER)
	}
	s, err := strictStamp(token)
	if err != nil {
		return nil, fmt.Errorf("failed to place a time stamp: %w", err)
	}
	for _, f := range []filling{evenly, asIs} { // it may have been awaited by an earlier version of this program
		u := stampUpdate(r.last, room, f)
		if bytes.Equal(s.imprint, u.digest(file)) {
			u.fill(token)
			return u.appendTo(file), nil
		}
	}
	return nil, errors.New("failed to place a time stamp: it is over another document")
}
