using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Hosting;

namespace CitizenAccount.Service.Tests.Calls;

// Bad requests to calls of payments.
public sealed partial class BadInputTests
{
    private static string[] NoBatchNames =>
        ["", "x", "paymentBatches/", "paymentBatches/0", "paymentBatches/01", "paymentBatches/-1", "paymentBatches/1/", "paymentBatches/١",
            "paymentBatches/99999999999", new('1', 100_000)];

    private static string[] NoHashes => ["", "x", new('a', 63), new('a', 65), new('A', 64), new('g', 64)];

    private static string[] NoNotes => ["", "short", new('a', 1_001), "a control \u0001 character"];

    private static IEnumerable<BadInput> Payments() =>
        [.. PaymentReads(), .. BatchReads(), .. BatchSteps(), .. BankFiles(), .. HoldsAndRecoveries(), .. LedgerReads()];

    private static IEnumerable<BadInput> PaymentReads()
    {
        foreach (var name in new[] { "", "x", Household, $"{Household}/payments/", $"{Household}/payments/2026-13", $"{Household}/payments/2026-12/x",
            $"{Household}/payments/2026-1" })
        {
            yield return new($"name {Shown(name)}", new GetPaymentRequest { Name = name, Purpose = Clients.Asked }, "name");
            yield return new($"name {Shown(name)}", new ExplainPaymentRequest { Name = name, Purpose = Clients.Asked }, "name");
        }

        yield return new("everything wrong", new ListPaymentsRequest
        {
            Parent = "x",
            States = { (PaymentState)99 },
            PageSize = -1,
            Consistency = new Consistency { MinimizeLatency = false },
            Purpose = Clients.Asked,
        }, "parent", "states", "page_size", "consistency.minimize_latency");
        yield return new("a made-up page", new ListPaymentsRequest { Parent = Household, PageToken = "abc", Purpose = Clients.Asked }) { Reason = PageTokenInvalid };
    }

    private static IEnumerable<BadInput> BatchReads()
    {
        foreach (var name in NoBatchNames)
        {
            yield return new($"name {Shown(name)}", new GetBatchRequest { Name = name }, "name");
            yield return new($"name {Shown(name)}", new WatchBatchRequest { Name = name }, "name");
        }

        yield return new("everything wrong", new ListBatchesRequest { Cycle = "x", States = { (PaymentBatchState)77 }, PageSize = -1 }, "cycle", "states", "page_size");
        yield return new("a made-up page", new ListBatchesRequest { PageToken = "abc" }) { Reason = PageTokenInvalid };
    }

    private static IEnumerable<BadInput> BatchSteps()
    {
        foreach (var cycle in new[] { "", "x", "cycles/", "cycles/2026-13", "cycles/2026-12/", "2026-12" })
        {
            yield return Prepare($"cycle {Shown(cycle)}", request => request.Cycle = cycle, "cycle");
        }

        foreach (var (year, month, day) in new[] { (2026, 2, 30), (0, 0, 0), (2026, 13, 1), (int.MaxValue, 1, 1) })
        {
            yield return Prepare($"day {year}-{month}-{day}", request => request.PaymentDate = new Date { Year = year, Month = month, Day = day }, "payment_date");
        }

        yield return Prepare("no day", request => request.PaymentDate = null, "payment_date");
        yield return Prepare("no kind", request => request.Kind = 0, "kind");
        yield return new("everything wrong", new PrepareBatchRequest { Kind = (PaymentBatchKind)9 }, "request_id", "cycle", "kind", "payment_date");
        foreach (var hash in NoHashes)
        {
            yield return new($"hash {Shown(hash)}", new ApproveBatchRequest { RequestId = Citizens.NewId(), Name = "paymentBatches/1", LinesSha256 = hash }, "lines_sha256");
            yield return new($"hash {Shown(hash)}", new ReleaseBatchRequest { RequestId = Citizens.NewId(), Name = "paymentBatches/1", LinesSha256 = hash }, "lines_sha256");
        }

        yield return new("everything wrong", new ApproveBatchRequest { Etag = new('a', 65) }, "request_id", "name", "etag", "lines_sha256");
        yield return new("everything wrong", new ReleaseBatchRequest { Etag = new('a', 65) }, "request_id", "name", "etag", "lines_sha256");
    }

