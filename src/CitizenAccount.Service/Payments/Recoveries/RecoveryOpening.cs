using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Payments.Recoveries;

/// <summary>Opens a recovery where the overpayment is proved month by month: what was paid by our own instructions,
/// what
/// is due by the decision made again for that very month.</summary>
internal sealed class RecoveryOpening(
    EligibilityApi eligibility, PaymentReads reads, PaymentsOptions options, TimeProvider clock)
{
    public async Task<(RecoveryRow? Row, IReadOnlyList<OverpaidMonthRow> Months, Refusal? Refusal)> OpenAsync(
        ServiceDb db, RecoveryClaim claim, string by, CancellationToken stop)
    {
        if (await WhyNotAsync(db, claim, stop) is { } refusal)
        {
            return (null, [], refusal);
        }

        var now = clock.GetUtcNow();
        var row = new RecoveryRow
        {
            Id = Guid.CreateVersion7(now),
            HouseholdId = claim.Household,
            State = RecoveryStanding.Opened,
            Total = claim.Total,
            Recovered = 0,
            SharePercent = options.RecoverySharePercent,
            CauseArabic = claim.Cause.Arabic,
            CauseEnglish = claim.Cause.English,
            Objection = "",
            OpenedBy = by,
            OpenedAt = now.UtcDateTime,
            Version = 1,
        };
        OverpaidMonthRow[] months =
        [
            .. claim.Months.OrderBy(month => month.Month).Select(month => new OverpaidMonthRow
            {
                RecoveryId = row.Id,
                Month = Months.CodeOf(month.Month),
                HouseholdId = claim.Household,
                Paid = month.Paid,
                Due = month.Due,
                Decision = month.Decision,
                Source = month.Source,
                Counts = true,
            }),
        ];
        db.Recoveries.Add(row);
        db.OverpaidMonths.AddRange(months);
        return (row, months, null);
    }

    private async Task<Refusal?> WhyNotAsync(ServiceDb db, RecoveryClaim claim, CancellationToken stop)
    {
        var payments = await reads.LoadAsync(claim.Household, stop);
        foreach (var month in claim.Months)
        {
            var code = Months.CodeOf(month.Month);
            var decision = await eligibility.FindDecisionAsync(claim.Household, month.Month, stop);
            if (decision is null || decision.Name != month.Decision)
            {
                return RecoverySteps.NotAllowed("NO_PROOF");
            }

            var taken = await db.OverpaidMonths.AnyAsync(
                row => row.HouseholdId == claim.Household && row.Month == code && row.Counts, stop);
            var paid = payments.PaidFor(month.Month);
            if (taken || month.Paid > paid || month.Due < decision.Amount)
            {
                return RecoverySteps.NotAllowed("ABOVE_OVERPAYMENT");
            }

            if (month.Paid != paid || month.Due != decision.Amount)
            {
                return RecoverySteps.NotAllowed("NO_PROOF");
            }
        }

        return null;
    }
}
