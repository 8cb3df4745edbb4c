using System.CommandLine;
using CitizenAccount.Client;
using CitizenAccount.Contracts.Payment.V1;
using Google.Protobuf;
using Spectre.Console;

namespace CitizenAccount.Agent.Commands;

/// <summary>Payment batches and the banks' files.</summary>
internal static class BatchCommands
{
    private static readonly string[] Columns =
        ["name", "cycle", "kind", "state", "payment_date", "lines", "total", "settled", "returned", "outcome_unknown"];

    private static readonly Argument<string> Name = new("batch") { Description = "paymentBatches/{batch}." };
    private static readonly Argument<string> File =
        new("file") { Description = "paymentBatches/{batch}/bankFiles/{file}." };
    private static readonly Argument<FileInfo> Report = new("report") { Description = "The bank's report." };
    private static readonly Option<string?> Cycle = new("--cycle") { Description = "Such as cycles/2026-12." };
    private static readonly Option<FileInfo> To =
        new("--to") { Description = "File to write; must not exist.", Required = true };
    private static readonly Option<bool> CheckOnly = new("--validate-only") { Description = "Says what would happen." };

    private static readonly Option<string?> Kind = Enums.Option(
        "--kind", "Which kind.", PaymentBatchReflection.Descriptor, nameof(PaymentBatchKind));

    private static readonly Option<string?> ReportKind = Enums.Option(
        "--kind", "Which kind of report.", BankReportReflection.Descriptor, nameof(BankReportKind));

    public static Command Make() => CommandTree.Group(
        "batch", "Payment batches.",
        CommandTree.Make("list", "Lists batches.", ListAsync, Cycle),
        CommandTree.Make("show", "Shows one, with its files.", ShowAsync, Name),
        CommandTree.Make("prepare", "Prepares and seals one.", PrepareAsync, Cycle, Kind, CheckOnly),
        CommandTree.Make("watch", "Shows how it goes until it is reconciled or cancelled.", WatchAsync, Name),
        CommandTree.Make("approve", "Approves it, as another person than who prepared it.", ApproveAsync, Name),
        CommandTree.Make("release", "Releases it to the bank, as a third person.", ReleaseAsync, Name),
        CommandTree.Make("export", "Writes a bank file, whole or not at all.", ExportAsync, File, To),
        CommandTree.Make("import", "Hands in a bank's report.", ImportAsync, Report, ReportKind, CheckOnly));

    private static async Task ListAsync(Run run)
    {
        var answer = await run.Client.Disbursements.ListBatchesAsync(
            new ListBatchesRequest { Cycle = run.Get(Cycle) ?? "" }, cancellationToken: run.Stop);
        run.Out.Table([.. answer.Batches.Cast<IMessage>()], Columns);
    }

    private static async Task ShowAsync(Run run)
    {
        var batch = await GetAsync(run);
        run.Out.Show(batch, () =>
        {
            run.Out.Grid(batch, [.. Columns, "prepared_by", "approved_by", "released_by", "lines_sha256", "etag"]);
            run.Out.Table([.. batch.Files.Cast<IMessage>()], "name", "bank_code", "lines", "total", "size_bytes");
        });
    }

    private static async Task PrepareAsync(Run run)
    {
        var checkOnly = run.Get(CheckOnly);
        if (!checkOnly)
        {
            run.Confirm("Prepare and seal the batch?");
        }

        var answer = await run.Client.Disbursements.PrepareBatchAsync(
            new PrepareBatchRequest
            {
                Cycle = run.Get(Cycle) ?? "",
                Kind = Enums.Value<PaymentBatchKind>(PaymentBatchReflection.Descriptor, run.Get(Kind)),
                ValidateOnly = checkOnly,
            },
            cancellationToken: run.Stop);
        run.Out.Fields(answer.Batch, Columns);
    }

