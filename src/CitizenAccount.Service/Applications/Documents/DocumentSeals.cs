using System.Text;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Security;
using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>What is sealed of a document beside its content.</summary>
internal sealed record DocumentDescription(string FileName, byte[] Sha256);

/// <summary>Seals what a document says, each piece bound to its document and place, so that none opens elsewhere or in
/// another order.</summary>
internal sealed class DocumentSeals(Sealing sealing)
{
    private const int HashSize = 32;

    public byte[] Seal(Guid document, DocumentDescription description) => sealing.Seal(
        [.. description.Sha256, .. Encoding.UTF8.GetBytes(description.FileName)], $"document/{document:D}/description");

    public DocumentDescription Open(DocumentRow row)
    {
        var plain = sealing.OpenBytes(row.DescriptionSealed, $"document/{row.Id:D}/description");
        return new DocumentDescription(Encoding.UTF8.GetString(plain.AsSpan(HashSize)), plain[..HashSize]);
    }

    public byte[] SealPart(Guid document, int part, int size, ReadOnlySpan<byte> content) =>
        sealing.Seal(content, PlaceOf(document, part, size));

    /// <summary>Opens a part; one of another document, place or document size does not open.</summary>
    public byte[] OpenPart(DocumentRow row, DocumentPartRow part) =>
        sealing.OpenBytes(part.ContentSealed, PlaceOf(row.Id, part.Part, row.SizeBytes));

    public byte[] SealRefusal(Guid document, LocalizedText cause) => sealing.Seal(
        Encoding.UTF8.GetBytes($"{cause.Arabic}\0{cause.English}"), $"document/{document:D}/refusal");

    /// <summary>Why it was refused; null when it was not.</summary>
    public LocalizedText? OpenRefusal(DocumentRow row)
    {
        if (row.RefusalSealed is null)
        {
            return null;
        }

        var texts = sealing.Open(row.RefusalSealed, $"document/{row.Id:D}/refusal").Split('\0');
        return new LocalizedText(texts[0], texts[1]);
    }

    /// <summary>Finds the same content for the same purpose again.</summary>
    public byte[] IndexOf(HouseholdId household, DocumentKind kind, int member, byte[] sha256) =>
        sealing.Index($"document/{household.Value:D}/{(int)kind}/{member}/{Convert.ToHexStringLower(sha256)}");

    private static string PlaceOf(Guid document, int part, int size) => $"document/{document:D}/content/{part}/{size}";
}
