using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Demo;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Data.Sqlite;
using Known = CitizenAccount.Rules.Decisions.DecisionReason;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Benchmarks;

/// <summary>200 filings and 20 documents of 200 KB a second over a real socket on SQLite, sent whether or not the ones
/// before were answered, against bare single-row commits in the same run.</summary>
internal static class FilingBenchmark
{
    private const int PerSecond = 200;
    private const int DocumentsPerSecond = 20;
    private const int DocumentBytes = 200_000;
    private const int Seconds = 30;
    private const int WarmUp = 2_000; // ten seconds, in which the runtime compiles what is used much
    private const int Households = 12_000;
    private const double TargetMs = 250;

    private static readonly YearMonth Month = new(2026, 12);

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("citizen-account-benchmark");
        try
        {
            var plan = new HostPlan { Environment = "Development" };
            plan.Settings["Storage:DataDirectory"] = folder.FullName;
            plan.Settings["Listen:Port"] = "0";
            plan.Settings["Security:DevelopmentIssuer"] = "true";
            plan.Settings["Limits:CallsPerSecond"] = "1000000";
            plan.Settings["Limits:CallsBurst"] = "1000000";
            plan.Settings["Limits:QueueDelayMaxMilliseconds"] = "60000"; // the filings are made by the same threads
            plan.Settings["Logging:LogLevel:Default"] = "Warning";
            plan.Settings["Notifications:Sms:PerSecond"] = "1000"; // or telling the households of the month takes minutes
            var app = ServiceHost.Build(plan);
            await using (app)
            {
                await ServiceHost.StartAsync(app, CancellationToken.None);
                await MeasureAsync(app);
                await app.StopAsync();
            }
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(WebApplication app)
    {
        var filings = await PrepareAsync(app.Services);
        using var channel = GrpcChannel.ForAddress(app.Urls.First());
        var calls = new ObjectionService.ObjectionServiceClient(channel);
        var documents = new Documents(
            new ApplicationService.ApplicationServiceClient(channel),
            [.. filings.Take(WarmUp).Select(one => (one.Request.Eligibility.Decision.Split("/decisions")[0], one.Credentials))]);
        await SendAsync(calls, filings.Take(WarmUp), PerSecond);
        await documents.SendAsync(DocumentsPerSecond);
        var (watch, busy) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var uploading = documents.SendAsync(DocumentsPerSecond * Seconds);
        var times = await SendAsync(calls, filings.Skip(WarmUp).Take(PerSecond * Seconds), PerSecond);
        var taken = watch.Elapsed.TotalSeconds;
        busy = Environment.CpuUsage.TotalTime - busy;
        var uploads = await uploading;
        var floor = BareCommits(app.Services.GetRequiredService<StorageOptions>());
        Console.WriteLine($"{times.Length:N0} filings sent at {PerSecond}/s and answered in {taken:F1} s: {times.Length / taken:N0}/s");
        Console.WriteLine(
            $"  p50 {At(times, 0.50):N1} ms, p99 {At(times, 0.99):N1} ms, most {times[^1]:N1} ms; target p99 under {TargetMs} ms");
        Console.WriteLine(
            $"  beside them {uploads.Length:N0} documents of {DocumentBytes / 1000} KB at {DocumentsPerSecond}/s: "
            + $"p50 {At(uploads, 0.50):N1} ms, p99 {At(uploads, 0.99):N1} ms; {documents.Shed} times told to come again");
        Console.WriteLine(
            $"  {busy.TotalSeconds / taken / Environment.ProcessorCount:P0} of {Environment.ProcessorCount} cores busy with service and client");
        Console.WriteLine($"  {floor:N0}/s bare commits of one row of the same size (floor)");
        Console.WriteLine($"ratio to the floor: {times.Length / taken / floor:F3}");
    }

    // Made-up households whose month is decided; each objects to the first reason that needs no change of data first.
    private static async Task<List<(FileObjectionRequest Request, Metadata Credentials)>> PrepareAsync(IServiceProvider services)
    {
        var stop = CancellationToken.None;
        await services.GetRequiredService<PopulationLoading>().LoadAsync(new Population(99, Month), Month, Households, _ => { }, stop);
        var run = services.GetRequiredService<CycleRun>();
        await run.SealAsync(Month, "maker", confirmProvisional: true, stop);
        await run.EvaluateAsync(Month, null, stop);
        await run.ApproveAsync(Month, "checker", stop);
        await run.PublishAsync(Month, "releaser", stop);
        await LookupStage.UntilToldAsync(services, stop);

        var eligibility = services.GetRequiredService<EligibilityApi>();
        var issuer = services.GetRequiredService<DevelopmentIssuer>();
        var prepared = new List<(FileObjectionRequest, Metadata)>();
        for (var i = 0; i < Households && prepared.Count < WarmUp + (PerSecond * Seconds); i++)
        {
            var household = HouseholdId.Synthetic(Rules.Time.Cycle.Of(Month).DataCutOff.AddDays(-1), (ulong)i);
            var decision = await eligibility.FindDecisionAsync(household, Month, stop);
            var grounds = decision?.Reasons.InOrder().Where(reason => reason is <= Known.RaisedToMinimum or >= Known.AssetsTotal).ToArray() ?? [];
            if (grounds.Length > 0)
            {
                var token = issuer.Issue($"citizen-{i}", [Role.Citizen], household, TimeSpan.FromMinutes(15), new AccountId(household.Value));
                prepared.Add((Filing(decision!, grounds[0]), new Metadata { { "authorization", $"Bearer {token}" } }));
            }
        }

        return prepared;
    }

    private static FileObjectionRequest Filing(HouseholdDecision decision, Known ground) => new()
    {
        RequestId = $"{Guid.NewGuid():D}",
        Eligibility = new EligibilityFiling { Decision = decision.Name, Grounds = { ReasonWire.ToWire(ground) } },
        Text = "الدخل المحتسب أعلى من راتبي الفعلي منذ ثلاثة أشهر، وقد حدّثت بياناتي لدى الجهة المختصة.",
    };

    private static async Task<double[]> SendAsync(
        ObjectionService.ObjectionServiceClient calls, IEnumerable<(FileObjectionRequest Request, Metadata Credentials)> filings, int perSecond)
    {
        var (started, sent, running) = (Stopwatch.StartNew(), 0, new List<Task<double>>());
        foreach (var (request, credentials) in filings)
        {
            var due = TimeSpan.FromSeconds((double)sent++ / perSecond) - started.Elapsed;
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due);
            }

            running.Add(Task.Run(async () =>
            {
                var watch = Stopwatch.StartNew();
                await calls.FileObjectionAsync(request, credentials, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30));
                return watch.Elapsed.TotalMilliseconds;
            }));
        }

        return [.. (await Task.WhenAll(running)).Order()];
    }

    /// <summary>Citizens who upload while others file.</summary>
    private sealed class Documents(ApplicationService.ApplicationServiceClient calls, List<(string Household, Metadata By)> people)
    {
        private readonly byte[] _content = Pdf();
        private int _shed;

        public int Shed => _shed;

        public async Task<double[]> SendAsync(int count)
        {
            var (started, running) = (Stopwatch.StartNew(), new List<Task<double>>());
            for (var sent = 0; sent < count; sent++)
            {
                var due = TimeSpan.FromSeconds((double)sent / DocumentsPerSecond) - started.Elapsed;
                if (due > TimeSpan.Zero)
                {
                    await Task.Delay(due);
                }

                var (household, by) = people[sent % people.Count];
                running.Add(Task.Run(() => UploadAsync(household, by)));
            }

            return [.. (await Task.WhenAll(running)).Order()];
        }

        private async Task<double> UploadAsync(string household, Metadata by)
        {
            var watch = Stopwatch.StartNew();
            while (true)
            {
                try
                {
                    await TryUploadAsync(household, by);
                    return watch.Elapsed.TotalMilliseconds;
                }
                catch (RpcException shed) when (shed.StatusCode == StatusCode.ResourceExhausted)
                {
                    // As the client libraries do: when the service says.
                    Interlocked.Increment(ref _shed);
                    await Task.Delay(TimeSpan.FromSeconds(1));
                }
            }
        }

        private async Task TryUploadAsync(string household, Metadata by)
        {
            using var call = calls.UploadDocument(by, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(60));
            await call.RequestStream.WriteAsync(new UploadDocumentRequest
            {
                Header = new UploadDocumentHeader
                {
                    RequestId = $"{Guid.NewGuid():D}",
                    Household = household,
                    Kind = DocumentKind.TitleDeed,
                    FileName = "deed.pdf",
                    SizeBytes = _content.Length,
                    ContentSha256 = Convert.ToHexStringLower(SHA256.HashData(_content)),
                },
            });
            await call.RequestStream.WriteAsync(new UploadDocumentRequest { Chunk = ByteString.CopyFrom(_content) });
            await call.RequestStream.CompleteAsync();
            await call.ResponseAsync;
        }

        // A page with nothing on it and a long comment.
        private static byte[] Pdf()
        {
            var page = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n";
            var end = "\ntrailer<</Root 1 0 R>>\n%%EOF";
            return Encoding.ASCII.GetBytes(page + "%" + new string('x', DocumentBytes - page.Length - end.Length - 1) + end);
        }
    }

    private static double BareCommits(StorageOptions storage)
    {
        const int rows = 2_000;
        using var connection = StorageFeature.OpenSqlite(storage.SqliteConnectionString);
        using (var create = connection.CreateCommand())
        {
            create.CommandText = "CREATE TABLE \"Bare\" (\"Id\" BLOB PRIMARY KEY, \"Content\" BLOB)";
            create.ExecuteNonQuery();
        }

        var watch = Stopwatch.StartNew();
        for (var i = 0; i < rows; i++)
        {
            using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO \"Bare\" VALUES ($id, $content)";
            insert.Parameters.AddWithValue("$id", Guid.CreateVersion7().ToByteArray(true));
            insert.Parameters.AddWithValue("$content", new byte[2_000]);
            insert.ExecuteNonQuery();
        }

        return rows / watch.Elapsed.TotalSeconds;
    }

    private static double At(double[] times, double part) => times[(int)(part * (times.Length - 1))];
}
