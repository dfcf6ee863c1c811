package ui

import (
	"context"
	"path/filepath"
	"slices"

	"eclaire/consent/archive"
	"eclaire/ui/screen"
)

// PickFolder lists the folders of a folder into which a document, or the numbers, can
// be written.
func (d *archiveDesk) PickFolder(dir string, numbers bool) {
	route := screen.Route{Name: screen.ArchiveExport}
	if numbers {
		route.Item = "numbers"
	}
	if dir == "" {
		if dir = d.State().Archive.Destination.Dir; dir == "" {
			dir = d.files.usual()
		}
	}
	var found screen.Checks
	d.State().Route = route
	d.withArchive(screen.Listing, func(context.Context, *archive.Staff, func(done, of int64)) error {
		found = d.files.list(dir)
		return nil
	}, func() {
		a := &d.State().Archive
		a.Destination.Dir, a.Destination.Rows = dir, slices.DeleteFunc(found.Rows, func(r screen.FileRow) bool { return !r.Folder })
		if found.Problem != "" {
			a.Problem = string(found.Problem)
		}
		d.Go(route)
	})
}

// ExportEntry writes the opened document into the folder picked.
func (d *archiveDesk) ExportEntry() {
	id, p := d.vault.doc.Entry.ID, d.State().Archive.Destination
	var paths []string
	d.withArchive(screen.Exporting, func(ctx context.Context, st *archive.Staff, _ func(done, of int64)) (err error) {
		paths, err = st.Export(ctx, id, p.Dir, archive.Export{PDF: true, JSON: true, Folder: p.ForSystem})
		return err
	}, func() {
		d.State().Archive.Destination.Written = filepath.Dir(paths[0])
		d.didAtEntry("export")()
	})
}
