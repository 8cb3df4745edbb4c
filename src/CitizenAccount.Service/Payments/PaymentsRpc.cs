using System.Buffers.Binary;
using System.Text;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Payments.Ledger;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Payments;

/// <summary>A household's payments at the wire, and the payment calendar.</summary>
internal sealed class PaymentsRpc(
    PaymentReads reads, PaymentWire payments, PaymentExplaining explaining, JournalAnchors anchors,
    EligibilityApi eligibility, ApplicationsApi applications, IDbContextFactory<ServiceDb> databases,
    ConsistencyTokens tokens, KeyRing keys,
    PaymentCalendarWire wire, TimeProvider clock) : PaymentService.PaymentServiceBase
{
    private readonly SignedText _pages = new(keys, "payment page");

    public override async Task<GetPaymentResponse> GetPayment(GetPaymentRequest request, ServerCallContext context)
    {
        var (household, month) = ReadName(request.Name, request.Consistency);
        context.State().Touch(household, request.Purpose, ErrorReason.PaymentNotFound);
        var wanted = tokens.Read(request.Consistency, household);
        var stop = context.CancellationToken;
        var facts = (await reads.LoadAsync(household, stop)).Find(month) ?? throw Absent();
        var payment = payments.ToWire(facts, context.Caller().ActsForOthers);
        payment.Proof = await FindProofAsync(facts, stop);
        return new GetPaymentResponse
        {
            Payment = payment,
            Freshness = await FreshAsync(stop),
            ConsistencyToken = await TokenAsync(household, wanted, stop),
        };
    }

    public override async Task<ListPaymentsResponse> ListPayments(
        ListPaymentsRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var household = PaymentNames.ReadHousehold(request.Parent, check, "parent");
        var size = Paging.ReadSize(request.PageSize, check);
        check.That(
            request.States.Count <= 20 && request.States.All(state => Enum.IsDefined(state) && state != 0), "states",
            "اختر حالات من القائمة.", "Choose states from the list.");
        ConsistencyTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        context.State().Touch(household, request.Purpose);
        var wanted = tokens.Read(request.Consistency, household);
        var stop = context.CancellationToken;
        var all = await reads.LoadAsync(household, stop);
        if (all.ListMonths().Count == 0 && await applications.FindRevisionAsync(household, stop) is null)
        {
            throw Refusal.Of(ErrorReason.HouseholdNotFound).ToException();
        }

        byte[] states = [.. request.States.Select(state => (byte)state).Distinct().Order()];
        var place = PlaceOf(household, states, context.Caller().Subject);
        var below = ReadPage(request.PageToken, place);
        List<PaymentFacts> found =
        [
            .. all.ListMonths().Where(month => Months.CodeOf(month) < below).Select(month => all.Find(month)!)
                .Where(facts => states.Length == 0 || states.Contains((byte)facts.State)).Take(size + 1),
        ];
        var response = new ListPaymentsResponse
        {
            NextPageToken = found.Count > size ? PageOf(found[size - 1].Month, place) : "",
            Totals = new PaymentTotals
            {
                Paid = Wire.ToMoney(all.Paid),
                Held = Wire.ToMoney(all.Held),
                Returned = Wire.ToMoney(all.Returned),
                Compensation = Wire.ToMoney(all.Compensation),
            },
            Freshness = await FreshAsync(stop),
            ConsistencyToken = await TokenAsync(household, wanted, stop),
        };
        response.Payments.Add(found.Take(size).Select(facts => payments.ToWire(facts, isStaff: false)));
        return response;
    }

    public override async Task<ExplainPaymentResponse> ExplainPayment(
        ExplainPaymentRequest request, ServerCallContext context)
    {
        var (household, month) = ReadName(request.Name, request.Consistency);
        context.State().Touch(household, request.Purpose, ErrorReason.PaymentNotFound);
        var wanted = tokens.Read(request.Consistency, household);
        var stop = context.CancellationToken;
        var all = await reads.LoadAsync(household, stop);
        var facts = all.Find(month) ?? throw Absent();
        return new ExplainPaymentResponse
        {
            Explanation = await explaining.ExplainAsync(all, facts, context.Caller().ActsForOthers, stop),
            Freshness = await FreshAsync(stop),
            ConsistencyToken = await TokenAsync(household, wanted, stop),
        };
    }

    public override Task<GetPaymentCalendarResponse> GetPaymentCalendar(
        GetPaymentCalendarRequest request, ServerCallContext context)
    {
        var now = clock.GetUtcNow();
        var period = CalendarPeriod.Parse(request, now);
        var current = YearMonth.Of(now);
        return Task.FromResult(new GetPaymentCalendarResponse
        {
            Months = { period.Months.Select(month => wire.ToWire(month, current)) },
        });
    }

    private static (HouseholdId Household, YearMonth Month) ReadName(string name, Consistency? consistency)
    {
        var check = new RequestCheck();
        var read = PaymentNames.ReadPayment(name, check);
        ConsistencyTokens.Check(consistency, check);
        check.ThrowIfBad();
        return read;
    }

    // The entry of the deposit proves it; before the bank confirmed it there is nothing to prove.
    private async Task<PaymentProof?> FindProofAsync(PaymentFacts facts, CancellationToken stop)
    {
        if (facts.State != PaymentStanding.Paid || facts.Newest is not { } newest)
        {
            return null;
        }

        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var sequence = await db.JournalEntries
                .Where(entry => entry.Batch == newest.Batch && entry.Instruction == newest.Number
                    && entry.Kind == EntryKind.Settled)
                .Select(entry => entry.Sequence).SingleAsync(stop);
            return await anchors.FindProofAsync(sequence, stop) is { } proof ? PaymentWire.ToWire(proof) : null;
        }
    }

    private async Task<Freshness> FreshAsync(CancellationToken stop) =>
        ReadTokens.FromDatabase((await eligibility.SeenAsync(stop)).Publication, clock.GetUtcNow());

    // What the caller has seen before it does not unsee.
    private async Task<string> TokenAsync(HouseholdId household, WantedFreshness wanted, CancellationToken stop)
    {
        var (seen, before) = (await eligibility.SeenAsync(stop), wanted.Decisions);
        var mark = new DecisionMark(
            Math.Max(seen.Publication, before.Publication), Math.Max(seen.Redecision, before.Redecision));
        return tokens.Issue(household, mark, wanted.Revision);
    }

    private static byte[] PlaceOf(HouseholdId household, byte[] states, string reader) =>
        [.. household.ToBytes(), (byte)states.Length, .. states, .. Encoding.UTF8.GetBytes(reader)];

    private int ReadPage(string token, byte[] place) =>
        token.Length == 0 ? int.MaxValue
        : _pages.TryOpen(token, place, out var content) && content.Length == 4
            ? BinaryPrimitives.ReadInt32LittleEndian(content)
            : throw Refusal.Of(ErrorReason.PageTokenInvalid).ToException();

    private string PageOf(YearMonth month, byte[] place)
    {
        Span<byte> content = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(content, Months.CodeOf(month));
        return _pages.Sign(content, place);
    }

    private static RefusalException Absent() => Refusal.Of(ErrorReason.PaymentNotFound).ToException();
}
