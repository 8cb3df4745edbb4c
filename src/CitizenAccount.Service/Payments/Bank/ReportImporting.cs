using System.Globalization;
using System.Runtime.CompilerServices;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Payments.Batches;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Payments.Bank;

/// <summary>A report on disk, ready to be taken over.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Kind">What it should be; null takes what it is.</param>
/// <param name="Hash">SHA-256 of it.</param>
/// <param name="By">Staff id, or <c>system</c>.</param>
internal sealed record ReceivedReport(string Path, ReportKind? Kind, byte[] Hash, string By);

/// <summary>What became of a report.</summary>
/// <param name="Row">Its counts and sums.</param>
/// <param name="SeenBefore">It was taken over before.</param>
/// <param name="Refusals">The first lines that were refused.</param>
internal sealed record ImportedReport(ReportRow Row, bool SeenBefore, IReadOnlyList<ReportRefusalRow> Refusals);

/// <summary>Takes a bank's report over, part by part, each part in one transaction with how far it is. Sent again, by
/// whoever and however often at once, it goes on where it stands and books nothing twice.</summary>
internal sealed class ReportImporting(
    IDbContextFactory<ServiceDb> databases, MoneyTransactions transactions, ReportBooking booking,
    FileInstructions instructions, PaymentsOptions options, TimeProvider clock)
{
    /// <summary>Most refused lines that are answered.</summary>
    public const int RefusalsMax = 1_000;

    private sealed record Survey(ReportKind Kind, string MessageId, int Lines);

    /// <summary>Takes it over; answers it as it stands then, and whether it was known before.</summary>
    /// <exception cref="RefusalException">REPORT_REFUSED, REPORT_FOREIGN, REPORT_TOTALS_WRONG; nothing of it is booked.
    /// </exception>
    public async Task<ImportedReport> ImportAsync(
        ReceivedReport report, bool validateOnly, CancellationToken stop)
    {
        var survey = await SurveyAsync(report, stop);
        if (validateOnly)
        {
            return await TryAsync(report, NewRow(report, survey), stop);
        }

        var (id, wasDone) = await FindOrAddAsync(report, survey, stop);
        if (!wasDone)
        {
            await BookAsync(report, id, stop);
        }

        return await ReadAsync(id, wasDone, stop);
    }

    // The whole of it is read once before anything is booked: what is cut off or foreign moves nothing.
    private async Task<Survey> SurveyAsync(ReceivedReport report, CancellationToken stop)
    {
        var file = File.OpenRead(report.Path);
        await using (file)
        {
            using var open = ReportXml.Open(file, report.Kind);
            var answered = await FindSentAsync(open.OriginalMessageId, stop);
            var (lines, named) = (0, false);
            await foreach (var line in LinesAsync(open, answered, stop))
            {
                lines++;
                named = named || InstructionName.TryParse(line.Id, out _, out _);
            }

            if (answered is null && (open.OriginalMessageId.Length > 0 || !named))
            {
                throw Refusal.Of(ErrorReason.ReportForeign).ToException();
            }

            RequireStated(open, answered);
            return new Survey(open.Kind, open.MessageId, lines);
        }
    }

    // A status report states the number and the sum of the file it answers.
    private static void RequireStated(OpenReport open, BankFileRow? answered)
    {
        if (answered is not null && ((open.StatedLines ?? answered.Lines) != answered.Lines
            || (open.StatedTotal ?? answered.Total) != answered.Total))
        {
            throw Refusal.Of(ErrorReason.ReportTotalsWrong)
                .With("expected_halalas", (open.StatedTotal ?? answered.Total).ToString(CultureInfo.InvariantCulture))
                .With("found_halalas", answered.Total.ToString(CultureInfo.InvariantCulture))
                .ToException();
        }
    }

    // What the bank says line by line, and then what it says of the whole file, which is a line for each instruction.
    private async IAsyncEnumerable<ReportedLine> LinesAsync(
        OpenReport open, BankFileRow? answered, [EnumeratorCancellation] CancellationToken stop)
    {
        var number = 0;
        foreach (var line in open.ReadLines())
        {
            stop.ThrowIfCancellationRequested();
            number = line.Line;
            yield return IsOf(answered, line) ? line : line with { Problem = ReportProblem.BatchForeign };
        }

        if (answered is not null && open.OfAll is { } all)
        {
            await foreach (var sent in instructions.ReadAsync(answered, stop))
            {
                yield return new ReportedLine(++number, sent.Id, all.Word, sent.Amount, all.Code);
            }
        }
    }

    // A report on a file says nothing of another batch.
    private static bool IsOf(BankFileRow? answered, ReportedLine line) =>
        answered is null || line.Problem is not null || !InstructionName.TryParse(line.Id, out var batch, out _)
        || batch == answered.Batch;

    private async Task<BankFileRow?> FindSentAsync(string messageId, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return await db.BankFiles.AsNoTracking().SingleOrDefaultAsync(
                file => file.MessageId == messageId && db.PaymentBatches.Any(
                    batch => batch.Number == file.Batch && batch.State >= BatchState.Released),
                stop);
        }
    }

    private async Task<(Guid Id, bool WasDone)> FindOrAddAsync(
        ReceivedReport report, Survey survey, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            if (await FindAsync(db, report, survey, stop) is { } known)
            {
                return (known.Id, known.LinesDone >= known.Lines);
            }

            var row = NewRow(report, survey);
            db.BankReports.Add(row);
            try
            {
                await db.SaveChangesAsync(stop);
                return (row.Id, false);
            }
            catch (DbUpdateException failure) when (StorageFailure.IsUniqueViolation(failure))
            {
                // Somebody imports the same at this moment.
                db.ChangeTracker.Clear();
                var other = (await FindAsync(db, report, survey, stop))!;
                return (other.Id, other.LinesDone >= other.Lines);
            }
        }
    }

    private static Task<ReportRow?> FindAsync(
        ServiceDb db, ReceivedReport report, Survey survey, CancellationToken stop) =>
        db.BankReports.AsNoTracking().SingleOrDefaultAsync(
            row => row.ContentHash == report.Hash && row.Kind == survey.Kind, stop);

    private ReportRow NewRow(ReceivedReport report, Survey survey) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        Kind = survey.Kind,
        MessageId = survey.MessageId,
        ContentHash = report.Hash,
        Lines = survey.Lines,
        LinesDone = 0,
        Settled = 0,
        Accepted = 0,
        Returned = 0,
        Repeated = 0,
        Refused = 0,
        SettledTotal = 0,
        ReturnedTotal = 0,
        ImportedBy = report.By,
        ImportedAt = clock.GetUtcNow().UtcDateTime,
    };

    private Task BookAsync(ReceivedReport report, Guid id, CancellationToken stop) => PartsAsync(
        report,
        async part => await transactions.RunAsync(
            async (db, transaction) =>
            {
                var row = await db.BankReports.SingleAsync(one => one.Id == id, stop);

                // What another import of the same has booked meanwhile is passed over.
                var rest = part.Where(line => line.Line > row.LinesDone).ToList();
                if (rest.Count == 0 || rest[0].Line != row.LinesDone + 1)
                {
                    return false;
                }

                await booking.BookAsync(db, transaction, row, rest, stop);
                return true;
            },
            stop),
        stop);

    // As it would be booked, part by part, and taken back.
    private async Task<ImportedReport> TryAsync(ReceivedReport report, ReportRow row, CancellationToken stop)
    {
        var refusals = new List<ReportRefusalRow>();
        await PartsAsync(
            report,
            part => transactions.RunAsync(
                async (db, transaction) =>
                {
                    var refused = await booking.BookAsync(db, transaction, row, part, stop);
                    refusals.AddRange(refused.Take(RefusalsMax - refusals.Count));
                    return false;
                },
                stop),
            stop);
        return new ImportedReport(row, false, refusals);
    }

    private async Task PartsAsync(
        ReceivedReport report, Func<List<ReportedLine>, Task<bool>> book, CancellationToken stop)
    {
        var file = File.OpenRead(report.Path);
        await using (file)
        {
            using var open = ReportXml.Open(file, report.Kind);
            var answered = await FindSentAsync(open.OriginalMessageId, stop);
            var part = new List<ReportedLine>(options.PartSize);
            await foreach (var line in LinesAsync(open, answered, stop))
            {
                part.Add(line);
                if (part.Count == options.PartSize)
                {
                    await book(part);
                    part.Clear();
                }
            }

            if (part.Count > 0)
            {
                await book(part);
            }
        }
    }

    private async Task<ImportedReport> ReadAsync(Guid id, bool seenBefore, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            return new ImportedReport(
                await db.BankReports.AsNoTracking().SingleAsync(row => row.Id == id, stop),
                seenBefore,
                await db.BankReportRefusals.AsNoTracking().Where(row => row.ReportId == id)
                    .OrderBy(row => row.Line).Take(RefusalsMax).ToListAsync(stop));
        }
    }
}
