# The everyday commands. `make run` and `make test` install what they need by
# apt (see .ci/setup).

GO ?= go

.PHONY: run build test quick bench soak conformance screenshots check figures clean

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
	@$(GO) build -o bin/eclaire ./cmd/eclaire

# Everything that must hold: formatting, vet, staticcheck, all tests with the
# race detector, and one real window taken by the keyboard under Xvfb. The
# archive's tests do without the detector: it makes locking a key by a passphrase,
# slow on purpose, ten times slower.
test:
	@.ci/setup test
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); \
		if [ -n "$$unformatted" ]; then echo "not formatted: $$unformatted"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	ECLAIRE_ALL_TESTS=1 $(GO) test -race -timeout 25m $$($(GO) list ./... | grep -v 'consent/archive$$')
	ECLAIRE_ALL_TESTS=1 $(GO) test -timeout 25m ./consent/archive

# The same tests without the race detector and the real window.
quick:
	@.ci/setup
	$(GO) test ./...

# Every document there is, both orders of languages, both papers, normal and
# large print, sealed, through veraPDF, qpdf and pyHanko; see .ci/conformance.
conformance:
	@.ci/setup test
	@rm -rf bin/conformance && mkdir -p bin/conformance
	ECLAIRE_CONFORMANCE=$(CURDIR)/bin/conformance $(GO) test -count=1 -run TestWriteConformanceSet ./consent/document
	.ci/conformance bin/conformance

# The archive's long tests: killed a thousand times while keeping and a thousand
# times while the kiosk finishes a session, every call of the file layer made to
# fail, fifty kiosks sending ten thousand consents; and what the kiosk keeps in
# memory after a session and after two hundred. An hour and a half.
soak:
	@.ci/setup test
	ECLAIRE_SOAK=1 ECLAIRE_ALL_TESTS=1 $(GO) test -count=1 -v -timeout 60m -run 'TestKilled|TestFileLayerFails|TestDiskFull|TestBytesFlipped' ./consent/archive
	ECLAIRE_SOAK=1 ECLAIRE_ALL_TESTS=1 $(GO) test -count=1 -v -timeout 60m ./consent/archive/central
	ECLAIRE_SOAK=1 ECLAIRE_ALL_TESTS=1 $(GO) test -count=1 -v -timeout 60m -run TestKilledWhileFinishing ./cmd/eclaire
	ECLAIRE_SOAK=1 ECLAIRE_ALL_TESTS=1 $(GO) test -count=1 -v -timeout 3h -run 'TestMemoryIsFlat|TestNothingOfThePatientStays' ./cmd/eclaire

# With it, the kiosk's memory over 200 whole sessions in a real window: half an
# hour, more on a slow machine.
bench: build
	@.ci/setup test
	$(GO) test -run '^$$' -bench . -benchmem -timeout 3h ./...

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

clean:
	rm -rf bin demo screenshots
