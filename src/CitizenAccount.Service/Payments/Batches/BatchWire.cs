using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Service.Payments.Bank;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.WellKnownTypes;

namespace CitizenAccount.Service.Payments.Batches;

/// <summary>Batches, their files and reports of banks on the wire.</summary>
internal static class BatchWire
{
    public static PaymentBatch ToWire(BatchRow row, IReadOnlyList<BankFileRow> files)
    {
        var isSealed = row.State >= BatchState.Sealed;
        var wire = new PaymentBatch
        {
            Name = PaymentNames.OfBatch(row.Number),
            Cycle = PaymentNames.OfCycle(Months.Of(row.Month)),
            Kind = (PaymentBatchKind)row.Kind,
            State = (PaymentBatchState)row.State,
            PaymentDate = row.PaymentDate.ToWire(),
            PaymentHijriDate = row.PaymentDate.ToHijri(),
            Lines = row.Lines,
            Total = Wire.ToMoney(row.Total),
            LinesSha256 = isSealed ? HexOf(row.LinesHash) : "",
            LinesDone = DoneOf(row),
            HeldHouseholds = row.HeldHouseholds,
            Settled = row.Settled,
            Returned = row.Returned,
            OutcomeUnknown = row.Unknown,
            SettledTotal = Wire.ToMoney(row.SettledTotal),
            ReturnedTotal = Wire.ToMoney(row.ReturnedTotal),
            PreparedBy = row.PreparedBy,
            ApprovedBy = row.ApprovedBy ?? "",
            ReleasedBy = row.ReleasedBy ?? "",
            SealedTime = TimeOf(row.SealedAt),
            ApprovedTime = TimeOf(row.ApprovedAt),
            ReleasedTime = TimeOf(row.ReleasedAt),
            ReconciledTime = TimeOf(row.ReconciledAt),
            Etag = EtagOf(row),
        };
        AddPart(wire, PaymentLineKind.Regular, row.RegularLines, row.RegularTotal);
        AddPart(wire, PaymentLineKind.Compensation, row.CompensationLines, row.CompensationTotal);
        AddPart(wire, PaymentLineKind.Recovery, row.RecoveryLines, row.RecoveryTotal);
        wire.Files.Add(files.Select(ToWire));
        return wire;
    }

    public static string EtagOf(BatchRow row) => $"{row.Number}-{row.Version}";

    public static string NameOf(BatchState state) => state switch
    {
        BatchState.Preparing => "PREPARING",
        BatchState.Sealed => "SEALED",
        BatchState.Approved => "APPROVED",
        BatchState.Released => "RELEASED",
        BatchState.Sent => "SENT",
        BatchState.Reconciling => "RECONCILING",
        BatchState.Reconciled => "RECONCILED",
    };

    public static string HexOf(byte[] hash) => hash.Length == 0 ? new string('0', 64) : Convert.ToHexStringLower(hash);

    public static BankFile ToWire(BankFileRow file) => new()
    {
        Name = PaymentNames.OfFile(file.Batch, file.Number),
        MessageId = file.MessageId,
        BankCode = file.BankCode,
        Lines = file.Lines,
        Total = Wire.ToMoney(file.Total),
        SizeBytes = file.SizeBytes,
        ContentSha256 = Convert.ToHexStringLower(file.ContentHash),
        ExportedTime = TimeOf(file.ExportedAt),
    };

    public static BankReport ToWire(ImportedReport imported)
    {
        var row = imported.Row;
        var wire = new BankReport
        {
            Name = $"bankReports/{row.Id:D}",
            Kind = (BankReportKind)row.Kind,
            MessageId = row.MessageId,
            ContentSha256 = Convert.ToHexStringLower(row.ContentHash),
            SeenBefore = imported.SeenBefore,
            Lines = row.Lines,
            Settled = row.Settled,
            Accepted = row.Accepted,
            Returned = row.Returned,
            Repeated = row.Repeated,
            Refused = row.Refused,
            SettledTotal = Wire.ToMoney(row.SettledTotal),
            ReturnedTotal = Wire.ToMoney(row.ReturnedTotal),
            ImportedBy = row.ImportedBy,
            ImportedTime = Timestamp.FromDateTime(row.ImportedAt),
        };
        wire.Refusals.Add(imported.Refusals.Select(refusal => new BankReportRefusal
        {
            Line = refusal.Line,
            Instruction = refusal.Instruction,
            Problem = (BankReportProblem)refusal.Problem,
            Text = ReportProblems.TextOf(refusal.Problem).ToWire(),
        }));
        return wire;
    }

    private static int DoneOf(BatchRow row) => row.State switch
    {
        BatchState.Preparing or BatchState.Sealed or BatchState.Approved => row.Lines,
        BatchState.Released or BatchState.Sent => row.SentThrough,
        BatchState.Reconciling or BatchState.Reconciled => row.Settled + row.Returned + row.Voided,
    };

    private static void AddPart(PaymentBatch wire, PaymentLineKind kind, int lines, long total)
    {
        if (lines > 0)
        {
            wire.Parts.Add(new PaymentBatchPart { Kind = kind, Lines = lines, Total = Wire.ToMoney(total) });
        }
    }

    private static Timestamp? TimeOf(DateTime? instant) => instant is { } at ? Timestamp.FromDateTime(at) : null;
}
