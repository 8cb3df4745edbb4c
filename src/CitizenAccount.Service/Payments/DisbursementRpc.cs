using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Payments.Bank;
using CitizenAccount.Service.Payments.Batches;
using CitizenAccount.Service.Payments.Ledger;
using CitizenAccount.Service.Payments.Recoveries;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Payments;

/// <summary>From a published cycle to settled deposits, at the wire: reads of batches here, the rest beside it.
/// </summary>
internal sealed partial class DisbursementRpc(
    BatchReads batches, BatchStream stream, BatchPreparing preparing, BatchReleasing releasing, BankFiles files,
    ReportReceiving receiving, ReportImporting importing, HoldSteps holds, RecoverySteps recoveries,
    RecoveryOpening opening, PaymentWire payments, LedgerReads ledger, LedgerAuditing auditing,
    EligibilityApi eligibility, ApplicationsApi applications, PaymentCalendar calendar, PaymentsSignal signal,
    OpenStreams streams, IDbContextFactory<ServiceDb> databases, Writes writes, KeyRing keys, TimeProvider clock)
    : DisbursementService.DisbursementServiceBase
{
    private readonly ReadTokens _tokens = new(keys, "payment batch read");

    public override async Task<GetBatchResponse> GetBatch(GetBatchRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var number = PaymentNames.ReadBatch(request.Name, check);
        ReadTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        var read = await batches.GetAsync(number, context.CancellationToken);
        _tokens.RequireSeen(request.Consistency, IdOf(number), read.Row.Version);
        return new GetBatchResponse
        {
            Batch = BatchWire.ToWire(read.Row, read.Files),
            Freshness = ReadTokens.FromDatabase(read.Row.Version, clock.GetUtcNow()),
            ConsistencyToken = _tokens.Issue(IdOf(number), read.Row.Version),
        };
    }

    public override async Task<ListBatchesResponse> ListBatches(ListBatchesRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var month = request.Cycle.Length == 0
            ? 0
            : Months.CodeOf(PaymentNames.ReadCycle(request.Cycle, check, "cycle"));
        var size = Paging.ReadSize(request.PageSize, check);
        check.That(
            request.States.Count <= 20 && request.States.All(state => Enum.IsDefined(state) && state != 0), "states",
            "اختر حالات من القائمة.", "Choose states from the list.");
        ReadTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        _tokens.RequireSeen(request.Consistency, [], long.MaxValue);
        BatchState[] states = [.. request.States.Select(state => (BatchState)state).Distinct().Order()];
        var (page, next) = await batches.ListAsync(
            month, states, context.Caller().Subject, request.PageToken, size, context.CancellationToken);
        return new ListBatchesResponse
        {
            Batches = { page.Select(read => BatchWire.ToWire(read.Row, read.Files)) },
            NextPageToken = next,
            Freshness = ReadTokens.FromDatabase(0, clock.GetUtcNow()),
            ConsistencyToken = _tokens.Issue([], 0),
        };
    }

    public override async Task WatchBatch(
        WatchBatchRequest request, IServerStreamWriter<WatchBatchResponse> responseStream, ServerCallContext context)
    {
        var check = new RequestCheck();
        var number = PaymentNames.ReadBatch(request.Name, check);
        check.ThrowIfBad();
        var caller = context.Caller();
        await streams.ServeAsync(caller, () => stream.ServeAsync(
            number, caller, batch => OpenStreams.TellAsync(
                responseStream, new WatchBatchResponse { Batch = batch }, context),
            context.CancellationToken));
    }

    private static byte[] IdOf(int batch) => BitConverter.GetBytes(batch);

    private static void Require(Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw refusal.ToException();
        }
    }

    private static Refusal Absent(ErrorReason reason) => Refusal.Of(reason);
}
