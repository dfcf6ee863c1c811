package screen

import (
	"time"

	"eclaire/consent"
	"eclaire/consent/waiting"
	"eclaire/ui/widget"
)

// Host is what every screen may ask of the shell around it. What only some of
// them ask is at a desk.
type Host interface {
	Go(Route)             // shows another screen
	Redraw()              // the same screen anew
	Relayout()            // the same controls, some of which need more room now
	Touched()             // somebody is there
	SetNext(on bool)      // whether the primary action can be pressed
	Keys(*widget.Field)   // a field was touched and wants the keyboard
	NoKeys(*widget.Field) // a field was left and wants it no more
	EndSession()          // wipes everything of the patient
	Now() time.Time
}

// Desks are all desks of the shell. The families below tell which of them a screen
// is given. A new desk is an interface here, a struct with a file of its own in ui,
// and a line in each of the two lists.
type Desks struct {
	Door      Door
	Way       Way
	Finishing Finishing
	Cases     Cases
	Checking  Checking
	Archive   Archivist
	Aside     Shelving
	Rest      Resting
}

// Door is the staff's way in and out.
type Door interface {
	StaffDoor()    // asks for the PIN, then shows the staff screen
	CloseProgram() // leaves, for staff
	Meet()         // asks for the PIN, then shows the clinician's page of the session
	Countersign()  // asks for the PIN, then lets the clinician sign
}

// Way is the patient's way from screen to screen.
type Way interface {
	// Do applies an event to the session. A refusal is returned and, when the
	// session is already signed, the shell asks whether to take that back.
	Do(consent.Event) error
	Next()     // the next screen on the way
	Back()     // the one before
	TakeBack() // takes all signatures back, after asking
	Rest()     // lets the patient rest: nothing is asked for a while
}

// Finishing makes the document of a signed session.
type Finishing interface {
	Finish()         // makes, stores and shows the document
	ShowSheet(n int) // shows a page of it
	Print(Paper)     // prints it, or a part of it
	PrintOther()     // asks what of it to print
	PrintHome()      // prints what the patient takes home to think it over
}

// Cases are the cases prepared on the waiting list.
type Cases interface {
	PutOnList()                // keeps the form on the waiting list and shows its code
	KeepCorrection()           // puts the form in the place of its case on the list
	OpenList()                 // shows the waiting list
	StartCase(id waiting.ID)   // gives the screen to the patient of a case on the list
	CorrectCase(id waiting.ID) // opens the form of a case on the list
	RemoveCase(id waiting.ID)  // takes a case off the list, after asking
	FindCode(code string)      // greets the patient whose case has a code
}

// Checking examines documents for the staff.
type Checking interface {
	OpenFolder(dir string) // lists the documents of a folder, "" for that of the finished ones
	CheckFile(path string) // examines a document
	CheckCode(code string) // examines the document of a sheet's code
}

// Archivist is what the screens may ask of the archive.
type Archivist interface {
	OpenArchive()           // shows the list, after the passphrase if it is locked
	Unlock()                // with the name and passphrase typed
	LockArchive()           // and shows the staff's screen
	StopArchive()           // stops what is going on
	SearchArchive(now bool) // for State's Find; now: without waiting for more to be typed
	OpenEntry(id EntryID)   // opens a document
	ShowPage(n int)         // draws a page of the document opened
	PrintEntry()            // prints it, after asking what of it
	// PickFolder lists the folders of a folder, "" for the usual one, into which the
	// document or the numbers are to be written.
	PickFolder(dir string, numbers bool)
	ExportEntry()         // writes it into the folder picked
	OpenNumbers()         // counts what all records have in common
	ExportNumbers()       // writes it into the folder picked
	HoldEntry()           // holds or releases it, for the reason typed
	OpenTrail(entry bool) // reads the audit trail, of all or of the document opened
	VerifyArchive()       // checks everything
	Acknowledge(EntryID)  // says by name that what was found earlier is known
	ConfirmKiosk(string)  // lets a key of this kiosk count, by its fingerprint
}

