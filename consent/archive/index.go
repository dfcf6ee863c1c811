package archive

import (
	"bytes"
	"cmp"
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"eclaire/consent"
	"eclaire/consent/archive/chain"
)

// Row is one consent in the index.
type Row struct {
	File   int         `json:"file"`
	Seq    int64       `json:"seq"`
	ID     chain.ID    `json:"id"`
	Day    string      `json:"day"` // of keeping
	About  chain.About `json:"about"`
	Held   bool        `json:"held,omitempty"`
	Erased bool        `json:"erased,omitempty"` // then About is empty
	Stray  bool        `json:"stray,omitempty"`  // its place in the chain is damaged: only what was encrypted is left
	// Unconfirmed tells that no key that staff confirmed signed it: it is shown apart, and
	// what it says of others changes nothing.
	Unconfirmed bool `json:"unconfirmed,omitempty"`
	// Of a consent of another kiosk: its archive, and how that kiosk is called.
	Archive chain.ID `json:"archive,omitzero"`
	Kiosk   string   `json:"kiosk,omitempty"`
	// Later is what other entries say of this consent: Withdrawn, or Confirmed if
	// nothing says that.
	Later consent.Outcome `json:"later,omitempty"`
}

// Order is how found rows are sorted.
type Order int

// The orders.
const (
	NewestFirst Order = iota
	ByName
)

// Query says what is looked for. Empty fields do not narrow.
type Query struct {
	Text      string          // words, each to be found in a name or the record's id; accents, case, apostrophes, hyphens and spaces do not matter
	Clinician string          // words to be found in the clinician's name
	Outcome   consent.Outcome //
	From, To  consent.Date    // the day of the session, both included
	Erased    bool            // erased entries too
	Order     Order
	Limit     int // 0: all
}

// indexed is a Row with what makes searching quick.
type indexed struct {
	Row
	names     string // folded
	clinician string // folded
	key       []byte // for sorting by name
	day       string // of the session where it was held
}

// index holds the rows in the order of the chain. Its methods may be called
// from several goroutines.
type index struct {
	mu     sync.RWMutex
	built  bool
	dirty  int // rows since the snapshot was written
	rows   []indexed
	place  map[chain.ID]int           // in rows
	byName []int                      // places in the order of names
	later  map[string]consent.Outcome // by the id of the record that others confirm or withdraw
	strays map[chain.ID]stray
	far    map[chain.ID]far // consents of other kiosks
	names  folder
}

// folder makes names fit for searching and sorting. Each goroutine has its own.
type folder struct {
	fold    cases.Caser
	collate *collate.Collator
	buffer  collate.Buffer
}

func newFolder() folder {
	return folder{fold: cases.Fold(), collate: collate.New(language.French, collate.IgnoreCase, collate.IgnoreDiacritics)}
}

func (x *index) clear() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.built, x.dirty, x.rows, x.place, x.byName, x.strays, x.later, x.far = false, 0, nil, nil, nil, nil, nil, nil
}

func (x *index) begin() {
	x.rows, x.place, x.byName, x.strays, x.later = nil, map[chain.ID]int{}, nil, map[chain.ID]stray{}, map[string]consent.Outcome{}
	x.far = map[chain.ID]far{}
	x.names = newFolder()
}

var letters = strings.NewReplacer("œ", "oe", "æ", "ae", "ø", "o", "ł", "l", "đ", "d")

// joins are apostrophes and hyphens, typed in many ways: within a name they do not
// matter. NFKD makes a space of the acute accent that stands alone.
var joins = strings.NewReplacer(func() (pairs []string) {
	for _, r := range "'’‘ʼʹ′´`-‐‑‒–—−\u00ad" {
		pairs = append(pairs, string(r), "")
	}
	return pairs
}()...)

// fold takes case, accents, apostrophes and hyphens out of a name, and makes
// spaces of other signs.
func fold(c cases.Caser, s string) string {
	plain := true
	for i := range len(s) {
		if s[i] >= 0x80 || s[i] == '\'' || s[i] == '-' || s[i] == '`' {
			plain = false
			break
		}
	}
	if plain {
		s = strings.ToLower(s)
	} else {
		s = letters.Replace(c.String(norm.NFKD.String(joins.Replace(s))))
	}
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return r
		}
		return ' '
	}, s)
}

