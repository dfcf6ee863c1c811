package ui

import (
	"bytes"
	"context"
	"path/filepath"

	"eclaire/consent/archive"
	"eclaire/consent/archive/chain"
	"eclaire/consent/disk"
	"eclaire/consent/numbers"
	"eclaire/ui/screen"
)

// OpenNumbers counts what all records have in common, and shows it.
func (d *archiveDesk) OpenNumbers() {
	route := screen.Route{Name: screen.ArchiveNumbers}
	d.State().Route = route
	var counts numbers.Counts
	unread := 0
	d.withArchive(screen.Counting, func(ctx context.Context, st *archive.Staff, told func(done, of int64)) (err error) {
		unread, err = st.Records(ctx, counts.Add, told)
		return err
	}, func() {
		table := counts.Table()
		d.State().Archive.Numbers, d.State().Archive.Unread = &table, unread > 0
		d.Touched() // who waited for it may look at it
		d.Go(route)
	})
}

// ExportNumbers writes the numbers into the folder picked.
func (d *archiveDesk) ExportNumbers() {
	a := &d.State().Archive
	if a.Numbers == nil {
		return
	}
	table, dir := *a.Numbers, a.Destination.Dir
	words := screen.NumbersInWords(d.lib, d.say())
	name := "eclaire-numbers-" + d.Now().Format("2006-01-02") + ".csv"
	d.withArchive(screen.Exporting, func(ctx context.Context, st *archive.Staff, _ func(done, of int64)) error {
		var b bytes.Buffer
		if err := table.WriteCSV(&b, words); err != nil {
			return err
		}
		if err := st.Act(ctx, "export numbers", chain.ID{}, ""); err != nil {
			return err
		}
		return disk.WriteFile(filepath.Join(dir, name), b.Bytes())
	}, func() {
		d.State().Archive.Destination.Written, d.State().Archive.Told = dir, "numbers"
		d.Go(screen.Route{Name: screen.ArchiveNumbers})
	})
}
