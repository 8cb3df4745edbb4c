using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Service.Applications.Documents;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.WellKnownTypes;
using Contract = CitizenAccount.Contracts.Objection.V1;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Objections;

/// <summary>Objections as their people see them: staff see who works on one and what to say; a citizen does not.
/// </summary>
internal sealed class ObjectionWire(ObjectionSeals seals, CaseCalendar calendar, TimeProvider clock)
{
    /// <summary>An objection with what happened to it.</summary>
    public Contract.Objection ToWire(ReadObjection read, bool forStaff)
    {
        var wire = ToWire(read.Row, forStaff);
        var row = read.Row;
        wire.Redecision = read.Effects.Where(effect => effect.Changed)
            .Select(effect => $"{row.HouseholdId.Name}/decisions/{MonthOf(effect.Month)}").FirstOrDefault() ?? "";
        wire.Compensations.Add(read.Effects.Where(effect => effect.Raised && effect.Compensates)
            .Select(effect => $"{row.HouseholdId.Name}/payments/{MonthOf(effect.Month)}"));
        wire.Related.Add(read.Related);
        wire.Events.Add(read.Events.Select(ToWire));
        if (forStaff)
        {
            wire.AnswerTemplates.Add(ObjectionWords.AnswerTemplates.Select(text => text.ToWire()));
        }

        return wire;
    }

    /// <summary>An objection as it stands in a list.</summary>
    public Contract.Objection ToWire(ObjectionRow row, bool forStaff)
    {
        var content = seals.Open(row);
        var month = MonthOf(row.Month);
        var isPayment = row.Kind == (byte)ObjectionKind.Payment;
        var wire = new Contract.Objection
        {
            Name = row.Name,
            Number = row.Number,
            Kind = (ObjectionKind)row.Kind,
            Household = row.HouseholdId.Name,
            Member = DocumentMember.NameOf(row.HouseholdId, row.Member),
            Decision = isPayment ? "" : $"{row.HouseholdId.Name}/decisions/{month}",
            Payment = isPayment ? $"{row.HouseholdId.Name}/payments/{month}" : "",
            PaymentProblem = (PaymentProblem)row.Problem,
            Grounds = { new ReasonSet((ulong)row.Grounds).InOrder().Select(ReasonWire.ToWire) },
            Text = content.Text,
            Documents = { content.Documents.Select(id => new DocumentName(row.HouseholdId, id).Text) },
            State = (Contract.ObjectionState)(int)row.State,
            Clock = CaseClockWire.ToWire(
                ObjectionFile.ClockOf(row, content), calendar.Days, clock.GetUtcNow(), row.EndedAt,
                [.. content.Inquiries.Select(CauseOf)]),
            InformationRequests = { content.Inquiries.Select(ToWire) },
            Verdict = ToWire(content.Verdict, forStaff),
            Ticket = row.Ticket ?? "",
            Channel = row.Channel,
            FiledTime = Timestamp.FromDateTime(row.FiledAt),
            DecidedTime = row.DecidedAt is { } at ? Timestamp.FromDateTime(at) : null,
            Etag = ObjectionWork.EtagOf(row),
        };
        if (forStaff)
        {
            wire.Assignee = row.Assignee ?? "";
            wire.Script = ObjectionWords.ScriptOf(row.State, row.Queue);
        }

        return wire;
    }

    private static YearMonth MonthOf(int code) => new(code / 100, code % 100);

    private static Rules.LocalizedText CauseOf(Inquiry inquiry) =>
        inquiry.AskedOf == (byte)InformationSource.Partner ? CaseClockWire.ForPartner : CaseClockWire.ForCitizen;

    private static InformationRequest ToWire(Inquiry inquiry) => new()
    {
        AskedOf = (InformationSource)inquiry.AskedOf,
        PartnerSource = (FactSource)inquiry.Source,
        Text = inquiry.Text.ToWire(),
        DueDate = inquiry.DueOn.ToWire(),
        AskedTime = Timestamp.FromDateTimeOffset(inquiry.AskedAt),
        AnsweredTime = inquiry.AnsweredAt is { } at ? Timestamp.FromDateTimeOffset(at) : null,
    };

    // A citizen learns of a decision when it is one: nothing has happened while a second person is waited for.
    private static ObjectionVerdict? ToWire(Verdict? verdict, bool forStaff) =>
        verdict is null || (verdict.WaitsForSecond && !forStaff)
            ? null
            : new ObjectionVerdict
            {
                Outcome = (ObjectionOutcome)verdict.Outcome,
                Answer = verdict.Answer.ToWire(),
                Articles = { verdict.Articles },
                Months = { verdict.Months.Select(code => MonthOf(code).ToWire()) },
                Compensate = verdict.Compensate,
                WaitsForSecond = verdict.WaitsForSecond,
                DecidedBy = forStaff ? verdict.DecidedBy : "",
                ConfirmedBy = forStaff ? verdict.ConfirmedBy : "",
            };

    private static ObjectionEvent ToWire(ObjectionEventRow row) => new()
    {
        Kind = (ObjectionEventKind)row.Kind,
        Text = ObjectionWords.Of((ObjectionEventKind)row.Kind).ToWire(),
        By = row.Role,
        Channel = row.Channel,
        EventTime = Timestamp.FromDateTime(row.At),
    };
}
