package window_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"eclaire/ui/play/window"
)

// starts is how often each start is measured.
const starts = 15

// idleFor is how long idle windows are watched, once they have come to rest.
const idleFor = 15 * time.Second

// made gives the program as make builds it.
func made(b *testing.B) string {
	b.Helper()
	path, err := filepath.Abs("../../../bin/eclaire")
	if err == nil {
		_, err = os.Stat(path)
	}
	if err != nil {
		b.Skip("there is no bin/eclaire: run make build")
	}
	return path
}

// BenchmarkLightStart measures how long it takes from the start of the program until
// the first frame stands on the screen, in turn with a window that has nothing in it.
func BenchmarkLightStart(b *testing.B) {
	path, empty := made(b), program(b, "empty")
	w := open(b, window.Options{Program: empty, Manager: true})
	var ours, theirs []time.Duration
	for range starts {
		theirs = append(theirs, firstFrame(b, w.Command(empty, "--trace")))
		ours = append(ours, firstFrame(b, w.Command(path, "--trace")))
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(median(ours), "ms-first-frame")
	b.ReportMetric(median(theirs), "ms-first-frame-empty")
}

// firstFrame starts a program and ends it once it says that it has drawn.
func firstFrame(b *testing.B, cmd *exec.Cmd) time.Duration {
	b.Helper()
	told, err := cmd.StderrPipe()
	if err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	defer func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }()
	lines := bufio.NewScanner(told)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if strings.Contains(lines.Text(), `"drawn"`) {
			return time.Since(start)
		}
	}
	b.Fatal("the program ended without a word")
	return 0
}

// BenchmarkLightCommands measures commands from start to end: the versions, which
// needs the texts, the check, which reads them anew, and the booklet, which is drawn.
func BenchmarkLightCommands(b *testing.B) {
	path := made(b)
	for _, args := range [][]string{{"version"}, {"check"}, {"booklet", "-o", filepath.Join(b.TempDir(), "booklet.pdf")}} {
		b.Run(args[0], func(b *testing.B) {
			var times []time.Duration
			for range starts {
				start := time.Now()
				if out, err := exec.Command(path, args...).CombinedOutput(); err != nil {
					b.Fatalf("%v: %v\n%s", args, err, out)
				}
				times = append(times, time.Since(start))
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(median(times), "ms-median")
		})
	}
}

// BenchmarkLightIdle measures which part of a processor the welcome screen takes
// while nobody touches it, at the same time as a window that has nothing in it.
func BenchmarkLightIdle(b *testing.B) {
	path, empty := made(b), program(b, "empty")
	w := open(b, window.Options{Program: empty, Manager: true})
	share := map[string]float64{}
	watched := map[string]*exec.Cmd{"%-idle": w.Command(path), "%-idle-empty": w.Command(empty)}
	for _, cmd := range watched {
		if err := cmd.Start(); err != nil {
			b.Fatal(err)
		}
		defer func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }()
	}
	time.Sleep(idleFor / 3)
	for name, cmd := range watched {
		share[name] = -processor(b, cmd.Process.Pid).Seconds()
	}
	time.Sleep(idleFor)
	b.ReportMetric(0, "ns/op")
	for name, cmd := range watched {
		share[name] += processor(b, cmd.Process.Pid).Seconds()
		b.ReportMetric(100*share[name]/idleFor.Seconds(), name)
	}
}

// tick is the unit in which Linux tells the time of processes.
const tick = 10 * time.Millisecond

// processor is how long a process has had a processor so far.
func processor(b *testing.B, pid int) time.Duration {
	b.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		b.Skip("processes are looked at under Linux only")
	}
	_, rest, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(rest)
	var ticks int
	for _, field := range fields[11:13] { // in the program, and in the system for it
		n, err := strconv.Atoi(field)
		if err != nil {
			b.Fatal(err)
		}
		ticks += n
	}
	return time.Duration(ticks) * tick
}

// BenchmarkLightSize tells how large the program file is, in millions of bytes.
func BenchmarkLightSize(b *testing.B) {
	info, err := os.Stat(made(b))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(info.Size())/1e6, "MB")
}

func median(times []time.Duration) float64 {
	slices.Sort(times)
	return float64(times[len(times)/2].Microseconds()) / 1000
}
