package consent

import "strings"

// Trait is a named property of a case. Content asks for traits by name to
// decide what is shown; see the constants for what each one means.
type Trait string

// The traits. Those that rest on an entry which was left open are absent.
const (
	GeneralAnaesthesia Trait = "general_anaesthesia" // more levels to treat than the clinic's threshold (T06)
	SeveralLevels      Trait = "several_levels"      // two or more levels to treat
	OldFractures       Trait = "old_fractures"       // at least one level marked old
	ThoracoLumbar      Trait = "thoracolumbar"       // a level to treat from T11 to L2
	Thoracic           Trait = "thoracic"            // a level to treat from T1 to T12
	UpperThoracic      Trait = "upper_thoracic"      // a level to treat from T1 to T4
	LowerLevels        Trait = "lower_levels"        // a level to treat from T9 to L5
	SacrumToTreat      Trait = "sacrum"              // the sacrum is to be treated
	VertebraToTreat    Trait = "vertebra"            // at least one vertebra (not the sacrum) is to be treated
	AdjacentLevels     Trait = "adjacent_levels"     // two neighbouring vertebrae are to be treated

	OedemaSeen         Trait = "oedema"               // MRI shows bone-marrow oedema
	OedemaAbsent       Trait = "no_oedema"            // MRI shows none
	CleftSeen          Trait = "cleft"                // pseudarthrosis
	PainYieldsTrait    Trait = "pain_yields"          // pain yields to painkillers
	PainResists        Trait = "pain_resists"         // it does not
	BedRest            Trait = "bed_rest"             // bed-bound
	SpontaneousTrait   Trait = "spontaneous"          // broke without a fall or a blow
	EarlierFracture    Trait = "earlier_fractures"    // one earlier vertebral fracture or more
	TwoEarlier         Trait = "two_earlier"          // two or more
	NoEarlier          Trait = "no_earlier"           // entered as none
	LowDensity         Trait = "low_density"          // lowest T-score -2.5 or less (WHO definition of osteoporosis)
	FamilyHistoryTrait Trait = "family_history"       //
	Over80             Trait = "over_80"              // 80 years or older on the day of the session
	KyphoplastyPlanned Trait = "kyphoplasty"          // considered: balloons
	ImplantPlanned     Trait = "implant"              // considered: expansion implants
	SacroplastyPlanned Trait = "sacroplasty"          // considered: sacroplasty, or the sacrum is to be treated
	InterpreterPresent Trait = "interpreter"          //
	TrustedPresent     Trait = "trusted_person"       //
	WitnessPresent     Trait = "witness"              //
	BoneDoctorNamed    Trait = "rheumatologist"       // a rheumatologist is named
	ChoseProcedure     Trait = "chose_vertebroplasty" // the four outcomes
	ChoseConservative  Trait = "chose_conservative"   //
	ChoseTime          Trait = "chose_time"           //
	ChoseNoInformation Trait = "chose_no_information"
	ChoseConfirmed     Trait = "chose_confirmed" // an earlier consent is confirmed
	ChoseWithdrawn     Trait = "chose_withdrawn" // or withdrawn
	ForAnybody         Trait = "booklet"         // no case at all: the booklet to read at home

	// What only the session knows, see Session.Traits.
	Spoke        Trait = "spoke"           // a clinician says that they spoke with the patient
	PointsOpen   Trait = "points_open"     // something was not understood and not gone over, see Pending
	ReadFracture Trait = "read_fracture"   // all pages of a chapter were seen
	ReadWays     Trait = "read_ways"       //
	ReadRisks    Trait = "read_risks"      //
	ReadAfter    Trait = "read_afterwards" //

	// What only a record knows, see Record.Traits.
	Unsigned  Trait = "unsigned"   // who decides has decided and did not sign
	NoConsent Trait = "no_consent" // the procedure was accepted or confirmed, and no consent comes of it

	// Of which country's law a document speaks: that of the clinic, or of both where it is
	// not known.
	InFrance  Trait = "in_france"
	InBritain Trait = "in_britain"
)

// ReadTrait is the trait of a chapter of which all pages were seen.
func ReadTrait(chapter string) Trait { return Trait(readPrefix + chapter) }

