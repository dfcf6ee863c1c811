package consent

// Clinic is what a document says of the establishment, and its own settings.
type Clinic struct {
	Name      string `json:"name"`
	Address   string `json:"address,omitempty"`
	Phone     string `json:"phone,omitempty"`
	Threshold int    `json:"anaesthesia_threshold"` // levels above which general anaesthesia is needed (T06)
	Paper     string `json:"paper"`                 // "A4" or "Letter"
	Print     string `json:"print,omitempty"`       // "large" for weak eyes, or ""
	Duplex    bool   `json:"duplex,omitempty"`      // sheets to take home begin on a leaf of their own
	FoldMarks bool   `json:"fold_marks,omitempty"`  // and room for the window of an envelope

	PhoneNight string `json:"phone_night,omitempty"` // who answers at night and on holidays
	Emergency  string `json:"emergency,omitempty"`   // the numbers to call in an emergency, where the country's are not meant
	Country    string `json:"country,omitempty"`     // "FR", "GB", or "" where it is not known

	Letter         bool     `json:"letter,omitempty"`          // the patient's own doctor is written to
	LetterLanguage Language `json:"letter_language,omitempty"` // in which; "" for the language read
	DataContact    string   `json:"data_contact,omitempty"`    // who answers about the patient's data: an address, e-mail or telephone
}
