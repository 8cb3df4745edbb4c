using CitizenAccount.Contracts.System.V1;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.SystemInfo;

/// <summary>Who asks what the service is, checked field by field.</summary>
/// <param name="Client">The client's version; null when it names none.</param>
internal sealed record SystemRequest(ClientVersion? Client)
{
    private const int NameLengthMax = 50;

    /// <summary>Reads a request.</summary>
    /// <exception cref="RefusalException">INVALID_REQUEST with every bad field.</exception>
    public static SystemRequest Parse(GetSystemInfoRequest request)
    {
        var check = new RequestCheck();
        check.That(
            request.ClientName.Length <= NameLengthMax,
            "client_name",
            "اسم التطبيق أطول من \u206650\u2069 حرفًا: اختصره.",
            "The client name is longer than 50 characters: shorten it.");
        var version = default(ClientVersion);
        check.That(
            request.ClientVersion.Length == 0 || ClientVersion.TryParse(request.ClientVersion, out version),
            "client_version",
            "إصدار التطبيق غير صحيح: اكتبه بصيغة \u20660.1.0\u2069 أو اتركه.",
            "The client version is malformed: write it like 0.1.0, at most 50 characters, or leave it out.");
        check.ThrowIfBad();
        return new SystemRequest(request.ClientVersion.Length == 0 ? null : version);
    }
}
