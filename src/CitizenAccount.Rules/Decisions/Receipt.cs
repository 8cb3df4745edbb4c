using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Decisions;

/// <summary>Which decision a receipt is about.</summary>
/// <param name="Decision">Resource name of the decision.</param>
/// <param name="Month">The benefit month.</param>
/// <param name="SnapshotSha256">SHA-256 of the cycle's snapshot, hex.</param>
/// <param name="DecidedAt">When it was decided.</param>
/// <param name="Version">Which version of the decision: 1 is the cycle's own, later ones replaced it.</param>
public sealed record ReceiptHead(
    string Decision, YearMonth Month, string SnapshotSha256, DateTimeOffset DecidedAt, int Version = 1);

/// <summary>What a check of a receipt came to.</summary>
public enum ReceiptCheck
{
    /// <summary>The decision made again is the one stated, step by step and to the halala.</summary>
    Holds = 1,

    /// <summary>The bytes are no receipt of a known form.</summary>
    Unreadable = 2,

    /// <summary>The policy at hand for the month is not the one the decision was made by.</summary>
    OtherPolicy = 3,

    /// <summary>The decision made again is another one.</summary>
    Differs = 4,
}

/// <summary>The content of a decision's receipt: everything it rests on and every step, in one canonical form, so that
/// anyone with these rules can make the decision again. The same decision always gives the same bytes.</summary>
/// <remarks>The facts inside name no person. A signature over the bytes belongs to whoever issues the receipt; this
/// only says whether the content is true of itself.</remarks>
public static class Receipt
{
    /// <summary>The form written today; older ones stay readable.</summary>
    public const int Form = 1;

    private const int ContentMax = 256 * 1024;

    /// <summary>Writes the content for facts in their canonical form.</summary>
    public static byte[] Write(ReceiptHead head, ReadOnlySpan<byte> facts, MonthRules rules)
    {
        var explanation = Explaining.Explain(FactsCodec.Read(facts, new FactsBuffer()), rules);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("form", Form);
            json.WriteString("decision", head.Decision);
            json.WriteNumber("version", head.Version);
            json.WriteString("month", head.Month.ToString());
            json.WriteString("decided", head.DecidedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("snapshot_sha256", head.SnapshotSha256);
            json.WriteString("policy_version", rules.Policy.Version);
            json.WriteString("policy_sha256", rules.Policy.ContentHash);
            json.WriteString("facts_sha256", Convert.ToHexStringLower(SHA256.HashData(facts)));
            json.WriteBase64String("facts", facts);
            WriteSteps(json, explanation.Steps);
            WriteResult(json, explanation.Decision);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <summary>Makes the decision of a receipt again and holds every byte of it against the content.</summary>
    public static ReceiptCheck Check(ReadOnlySpan<byte> content, PolicyBook policies)
    {
        if (content.Length > ContentMax || !TryRead(content, out var head, out var facts, out var policyHash))
        {
            return ReceiptCheck.Unreadable;
        }

        if (head.Month < PolicyBook.FirstMonth)
        {
            return ReceiptCheck.Unreadable;
        }

        var rules = new MonthRules(policies, head.Month);
        if (rules.Policy.ContentHash != policyHash)
        {
            return ReceiptCheck.OtherPolicy;
        }

        try
        {
            return content.SequenceEqual(Write(head, facts, rules)) ? ReceiptCheck.Holds : ReceiptCheck.Differs;
        }
        catch (InvalidDataException)
        {
            return ReceiptCheck.Unreadable;
        }
    }

    private static bool TryRead(
        ReadOnlySpan<byte> content, out ReceiptHead head, out byte[] facts, out string policyHash)
    {
        (head, facts, policyHash) = (null!, [], "");
        try
        {
            var reader = new Utf8JsonReader(content);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            if (root.GetProperty("form").GetInt32() != Form
                || !YearMonth.TryParse(root.GetProperty("month").GetString(), out var month, out _))
            {
                return false;
            }

            head = new ReceiptHead(
                root.GetProperty("decision").GetString() ?? "", month,
                root.GetProperty("snapshot_sha256").GetString() ?? "",
                DateTimeOffset.Parse(
                    root.GetProperty("decided").GetString() ?? "", CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal),
                root.GetProperty("version").GetInt32());
            facts = root.GetProperty("facts").GetBytesFromBase64();
            policyHash = root.GetProperty("policy_sha256").GetString() ?? "";
            return true;
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or FormatException
            or InvalidOperationException)
        {
            return false;
        }
    }

    private static void WriteSteps(Utf8JsonWriter json, IReadOnlyList<DecisionStep> steps)
    {
        json.WriteStartArray("steps");
        foreach (var step in steps)
        {
            json.WriteStartObject();
            json.WriteString("step", step.Code.ToString());
            json.WriteString("outcome", step.Outcome.ToString());
            WriteValue(json, "found", step.Found);
            WriteValue(json, "limit", step.Limit);
            json.WriteString("source", step.Source.ToString());
            json.WriteString("as_of", step.AsOf?.ToString("O", CultureInfo.InvariantCulture));
            WriteReasons(json, step.Reasons);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, string name, StepValue value)
    {
        if (value.Unit != StepUnit.None)
        {
            json.WriteStartObject(name);
            json.WriteString("unit", value.Unit.ToString());
            json.WriteNumber("number", value.Number);
            json.WriteEndObject();
        }
    }

    private static void WriteResult(Utf8JsonWriter json, in Decision decision)
    {
        json.WriteString("eligibility", decision.Eligibility.ToString());
        json.WriteString("entitlement", decision.Entitlement.ToString());
        WriteReasons(json, decision.Reasons);
        json.WriteNumber("amount_halalas", decision.Amount);
    }

    private static void WriteReasons(Utf8JsonWriter json, ReasonSet reasons)
    {
        json.WriteStartArray("reasons");
        foreach (var reason in reasons.InOrder())
        {
            json.WriteStringValue(reason.ToString());
        }

        json.WriteEndArray();
    }
}
