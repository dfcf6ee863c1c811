package ui

import (
	"context"
	"runtime"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
)

// This file is the only place of the interface that starts goroutines; what
// they bring back to the screen goes through onScreen.

// worker does what takes time, away from the screen.
type worker struct {
	run     func(work, done func()) // see Options.Run
	pause   func(time.Duration)     // waits, within a work
	session int                     // counts the sessions: what belongs to one is not shown in the next
	ended   atomic.Bool             // the program leaves, see Shell.End
}

// task is work away from the screen, and what then becomes of it on the screen.
type task struct {
	work func(ctx context.Context) // ctx ends once the result is wanted no more
	// done comes first, whatever has happened meanwhile; nil is fine.
	done func()
	// show shows the result; dropped comes instead if the task was superseded or
	// its session has ended. nil is fine.
	show, dropped func()
}

// line takes tasks of one kind: each supersedes the one before.
type line struct {
	w    *worker
	turn int
	stop context.CancelFunc // ends the work of the last one
}

// newLine gives a line that nothing stands in.
func (w *worker) newLine() *line { return &line{w: w, stop: func() {}} }

// do does a task.
func (l *line) do(t task) { l.next().do(t) }

// drop has what is going on show nothing any more.
func (l *line) drop() {
	l.stop()
	l.turn++
}

// next gives the next turn, which supersedes the one before.
func (l *line) next() turn {
	l.drop()
	ctx, stop := context.WithCancel(context.Background())
	l.stop = stop
	return turn{line: l, number: l.turn, session: l.w.session, ctx: ctx, stop: stop}
}

// turn is the place of a task in its line.
type turn struct {
	line            *line
	number, session int
	ctx             context.Context
	stop            context.CancelFunc
}

// wanted tells whether what comes of the task may be shown. It is asked on the
// screen's goroutine.
func (t turn) wanted() bool { return t.number == t.line.turn && t.session == t.line.w.session }

// do does the task whose turn it is.
func (t turn) do(a task) {
	t.line.w.run(func() { a.work(t.ctx) }, func() {
		t.stop()
		if a.done != nil {
			a.done()
		}
		then := a.show
		if !t.wanted() {
			then = a.dropped
		}
		if then != nil {
			then()
		}
	})
}

// tell shows something while the task goes on; done comes on the screen too, be
// the task wanted or not.
func (t turn) tell(done, show func()) {
	t.line.w.run(func() {}, func() {
		done()
		if t.wanted() {
			show()
		}
	})
}

// onScreen does something on the screen's own goroutine, unless the program has
// ended before.
func (w *worker) onScreen(do func()) {
	defer func() {
		// The toolkit closes its queue while others may still be writing to it.
		if r := recover(); r != nil {
			if err, ok := r.(runtime.Error); !ok || err.Error() != "send on closed channel" {
				panic(r)
			}
		}
	}()
	if w.ended.Load() {
		return
	}
	fyne.Do(func() {
		if !w.ended.Load() {
			do()
		}
	})
}

// inBackground does work in a goroutine and then done on the screen's own.
func (w *worker) inBackground(work, done func()) {
	go func() {
		work()
		w.onScreen(done)
	}()
}

// later does something on the screen's own goroutine after a time, unless it is
// stopped before.
func (w *worker) later(d time.Duration, do func()) (stop func()) {
	t := time.AfterFunc(d, func() { w.onScreen(do) })
	return func() { t.Stop() }
}

// afterFrame does something once the frame that is being painted stands on the
// screen.
func (w *worker) afterFrame(do func()) { go w.onScreen(do) }

// every calls f on the screen's own goroutine, once in each period, until ctx ends.
func (w *worker) every(ctx context.Context, period time.Duration, f func()) {
	ticker := time.NewTicker(period)
	go func() {
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
				w.onScreen(f)
			}
		}
	}()
}
