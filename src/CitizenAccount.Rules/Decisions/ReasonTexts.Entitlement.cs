namespace CitizenAccount.Rules.Decisions;

// Words for the reasons of an amount.
public static partial class ReasonTexts
{
    private static ReasonText FullSupport => Say(
        "دخل الأسرة لا يتجاوز حد الإعفاء من التناقص، فالدعم كامل.",
        "Household income does not pass the threshold, so support is full.",
        NothingToDo);

    private static ReasonText ReducedByTaper => Say(
        "دخل الأسرة بين حد الإعفاء من التناقص وحد الدخل المانع، فيتناقص الدعم مع الدخل.",
        "Household income lies between the threshold and the cut-off, so support declines with income.",
        new(
            "إن تغيّر دخلك فحدّثه خلال \u206615\u2069 يومًا.",
            "If your income has changed, update it within 15 days."));

    private static ReasonText Capped => Say(
        "بلغ الدعم سقفه: استحقاق أسرة من ستة أفراد.",
        "Support has reached its cap: the entitlement of a six-person family.",
        NothingToDo);

    private static ReasonText AboveCutOff => Say(
        "دخل الأسرة بلغ حد الدخل المانع، فلا دعم لهذا الشهر.",
        "Household income has reached the cut-off, so there is no support this month.",
        new(
            "إن كان الدخل غير صحيح فحدّثه قبل نهاية اليوم العاشر، أو قدّم اعتراضًا.",
            "If the income is wrong, update it before the end of the 10th, or object."));

    private static ReasonText DaysAbroadDeducted => Say(
        "تجاوزت أيام الإقامة خارج المملكة \u206690\u2069 يومًا خلال آخر \u206612\u2069 شهرًا، "
        + "فخُصم نصيب الأيام الزائدة.",
        "Days abroad passed 90 in the last 12 months, so the share of the days above was taken off.",
        new(
            "إن كان للغياب سبب مبرر فأرفق ما يثبته في الطلب.",
            "If there was a justified reason, attach its proof to the application."));

    private static ReasonText RaisedToMinimum => Say(
        "صُرف الحد الأدنى للدعم.",
        "The minimum support was applied.",
        NothingToDo);
}
