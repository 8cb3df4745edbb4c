using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Portal.Applications;

/// <summary>What people choose from on the pages of the application, in the order in which it is offered.</summary>
internal static class ApplicationEnums
{
    public static readonly (string Value, LocalizedText Words)[] Kinds =
    [
        (nameof(BeneficiaryKind.Head), new("رب أسرة: لي تابعون", "Head of household: I have dependants")),
        (nameof(BeneficiaryKind.Independent), new(
            "فرد مستقل: \u206618\u2069 فأكثر، غير متزوج، وأسكن وحدي",
            "Independent: 18 or over, unmarried, living apart")),
    ];

    public static readonly (string Value, LocalizedText Words)[] MarriedCases =
    [
        ("", new("لا ينطبق", "Does not apply")),
        (nameof(MarriedWomanCase.MarriedToNonSaudi), new("زوجي غير سعودي", "My husband is not Saudi")),
        (nameof(MarriedWomanCase.FamilyOfPrisoner), new("زوجي سجين", "My husband is in prison")),
        (nameof(MarriedWomanCase.FamilyOfPersonLackingCapacity), new(
            "زوجي فاقد الأهلية", "My husband lacks legal capacity")),
        (nameof(MarriedWomanCase.HusbandAbsent), new("زوجي غائب", "My husband is absent")),
    ];

    public static readonly (string Value, LocalizedText Words)[] Relationships =
    [
        (nameof(Relationship.Spouse), new("زوج أو زوجة", "Husband or wife")),
        (nameof(Relationship.Son), new("ابن", "Son")),
        (nameof(Relationship.Daughter), new("ابنة", "Daughter")),
        (nameof(Relationship.Parent), new("أب أو أم", "Father or mother")),
        (nameof(Relationship.Sibling), new("أخ أو أخت", "Brother or sister")),
        (nameof(Relationship.Grandchild), new("حفيد أو حفيدة", "Grandchild")),
        (nameof(Relationship.SupportedDependant), new("تابع معال بصك", "Supported dependant, by deed")),
    ];

    public static readonly (string Value, LocalizedText Words)[] MaritalStatuses =
    [
        (nameof(MaritalStatus.Single), new("أعزب", "Single")),
        (nameof(MaritalStatus.Married), new("متزوج", "Married")),
        (nameof(MaritalStatus.Divorced), new("مطلق", "Divorced")),
        (nameof(MaritalStatus.Widowed), new("أرمل", "Widowed")),
    ];

    public static readonly (string Value, LocalizedText Words)[] Incomes =
    [
        (nameof(IncomeKind.Salary), new("راتب", "Salary")),
        (nameof(IncomeKind.Pension), new("تقاعد", "Pension")),
        (nameof(IncomeKind.CommercialActivity), new("نشاط تجاري بسجل", "Commercial activity")),
        (nameof(IncomeKind.Investment), new("عوائد استثمار", "Returns of investments")),
        (nameof(IncomeKind.RealEstate), new("عوائد عقارية وإيجارات", "Rent and real estate")),
        (nameof(IncomeKind.SelfEmployment), new("عمل حر", "Self-employment")),
        (nameof(IncomeKind.GovernmentSupport), new("دعم حكومي آخر", "Other government support")),
        (nameof(IncomeKind.Hafiz), new("حافز", "Hafiz")),
        (nameof(IncomeKind.Saned), new("ساند", "Saned")),
        (nameof(IncomeKind.StudentStipend), new("مكافأة طالب", "Student stipend")),
        (nameof(IncomeKind.CouncilReward), new("مكافأة مجلس بلدي", "Municipal council reward")),
        (nameof(IncomeKind.OfficialAllowance), new("الخراج والمناخ والمقررات", "Official allowances")),
        (nameof(IncomeKind.SocialSecurity), new("الضمان الاجتماعي (لا يُحتسب)", "Social security (not counted)")),
        (nameof(IncomeKind.Alimony), new("نفقة (لا تُحتسب)", "Alimony (not counted)")),
        (nameof(IncomeKind.RehabilitationAid), new(
            "إعانة التأهيل الشامل (لا تُحتسب)",
            "Rehabilitation aid (not counted)")),
        (nameof(IncomeKind.ImamStipend), new("مكافأة إمام أو مؤذن", "Stipend of an imam or muezzin")),
        (nameof(IncomeKind.Other), new("دخل آخر، صفه", "Another income, described")),
    ];

