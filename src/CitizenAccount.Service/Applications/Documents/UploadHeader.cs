using System.Globalization;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Channel = CitizenAccount.Contracts.Type.V1.Channel;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>The description an upload starts with, checked field by field.</summary>
internal sealed record UploadHeader(
    HouseholdId Household, DocumentKind Kind, int Member, string FileName, long Size, byte[] Sha256)
{
    private const int HashDigits = 64;

    /// <summary>Who uploads.</summary>
    public Actor By { get; init; } = new(default, default);

    /// <summary>Reads a header.</summary>
    /// <exception cref="RefusalException">INVALID_REQUEST with every bad field.</exception>
    public static UploadHeader Parse(UploadDocumentHeader header)
    {
        var check = new RequestCheck();
        check.CheckRequestId(header.RequestId, "header.request_id");
        check.That(
            HouseholdId.TryParseName(header.Household, out var household), "header.household",
            "اسم الأسرة غير صحيح؛ صيغته households/{household}.",
            "No household name; its form is households/{household}.");
        check.CheckChoice(header.Kind, "header.kind");
        CheckMember(check, DocumentMember.TryParse(header.Member, household, out var member));
        var fileName = header.FileName.Trim();
        check.That(
            IsFileName(fileName), "header.file_name",
            "اكتب اسم الملف من \u20661\u2069 إلى \u2066200\u2069 حرف، دون مسار أو رموز تحكم.",
            "Give a file name of 1 to 200 letters, without a path and without control characters.");
        check.That(
            IsHash(header.ContentSha256), "header.content_sha256",
            "بصمة المحتوى \u2066SHA-256\u2069 مطلوبة: \u206664\u2069 خانة ست عشرية.",
            "The SHA-256 of the content is needed: 64 hex digits.");

        // Alone, a document that is too large has a reason of its own; beside other faults it is named with them.
        check.That(
            header.SizeBytes >= 1 && (check.IsClean || header.SizeBytes <= DocumentLimits.LargestBytes),
            "header.size_bytes",
            "حجم المستند من بايت واحد إلى \u206610\u2069 ميجابايت.", "A document has 1 byte to 10 MB.");
        check.ThrowIfBad();
        return new UploadHeader(
            household, header.Kind, member, fileName, header.SizeBytes, Convert.FromHexString(header.ContentSha256));
    }

    /// <summary>Notes a member that is none of this household.</summary>
    public static void CheckMember(RequestCheck check, bool holds) => check.That(
        holds, "header.member",
        "هذا الفرد ليس من الأسرة؛ صيغة الاسم households/{household}/members/{member}.",
        "No member of this household; the form is households/{household}/members/{member}.");

    /// <summary>Refuses a size over the limit before a byte of it is taken.</summary>
    /// <exception cref="RefusalException">DOCUMENT_TOO_LARGE.</exception>
    public void RequireSize()
    {
        if (Size > DocumentLimits.LargestBytes)
        {
            throw TooLarge();
        }
    }

    /// <summary>Refuses financial evidence that does not come from the citizen through portal or app.</summary>
    /// <exception cref="RefusalException">CHANNEL_NOT_ALLOWED.</exception>
    public void RequireChannel(Caller caller, Purpose? purpose)
    {
        var channel = purpose?.Channel ?? Channel.Unspecified;
        var own = !caller.ActsForOthers && channel is Channel.Unspecified or Channel.Portal or Channel.App;
        if (Kind is DocumentKind.IncomeProof or DocumentKind.BankStatement && !own)
        {
            throw Refusal.Of(ErrorReason.ChannelNotAllowed)
                .With("channel", Enum.IsDefined(channel) ? channel.ToString().ToUpperInvariant() : "UNSPECIFIED")
                .ToException();
        }
    }

    public static RefusalException TooLarge() => Refusal.Of(ErrorReason.DocumentTooLarge)
        .With("largest_bytes", DocumentLimits.LargestBytes.ToString(CultureInfo.InvariantCulture)).ToException();

    private static bool IsHash(string text) => text.Length == HashDigits && text.All(char.IsAsciiHexDigit);

    // A name is shown to people and may become the name of a file on their machine: no path, nothing that a file
    // system takes for one, and nothing invisible that turns an ending around.
    private static bool IsFileName(string name) =>
        name.Length is >= 1 and <= DocumentLimits.FileNameLength
        && name is not ("." or "..")
        && name.IndexOfAny(['/', '\\', ':', '*', '?', '"', '<', '>', '|']) < 0
        && !name.Any(letter => char.IsControl(letter) || char.IsSurrogate(letter) && !IsPaired(name)
            || letter is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')
            or '\uFEFF' or '\uFFFE' or '\uFFFF');

    private static bool IsPaired(string name)
    {
        for (var at = 0; at < name.Length; at++)
        {
            if (char.IsSurrogate(name[at]) && !(at + 1 < name.Length && char.IsSurrogatePair(name, at++)))
            {
                return false;
            }
        }

        return true;
    }
}