    private static IEnumerable<BadInput> BankFiles()
    {
        foreach (var name in NoBatchNames.Append("paymentBatches/1").Append("paymentBatches/1/bankFiles/0").Append("paymentBatches/1/bankFiles/1/bankFiles/1"))
        {
            yield return new($"name {Shown(name)}", new ExportBankFileRequest { RequestId = Citizens.NewId(), Name = name }, "name");
        }

        yield return new("everything wrong", new ExportBankFileRequest { Offset = -1, ContentSha256 = "x" }, "request_id", "name", "offset", "content_sha256");
        yield return new("an offset of nothing", new ExportBankFileRequest { RequestId = Citizens.NewId(), Name = "paymentBatches/1/bankFiles/1", Offset = 1 }, "content_sha256");
        foreach (var size in new[] { 0, -1, (2L << 30) + 1, long.MaxValue })
        {
            yield return Report($"size {size}", header => header.SizeBytes = size, "header.size_bytes");
        }

        yield return Report("everything wrong", header =>
        {
            (header.RequestId, header.Kind, header.SizeBytes, header.ContentSha256) = ("x", 0, 0, "");
        }, "header.request_id", "header.kind", "header.size_bytes", "header.content_sha256");
    }

    private static IEnumerable<BadInput> HoldsAndRecoveries()
    {
        var household = RunningService.HouseholdAt(1);
        foreach (var note in NoNotes)
        {
            var hold = WorkingCalls.SoundHold(household, Clients.Asked);
            hold.Note = note;
            yield return new($"note {Shown(note)}", hold, "note");
        }

        yield return new("everything wrong", new HoldPaymentRequest { Purpose = Clients.Asked }, "request_id", "household", "cause", "note");
        yield return new("everything wrong", new ReleaseHoldRequest { Name = $"{Household}/paymentHolds/x", Etag = new('a', 65), Purpose = Clients.Asked },
            "request_id", "name", "etag", "note");
        yield return new("everything wrong", new DecideRecoveryRequest { Name = $"{Household}/holds/x", Purpose = Clients.Asked }, "request_id", "name", "verdict", "note");
        yield return Recover("no month", request => request.Months.Clear(), "months");
        yield return Recover("61 months", request => request.Months.Add(Enumerable.Repeat(request.Months[0], 60)), "months");
        yield return Recover("one month twice", request => request.Months.Add(request.Months[0].Clone()), "months");
        yield return Recover("no words", request => request.Cause = null, "cause.ar", "cause.en");
        yield return Recover("no amounts", request => (request.Months[0].Paid, request.Months[0].Due) = (null, null), "months[0].paid", "months[0].due");
        yield return Recover("no months in a month", request => (request.Months[0].BenefitMonth, request.Months[0].EvidenceMonth) = (null, null),
            "months[0].benefit_month", "months[0].evidence_month");
        yield return Recover("dollars", request => request.Months[0].Paid.CurrencyCode = "USD") with { Reason = CurrencyNotSupported };
        yield return new("everything wrong", new OpenRecoveryRequest { Purpose = Clients.Asked }, "request_id", "household", "months", "cause.ar", "cause.en");
    }

    private static IEnumerable<BadInput> LedgerReads()
    {
        yield return new("everything wrong", new ListLedgerEntriesRequest { Household = "x", Batch = "x", FromSequence = -1, PageSize = -1, Purpose = Clients.Asked },
            "household", "batch", "from_sequence", "page_size");
        yield return new("a made-up page", new ListLedgerEntriesRequest { PageToken = "abc", Purpose = Clients.Asked }) { Reason = PageTokenInvalid };
        yield return new("everything wrong", new AuditLedgerRequest { FromSequence = -1, UntilSequence = -2 }, "from_sequence", "until_sequence", "until_sequence");
        yield return new("the wrong way round", new AuditLedgerRequest { FromSequence = 5, UntilSequence = 4 }, "until_sequence");
    }

    private static BadInput Prepare(string what, Action<PrepareBatchRequest> spoil, params string[] fields)
    {
        var request = new PrepareBatchRequest
        {
            RequestId = Citizens.NewId(),
            Cycle = CycleDesk.Name,
            Kind = PaymentBatchKind.Regular,
            PaymentDate = new Date { Year = 2026, Month = 12, Day = 10 },
        };
        spoil(request);
        return new BadInput(what, request, fields);
    }

    private static BadInput Report(string what, Action<ImportBankReportHeader> spoil, params string[] fields)
    {
        var header = WorkingCalls.SoundReportHeader();
        spoil(header);
        return new BadInput(what, new ImportBankReportRequest { Header = header }, fields);
    }

    private static BadInput Recover(string what, Action<OpenRecoveryRequest> spoil, params string[] fields)
    {
        var request = WorkingCalls.SoundRecovery(RunningService.HouseholdAt(1), Clients.Asked);
        spoil(request);
        return new BadInput(what, request, fields);
    }
}
