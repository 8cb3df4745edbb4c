using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Platform.Outbox;
using ApplicationEventKind = CitizenAccount.Contracts.Account.V1.ApplicationEventKind;
using ApplicationState = CitizenAccount.Contracts.Account.V1.ApplicationState;
using LifeEventKind = CitizenAccount.Contracts.Account.V1.LifeEventKind;

namespace CitizenAccount.Service.Applications;

/// <summary>A person to be added.</summary>
internal sealed record NewMember(
    NationalId NationalId, DateOnly BirthDate, string? BirthHijri, Relationship Relationship, MemberEvent Life,
    IReadOnlyList<DeclaredIncome> Incomes);

/// <summary>New values of a member's data; only those named by <paramref name="Paths"/> are taken.</summary>
internal sealed record MemberValues(
    IReadOnlySet<string> Paths, Relationship Relationship, MaritalStatus MaritalStatus,
    IReadOnlyList<DeclaredIncome> Incomes);

/// <summary>Members added, changed and removed.</summary>
internal static class MemberChanges
{
    public const string RelationshipPath = "relationship";
    public const string MaritalStatusPath = "marital_status";
    public const string IncomesPath = "incomes";

    /// <summary>Most declared incomes of one household: with as many official ones they still fit its facts.</summary>
    public const int HouseholdIncomesMax = 256;

    /// <summary>Most people one household may ever have listed.</summary>
    public const int EverMax = 200;

    /// <summary>The paths a mask may name.</summary>
    public static readonly IReadOnlySet<string> Paths = new SortedSet<string>(StringComparer.Ordinal)
    {
        RelationshipPath, MaritalStatusPath, IncomesPath,
    };

    /// <summary>Adds a person. Whether the person counts elsewhere is asked beside this rule.</summary>
    public static Ruling Add(Application application, NewMember person, Moment at)
    {
        if (application.ClosedAt is not null)
        {
            return Refuse.State(ApplicationState.Withdrawn);
        }

        var before = application.Members.FirstOrDefault(member => member.NationalId == person.NationalId.Value);
        if (MemberRules.Refusal(application, person, before, at) is { } refused)
        {
            return refused;
        }

        var incomes = application.Active.Sum(member => member.Incomes.Count) + person.Incomes.Count;
        if (application.Active.Count() >= HouseholdFacts.MembersMax
            || (before is null && application.Members.Count >= EverMax)
            || incomes > HouseholdIncomesMax)
        {
            return Refuse.Field(
                "household", "بلغت الأسرة أكبر عدد مسموح من الأفراد أو من مصادر الدخل.",
                "The household has as many members or incomes as are allowed.");
        }

        var member = Joined(before, person, application.Members.Count + 1);
        var after = before is null
            ? application with { Members = [.. application.Members, member] }
            : application.With(member);
        return new Change(
            Touched(after, at),
            new Happening(ApplicationEventKind.MemberAdded, person.Life.Day)
            {
                Member = member.Position,
                Life = person.Life,
            }).Telling(MessageKind.MemberAdded);
    }

    /// <summary>Changes what is declared of a member.</summary>
    public static Ruling Update(
        Application application, int position, MemberValues values, MemberEvent life, Moment at)
    {
        if (application.Find(position) is not { IsActive: true } member)
        {
            return Refuse.NoMember;
        }

        if (application.ClosedAt is not null)
        {
            return Refuse.State(ApplicationState.Withdrawn);
        }

        if (MemberRules.Refusal(application, member, values, life, at) is { } refused)
        {
            return refused;
        }

        var changed = Declared(member, values, at) with { Life = LifeAfter(member, life) };
        return new Change(
            Touched(application.With(changed), at),
            new Happening(ApplicationEventKind.MemberUpdated, life.Day) { Member = position, Life = life })
            .Telling(MessageKind.MemberChanged);
    }

    /// <summary>Removes a member from the day of the event on: it stops later months, never earlier ones.</summary>
    public static Ruling Remove(Application application, int position, MemberEvent life, Moment at)
    {
        if (application.Find(position) is not { IsActive: true } member)
        {
            return Refuse.NoMember;
        }

        if (member.IsMain)
        {
            return Refuse.Member(MemberRules.Self);
        }

        if (MemberRules.Refusal(member, life, at) is { } refused)
        {
            return refused;
        }

        var removed = member with { Until = life.Day, Life = LifeAfter(member, life) };
        return new Change(
            Touched(application.With(removed), at),
            new Happening(ApplicationEventKind.MemberRemoved, life.Day) { Member = position, Life = life })
            .Telling(MessageKind.MemberRemoved);
    }

    // A person who comes back keeps the position, and what was known of the person.
    private static HouseholdMember Joined(HouseholdMember? before, NewMember person, int position)
    {
        var member = before ?? new HouseholdMember
        {
            Position = position,
            NationalId = person.NationalId.Value,
            BirthDate = person.BirthDate,
            Relationship = person.Relationship,
            From = person.Life.Day,
            Incomes = [],
            Life = [],
        };
        return member with
        {
            BirthDate = person.BirthDate,
            BirthHijri = person.BirthHijri,
            Relationship = person.Relationship,
            From = person.Life.Day,
            Until = null,
            Incomes = person.Incomes,
            Life = LifeAfter(member, person.Life),
            Civil = before is null || before.Relationship != person.Relationship ? null : member.Civil,
        };
    }

    private static HouseholdMember Declared(HouseholdMember member, MemberValues values, Moment at)
    {
        var marital = values.Paths.Contains(MaritalStatusPath);
        var relation = values.Paths.Contains(RelationshipPath) ? values.Relationship : member.Relationship;
        return member with
        {
            Relationship = relation,
            MaritalStatus = marital ? values.MaritalStatus : member.MaritalStatus,
            MaritalSaidAt = marital ? at.Utc : member.MaritalSaidAt,
            Incomes = values.Paths.Contains(IncomesPath) ? values.Incomes : member.Incomes,

            // The records confirmed another relation than the one declared now.
            Civil = relation == member.Relationship ? member.Civil : member.Civil is { } civil
                ? civil with { Confirmed = false }
                : null,
        };
    }

    // A correction says that what was declared for its day did not happen.
    private static MemberEvent[] LifeAfter(HouseholdMember member, MemberEvent life)
    {
        const int KeptMax = 50;
        if (life.Kind == LifeEventKind.Correction)
        {
            return [.. member.Life.Where(earlier => earlier.Day != life.Day)];
        }

        MemberEvent[] all = [.. member.Life, life];
        return all[^Math.Min(all.Length, KeptMax)..];
    }

    private static Application Touched(Application after, Moment at) => Notices.WithoutMet(
        after with { ConfirmedAt = at.Utc, DataAt = after.IsExamined ? at.Utc : after.DataAt }, at);
}
