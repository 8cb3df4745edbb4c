using CitizenAccount.Rules;

namespace CitizenAccount.Service.Platform.Calls;

// Words for refusals of decisions, cycles and policies, numbered 300 to 399.
internal static partial class RefusalTexts
{
    private static LocalizedText DecisionNotFound => new(
        "لم نجد هذا القرار. اختره من قائمة القرارات.",
        "This decision was not found. Choose it from the list of decisions.");

    private static LocalizedText CycleNotFound => new(
        "لا توجد دورة لهذا الشهر. اختر من قائمة الدورات.",
        "There is no cycle for this month. Choose one from the list of cycles.");

    private static LocalizedText NotPublished => new(
        "لم تصدر بعد نتيجة دراسة الأهلية لهذه الأسرة. عاود الاطلاع بعد صدور نتائج الدورة.",
        "No eligibility result has been published for this household yet. Look again when the results of "
        + "its cycle are out.");

    private static LocalizedText CycleState => new(
        "هذا الإجراء غير ممكن في حالة الدورة الحالية. افتح الدورة لتعرف حالتها.",
        "This is not possible in the present state of the cycle. Open the cycle to see its state.");

    private static LocalizedText CycleExists => new(
        "لهذا الشهر دورة لم تُلغَ. افتحها وتابع منها.",
        "This month has a cycle that was not cancelled. Open it and go on from there.");

    private static LocalizedText CutOffNotPassed => new(
        "لم ينتهِ بعد موعد تحديث البيانات لهذا الشهر. ابدأ الدورة بعد الوقت المذكور.",
        "The data cut-off of this month has not passed yet. Start the cycle after the time given.");

    private static LocalizedText ReviewOutdated => new(
        "الأرقام المعتمدة ليست أرقام الدورة الحالية. راجع الدورة من جديد ثم اعتمدها.",
        "The figures approved are not those of the cycle as it stands. Review it again, then approve.");

    private static LocalizedText PolicyNotFound => new(
        "لا توجد سياسة بهذا الإصدار. اطلبها بشهر الاستحقاق.",
        "There is no policy of this version. Ask for it by benefit month.");

    private static LocalizedText PolicyGap => new(
        "السياسة المقترحة تجعل لأحد الأشهر أكثر من سياسة نافذة أو لا تجعل له أي سياسة. صحّح الشهر المذكور.",
        "The proposed policy leaves a month with more than one policy in force, or with none. Correct the "
        + "month named.");

    private static LocalizedText PolicyParameterUnknown => new(
        "لا يوجد معيار بهذا الاسم في السياسة، أو قيمته من نوع آخر. خذ الاسم والنوع من السياسة النافذة.",
        "The policy has no parameter of this name, or its value is of another kind. Take name and kind from "
        + "the policy in force.");

    private static LocalizedText PolicyNotConfirmed => new(
        "سياسة هذا الشهر غير معلنة، وهي امتداد لما قبلها. يؤكدها مسؤول أولًا ثم تبدأ الدورة.",
        "The policy of this month was not announced but carried on. A person who answers for it confirms it "
        + "first, then the cycle starts.");
}
