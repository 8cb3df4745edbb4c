using System.Globalization;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.WellKnownTypes;
using Confidence = CitizenAccount.Contracts.Type.V1.Confidence;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Payments;

/// <summary>Months of the payment calendar on the wire, each date beside its Hijri one.</summary>
internal sealed class PaymentCalendarWire(PaymentCalendar calendar)
{
    private readonly Dictionary<YearMonth, AnnouncedPaymentDay> _announced =
        calendar.Announced.ToDictionary(day => day.Month);

    /// <summary>One month as it is known in the current month.</summary>
    public PaymentCalendarMonth ToWire(YearMonth month, YearMonth current)
    {
        var cycle = Cycle.Of(month);
        var day = calendar.For(cycle);
        var wire = new PaymentCalendarMonth
        {
            BenefitMonth = month.ToWire(),
            CycleNumber = cycle.Number,
            Cycle = $"cycles/{month}",
            PaymentDate = day.Date.ToWire(),
            PaymentHijriDate = day.Date.ToHijri(),
            NominalDate = day.Nominal.ToWire(),
            NominalHijriDate = day.Nominal.ToHijri(),
            Shift = ToWire(day.Shift),
            FirstPayment = cycle == Cycle.First,
            Provisional = month > current && !_announced.ContainsKey(month),
        };
        AddAnnouncement(wire, month);
        AddCutOff(wire, cycle);
        AddObjection(wire, day.Date);
        return wire;
    }

    private void AddAnnouncement(PaymentCalendarMonth wire, YearMonth month)
    {
        if (_announced.TryGetValue(month, out var announced))
        {
            wire.AnnouncementSource = ToSource(announced);
            wire.AnnouncementConfidence = ToWire(announced.Confidence);
            wire.AnnouncementNote = announced.Note;
        }
    }

    // The instant is the first one that is too late, so the day is the one that ends with it.
    private static void AddCutOff(PaymentCalendarMonth wire, Cycle cycle)
    {
        var day = Riyadh.DateOf(cycle.DataCutOff.AddTicks(-1));
        wire.DataCutOffDate = day.ToWire();
        wire.DataCutOffHijriDate = day.ToHijri();
        wire.DataCutOffTime = Timestamp.FromDateTimeOffset(cycle.DataCutOff);
    }

    private static void AddObjection(PaymentCalendarMonth wire, DateOnly deposit)
    {
        var (opens, closes) = (ObjectionDays.OpensOn(deposit), ObjectionDays.ClosesOn(deposit));
        wire.ObjectionOpensDate = opens.ToWire();
        wire.ObjectionOpensHijriDate = opens.ToHijri();
        wire.ObjectionClosesDate = closes.ToWire();
        wire.ObjectionClosesHijriDate = closes.ToHijri();
    }

    // The table gives a source in one sentence, "Reuters, 21 December 2017, https://…": what is told apart in the
    // contract is read out of it, and what it does not have stays unknown.
    private static Source ToSource(AnnouncedPaymentDay announced)
    {
        var parts = announced.Source.Split([", ", "; "], StringSplitOptions.TrimEntries);
        var address = parts.FirstOrDefault(part => part.StartsWith("https://", StringComparison.Ordinal)) ?? "";
        var dates = parts.Select(part => DateOnly.TryParseExact(
            part, "d MMMM yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : default);
        var published = dates.FirstOrDefault(date => date != default);
        return new Source
        {
            Id = $"payment-day-{announced.Month}",
            Title = announced.Source,
            Address = address,
            Published = published == default ? "n.d." : published.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
    }

    private static PaymentDateShift ToWire(PaymentShift shift) => shift switch
    {
        PaymentShift.None => PaymentDateShift.None,
        PaymentShift.Friday => PaymentDateShift.Friday,
        PaymentShift.Saturday => PaymentDateShift.Saturday,
        PaymentShift.Announced => PaymentDateShift.Announced,
    };

    private static Confidence ToWire(Rules.Policies.Confidence confidence) => confidence switch
    {
        Rules.Policies.Confidence.High => Confidence.High,
        Rules.Policies.Confidence.Medium => Confidence.Medium,
        Rules.Policies.Confidence.Low => Confidence.Low,
    };
}
