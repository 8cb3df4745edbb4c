namespace CitizenAccount.Rules.Decisions;

// Words for members who are not counted.
public static partial class ReasonTexts
{
    private static ReasonText MemberDeceased => Say(
        "أحد أفراد الأسرة متوفى فلا يُحتسب.", "A member has died and is not counted.", NothingToDo);

    private static ReasonText MemberNationality => Say(
        "جنسية أحد التابعين غير مشمولة فلا يُحتسب.",
        "A dependant's nationality is not covered, so that person is not counted.",
        UpdateMember);

    private static ReasonText MemberInShelterOrPrison => Say(
        "أحد التابعين مقيم في دار إيواء أو سجن فلا يُحتسب.",
        "A dependant lives in a government shelter or a prison and is not counted.",
        UpdateMember);

    private static ReasonText MemberMarriedDaughter => Say(
        "إحدى البنات مسجلة متزوجة فلا تُحتسب تابعة.",
        "A daughter is recorded as married and is not counted as a dependant.",
        UpdateMember);

    private static ReasonText MemberNotVerified => Say(
        "لم تتأكد بيانات أحد التابعين لدى الأحوال المدنية فلا يُحتسب بعد.",
        "A dependant is not confirmed by Civil Affairs and is not counted yet.",
        UpdateMember);

    private static ReasonText MemberListedElsewhere => Say(
        "أحد التابعين محتسب في أسرة أخرى لهذا الشهر.",
        "A dependant is counted in another household this month.",
        UpdateMember);
}
