using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Payments.Ledger;
using CitizenAccount.Service.Platform.Calls;
using Grpc.Core;

namespace CitizenAccount.Service.Payments;

/// <summary>The journal: its entries, and its audit.</summary>
internal sealed partial class DisbursementRpc
{
    public override async Task<ListLedgerEntriesResponse> ListLedgerEntries(
        ListLedgerEntriesRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        HouseholdId? household = request.Household.Length == 0
            ? null
            : PaymentNames.ReadHousehold(request.Household, check, "household");
        int? batch = request.Batch.Length == 0 ? null : PaymentNames.ReadBatch(request.Batch, check, "batch");
        CheckSequence(request.FromSequence, "from_sequence", check);
        var size = Paging.ReadSize(request.PageSize, check);
        ReadTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        _tokens.RequireSeen(request.Consistency, [], long.MaxValue);
        var stop = context.CancellationToken;
        if (household is { } own)
        {
            context.State().Touch(own, request.Purpose);
            await RequireHouseholdAsync(own, stop);
        }
        else if (!PurposeRules.IsComplete(request.Purpose, context.Caller()))
        {
            throw Refusal.Of(ErrorReason.PurposeRequired).ToException();
        }

        var place = new LedgerPlace(household, batch, request.FromSequence, context.Caller().Subject);
        var (page, next) = await ledger.ListAsync(place, request.PageToken, size, stop);
        return new ListLedgerEntriesResponse
        {
            Entries = { page.Select(LedgerWire.ToWire) },
            NextPageToken = next,
            Freshness = ReadTokens.FromDatabase(page.Count == 0 ? 0 : page[^1].Sequence, clock.GetUtcNow()),
        };
    }

    public override async Task<AuditLedgerResponse> AuditLedger(AuditLedgerRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        CheckSequence(request.FromSequence, "from_sequence", check);
        CheckSequence(request.UntilSequence, "until_sequence", check);
        check.That(
            request.UntilSequence == 0 || request.UntilSequence >= request.FromSequence, "until_sequence",
            "آخر قيد لا يسبق أول قيد.", "The last entry is not before the first.");
        check.ThrowIfBad();
        var audited = await auditing.AuditAsync(
            request.FromSequence, request.UntilSequence, context.CancellationToken);
        return new AuditLedgerResponse { Audit = LedgerWire.ToWire(audited, clock.GetUtcNow()) };
    }

    private static void CheckSequence(long sequence, string field, RequestCheck check) => check.That(
        sequence >= 0, field, "رقم القيد لا يكون سالبًا.", "A sequence number is not negative.");
}
