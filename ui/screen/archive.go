package screen

import (
	"image"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"eclaire/consent"
	"eclaire/consent/numbers"
	"eclaire/ui/widget"
)

// The names of the staff's screens of the archive.
const (
	ArchiveUnlock = "archive-unlock" // name and passphrase
	ArchiveList   = "archive"        // search
	ArchiveFilter = "archive-filter" // and what narrows it
	ArchiveEntry  = "archive-entry"  // one document
	ArchivePages  = "archive-pages"  // its pages
	ArchiveExport = "archive-export" // the folder to write it into
	ArchiveHold   = "archive-hold"   // the reason of a hold or release
	ArchiveTrail  = "archive-trail"  // who did what
	ArchiveVerify = "archive-verify" // whether all is whole

	ArchiveNumbers = "archive-numbers" // what all records have in common
)

// ofEntry is the Item of a trail that is one document's.
const ofEntry = "entry"

// OfArchive tells whether a screen can show what the archive holds.
func (r Route) OfArchive() bool { return strings.HasPrefix(r.Name, ArchiveList) }

// OfStaff tells whether a screen lies behind the staff's door. Where it does not,
// the archive is locked.
func (r Route) OfStaff() bool {
	switch r.Name {
	case Staff, CaseForm, CheckFile, CheckResult, WaitingList, WaitingCode, AsideList:
		return true
	}
	return r.OfArchive()
}

// What can be going on in the archive (locales: archive.working.*).
const (
	Unlocking  = "unlock"
	Indexing   = "index"
	Opening    = "open"
	Drawing    = "pages"
	Reprinting = "print"
	Exporting  = "export"
	Listing    = "folder"
	Noting     = "hold"
	Tracing    = "trail"
	Verifying  = "verify"
	Counting   = "numbers"
)

// Archive is what the staff's screens of the archive show. It holds patients'
// data: the shell empties it when the archive is locked or left.
type Archive struct {
	Who, Secret string // as far as they are typed
	Bare        bool   // the passphrase is shown as it is typed
	Code        string // of a sheet, looked for once the archive is unlocked

	Working  string // what is going on, "" for nothing
	Done, Of int64  // how far it is; Of is 0 while that is not known
	Problem  string // why it could not be done (locales: archive.problem.*), or ""
	Until    time.Time
	Told     string // what was just done (locales: archive.told.*), or ""

	Find  Find
	Rows  []ArchiveRow // found, of which Shown are drawn
	Shown int
	More  bool // more was found than Rows

	Entry       *ArchiveEntryView
	Pages       Pages
	Destination Destination
	Why         string // the reason of a hold, as far as it is typed

	Trail  TrailView
	Report *ReportView

	Numbers *numbers.Table // nil until they are counted
	Unread  bool           // some records could not be read for them
}

// EntryID names an entry of the archive.
type EntryID [16]byte

// Find is what the staff look for.
type Find struct {
	Text      string
	Outcome   string // a consent.Outcome, or "" for all
	Period    string // one of the periods below
	From, To  string // as typed, for PeriodDays
	Clinician string
	ByName    bool
}

// The periods of a Find.
const (
	PeriodAll   = ""
	PeriodToday = "today"
	PeriodWeek  = "week"
	PeriodYear  = "year"
	PeriodDays  = "days"
)

// ArchiveRow is one document in the list.
type ArchiveRow struct {
	ID        EntryID
	Record    string
	Name      string
	Born      consent.Date // zero if not known
	When      time.Time
	Outcome   consent.Outcome
	Later     consent.Outcome // what was said to it since, or ""
	Refers    string          // the record that it confirms or withdraws
	Clinician string
	Day       consent.Date // of keeping
	Held      bool
	Erased    bool // then nothing else is known but Day
	Damaged   bool // its place in the chain is damaged, the document itself was found
	// Unconfirmed tells that no key that staff confirmed signed it: nobody vouches for it.
	Unconfirmed bool
}

// ArchiveEntryView is one document, opened.
type ArchiveEntryView struct {
	Row       ArchiveRow
	Record    *consent.Record // nil if it cannot be read
	Checked   *Checked        // nil where documents cannot be checked
	Unstamped bool            // there is a late time stamp that does not fit
	Papers    []Paper         // what it can be printed as, at least one
}

