package screen

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"eclaire/ui/widget"
)

// archiveExport lets the staff pick the folder to write a document into, and
// whether it is for people or for another system.
func (c opening) archiveExport() View {
	p := &c.Archive.Destination
	if c.Archive.Working != "" {
		return c.working(c.T("archive.export.title"))
	}
	kind := c.pick("archive.export.kind", []widget.Option{
		{ID: "files", Label: c.T("archive.export.files")}, {ID: "system", Label: c.T("archive.export.system")}},
		map[bool]string{false: "files", true: "system"}[p.ForSystem], func(id string) { p.ForSystem = id == "system" })
	words := append([]fyne.CanvasObject{widget.NewTitle(c.T("archive.export.title"))}, c.troubles()...)
	words = append(words, caution(c.T("archive.export.plain")), kind, widget.NewParagraph(c.T("archive.export.into", "Folder", p.Dir)))
	if up := filepath.Dir(p.Dir); p.Dir != "" && up != p.Dir {
		words = append(words, widget.Name("folder.up", widget.NewRowButton(c.T("verify.up"), func() { c.archive.PickFolder(up) })))
	}
	for i, r := range p.Rows {
		words = append(words, widget.Name(listed("folder", i), widget.NewRowButton(c.T("verify.subfolder", "Name", r.Name), func() { c.archive.PickFolder(r.Path) })))
	}
	return View{
		Body: widget.NewStack(10, words...), Progress: c.T("staff"), Calm: true,
		Next: &Action{Label: c.T("archive.export.do"), Do: c.archive.ExportEntry, Disabled: c.Archive.Problem == "folder_unreadable"},
		Back: &Action{Label: c.T("back"), Do: func() { c.Archive.Problem = ""; c.Host.Go(Route{Name: ArchiveEntry}) }},
	}
}
