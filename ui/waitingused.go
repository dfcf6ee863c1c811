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
func (d *casesDesk) useUp(id waiting.ID) {
	if d.list == nil || id == (waiting.ID{}) || d.used.has(id) {
		return
	}
	if d.used.pending == nil {
		d.used.pending = map[waiting.ID]bool{}
	}
	d.used.pending[id] = true
	d.used.tried = time.Time{}
	d.eraseUsed()
}

// eraseUsed erases the used cases that are still on the list.
func (d *casesDesk) eraseUsed() {
	if d.used.busy || d.Now().Sub(d.used.tried) < eraseAgain {
		return
	}
	var ids, failed []waiting.ID
	for id, pending := range d.used.pending {
		if pending {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return
	}
	d.used.busy = true
	d.erasing.do(task{work: func(context.Context) {
		for _, id := range ids {
			if d.list.Remove(context.Background(), id) != nil {
				failed = append(failed, id)
			}
		}
	}, done: func() {
		d.used.busy = false
		for _, id := range ids {
			d.used.pending[id] = false
		}
		for _, id := range failed {
			d.used.pending[id], d.used.tried = true, d.Now()
		}
	}})
}

// RemoveCase takes a case off the list, after asking.
func (d *casesDesk) RemoveCase(id waiting.ID) {
	say := d.say()
	var name string
	for _, r := range d.State().Waiting.Rows {
		if r.ID == id {
			if name = r.Name; r.Strange {
				name = r.Code
			}
		}
	}
	d.ask(widget.NewDialog(say.T("waiting.remove.title"), say.T("waiting.remove.text", "Name", name), nil,
		widget.DialogButton{ID: "remove.keep", Text: say.T("waiting.remove.keep"), Kind: widget.Secondary},
		widget.DialogButton{ID: "remove.do", Text: say.T("waiting.remove.do"), Kind: widget.Secondary, OnTapped: func() {
			d.useUp(id)
			d.OpenList()
		}}))
}
