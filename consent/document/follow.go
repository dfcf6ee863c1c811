package document

// followUp lays out part B in one language: what the patient does next, and whom to call.
type followUp struct{ *setter }

// set pushes the sections of the template.
func (f followUp) set(sections []string) {
	for _, id := range sections {
		s, ok := f.lib.Section(id)
		if !ok {
			f.unknown("section", id)
			continue
		}
		k := f.paragraph(Heading1, f.main, bolder(f.spans(s.Title, f.main)), f.measures.title)
		f.push(k)
		for _, c := range f.clausesOf(s) {
			f.push(f.paragraph(Paragraph, f.main, f.spans(c.Text, f.main), f.text))
		}
	}
}
