package chain

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// Found is a kind of finding.
type Found string

// What a check can find. The first group is no loss, the second is.
const (
	FoundLeftover    Found = "leftover"    // a small file that was being written when the program was stopped; removed
	FoundStopped     Found = "stopped"     // the program was stopped without closing the archive; nothing is missing
	FoundClock       Found = "clock"       // the clock stands before the latest entry; order is kept by number
	FoundZone        Found = "zone"        // the time zone is another than that of the latest entry
	FoundRekeying    Found = "rekeying"    // a change of key was begun and not finished
	FoundRotated     Found = "rotated"     // an older file was damaged once, and a newer one began then
	FoundMarker      Found = "marker"      // the note of the latest entry cannot be read: a lost end would not show
	FoundFile        Found = "file"        // a database is missing, or cannot be read at all
	FoundSalvaged    Found = "salvaged"    // the first page of a file is damaged; its entries are read from a copy
	FoundPages       Found = "pages"       // the inner order of a database is damaged: a search in it may miss what is there
	FoundRows        Found = "rows"        // entries cannot be read
	FoundChanged     Found = "changed"     // an entry is not what was written
	FoundOrder       Found = "order"       // an entry is missing before this one, or was moved
	FoundLost        Found = "lost"        // entries at the end are missing
	FoundContent     Found = "content"     // the content of an entry is missing or not what was written
	FoundHalf        Found = "half"        // a consent without its line in the audit trail
	FoundRewrite     Found = "rewritten"   // the chain is another than the one last seen
	FoundForeign     Found = "foreign"     // a database of another archive, or of another key
	FoundKey         Found = "key"         // the public key is none that the chain names
	FoundUnread      Found = "unreadable"  // an entry cannot be decrypted, or does not hold what it must
	FoundSeal        Found = "seal"        // the document inside is not sealed or was changed
	FoundUnsigned    Found = "unsigned"    // an entry is not signed by the kiosk, or by staff where only they may say it
	FoundKiosk       Found = "kiosk"       // entries are signed with a key of the kiosk that staff have not confirmed
	FoundUncovered   Found = "uncovered"   // entries of an earlier format for which no signature of staff stands
	FoundStaffKey    Found = "staff-key"   // the staff's key that is noted is another than the passphrase gives
	FoundIndex       Found = "index"       // the index, which was there, is missing
	FoundEarlier     Found = "earlier"     // what an earlier check found, and nobody acknowledged yet
	FoundOld         Found = "old-format"  // the archive has the form of an earlier version of the program
	FoundReencrypted Found = "re-encoding" // what was encrypted anew is not what the chain says
	FoundAway        Found = "away"        // what other kiosks sent cannot be read: only the kiosk's own entries are found
	FoundUpgraded    Found = "away-newer"  // the same, because a newer program made the server's tables
	FoundNewer       Found = "newer"       // a newer program made a record: it is kept, and cannot be checked here
)

// What is found beside the databases, or by the system.
const (
	FoundRemote Found = "remote"    // the folder lies on a network drive
	FoundAlien  Found = "alien"     // a file under the name of a line of the audit trail that is none; it was left as it is
	FoundAside  Found = "put-aside" // what a stopped restore left was put into a folder of its own
	FoundNoKey  Found = "no-key"    // the file with the locked key is missing or damaged: nobody can unlock
	FoundSystem Found = "no-access" // the system does not let a file be read: whether it is whole is not known
)

// What is found on the server to which the kiosks of a clinic send their entries.
const (
	FoundSetBack Found = "set-back" // an archive is older than what its kiosk signed, or holds something else
	FoundGone    Found = "gone"     // an archive that was on the server is there no more
	FoundCut     Found = "cut"      // the server lacks entries of this kiosk that it had
	FoundRenamed Found = "renamed"  // a kiosk has a name that it did not sign
)

// Finding is one thing that a check found. It names no patient.
type Finding struct {
	Kind  Found `json:"kind"`
	File  int   `json:"file,omitempty"`
	Seq   int64 `json:"seq,omitempty"`
	ID    ID    `json:"id,omitzero"`
	Count int64 `json:"count,omitempty"`
	// Name is that of a small file, if it is made by the program's own rule, or how
	// another kiosk is called.
	Name string `json:"name,omitempty"`
	Was  Found  `json:"was,omitempty"` // of FoundEarlier: what it was
	// Archive is that of another kiosk, when it is about one of its entries.
	Archive ID `json:"archive,omitzero"`
}

