using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Identity;
using LifeEventKind = CitizenAccount.Contracts.Account.V1.LifeEventKind;

namespace CitizenAccount.Service.Applications;

/// <summary>Who may be a member, and which events can be, by what is known when it is asked.</summary>
internal static class MemberRules
{
    public const string Self = "SELF";
    public const string NotARelation = "NOT_A_RELATION";
    public const string MarriedDaughter = "MARRIED_DAUGHTER";
    public const string Deceased = "DECEASED";
    public const string Nationality = "NATIONALITY";

    public const string InFuture = "IN_FUTURE";
    public const string BeforeBirth = "BEFORE_BIRTH";
    public const string AfterDeath = "AFTER_DEATH";
    public const string ContradictsRecords = "CONTRADICTS_RECORDS";

    private const int WivesMax = 4;

    private static readonly HashSet<LifeEventKind> Joining =
    [
        LifeEventKind.Birth, LifeEventKind.Marriage, LifeEventKind.Divorce, LifeEventKind.Widowed,
        LifeEventKind.Fostered, LifeEventKind.MovedIn, LifeEventKind.Released, LifeEventKind.Correction,
    ];

    private static readonly HashSet<LifeEventKind> Leaving =
    [
        LifeEventKind.Marriage, LifeEventKind.Divorce, LifeEventKind.Death, LifeEventKind.FosterageEnded,
        LifeEventKind.MovedOut, LifeEventKind.Imprisoned, LifeEventKind.Correction,
    ];

    /// <summary>Why a person may not be added; null when the person may.</summary>
    /// <param name="application">The application.</param>
    /// <param name="person">The person.</param>
    /// <param name="before">The same person when listed here now or before.</param>
    /// <param name="at">Now.</param>
    public static Refusal? Refusal(Application application, NewMember person, HouseholdMember? before, Moment at)
    {
        var main = application.Main;
        return person switch
        {
            _ when person.NationalId.Value == main.NationalId => Refuse.Member(Self),
            { Life.Kind: LifeEventKind.Death } => Refuse.Member(Deceased),
            _ when before?.DiedOn is not null && person.Life.Kind != LifeEventKind.Correction =>
                Refuse.Member(Deceased),
            _ when before is { IsActive: true } => Refuse.Member(NotARelation),
            _ when !CanBe(application, person) => Refuse.Member(NotARelation),
            { Relationship: Relationship.Daughter, Life.Kind: LifeEventKind.Marriage } =>
                Refuse.Member(MarriedDaughter),
            { Relationship: Relationship.Daughter } when IsMarried(before, person.Life) =>
                Refuse.Member(MarriedDaughter),
            _ when !IsCovered(main, person) => Refuse.Member(Nationality),
            _ when !Joining.Contains(person.Life.Kind) => NoJoining(),
            _ when before?.Civil is not null && before.BirthDate != person.BirthDate =>
                Refuse.Event(ContradictsRecords),
            _ => RefusalOf(person.Life, person.BirthDate, before?.DiedOn, at),
        };
    }

    /// <summary>Why a member's data may not be changed so; null when they may.</summary>
    public static Refusal? Refusal(
        Application application, HouseholdMember member, MemberValues values, MemberEvent life, Moment at)
    {
        if (RefusalOf(life, member.BirthDate, member.DiedOn, at) is { } refused)
        {
            return refused;
        }

        if (values.Paths.Contains(MemberChanges.RelationshipPath)
            && (member.IsMain != (values.Relationship == Relationship.Main)
                || !CanBecome(application, member, values.Relationship)))
        {
            return Refuse.Field(
                "member.relationship", "لا يمكن أن تكون هذه صلة هذا الفرد.", "This member cannot be that.");
        }

        if (values.Paths.Contains(MemberChanges.MaritalStatusPath) && !Explains(life.Kind, values.MaritalStatus))
        {
            return Refuse.Field(
                "life_event.kind", "هذا الحدث لا يؤدي إلى الحالة الاجتماعية المذكورة.",
                "This event does not lead to that marital status.");
        }

        var others = application.Active.Where(one => one.Position != member.Position).Sum(one => one.Incomes.Count);
        if (values.Paths.Contains(MemberChanges.IncomesPath)
            && others + values.Incomes.Count > MemberChanges.HouseholdIncomesMax)
        {
            return Refuse.Field(
                "member.incomes", "بلغت الأسرة أكبر عدد مسموح من مصادر الدخل.",
                "The household has as many incomes as are allowed.");
        }

        // Nobody is divorced or widowed whom the records have as never married.
        return life.Kind is LifeEventKind.Divorce or LifeEventKind.Widowed && IsSingle(member)
            ? Refuse.Event(ContradictsRecords)
            : null;
    }

    /// <summary>Why a member may not be removed by this event; null when the member may.</summary>
    public static Refusal? Refusal(HouseholdMember member, MemberEvent life, Moment at) =>
        !Leaving.Contains(life.Kind)
            ? Refuse.Field(
                "life_event.kind", "هذا الحدث لا ينهي العضوية في الأسرة.", "This event ends no membership.")
            : life.Kind == LifeEventKind.Death && member.Civil is { DiedOn: { } died } && died != life.Day
                ? Refuse.Event(ContradictsRecords)
                : RefusalOf(life, member.BirthDate, member.DiedOn, at);

    private static Refusal? RefusalOf(MemberEvent life, DateOnly birth, DateOnly? died, Moment at) => life switch
    {
        _ when life.Day > at.Today => Refuse.Event(InFuture),
        _ when life.Day < birth => Refuse.Event(BeforeBirth),
        { Kind: LifeEventKind.Birth } when life.Day != birth => Refuse.Event(ContradictsRecords),
        { Kind: not (LifeEventKind.Correction or LifeEventKind.Death) } when died is { } day && life.Day > day =>
            Refuse.Event(AfterDeath),
        { Kind: LifeEventKind.Death } when died is { } day && life.Day > day => Refuse.Event(AfterDeath),
        _ => null,
    };

    private static Refusal NoJoining() => Refuse.Field(
        "life_event.kind", "هذا الحدث لا يجعل الشخص فردًا من الأسرة.", "This event makes nobody a member.");

    private static bool CanBe(Application application, NewMember person) => person.Relationship switch
    {
        Relationship.Main => false,
        Relationship.Spouse => HasRoomForSpouse(application, except: 0),
        Relationship.Son or Relationship.Daughter or Relationship.Grandchild =>
            person.BirthDate > application.Main.BirthDate,
        Relationship.Parent => person.BirthDate < application.Main.BirthDate,
        Relationship.Sibling or Relationship.SupportedDependant => true,
    };

    private static bool CanBecome(Application application, HouseholdMember member, Relationship relationship) =>
        relationship switch
        {
            Relationship.Spouse => HasRoomForSpouse(application, member.Position),
            Relationship.Son or Relationship.Daughter or Relationship.Grandchild =>
                member.BirthDate > application.Main.BirthDate,
            Relationship.Parent => member.BirthDate < application.Main.BirthDate,
            Relationship.Main or Relationship.Sibling or Relationship.SupportedDependant => true,
        };

    // A woman has one husband; a man, and who is not known yet, up to four wives.
    private static bool HasRoomForSpouse(Application application, int except)
    {
        var spouses = application.Active.Count(
            member => member.Relationship == Relationship.Spouse && member.Position != except);
        return spouses < (application.Main.Civil?.Sex == Sex.Female ? 1 : WivesMax);
    }

    private static bool IsMarried(HouseholdMember? before, MemberEvent life) =>
        before is not null
        && life.Kind is not (LifeEventKind.Divorce or LifeEventKind.Widowed)
        && FactsOf.MaritalOf(before) == MaritalStatus.Married;

    private static bool IsSingle(HouseholdMember member) => member is
    {
        MaritalStatus: 0 or MaritalStatus.Single,
        Civil.MaritalStatus: MaritalStatus.Single,
    };

    // Who is no citizen takes part as husband or wife, or as child of a citizen mother; a holder of a mobility card
    // with the family.
    private static bool IsCovered(HouseholdMember main, NewMember person) =>
        person.NationalId.Kind == NationalIdKind.Citizen
        || NationalId.Parse(main.NationalId).Kind == NationalIdKind.Resident
        || person.Relationship is Relationship.Spouse or Relationship.Son or Relationship.Daughter;

    private static bool Explains(LifeEventKind kind, MaritalStatus status) => status switch
    {
        _ when kind == LifeEventKind.Correction => true,
        MaritalStatus.Married => kind == LifeEventKind.Marriage,
        MaritalStatus.Divorced => kind == LifeEventKind.Divorce,
        MaritalStatus.Widowed => kind == LifeEventKind.Widowed,
        _ => false,
    };
}