// foldNames folds fields to be searched: within each nothing separates letters,
// so that "legall" and "le gall" find "Le Gall".
func foldNames(c cases.Caser, fields ...string) string {
	var b strings.Builder
	for _, f := range fields {
		b.WriteByte(' ')
		b.WriteString(strings.ReplaceAll(fold(c, f), " ", ""))
	}
	return b.String()
}

// add appends a row; the caller holds the lock, and sorts afterwards if sorted
// is false.
func (x *index) add(r Row, sorted bool) {
	if _, there := x.place[r.ID]; there {
		return
	}
	at := x.put(x.names.row(r))
	if !sorted {
		return
	}
	x.byName = x.byName[:at]
	i, _ := slices.BinarySearchFunc(x.byName, at, x.compare)
	x.byName = slices.Insert(x.byName, i, at)
}

// put appends a row that is not there.
func (x *index) put(r indexed) (at int) {
	at = len(x.rows)
	x.rows, x.byName = append(x.rows, r), append(x.byName, at)
	x.place[r.ID] = at
	x.note(r.Row)
	return at
}

// addAll is add for the rows of an empty index, on all processors; the caller sorts afterwards.
func (x *index) addAll(rows []Row) {
	out := make([]indexed, len(rows))
	n := min(runtime.NumCPU(), len(rows))
	onAllCores(n, func(i int) {
		names := newFolder()
		for at := i * len(rows) / n; at < (i+1)*len(rows)/n; at++ {
			out[at] = names.row(rows[at])
		}
	})
	x.rows, x.byName = slices.Grow(x.rows, len(out)), slices.Grow(x.byName, len(out))
	x.place = make(map[chain.ID]int, len(out))
	for _, r := range out {
		if _, there := x.place[r.ID]; !there {
			x.put(r)
		}
	}
}

// row adds what makes searching quick.
func (x *folder) row(r Row) indexed {
	a := r.About
	in := indexed{Row: r, names: foldNames(x.fold, a.BirthName, a.UsedName, a.FirstNames, a.Record),
		clinician: foldNames(x.fold, a.Clinician)}
	if !a.Finished.IsZero() {
		in.day = a.Finished.Format(chain.DayForm)
	}
	x.buffer.Reset()
	in.key = bytes.Clone(x.collate.KeyFromString(&x.buffer, strings.TrimSpace(a.BirthName+" "+a.FirstNames)))
	return in
}

// note keeps what a row says of an earlier consent, if somebody vouches for it.
func (x *index) note(r Row) {
	a := r.About
	if a.Refers != "" && !r.Unconfirmed && x.later[a.Refers] != consent.Withdrawn { // a withdrawal holds, whatever the order of entries
		x.later[a.Refers] = a.Outcome
	}
}

// confirm lets rows of our own count that did not, where somebody vouches for them by now.
func (x *index) confirm(vouched func(Row) bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for i := range x.rows {
		if r := &x.rows[i]; r.Unconfirmed && r.Archive == (chain.ID{}) && vouched(r.Row) {
			r.Unconfirmed = false
			x.note(r.Row)
			x.dirty++
		}
	}
}

func (x *index) compare(a, b int) int {
	return cmp.Or(bytes.Compare(x.rows[a].key, x.rows[b].key), cmp.Compare(a, b))
}

func (x *index) sort() { slices.SortFunc(x.byName, x.compare) }

// take follows the chain while the index is open.
func (x *index) take(e chain.Entry, about *chain.About) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if !x.built {
		return
	}
	x.dirty++ // the snapshot names the last entry of any kind
	if e.Kind == chain.KindConsent && about != nil {
		x.add(Row{File: e.File, Seq: e.Seq, ID: e.ID, Day: e.Day, About: *about}, true)
		return
	}
	x.mark(e)
}

