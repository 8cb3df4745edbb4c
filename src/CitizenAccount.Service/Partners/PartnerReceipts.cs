using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Security;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace CitizenAccount.Service.Partners;

/// <summary>Signs what a partner asked and was answered, so that neither side can say later that it was otherwise. The
/// content is read with the contract alone: question and answer stand in it as protobuf's JSON.</summary>
internal sealed class PartnerReceipts(ReceiptKeys keys, TimeProvider clock)
{
    private const int Form = 1;

    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default);

    /// <summary>The receipt of an answer, which has none in it yet.</summary>
    public PartnerReceipt Issue(string call, string partner, Purpose purpose, IMessage question, IMessage answer)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now).ToString("D");
        var content = Write(call, partner, purpose, question, answer, id, now);
        return new PartnerReceipt
        {
            Receipt = id,
            Content = UnsafeByteOperations.UnsafeWrap(content),
            ContentSha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
            Signature = UnsafeByteOperations.UnsafeWrap(keys.Sign(content)),
            KeyId = keys.CurrentId,
            IssuedTime = Timestamp.FromDateTimeOffset(now),
        };
    }

    private static byte[] Write(
        string call, string partner, Purpose purpose, IMessage question, IMessage answer, string id, DateTimeOffset now)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("form", Form);
            json.WriteString("receipt", id);
            json.WriteString("call", call);
            json.WriteString("partner", partner);
            json.WriteString("purpose", purpose.Code.ToString());
            json.WriteString("reference", purpose.Reference);
            json.WriteString("legal_basis", purpose.LegalBasis);
            json.WriteString("answered", now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            json.WritePropertyName("question");
            json.WriteRawValue(Formatter.Format(question));
            json.WritePropertyName("answer");
            json.WriteRawValue(Formatter.Format(answer));
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
