package document

// letter lays out part C in one language.
type letter struct{ *setter }

func (l letter) set(sections []string) {}
