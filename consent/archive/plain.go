package archive

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"

	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
)

// format is the version of the folder and of the databases in it, as FORMAT.md tells. An
// archive of format 1 is read and added to as it is, until Staff.Upgrade brings it forward.
const format = 2

// plain is what everybody may read of an archive.
type plain struct {
	Format    int      `json:"format"`
	Archive   chain.ID `json:"archive"`
	Recipient string   `json:"recipient"`            // the clinic's public key
	First     string   `json:"first_recipient"`      // the one that the archive began with
	Retired   []string `json:"retired,omitempty"`    // those still needed to read some entries
	Gen       int      `json:"generation,omitempty"` // how often the key was changed
	Rekeying  int      `json:"rekeying,omitempty"`   // the generation whose change is not finished
	Created   string   `json:"created"`

	// Of format 2.
	Since  int               `json:"since_file,omitempty"` // the databases before it are of format 1
	Staff  []chain.StaffHalf `json:"staff,omitempty"`      // the newest last
	Kiosks []chain.KioskKey  `json:"kiosks,omitempty"`     // the newest last
}

// formOf gives the format that a database must have.
func (p plain) formOf(n int) int {
	if p.Format > 1 && n < p.Since {
		return 1
	}
	return p.Format
}

func readPlain(files disk.Disk, dir string) (p plain, err error) {
	b, err := files.Read(filepath.Join(dir, plainFile))
	if errors.Is(err, fs.ErrNotExist) {
		return p, ErrNone
	}
	if err != nil {
		return p, disk.Unreadable(err)
	}
	var only struct {
		Format int `json:"format"`
	}
	if err := json.Unmarshal(b, &only); err != nil {
		return p, fmt.Errorf("%s is damaged: restore it from a backup: %w", plainFile, err)
	}
	if only.Format > format {
		return p, ErrNewer
	}
	if err := json.Unmarshal(b, &p); err != nil {
		return p, fmt.Errorf("%s is damaged: restore it from a backup: %w", plainFile, err)
	}
	return p, nil
}

func (p plain) write(files disk.Disk, dir string) error {
	b, err := json.MarshalIndent(p, "", "\t")
	if err != nil {
		return err
	}
	return disk.Write(files, filepath.Join(dir, plainFile), append(b, '\n'))
}

// begin writes what makes a folder an archive, once its key file is there: the kiosk's
// key, confirmed by staff, and an empty index; archive.json last.
func (p plain) begin(o Options, dir string, key privateKey) error {
	if _, _, err := p.sign(o, dir, key); err != nil {
		return err
	}
	st := &Staff{s: &Store{dir: dir, o: o, plain: p}}
	if err := st.writeSnapshot(key); err != nil {
		return err
	}
	return p.write(o.Disk, dir)
}

func (p plain) sheet(key privateKey) Sheet {
	return Sheet{Archive: p.Archive, Recipient: p.Recipient, Key: key.text}
}

// trust gives what counts of what the folder says. own is the kiosk's key, half that of
// staff if the archive is unlocked. Where neither vouches for the other, as in a backup or
// after a restore, the keys that are named serve to see what does not fit together.
func (p plain) trust(own, half chain.SigningKey) chain.Trust {
	t := chain.Trust{Archive: p.Archive}
	switch n := len(p.Staff); {
	case half != (chain.SigningKey{}):
		t.Staff, t.Proved = p.halves(half), true
	case n == 0:
	case p.proved(p.Staff[n-1], own):
		t.Staff, t.Proved = p.halves(p.Staff[n-1].Key), true
	case !slices.ContainsFunc(p.Staff, func(h chain.StaffHalf) bool { return p.proved(h, own) }):
		for _, k := range p.Kiosks {
			if p.proved(p.Staff[n-1], k.Key) {
				t.Staff = p.halves(p.Staff[n-1].Key)
			}
		}
	}
	return t.Judged(p.Kiosks)
}

// sign makes the kiosk's key, which staff confirm, and notes the staff's key there.
func (p *plain) sign(o Options, dir string, key privateKey) (own, word chain.Signer, err error) {
	if own, err = newKiosk(o.Disk, dir); err != nil {
		return own, word, err
	}
	if word, err = chain.StaffSigner(key.text); err != nil {
		return own, word, err
	}
	p.confirm(own.Public(), word, chain.DayOf(o.Now()))
	p.prove(own, word.Public())
	return own, word, nil
}

// confirm lets staff confirm a kiosk's key.
func (p *plain) confirm(k chain.SigningKey, staff chain.Signer, day string) {
	by := staff.Sign(chain.SignsKiosk, p.Archive[:], k[:])
	p.Kiosks = slices.Clone(p.Kiosks)
	i := slices.IndexFunc(p.Kiosks, func(o chain.KioskKey) bool { return o.Key == k })
	if i < 0 {
		p.Kiosks = append(p.Kiosks, chain.KioskKey{Key: k, Day: day, Staff: by})
		return
	}
	p.Kiosks[i].Staff = by
}

// prove notes that an unlocking derived the staff's key, and tells whether that is new.
func (p *plain) prove(own chain.Signer, half chain.SigningKey) bool {
	n := len(p.Staff)
	if n > 0 && p.Staff[n-1].Key == half && p.proved(p.Staff[n-1], own.Public()) {
		return false
	}
	p.Staff = slices.Clone(p.Staff)
	if n == 0 || p.Staff[n-1].Key != half {
		p.Staff = append(p.Staff, chain.StaffHalf{Key: half})
		n++
	}
	p.Staff[n-1].Proved = own.Sign(chain.SignsHalf, p.Archive[:], half[:])
	return true
}

// halves gives the staff's keys, as far as the newest vouches for those before.
func (p plain) halves(newest chain.SigningKey) (out []chain.SigningKey) {
	at := slices.IndexFunc(p.Staff, func(h chain.StaffHalf) bool { return h.Key == newest })
	out = []chain.SigningKey{newest}
	for i := at; i > 0; i-- {
		before := p.Staff[i-1].Key
		if !p.Staff[i].Key.Signed(p.Staff[i].Past, chain.SignsPast, p.Archive[:], before[:]) {
			break
		}
		out = append(out, before)
	}
	return out
}

// proved tells whether a key of the kiosk noted that an unlocking derived this half.
func (p plain) proved(h chain.StaffHalf, own chain.SigningKey) bool {
	return own.Signed(h.Proved, chain.SignsHalf, p.Archive[:], h.Key[:])
}
