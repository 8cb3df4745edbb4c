using CitizenAccount.Rules;

namespace CitizenAccount.Service.Platform.Calls;

// Words for refusals of accounts and sign-in, numbered 100 to 199.
internal static partial class RefusalTexts
{
    private static LocalizedText AccountNotFound => new(
        "لم نجد هذا الحساب. تحقق مما أدخلته ثم أعد المحاولة.",
        "This account was not found. Check what you entered and try again.");

    private static LocalizedText SessionNotFound => new(
        "هذه الجلسة غير موجودة في حسابك. افتح قائمة الجلسات من جديد.",
        "There is no such session in your account. Open the list of sessions again.");

    private static LocalizedText SignInRefused => new(
        "تعذر تسجيل الدخول. تحقق من رقم الهوية وكلمة المرور، أو استعد كلمة المرور.",
        "The sign-in failed. Check your ID number and password, or recover the password.");

    private static LocalizedText CodeRefused => new(
        "رمز التحقق غير مقبول. أدخل آخر رمز وصلك، أو ابدأ من جديد ليصلك رمز آخر.",
        "The code was not accepted. Enter the newest code you received, or start again for another one.");

    private static LocalizedText TooManyAttempts => new(
        "تكررت المحاولات أكثر من المسموح. انتظر المدة المذكورة ثم حاول مرة أخرى.",
        "There were more attempts than are allowed. Wait for the time given, then try once more.");

    private static LocalizedText PasswordRefused => new(
        "كلمة المرور الجديدة غير مقبولة. اختر كلمة من \u20668\u2069 إلى \u2066128\u2069 حرفًا، غير شائعة، "
        + "لا تحتوي رقم هويتك، ومختلفة عن السابقة.",
        "The new password is not accepted. Choose one of 8 to 128 characters that is not common, does not "
        + "contain your ID number, and differs from the one before.");

    private static LocalizedText PasswordChangeRequired => new(
        "دخلت بكلمة مرور مؤقتة. اختر كلمة مرور خاصة بك أولًا.",
        "You signed in with a temporary password. Set your own password first.");

    private static LocalizedText RefreshRefused => new(
        "تعذر تجديد الجلسة. سجّل الدخول من جديد.",
        "The session could not be renewed. Sign in again.");

    private static LocalizedText NafathSignInNotFound => new(
        "طلب الدخول عبر نفاذ غير موجود أو انتهى. ابدأ الدخول عبر نفاذ من جديد.",
        "This Nafath sign-in does not exist or is over. Start it again.");

    private static LocalizedText NafathProofRefused => new(
        "تعذر التحقق من نتيجة نفاذ. ابدأ الدخول عبر نفاذ مرة أخرى.",
        "The result from Nafath could not be verified. Start the sign-in by Nafath again.");

    private static LocalizedText TermsOutdated => new(
        "تغيّرت الشروط والأحكام. اقرأ النسخة الحالية ووافق عليها للمتابعة.",
        "The terms have changed. Read and accept the current version to go on.");

    private static LocalizedText RegisteredAgainTooEarly => new(
        "أُغلق حسابك قبل أقل من \u206690\u2069 يومًا. سجّل من جديد ابتداءً من التاريخ المذكور.",
        "Your account was closed less than 90 days ago. Register again on or after the date given.");

    private static LocalizedText ClosureBlocked => new(
        "لا يمكن إغلاق الحساب الآن لوجود دفعة قيد الإجراء أو استرداد قائم. أغلقه بعد انتهائه.",
        "The account cannot be closed now: a payment is in progress or a recovery is open. Close it once "
        + "that is settled.");
}