// Harmless tells whether nothing is lost by it.
func (f Finding) Harmless() bool {
	switch f.Kind {
	case FoundLeftover, FoundStopped, FoundClock, FoundZone, FoundRekeying, FoundRotated, FoundMarker, FoundAway, FoundUpgraded, FoundNewer, FoundAlien, FoundAside, FoundOld, FoundRemote:
		return true
	}
	return false
}

// Damage tells whether something in the archive is missing or changed. What the
// system does not let be read, a missing key file, and what waits for staff are neither
// harmless nor damage.
func (f Finding) Damage() bool {
	return !f.Harmless() && !f.Waits() && f.Kind != FoundSystem && f.Kind != FoundNoKey
}

// Waits tells whether a member of staff has to say something to it: confirm a key, sign
// for what an earlier version kept, or acknowledge what was found earlier.
func (f Finding) Waits() bool {
	return f.Kind == FoundKiosk || f.Kind == FoundUncovered || f.Kind == FoundEarlier
}

var foundWords = map[Found]string{
	FoundLeftover:    "a small file that was being written when the program was stopped was removed",
	FoundStopped:     "the program was stopped without closing the archive; nothing is missing",
	FoundClock:       "the clock stands before the latest entry; the order is kept all the same",
	FoundZone:        "the time zone is another than that of the latest entry",
	FoundRekeying:    "a change of key was begun and not finished: run it again",
	FoundRotated:     "a new file was begun after this one",
	FoundMarker:      "the note of the latest entry cannot be read",
	FoundFile:        "a file is missing or cannot be read at all",
	FoundSalvaged:    "the first page of a file is damaged; its entries are read from a copy",
	FoundPages:       "the inner order of a file is damaged: looking for an entry may miss it, though it is there",
	FoundRows:        "entries cannot be read",
	FoundChanged:     "an entry is not what was written",
	FoundOrder:       "an entry is missing before this one, or was moved",
	FoundLost:        "entries at the end are missing",
	FoundContent:     "the content of an entry is missing or not what was written",
	FoundHalf:        "a consent has no line in the audit trail",
	FoundRewrite:     "the chain is another than the one last seen",
	FoundForeign:     "a file belongs to another archive or key",
	FoundKey:         "the public key was exchanged: stop, and tell who keeps the archive",
	FoundUnread:      "an entry cannot be decrypted or does not hold what it must",
	FoundSeal:        "the document inside is not sealed, or was changed",
	FoundUnsigned:    "an entry is not signed by who alone may write it",
	FoundKiosk:       "this kiosk signs with a key that nobody has confirmed: run archive kiosk",
	FoundUncovered:   "entries of an earlier version are not covered by a signature of staff: run archive upgrade",
	FoundStaffKey:    "the staff's key that was noted is another than the passphrase gives",
	FoundIndex:       "the index is missing",
	FoundEarlier:     "found earlier and acknowledged by nobody yet",
	FoundOld:         "the archive has the form of an earlier version: run archive upgrade",
	FoundReencrypted: "what was encrypted anew is not what the chain says",
	FoundAway:        "the server with the entries of the other kiosks does not answer",
	FoundUpgraded:    "the server with the entries of the other kiosks serves a newer version of the program: update this one to see them",
	FoundNewer:       "a newer version of the program made a record: it is kept; update this one to check it",
	FoundRemote:      "the archive lies on a network drive, where locks do not hold as they must: never open it from two machines, and move it to this machine's own disk (archive backup, then archive restore)",
	FoundAlien:       "a file has the name of a line of the audit trail and is none: it was left as it is",
	FoundAside:       "what an earlier restore left was put aside, in a folder beside the databases",
	FoundNoKey:       "the file with the locked key (key.age) is missing or damaged, and nobody can unlock: set a passphrase with the recovery sheet (eclaire archive recover)",
	FoundSystem:      "a file cannot be read now, because of the disk or its rights: that is no damage, but whether all is there is not known",
	FoundSetBack:     "the archive is older than what its kiosk signed, or holds something else: it was set back",
	FoundGone:        "an archive that was on the server is there no more",
	FoundCut:         "the server lacks entries of this kiosk that it had: they are sent again",
	FoundRenamed:     "the kiosk has another name on the server than the one that it signed",
}

