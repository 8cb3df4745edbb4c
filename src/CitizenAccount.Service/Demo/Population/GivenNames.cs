using CitizenAccount.Rules.Households;

namespace CitizenAccount.Service.Demo;

/// <summary>Common Arabic given names, drawn alike.</summary>
internal static class GivenNames
{
    private static readonly string[] OfMen =
    [
        "محمد", "عبدالله", "أحمد", "فهد", "خالد", "سعود", "عبدالرحمن", "سلطان", "علي", "سعد",
        "إبراهيم", "ناصر", "عبدالعزيز", "تركي", "فيصل", "يوسف", "بندر", "ماجد", "صالح", "حمد",
        "عمر", "مشاري", "نواف", "راكان", "بدر", "حسن", "حسين", "وليد", "زياد", "سلمان",
    ];

    private static readonly string[] OfWomen =
    [
        "نورة", "فاطمة", "سارة", "ريم", "منيرة", "هيا", "عائشة", "مها", "أمل", "لطيفة",
        "العنود", "هند", "مريم", "خديجة", "جواهر", "شهد", "لمى", "دانة", "رهف", "غادة",
        "أسماء", "حصة", "موضي", "نوف", "ليلى", "زينب", "هدى", "وفاء", "سلمى", "الجوهرة",
    ];

    public static string Draw(ref Chance chance, Sex sex)
    {
        var names = sex == Sex.Male ? OfMen : OfWomen;
        return names[chance.Below(names.Length)];
    }
}
