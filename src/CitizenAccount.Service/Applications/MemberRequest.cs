using System.Globalization;
using CitizenAccount.Rules.Households;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.Collections;
using Contract = CitizenAccount.Contracts.Account.V1;

namespace CitizenAccount.Service.Applications;

/// <summary>The name of a member, <c>households/{household}/members/{position}</c>.</summary>
internal readonly record struct MemberName(HouseholdId Household, int Position)
{
    private const string Collection = "/members/";
    private const int DigitsMax = 4;

    public static string Of(HouseholdId household, int position) => $"{household.Name}{Collection}{position}";

    /// <summary>Reads a name; notes it as bad when it is none.</summary>
    public static MemberName Read(RequestCheck check, string name, string field)
    {
        var at = name.IndexOf(Collection, StringComparison.Ordinal);
        var household = default(HouseholdId);
        var position = 0;
        check.That(
            at > 0
            && name.Length - at - Collection.Length <= DigitsMax
            && HouseholdId.TryParseName(name[..at], out household)
            && int.TryParse(
                name.AsSpan(at + Collection.Length), NumberStyles.None, CultureInfo.InvariantCulture, out position)
            && position > 0
            && name.EndsWith($"/{position}", StringComparison.Ordinal),
            field,
            "اسم الفرد غير صحيح؛ صيغته \u2066households/{household}/members/{member}\u2069.",
            "No member name; its form is households/{household}/members/{member}.");
        return new MemberName(household, position);
    }
}

/// <summary>Reads requests about members, field by field.</summary>
internal static class MemberRequest
{
    /// <summary>Most incomes of one member.</summary>
    public const int IncomesMax = 20;

    /// <summary>Highest income of a month, halalas.</summary>
    public const long IncomeMax = 100_000_000;

    private const int DescriptionMax = 200;

    public static NewMember Read(Contract.AddMemberRequest request, DateOnly today, RequestCheck check)
    {
        var id = check.ReadNationalId(request.NationalId);
        var birth = check.ReadDay(request.BirthDate, request.BirthHijriDate, "birth_date", "birth_hijri_date");
        check.That(
            birth is null || (birth.Value.Day <= today && birth.Value.Day.Year >= 1800),
            request.BirthHijriDate is null ? "birth_date" : "birth_hijri_date",
            "تاريخ الميلاد لا يكون في المستقبل.", "A birth date does not lie in the future.");
        check.CheckChoice(request.Relationship, "relationship");
        return new NewMember(
            id, birth?.Day ?? default, birth?.Hijri?.ToString(),
            (Relationship)(int)request.Relationship.Bounded(),
            ReadLifeEvent(request.LifeEvent, check),
            ReadIncomes(request.Incomes, "incomes", check));
    }

    public static MemberValues Read(Contract.UpdateMemberRequest request, RequestCheck check)
    {
        var paths = check.ReadMask(request.UpdateMask, MemberChanges.Paths);
        var given = request.Member ?? new Contract.Member();
        if (paths.Contains(MemberChanges.RelationshipPath))
        {
            check.CheckChoice(given.Relationship, "member.relationship");
        }

        if (paths.Contains(MemberChanges.MaritalStatusPath))
        {
            check.CheckChoice(given.MaritalStatus, "member.marital_status");
        }

        return new MemberValues(
            paths, (Relationship)(int)given.Relationship.Bounded(), (MaritalStatus)(int)given.MaritalStatus.Bounded(),
            paths.Contains(MemberChanges.IncomesPath) ? ReadIncomes(given.Incomes, "member.incomes", check) : []);
    }

    public static MemberEvent ReadLifeEvent(Contract.LifeEvent? given, RequestCheck check)
    {
        const string Field = "life_event";
        if (given is null)
        {
            check.That(false, Field, "اذكر الحدث وتاريخه.", "Say what happened and when.");
            return new MemberEvent(default, default);
        }

        check.CheckChoice(given.Kind, $"{Field}.kind");
        var day = check.ReadDay(
            given.EventDate, given.EventHijriDate, $"{Field}.event_date", $"{Field}.event_hijri_date");
        return new MemberEvent(given.Kind, day?.Day ?? default, day?.Hijri?.ToString());
    }

    private static List<DeclaredIncome> ReadIncomes(
        RepeatedField<Contract.Income> given, string field, RequestCheck check)
    {
        check.That(
            given.Count <= IncomesMax, field, "مصادر الدخل للفرد لا تزيد على \u206620\u2069.",
            "A member has at most 20 incomes.");
        return [.. given.Take(IncomesMax).Select((income, index) => ReadIncome(income, $"{field}[{index}]", check))];
    }

    private static DeclaredIncome ReadIncome(Contract.Income income, string field, RequestCheck check)
    {
        check.CheckChoice(income.Kind, $"{field}.kind");
        check.That(
            income.Monthly is not null, $"{field}.monthly", "أدخل المبلغ الشهري.", "Give the amount a month.");
        check.That(
            income.Monthly is null or { Halalas: >= 0 and <= IncomeMax }, $"{field}.monthly.halalas",
            "الدخل بين \u20660\u2069 و\u20661,000,000\u2069 ريال.",
            "Income lies between 0 and 1,000,000 riyals (100,000,000 halalas).");
        check.That(
            income.Monthly is null or { CurrencyCode: Wire.Currency }, $"{field}.monthly.currency_code",
            "اكتب المبلغ بالريال السعودي \u2066(SAR)\u2069.", "State the amount in riyals (SAR).");
        var from = income.FromDate is null ? null : check.ReadDate(income.FromDate, $"{field}.from_date");
        var until = income.UntilDate is null ? null : check.ReadDate(income.UntilDate, $"{field}.until_date");
        check.That(
            from is null || until is null || from <= until, $"{field}.until_date",
            "تاريخ النهاية لا يسبق تاريخ البداية.", "The last day does not come before the first.");
        return new DeclaredIncome(
            (IncomeKind)(int)income.Kind.Bounded(), income.Monthly?.Halalas ?? 0,
            check.ReadText(income.Description, DescriptionMax, $"{field}.description"), from, until);
    }
}
