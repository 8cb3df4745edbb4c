using CitizenAccount.Rules;

namespace CitizenAccount.Portal.SignIn;

/// <summary>Words of setting and recovering a password.</summary>
internal static class PasswordWords
{
    public static readonly LocalizedText RecoverTitle = new("استعادة كلمة المرور", "Recover your password");

    public static readonly LocalizedText RecoverLead = new(
        "إن صحت البيانات تصلك كلمة مرور مؤقتة على جوالك المسجل.",
        "If the data are right, a temporary password comes to your registered mobile.");

    public static readonly LocalizedText Expiry = new("تاريخ انتهاء الهوية", "Expiry date of the ID card");
    public static readonly LocalizedText Temporary = new("كلمة المرور المؤقتة", "Temporary password");

    public static readonly LocalizedText TemporaryHint = new(
        "من الرسالة النصية، صالحة عشر دقائق", "From the SMS, good for ten minutes");

    public static readonly LocalizedText Sent = new(
        "إن صحت البيانات فقد أرسلنا كلمة مرور مؤقتة إلى جوالك المسجل.",
        "If the data are right, a temporary password was sent to your registered mobile.");

    public static readonly LocalizedText Title = new("كلمة مرورك الجديدة", "Your new password");

    public static readonly LocalizedText FirstLead = new(
        "اختر كلمة مرور لا تستعملها في مكان آخر. بها تفتح حسابك.",
        "Choose a password you use nowhere else. It opens your account.");

    public static readonly LocalizedText Present = new("كلمة المرور الحالية", "Present password");
    public static readonly LocalizedText New = new("كلمة المرور الجديدة", "New password");

    public static readonly LocalizedText NewHint = new(
        "من \u20668\u2069 إلى \u2066128\u2069 حرفًا من أي نوع، دون رقم هويتك. عبارة من عدة كلمات أسهل حفظًا وأقوى.",
        "8 to 128 characters of any kind, without your ID. A few words together are easy to keep and strong.");
}
