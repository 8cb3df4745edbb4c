using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Rules.Cases;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Calls;
using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Service.Objections;

/// <summary>How an objection is to be decided, parsed.</summary>
internal sealed record ObjectionDecision(
    ObjectionOutcome Outcome, LocalizedText? Answer, string[] Articles, IReadOnlyList<YearMonth> Months,
    bool Compensate)
{
    private const int ArticlesMax = 10;
    private const int MonthsMax = 12;

    public bool IsRejection => Outcome == ObjectionOutcome.Rejected;

    public static ObjectionDecision Parse(DecideObjectionRequest request, RequestCheck check)
    {
        check.CheckChoice(request.Outcome, "outcome");
        LocalizedText? answer = request.Answer is { } text
            ? new LocalizedText(
                Filing.ReadText(check, text.Ar, 10, "answer.ar"), Filing.ReadText(check, text.En, 10, "answer.en"))
            : null;
        check.That(
            request.Articles.Count <= ArticlesMax && request.Articles.All(IsArticle), "articles",
            "اذكر أرقام المواد، مثل \u206620\u2069.", "Give numbers of articles, such as 20.");
        var months = new List<YearMonth>();
        foreach (var month in request.Months.Take(MonthsMax))
        {
            if (month.TryRead(check, "months", out var value))
            {
                months.Add(value);
            }
        }

        var isRejection = request.Outcome == ObjectionOutcome.Rejected;
        check.That(
            request.Months.Count <= MonthsMax && months.Distinct().Count() == request.Months.Count
            && (request.Months.Count == 0 || !isRejection),
            "months",
            "لكل شهر مرة واحدة، ولا أشهر مع الرفض.", "Each month once, and none with a rejection.");
        check.That(
            !(isRejection && request.Compensate), "compensate",
            "لا تعويض مع الرفض.", "A rejection compensates nothing.");
        return new ObjectionDecision(
            request.Outcome, answer, [.. request.Articles.Select(article => article.Trim())],
            [.. months.Distinct().Order()], request.Compensate);
    }

    /// <summary>What the first person must state, and what the kind of objection allows.</summary>
    /// <exception cref="RefusalException">INVALID_REQUEST with every bad field.</exception>
    public void RequireComplete(ObjectionRow row, DateOnly today, PaymentCalendar calendar)
    {
        var check = new RequestCheck();
        check.That(
            Answer is not null, "answer",
            "الرد مطلوب بالعربية والإنجليزية.", "The answer is needed, in Arabic and English.");
        check.That(
            !IsRejection || Articles.Length > 0, "articles",
            "اذكر المادة التي يستند إليها الرفض.", "Name the article the rejection relies on.");
        var isPayment = row.Kind == (byte)ObjectionKind.Payment;
        if (!IsRejection)
        {
            check.That(
                Months.Count > 0 && Months.All(month => IsWithin(month, row, today))
                && (isPayment || Months.Count <= CaseTerms.EligibilityMonthsMax),
                "months",
                "اذكر الأشهر من شهر القرار أو الدفعة إلى اليوم، وخمسة على الأكثر لاعتراض الأهلية.",
                "Name months from that of the decision or payment until now; five at most for eligibility.");
            check.That(
                !isPayment || Compensate, "compensate",
                "قبول الاعتراض على دفعة يعوَّض دائمًا.", "An upheld payment objection is always compensated.");
            check.That(
                Compensate || Months.All(month => calendar.For(month).Date > today), "compensate",
                "دون تعويض لا يُعاد قرار شهر صُرف.", "Without compensation no month that was paid is decided again.");
        }

        check.ThrowIfBad();
    }

    private static bool IsArticle(string article) =>
        article.Trim().Length is > 0 and <= 20
        && article.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '/');

    private static bool IsWithin(YearMonth month, ObjectionRow row, DateOnly today)
    {
        var own = new YearMonth(row.Month / 100, row.Month % 100);

        // The next month is decided before it begins.
        return month >= own && month <= new YearMonth(today.Year, today.Month).AddMonths(1);
    }
}
