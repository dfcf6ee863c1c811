package chain

import "encoding/json"

// Foreign is an archive that lies elsewhere, with what the archive here makes of it: whose
// signatures count there. What nobody vouches for is shown apart, and changes nothing.
type Foreign struct {
	Deposit
	Trust Trust // of that archive
	// Old tells that entries of format 1 count though staff did not sign for them: the
	// archive here is of that format itself, or there is none.
	Old bool
	// Blind tells that nothing is here to judge by: the keys that are named there serve to
	// see what does not fit together, and what staff said is taken at its word.
	Blind bool
}

// NoArchive is Foreign for who has no archive of the clinic at hand.
func NoArchive(d Deposit) Foreign {
	f := Foreign{Deposit: d, Trust: Trust{Archive: d.Archive}, Old: true, Blind: true}
	for _, k := range d.Keys() {
		f.Trust.Kiosks = append(f.Trust.Kiosks, k.Key)
	}
	return f
}

// Of gives what counts in another archive of the clinic: all have the same private key, so
// that staff sign with the same one.
func (t Trust) Of(d Deposit) Trust {
	return Trust{Archive: d.Archive, Staff: t.Staff, Proved: t.Proved}.Judged(d.Keys())
}

// Keys reads the keys that are named; what cannot be read names none.
func (d Deposit) Keys() (out []KioskKey) {
	_ = json.Unmarshal([]byte(d.Kiosks), &out)
	return out
}

// KiosksText is what Public.Kiosks says.
func KiosksText(kiosks []KioskKey) string {
	if len(kiosks) == 0 {
		return ""
	}
	b, _ := json.Marshal(kiosks) // keys and signatures are always written
	return string(b)
}

// Renamed tells that somebody else gave the kiosk its name.
func (f Foreign) Renamed() bool {
	by := func(k SigningKey) bool { return k.Signed(f.NameSign, SignsName, f.Archive[:], []byte(f.Name)) }
	return len(f.Trust.Kiosks) > 0 && !containsLast(f.Trust.Kiosks, by)
}

// Findings tells what is odd about the archive as a whole.
func (f Foreign) Findings() (out []Finding) {
	if len(f.Trust.Kiosks) == 0 && !f.Old {
		out = append(out, Finding{Kind: FoundKiosk, Archive: f.Archive})
	}
	if f.Renamed() {
		out = append(out, Finding{Kind: FoundRenamed, Archive: f.Archive})
	}
	return out
}

// Judge is Trust.Judge.
func (f Foreign) Judge(e Entry) Found {
	if f.Blind && e.Kind.StaffOnly() {
		e.Kind = KindAudit // whether staff said it cannot be told; that the kiosk wrote it can
	}
	return f.Trust.Judge(e)
}

// Public is what everybody may know of the keys of an archive.
type Public struct {
	Archive ID
	First   string // the public key that the archive began with: its chain is tied to it
	Key     string // the public key now
	Gen     int    // how often it was changed
	Kiosks  string // the keys of its kiosk and who vouches for them, as JSON; "" in format 1
}

// Deposit is an archive that lies elsewhere.
type Deposit struct {
	Public
	Name     string    // of its kiosk
	NameSign Signature // by its kiosk, of the name
}