// mark applies what an entry says of an earlier one.
func (x *index) mark(e chain.Entry) {
	i, ok := x.place[e.Refers]
	if !ok {
		return
	}
	switch e.Kind {
	case chain.KindHold:
		x.rows[i].Held = true
	case chain.KindRelease:
		x.rows[i].Held = false
	case chain.KindTombstone:
		r := x.rows[i].Row
		x.rows[i] = indexed{Row: Row{File: r.File, Seq: r.Seq, ID: e.Refers, Day: r.Day, Erased: true, Archive: r.Archive, Kiosk: r.Kiosk}, key: x.rows[i].key}
		x.dirty++
	}
}

// search gives the rows that a query finds.
func (x *index) search(q Query) []Row {
	x.mu.RLock()
	defer x.mu.RUnlock()
	c := cases.Fold()
	words := strings.Fields(fold(c, q.Text))
	clinician := strings.Fields(fold(c, q.Clinician))
	from, to := "", "9999"
	if q.From != (consent.Date{}) {
		from = dateText(q.From)
	}
	if q.To != (consent.Date{}) {
		to = dateText(q.To)
	}
	var out []Row
	mixed := q.Order == NewestFirst && len(x.far) > 0 // the chains of several kiosks have no common order
	for n := range x.rows {
		i := len(x.rows) - 1 - n
		if q.Order == ByName {
			i = x.byName[n]
		}
		r := &x.rows[i]
		if r.Erased && (!q.Erased || len(words)+len(clinician) > 0 || q.Outcome != "") || q.Outcome != "" && r.About.Outcome != q.Outcome ||
			!all(r.names, words) || !all(r.clinician, clinician) {
			continue
		}
		if day := cmp.Or(r.day, r.Day); day < from || day > to {
			continue
		}
		if out = append(out, x.row(i)); len(out) == q.Limit && !mixed {
			break
		}
	}
	if mixed {
		slices.SortStableFunc(out, func(a, b Row) int {
			return cmp.Or(-cmp.Compare(a.Day, b.Day), b.About.Finished.Compare(a.About.Finished))
		})
		if q.Limit > 0 {
			out = out[:min(len(out), q.Limit)]
		}
	}
	return out
}

func dateText(d consent.Date) string {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC).Format(chain.DayForm)
}

// all tells whether each word lies within a field of the text.
func all(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// Search looks consents up. The first search builds the index if BuildIndex
// was not called.
func (st *Staff) Search(ctx context.Context, q Query) ([]Row, error) {
	if err := st.indexed(ctx); err != nil {
		return nil, err
	}
	return st.index.search(q), nil
}

// indexed builds the index if it is not built.
func (st *Staff) indexed(ctx context.Context) error {
	if _, err := st.use(); err != nil {
		return err
	}
	st.index.mu.RLock()
	built := st.index.built
	st.index.mu.RUnlock()
	if built {
		return nil
	}
	return st.BuildIndex(ctx, nil)
}

// Row gives what the index says of a consent, be it another kiosk's. Errors:
// ErrNoEntry, ErrLocked.
func (st *Staff) Row(ctx context.Context, id chain.ID) (Row, error) {
	if err := st.indexed(ctx); err != nil {
		return Row{}, err
	}
	x := &st.index
	x.mu.RLock()
	defer x.mu.RUnlock()
	i, ok := x.place[id]
	if !ok {
		return Row{}, ErrNoEntry
	}
	return x.row(i), nil
}

// RowOf gives what the index says of a record by its own id, whatever the case of
// its letters: the newest entry, since an earlier try to keep it may be there too; one that
// nobody vouches for only if there is no other.
func (st *Staff) RowOf(ctx context.Context, record string) (Row, error) {
	if err := st.indexed(ctx); err != nil {
		return Row{}, err
	}
	x := &st.index
	x.mu.RLock()
	defer x.mu.RUnlock()
	apart := -1
	for i := range slices.Backward(x.rows) {
		r := &x.rows[i]
		switch {
		case r.Erased || record == "" || !strings.EqualFold(r.About.Record, record):
		case !r.Unconfirmed:
			return x.row(i), nil
		case apart < 0:
			apart = i
		}
	}
	if apart >= 0 {
		return x.row(apart), nil
	}
	return Row{}, ErrNoEntry
}

// row gives a row with what others say of it; the caller holds the lock.
func (x *index) row(i int) Row {
	row := x.rows[i].Row
	row.Later = x.later[row.About.Record]
	return row
}
