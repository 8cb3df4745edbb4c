using System.Globalization;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Voice.V1;
using CitizenAccount.Rules.Cases;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Calls;
using Contract = CitizenAccount.Contracts.Type.V1;
using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Service.Voice;

/// <summary>Who opens a ticket, parsed.</summary>
internal sealed record ParsedApplicant(NationalId Person, string FullName, Mobile Mobile, HijriDate Birth)
{
    public Applicant ToStored() => new(Person.Value, FullName, Mobile.Value, Birth.ToString());
}

/// <summary>Reads the fields of tickets.</summary>
internal static class TicketRequests
{
    public const int AttachmentsMax = 3;
    public const int AttachmentBytesMax = 1_024 * 1_024;
    public const int TextMax = 4_000;
    private const int NumberLength = 12;

    /// <summary>Reads the number in a name; empty when it is none.</summary>
    public static string ReadTicket(this RequestCheck check, string name)
    {
        const string prefix = "tickets/";
        var number = name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : "";
        var holds = check.That(
            number.Length == NumberLength && number.All(char.IsAsciiDigit), "name",
            "اسم البلاغ غير صحيح؛ صيغته tickets/{number}، والرقم من \u206612\u2069 خانة.",
            "No ticket name; its form is tickets/{number}, with the 12 digits of the number.");
        return holds ? number : "";
    }

    /// <summary>Reads what a person writes.</summary>
    public static string ReadCaseText(this RequestCheck check, string text, int least, string field)
    {
        check.That(
            CaseText.IsSound(text, least, TextMax), field,
            string.Create(
                CultureInfo.InvariantCulture,
                $"اكتب نصًا من \u2066{least}\u2069 إلى \u2066{TextMax}\u2069 حرف، دون رموز تحكم أو رموز اتجاه."),
            string.Create(
                CultureInfo.InvariantCulture,
                $"Write {least} to {TextMax} characters, without control and direction characters."));
        return text.Trim();
    }

    /// <summary>Reads an answer in both languages.</summary>
    public static LocalizedText ReadAnswer(this RequestCheck check, Contract.LocalizedText? text, string field) => new(
        check.ReadCaseText(text?.Ar ?? "", 10, $"{field}.ar"), check.ReadCaseText(text?.En ?? "", 10, $"{field}.en"));

    /// <summary>Reads who opens it without an account.</summary>
    public static ParsedApplicant? ReadApplicant(this RequestCheck check, TicketApplicant? applicant, bool isCitizen)
    {
        if (applicant is null || isCitizen)
        {
            check.That(
                applicant is null == isCitizen, "applicant",
                "من سجّل الدخول لا يكتب بياناته، وغيره يكتبها: الهوية والاسم والجوال وتاريخ الميلاد.",
                "Who is signed in leaves it out; anyone else gives ID, name, mobile and birth date.");
            return null;
        }

        var person = check.ReadNationalId(applicant.NationalId, "applicant.national_id");
        var name = applicant.FullName.Trim();
        check.That(
            CaseText.IsSound(applicant.FullName, 2, 100) && !name.Contains('\n', StringComparison.Ordinal),
            "applicant.full_name",
            "اكتب الاسم من حرفين إلى \u2066100\u2069 حرف.", "Write the name in 2 to 100 characters.");
        var mobile = check.ReadMobile(applicant.Mobile, "applicant.mobile");
        var birth = check.ReadDay(
            null, applicant.BirthHijriDate, "applicant.birth_hijri_date", "applicant.birth_hijri_date");
        return birth?.Hijri is { } hijri ? new ParsedApplicant(person, name, mobile, hijri) : null;
    }

    /// <summary>Checks what is attached, its content aside.</summary>
    public static void CheckAttachments(
        this RequestCheck check, IReadOnlyList<TicketAttachment> attachments, string field = "attachments")
    {
        check.That(
            attachments.Count <= AttachmentsMax, field,
            "أرفق ثلاثة ملفات على الأكثر.", "Attach three files at most.");
        for (var i = 0; i < attachments.Count && i < AttachmentsMax; i++)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{field}[{i}]");
            var name = attachments[i].FileName;
            check.That(
                CaseText.IsSound(name, 1, 200) && name.IndexOfAny(['/', '\\', '\n', '\r', '\t']) < 0,
                $"{place}.file_name",
                "اكتب اسم الملف من \u20661\u2069 إلى \u2066200\u2069 حرف، دون مسار أو رموز تحكم.",
                "Give a file name of 1 to 200 letters, without a path and without control characters.");
            check.That(
                attachments[i].Content.Length > 0, $"{place}.content",
                "محتوى الملف مطلوب.", "The content of the file is needed.");
        }
    }

    /// <summary>Refuses an attachment over the limit.</summary>
    /// <exception cref="RefusalException">DOCUMENT_TOO_LARGE.</exception>
    public static void RequireSizes(IEnumerable<TicketAttachment> attachments)
    {
        if (attachments.Any(attachment => attachment.Content.Length > AttachmentBytesMax))
        {
            throw Refusal.Of(ErrorReason.DocumentTooLarge)
                .With("largest_bytes", AttachmentBytesMax.ToString(CultureInfo.InvariantCulture)).ToException();
        }
    }
}
