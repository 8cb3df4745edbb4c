using System.Security.Cryptography;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Hosting;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Date = CitizenAccount.Contracts.Type.V1.Date;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Tests.Payments;

/// <summary>The people who pay a month, at their calls.</summary>
internal static class PaymentDesk
{
    /// <summary>The payment day of December 2026: the 10th, a Thursday.</summary>
    public static readonly DateOnly Day = new(2026, 12, 10);

    public static PrepareBatchRequest Preparing(
        YearMonth? month = null, PaymentBatchKind kind = PaymentBatchKind.Regular, DateOnly? day = null) => new()
        {
            RequestId = Citizens.NewId(),
            Cycle = CycleDesk.NameOf(month ?? RunningService.Month),
            Kind = kind,
            PaymentDate = Wire(day ?? Day),
        };

    public static Date Wire(DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };

    public static async Task<PaymentBatch> GetBatchAsync(this RunningService service, string name) =>
        (await service.Disbursement().GetBatchAsync(new() { Name = name }, service.Operator())).Batch;

    /// <summary>Waits until a batch has come to a state.</summary>
    public static async Task<PaymentBatch> UntilAsync(this RunningService service, string name, PaymentBatchState state)
    {
        var batch = await service.GetBatchAsync(name);
        await CycleDesk.UntilAsync(async () => (batch = await service.GetBatchAsync(name)).State >= state);
        return batch;
    }

    public static async Task<PaymentBatch> SealAsync(this RunningService service, PrepareBatchRequest? request = null)
    {
        var prepared = await service.Disbursement().PrepareBatchAsync(request ?? Preparing(), service.Operator());
        return await service.UntilAsync(prepared.Batch.Name, PaymentBatchState.Sealed);
    }

    public static async Task<PaymentBatch> ApproveAsync(this RunningService service, PaymentBatch batch, CallOptions? by = null) =>
        (await service.Disbursement().ApproveBatchAsync(
            new() { RequestId = Citizens.NewId(), Name = batch.Name, LinesSha256 = batch.LinesSha256 },
            by ?? service.Approver())).Batch;

    public static async Task<PaymentBatch> ReleaseAsync(this RunningService service, PaymentBatch batch, CallOptions? by = null) =>
        (await service.Disbursement().ReleaseBatchAsync(
            new() { RequestId = Citizens.NewId(), Name = batch.Name, LinesSha256 = batch.LinesSha256 },
            by ?? service.Releaser())).Batch;

    /// <summary>A batch from its preparation to the last file handed over.</summary>
    public static async Task<PaymentBatch> SendAsync(this RunningService service, PrepareBatchRequest? request = null)
    {
        var batch = await service.SealAsync(request);
        await service.ApproveAsync(batch);
        await service.ReleaseAsync(batch);
        foreach (var file in batch.Files)
        {
            await service.ExportAsync(file.Name);
        }

        return await service.UntilAsync(batch.Name, PaymentBatchState.Sent);
    }

    public static async Task<byte[]> ExportAsync(
        this RunningService service, string file, long offset = 0, string hash = "", CallOptions? by = null)
    {
        using var export = service.Disbursement().ExportBankFile(
            new() { RequestId = Citizens.NewId(), Name = file, Offset = offset, ContentSha256 = hash },
            by ?? service.Releaser());
        using var bytes = new MemoryStream();
        var described = false;
        while (await export.ResponseStream.MoveNext(CancellationToken.None))
        {
            var part = export.ResponseStream.Current;
            Assert.Equal(described, part.PartCase == ExportBankFileResponse.PartOneofCase.Chunk);
            described = true;
            part.Chunk?.WriteTo(bytes);
        }

        return bytes.ToArray();
    }

    public static async Task<BankReport> ImportAsync(
        this RunningService service, byte[] report, BankReportKind kind = BankReportKind.Status, bool validateOnly = false,
        CallOptions? by = null, Action<ImportBankReportHeader>? change = null)
    {
        using var import = service.Disbursement().ImportBankReport(by ?? service.Operator());
        var header = new ImportBankReportHeader
        {
            RequestId = Citizens.NewId(),
            Kind = kind,
            SizeBytes = report.Length,
            ContentSha256 = Convert.ToHexStringLower(SHA256.HashData(report)),
            ValidateOnly = validateOnly,
        };
        change?.Invoke(header);
        await import.RequestStream.WriteAsync(new ImportBankReportRequest { Header = header });
        foreach (var chunk in report.Chunk(100_000))
        {
            await import.RequestStream.WriteAsync(new ImportBankReportRequest { Chunk = ByteString.CopyFrom(chunk) });
        }

        await import.RequestStream.CompleteAsync();
        return (await import.ResponseAsync).Report;
    }

    /// <summary>The instructions of a batch as the database has them, in order.</summary>
    public static async Task<IReadOnlyList<Sent>> SentAsync(this RunningService service, PaymentBatch batch)
    {
        var number = int.Parse(batch.Name["paymentBatches/".Length..], null);
        var db = await service.OpenDbAsync();
        await using (db)
        {
            return await db.PaymentInstructions.AsNoTracking().Where(row => row.Batch == number).OrderBy(row => row.Number)
                .Select(row => new Sent(
                    Service.Payments.Bank.InstructionName.Of(row.Batch, row.Number), row.HouseholdId, row.Amount))
                .ToListAsync();
        }
    }

    public static async Task<LedgerAudit> AuditAsync(this RunningService service, DateTime? deadline = null)
    {
        var options = service.Operator();
        options = deadline is null ? options : options.WithDeadline(deadline.Value);
        return (await service.Disbursement().AuditLedgerAsync(new(), options)).Audit;
    }

    /// <summary>Audits the journal; fails with what is broken. A long one needs a later deadline.</summary>
    public static async Task<LedgerAudit> CleanAsync(this RunningService service, DateTime? deadline = null)
    {
        var audit = await service.AuditAsync(deadline);
        Assert.True(audit.Clean, string.Join("; ", audit.Invariants.Where(one => !one.Holds)
            .Select(one => $"{one.Number}: {one.Violations} such as {string.Join(", ", one.Examples.Take(3))}")));
        return audit;
    }

    public static async Task<Payment> PaymentAsync(this RunningService service, HouseholdId household, YearMonth? month = null) =>
        (await service.Payments().GetPaymentAsync(
            new() { Name = $"{household.Name}/payments/{month ?? RunningService.Month}" },
            Clients.By(service.AsCitizen(household)))).Payment;

    public static CallOptions CaseWorker(this RunningService service, string who = "worker") =>
        Clients.By(service.Bearer(who, [Role.CaseWorker], null));

    public static CallOptions Supervisor(this RunningService service, string who = "supervisor") =>
        Clients.By(service.Bearer(who, [Role.Supervisor], null));
}

/// <summary>An instruction that is with the bank. The amount is halalas.</summary>
internal sealed record Sent(string Id, HouseholdId Household, long Amount);
