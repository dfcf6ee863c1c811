package archive

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"filippo.io/age"

	"eclaire/consent/archive/chain"
)

// ChangePassphrase locks the key by another passphrase. The key stays the same:
// who copied the key file and knew the old passphrase can still read all.
// Rekey shuts them out of what comes.
func (st *Staff) ChangePassphrase(ctx context.Context, passphrase string) error {
	if _, err := checkPassphrase(passphrase); err != nil {
		return err
	}
	if err := st.Act(ctx, "change passphrase", chain.ID{}, ""); err != nil {
		return err
	}
	keys, _, err := st.private()
	if err != nil {
		return err
	}
	return lockKeys(st.s.o.Disk, st.s.dir, passphrase, st.s.o.WorkFactor, keys...)
}

// Sheet gives what is to be printed on the recovery sheet.
func (st *Staff) Sheet(ctx context.Context) (Sheet, error) {
	if err := st.Act(ctx, "recovery sheet", chain.ID{}, ""); err != nil {
		return Sheet{}, err
	}
	keys, _, err := st.private()
	if err != nil {
		return Sheet{}, err
	}
	return st.s.read().plain.sheet(keys[0]), nil
}

// Recover sets a new passphrase with the key of the recovery sheet, whether or
// not the old key file is there.
func (s *Store) Recover(ctx context.Context, key, passphrase, who string) error {
	who, err := checkWords(who)
	if err != nil {
		return err
	}
	keys, err := parseKeys(key)
	if err != nil {
		return err
	}
	if _, err := checkPassphrase(passphrase); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.o.ReadOnly {
		return ErrReadOnly
	}
	i := slices.IndexFunc(keys, func(k privateKey) bool { return k.public == s.plain.Recipient })
	if i < 0 {
		return ErrOtherKey
	}
	keys[0], keys[i] = keys[i], keys[0]
	if err := s.record(ctx, chain.Act{Action: "recover", Who: who}); err != nil {
		return err
	}
	if err := lockKeys(s.o.Disk, s.dir, passphrase, s.o.WorkFactor, keys...); err != nil {
		return err
	}
	welcome(s.o, s.dir)
	return nil
}

