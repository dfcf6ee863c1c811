package inspect_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"eclaire/consent"
	"eclaire/consent/inspect"
	"eclaire/consent/seal"
	"eclaire/consent/seal/sealtest"
)

// TestVerdict joins findings with how text and record agree.
func TestVerdict(t *testing.T) {
	signer := sealtest.NewCA(t).Certificate
	for name, c := range map[string]struct {
		findings []seal.Finding
		text     inspect.Match
		want     inspect.Verdict
		details  []seal.Finding
	}{
		"all is well":           {nil, inspect.Same, inspect.Good, nil},
		"other texts":           {nil, inspect.Consistent, inspect.Good, nil},
		"never compared":        {nil, inspect.Unchecked, inspect.Changed, nil},
		"another text":          {nil, inspect.Different, inspect.TextDiffers, nil},
		"statements cut":        {nil, inspect.Incomplete, inspect.LacksStatements, nil},
		"a newer record":        {nil, inspect.NewRecord, inspect.NewerProgram, nil},
		"no record":             {nil, inspect.NoRecord, inspect.NoData, nil},
		"changed":               {[]seal.Finding{seal.Changed}, inspect.Unchecked, inspect.Changed, nil},
		"a twin":                {[]seal.Finding{seal.Twin}, inspect.Unchecked, inspect.Changed, []seal.Finding{seal.Twin}},
		"changed and added to":  {[]seal.Finding{seal.AppendedUnknown, seal.Changed}, inspect.Unchecked, inspect.Changed, []seal.Finding{seal.AppendedUnknown}},
		"added to":              {[]seal.Finding{seal.AppendedUnknown, seal.Untrusted}, inspect.Unchecked, inspect.Added, []seal.Finding{seal.Untrusted}},
		"a stranger's text":     {[]seal.Finding{seal.Untrusted}, inspect.Different, inspect.TextDiffers, []seal.Finding{seal.Untrusted}},
		"a stranger":            {[]seal.Finding{seal.Untrusted}, inspect.Same, inspect.UnknownKey, nil},
		"a stranger's stamp":    {[]seal.Finding{seal.StampUntrusted}, inspect.Same, inspect.UnknownStamp, nil},
		"an e-mail certificate": {[]seal.Finding{seal.FromFuture, seal.OtherUse}, inspect.Same, inspect.BadCertificate, []seal.Finding{seal.FromFuture, seal.OtherUse}},
		"the future":            {[]seal.Finding{seal.FromFuture}, inspect.Same, inspect.BadDates, []seal.Finding{seal.FromFuture}},
		"never sealed":          {[]seal.Finding{seal.NoSeal, seal.AppendedUnknown}, inspect.Unchecked, inspect.NeverSealed, []seal.Finding{seal.AppendedUnknown}},
		"saved anew":            {[]seal.Finding{seal.SavedAnew}, inspect.Unchecked, inspect.SavedAnew, nil},
	} {
		r := inspect.Result{Report: seal.Report{Signer: signer, Trusted: true, Findings: c.findings}, Text: c.text}
		if got := r.Verdict(); got != c.want || !slices.Equal(r.Details(), c.details) || r.Holds() != (got == inspect.Good) {
			t.Errorf("%s: %s, %v", name, got, r.Details())
		}
	}
}

// TestEveryFindingHasItsVerdict has each finding alone: the file never holds, and
// the words say something of their own.
func TestEveryFindingHasItsVerdict(t *testing.T) {
	o := open(t)
	source, err := os.ReadFile("../seal/report.go")
	if err != nil {
		t.Fatal(err)
	}
	all := regexp.MustCompile(` Finding += "([a-z_]+)"`).FindAllStringSubmatch(string(source), -1)
	if len(all) < 19 {
		t.Fatalf("%d findings", len(all))
	}
	signer := sealtest.NewCA(t).Certificate
	for _, m := range all {
		r := inspect.Result{Report: seal.Report{Signer: signer, Trusted: true, Findings: []seal.Finding{seal.Finding(m[1])}}, Text: inspect.Same}
		for _, l := range consent.Languages() {
			sentence, way := r.Sentence(o.words.For(l), nil)
			if r.Verdict() == inspect.Good || way == "" || strings.Contains(sentence+way, "‹") || !strings.HasPrefix(sentence, o.words.For(l).T("verify.bad")) {
				t.Errorf("%s: %s: %s %s", m[1], r.Verdict(), sentence, way)
			}
		}
		if r.Unchanged() != slices.Contains([]inspect.Verdict{inspect.UnknownKey, inspect.BadCertificate, inspect.UnknownStamp, inspect.BadDates}, r.Verdict()) {
			t.Errorf("%s: %s, unchanged %v", m[1], r.Verdict(), r.Unchanged())
		}
	}
}

