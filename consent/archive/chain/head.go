package chain

import "cmp"

// Head is an end that an archive had, signed by its kiosk. Noted elsewhere, it shows when
// the archive is set back to an older state.
type Head struct {
	Archive ID        `json:"archive"`
	Name    string    `json:"name,omitempty"` // how its kiosk was called, as that kiosk signed it
	At      Position  `json:"at"`
	Day     string    `json:"day"`
	Sign    Signature `json:"sign"` // of the archive, the place as Position.String writes it, and the day
}

// Ended tells whether a kiosk whose signature counts signed this head.
func (f Foreign) Ended(h Head) bool {
	by := func(k SigningKey) bool {
		return k.Signed(h.Sign, SignsHead, h.Archive[:], []byte(h.At.String()), []byte(h.Day))
	}
	return h.Archive == f.Archive && containsLast(f.Trust.Kiosks, by)
}

// Newer tells whether a head stands behind another one.
func (h Head) Newer(than Head) bool {
	return cmp.Or(cmp.Compare(h.At.File, than.At.File), cmp.Compare(h.At.Seq, than.At.Seq)) > 0
}