// Rekey makes a new key and encrypts everything anew; the passphrase stays. A
// Rekey that was stopped goes on where it was. It gives the new recovery sheet;
// the old one reads nothing any more, except files that are damaged and hence
// never written to: those keep their key.
func (st *Staff) Rekey(ctx context.Context, passphrase string, progress func(done, total int64)) (Sheet, error) {
	if _, err := st.use(); err != nil {
		return Sheet{}, err
	}
	s := st.s
	if s.o.ReadOnly {
		return Sheet{}, ErrReadOnly
	}
	if _, err := s.tryKeys(ctx, passphrase); err != nil { // it locks the new key too
		return Sheet{}, err
	}
	if err := st.mayRekey(ctx); err != nil {
		return Sheet{}, err
	}
	s.mu.Lock()
	if s.plain.Rekeying == 0 {
		if err := st.beginRekey(ctx, passphrase); err != nil {
			s.mu.Unlock()
			return Sheet{}, err
		}
	}
	s.mu.Unlock()
	left, err := st.reencrypt(ctx, progress)
	if err != nil {
		return Sheet{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := st.renewBeside(ctx); err != nil {
		return Sheet{}, err
	}
	return st.endRekey(ctx, passphrase, left)
}

// The reasons why a key is not changed.
var (
	ErrOld    = errors.New("the archive has the form of an earlier version of the program: run archive upgrade first")
	ErrForged = errors.New("the archive says that a change of key was begun, but no member of staff began it, or what was encrypted anew is not what was kept: " +
		"the key was not changed. Restore a backup from before, and tell who keeps the archive")
)

// mayRekey refuses to go on with a change of key that nobody began, and to take over
// content that somebody else put in the place of what was kept. It opens the index,
// which must be written anew at the end.
func (st *Staff) mayRekey(ctx context.Context) error {
	if _, err := st.Search(ctx, Query{Limit: 1}); err != nil {
		return err
	}
	s := st.s
	r := s.read()
	p := r.plain
	if p.Rekeying == 0 {
		if p.Format < 2 {
			return ErrOld
		}
		return nil
	}
	if p.Format < 2 {
		return nil // an earlier version began it: it is finished before the archive is brought forward
	}
	if !r.begun(ctx, p) {
		return ErrForged
	}
	keys, err := st.use()
	if err != nil {
		return err
	}
	for _, f := range r.files {
		if err := f.proveAnew(ctx, p.Gen, keys); err != nil {
			return err
		}
	}
	return nil
}

// begun tells whether staff began the change of key that the folder says goes on.
func (r reader) begun(ctx context.Context, p plain) bool {
	return r.noted(ctx, chain.KindRekey, chain.ToNote(p.Gen, p.Recipient))
}

// proveAnew compares what a change of key that was stopped has encrypted anew with what
// was kept.
func (f *file) proveAnew(ctx context.Context, gen int, keys []age.Identity) error {
	rows, err := f.r.QueryContext(ctx, "SELECT seq FROM resealed WHERE gen = ? ORDER BY seq", gen)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var seq int64
		if err := rows.Scan(&seq); err != nil {
			return err
		}
		p, err := f.parcel(ctx, seq)
		if err != nil || p.Gen != gen || p.Head == nil {
			continue // erased, or damaged: verify tells
		}
		for _, part := range []struct {
			sealed []byte
			text   chain.Hash
		}{{p.Head, p.Entry.HeadText}, {p.Body, p.Entry.BodyText}} {
			if part.sealed == nil {
				continue
			}
			plain, err := chain.Decrypt(keys, part.sealed)
			if err != nil || part.text != (chain.Hash{}) && chain.SumOf(plain) != part.text {
				return ErrForged
			}
		}
	}
	return rows.Err()
}

// beginRekey makes the new key. After each step the archive can be read: the
// key file holds both keys before anything is encrypted to the new one.
func (st *Staff) beginRekey(ctx context.Context, passphrase string) error {
	s := st.s
	key, err := newPrivate()
	if err != nil {
		return err
	}
	keys, old, err := st.private()
	if err != nil {
		return err
	}
	keys = append([]privateKey{key}, keys...)
	if err := lockKeys(s.o.Disk, s.dir, passphrase, s.o.WorkFactor, keys...); err != nil {
		return err
	}
	d, err := s.auditDraft(chain.Act{Action: "rekey", Who: st.who, At: s.o.Now()})
	if err != nil {
		return err
	}
	d.kind, d.note, d.word = chain.KindRekey, chain.ToNote(s.plain.Gen+1, key.public), old
	if _, err := s.append(ctx, nil, d); err != nil {
		return err
	}
	p := s.plain
	p.Retired = append(slices.Clone(p.Retired), p.Recipient)
	p.Recipient = key.public
	p.Gen++
	p.Rekeying = p.Gen
	word, err := chain.StaffSigner(key.text)
	if err != nil {
		return err
	}
	before := old.Public()
	p.prove(s.kiosk, word.Public())
	p.Staff[len(p.Staff)-1].Past = word.Sign(chain.SignsPast, p.Archive[:], before[:])
	if err := p.write(s.o.Disk, s.dir); err != nil {
		return err
	}
	s.plain, s.to, s.trust = p, key.to, p.trust(s.kiosk.Public(), word.Public())
	clear(s.pending) // encrypted to the old key
	st.mu.Lock()
	st.keys, st.word = keys, word
	st.mu.Unlock()
	return nil
}

// batch is how many entries are encrypted anew in one transaction.
const batch = 20

// reencrypt goes through all files that may be written to; between two batches
// others can put. left: some files could not be written to.
func (st *Staff) reencrypt(ctx context.Context, progress func(done, total int64)) (left bool, err error) {
	s := st.s
	s.mu.Lock()
	r := s.reader()
	left = slices.ContainsFunc(s.files, func(f *file) bool { return f.bad })
	s.mu.Unlock()
	var done, total int64
	for _, f := range r.files {
		if !f.bad {
			var n int64
			_ = f.r.QueryRowContext(ctx, "SELECT count(*) FROM sealed WHERE gen < ? AND head IS NOT NULL", r.plain.Gen).Scan(&n)
			total += n
		}
	}
	for _, f := range r.files {
		if f.bad {
			continue
		}
		for {
			if err := ctx.Err(); err != nil {
				return left, err
			}
			n, err := st.reencryptSome(ctx, f.n)
			if err != nil {
				return left, s.storeError(err)
			}
			if n == 0 {
				break
			}
			if done += n; progress != nil {
				progress(done, total)
			}
		}
	}
	return left, nil
}

func (st *Staff) reencryptSome(ctx context.Context, number int) (n int64, err error) {
	keys, err := st.use()
	if err != nil {
		return 0, err
	}
	st.s.mu.Lock()
	defer st.s.mu.Unlock()
	f := st.s.byNumber(number)
	if f == nil { // the archive was closed
		return 0, ErrLocked
	}
	defer func() {
		if err != nil {
			st.s.drop(f)
		}
	}()
	if err := st.s.openWriter(ctx, f, nil); err != nil {
		return 0, err
	}
	tx, err := f.w.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	todo, err := pendingSeqs(ctx, tx, st.s.plain.Gen)
	if err != nil {
		return 0, err
	}
	for _, seq := range todo {
		if err := st.reencryptOne(ctx, tx, f, seq, keys); err != nil {
			return 0, err
		}
	}
	return int64(len(todo)), tx.Commit()
}

func pendingSeqs(ctx context.Context, tx *sql.Tx, gen int) (out []int64, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT seq FROM sealed WHERE gen < ? AND head IS NOT NULL ORDER BY seq LIMIT ?", gen, batch)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var seq int64
		if err := rows.Scan(&seq); err != nil {
			return nil, err
		}
		out = append(out, seq)
	}
	return out, rows.Err()
}

