using CitizenAccount.Rules;

namespace CitizenAccount.Portal.Pages;

/// <summary>Words that every form may need.</summary>
internal static class FormWords
{
    public static readonly LocalizedText Errors = new("راجع ما يلي", "Please check the following");
    public static readonly LocalizedText Error = new("خطأ", "Error");
    public static readonly LocalizedText Optional = new("(اختياري)", "(optional)");
    public static readonly LocalizedText Save = new("حفظ", "Save");
    public static readonly LocalizedText Continue = new("متابعة", "Continue");
    public static readonly LocalizedText Send = new("إرسال", "Send");
    public static readonly LocalizedText Back = new("رجوع", "Back");
    public static readonly LocalizedText Choose = new("اختر", "Choose");
    public static readonly LocalizedText Older = new("أقدم", "Older");
    public static readonly LocalizedText Day = new("اليوم", "Day");
    public static readonly LocalizedText Month = new("الشهر", "Month");
    public static readonly LocalizedText Year = new("السنة", "Year");
    public static readonly LocalizedText Calendar = new("التقويم", "Calendar");
    public static readonly LocalizedText Hijri = new("هجري", "Hijri");
    public static readonly LocalizedText Gregorian = new("ميلادي", "Gregorian");

    public static readonly LocalizedText SentBefore = new(
        "أُرسل هذا النموذج من قبل بمحتوى آخر. راجع ما كتبته ثم أرسله مرة أخرى إن أردت إرساله طلبًا جديدًا.",
        "This form was sent before with other content. Check what you wrote, and send it again to make a new request.");

    public static readonly LocalizedText ChangedElsewhere = new(
        "تغيّرت البيانات بعد أن فتحت هذه الصفحة، ربما في نافذة أخرى. ما كتبته محفوظ أدناه: راجعه ثم احفظه مرة أخرى.",
        "The data changed after you opened this page, perhaps in another window. What you typed is kept "
        + "below: check it, "
        + "then save again.");

    public static readonly LocalizedText KeptWords = new(
        "لم يُرسل شيء بعد. ما كتبته محفوظ أدناه: راجعه ثم أرسله.",
        "Nothing was sent yet. What you typed is kept below: check it, then send it.");

    public static readonly LocalizedText NumberNeeded = new(
        "اكتب رقمًا صحيحًا، مثل \u20662\u2069.", "Write a whole number, such as 2.");

    public static readonly LocalizedText AmountNeeded = new(
        "اكتب المبلغ أرقامًا، مثل \u20667500\u2069 أو \u20667500.50\u2069.",
        "Write the amount in figures, such as 7500 or 7500.50.");

    public static readonly LocalizedText DateNeeded = new(
        "اكتب اليوم والشهر والسنة أرقامًا.", "Write day, month and year in figures.");

    public static readonly LocalizedText ChoiceNeeded = new("اختر واحدًا.", "Choose one.");
}
