package waiting

import (
	"context"
	"slices"

	"eclaire/consent"
)

// Replace puts a corrected form in the place of a case, which keeps its code and
// the time at which it was prepared, and gets another id. The old case is taken
// off only when the new one is kept; if that fails, both are on the list and the
// error is returned. Errors: those of Add, ErrNoCase and ErrVersion.
func (l *List) Replace(ctx context.Context, id ID, form consent.Form) (Case, error) {
	key, day, err := l.keyNow()
	if err != nil {
		return Case{}, err
	}
	cases, _, err := l.All(ctx)
	if err != nil {
		return Case{}, err
	}
	at := slices.IndexFunc(cases, func(c Case) bool { return c.ID == id })
	if at < 0 {
		return Case{}, ErrNoCase
	}
	if cases[at].Strange {
		return Case{}, ErrVersion
	}
	c, err := l.keep(key, day, Case{Code: cases[at].Code, Prepared: cases[at].Prepared, Form: form})
	if err != nil {
		return Case{}, err
	}
	return c, l.Remove(ctx, id) // which brings the Shared place up to date, too
}