var errNotWhole = errors.New("an entry is damaged: run verify")

func (st *Staff) reencryptOne(ctx context.Context, tx *sql.Tx, f *file, seq int64, keys []age.Identity) error {
	p, err := f.parcelBy(ctx, tx, seq)
	if err != nil {
		return err
	}
	if p.Head == nil {
		return errNotWhole
	}
	renew := func(b []byte, text chain.Hash) ([]byte, error) {
		if b == nil {
			return nil, nil
		}
		plain, err := chain.Decrypt(keys, b)
		if err != nil {
			return nil, err
		}
		if text != (chain.Hash{}) && chain.SumOf(plain) != text {
			return nil, errNotWhole
		}
		return chain.Encrypt(st.s.to, plain)
	}
	newHead, err := renew(p.Head, p.Entry.HeadText)
	if err != nil {
		return err
	}
	newBody, err := renew(p.Body, p.Entry.BodyText)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE sealed SET gen = ?, head = ?, body = ? WHERE seq = ?", st.s.plain.Gen, newHead, newBody, seq); err != nil {
		return err
	}
	h, b := chain.SumOf(newHead), chain.SumOf(newBody)
	_, err = tx.ExecContext(ctx, "INSERT INTO resealed VALUES (?,?,?,?)", seq, st.s.plain.Gen, h[:], chain.OrNil(b[:]))
	return err
}

// endRekey lets the chain say what was encrypted anew and forgets the old key.
func (st *Staff) endRekey(ctx context.Context, passphrase string, left bool) (Sheet, error) {
	s := st.s
	keys, word, err := st.private()
	if err != nil {
		return Sheet{}, err
	}
	for _, f := range slices.Clone(s.files) {
		if f.bad || f.r == nil || f.first == 0 {
			continue
		}
		sum, err := reencryptedSum(ctx, f.r, s.plain.Gen)
		if err != nil {
			return Sheet{}, s.storeError(err)
		}
		note := chain.DoneNote(s.plain.Gen, f.n, sum)
		if s.rekeyed(ctx, note) {
			continue
		}
		d, err := s.auditDraft(chain.Act{Action: "rekey done", Who: st.who, At: s.o.Now()})
		if err != nil {
			return Sheet{}, err
		}
		d.kind, d.note, d.word = chain.KindRekey, note, word
		if _, err := s.append(ctx, nil, d); err != nil {
			return Sheet{}, err
		}
		s.settle(ctx, f)
	}
	p := s.plain
	p.Rekeying = 0
	if !left {
		keys, p.Retired = keys[:1], nil
	}
	// The index first: it must be readable by the keys that stay.
	st.index.mu.Lock()
	if st.index.built {
		err := st.writeSnapshot(keys[0])
		st.index.mu.Unlock()
		if err != nil {
			return Sheet{}, err
		}
	} else {
		st.index.mu.Unlock()
		return Sheet{}, ErrLocked
	}
	if err := p.write(s.o.Disk, s.dir); err != nil {
		return Sheet{}, err
	}
	s.plain = p
	if err := lockKeys(s.o.Disk, s.dir, passphrase, s.o.WorkFactor, keys...); err != nil {
		return Sheet{}, err
	}
	st.mu.Lock()
	st.keys = keys
	st.mu.Unlock()
	return p.sheet(keys[0]), nil
}
