using System.Net.Mail;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Accounts;

/// <summary>Reads the fields that several requests of this room have.</summary>
internal static class AccountFields
{
    private const int HandleMax = 100;
    private const int EmailMax = 254;

    private static readonly DateOnly FirstBirth = new(1900, 1, 1);

    /// <summary>Reads a birth date: in the past, and of a person who may be alive.</summary>
    public static TypedDay ReadBirth(
        this RequestCheck check, Contracts.Type.V1.Date? date, Contracts.Type.V1.HijriDate? hijri, DateTimeOffset now)
    {
        var day = check.ReadDay(date, hijri, "birth_date", "birth_hijri_date") ?? default;
        if (day != default)
        {
            check.That(
                day.Day >= FirstBirth && day.Day <= Riyadh.DateOf(now),
                day.Hijri is null ? "birth_date" : "birth_hijri_date",
                "تاريخ الميلاد غير صحيح: يكون من سنة \u20661900\u2069 إلى اليوم.",
                "This is no birth date: it lies between 1900 and today.");
        }

        return day;
    }

    /// <summary>Reads the handle of something started before. That it exists is not looked at here.</summary>
    public static string ReadHandle(this RequestCheck check, string handle, string field)
    {
        check.That(
            handle.Length is > 0 and <= HandleMax, field,
            "أرسل المعرّف كما وصلك من الخطوة السابقة.", "Send the handle as the step before answered it.");
        return handle;
    }

    /// <summary>Reads six digits, 0-9 or Arabic.</summary>
    public static string ReadCode(this RequestCheck check, string code, string field, bool required = true)
    {
        var typed = code.Trim();
        var sound = typed.Length == 6 && typed.All(char.IsDigit);
        check.That(
            sound || (!required && code.Length == 0), field,
            "رمز التحقق \u20666\u2069 أرقام.", "The code is six digits.");
        return sound ? string.Concat(typed.Select(digit => (char)('0' + (int)char.GetNumericValue(digit)))) : "";
    }

    /// <summary>Reads an e-mail address.</summary>
    public static string ReadEmail(this RequestCheck check, string text, string field)
    {
        var plain = text.Trim();
        var at = plain.LastIndexOf('@');
        check.That(
            plain.Length <= EmailMax && at is > 0 and <= 64 && plain.IndexOf('.', at) > at + 1 && plain[^1] != '.'
                && plain.All(letter => letter is > ' ' and <= '~' && !"\"(),:;<>[\\]".Contains(letter))
                && MailAddress.TryCreate(plain, out var address) && address.Address == plain,
            field,
            "البريد الإلكتروني غير صحيح. اكتبه كاملًا مثل \u2066name@example.com\u2069.",
            "This is not an e-mail address. Write it in full, such as name@example.com.");
        return plain;
    }

    /// <summary>Reads the name of an account.</summary>
    public static AccountId ReadAccount(this RequestCheck check, string name, string field)
    {
        check.That(
            AccountId.TryParseName(name, out var account), field,
            "اسم الحساب غير صحيح؛ صيغته accounts/{account}.",
            "No account name; its form is accounts/{account}.");
        return account;
    }

    /// <summary>Reads a new password: that it is given at all. What it must be like is a rule, not a form.</summary>
    public static void CheckNewPassword(this RequestCheck check, string password, string field = "new_password") =>
        check.That(password.Length > 0, field, "اكتب كلمة المرور الجديدة.", "Give the new password.");

    /// <summary>Reads a password that is to be right: of a length one could have.</summary>
    public static void CheckPassword(this RequestCheck check, string password, string field, bool required = true) =>
        check.That(
            (!required && password.Length == 0)
                || PasswordRules.LengthOf(password) is >= PasswordRules.LengthMin and <= PasswordRules.LengthMax,
            field,
            "كلمة المرور من \u20668\u2069 إلى \u2066128\u2069 حرفًا.", "A password has 8 to 128 characters.");
}
