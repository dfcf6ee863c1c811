package consent

// Script is what the content asks of one case: which statements each decision
// needs and which answer to each question is right. It is derived from the
// content and the traits and never changes what the patient said.
type Script struct {
	Lot        uint64              // by which the check of understanding and all orders were drawn
	Ways       []string            // the two ways in the order in which they stand side by side
	Pages      []string            // ids in order
	Chapters   map[string]string   // page id → the part of the way it stands in
	More       []string            // ids of what stands behind "Know more"
	Questions  []string            // ids in order
	Options    map[string][]string // question id → option ids, as they stand on the screen
	Correct    map[string]string   // question id → right option
	Again      map[string][]string // question id → option ids of its second form, as they stand
	RightAgain map[string]string   // question id → right option of its second form
	Scales     []string
	Prompts    []string
	Statements map[Outcome][]string
	Only       map[string]Condition // statement id → when it is true of a session, if not always
	Unticked   map[string]Outcome   // statement id → the decision to which leaving it unticked leads
	Extras     []string             // procedures besides, to agree to or to refuse
	Content    string               // version of the texts
}

// Condition is when something is said: with all traits of When and none of Unless.
type Condition struct {
	When   []Trait
	Unless []Trait
}

// Holds tells whether it is.
func (c Condition) Holds(t Traits) bool {
	for _, w := range c.When {
		if !t[w] {
			return false
		}
	}
	for _, u := range c.Unless {
		if t[u] {
			return false
		}
	}
	return true
}

// orders lists what stood in an order drawn by lot.
func (s Script) orders() []Order {
	var out []Order
	if len(s.Ways) > 0 {
		out = append(out, Order{OrderWays, s.Ways})
	}
	for _, q := range s.Questions {
		out = append(out, Order{q, s.Options[q]})
		if len(s.Again[q]) > 0 {
			out = append(out, Order{q + OrderAgain, s.Again[q]})
		}
	}
	return out
}
