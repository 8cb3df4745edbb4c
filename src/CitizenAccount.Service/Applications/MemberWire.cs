using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Contract = CitizenAccount.Contracts.Account.V1;
using HijriDate = CitizenAccount.Rules.Time.HijriDate;
using State = CitizenAccount.Contracts.Account.V1.VerificationState;

namespace CitizenAccount.Service.Applications;

/// <summary>Members on the wire.</summary>
internal static class MemberWire
{
    public static Contract.Member ToWire(HouseholdMember member, HouseholdId household, bool incomes, DateOnly today)
    {
        var civil = member.Civil;
        var wire = new Contract.Member
        {
            Name = MemberName.Of(household, member.Position),
            FullName = member.NameArabic.Length + member.NameEnglish.Length == 0
                ? null
                : new LocalizedText { Ar = member.NameArabic, En = member.NameEnglish },
            NationalIdEnding = member.NationalId[^4..],
            Relationship = (Contract.Relationship)(int)member.Relationship,
            Nationality = (Contract.NationalityStatus)(int)(civil?.Nationality ?? 0),
            Sex = (Contract.Sex)(int)(civil?.Sex ?? 0),
            MaritalStatus = (Contract.MaritalStatus)(int)(
                civil is null ? member.MaritalStatus : FactsOf.MaritalOf(member)),
            BirthDate = member.BirthDate.ToWire(),
            BirthHijriDate = ToHijri(member.BirthHijri, member.BirthDate),
            Verification = civil switch
            {
                null => State.Unverified,
                { Confirmed: true } => State.Confirmed,
                _ => State.Differs,
            },
            MemberFromDate = member.From.ToWire(),
            MemberUntilDate = member.Until?.ToWire(),
        };
        if (incomes)
        {
            wire.Incomes.Add(member.Incomes.Select(income => ToWire(income, member, today)));
        }

        return wire;
    }

    public static Contract.LifeEvent ToWire(MemberEvent life)
    {
        var wire = new Contract.LifeEvent { Kind = life.Kind };
        if (life.Hijri is { } hijri)
        {
            var day = HijriDate.Parse(hijri);
            wire.EventHijriDate = new() { Year = day.Year, Month = day.Month, Day = day.Day };
        }
        else
        {
            wire.EventDate = life.Day.ToWire();
        }

        return wire;
    }

    // As it was given, where it was; else of the table, where it reaches so far.
    private static Contracts.Type.V1.HijriDate? ToHijri(string? given, DateOnly date) =>
        given is not null && HijriDate.TryParse(given, out var day, out _)
            ? new() { Year = day.Year, Month = day.Month, Day = day.Day }
            : HijriDate.TryFrom(date, out _, out _) ? date.ToHijri() : null;

    private static Contract.Income ToWire(DeclaredIncome income, HouseholdMember member, DateOnly today)
    {
        var official = member.Official.FirstOrDefault(one => one.Kind == income.Kind);
        var declared = member.Incomes.Where(one => one.Kind == income.Kind && one.HoldsOn(today))
            .Sum(one => one.Monthly);
        var differs = official is not null && official.Monthly != declared;
        return new Contract.Income
        {
            Kind = (IncomeKind)(int)income.Kind,
            Monthly = Wire.ToMoney(income.Monthly),
            Description = income.Description,
            FromDate = income.From?.ToWire(),
            UntilDate = income.Until?.ToWire(),
            Verification = official is null ? State.Unverified : differs ? State.Differs : State.Confirmed,
            OfficialMonthly = differs ? Wire.ToMoney(official!.Monthly) : null,
        };
    }
}
