package main

import (
	"encoding/json"
	"io"

	"eclaire/ui"
)

// tracing writes what can be touched, a line of JSON for each change;
// {"at":"drawn"} once what the last line tells stands on the screen; and
// {"at":"lifted"} when a finger has lifted and what it touched was done.
func tracing(w io.Writer) (sight func(ui.Sight), drawn, lifted func()) {
	e := json.NewEncoder(w)
	sight = func(s ui.Sight) { _ = e.Encode(s) } // a test that has gone reads nothing
	at := func(what string) func() {
		return func() {
			_ = e.Encode(struct {
				At string `json:"at"`
			}{what})
		}
	}
	return sight, at("drawn"), at("lifted")
}
