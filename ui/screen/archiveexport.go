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
	if c.Route.Item == ofNumbers {
		return c.numbersExport()
	}
	if c.Archive.Working != "" {
		return c.working(c.T("archive.export.title"))
	}
	kind := c.pick("archive.export.kind", []widget.Option{
		{ID: "files", Label: c.T("archive.export.files")}, {ID: "system", Label: c.T("archive.export.system")}},
		map[bool]string{false: "files", true: "system"}[p.ForSystem], func(id string) { p.ForSystem = id == "system" })
	words := append([]fyne.CanvasObject{widget.NewTitle(c.T("archive.export.title"))}, c.troubles()...)
	words = append(words, caution(c.T("archive.export.plain")), kind)
	words = append(words, c.folders(false)...)
	return View{
		Body: widget.NewStack(10, words...), Progress: c.T("staff"), Calm: true,
		Next: &Action{Label: c.T("archive.export.do"), Do: c.archive.ExportEntry, Disabled: c.Archive.Problem == "folder_unreadable"},
		Back: &Action{Label: c.T("back"), Do: func() { c.Archive.Problem = ""; c.Host.Go(Route{Name: ArchiveEntry}) }},
	}
}

// folders are the folder picked, and where one can go from it.
func (c opening) folders(numbers bool) []fyne.CanvasObject {
	p := &c.Archive.Destination
	words := []fyne.CanvasObject{widget.NewParagraph(c.T("archive.export.into", "Folder", p.Dir))}
	if up := filepath.Dir(p.Dir); p.Dir != "" && up != p.Dir {
		words = append(words, widget.Name("folder.up", widget.NewRowButton(c.T("verify.up"), func() { c.archive.PickFolder(up, numbers) })))
	}
	for i, r := range p.Rows {
		words = append(words, widget.Name(listed("folder", i), widget.NewRowButton(c.T("verify.subfolder", "Name", r.Name),
			func() { c.archive.PickFolder(r.Path, numbers) })))
	}
	return words
}

// numbersExport lets the staff pick the folder to write the numbers into.
func (c opening) numbersExport() View {
	title := c.T("numbers.export.title")
	if c.Archive.Working != "" {
		return c.working(title)
	}
	words := append([]fyne.CanvasObject{widget.NewTitle(title)}, c.troubles()...)
	words = append(words, widget.NewQuiet(c.T("numbers.export.how")))
	return View{
		Body: widget.NewStack(10, append(words, c.folders(true)...)...), Progress: c.T("staff"), Calm: true,
		Next: &Action{Label: c.T("archive.export.do"), Do: c.archive.ExportNumbers, Disabled: c.Archive.Problem == "folder_unreadable"},
		Back: &Action{Label: c.T("back"), Do: func() { c.Archive.Problem = ""; c.Host.Go(Route{Name: ArchiveNumbers}) }},
	}
}