    public static readonly (string Value, LocalizedText Words)[] Housings =
    [
        (nameof(HousingKind.Owned), new("ملك", "Own home")),
        (nameof(HousingKind.Rented), new("إيجار", "Rented")),
        (nameof(HousingKind.Provided), new("سكن موفر من جهة", "Provided by a body")),
        (nameof(HousingKind.WithFamily), new("مع العائلة", "With family")),
    ];

    public static readonly (string Value, LocalizedText Words)[] Proofs =
    [
        (nameof(HousingProof.EjarLease), new("عقد إيجار موحد باسمك", "Ejar lease in your name")),
        (nameof(HousingProof.TitleDeedAndElectricityBill), new(
            "صك ملكية وفاتورة كهرباء", "Title deed and electricity bill")),
        (nameof(HousingProof.TitleDeedAndOccupancyCertificate), new(
            "صك ملكية وشهادة إشغال", "Title deed and occupancy certificate")),
        (nameof(HousingProof.ImamHousing), new("سكن إمام أو مؤذن", "Housing of an imam or muezzin")),
        (nameof(HousingProof.MilitaryHousingLetter), new(
            "خطاب سكن من جهة عسكرية",
            "Housing letter of a military body")),
        (nameof(HousingProof.EmployerHousingLetter), new("خطاب سكن من جهة العمل", "Housing letter of an employer")),
        (nameof(HousingProof.InstituteHousingLetter), new(
            "خطاب سكن من معهد أو أكاديمية", "Housing letter of an institute")),
        (nameof(HousingProof.DevelopmentalHousing), new("الإسكان التنموي", "Developmental housing")),
        (nameof(HousingProof.UniversityHousing), new("سكن جامعي", "University housing")),
    ];

    public static readonly (string Value, LocalizedText Words)[] Events =
    [
        (nameof(LifeEventKind.Birth), new("ولادة", "Birth")),
        (nameof(LifeEventKind.Marriage), new("زواج", "Marriage")),
        (nameof(LifeEventKind.Divorce), new("طلاق", "Divorce")),
        (nameof(LifeEventKind.Death), new("وفاة", "Death")),
        (nameof(LifeEventKind.Widowed), new("وفاة الزوج أو الزوجة", "Death of the spouse")),
        (nameof(LifeEventKind.Fostered), new("بدء ولاية أو كفالة", "Guardianship or fosterage began")),
        (nameof(LifeEventKind.FosterageEnded), new("انتهاء ولاية أو كفالة", "Guardianship or fosterage ended")),
        (nameof(LifeEventKind.MovedIn), new("انضمام إلى الأسرة", "Joined the household")),
        (nameof(LifeEventKind.MovedOut), new("استقلال أو خروج من الأسرة", "Left the household")),
        (nameof(LifeEventKind.Imprisoned), new("دخول سجن أو دار إيواء", "Prison or shelter began")),
        (nameof(LifeEventKind.Released), new("خروج من سجن أو دار إيواء", "Prison or shelter ended")),
        (nameof(LifeEventKind.IncomeChanged), new("تغير الدخل", "Income changed")),
        (nameof(LifeEventKind.Correction), new("تصحيح إدخال سابق", "An earlier entry was wrong")),
    ];

