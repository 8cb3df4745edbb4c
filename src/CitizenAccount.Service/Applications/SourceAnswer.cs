using CitizenAccount.Rules.Households;
using ApplicationEventKind = CitizenAccount.Contracts.Account.V1.ApplicationEventKind;
using VerificationState = CitizenAccount.Contracts.Account.V1.VerificationState;

namespace CitizenAccount.Service.Applications;

/// <summary>What official sources answered about a household on one day; parts nobody was asked for are null.</summary>
/// <param name="Day">The day of the answer.</param>
internal sealed record SourceAnswer(DateOnly Day)
{
    /// <summary>Civil records, member by member.</summary>
    public IReadOnlyList<CivilAnswer>? Civil { get; init; }

    /// <summary>Every dependant registered to the head is in the application.</summary>
    public bool? DependantsComplete { get; init; }

    /// <summary>Official incomes, member by member; a member with none has an empty list.</summary>
    public IReadOnlyList<IncomeAnswer>? Incomes { get; init; }

    public bool? CommercialRegistrationUndisclosed { get; init; }

    public AssetsAnswer? Assets { get; init; }

    /// <summary>Days abroad, member by member.</summary>
    public IReadOnlyList<ResidenceAnswer>? Residence { get; init; }

    public bool? ResidesInKingdom { get; init; }

    /// <summary>What was found about the proof of living apart.</summary>
    public ProofAnswer? Proof { get; init; }

    /// <summary>Last day that proof holds, where the source said so.</summary>
    public DateOnly? ProofValidUntil { get; init; }

    /// <summary>The newest bank account is the applicant's own.</summary>
    public bool? BankAccountOwn { get; init; }
}

/// <summary>The civil records about one member.</summary>
internal sealed record CivilAnswer(
    int Member, bool Confirmed, Sex Sex, NationalityStatus Nationality, MaritalStatus MaritalStatus)
{
    public string NameArabic { get; init; } = "";

    public string NameEnglish { get; init; } = "";

    public DateOnly? DiedOn { get; init; }

    public bool InShelterOrPrison { get; init; }

    public bool CountedElsewhere { get; init; }
}

/// <summary>Official incomes of one member, one a kind.</summary>
internal sealed record IncomeAnswer(int Member, IReadOnlyList<OfficialIncome> Incomes);

/// <summary>Official assets of a household, halalas.</summary>
internal sealed record AssetsAnswer(long RealEstate, long Vehicles, long Cash, long Portfolios, int DomesticWorkers);

/// <summary>Days abroad of one member in the last twelve months.</summary>
internal sealed record ResidenceAnswer(int Member, short DaysAbroad, bool Justified);

/// <summary>Takes what sources answered.</summary>
internal static class Answering
{
    /// <summary>Takes an answer; a member it names and that is none is left out.</summary>
    public static Change Record(Application application, SourceAnswer answer, int staleMonths, Moment at)
    {
        var after = application with
        {
            Members = [.. application.Members.Select(member => Answered(member, answer, at))],
            Answers = Answered(application.Answers, answer),
            Housing = answer.Proof is null || application.Housing is null
                ? application.Housing
                : application.Housing with
                {
                    Answer = answer.Proof,
                    ValidUntil = answer.ProofValidUntil ?? application.Housing.ValidUntil,
                },
            Accounts = Answered(application.Accounts, answer.BankAccountOwn),
        };
        return Noticed(after, answer.Day, staleMonths, at);
    }

    /// <summary>What sources told was taken over: notices that it meets go, those it makes necessary are given.
    /// </summary>
    public static Change Noticed(Application told, DateOnly day, int staleMonths, Moment at)
    {
        var after = Notices.WithoutMet(told, at);

        // What documents are missing is not looked at here: a notice given for one stays.
        Need[] needs =
        [
            .. Notices.Of(after, at.Today, staleMonths, after.Notices
                .Where(notice => notice.Kind == (byte)Contracts.Account.V1.ApplicationNoticeKind.DocumentNeeded)
                .Select(notice => notice.Member)),
        ];
        var noticed = Notices.Give(after, needs, at);
        return noticed with
        {
            Events = [new Happening(ApplicationEventKind.Verified, day), .. noticed.Events],
        };
    }

    private static HouseholdMember Answered(HouseholdMember member, SourceAnswer answer, Moment at)
    {
        var civil = answer.Civil?.FirstOrDefault(one => one.Member == member.Position);
        var incomes = answer.Incomes?.FirstOrDefault(one => one.Member == member.Position);
        var residence = answer.Residence?.FirstOrDefault(one => one.Member == member.Position);
        var after = civil is null
            ? member
            : member with
            {
                NameArabic = civil.NameArabic.Length > 0 ? civil.NameArabic : member.NameArabic,
                NameEnglish = civil.NameEnglish.Length > 0 ? civil.NameEnglish : member.NameEnglish,
                Civil = new CivilRecord(
                    at.Utc, civil.Confirmed, civil.Sex, civil.Nationality, civil.MaritalStatus)
                {
                    DiedOn = civil.DiedOn,
                    InShelterOrPrison = civil.InShelterOrPrison,
                    CountedElsewhere = civil.CountedElsewhere,
                },
            };
        after = incomes is null
            ? after
            : after with { Official = [.. Merged(incomes.Incomes)], IncomeDay = answer.Day.DayNumber };
        return residence is null
            ? after
            : after with
            {
                DaysAbroad = residence.DaysAbroad,
                AbsenceJustified = residence.Justified,
                ResidenceDay = answer.Day.DayNumber,
            };
    }

    private static IEnumerable<OfficialIncome> Merged(IEnumerable<OfficialIncome> incomes) => incomes
        .GroupBy(income => income.Kind)
        .Select(kind => new OfficialIncome(kind.Key, kind.Sum(income => income.Monthly)));

    private static SourceAnswers Answered(SourceAnswers before, SourceAnswer answer)
    {
        var after = before with
        {
            CivilDay = answer.Civil is null ? before.CivilDay : answer.Day.DayNumber,
            DependantsMissing = !(answer.DependantsComplete ?? !before.DependantsMissing),
            ResidesAbroad = !(answer.ResidesInKingdom ?? !before.ResidesAbroad),
            CommercialRegistrationUndisclosed =
                answer.CommercialRegistrationUndisclosed ?? before.CommercialRegistrationUndisclosed,
        };
        return answer.Assets is not { } assets
            ? after
            : after with
            {
                AssetsDay = answer.Day.DayNumber,
                RealEstate = assets.RealEstate,
                Vehicles = assets.Vehicles,
                Cash = assets.Cash,
                Portfolios = assets.Portfolios,
                DomesticWorkers = assets.DomesticWorkers,
            };
    }

    private static IReadOnlyList<BankEntry> Answered(IReadOnlyList<BankEntry> accounts, bool? own) =>
        own is not { } confirmed || accounts.Count == 0
            ? accounts
            :
            [
                .. accounts.SkipLast(1),
                accounts[^1] with
                {
                    Verification = confirmed ? VerificationState.Confirmed : VerificationState.Differs,
                },
            ];
}
