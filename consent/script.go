package consent

// Script is what the content asks of one case: which statements each decision
// needs and which answer to each question is right. It is derived from the
// content and the traits and never changes what the patient said.
type Script struct {
	Pages      []string
	Questions  []string            // ids in order
	Options    map[string][]string // question id → option ids
	Correct    map[string]string   // question id → right option
	Scales     []string
	Prompts    []string
	Statements map[Outcome][]string
}
