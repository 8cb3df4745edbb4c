using System.Globalization;
using CitizenAccount.Rules.Support;

namespace CitizenAccount.Rules.Decisions;

/// <summary>Sentences of steps with their numbers. In Arabic every number is isolated, so that its digits keep their
/// order beside right-to-left words.</summary>
internal static class Wording
{
    public static LocalizedText Is(LocalizedText what, StepValue value) =>
        new($"{what.Arabic}: {Arabic(value)}", $"{what.English}: {English(value)}");

    public static LocalizedText Against(LocalizedText what, StepValue found, StepValue limit) => new(
        $"{what.Arabic}: {Arabic(found)} من {Arabic(limit)}",
        $"{what.English}: {English(found)} against {English(limit)}");

    /// <summary>A comparison that waits for what is to be compared.</summary>
    public static LocalizedText Awaited(LocalizedText what, StepValue limit) => new(
        $"{what.Arabic} ({Arabic(limit)}): بانتظار بيانات الدخل",
        $"{what.English} ({English(limit)}): waiting for income data");

    /// <summary>A value that would have to be lower by so much.</summary>
    public static LocalizedText Lower(LocalizedText what, long by) => new(
        $"{what.Arabic}: أقل بمقدار {Arabic(StepValue.Halalas(by))}",
        $"{what.English} {English(StepValue.Halalas(by))} lower");

    /// <summary>A value that would have to be no more than so much.</summary>
    public static LocalizedText To(LocalizedText what, StepValue most) => new(
        $"{what.Arabic}: {Arabic(most)} على الأكثر", $"{what.English}: at most {English(most)}");

    /// <summary>What comes by itself with a month.</summary>
    public static LocalizedText FromMonth(LocalizedText what, Time.YearMonth month) => new(
        $"{what.Arabic} ابتداءً من شهر {Isolated(month.ToString())}", $"{what.English}, from {month} on");

    /// <summary>A place where a little more income loses more than it brings.</summary>
    public static LocalizedText Cliff(long income, long loss) => new(
        $"إذا بلغ الدخل المحتسب {Arabic(StepValue.Halalas(income))} توقف دعم قدره {Arabic(StepValue.Halalas(loss))}",
        $"At a counted income of {English(StepValue.Halalas(income))} a support of "
        + $"{English(StepValue.Halalas(loss))} is lost at once");

    /// <summary>Why an amount began or ended.</summary>
    public static LocalizedText EligibilityTurned(in Decision now) => now.Eligibility == Decisions.Eligibility.Eligible
        ? new("أصبحت الأسرة مؤهلة", "The household became eligible")
        : Eligibility(now);

    /// <summary>What changed between two months, with the numbers before and after.</summary>
    public static LocalizedText Difference(DifferenceCause cause, in Differing.Sum was, in Differing.Sum now) =>
        cause switch
        {
            DifferenceCause.Policy => From(
                new("تغيّر سياسة البرنامج؛ الاستحقاق الكامل", "Another policy; full entitlement"),
                StepValue.Halalas(was.Full), StepValue.Halalas(now.Full)),
            DifferenceCause.Age => From(
                new("بلوغ تابع سن الثامنة عشرة؛ عدد البالغين", "A dependant turned 18; dependants of 18 and over"),
                new(StepUnit.Count, was.Adults), new(StepUnit.Count, now.Adults)),
            DifferenceCause.Members => From(
                new("تغيّر عدد الأفراد المحتسبين", "Another number of counted members"),
                new(StepUnit.Count, 1 + was.Adults + was.Minors), new(StepUnit.Count, 1 + now.Adults + now.Minors)),
            DifferenceCause.Income => From(
                new("تغيّر الدخل المحتسب", "Another counted income"),
                StepValue.Halalas(was.Income), StepValue.Halalas(now.Income)),
            DifferenceCause.DaysAbroad => new(
                "تغيّر أيام الإقامة خارج المملكة الزائدة على الحد", "Other days abroad above the limit"),
            DifferenceCause.Eligibility => throw new ArgumentOutOfRangeException(nameof(cause)),
        };

    private static LocalizedText From(LocalizedText what, StepValue was, StepValue now) => new(
        $"{what.Arabic}: من {Arabic(was)} إلى {Arabic(now)}",
        $"{what.English}: from {English(was)} to {English(now)}");

    public static LocalizedText Failed(ReasonSet reasons)
    {
        LocalizedText[] texts = [.. reasons.InOrder().Select(reason => ReasonTexts.Of(reason).What)];
        return new(
            string.Join(' ', texts.Select(text => text.Arabic)),
            string.Join(' ', texts.Select(text => text.English)));
    }

    public static LocalizedText Eligibility(in Decision decision) => decision.Eligibility switch
    {
        Decisions.Eligibility.Eligible => new("النتيجة: الأسرة مؤهلة", "Result: the household is eligible"),
        Decisions.Eligibility.NotEligible => new("النتيجة: الأسرة غير مؤهلة", "Result: the household is not eligible"),
        Decisions.Eligibility.Pending => new(
            "النتيجة: بانتظار بيانات لم ترد بعد", "Result: waiting for data that have not come yet"),
    };