    public static readonly (string Value, LocalizedText Words)[] Documents =
    [
        (nameof(DocumentKind.TitleDeed), new("صك ملكية", "Title deed")),
        (nameof(DocumentKind.ElectricityBill), new("فاتورة كهرباء", "Electricity bill")),
        (nameof(DocumentKind.OccupancyCertificate), new("شهادة إشغال", "Occupancy certificate")),
        (nameof(DocumentKind.Lease), new("عقد إيجار", "Lease contract")),
        (nameof(DocumentKind.HousingLetter), new("خطاب سكن", "Housing letter")),
        (nameof(DocumentKind.SupportDeed), new("صك إعالة", "Deed of support")),
        (nameof(DocumentKind.GuardianshipDeed), new("صك ولاية أو كفالة", "Deed of guardianship")),
        (nameof(DocumentKind.HeirsDeed), new("صك حصر ورثة", "Deed of heirs")),
        (nameof(DocumentKind.BirthCertificate), new("شهادة ميلاد", "Birth certificate")),
        (nameof(DocumentKind.MarriageContract), new("عقد زواج", "Marriage contract")),
        (nameof(DocumentKind.DivorceDeed), new("صك طلاق", "Deed of divorce")),
        (nameof(DocumentKind.DeathCertificate), new("شهادة وفاة", "Death certificate")),
        (nameof(DocumentKind.PrisonCertificate), new("إفادة سجن", "Certificate about a prisoner")),
        (nameof(DocumentKind.CapacityDeed), new("صك فقد أهلية", "Deed about lack of capacity")),
        (nameof(DocumentKind.AbsenceDeed), new("صك غياب", "Deed about an absent husband")),
        (nameof(DocumentKind.IncomeProof), new("إثبات دخل", "Proof of income")),
        (nameof(DocumentKind.BankStatement), new("كشف حساب بنكي", "Bank statement")),
        (nameof(DocumentKind.CommercialRegistration), new("سجل تجاري أو شطبه", "Commercial registration")),
        (nameof(DocumentKind.CivilExtract), new("برنت من الأحوال المدنية", "Extract of the civil records")),
        (nameof(DocumentKind.TravelReason), new("إثبات سبب السفر", "Proof of a reason for travel")),
        (nameof(DocumentKind.Other), new("مستند آخر", "Another document")),
    ];

    /// <summary>The words of a value; its name when it is newer than this list.</summary>
    public static LocalizedText WordsOf<T>(T value, (string Value, LocalizedText Words)[] list)
        where T : struct, Enum
    {
        var name = value.ToString();
        var found = list.FirstOrDefault(pair => pair.Value == name);
        return found.Value is null ? new(name, name) : found.Words;
    }

    /// <summary>Only some of a list, in its order.</summary>
    public static IEnumerable<(string Value, LocalizedText Words)> Only<T>(
        (string Value, LocalizedText Words)[] list, params T[] wanted)
        where T : struct, Enum =>
        list.Where(pair => wanted.Any(value => value.ToString() == pair.Value));

    public static LocalizedText RelationshipWords(Relationship relationship) => relationship == Relationship.Main
        ? new("المستفيد الرئيسي", "Main beneficiary") : WordsOf(relationship, Relationships);

    /// <summary>A member by name where the records gave one, else by relationship and the end of the ID.</summary>
    public static LocalizedText NameOf(Member member)
    {
        if (member.FullName is { Ar.Length: > 0 } name)
        {
            return new(name.Ar, name.En);
        }

        var relation = RelationshipWords(member.Relationship);
        return new(
            $"{relation.Arabic} \u2066{member.NationalIdEnding}\u2069",
            $"{relation.English} {member.NationalIdEnding}");
    }

    public static LocalizedText Words(this VerificationState state) => state switch
    {
        VerificationState.Confirmed => new("مؤكد", "Confirmed"),
        VerificationState.Differs => new("يخالف السجلات", "Differs from the records"),
        VerificationState.Expired => new("انتهت صلاحية التأكيد", "Confirmation expired"),
        VerificationState.Waiting => new("بانتظار الجهة", "Asked, no answer yet"),
        _ => new("لم يُتحقق بعد", "Not checked yet"),
    };

    public static string Colour(this VerificationState state) => state switch
    {
        VerificationState.Confirmed => "good",
        VerificationState.Differs or VerificationState.Expired => "warn",
        _ => "",
    };

    public static LocalizedText Words(this DocumentState state) => state switch
    {
        DocumentState.Accepted => new("مقبول", "Accepted"),
        DocumentState.Refused => new("مرفوض", "Refused"),
        DocumentState.Replaced => new("حل غيره محله", "Replaced"),
        _ => new("وصل، بانتظار القراءة", "Received, not read yet"),
    };

    public static string Colour(this DocumentState state) => state switch
    {
        DocumentState.Accepted => "good",
        DocumentState.Refused => "danger",
        _ => "info",
    };
}
