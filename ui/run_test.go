package ui

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2/test"
)

// The tests of the screens do all work at once, so that the race detector has
// nothing to find there. These are for it.

func TestInBackground(t *testing.T) {
	test.NewTempApp(t)
	result, ended := 0, make(chan bool)
	new(worker).inBackground(func() { result = 7 }, func() { ended <- result == 7 })
	if !<-ended {
		t.Error("the end of the work came before its result")
	}
}

func TestEvery(t *testing.T) {
	test.NewTempApp(t)
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		n := 0
		new(worker).every(ctx, time.Second, func() { n++ })
		time.Sleep(3500 * time.Millisecond)
		synctest.Wait()
		if n != 3 {
			t.Errorf("%d ticks in three and a half seconds", n)
		}
		stop()
		time.Sleep(3 * time.Second)
		synctest.Wait()
		if n != 3 {
			t.Errorf("%d ticks after the end", n-3)
		}
	})
}

// byHand is a worker whose work is done when the test says so, in the order in
// which it was given, or at its end in another.
func byHand() (*worker, *[]func()) {
	var ends []func()
	w := &worker{}
	w.run = func(work, done func()) { work(); ends = append(ends, done) }
	return w, &ends
}

// told is a task that writes down what becomes of it.
func told(log *[]string, name string) task {
	add := func(what string) func() { return func() { *log = append(*log, name+" "+what) } }
	return task{work: func(context.Context) { add("works")() }, done: add("done"), show: add("shown"), dropped: add("dropped")}
}

func TestTasks(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(w *worker, l *line, log *[]string, end func(i int))
		want []string
	}{
		{"in order", func(_ *worker, l *line, log *[]string, end func(int)) {
			l.do(told(log, "a"))
			end(0)
			l.do(told(log, "b"))
			end(1)
		}, []string{"a works", "a done", "a shown", "b works", "b done", "b shown"}},
		{"superseded", func(_ *worker, l *line, log *[]string, end func(int)) {
			l.do(told(log, "a"))
			l.do(told(log, "b"))
			end(1)
			end(0) // the first comes last
		}, []string{"a works", "b works", "b done", "b shown", "a done", "a dropped"}},
		{"dropped", func(_ *worker, l *line, log *[]string, end func(int)) {
			l.do(told(log, "a"))
			l.drop()
			end(0)
		}, []string{"a works", "a done", "a dropped"}},
		{"the session ended", func(w *worker, l *line, log *[]string, end func(int)) {
			l.do(told(log, "a"))
			w.session++
			end(0)
			l.do(told(log, "b"))
			end(1)
		}, []string{"a works", "a done", "a dropped", "b works", "b done", "b shown"}},
		{"the session ended by its own end", func(w *worker, l *line, log *[]string, end func(int)) {
			a := told(log, "a")
			a.done = func() { w.session++ }
			l.do(a)
			end(0)
		}, []string{"a works", "a dropped"}},
		{"another line", func(w *worker, l *line, log *[]string, end func(int)) {
			l.do(told(log, "a"))
			w.newLine().do(told(log, "b"))
			end(0)
			end(1)
		}, []string{"a works", "b works", "a done", "a shown", "b done", "b shown"}},
		{"nothing to say", func(w *worker, l *line, log *[]string, end func(int)) {
			l.do(task{work: func(context.Context) {}})
			l.drop()
			l.do(task{work: func(context.Context) {}})
			end(0)
			end(1)
		}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var log []string
			w, ends := byHand()
			c.do(w, w.newLine(), &log, func(i int) { (*ends)[i]() })
			if !slices.Equal(log, c.want) {
				t.Errorf("%q, not %q", log, c.want)
			}
		})
	}
}

// TestWorkIsEnded tells the work of a task that nobody waits for it any more.
func TestWorkIsEnded(t *testing.T) {
	w, ends := byHand()
	var contexts []context.Context
	l := w.newLine()
	keep := task{work: func(ctx context.Context) { contexts = append(contexts, ctx) }}
	l.do(keep)
	if contexts[0].Err() != nil {
		t.Error("ended before it was superseded")
	}
	l.do(keep)
	if contexts[0].Err() == nil || contexts[1].Err() != nil {
		t.Error("not the superseded work was ended")
	}
	(*ends)[0]()
	if contexts[1].Err() != nil {
		t.Error("the end of the first ended the second")
	}
	l.drop()
	if contexts[1].Err() == nil {
		t.Error("what was dropped goes on")
	}
}

// TestProgressIsTold shows how far a task is until it is superseded.
func TestProgressIsTold(t *testing.T) {
	w, ends := byHand()
	l := w.newLine()
	passed, shown := 0, 0
	turn := l.next()
	tell := func() { turn.tell(func() { passed++ }, func() { shown++ }) }
	tell()
	(*ends)[0]()
	tell()
	l.drop()
	(*ends)[1]()
	if passed != 2 || shown != 1 {
		t.Errorf("passed %d times, shown %d times", passed, shown)
	}
}
