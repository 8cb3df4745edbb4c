using System.Security.Cryptography;
using System.Text.RegularExpressions;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Service.Demo.Stories;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Standins;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Data.Sqlite;

namespace CitizenAccount.Service.Tests.Demo;

/// <summary>The demo as a real process: what it prints, that it serves what it printed, and that a kill at any point of
/// the month costs nothing but the time to start again.</summary>
public sealed partial class DemoCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("citizen-account-demo");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_demo_shows_the_month_in_both_languages_and_serves_it()
    {
        await using var demo = Start("a", households: 500, stories: true);
        var address = await demo.AddressAsync();
        await demo.WaitForAsync(() => demo.Output.Contains("TOKEN=", StringComparison.Ordinal));
        Assert.Contains("1,472 SAR", demo.Output, StringComparison.Ordinal);
        Assert.Contains("73 %", demo.Output, StringComparison.Ordinal);
        Assert.Contains("Reasons / الأسباب", demo.Output, StringComparison.Ordinal);
        Assert.Contains("وزن الأسرة", demo.Output, StringComparison.Ordinal);
        Assert.Contains("mobility-card holder", demo.Output, StringComparison.Ordinal);
        Assert.Contains("زوجان", demo.Output, StringComparison.Ordinal);
        Assert.Contains("1,512.00 SAR", demo.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\"LogLevel\":\"Error\"", demo.Output, StringComparison.Ordinal);

        var household = Between(demo.Output, "One decision: ", ",");
        var token = demo.Output[(demo.Output.IndexOf("TOKEN=", StringComparison.Ordinal) + 6)..].Split('\n')[0].Trim();
        using var channel = GrpcChannel.ForAddress(address);
        var answer = await new EligibilityService.EligibilityServiceClient(channel).GetEligibilityAsync(
            new GetEligibilityRequest { Household = household },
            new Metadata { { "authorization", $"Bearer {token}" } },
            Soon.Deadline);
        Assert.Equal(household, answer.Eligibility.Household);
        Assert.NotEmpty(answer.Eligibility.Reasons);
    }

    [Fact]
    public async Task The_people_of_the_stories_sign_in_by_a_nafath_that_ends_with_the_demo()
    {
        string nafath;
        await using (var demo = Start("n", households: 50, stories: true))
        {
            await demo.WaitForAsync(() => demo.Output.Contains("/control/answer", StringComparison.Ordinal));
            nafath = NafathAddress().Match(demo.Output).Groups[1].Value;
            using var channel = GrpcChannel.ForAddress(await demo.AddressAsync());
            var accounts = new AccountService.AccountServiceClient(channel);
            var id = StoryIdentities.NationalId(1, 1);
            var started = await accounts.StartNafathSignInAsync(
                new StartNafathSignInRequest { RequestId = $"{Guid.NewGuid()}", NationalId = id }, Clients.By());
            Assert.Matches("^[0-9]{2}$", started.Number);
            using var http = new HttpClient();
            var answered = await http.PostAsJsonAsync(
                $"{nafath}/control/answer", new { nationalId = id, status = "COMPLETED" });
            Assert.True(answered.IsSuccessStatusCode);
            var completed = await accounts.CompleteNafathSignInAsync(
                new CompleteNafathSignInRequest { RequestId = $"{Guid.NewGuid()}", SignIn = started.SignIn }, Clients.By());
            Assert.Equal(NafathState.Completed, completed.State);
            Assert.Equal(SignInMethod.Nafath, completed.Tokens.Session.Method);
            await demo.KillAsync();
        }

        using var gone = new HttpClient();
        await Poll.UntilAsync("Nafath is gone", async () =>
        {
            try
            {
                await gone.GetAsync($"{nafath}/api/v1/mfa/jwk");
                return false;
            }
            catch (HttpRequestException)
            {
                return true;
            }
        }, Soon.Limit);
    }

    [Fact]
    public async Task Run_again_it_goes_on_with_what_is_there()
    {
        await RunToServingAsync("a", 300);
        var before = DecisionsHash("a");
        await using var again = Start("a", households: 300);
        await again.AddressAsync();
        Assert.Contains("is decided already", again.Output, StringComparison.Ordinal);
        Assert.Equal(before, DecisionsHash("a"));
    }

    // A household's id and facts hang on seed and index alone, so two runs are comparable row by row.
    [Theory]
    [InlineData(1)]
    [InlineData(10_000)]
    public async Task Killed_while_deciding_it_ends_with_the_same_decisions(int decidedAtLeast)
    {
        const int Households = 25_000;
        await using (var killed = Start("killed", Households))
        {
            await killed.WaitForAsync(() => Count("killed") >= decidedAtLeast);
            await killed.KillAsync();
        }

        await RunToServingAsync("killed", Households);
        await RunToServingAsync("undisturbed", Households);
        Assert.Equal(Households, Count("killed"));
        Assert.Equal(DecisionsHash("undisturbed"), DecisionsHash("killed"));
    }

    private async Task RunToServingAsync(string name, int households)
    {
        await using var demo = Start(name, households);
        await demo.AddressAsync();
        await demo.TerminateAsync();
        Assert.Equal(0, await demo.EndAsync());
    }

    private ServiceProcess Start(string name, int households, bool stories = false) => ServiceProcess.Start(
        "demo", "--data-directory", Path.Combine(_folder.FullName, name), "--port", "0",
        "--households", $"{households}", "--seed", "5", "--stories", stories ? "true" : "false");

    private long Count(string name) => Query(name, "SELECT COUNT(*) FROM Decisions", reader => reader.GetInt64(0)).FirstOrDefault();

    private string DecisionsHash(string name)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in Query(
            name,
            "SELECT hex(HouseholdId) || ',' || FactsSequence || ',' || Eligibility || ',' || Entitlement || ',' || Reasons "
            + "|| ',' || Amount || ',' || CountedIncome FROM Decisions ORDER BY Month, HouseholdId",
            reader => reader.GetString(0)))
        {
            hash.AppendData(System.Text.Encoding.ASCII.GetBytes(row));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private List<T> Query<T>(string name, string sql, Func<SqliteDataReader, T> read)
    {
        var rows = new List<T>();
        var file = Path.Combine(_folder.FullName, name, "citizen-account.db");
        if (!File.Exists(file))
        {
            return rows;
        }

        try
        {
            using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                rows.Add(read(reader));
            }
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is 1 or 5 or 14)
        {
            // Its tables are being made right now: nothing is decided yet.
            rows.Clear();
        }

        return rows;
    }

    [GeneratedRegex(@"(http://127\.0\.0\.1:\d+)/control/answer")]
    private static partial Regex NafathAddress();

    private static string Between(string text, string before, string after)
    {
        var from = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[from..text.IndexOf(after, from, StringComparison.Ordinal)];
    }
}