    public static LocalizedText Result(in Decision decision) => decision.Entitlement switch
    {
        Entitlement.Due or Entitlement.NoneAboveCutOff or Entitlement.NoneAfterDeduction =>
            Is(new("المبلغ المستحق", "Amount due"), StepValue.Halalas(decision.Amount)),
        Entitlement.NoneNotEligible => new(
            "لا مبلغ مستحق لأن الأسرة غير مؤهلة", "No amount is due: the household is not eligible"),
        Entitlement.Pending => new("لم يُحدَّد المبلغ بعد", "The amount is not decided yet"),
    };

    public static LocalizedText Household(in Decision decision, int excluded)
    {
        var weight = new StepValue(StepUnit.WeightTenths, decision.WeightTenths);
        var (adults, minors) = (decision.Adults, decision.Minors);
        return new(
            $"وزن الأسرة: {Arabic(weight)} (المستفيد الرئيسي، وتابعون {Isolated(18)} سنة فأكثر: {Isolated(adults)}، "
            + $"ودون {Isolated(18)} سنة: {Isolated(minors)}، وغير محتسبين: {Isolated(excluded)})",
            $"Household weight {English(weight)}: main beneficiary, {adults} dependants 18 and over, "
            + $"{minors} under 18; {excluded} not counted");
    }

    public static LocalizedText Taper(in Decision decision, MonthRules rules)
    {
        var level = decision.Level;
        if (decision.CountedIncome <= level.Threshold)
        {
            return new(
                "الدعم كامل لأن الدخل لا يتجاوز حد الإعفاء", "Support is full: income does not pass the threshold");
        }

        var result = StepValue.Halalas(decision.BeforeDeduction);
        if (decision.CountedIncome >= level.CutOff)
        {
            return new("لا دعم لأن الدخل بلغ الحد المانع", "No support: income has reached the cut-off");
        }

        var (full, income) = (StepValue.Halalas(level.Full), StepValue.Halalas(decision.CountedIncome));
        var (threshold, cutOff) = (StepValue.Halalas(level.Threshold), StepValue.Halalas(level.CutOff));
        return rules.Policy.Support.Rules.Taper switch
        {
            TaperShape.StraightLine => new(
            $"يتناقص الدعم بخط مستقيم: {Arabic(full)} × ({Arabic(cutOff)} − {Arabic(income)}) ÷ "
            + $"({Arabic(cutOff)} − {Arabic(threshold)}) = {Arabic(result)}",
            $"Support declines in a straight line: {English(full)} x ({English(cutOff)} - {English(income)}) / "
            + $"({English(cutOff)} - {English(threshold)}) = {English(result)}"),
        };
    }

    public static LocalizedText DaysAbroad(int most, MonthRules rules, in Decision decision)
    {
        var found = new StepValue(StepUnit.Days, most);
        var limit = new StepValue(StepUnit.Days, rules.Policy.DaysAbroadMax);
        if (decision.DaysAbroadDeduction == 0)
        {
            return Against(
                new("أيام الإقامة خارج المملكة خلال \u206612\u2069 شهرًا", "Days abroad in 12 months"), found, limit);
        }

        var taken = StepValue.Halalas(decision.DaysAbroadDeduction);
        return new(
            $"خُصم {Arabic(taken)} عن الأيام الزائدة على {Arabic(limit)} خارج المملكة بنصيب الفرد اليومي",
            $"{English(taken)} taken off for days abroad above {English(limit)}, at each person's daily share");
    }

    private static string English(StepValue value) => value.Unit switch
    {
        StepUnit.None => "unknown",
        StepUnit.Halalas => new Money(value.Number).ToString(),
        StepUnit.Count => value.Number.ToString(CultureInfo.InvariantCulture),
        StepUnit.Days => string.Create(CultureInfo.InvariantCulture, $"{value.Number} days"),
        StepUnit.WeightTenths => Tenths(value.Number),
        StepUnit.YesNo => value.Number == 1 ? "yes" : "no",
        StepUnit.Years => string.Create(CultureInfo.InvariantCulture, $"{value.Number} years"),
    };

    private static string Arabic(StepValue value) => value.Unit switch
    {
        StepUnit.None => "غير معروف",
        StepUnit.Halalas => new Money(value.Number).ToArabic(),
        StepUnit.Count => Isolated(value.Number),
        StepUnit.Days => $"{Isolated(value.Number)} يومًا",
        StepUnit.WeightTenths => Isolated(Tenths(value.Number)),
        StepUnit.YesNo => value.Number == 1 ? "نعم" : "لا",
        StepUnit.Years => $"{Isolated(value.Number)} سنة",
    };

    private static string Tenths(long tenths) =>
        string.Create(CultureInfo.InvariantCulture, $"{tenths / 10}.{tenths % 10}");

    private static string Isolated(long number) => Isolated(number.ToString(CultureInfo.InvariantCulture));

    private static string Isolated(string text) => $"\u2066{text}\u2069";
}
