using CitizenAccount.Rules.Households;
using LifeEventKind = CitizenAccount.Contracts.Account.V1.LifeEventKind;

namespace CitizenAccount.Service.Applications;

/// <summary>A member as declared, and what official sources answered of it. A person keeps the position when removed
/// and added again, so that a member's name means one person for ever.</summary>
internal sealed record HouseholdMember
{
    /// <summary>1 is the main beneficiary.</summary>
    public required int Position { get; init; }

    public required string NationalId { get; init; }

    public required DateOnly BirthDate { get; init; }

    /// <summary>The Hijri date as it was given, when it was given so.</summary>
    public string? BirthHijri { get; init; }

    public required Relationship Relationship { get; init; }

    /// <summary>As declared; 0 while not stated.</summary>
    public MaritalStatus MaritalStatus { get; init; }

    /// <summary>When the marital status was declared: an older answer of the records no longer stands against it.
    /// </summary>
    public DateTime? MaritalSaidAt { get; init; }

    /// <summary>First day of membership.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day of membership, included; null while it goes on.</summary>
    public DateOnly? Until { get; init; }

    public required IReadOnlyList<DeclaredIncome> Incomes { get; init; }

    /// <summary>Events in life as declared, in the order they became known; corrected ones are dropped.</summary>
    public required IReadOnlyList<MemberEvent> Life { get; init; }

    /// <summary>Name as known before the civil records answered.</summary>
    public string NameArabic { get; init; } = "";

    public string NameEnglish { get; init; } = "";

    /// <summary>What the civil records answered; null while they did not.</summary>
    public CivilRecord? Civil { get; init; }

    /// <summary>Incomes that official sources know, one a kind.</summary>
    public IReadOnlyList<OfficialIncome> Official { get; init; } = [];

    /// <summary>Day on which income sources last answered for this member; 0 is never.</summary>
    public int IncomeDay { get; init; }

    /// <summary>Day on which the border records last answered for this member; 0 is never.</summary>
    public int ResidenceDay { get; init; }

    /// <summary>Days abroad in the last twelve months, as they answered.</summary>
    public short DaysAbroad { get; init; }

    /// <summary>Those days have a proven, accepted reason.</summary>
    public bool AbsenceJustified { get; init; }

    public bool IsActive => Until is null;

    public bool IsMain => Position == 1;

    /// <summary>Day of death, as declared or recorded.</summary>
    public DateOnly? DiedOn =>
        Life.LastOrDefault(life => life.Kind == LifeEventKind.Death)?.Day ?? Civil?.DiedOn;

    /// <summary>In a prison or government shelter: what was declared last, else what the records say.</summary>
    public bool InShelterOrPrison =>
        Life.LastOrDefault(life => life.Kind is LifeEventKind.Imprisoned or LifeEventKind.Released) is { } last
            ? last.Kind == LifeEventKind.Imprisoned
            : Civil?.InShelterOrPrison ?? false;
}

/// <summary>An event in the life of a member.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Day">When, Gregorian.</param>
/// <param name="Hijri">The Hijri date as it was given, when it was given so.</param>
internal sealed record MemberEvent(LifeEventKind Kind, DateOnly Day, string? Hijri = null);

/// <summary>An income as declared. Halalas a month, gross.</summary>
internal sealed record DeclaredIncome(
    IncomeKind Kind, long Monthly, string Description = "", DateOnly? From = null, DateOnly? Until = null)
{
    /// <summary>Whether it holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => (From is null || From <= day) && (Until is null || Until >= day);
}

/// <summary>An income that official sources know, halalas a month.</summary>
/// <param name="Kind">The kind of income.</param>
/// <param name="Monthly">Halalas a month.</param>
/// <param name="Day">The day it holds for where its source told it apart; 0 is that of the member's last answer.
/// </param>
internal sealed record OfficialIncome(IncomeKind Kind, long Monthly, int Day = 0);

/// <summary>What the civil records say of a member.</summary>
/// <param name="AnsweredAt">When they answered.</param>
/// <param name="Confirmed">Person and relation are as declared.</param>
/// <param name="Sex">Sex.</param>
/// <param name="Nationality">Nationality as the programme sees it.</param>
/// <param name="MaritalStatus">Marital status.</param>
internal sealed record CivilRecord(
    DateTime AnsweredAt, bool Confirmed, Sex Sex, NationalityStatus Nationality, MaritalStatus MaritalStatus)
{
    public DateOnly? DiedOn { get; init; }

    public bool InShelterOrPrison { get; init; }

    /// <summary>Counts in another household.</summary>
    public bool CountedElsewhere { get; init; }
}
