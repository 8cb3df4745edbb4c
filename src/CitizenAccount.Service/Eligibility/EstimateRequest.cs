using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Calls;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Eligibility;

/// <summary>What the calculator is asked, checked field by field.</summary>
internal sealed record EstimateRequest(
    bool Registered, BeneficiaryKind Kind, int Adults, int Minors, long Income, YearMonth Month)
{
    /// <summary>Most dependants of one kind that the calculator takes.</summary>
    public const int DependantsMax = 50;

    /// <summary>Highest income that the calculator takes, halalas.</summary>
    public const long IncomeMax = 100_000_000;

    /// <summary>Reads a request.</summary>
    /// <exception cref="RefusalException">INVALID_REQUEST with every bad field; CURRENCY_NOT_SUPPORTED;
    /// MONTH_OUT_OF_RANGE.</exception>
    public static EstimateRequest Parse(EstimateSupportRequest request, DateTimeOffset now)
    {
        var check = new RequestCheck();
        CheckKind(request, check);
        CheckDependants(request, check);
        var month = BenefitMonths.Read(request.BenefitMonth, check, "benefit_month", now);
        check.That(request.MonthlyIncome is not null, "monthly_income",
            "أدخل مجموع الدخل الشهري.", "Give the total monthly income.");
        check.That(request.MonthlyIncome is null or { Halalas: >= 0 and <= IncomeMax }, "monthly_income.halalas",
            "الدخل بين \u20660\u2069 و\u20661,000,000\u2069 ريال.",
            "Income lies between 0 and 1,000,000 riyals (100,000,000 halalas).");
        CheckCurrencyAndMonth(request.MonthlyIncome, month, check, now);
        return new EstimateRequest(
            request.Registered, request.Kind, request.Dependants18Plus, request.DependantsUnder18,
            request.MonthlyIncome!.Halalas, month);
    }

    // Alone, a foreign currency and a month out of range each have a reason of their own; beside other faults they are
    // named with them.
    private static void CheckCurrencyAndMonth(Money? income, YearMonth month, RequestCheck check, DateTimeOffset now)
    {
        var foreign = income is not null && income.CurrencyCode != Wire.Currency;
        var known = BenefitMonths.Knows(month, now);
        if (!check.IsClean || (foreign && !known))
        {
            check.That(!foreign, "monthly_income.currency_code",
                "اكتب المبلغ بالريال السعودي \u2066(SAR)\u2069.", "State the amount in riyals (SAR).");
            check.That(known, "benefit_month",
                "هذا الشهر خارج الأشهر المتاحة.", "The month lies outside those the service knows.");
        }

        check.ThrowIfBad();
        if (foreign)
        {
            throw Refusal.Of(ErrorReason.CurrencyNotSupported)
                .With("currency_code", Printable(income!.CurrencyCode)).ToException();
        }

        BenefitMonths.RequireKnown(month, now);
    }

    private static void CheckKind(EstimateSupportRequest request, RequestCheck check) => check.That(
        request.Kind is BeneficiaryKind.Head or BeneficiaryKind.Independent, "kind",
        "اختر: رب أسرة أو فرد مستقل.", "Choose head or independent.");

    private static void CheckDependants(EstimateSupportRequest request, RequestCheck check)
    {
        var adults = CheckCount(request.Dependants18Plus, check, "dependants_18_plus");
        var minors = CheckCount(request.DependantsUnder18, check, "dependants_under_18");
        if (!adults || !minors)
        {
            return;
        }

        var independent = request.Kind == BeneficiaryKind.Independent;
        CheckNone(independent ? request.Dependants18Plus : 0, check, "dependants_18_plus");
        CheckNone(independent ? request.DependantsUnder18 : 0, check, "dependants_under_18");
        var any = request.Dependants18Plus + request.DependantsUnder18 > 0;
        check.That(request.Kind != BeneficiaryKind.Head || any, "dependants_18_plus",
            "لرب الأسرة تابع واحد على الأقل: أضف تابعًا أو اختر فردًا مستقلًا.",
            "A head has at least one dependant: add one, or choose independent.");
    }

    private static void CheckNone(int count, RequestCheck check, string field) => check.That(
        count == 0, field,
        "الفرد المستقل ليس له تابعون: اختر رب أسرة أو احذف التابعين.",
        "An independent has no dependants: choose head, or remove the dependants.");

    private static bool CheckCount(int count, RequestCheck check, string field) => check.That(
        count is >= 0 and <= DependantsMax, field,
        "عدد التابعين بين \u20660\u2069 و\u206650\u2069.", "The number of dependants lies between 0 and 50.");

    // A code goes back to the caller in metadata: only what a code may look like.
    private static string Printable(string code) => new([.. code.Where(char.IsAsciiLetterUpper).Take(3)]);
}