// TestTwin rewrites the seal of a real document. Those of before there were
// numbers of drawings are sound, with a remark; later ones are changed.
func TestTwin(t *testing.T) {
	o := open(t)
	good := o.sealed(t, o.lib)
	number := inspect.File(good, o.trust, o.lib, o.words).Drawing
	r := inspect.File(sealtest.Twin(t, good, 0, false), o.trust, o.lib, o.words)
	if r.Holds() != (number == 0) || slices.Contains(r.Remarks, seal.HighSeal) != (number == 0) || slices.Contains(r.Findings, seal.Twin) != (number > 0) {
		t.Errorf("number %d: %v, %v", number, r.Findings, r.Remarks)
	}
}

// TestWords tells whose document it is, and what stands in it cannot set bold.
func TestWords(t *testing.T) {
	o := open(t)
	r := inspect.File(o.sealed(t, o.lib), o.trust, o.lib, o.words)
	r.Record.Case.UsedName = ""
	r.Record.Case.FirstNames = "Je**anne"
	say := o.words.For(consent.French)
	if got := r.Whose(say); got != "SPECIMEN · "+strings.ReplaceAll(r.Record.Case.FullName(), "**", "*")+", né(e) le 3\u00a0mars\u00a01941 · accord pour une intervention avec ciment · L1" {
		t.Error(got)
	}
	if sentence, way := r.Sentence(say, nil); sentence != say.T("verify.good") || way != "" {
		t.Error(sentence, way)
	}
	no := false
	if sentence, _ := r.Sentence(say, &no); sentence != say.T("verify.bad-sheet") {
		t.Error(sentence)
	}
	r.Appended = []seal.Addition{{Kind: seal.TimeStamp}, {Kind: seal.TimeStamp}, {Kind: seal.Filler}}
	r.Stamps = []seal.StampReport{{Time: time.Now(), Authority: "Service **X**"}}
	var all []string
	for _, l := range slices.Concat(r.FileLines(say, "E**.pdf"), r.TimeLines(say, &no), r.RecordLines(say)) {
		all = append(all, l.Label+" "+l.Text)
	}
	text := strings.Join(all, "\n")
	for _, want := range []string{"un horodatage et\u00a0du remplissage.", "accord pour une intervention avec ciment – L1.", "(SPECIMEN)", "Service *X*", "E*.pdf", "Je*anne"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in:\n%s", want, text)
		}
	}
	if strings.Contains(text, "‹") {
		t.Error(text)
	}
}

// TestWordsOfTheTalk tells who decided, who spoke with the patient and what was
// corrected, and calls no decision a consent that is not signed.
func TestWordsOfTheTalk(t *testing.T) {
	o := open(t)
	r := o.inTwo(o.ofFixture(t, "vertebroplasty-fr"))
	say := o.words.For(consent.English)
	text := func() string {
		found := inspect.Result{Record: &r}
		all := []string{found.Whose(say)}
		for _, l := range found.RecordLines(say) {
			all = append(all, l.Label+" "+l.Text)
		}
		return strings.Join(all, "\n")
	}
	if got := text(); !strings.Contains(got, "Dr Modèle, radiologue (") || !strings.Contains(got, "Corrections during the session: 1.") || strings.Contains(got, "did not sign") {
		t.Error(got)
	}
	r.With.Interview, r.Signatures = nil, slices.Clone(r.Signatures)
	r.Signatures[0].Method = consent.MethodUnwilling
	r.Case.Protection, r.Case.Protector = consent.Guardianship, "Gil **Garant**"
	if got := text(); !strings.Contains(got, "Nobody has stated it.") || !strings.Contains(got, "No consent comes of it.") || !strings.Contains(got, "Gil *Garant*.") ||
		strings.Contains(got, say.T("outcome.vertebroplasty")) || strings.Contains(got, "‹") {
		t.Error(got)
	}
	r.Schema = 1
	if got := text(); strings.Contains(got, "Gil") || strings.Contains(got, "Nobody") {
		t.Errorf("a record of schema 1 says %s", got)
	}
}