// Pages is the document as it is drawn again.
type Pages struct {
	Count int
	Shown int // from 0
	Image image.Image
}

// Destination is where a document is to be written.
type Destination struct {
	Dir       string
	Rows      []FileRow
	ForSystem bool // with a manifest, in a folder of its own
	Written   string
}

// TrailView is the audit trail, the newest first.
type TrailView struct {
	Rows  []TrailRow
	Shown int
	More  bool // there are older lines than Rows
}

// TrailRow is one line of it.
type TrailRow struct {
	At          time.Time
	Who, Action string
	Record      string // the document it was done with, or ""
	Why, Detail string
}

// ReportView is what a check of the whole archive found. It names no patient.
type ReportView struct {
	Whole                              bool
	Damaged                            bool // neither: something waits, or not all could be read
	At                                 time.Time
	Entries, Consents, Erased, Checked int64
	Findings                           []FoundView
}

// FoundView is one finding.
type FoundView struct {
	Kind   string // locales: archive.found.*
	File   int
	Seq    int64
	Record string
	Was    string  // of what was found earlier: the kind it was of
	Told   EntryID // likewise, where it stands in the trail: staff can acknowledge it
	Print  string  // of a kiosk's key that is not confirmed: its fingerprint
	// Harmless tells that nothing is lost by it, Waits that somebody has to say something to
	// it, Damage that something is missing or changed; none of them, that something could not
	// be read.
	Harmless, Waits, Damage bool
}

// working is the screen while something is going on: what, how far, and the way
// to stop it.
func (c archiving) working(title string) View {
	bar := widget.NewProgress("", 0, 0)
	words := widget.NewParagraph(c.T("archive.working." + c.Archive.Working))
	fill := func() {
		a := c.Archive
		if a.Of <= 0 {
			bar.Hide()
			return
		}
		bar.Show()
		done := int(min(a.Done, a.Of))
		bar.Set(c.T("archive.progress", "Done", c.Say.Integer(done), "Of", c.Say.Integer(int(a.Of))), done, int(a.Of))
	}
	fill()
	return View{
		Body:     widget.NewStack(gap, widget.NewTitle(title), words, bar),
		Calm:     true,
		Progress: c.T("staff"),
		Back:     &Action{Label: c.T("archive.stop"), Do: c.archive.StopArchive, Plain: true},
		Refill:   fill,
	}
}

// troubles says what went wrong and what was done, if anything.
func (c archiving) troubles() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	a := c.Archive
	switch {
	case a.Problem == "wait":
		out = append(out, caution(c.T("archive.problem.wait", "Time", c.timeUntil(a.Until))))
	case a.Problem != "":
		out = append(out, caution(c.T("archive.problem."+a.Problem)))
	}
	if a.Told != "" {
		out = append(out, done(c.T("archive.told."+a.Told, "Place", a.Destination.Written)))
	}
	return out
}

// timeUntil puts a time to wait in seconds, or in minutes when it is long, rounded
// up.
func (c archiving) timeUntil(until time.Time) string {
	seconds := max(int((until.Sub(c.Host.Now())+time.Second-1)/time.Second), 0)
	if seconds > 90 {
		return c.Say.N("archive.minutes", (seconds+59)/60)
	}
	return c.Say.N("archive.seconds", seconds)
}

// pick is a choice of one among a few, with its name above.
func (c archiving) pick(id string, options []widget.Option, selected string, set func(string)) fyne.CanvasObject {
	label := c.T(id)
	return widget.NewStack(6, widget.NewQuiet(label), c.segmented(id, label, options, selected, set))
}

// typed is a field whose text stands in the state.
func (c archiving) typed(id string, into *string) *widget.Field {
	f := widget.NewField(c.T(id), nil)
	c.bind(f, into)
	return f
}

// bind keeps what is typed into a field, and shows the on-screen keyboard at it.
func (c archiving) bind(f *widget.Field, into *string) {
	if f.Kind != widget.Secret {
		f.Fold = consent.Plain
	}
	f.SetText(*into)
	f.OnChanged = func(text string) {
		*into = text
		c.Host.Touched()
	}
	f.OnTouch, f.OnBlur = c.Host.Keys, c.Host.NoKeys
}
