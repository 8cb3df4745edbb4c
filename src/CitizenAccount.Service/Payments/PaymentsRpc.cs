using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Rules.Time;
using Grpc.Core;

namespace CitizenAccount.Service.Payments;

/// <summary>Payments at the wire. Built so far is the payment calendar; the other calls answer UNIMPLEMENTED.</summary>
internal sealed class PaymentsRpc(PaymentCalendarWire wire, TimeProvider clock) : PaymentService.PaymentServiceBase
{
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
}
