using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Platform.Calls;
using IncomeKind = CitizenAccount.Rules.Households.IncomeKind;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Partners;

/// <summary>Compares what a partner believes of a person's income with what official sources told the programme. By
/// how much they differ is never said, and silence of the sources is never taken for an income of zero.</summary>
internal sealed class IncomeComparison(ApplicationsApi applications, PartnersOptions options, TimeProvider clock)
{
    private const long HalalasARiyal = 100;

    public async Task<IncomeVerification> CompareAsync(
        CountedPerson person, YearMonth month, IReadOnlyDictionary<IncomeKind, long> believed, CancellationToken stop)
    {
        var version = await applications.FindNewestFactsAsync(person.Household, stop);
        return version is null ? Unknown(null) : Compare(version, person.Position, month, believed);
    }

    // What sources told on a day of a month is what the month's income is known to be.
    private IncomeVerification Compare(
        FactsVersion version, int position, YearMonth month, IReadOnlyDictionary<IncomeKind, long> believed)
    {
        var facts = FactsCodec.Read(version.Facts, new FactsBuffer());
        var told = facts.Header.Sources.Income;
        if (told == 0)
        {
            return Unknown(null);
        }

        var day = DateOnly.FromDayNumber(told);
        var member = PlaceOf(position, version.Positions, facts.Members.Length);
        if (member < 0 || YearMonth.Of(day) != month || AgeOf(day) > options.IncomeAgeMaxDays)
        {
            return Unknown(day);
        }

        var lines = facts.Incomes.ToArray();
        var agrees = believed.All(one => Riyals(one.Value) == Riyals(lines
            .Where(line => line.Member == member && line.Kind == one.Key).Sum(line => line.Monthly)));
        return Answer(agrees ? VerificationAnswer.Matches : VerificationAnswer.Differs, day);
    }

    private IncomeVerification Unknown(DateOnly? day) => Answer(VerificationAnswer.Unknown, day);

    private IncomeVerification Answer(VerificationAnswer answer, DateOnly? day) => day is { } known
        ? new()
        {
            Answer = answer,
            AsOfDate = known.ToWire(),
            AgeDays = AgeOf(known),
            Sources = { FactSource.IncomeRecords },
        }
        : new() { Answer = answer };

    private int AgeOf(DateOnly day) => Riyadh.DateOf(clock.GetUtcNow()).DayNumber - day.DayNumber;

    private static int PlaceOf(int position, byte[]? positions, int members) => positions is null
        ? position <= members ? position - 1 : -1
        : Array.IndexOf(positions, (byte)position);

    private static long Riyals(long halalas) => halalas / HalalasARiyal;
}
