using CitizenAccount.Rules;

namespace CitizenAccount.Portal.Accounts;

/// <summary>Words of the own account.</summary>
internal static class AccountWords
{
    public static readonly LocalizedText Title = new("حسابي", "My account");

    public static readonly LocalizedText Lead = new(
        "بياناتك للتواصل، وكلمة المرور، والأجهزة التي دخلت منها.",
        "How we reach you, your password, and the devices you signed in from.");

    public static readonly LocalizedText Who = new("صاحب الحساب", "Whose account it is");
    public static readonly LocalizedText FullName = new("الاسم", "Name");
    public static readonly LocalizedText NationalId = new("رقم الهوية", "National ID");
    public static readonly LocalizedText Ending = new("ينتهي بـ", "ending in");
    public static readonly LocalizedText Registered = new("تاريخ التسجيل", "Registered");
    public static readonly LocalizedText Reached = new("بيانات التواصل", "How we reach you");
    public static readonly LocalizedText Mobile = new("الجوال", "Mobile");
    public static readonly LocalizedText Email = new("البريد الإلكتروني", "E-mail");
    public static readonly LocalizedText None = new("لا يوجد", "none");
    public static readonly LocalizedText Change = new("تغيير", "Change");
    public static readonly LocalizedText Add = new("إضافة", "Add");
    public static readonly LocalizedText More = new("الإعدادات", "Settings");
    public static readonly LocalizedText Password = new("كلمة المرور", "Password");

    public static readonly LocalizedText PasswordText = new(
        "غيّرها بكلمة المرور الحالية. تنتهي بعدها الجلسات على أجهزتك الأخرى.",
        "Change it with the present one. The sessions on your other devices end then.");

    public static readonly LocalizedText AccessText = new(
        "كل من فتح بياناتك، ومتى ولماذا.", "Everybody who opened your data, when and why.");

    public static readonly LocalizedText MobileDone = new(
        "تغيّر جوالك. نرسل رسائلنا من الآن إلى الرقم الجديد.",
        "Your mobile is changed. Our messages go to the new number from now on.");

    public static readonly LocalizedText EmailDone = new("تغيّر بريدك الإلكتروني.", "Your e-mail is changed.");
    public static readonly LocalizedText PasswordDone = new("تغيّرت كلمة المرور.", "Your password is changed.");

    public static readonly LocalizedText MobileTitle = new("تغيير الجوال", "Change your mobile");

    public static readonly LocalizedText MobileLead = new(
        "نرسل رمزًا إلى الجوال الجديد ورمزًا إلى الحالي، فلا يغيّره غيرك.",
        "We send a code to the new mobile and one to the present one, so that nobody else can change it.");

    public static readonly LocalizedText NewMobile = new("الجوال الجديد", "New mobile");
    public static readonly LocalizedText EmailTitle = new("تغيير البريد الإلكتروني", "Change your e-mail");

    public static readonly LocalizedText EmailLead = new(
        "نرسل رمزًا إلى البريد الجديد، وإلى الحالي إن كان لك بريد مسجل.",
        "We send a code to the new address, and to the present one if you have one.");

    public static readonly LocalizedText NewEmail = new("البريد الإلكتروني الجديد", "New e-mail");
    public static readonly LocalizedText NewCode = new("الرمز المرسل إلى الجديد", "Code sent to the new one");
    public static readonly LocalizedText OldCode = new("الرمز المرسل إلى الحالي", "Code sent to the present one");

    public static readonly LocalizedText CodeHint = new(
        "ستة أرقام، صالحة خمس دقائق", "Six digits, good for five minutes");

    public static readonly LocalizedText LostHint = new(
        "ستة أرقام. فقدت جوالك القديم؟ اخرج ثم ادخل بنفاذ وغيّره خلال خمس دقائق من دخولك، ولا يلزمك هذا الرمز.",
        "Six digits. Lost the old mobile? Sign out, sign in with Nafath and change it within five minutes: this code "
        + "is not needed then.");

    public static readonly LocalizedText CodesSent = new("أرسلنا الرموز.", "The codes are on their way.");
    public static readonly LocalizedText StartAgain = new("لم يصل الرمز؟ ابدأ من جديد", "No code? Start again");
}