// builders draw the screen of each route.
var builders = map[string]func(*Context, Desks) View{
	Welcome: drawn(welcomes, welcoming.welcome), Hello: drawn(greetings, greeting.hello), Code: drawn(codeEntries, codeEntry.code),
	Page: drawn(lessons, lesson.page), More: drawn(lessons, lesson.more), Break: drawn(greetings, greeting.chapterEnd), CheckIntro: drawn(quizzes, quiz.checkIntro), Question: drawn(quizzes, quiz.question),
	Values: drawn(askings, asking.values), Doctor: drawn(askings, asking.doctor),
	Decision: drawn(decisions, deciding.decision), Review: drawn(decisions, deciding.review), Statements: drawn(decisions, deciding.statements),
	Instead: drawn(decisions, deciding.instead),
	Sign:    drawn(signings, (*signing).sign), Finished: drawn(finishes, finishing.finished),
	Declined: drawn(decisions, deciding.declined), Lean: drawn(askings, asking.lean), Thanks: drawn(thankings, thanking.thanks),
	Together: drawn(meetings, meeting.together), AskAgain: drawn(meetings, meeting.askAgain), Entries: drawn(meetings, meeting.entries),
	Correct:   drawn(meetings, meeting.correct),
	AsideList: drawn(shelves, shelf.list), Rest: drawn(restfuls, restful.resting), Call: drawn(restfuls, restful.calling),

	Staff: drawn(staffs, staffing.staff), CaseForm: drawn(forms, (*form).caseForm),
	WaitingList: drawn(preparations, preparing.waitingList), WaitingCode: drawn(preparations, preparing.waitingCode),
	CheckFile: drawn(checks, checking.checkFile), CheckResult: drawn(checks, checking.checkResult),

	ArchiveUnlock: drawn(archives, archiving.archiveUnlock), ArchiveList: drawn(searches, searching.archiveList), ArchiveFilter: drawn(searches, searching.archiveFilter),
	ArchiveEntry: drawn(openings, opening.archiveEntry), ArchivePages: drawn(openings, opening.archivePages),
	ArchiveExport: drawn(openings, opening.archiveExport), ArchiveHold: drawn(openings, opening.archiveHold),
	ArchiveTrail: drawn(traces, tracing.archiveTrail), ArchiveVerify: drawn(traces, tracing.archiveVerify),
	ArchiveNumbers: drawn(traces, tracing.archiveNumbers),
}

// drawn gives what draws a screen: build, on its family made anew.
func drawn[F any](family func(*Context, Desks) F, build func(F) View) func(*Context, Desks) View {
	return func(c *Context, d Desks) View { return build(family(c, d)) }
}

// onWay is what the screens share from which the usual way leads on and back.
type onWay struct {
	*Context
	way Way
}

// next is the usual primary action.
func (c onWay) next() *Action { return &Action{Label: c.T("next"), Do: c.way.Next} }

// back is the usual way back.
func (c onWay) back() *Action { return &Action{Label: c.T("back"), Do: c.way.Back} }

// The families of screens, each with what it may ask beside the shell.
type (
	welcoming struct {
		onWay
		door Door
	}
	greeting struct {
		onWay
		rest Resting
	}
	codeEntry struct {
		onWay
		cases Cases
	}
	lesson   struct{ onWay }
	quiz     struct{ onWay }
	asking   struct{ onWay }
	deciding struct {
		onWay
		door Door
		rest Resting
	}
	thanking struct {
		onWay
		door  Door
		aside Shelving
		rest  Resting
	}
	meeting struct {
		onWay
		quiz  quiz
		aside Shelving
	}
	finishing struct {
		*Context
		finishing Finishing
	}
	staffing struct {
		onWay
		door     Door
		cases    Cases
		checking Checking
		archive  Archivist
		aside    Shelving
	}
	preparing struct {
		*Context
		cases   Cases
		archive Archivist
	}
	checking struct {
		*Context
		checking Checking
		archive  Archivist
	}
	archiving struct {
		*Context
		archive Archivist
	}
	searching struct{ archiving }
	opening   struct{ archiving }
	tracing   struct{ archiving }
)

func walks(c *Context, d Desks) onWay           { return onWay{c, d.Way} }
func welcomes(c *Context, d Desks) welcoming    { return welcoming{walks(c, d), d.Door} }
func greetings(c *Context, d Desks) greeting    { return greeting{walks(c, d), d.Rest} }
func codeEntries(c *Context, d Desks) codeEntry { return codeEntry{walks(c, d), d.Cases} }
func lessons(c *Context, d Desks) lesson        { return lesson{walks(c, d)} }
func quizzes(c *Context, d Desks) quiz          { return quiz{walks(c, d)} }
func askings(c *Context, d Desks) asking        { return asking{walks(c, d)} }
func decisions(c *Context, d Desks) deciding    { return deciding{walks(c, d), d.Door, d.Rest} }
func thankings(c *Context, d Desks) thanking    { return thanking{walks(c, d), d.Door, d.Aside, d.Rest} }
func meetings(c *Context, d Desks) meeting      { return meeting{walks(c, d), quizzes(c, d), d.Aside} }
func finishes(c *Context, d Desks) finishing    { return finishing{c, d.Finishing} }
func preparations(c *Context, d Desks) preparing {
	return preparing{c, d.Cases, d.Archive}
}
func checks(c *Context, d Desks) checking    { return checking{c, d.Checking, d.Archive} }
func archives(c *Context, d Desks) archiving { return archiving{c, d.Archive} }
func searches(c *Context, d Desks) searching { return searching{archives(c, d)} }
func openings(c *Context, d Desks) opening   { return opening{archives(c, d)} }
func traces(c *Context, d Desks) tracing     { return tracing{archives(c, d)} }

func staffs(c *Context, d Desks) staffing {
	return staffing{walks(c, d), d.Door, d.Cases, d.Checking, d.Archive, d.Aside}
}

func forms(c *Context, d Desks) *form {
	return &form{onWay: walks(c, d), list: preparations(c, d)}
}

func signings(c *Context, d Desks) *signing {
	return &signing{onWay: walks(c, d), finishing: d.Finishing, door: d.Door}
}
