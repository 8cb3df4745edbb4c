using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.WellKnownTypes;

namespace CitizenAccount.Service.Partners.Submissions;

/// <summary>Submissions on the wire.</summary>
internal static class SubmissionWire
{
    public static Submission ToWire(SubmissionRow row, IEnumerable<SubmissionRefusalRow> refusals)
    {
        var wire = new Submission
        {
            Name = SubmissionHeaders.NameOf(row.Id),
            State = (SubmissionState)(int)row.State,
            Received = row.Received,
            Accepted = row.Accepted,
            RepeatedBefore = row.RepeatedBefore,
            Refused = row.Refused,
            ResumePosition = row.Received,
            RecordsSha256 = row.RecordsSha256 is { } hash ? Convert.ToHexStringLower(hash) : "",
            Receipt = row.Receipt is { } receipt ? PartnerReceipt.Parser.ParseFrom(receipt) : null,
            OpenedTime = Timestamp.FromDateTime(row.OpenedAt),
            FinishedTime = row.FinishedAt is { } finished ? Timestamp.FromDateTime(finished) : null,
        };
        wire.Refusals.Add(refusals.Select(one => ToWire(one.Position, one.Record, (RecordProblem)one.Problem)));
        return wire;
    }

    public static RecordRefusal ToWire(long position, string record, RecordProblem problem) => new()
    {
        Position = position,
        Record = record,
        Problem = problem,
        Text = RecordRules.TextOf(problem).ToWire(),
    };
}
