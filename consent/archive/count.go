package archive

import (
	"context"

	"eclaire/consent/archive/chain"
)

// Count gives the number of consents that are not erased, without the key.
func (s *Store) Count(ctx context.Context) (int, error) {
	total := 0
	for _, f := range s.read().files {
		var kept, gone int
		err := f.r.QueryRowContext(ctx, "SELECT count(*) FILTER (WHERE kind = ?), count(*) FILTER (WHERE kind = ?) FROM entry",
			string(chain.KindConsent), string(chain.KindTombstone)).Scan(&kept, &gone)
		if err != nil {
			return 0, s.storeError(err)
		}
		total += kept - gone
	}
	return max(total, 0), nil
}
