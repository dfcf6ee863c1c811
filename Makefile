# The everyday commands. `make run` and `make test` install what they need by
# apt (see .ci/setup).

GO ?= go

# The tests of these packages use one goroutine, so that the race detector finds
# nothing there and only makes them five times slower; cmd/eclaire has a test that
# it is so. All others run with it.
ALONE := ./assets/... ./locales/... ./ui/... ./cmd/mutants/...

# Drawing and comparing documents, damaging archives, checking all texts and driving the
# built program: five times slower under the race detector, so that it looks at those of
# their tests that do something side by side. soak lets it look at all of the archive's
# and the program's.
HEAVY := ./cmd/eclaire ./consent/document ./consent/inspect ./consent/archive ./content
SIDEBYSIDE := TestStampIsRetried|TestPrintSaysWhatTheRecordSays|TestPages|TestFixturesHold|TestBeside|TestTries|TestPut|TestRekey|TestSearch|TestRecords|TestParcels|TestVerifyCutShort|TestLocksItself|TestSecondProgram|TestStatementsFollowTheFile|TestBackupAndRestore|TestLateStamp|TestOwnPictures|TestReading

# Real windows under Xvfb, touched by a pointer: what a person's finger waits for
# takes most of their time, so that a few run beside each other, and nothing else. The
# longest begins at once.
WINDOWS := ./ui/play/window ./ui/play/gallery
LONGEST := ^TestJourney$$

# How the tests use memory: the toolkit forgets closed windows after a second
# instead of a minute, and the collector keeps each program under 1.2 GB if it can.
TESTENV := FYNE_CACHE=1s GOMEMLIMIT=1200MiB

# The long tests, and how long each target for fuzzing is tried there.
SOAKENV := $(TESTENV) ECLAIRE_SOAK=1 ECLAIRE_ALL_TESTS=1
FUZZTIME ?= 1m

# The program without what only a debugger reads (a panic still names file and
# line), and without the toolkit's font of coloured signs: ours has none of them, so
# that texts and fields refuse them.
# The version is that of FyneApp.toml.
VERSION := $(shell sed -n 's/^Version = "\(.*\)"/\1/p' FyneApp.toml)
BUILDFLAGS := -trimpath -ldflags "-s -w -X main.version=$(VERSION)" -tags no_emoji

.PHONY: run build test quick bench soak fuzz mutants conformance screenshots check figures snapshots dist dist-deb dist-windows dist-windows-test clean

# Opens the kiosk; without a display it plays the demo instead.
run: build
	@if [ "$$(uname -s)" = Linux ] && [ -z "$$DISPLAY" ] && [ -z "$$WAYLAND_DISPLAY" ]; then \
		echo "There is no display here (no DISPLAY, no WAYLAND_DISPLAY): playing the demo instead."; \
		bin/eclaire demo --out demo; \
	else \
		bin/eclaire; \
	fi

build:
	@.ci/setup
	@echo "Building (the first time takes a few minutes) ..."
	@$(GO) build $(BUILDFLAGS) -o bin/eclaire ./cmd/eclaire

# Everything that must hold before a change lands: formatting, vet, staticcheck
# (with its checks of names and comments, see staticcheck.conf), no function that
# nothing calls, all tests, those of several goroutines with the race detector, and real windows
# under Xvfb. Ten minutes on two cores. Where there is much of one kind, it looks
# at a part of it, the same every time; soak looks at all. A tool that is missing is
# a fault here.
test:
	@.ci/setup test
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); \
		if [ -n "$$unformatted" ]; then echo "not formatted: $$unformatted"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	@dead=$$($(GO) tool deadcode -test ./...) || exit 1; \
		if [ -n "$$dead" ]; then echo "$$dead"; exit 1; fi
	$(TESTENV) ECLAIRE_ALL_TESTS=1 $(GO) test -timeout 15m $$($(GO) list $(ALONE) | grep -vxF "$$($(GO) list $(WINDOWS))")
	export ECLAIRE_ALL_TESTS=1; \
		$(GO) test -timeout 15m -run '$(LONGEST)' ./ui/play/window & longest=$$!; \
		$(GO) test -p 1 -parallel 3 -timeout 15m -skip '$(LONGEST)' $(WINDOWS); code=$$?; \
		wait $$longest && exit $$code
	$(TESTENV) ECLAIRE_ALL_TESTS=1 $(GO) test -race -timeout 15m -run 'TestInBackground|TestEvery$$$$|TestTasks' ./ui
	$(TESTENV) ECLAIRE_ALL_TESTS=1 $(GO) test -timeout 15m $(HEAVY)
	$(TESTENV) ECLAIRE_ALL_TESTS=1 $(GO) test -race -timeout 15m -run '$(SIDEBYSIDE)' $(HEAVY)
	$(TESTENV) ECLAIRE_ALL_TESTS=1 $(GO) test -race -timeout 15m $$($(GO) list ./... | grep -vxF "$$($(GO) list $(ALONE) $(HEAVY))")

# While working: the short tests, without the race detector and the real windows;
# what needs a tool that is missing is skipped.
quick:
	@.ci/setup
	$(TESTENV) $(GO) test -short $$($(GO) list ./... | grep -vxF "$$($(GO) list $(WINDOWS))")

