using CitizenAccount.Rules;

namespace CitizenAccount.Portal.SignIn;

/// <summary>Words of sign-in, by password and by Nafath.</summary>
internal static class SignInWords
{
    public static readonly LocalizedText Title = new("تسجيل الدخول", "Sign in");
    public static readonly LocalizedText NationalId = new("رقم الهوية", "National ID");
    public static readonly LocalizedText IdHint = new("عشرة أرقام", "Ten digits");
    public static readonly LocalizedText Password = new("كلمة المرور", "Password");

    public static readonly LocalizedText PasswordHint = new(
        "أو كلمة المرور المؤقتة التي وصلتك برسالة نصية", "Or the temporary password that came by SMS");

    public static readonly LocalizedText Code = new("رمز التحقق", "Code");

    public static readonly LocalizedText CodeHint = new(
        "ستة أرقام أُرسلت إلى جوالك المسجل، صالحة خمس دقائق",
        "Six digits sent to your registered mobile, good for five minutes");

    public static readonly LocalizedText Enter = new("دخول", "Sign in");
    public static readonly LocalizedText Nafath = new("الدخول بنفاذ", "Sign in with Nafath");
    public static readonly LocalizedText WithPassword = new("الدخول بكلمة المرور", "Sign in with a password");
    public static readonly LocalizedText Forgot = new("نسيت كلمة المرور", "I forgot my password");
    public static readonly LocalizedText NoAccount = new("ليس لديك حساب؟", "No account yet?");
    public static readonly LocalizedText Register = new("سجّل في البرنامج", "Register");
    public static readonly LocalizedText Again = new("ابدأ من جديد", "Start again");

    public static readonly LocalizedText Needed = new(
        "هذه الصفحة لصاحب الحساب. سجّل الدخول لتتابع إليها.",
        "This page is for the account's owner. Sign in to go on to it.");

    public static readonly LocalizedText Kept = new(
        "انتهت جلستك قبل أن يُرسل ما كتبته، ولم يضع منه شيء. سجّل الدخول وستجده كما كان.",
        "Your session ended before what you typed was sent, and none of it is lost. Sign in and you find it "
        + "as it was.");

    public static readonly LocalizedText Registered = new(
        "أرسلنا كلمة مرور مؤقتة إلى جوالك، صالحة عشر دقائق ولمرة واحدة. ادخل بها وسنطلب منك اختيار كلمة مرورك.",
        "We sent a temporary password to your mobile. It works once, within ten minutes. Sign in with it and "
        + "choose your own.");

    public static readonly LocalizedText Recovered = new(
        "غُيّرت كلمة المرور. ادخل بالجديدة.", "The password is changed. Sign in with the new one.");

    public static readonly LocalizedText Out = new("خرجت من حسابك.", "You are signed out.");
    public static readonly LocalizedText NafathTitle = new("الدخول بنفاذ", "Sign in with Nafath");

    public static readonly LocalizedText NafathLead = new(
        "افتح تطبيق نفاذ واختر هذا الرقم خلال دقيقة، ثم تابع من هنا.",
        "Open the Nafath app and pick this number within a minute, then go on here.");

    public static readonly LocalizedText NafathNumber = new(
        "الرقم الذي تختاره في نفاذ",
        "The number to pick in Nafath");
    public static readonly LocalizedText OutEverywhere = new(
        "انتهت جلساتك كلها.", "All your sessions are ended.");

    public static readonly LocalizedText NafathDone = new("اخترت الرقم، تابع", "I picked it, go on");

    public static readonly LocalizedText NafathWaiting = new(
        "لم يصل جوابك من نفاذ بعد.", "Your answer has not come from Nafath yet.");

    public static readonly LocalizedText NafathRejected = new(
        "رُفض الطلب في تطبيق نفاذ. إن لم تكن أنت من رفضه فابدأ من جديد.",
        "The request was refused in the Nafath app. If that was not you, start again.");

    public static readonly LocalizedText NafathExpired = new(
        "انقضت الدقيقة قبل أن تختار الرقم. ابدأ من جديد.",
        "The minute passed before the number was picked. Start again.");

    public static readonly LocalizedText ContinueTitle = new("عدت إلى جلستك", "You are back");

    public static readonly LocalizedText ContinueText = new(
        "ما كتبته محفوظ. افتح الصفحة لتراجعه ثم ترسله. وإن كنت أرفقت ملفًا فأرفقه مرة أخرى.",
        "What you typed is kept. Open the page to check it, then send it. If you had attached a file, attach "
        + "it again.");

    public static readonly LocalizedText ContinueButton = new("افتح ما كتبته", "Open what I typed");
}
