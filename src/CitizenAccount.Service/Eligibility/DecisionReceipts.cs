using System.Security.Cryptography;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Service.Platform.Security;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace CitizenAccount.Service.Eligibility;

/// <summary>Signs what a decision rests on, so that anyone with the published keys and the rules can hold the programme
/// to it. Nothing is stored: the content is the same whenever it is made again, and a signature is worth the same.
/// </summary>
internal sealed class DecisionReceipts(ReceiptKeys keys, TimeProvider clock)
{
    /// <summary>The receipt of a decision made from these facts by these rules.</summary>
    public DecisionReceipt Issue(PublishedDecision published, ReadOnlySpan<byte> facts, MonthRules rules)
    {
        var month = CycleRun.MonthOf(published.Row.Month);
        var content = Receipt.Write(
            new ReceiptHead(
                new DecisionName(published.Row.HouseholdId, month).ToString(), month,
                Convert.ToHexStringLower(published.Cycle.SnapshotHash), published.DecidedAt, published.Version),
            facts, rules);
        return new DecisionReceipt
        {
            Content = UnsafeByteOperations.UnsafeWrap(content),
            ContentSha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
            Signature = UnsafeByteOperations.UnsafeWrap(keys.Sign(content)),
            KeyId = keys.CurrentId,
            SignedTime = Timestamp.FromDateTimeOffset(clock.GetUtcNow()),
        };
    }
}