// foundElsewhere puts some into other words when they are about another kiosk.
var foundElsewhere = map[Found]string{
	FoundKiosk:     "it signs with a key that nobody confirmed: what it says is shown apart and changes nothing",
	FoundUncovered: "entries of an earlier version are not covered by a signature of staff, and change nothing: run archive upgrade there",
}

// AllFound lists the kinds, for those who put them into words.
func AllFound() []Found { return slices.Sorted(maps.Keys(foundWords)) }

func (f Finding) String() string {
	s := foundWords[f.Kind]
	if f.Was != "" {
		s += ": " + foundWords[f.Was]
	}
	if f.Archive != (ID{}) {
		s = "another kiosk: " + cmp.Or(foundElsewhere[f.Kind], s)
	}
	if f.File > 0 {
		s += fmt.Sprintf(" (archive-%d.db", f.File)
		if f.Seq > 0 {
			s += fmt.Sprintf(", entry %d", f.Seq)
		}
		s += ")"
	}
	if f.Name != "" {
		s += " (" + f.Name + ")"
	}
	if f.Count > 1 {
		s += fmt.Sprintf(": %d", f.Count)
	}
	return s
}

// Report is what a check of an archive found.
type Report struct {
	Files     int       `json:"files"`
	Entries   int64     `json:"entries"`
	Consents  int64     `json:"consents"` // those not erased
	Erased    int64     `json:"erased"`
	Contents  int64     `json:"contents_checked"` // entries whose encrypted content was compared with the chain
	Decrypted int64     `json:"decrypted,omitempty"`
	Head      Position  `json:"head"`
	Findings  []Finding `json:"findings"`
}

// Position names an entry by its place in the chain. Written down elsewhere, it
// proves later that nothing before it was changed.
type Position struct {
	File int   `json:"file"`
	Seq  int64 `json:"seq"`
	Hash Hash  `json:"hash"`
}

func (p Position) String() string { return fmt.Sprintf("%d:%d:%s", p.File, p.Seq, p.Hash) }

// ParsePosition reads what String wrote.
func ParsePosition(s string) (p Position, err error) {
	var hash string
	if n, scanErr := fmt.Sscanf(s, "%d:%d:%s", &p.File, &p.Seq, &hash); n != 3 || scanErr != nil {
		return p, fmt.Errorf("this is not the head of a chain (FILE:ENTRY:HASH)")
	}
	p.Hash, err = ParseHash(hash)
	return p, err
}

const MaxFindings = 1000

// AddOnce adds one finding of a kind and file, and counts the others.
func (r *Report) AddOnce(f Finding) {
	for i, there := range r.Findings {
		if there.Kind == f.Kind && there.File == f.File && there.Archive == f.Archive {
			r.Findings[i].Count = max(there.Count, 1) + 1
			return
		}
	}
	r.Add(f)
}

func (r *Report) Add(f Finding) {
	if len(r.Findings) < MaxFindings {
		r.Findings = append(r.Findings, f)
	}
}

// Damaged tells whether something is lost or changed. A report can be neither
// whole nor damaged: see Finding.Damage.
func (r Report) Damaged() bool { return slices.ContainsFunc(r.Findings, Finding.Damage) }

// Whole tells whether nothing is lost or changed.
func (r Report) Whole() bool {
	for _, f := range r.Findings {
		if !f.Harmless() {
			return false
		}
	}
	return true
}

// Anchored tells whether a head that was kept elsewhere shows it. It may show no more once
// entries were sent again.
func (f Finding) Anchored() bool {
	return f.Kind == FoundSetBack || f.Kind == FoundGone || f.Kind == FoundCut
}

// Lasts tells whether a finding is a state that shows at each check until it is mended.
func (f Finding) Lasts() bool {
	switch f.Kind {
	case FoundEarlier, FoundKiosk, FoundUncovered, FoundNoKey, FoundSystem, FoundKey, FoundForeign:
		return true
	}
	return false
}