    private static async Task WatchAsync(Run run)
    {
        var states = run.Client.WatchBatchAsync(run.Get(Name), run.Stop);
        if (run.Out.Json || !run.Out.Console.Profile.Capabilities.Interactive)
        {
            await foreach (var batch in states)
            {
                run.Out.Show(batch, () => run.Out.WriteLine(Line(batch)));
            }

            return;
        }

        await run.Out.Console.Progress().HideCompleted(false).StartAsync(async progress =>
        {
            var task = progress.AddTask(run.Get(Name), maxValue: 1);
            await foreach (var batch in states)
            {
                task.Description = Line(batch);
                (task.MaxValue, task.Value) = (Math.Max(batch.Lines, 1), batch.LinesDone);
            }
        });
    }

    // What is approved and released is what was just shown: its etag and the hash of its lines go with the step.
    private static async Task ApproveAsync(Run run)
    {
        var batch = await PreviewAsync(run);
        run.Confirm($"Approve {batch.Lines:N0} payments of {Output.Cells.Of(batch, "total", false)}?");
        var answer = await run.Client.Disbursements.ApproveBatchAsync(
            new ApproveBatchRequest { Name = batch.Name, Etag = batch.Etag, LinesSha256 = batch.LinesSha256 },
            cancellationToken: run.Stop);
        run.Out.Fields(answer.Batch, Columns);
    }

    private static async Task ReleaseAsync(Run run)
    {
        var batch = await PreviewAsync(run);
        run.Confirm(
            $"Release {batch.Lines:N0} payments of {Output.Cells.Of(batch, "total", false)}? "
            + "This cannot be taken back.");
        var answer = await run.Client.Disbursements.ReleaseBatchAsync(
            new ReleaseBatchRequest { Name = batch.Name, Etag = batch.Etag, LinesSha256 = batch.LinesSha256 },
            cancellationToken: run.Stop);
        run.Out.Fields(answer.Batch, Columns);
    }

    // Written beside and moved when its hash holds: a file under that name is always whole. Only its owner reads it.
    private static async Task ExportAsync(Run run)
    {
        var target = run.Get(To)!;
        if (target.Exists)
        {
            throw new IOException($"{target.FullName} exists already.");
        }

        var part = target.FullName + ".part";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        BankFile file;
        try
        {
            await using var stream = new FileStream(part, options);
            file = await run.Client.ExportBankFileAsync(run.Get(File), stream, run.Stop);
        }
        catch
        {
            System.IO.File.Delete(part);
            throw;
        }

        System.IO.File.Move(part, target.FullName);
        run.Out.Fields(file, "name", "lines", "total", "size_bytes", "content_sha256");
    }

    private static async Task ImportAsync(Run run)
    {
        var stream = run.Get(Report).OpenRead();
        await using (stream)
        {
            var answer = await run.Client.ImportBankReportAsync(
                new ImportBankReportHeader
                {
                    Kind = Enums.Value<BankReportKind>(BankReportReflection.Descriptor, run.Get(ReportKind)),
                    ValidateOnly = run.Get(CheckOnly),
                },
                stream, run.Stop);
            run.Out.Show(answer, () =>
            {
                run.Out.Grid(
                    answer, "name", "kind", "seen_before", "lines", "settled", "accepted", "returned", "repeated",
                        "refused",
                    "settled_total", "returned_total");
                run.Out.Table([.. answer.Refusals.Cast<IMessage>()], "line", "instruction", "problem", "text");
            });
        }
    }

    private static async Task<PaymentBatch> PreviewAsync(Run run)
    {
        var batch = await GetAsync(run);
        if (!run.Out.Json)
        {
            run.Out.Grid(batch, [.. Columns, "prepared_by", "approved_by", "lines_sha256"]);
        }

        return batch;
    }

    private static async Task<PaymentBatch> GetAsync(Run run) => (await run.Client.Disbursements.GetBatchAsync(
        new GetBatchRequest { Name = run.Get(Name) }, cancellationToken: run.Stop)).Batch;

    private static string Line(PaymentBatch batch) =>
        $"{batch.Name} {Output.Cells.Of(batch, "state", false)} {batch.LinesDone:N0} of {batch.Lines:N0}";
}