// readPrefix begins the traits of chapters of which all pages were seen.
const readPrefix = "read_"

// OfSession tells whether a trait is of what happens in a session and not of the case.
func (t Trait) OfSession() bool {
	return t == Spoke || t == PointsOpen || t == Unsigned || t == NoConsent || t == InFrance || t == InBritain || strings.HasPrefix(string(t), readPrefix)
}

// AllTraits lists every trait that content may name.
func AllTraits() []Trait {
	return []Trait{
		GeneralAnaesthesia, SeveralLevels, OldFractures, ThoracoLumbar, Thoracic, UpperThoracic, LowerLevels,
		SacrumToTreat, VertebraToTreat, AdjacentLevels, OedemaSeen, OedemaAbsent, CleftSeen, PainYieldsTrait, PainResists,
		BedRest, SpontaneousTrait, EarlierFracture, TwoEarlier, NoEarlier, LowDensity, FamilyHistoryTrait, Over80,
		KyphoplastyPlanned, ImplantPlanned, SacroplastyPlanned, InterpreterPresent, TrustedPresent, WitnessPresent, BoneDoctorNamed,
		ChoseProcedure, ChoseConservative, ChoseTime, ChoseNoInformation, ChoseConfirmed, ChoseWithdrawn, ForAnybody,
		Spoke, PointsOpen, ReadFracture, ReadWays, ReadRisks, ReadAfter,
		Unsigned, NoConsent, InFrance, InBritain,
	}
}

// Traits is the set of traits of one case or session.
type Traits map[Trait]bool

// TraitsOf derives the traits of a case. threshold is the number of levels
// above which the clinic needs general anaesthesia (T06: 2 by default); today
// is the day of the session.
func TraitsOf(c Case, threshold int, today Date) Traits {
	t := Traits{}
	set := func(trait Trait, holds bool) {
		if holds {
			t[trait] = true
		}
	}
	between := func(from, to Level) bool {
		for l := from; l <= to; l++ {
			if c.ToTreat.Has(l) {
				return true
			}
		}
		return false
	}
	set(GeneralAnaesthesia, c.ToTreat.Len() > threshold)
	set(SeveralLevels, c.ToTreat.Len() > 1)
	set(OldFractures, c.Old.Len() > 0)
	set(ThoracoLumbar, between(T11, L2))
	set(Thoracic, between(T1, T12))
	set(UpperThoracic, between(T1, T4))
	set(LowerLevels, between(T9, L5))
	set(SacrumToTreat, c.ToTreat.Has(Sacrum))
	set(VertebraToTreat, between(T1, L5))
	for l := T1; l < L5; l++ {
		set(AdjacentLevels, c.ToTreat.Has(l) && c.ToTreat.Has(l+1))
	}
	set(OedemaSeen, c.Oedema == Yes)
	set(OedemaAbsent, c.Oedema == No)
	set(CleftSeen, c.Cleft == Yes)
	set(PainYieldsTrait, c.PainYields == Yes)
	set(PainResists, c.PainYields == No)
	set(BedRest, c.BedBound == Yes)
	set(SpontaneousTrait, c.Spontaneous == Yes)
	if n := c.EarlierFractures; n != nil {
		set(EarlierFracture, *n >= 1)
		set(TwoEarlier, *n >= 2)
		set(NoEarlier, *n == 0)
	}
	set(LowDensity, c.TScore != nil && *c.TScore <= -2.5)
	set(FamilyHistoryTrait, c.FamilyHistory == Yes)
	set(Over80, !c.BirthDate.IsZero() && c.BirthDate.YearsAt(today) >= 80)
	set(KyphoplastyPlanned, c.Procedure == Kyphoplasty)
	set(ImplantPlanned, c.Procedure == Implant)
	set(SacroplastyPlanned, c.Procedure == Sacroplasty || c.ToTreat.Has(Sacrum))
	set(InterpreterPresent, c.Interpreter != "")
	set(TrustedPresent, c.TrustedPerson != "")
	set(WitnessPresent, c.Witness != "")
	set(BoneDoctorNamed, c.Rheumatologist != "")
	return t
}
