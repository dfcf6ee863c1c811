// Package consent is the domain: the case a nurse enters, the session a patient
// goes through, the decision, the signatures and the record that remains.
//
// It is pure: no window, no file, no clock and no chance of its own. Every
// change is a function of a value and an event. It must never advise: it
// informs, lists what the source lists, and records.
package consent
