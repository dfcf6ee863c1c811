package consent

import (
	"math"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Role is the part in which a person signs.
type Role string

// The roles. RoleStaff is the clinician or the nurse.
const (
	RolePatient       Role = "patient"
	RoleInterpreter   Role = "interpreter"
	RoleTrustedPerson Role = "trusted_person"
	RoleWitness       Role = "witness"
	RoleDecider       Role = "decider" // who decides in the patient's place, see Protection
	RoleStaff         Role = "staff"
)

// Method is how a person signs.
type Method string

// The methods: drawn by hand, the name typed, or a mark made before a witness
// by a hand that cannot write. A patient who has decided and cannot or will not sign
// is recorded as that.
const (
	MethodDrawn     Method = "drawn"
	MethodTyped     Method = "typed"
	MethodMark      Method = "mark"
	MethodUnable    Method = "unable"
	MethodUnwilling Method = "unwilling"
)

// Signed tells whether something was signed with the method.
func (m Method) Signed() bool { return m != MethodUnable && m != MethodUnwilling }

// Point is a place on the signature pad, in units of its width: X from 0 (left)
// to 1, Y from 0 (top) down to the pad's own ratio.
type Point struct {
	X float32 `json:"x"`
	Y float32 `json:"y"`
}

// Stroke is one movement of the pen, without its timing.
type Stroke []Point

// Signature is who signed, in which role, how and when. It is a simple
// electronic signature (eIDAS, article 25): it names the person, it proves
// nothing about the hand.
type Signature struct {
	Role    Role      `json:"role"`
	Name    string    `json:"name"`
	Method  Method    `json:"method"`
	Strokes []Stroke  `json:"strokes,omitempty"` // drawn and mark
	Typed   string    `json:"typed,omitempty"`   // typed
	At      time.Time `json:"at"`                // to the second

	Function string `json:"function,omitempty"` // of a member of staff; from schema 2 on
}

// Differs tells whether the name that was typed as a signature is another than name:
// upper and lower case, accents, spaces, hyphens and apostrophes do not count. What was
// drawn does not differ.
func (sig Signature) Differs(name string) bool {
	return sig.Method == MethodTyped && bareName(sig.Typed) != bareName(name)
}

// bareName leaves of a name what makes it this one: its letters and digits, without
// case and accents.
func bareName(s string) string {
	s = cases.Fold().String(norm.NFKD.String(Plain(s)))
	s = strings.NewReplacer("œ", "oe", "æ", "ae", "ø", "o", "ł", "l", "đ", "d").Replace(s)
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// How much ink makes a signature, in units of the pad's width: less is a slip
// of the finger, not a name.
const (
	minInk   = 0.12 // length of all strokes together
	minReach = 0.04 // the larger side of the box around them
	minMark  = 0.01 // a witnessed mark may be a cross or a single short line
)

// Why a signature is refused.
const (
	ProblemBlank     Problem = "signature_blank"      // nothing on the pad
	ProblemDot       Problem = "signature_dot"        // only a dot
	ProblemTooShort  Problem = "signature_too_short"  // a line too short
	ProblemTooLong   Problem = "signature_too_long"   // more points than a document holds
	ProblemTypedName Problem = "signature_typed_name" // the typed name is empty
	ProblemNoName    Problem = "signature_no_name"    // the signer's name is missing
)

// CheckInk tells whether strokes make a signature, or why not. Points that are
// no finite numbers count as no ink at all.
func CheckInk(strokes []Stroke, method Method) error {
	var length, points float64
	minX, minY, maxX, maxY := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, s := range strokes {
		for i, p := range s {
			x, y := float64(p.X), float64(p.Y)
			if math.IsNaN(x) || math.IsInf(x, 0) || math.IsNaN(y) || math.IsInf(y, 0) {
				return ProblemBlank
			}
			points++
			minX, maxX = min(minX, x), max(maxX, x)
			minY, maxY = min(minY, y), max(maxY, y)
			if i > 0 {
				length += math.Hypot(x-float64(s[i-1].X), y-float64(s[i-1].Y))
			}
		}
	}
	if points == 0 {
		return ProblemBlank
	}
	if points > MaxPoints {
		return ProblemTooLong
	}
	reach := max(maxX-minX, maxY-minY)
	if reach < minMark {
		return ProblemDot
	}
	if method == MethodDrawn && (length < minInk || reach < minReach) {
		return ProblemTooShort
	}
	return nil
}

// rounded gives the strokes to a ten-thousandth of the pad's width, which is finer
// than any finger and any print, so that a record stays small.
func rounded(strokes []Stroke) []Stroke {
	if strokes == nil {
		return nil
	}
	const fine = 10000
	at := func(v float32) float32 { return float32(math.Round(float64(v)*fine) / fine) }
	out := make([]Stroke, len(strokes))
	for i, s := range strokes {
		out[i] = make(Stroke, len(s))
		for j, p := range s {
			out[i][j] = Point{at(p.X), at(p.Y)}
		}
	}
	return out
}

// check tells whether a signature can be taken, or why not.
func (sig Signature) check() error {
	if strings.TrimSpace(sig.Name) == "" {
		return ProblemNoName
	}
	if err := CheckText(sig.Name, 2*MaxName+1); err != nil { // first names and name, see FullName
		return err
	}
	if err := CheckText(sig.Function, MaxShort); err != nil {
		return err
	}
	if sig.Function != "" && sig.Role != RoleStaff {
		return ProblemUnknownValue
	}
	switch sig.Method {
	case MethodUnable, MethodUnwilling:
		if sig.Role != RolePatient || sig.Typed != "" || len(sig.Strokes) > 0 {
			return ProblemUnknownValue
		}
		return nil
	case MethodTyped:
		if strings.TrimSpace(sig.Typed) == "" || len(sig.Strokes) > 0 {
			return ProblemTypedName
		}
		return CheckText(sig.Typed, 2*MaxName+1)
	case MethodDrawn, MethodMark:
		return CheckInk(sig.Strokes, sig.Method)
	}
	return ProblemUnknownValue
}
