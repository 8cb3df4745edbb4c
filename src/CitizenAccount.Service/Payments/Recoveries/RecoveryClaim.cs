using System.Globalization;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Rules;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Payments.Recoveries;

/// <summary>What somebody says was paid too much for one month. Amounts are halalas.</summary>
internal sealed record ClaimedMonth(
    YearMonth Month, long Paid, long Due, string Decision, byte Source, YearMonth Evidence);

/// <summary>An overpayment that somebody wants to be taken back, read and checked by itself.</summary>
internal sealed record RecoveryClaim(HouseholdId Household, IReadOnlyList<ClaimedMonth> Months, LocalizedText Cause)
{
    private const int MonthsMax = 60;
    private const int CauseMax = 1_000;

    /// <summary>More than any household was ever paid for a month.</summary>
    private const long LargestHalalas = 100_000_00;

    public long Total => Months.Sum(month => month.Paid - month.Due);

    /// <exception cref="RefusalException">INVALID_REQUEST with every bad field.</exception>
    public static RecoveryClaim Parse(OpenRecoveryRequest request)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var household = PaymentNames.ReadHousehold(request.Household, check, "household");
        var months = new List<ClaimedMonth>();
        if (check.That(
            request.Months.Count is > 0 and <= MonthsMax, "months",
            $"اذكر من شهر إلى \u2066{MonthsMax}\u2069 شهرًا.", $"Give 1 to {MonthsMax} months."))
        {
            months.AddRange(request.Months.Select((month, i) => Read(month, $"months[{i}]", check)));
        }

        check.That(
            months.DistinctBy(month => month.Month).Count() == months.Count, "months",
            "اذكر كل شهر مرة واحدة.", "Name each month once.");
        var (arabic, english) = (
            check.ReadText(request.Cause?.Ar ?? "", CauseMax, "cause.ar", required: true),
            check.ReadText(request.Cause?.En ?? "", CauseMax, "cause.en", required: true));
        check.ThrowIfBad();
        return new RecoveryClaim(household, months, new LocalizedText(arabic, english));
    }

    /// <summary>What stands in its way by itself, before anything is read.</summary>
    public Refusal? WhyNot() =>
        Months.Any(month => month.Paid is < 0 or > LargestHalalas || month.Due is < 0 or > LargestHalalas)
            ? Refusal.Of(ErrorReason.AmountOutOfRange)
                .With("largest_halalas", LargestHalalas.ToString(CultureInfo.InvariantCulture))
        : Months.Any(month => month.Evidence != month.Month) ? RecoverySteps.NotAllowed("AVERAGED_INCOME")
        : Months.Any(month => month.Paid <= month.Due) ? RecoverySteps.NotAllowed("NO_PROOF")
        : null;

    private static ClaimedMonth Read(OverpaidMonth month, string field, RequestCheck check)
    {
        check.CheckChoice(month.Source, $"{field}.source");
        check.That(
            month.Decision.Length is > 0 and <= 200, $"{field}.decision",
            "القرار الذي يثبت الزيادة مطلوب.", "The decision that proves it is needed.");
        return new ClaimedMonth(
            ReadMonth(month.BenefitMonth, check, $"{field}.benefit_month"),
            DisbursementRequests.ReadMoney(month.Paid, check, $"{field}.paid"),
            DisbursementRequests.ReadMoney(month.Due, check, $"{field}.due"), month.Decision,
            unchecked((byte)month.Source),
            ReadMonth(month.EvidenceMonth, check, $"{field}.evidence_month"));
    }

    private static YearMonth ReadMonth(Contracts.Type.V1.YearMonth? month, RequestCheck check, string field)
    {
        var value = default(YearMonth);
        if (month is null)
        {
            check.That(false, field, "الشهر مطلوب.", "A month is needed.");
        }
        else
        {
            month.TryRead(check, field, out value);
        }

        return value;
    }
}
