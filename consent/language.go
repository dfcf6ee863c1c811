package consent

// Language is one of the two languages that everything is written in.
type Language string

// The languages of the screens and of the document.
const (
	French  Language = "fr"
	English Language = "en"
)

// Languages lists both, French first.
func Languages() []Language { return []Language{French, English} }

// Other gives the other of the two languages.
func (l Language) Other() Language {
	if l == English {
		return French
	}
	return English
}
