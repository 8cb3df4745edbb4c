using System.Security.Cryptography;
using System.Text.Json;
using CitizenAccount.Contracts.Partner.V1;
using Google.Protobuf;

namespace CitizenAccount.Conformance;

/// <summary>Records and answers with the bytes they must become: <c>vectors.json</c>. A partner makes the same of the
/// same messages with its own protobuf library and its own key, and has the result judged here.</summary>
internal static class GoldenVectors
{
    public static readonly ConformanceCase[] Cases =
    [
        new("vectors/record-encodings", "each record becomes these bytes"),
        new("vectors/records-sha256", "the records, each with its length before it, have this SHA-256"),
        new("vectors/reply-encodings", "each answer without its signature becomes these bytes"),
        new("vectors/signature", "the own signature over records_sha256 verifies by the own public key"),
    ];

    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The file as it is shipped.</summary>
    public static string Shipped()
    {
        using var stream = typeof(GoldenVectors).Assembly.GetManifestResourceStream("vectors.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Makes the file anew from its messages.</summary>
    public static string Make(string shipped)
    {
        var vectors = Read(shipped);
        return JsonSerializer.Serialize(
            new Vectors(
                [.. vectors.Records.Select(one => one with { Encoding = Hex(Record(one).ToByteArray()) })],
                Convert.ToHexStringLower(SHA256.HashData(Delimited(vectors))),
                [.. vectors.Replies.Select(one => one with { Encoding = Hex(Reply(one).ToByteArray()) })]),
            Form) + "\n";
    }

    /// <summary>Holds a partner's result against the vectors.</summary>
    public static CaseBook Judge(string result)
    {
        var book = new CaseBook(Cases);
        var (vectors, made) = (Read(Shipped()), JsonSerializer.Deserialize<PartnerResult>(result, Form)!);
        Compare(book, "vectors/record-encodings", vectors.Records, made.RecordEncodings);
        book.Note("vectors/records-sha256", made.RecordsSha256 == vectors.RecordsSha256, made.RecordsSha256 ?? "nothing");
        Compare(book, "vectors/reply-encodings", vectors.Replies, made.ReplyEncodings);
        book.Note(
            "vectors/signature",
            TryBytes(made.PublicKey, out var key) && TryBytes(made.Signature, out var signature)
            && Signatures.Verifies(key, Convert.FromHexString(vectors.RecordsSha256), signature),
            "it does not verify");
        return book;
    }

    public static Vectors Read(string json) => JsonSerializer.Deserialize<Vectors>(json, Form)!;

    public static byte[] Delimited(Vectors vectors)
    {
        using var bytes = new MemoryStream();
        foreach (var one in vectors.Records)
        {
            Record(one).WriteDelimitedTo(bytes);
        }

        return bytes.ToArray();
    }

    public static IncomeRecord Record(Vector one) => IncomeRecord.Parser.ParseJson(one.Message.GetRawText());

    public static VerificationReply Reply(Vector one) => VerificationReply.Parser.ParseJson(one.Message.GetRawText());

    private static void Compare(CaseBook book, string name, IReadOnlyList<Vector> vectors, string[]? made)
    {
        var wrong = Enumerable.Range(0, vectors.Count).FirstOrDefault(
            at => made is null || made.Length <= at || made[at] != vectors[at].Encoding, -1);
        book.Note(name, wrong < 0, wrong < 0 ? "" : $"number {wrong + 1}: {(made is { } all && all.Length > wrong ? all[wrong] : "nothing")}");
    }

    private static bool TryBytes(string? base64, out byte[] bytes)
    {
        bytes = new byte[(base64?.Length ?? 0) + 1];
        if (base64 is null || !Convert.TryFromBase64String(base64, bytes, out var count))
        {
            return false;
        }

        bytes = bytes[..count];
        return true;
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}

/// <summary>The golden file.</summary>
internal sealed record Vectors(IReadOnlyList<Vector> Records, string RecordsSha256, IReadOnlyList<Vector> Replies);

/// <summary>A message in protobuf's JSON, and its bytes in hex.</summary>
internal sealed record Vector(JsonElement Message, string Encoding);

/// <summary>What a partner made of the vectors.</summary>
internal sealed record PartnerResult(
    string[]? RecordEncodings, string? RecordsSha256, string[]? ReplyEncodings, string? Signature, string? PublicKey);
