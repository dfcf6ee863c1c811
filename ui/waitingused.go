package ui

import (
	"context"
	"time"

	"eclaire/consent/waiting"
	"eclaire/ui/widget"
)

// usedCases are the cases that are not to be started again. They are known by
// chance ids alone, so that they may be kept past the end of a session. The
// value tells whether the case is still to be erased from the list.
type usedCases struct {
	pending map[waiting.ID]bool
	busy    bool
	tried   time.Time // the last time that erasing failed
}

// eraseAgain is how long to wait before erasing is tried again.
const eraseAgain = 10 * time.Second

func (u *usedCases) has(id waiting.ID) bool {
	_, used := u.pending[id]
	return used
}

// useUp takes a case off the list, now or as soon as it can be.
func (s *Shell) useUp(id waiting.ID) {
	if s.o.Waiting == nil || id == (waiting.ID{}) || s.used.has(id) {
		return
	}
	if s.used.pending == nil {
		s.used.pending = map[waiting.ID]bool{}
	}
	s.used.pending[id] = true
	s.used.tried = time.Time{}
	s.eraseUsed()
}

// eraseUsed erases the used cases that are still on the list.
func (s *Shell) eraseUsed() {
	if s.used.busy || s.o.Now().Sub(s.used.tried) < eraseAgain {
		return
	}
	var ids, failed []waiting.ID
	for id, pending := range s.used.pending {
		if pending {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return
	}
	s.used.busy = true
	s.o.Run(func() {
		for _, id := range ids {
			if s.o.Waiting.Remove(context.Background(), id) != nil {
				failed = append(failed, id)
			}
		}
	}, func() {
		s.used.busy = false
		for _, id := range ids {
			s.used.pending[id] = false
		}
		for _, id := range failed {
			s.used.pending[id], s.used.tried = true, s.o.Now()
		}
	})
}

// RemoveCase takes a case off the list, after asking.
func (s *Shell) RemoveCase(id waiting.ID) {
	say := s.say()
	var name string
	for _, r := range s.state.Waiting.Rows {
		if r.ID == id {
			if name = r.Name; r.Strange {
				name = r.Code
			}
		}
	}
	s.ask(widget.NewDialog(say.T("waiting.remove.title"), say.T("waiting.remove.text", "Name", name), nil,
		widget.DialogButton{ID: "remove.keep", Text: say.T("waiting.remove.keep"), Kind: widget.Secondary},
		widget.DialogButton{ID: "remove.do", Text: say.T("waiting.remove.do"), Kind: widget.Secondary, OnTapped: func() {
			s.useUp(id)
			s.OpenList()
		}}))
}
