namespace CitizenAccount.Rules.Households;

// Numbers are stored and hashed: never renumber, never reuse. A test freezes them.

/// <summary>What a household's application stands on (المستفيد الرئيسي).</summary>
public enum HouseholdKind : byte
{
    /// <summary>A head with dependants (رب الأسرة).</summary>
    Head = 1,

    /// <summary>An independent: 18 or over, unmarried, without dependants, living apart (فرد مستقل).</summary>
    Independent = 2,
}

/// <summary>Why a married woman is the main beneficiary; otherwise she is added as a dependant.
/// Source: zalghaym-married.</summary>
public enum MarriedWomanCase : byte
{
    /// <summary>Not such a case.</summary>
    None = 0,

    /// <summary>Married to a non-Saudi.</summary>
    MarriedToNonSaudi = 1,

    /// <summary>Family of a prisoner.</summary>
    FamilyOfPrisoner = 2,

    /// <summary>Family of a person lacking capacity (فاقد الأهلية).</summary>
    FamilyOfPersonLackingCapacity = 3,

    /// <summary>The husband is absent.</summary>
    HusbandAbsent = 4,
}

/// <summary>Nationality as the programme sees it. The exceptions take part under a Saudi main beneficiary,
/// except holders of a mobility card, who may be main beneficiaries. Source: rules 2.1.</summary>
public enum NationalityStatus : byte
{
    /// <summary>Saudi.</summary>
    Saudi = 1,

    /// <summary>Son or daughter of a Saudi woman (أبناء المواطنة).</summary>
    ChildOfCitizenMother = 2,

    /// <summary>Non-Saudi husband or wife.</summary>
    NonSaudiSpouse = 3,

    /// <summary>Holder of a mobility card (بطاقة التنقل).</summary>
    MobilityCard = 4,

    /// <summary>Any other nationality: no support.</summary>
    Other = 9,
}

/// <summary>What a member is to the main beneficiary.</summary>
public enum Relationship : byte
{
    /// <summary>The main beneficiary.</summary>
    Main = 1,

    /// <summary>Husband or wife.</summary>
    Spouse = 2,

    /// <summary>Son.</summary>
    Son = 3,

    /// <summary>Daughter.</summary>
    Daughter = 4,

    /// <summary>Father or mother in the head's support.</summary>
    Parent = 5,

    /// <summary>Brother or sister in the head's support.</summary>
    Sibling = 6,

    /// <summary>Grandchild.</summary>
    Grandchild = 7,

    /// <summary>One under the head's legal guardianship or fosterage (تابع معال).</summary>
    SupportedDependant = 8,
}

/// <summary>Sex as recorded at Civil Affairs.</summary>
public enum Sex : byte
{
    /// <summary>Male.</summary>
    Male = 1,

    /// <summary>Female.</summary>
    Female = 2,
}

/// <summary>Marital status as recorded at Civil Affairs (الأحوال المدنية).</summary>
public enum MaritalStatus : byte
{
    /// <summary>Never married.</summary>
    Single = 1,

    /// <summary>Married.</summary>
    Married = 2,

    /// <summary>Divorced.</summary>
    Divorced = 3,

    /// <summary>Widowed.</summary>
    Widowed = 4,
}

/// <summary>How an independent proves living apart (إثبات الاستقلالية). Source: okaz-2214373.</summary>
public enum HousingProof : byte
{
    /// <summary>Nothing proves it.</summary>
    None = 0,

    /// <summary>Unified, valid Ejar lease in the applicant's own name, with the unit's electricity meter.</summary>
    EjarLease = 1,

    /// <summary>Title deed and electricity bill in the applicant's own name.</summary>
    TitleDeedAndElectricityBill = 2,

    /// <summary>Title deed and occupancy certificate.</summary>
    TitleDeedAndOccupancyCertificate = 3,

    /// <summary>Housing of an imam or muezzin.</summary>
    ImamHousing = 4,

    /// <summary>Housing letter of a military body.</summary>
    MilitaryHousingLetter = 5,

    /// <summary>Housing letter of a government or private employer.</summary>
    EmployerHousingLetter = 6,

    /// <summary>Housing letter of an institute or academy.</summary>
    InstituteHousingLetter = 7,

    /// <summary>Developmental housing (الإسكان التنموي), checked automatically.</summary>
    DevelopmentalHousing = 8,

    /// <summary>University or college housing, checked automatically.</summary>
    UniversityHousing = 9,
}

/// <summary>Kinds of income by source. Which are counted is policy (<c>income.counted_kinds</c>).</summary>
public enum IncomeKind : byte
{
    /// <summary>Full gross salary with allowances and the pension or GOSI contribution.</summary>
    Salary = 1,

    /// <summary>Pension.</summary>
    Pension = 2,

    /// <summary>Commercial activity.</summary>
    CommercialActivity = 3,

    /// <summary>Financial investments.</summary>
    Investment = 4,

    /// <summary>Real-estate returns.</summary>
    RealEstate = 5,

    /// <summary>Self-employment.</summary>
    SelfEmployment = 6,

    /// <summary>Government support programmes not named below.</summary>
    GovernmentSupport = 7,

    /// <summary>Hafiz (حافز).</summary>
    Hafiz = 8,

    /// <summary>Saned (ساند).</summary>
    Saned = 9,

    /// <summary>Student stipend.</summary>
    StudentStipend = 10,

    /// <summary>Municipal-council reward.</summary>
    CouncilReward = 11,

    /// <summary>The allowances named الخراج والمناخ والمقررات.</summary>
    OfficialAllowance = 12,

    /// <summary>Any other periodic income.</summary>
    Other = 13,

    /// <summary>Social Security (الضمان الاجتماعي).</summary>
    SocialSecurity = 20,

    /// <summary>Alimony (النفقة).</summary>
    Alimony = 21,

    /// <summary>Comprehensive rehabilitation aid (التأهيل الشامل).</summary>
    RehabilitationAid = 22,

    /// <summary>Imam or muezzin stipend; the sources contradict each other.</summary>
    ImamStipend = 23,
}
