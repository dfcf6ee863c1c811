package seal

import (
	"bytes"
	"errors"
	"strconv"
)

// ErrShape says that a file is not a finished document of this program.
var ErrShape = errors.New("the file is not a finished document of this program")

// MaxFile is the greatest size of a document, in bytes.
const MaxFile = 32 << 20

// What is read of a PDF file is bounded, whatever the file claims.
const (
	maxObject = 64 << 10 // bytes of a plain object, a dictionary
	maxDepth  = 16       // of dictionaries and arrays in each other
	maxDigits = 10       // of a number that counts or places something
)

// kind tells values of PDF apart as far as reading a document needs.
type kind byte

const (
	kindOther kind = iota // true, false, null, strings, real numbers
	kindNumber
	kindName
	kindRef
	kindArray
	kindDict
)

// value is one value of a PDF file.
type value struct {
	kind kind
	raw  []byte // its bytes
	at   int    // where they begin in what was scanned
	n    int    // a number, or the number of the object referred to
	list []value
	dict map[string]value // by key, with the slash
}

// scanner reads values of PDF from bytes. After the first fault it reads no
// more, and bad is set.
type scanner struct {
	b   []byte
	at  int
	bad bool
}

func (s *scanner) fail() value {
	s.bad, s.at = true, len(s.b)
	return value{}
}

// space skips white space and comments.
func (s *scanner) space() {
	for s.at < len(s.b) {
		switch c := s.b[s.at]; {
		case isSpace(c):
			s.at++
		case c == '%':
			for s.at < len(s.b) && s.b[s.at] != '\n' && s.b[s.at] != '\r' {
				s.at++
			}
		default:
			return
		}
	}
}

// word skips white space and then exactly the word.
func (s *scanner) word(w string) bool {
	s.space()
	if !s.follows(w) {
		return false
	}
	s.at += len(w)
	return true
}

func (s *scanner) follows(w string) bool { return bytes.HasPrefix(s.b[s.at:], []byte(w)) }

func (s *scanner) value(depth int) value {
	s.space()
	if s.bad || s.at >= len(s.b) || depth > maxDepth {
		return s.fail()
	}
	from := s.at
	var v value
	switch c := s.b[s.at]; {
	case s.follows("<<"):
		v = s.dictionary(depth)
	case c == '<':
		v = s.hexString()
	case c == '(':
		v = s.literal()
	case c == '[':
		v = s.array(depth)
	case c == '/':
		s.at++
		s.token()
		v.kind = kindName
	default:
		v = s.numberOrWord()
	}
	v.raw, v.at = s.b[from:s.at:s.at], from
	return v
}

// token skips regular characters and gives them.
func (s *scanner) token() []byte {
	from := s.at
	for s.at < len(s.b) && !isSpace(s.b[s.at]) && !isDelimiter(s.b[s.at]) {
		s.at++
	}
	return s.b[from:s.at]
}

func (s *scanner) numberOrWord() value {
	t := s.token()
	if len(t) == 0 {
		return s.fail()
	}
	n, ok := digits(t)
	if !ok {
		return value{}
	}
	behind := s.at
	if s.word("0") && s.word("R") && (s.at == len(s.b) || isSpace(s.b[s.at]) || isDelimiter(s.b[s.at])) {
		return value{kind: kindRef, n: n}
	}
	s.at = behind
	return value{kind: kindNumber, n: n}
}

func (s *scanner) literal() value {
	depth := 0
	for ; s.at < len(s.b); s.at++ {
		switch s.b[s.at] {
		case '\\':
			s.at++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				s.at++
				return value{}
			}
		}
	}
	return s.fail()
}

func (s *scanner) hexString() value {
	end := bytes.IndexByte(s.b[s.at:], '>')
	if end < 0 {
		return s.fail()
	}
	s.at += end + 1
	return value{}
}

func (s *scanner) array(depth int) value {
	v := value{kind: kindArray}
	s.at++
	for !s.bad && !s.word("]") {
		v.list = append(v.list, s.value(depth+1))
	}
	return v
}

func (s *scanner) dictionary(depth int) value {
	v := value{kind: kindDict, dict: map[string]value{}}
	s.at += len("<<")
	for !s.bad && !s.word(">>") {
		key := s.value(depth + 1)
		if _, twice := v.dict[string(key.raw)]; twice || key.kind != kindName {
			return s.fail()
		}
		v.dict[string(key.raw)] = s.value(depth + 1)
	}
	return v
}

// readDict reads the dictionary that b begins with and tells where it ends.
func readDict(b []byte) (v value, end int, err error) {
	s := scanner{b: b[:min(len(b), maxObject)]}
	v = s.value(0)
	if s.bad || v.kind != kindDict {
		return value{}, 0, ErrShape
	}
	return v, s.at, nil
}

// is tells whether a value is the name, given with its slash.
func (v value) is(name string) bool { return v.kind == kindName && string(v.raw) == name }

// number gives a whole number.
func (v value) number() (int, error) {
	if v.kind != kindNumber {
		return 0, ErrShape
	}
	return v.n, nil
}

// ref gives the number of the object that is referred to.
func (v value) ref() (int, error) {
	if v.kind != kindRef {
		return 0, ErrShape
	}
	return v.n, nil
}

// digits reads a whole number of at most maxDigits digits and nothing else.
func digits(b []byte) (int, bool) {
	if len(b) == 0 || len(b) > maxDigits {
		return 0, false
	}
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
	}
	n, err := strconv.ParseInt(string(b), 10, 64)
	return int(n), err == nil && n <= MaxFile
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }
