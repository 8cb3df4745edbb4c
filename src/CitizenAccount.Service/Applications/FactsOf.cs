using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Identity;

namespace CitizenAccount.Service.Applications;

/// <summary>The facts a cycle decides on, as an application gives them.</summary>
/// <param name="Bytes">In their canonical form.</param>
/// <param name="Positions">Which member each place in them is.</param>
internal sealed record DerivedFacts(byte[] Bytes, byte[] Positions);

/// <summary>Turns an application into facts: who is a member now, with what the sources answered. What no source has
/// answered yet makes the decision wait; it is never taken for a no, nor for no income.</summary>
internal static class FactsOf
{
    private const byte ContractIncomeDiffers = (byte)Contracts.Account.V1.ApplicationNoticeKind.IncomeDiffers;
    private const byte ContractNotDeclared = (byte)Contracts.Account.V1.ApplicationNoticeKind.ChangeNotDeclared;

    /// <summary>The facts as of a day.</summary>
    public static DerivedFacts At(Application application, DateOnly day)
    {
        HouseholdMember[] active = [.. application.Active];
        var members = Array.ConvertAll(active, member => FactsOfMember(member, active));
        IncomeLine[] incomes = [.. active.SelectMany((member, index) => IncomesOf(member, index, day))];
        var facts = new HouseholdFacts(HeaderOf(application, active, day), members, incomes);
        var bytes = new byte[FactsCodec.SizeOf(facts)];
        FactsCodec.Write(facts, bytes);
        return new DerivedFacts(bytes, Array.ConvertAll(active, member => (byte)member.Position));
    }

    /// <summary>Marital status: what the records answered, unless something else was declared since.</summary>
    public static MaritalStatus MaritalOf(HouseholdMember member) => member switch
    {
        { Civil: { } civil } when member.MaritalSaidAt is not { } said || said <= civil.AnsweredAt =>
            civil.MaritalStatus,
        { MaritalStatus: not 0 } => member.MaritalStatus,
        { Relationship: Relationship.Spouse } => MaritalStatus.Married,
        _ => MaritalStatus.Single,
    };

    private static HouseholdHeader HeaderOf(Application application, HouseholdMember[] active, DateOnly day)
    {
        var (answers, housing) = (application.Answers, application.Housing);
        var kind = application.Examined?.Kind ?? application.Kind;
        return new HouseholdHeader
        {
            Kind = kind == 0 ? HouseholdKind.Head : kind,
            MarriedWomanCase = application.Examined?.MarriedWomanCase ?? application.MarriedWomanCase,
            HousingProof = housing switch
            {
                null or { Answer.Confirmed: false } => HousingProof.None,
                _ => housing.Proof,
            },
            Marks = MarksOf(application, housing?.Answer, day),
            BarredThroughMonth = application.BarredThrough,
            RealEstate = answers.RealEstate,
            Vehicles = answers.Vehicles,
            Cash = answers.Cash,
            Portfolios = answers.Portfolios,
            DomesticWorkers = answers.DomesticWorkers,
            Sources = new SourceDays(
                CivilDay(application, kind), Oldest(active, member => member.IncomeDay), answers.AssetsDay,
                Oldest(active, member => member.ResidenceDay)),
        };
    }

    // A proof of living apart that nobody confirmed yet makes an independent's decision wait, like the records of the
    // person: the rules know no source of its own for it.
    private static int CivilDay(Application application, HouseholdKind kind) =>
        application.Main.Civil is null
        || (kind == HouseholdKind.Independent
            && application.Housing is { Proof: not HousingProof.None, Answer: null })
            ? 0
            : application.Answers.CivilDay;

    // Of those who count, the answer that is missing or oldest decides.
    private static int Oldest(HouseholdMember[] active, Func<HouseholdMember, int> day) =>
        active.Where(member => member.IsMain || member.Civil is { Confirmed: true }).Min(day);

    private static HouseholdMarks MarksOf(Application application, ProofAnswer? proof, DateOnly day)
    {
        var answers = application.Answers;

        // A difference stops support only when the time to settle it, given with its notice, is over.
        var overdue = application.Notices.Any(notice =>
            notice.Kind is ContractIncomeDiffers or ContractNotDeclared && notice.Due < day);
        return If(application.IsExamined, HouseholdMarks.ApplicationComplete)
            | If(!answers.DataDisagree && !overdue, HouseholdMarks.DataAgree)
            | If(!answers.DependantsMissing, HouseholdMarks.AllDependantsAdded)
            | If(!answers.ResidesAbroad, HouseholdMarks.ResidesInKingdom)
            | If(answers.CommercialRegistrationUndisclosed, HouseholdMarks.CommercialRegistrationUndisclosed)
            | If(proof?.LeaseValid ?? true, HouseholdMarks.LeaseValid)
            | If(proof?.LeaseShared ?? false, HouseholdMarks.LeaseShared)
            | If(proof?.MeterInOwnName ?? true, HouseholdMarks.MeterInOwnName);
    }

    private static HouseholdMarks If(bool holds, HouseholdMarks mark) => holds ? mark : HouseholdMarks.None;

    private static MemberFacts FactsOfMember(HouseholdMember member, HouseholdMember[] active)
    {
        var civil = member.Civil;
        return new MemberFacts
        {
            Relationship = member.Relationship,
            Nationality = civil?.Nationality ?? NationalityBy(member),
            Sex = civil?.Sex ?? (member.Relationship == Relationship.Daughter ? Sex.Female : Sex.Male),
            MaritalStatus = civil is null && member is { IsMain: true, MaritalStatus: 0 }
                && active.Any(one => one.Relationship == Relationship.Spouse)
                    ? MaritalStatus.Married
                    : MaritalOf(member),
            BirthDay = member.BirthDate.DayNumber,
            DaysAbroad = member.DaysAbroad,
            Marks = If(member.InShelterOrPrison, MemberMarks.InShelterOrPrison)
                | If(member.DiedOn is not null, MemberMarks.Deceased)
                | If(civil?.CountedElsewhere ?? false, MemberMarks.CountedElsewhere)
                | If(civil is not { Confirmed: true }, MemberMarks.Unverified)
                | If(member.AbsenceJustified, MemberMarks.AbsenceJustified),
        };
    }

    private static MemberMarks If(bool holds, MemberMarks mark) => holds ? mark : MemberMarks.None;

    // Until the records answer the number says only whether it is a citizen's.
    private static NationalityStatus NationalityBy(HouseholdMember member) =>
        NationalId.Parse(member.NationalId).Kind == NationalIdKind.Citizen
            ? NationalityStatus.Saudi
            : member.Relationship switch
            {
                Relationship.Main => NationalityStatus.MobilityCard,
                Relationship.Spouse => NationalityStatus.NonSaudiSpouse,
                Relationship.Son or Relationship.Daughter => NationalityStatus.ChildOfCitizenMother,
                _ => NationalityStatus.Other,
            };

    // One line a kind: what the sources know of it, else what was declared.
    private static IEnumerable<IncomeLine> IncomesOf(HouseholdMember member, int index, DateOnly day)
    {
        var official = member.Official.ToDictionary(income => income.Kind, income => income.Monthly);
        var declared = member.Incomes.Where(income => income.HoldsOn(day) && !official.ContainsKey(income.Kind))
            .GroupBy(income => income.Kind)
            .Select(kind => (kind.Key, kind.Sum(income => income.Monthly)));
        return official.Select(pair => (pair.Key, pair.Value)).Concat(declared)
            .Where(income => income.Item2 > 0)
            .OrderBy(income => income.Key)
            .Select(income => new IncomeLine((byte)index, income.Key, income.Item2));
    }
}
