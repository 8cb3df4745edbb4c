using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.WellKnownTypes;

namespace CitizenAccount.Service.Payments.Recoveries;

/// <summary>Recoveries on the wire, as staff see them.</summary>
internal static class RecoveryWire
{
    public static Recovery ToWire(RecoveryRow row, IReadOnlyList<OverpaidMonthRow> months)
    {
        var wire = new Recovery
        {
            Name = RecoverySteps.NameOf(row),
            Household = row.HouseholdId.Name,
            State = (RecoveryState)row.State,
            Total = Wire.ToMoney(row.Total),
            Recovered = Wire.ToMoney(row.Recovered),
            SharePercent = row.SharePercent,
            Cause = new LocalizedText { Ar = row.CauseArabic, En = row.CauseEnglish },
            Notice = row.Notice ?? "",
            ObjectionClosesDate = row.ClosesOn?.ToWire(),
            Objection = row.Objection,
            OpenedBy = row.OpenedBy,
            DecidedBy = row.DecidedBy ?? "",
            OpenedTime = Timestamp.FromDateTime(row.OpenedAt),
            DecidedTime = row.DecidedAt is { } decided ? Timestamp.FromDateTime(decided) : null,
            Etag = $"{row.Version}",
        };
        wire.Months.Add(months.Select(month => new OverpaidMonth
        {
            BenefitMonth = Months.Of(month.Month).ToWire(),
            Paid = Wire.ToMoney(month.Paid),
            Due = Wire.ToMoney(month.Due),
            Decision = month.Decision,
            Source = (FactSource)month.Source,
            EvidenceMonth = Months.Of(month.Month).ToWire(),
        }));
        return wire;
    }
}
