using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Payments.Recoveries;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Payments;

/// <summary>Holds and recoveries of single households.</summary>
internal sealed partial class DisbursementRpc
{
    public override async Task<HoldPaymentResponse> HoldPayment(HoldPaymentRequest request, ServerCallContext context)
    {
        var household = DisbursementRequests.Parse(request);
        context.State().Touch(household, request.Purpose);
        var stop = context.CancellationToken;
        var write = WriteRequest.Of(context, request, Keep.Forever);
        return await writes.OnceAsync(write, async () =>
        {
            await RequireHouseholdAsync(household, stop);
            return await writes.CommitAsync(write, async db =>
            {
                var cause = (HoldCause)request.Cause;
                if (await db.PaymentHolds.AnyAsync(
                    row => row.HouseholdId == household && row.Cause == cause && row.ReleasedAt == null, stop))
                {
                    throw Refusal.Of(ErrorReason.HoldState).With("state", "HELD").ToException();
                }

                var placed = holds.Place(db, household, cause, context.Caller().Subject, request.Note);
                return new HoldPaymentResponse { Hold = payments.ToWire(placed, isStaff: true) };
            }, stop);
        }, stop);
    }

    public override async Task<ReleaseHoldResponse> ReleaseHold(ReleaseHoldRequest request, ServerCallContext context)
    {
        var (household, id) = DisbursementRequests.Parse(request);
        context.State().Touch(household, request.Purpose, ErrorReason.HoldNotFound);
        var (stop, by) = (context.CancellationToken, context.Caller().Subject);
        var write = WriteRequest.Of(context, request, Keep.Forever);
        return await writes.OnceAsync(write, () => writes.CommitAsync(write, async db =>
        {
            var row = await db.PaymentHolds.SingleOrDefaultAsync(
                row => row.Id == id && row.HouseholdId == household, stop)
                ?? throw Absent(ErrorReason.HoldNotFound).ToException();
            RequireEtag(request.Etag, row.Version, HoldSteps.NameOf(row));
            Require(
                row.ReleasedAt is not null ? Refusal.Of(ErrorReason.HoldState).With("state", "RELEASED")
                : row.PlacedBy == by ? Refusal.Of(ErrorReason.SecondPersonRequired).With("step", "hold")
                : null);
            await holds.LiftAsync(db, row, by, request.Note, stop);
            return new ReleaseHoldResponse { Hold = payments.ToWire(row, isStaff: true) };
        }, stop), stop);
    }

    public override async Task<OpenRecoveryResponse> OpenRecovery(
        OpenRecoveryRequest request, ServerCallContext context)
    {
        var claim = RecoveryClaim.Parse(request);
        context.State().Touch(claim.Household, request.Purpose);
        var stop = context.CancellationToken;
        var write = WriteRequest.Of(context, request, Keep.Forever);
        return await writes.OnceAsync(write, async () =>
        {
            await RequireHouseholdAsync(claim.Household, stop);
            Require(claim.WhyNot());
            return await writes.CommitAsync(write, async db =>
            {
                var (row, months, refusal) = await opening.OpenAsync(db, claim, context.Caller().Subject, stop);
                Require(refusal);
                return new OpenRecoveryResponse { Recovery = RecoveryWire.ToWire(row!, months) };
            }, stop);
        }, stop);
    }

    public override async Task<DecideRecoveryResponse> DecideRecovery(
        DecideRecoveryRequest request, ServerCallContext context)
    {
        var (household, id) = DisbursementRequests.Parse(request);
        context.State().Touch(household, request.Purpose, ErrorReason.RecoveryNotFound);
        var (stop, by) = (context.CancellationToken, context.Caller().Subject);
        var write = WriteRequest.Of(context, request, Keep.Forever);
        return await writes.OnceAsync(write, () => writes.CommitAsync(write, async db =>
        {
            var row = await db.Recoveries.SingleOrDefaultAsync(
                row => row.Id == id && row.HouseholdId == household, stop)
                ?? throw Absent(ErrorReason.RecoveryNotFound).ToException();
            RequireEtag(request.Etag, row.Version, RecoverySteps.NameOf(row));
            Require(request.Verdict switch
            {
                RecoveryVerdict.Approve => await recoveries.ApproveAsync(db, row, by, stop),
                RecoveryVerdict.Refuse => await recoveries.RefuseAsync(db, row, by, stop),
                _ => row.OpenedBy == by
                    ? Refusal.Of(ErrorReason.SecondPersonRequired).With("step", "open")
                    : await recoveries.CancelAsync(db, row, stop),
            });
            return new DecideRecoveryResponse { Recovery = RecoveryWire.ToWire(row, await MonthsAsync(db, id, stop)) };
        }, stop), stop);
    }

    private static Task<List<OverpaidMonthRow>> MonthsAsync(ServiceDb db, Guid recovery, CancellationToken stop) =>
        db.OverpaidMonths.AsNoTracking().Where(row => row.RecoveryId == recovery).OrderBy(row => row.Month)
            .ToListAsync(stop);

    private async Task RequireHouseholdAsync(HouseholdId household, CancellationToken stop)
    {
        if (await applications.FindRevisionAsync(household, stop) is null)
        {
            throw Absent(ErrorReason.HouseholdNotFound).ToException();
        }
    }

    private static void RequireEtag(string etag, long version, string name)
    {
        if (etag.Length > 0 && etag != $"{version}")
        {
            throw RequestIds.Conflict(name);
        }
    }
}
