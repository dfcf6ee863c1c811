package document

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"eclaire/consent"
	"eclaire/content"
)

// TestEachClauseIsNextToItsTranslation reads the pages in the order of the file, which is
// the order of the structure: each clause, or all of a section together, must be followed
// by the same in the other language.
func TestEachClauseIsNextToItsTranslation(t *testing.T) {
	lib, words := shipped()
	for _, s := range []sample{{consent.AcceptProcedure, consent.French, 1, "A4", ""}, {consent.ChooseConservative, consent.English, 4, "Letter", "large"}} {
		r := record(t, s)
		text := partText(t, layout(t, r), ConsentPart)
		template, _ := lib.Document(string(s.outcome))
		b := newWording(newSource(template, r, lib, words))
		pairs, apart := 0, 0
		for _, id := range slices.Concat(template.Consent...) {
			section, _ := lib.Section(id)
			if !section.Holds(b.traits) {
				continue
			}
			var main, other []string
			for _, c := range b.clausesOf(section) {
				main, other = append(main, oneLine(b.plain(c.Text, b.main))), append(other, oneLine(b.plain(c.Text, b.other)))
			}
			together := strings.Contains(text, strings.Join(main, " ")+" "+strings.Join(other, " "))
			for i := range main {
				pairs++
				if !together && !strings.Contains(text, main[i]+" "+other[i]) {
					apart++
					t.Logf("%s: %s", s.name(), section.ID)
				}
			}
		}
		// A page's head and foot stand between the two where a page ends.
		if pairs < 20 || apart > 1 {
			t.Errorf("%s: %d of %d clauses are not next to their translation", s.name(), apart, pairs)
		}
	}
}

// TestHeadingsHaveRealSpaces: in a title of the consent a space stands between its number
// and the words, and between both languages.
func TestHeadingsHaveRealSpaces(t *testing.T) {
	lib, words := shipped()
	r := record(t, sample{consent.AcceptProcedure, consent.French, 1, "A4", ""})
	w := newWording(newSource(content.Document{}, r, lib, words))
	template, _ := lib.Document(string(r.Outcome))
	var titles []string
	for _, s := range spokenOf(layout(t, r)) {
		if s.part == "A" {
			titles = append(titles, oneLine(strings.TrimSpace(s.bare)))
		}
	}
	checked := 0
	for _, id := range slices.Concat(template.Consent...) {
		section, _ := lib.Section(id)
		if id == "decision" || id == "understanding" || !section.Holds(w.traits) {
			continue
		}
		both := " " + oneLine(w.plain(section.Title, w.main)) + " " + oneLine(w.plain(section.Title, w.other))
		if i := slices.IndexFunc(titles, func(s string) bool { return strings.HasSuffix(s, both[1:]) }); i >= 0 {
			checked++
			if !strings.HasSuffix(titles[i], both) {
				t.Errorf("read as %q", titles[i])
			}
		} else {
			t.Errorf("no title is read as %q", both)
		}
	}
	if checked < 10 {
		t.Errorf("%d titles only", checked)
	}
}

// node is an element of the structure as another program reads it.
type node struct {
	role, lang, alt, scope string
	below                  []string
}

