package main

import (
	"encoding/json"
	"io"

	"eclaire/ui"
)

// tracing writes what can be touched, a line of JSON for each change, and
// {"at":"drawn"} once what the last line tells stands on the screen.
func tracing(w io.Writer) (sight func(ui.Sight), drawn func()) {
	e := json.NewEncoder(w)
	sight = func(s ui.Sight) { _ = e.Encode(s) } // a test that has gone reads nothing
	drawn = func() {
		_ = e.Encode(struct {
			At string `json:"at"`
		}{"drawn"})
	}
	return sight, drawn
}