# Every document there is, both orders of languages, both papers, normal and
# large print, sealed, through veraPDF, qpdf, pyHanko and EU DSS; the pages as five
# programs draw them; and all texts through LanguageTool. See .ci/conformance,
# .ci/renderers and .ci/grammar.
conformance:
	@.ci/setup test
	@rm -rf bin/conformance && mkdir -p bin/conformance
	ECLAIRE_CONFORMANCE=$(CURDIR)/bin/conformance $(GO) test -count=1 -run TestWriteConformanceSet ./consent/document
	.ci/conformance bin/conformance
	.ci/renderers bin/conformance
	@rm -rf bin/grammar && mkdir -p bin/grammar
	ECLAIRE_TEXTS=$(CURDIR)/bin/grammar $(GO) test -count=1 -run TestWriteTexts ./content
	.ci/grammar bin/grammar

# What takes longer than half a minute: the archive killed a thousand times while
# keeping and a thousand times while the kiosk finishes a session, every call of the
# file layer made to fail, fifty kiosks sending ten thousand consents, every document
# there is, every screen in every setting and as the real window draws it, the whole
# way under a finger on every size of screen, a monkey for 5,000 steps, what the
# kiosk keeps in memory after a session and after two hundred, the packages for Windows
# under Wine, all packages made twice and compared, and every target for fuzzing. Five hours.
soak:
	@.ci/setup test
	$(SOAKENV) $(GO) test -count=1 -v -timeout 60m -run 'TestKilled|TestFileLayerFails|TestDiskFull|TestBytesFlipped|TestOneByte|TestSystemRefuses|TestUpgradeStopped' ./consent/archive
	$(TESTENV) $(GO) test -race -count=1 -timeout 60m ./consent/archive ./cmd/eclaire
	$(SOAKENV) $(GO) test -count=1 -v -timeout 60m ./consent/archive/central
	$(SOAKENV) $(GO) test -count=1 -v -timeout 60m -run 'TestKilledWhileFinishing|TestSignalsEndItCleanly' ./cmd/eclaire
	$(SOAKENV) $(GO) test -count=1 -v -timeout 3h -run 'TestMemoryIsFlat|TestNothingOfThePatientStays' ./cmd/eclaire
	$(SOAKENV) $(GO) test -count=1 -timeout 60m ./consent/document ./ui/play
	$(SOAKENV) $(GO) test -count=1 -v -timeout 2h -run 'TestWholeWayEverywhere|TestMonkey' ./ui/play/window
	$(SOAKENV) $(GO) test -count=1 -v -timeout 60m ./ui/play/gallery
	@$(MAKE) --no-print-directory dist-windows-test
	.ci/package/same
	@$(MAKE) --no-print-directory fuzz

# Every target for fuzzing for a while. Found inputs are not made smaller: that
# would take most of the time where one try is slow.
fuzz:
	@set -e; for p in $$($(GO) list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.Dir}}{{end}}' ./...); do \
		for f in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9]*\)(.*/\1/p' $$p/*_test.go); do \
			echo "$$p $$f"; \
			$(TESTENV) ECLAIRE_ALL_TESTS=1 $(GO) test -run '^$$' -fuzz "^$$f\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1x $$p; \
		done; \
	done

# Tests the tests: breaks 200 random lines of the domain and the content, one at a
# time, and names those that no short test notices. Some hours; narrow it, for
# instance: make mutants ARGS="-n 50 -seed 2 ./consent"
mutants:
	@.ci/setup test
	ECLAIRE_ALL_TESTS=1 $(GO) run ./cmd/mutants $(ARGS)

# Times and memory of the slow parts; with it the kiosk's memory over 200 whole
# sessions in a real window: half an hour, more on a slow machine. Start, idling and
# size alone, which ask for a quiet machine: make bench ARGS="-bench Light"
bench: build
	@.ci/setup test
	$(GO) test -run '^$$' -bench . -benchmem -timeout 3h $(ARGS) ./...

# Every screen, language, colour mode, size and text scale, with an index page:
# half an hour. Narrow it, for instance: make screenshots ARGS="-size 1280x800 -theme light"
screenshots: build
	$(GO) run ./ui/play/screenshots -out screenshots $(ARGS)

# Checks content and interface words.
check: build
	bin/eclaire check

# Draws the illustrations anew from their generator.
figures:
	$(GO) generate ./assets

# Makes anew what the program ships of texts and spine so that it need not make it
# at each start; a test says when that is due.
snapshots:
	$(GO) generate ./content ./assets/spine

# All that is given away, in dist/, with its digests. The same commit gives the same
# bytes, wherever it lies.
dist: dist-deb dist-windows
	cd dist && sha256sum eclaire_$(VERSION)_*.deb eclaire-$(VERSION)-setup.exe eclaire-$(VERSION)-windows-amd64.zip > SHA256SUMS && cat SHA256SUMS

# The Debian package, dist/eclaire_VERSION_amd64.deb: see .ci/package/deb. The same
# commit gives the same bytes. .ci/package/test-deb tries it on this machine.
dist-deb:
	@.ci/setup dist
	$(GO) build -trimpath -buildvcs=false -tags no_emoji -ldflags "-s -w -buildid= -X main.version=$(VERSION)" -o bin/dist/eclaire ./cmd/eclaire
	@.ci/package/deb bin/dist/eclaire

# What Windows is given, in dist/: a zip of the program and an installer, made on
# Linux; the same commit gives the same bytes. Five minutes the first time.
dist-windows:
	@.ci/setup dist-windows
	.ci/package/windows

# Tries both under Wine, with the whole way under a finger.
dist-windows-test: build dist-windows
	.ci/package/test-windows --window

clean:
	rm -rf bin demo dist screenshots