// TestStructureOfTheFile reads the tree with another program: real headings,
// lists, tables and figures, in their right places.
func TestStructureOfTheFile(t *testing.T) {
	path := stored(t, layout(t, record(t, sample{consent.AcceptProcedure, consent.French, 2, "A4", ""})))
	if _, err := exec.LookPath("qpdf"); err != nil {
		tool(t, "qpdf", "--version")
	}
	out, err := exec.Command("qpdf", "--json", "--json-key=qpdf", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Qpdf []json.RawMessage }
	if err := json.Unmarshal(out, &file); err != nil {
		t.Fatal(err)
	}
	var objects map[string]struct{ Value map[string]any }
	d := json.NewDecoder(bytes.NewReader(file.Qpdf[1]))
	_ = d.Decode(&objects) // streams have no value; what is wanted has
	tree := map[string]node{}
	for name, o := range objects {
		role, ok := o.Value["/S"].(string)
		if !ok {
			continue
		}
		n := node{role: role}
		n.lang, _ = o.Value["/Lang"].(string)
		n.alt, _ = o.Value["/Alt"].(string)
		if a, ok := o.Value["/A"].(map[string]any); ok {
			n.scope, _ = a["/Scope"].(string)
		}
		switch k := o.Value["/K"].(type) {
		case []any:
			for _, kid := range k {
				if ref, ok := kid.(string); ok {
					n.below = append(n.below, "obj:"+ref)
				}
			}
		case string:
			n.below = append(n.below, "obj:"+k)
		}
		tree[name] = n
	}
	allowed := map[string][]string{"/L": {"/LI"}, "/LI": {"/Lbl", "/LBody"}, "/Table": {"/TR"}, "/TR": {"/TH", "/TD"}}
	count := map[string]int{}
	for _, n := range tree {
		count[n.role]++
		for _, kid := range n.below {
			if want, ok := allowed[n.role]; ok && !strings.Contains(strings.Join(want, " ")+" ", tree[kid].role+" ") {
				t.Errorf("a %s stands in a %s", tree[kid].role, n.role)
			}
		}
		if n.role == "/Figure" && n.alt == "" {
			t.Error("a figure without words")
		}
		if n.role == "/TH" && n.scope == "" {
			t.Error("a head without scope")
		}
		if n.role == "/P" && n.lang == "" {
			count["no language"]++
		}
	}
	for role, least := range map[string]int{"/H1": 3, "/H2": 30, "/H3": 5, "/P": 250, "/LI": 60, "/TH": 60, "/TD": 60, "/Figure": 20, "/Form": 1, "/Document": 1} {
		if count[role] < least {
			t.Errorf("%d %s, want at least %d", count[role], role, least)
		}
	}
	t.Log(count)
}

// TestHeadingsSkipNoLevel walks the pages: no title is more than one rank below
// the one before it.
func TestHeadingsSkipNoLevel(t *testing.T) {
	every(t, func(name string, d *Document) {
		rank := 0
		for _, p := range d.Pages {
			for _, it := range p.Items {
				now := map[Role]int{Heading1: 1, Heading2: 2, Heading3: 3}[it.Tag.Role]
				if now == 0 {
					continue
				}
				if now > rank+1 {
					t.Errorf("%s: page %d: a title of rank %d after one of rank %d", name, p.Number, now, rank)
				}
				rank = now
			}
		}
	})
}

// TestCodeIsRead has the square code of the paper read by another program.
func TestCodeIsRead(t *testing.T) {
	for _, print := range []string{"", "large"} {
		r := record(t, sample{consent.Withdrawn, consent.English, 1, "A4", print})
		dir := t.TempDir()
		tool(t, "pdftoppm", "-r", "300", "-gray", "-png", stored(t, layout(t, r)), dir+"/p")
		pages, _ := exec.Command("sh", "-c", "ls "+dir+"/p-*.png").Output()
		want, err := Code(r)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, page := range strings.Fields(string(pages)) {
			if _, err := exec.LookPath("zbarimg"); err != nil {
				tool(t, "zbarimg", "--version")
			}
			out, _ := exec.Command("zbarimg", "-q", "--raw", page).Output() // it fails on pages without a code
			found = found || strings.TrimSpace(string(out)) == want
		}
		if !found {
			t.Errorf("no page shows the code %s", want)
		}
	}
}

// TestSealFieldHasAnAppearance: readers that ask for one find it, empty.
func TestSealFieldHasAnAppearance(t *testing.T) {
	file := pdf(t, layout(t, record(t, sample{consent.WantTime, consent.French, 1, "A4", ""})))
	m := regexp.MustCompile(`/FT/Sig/.*/AP<</N (\d+) 0 R>>`).FindSubmatch(file)
	if m == nil {
		t.Fatal("the field of the seal has no appearance")
	}
	if want := "\n" + string(m[1]) + " 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 0 0]/Resources<<>>/Length 0>>\nstream\n\nendstream\n"; !bytes.Contains(file, []byte(want)) {
		t.Errorf("the file lacks %q", want)
	}
}
