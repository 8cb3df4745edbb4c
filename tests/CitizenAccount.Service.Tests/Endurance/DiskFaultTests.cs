using System.Diagnostics;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Contracts.Voice.V1;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Applications;
using CitizenAccount.Service.Tests.Calls;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Standins;
using CitizenAccount.Service.Tests.Voice;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Data.Sqlite;

namespace CitizenAccount.Service.Tests.Endurance;

/// <summary>A disk that takes nothing more, and a database file that may not be written: what was stored is read, a
/// write is refused as one to repeat, and the same write is taken when the fault is over.</summary>
[Collection(nameof(DatabaseTrouble))]
public sealed class DiskFaultTests
{
    [NeedsFact("prlimit")]
    public async Task A_disk_that_takes_nothing_more_refuses_writes_and_loses_none_and_writes_go_on_when_there_is_room()
    {
        await using var folder = await ServedFolder.MakeAsync();
        await using var service = StartWithoutSignal(folder);
        using var channel = GrpcChannel.ForAddress(await service.AddressAsync());
        var voice = new VoiceService.VoiceServiceClient(channel);
        await voice.OpenTicketAsync(TicketStoryTests.Opening(), Clients.By());

        // The kernel refuses every byte behind the first page of a file, as it does on a full disk.
        await LimitAsync(service, "4096");
        var waiting = TicketStoryTests.Opening();
        for (var attempt = 0; attempt < 10; attempt++)
        {
            AssertToRepeat(await Refused.ByAsync(voice.OpenTicketAsync(waiting, Clients.By())));
            await ReadAsync(folder, channel);
        }

        Assert.Equal(1, await folder.TicketsAsync());
        await LimitAsync(service, "unlimited");
        OpenTicketResponse? taken = null;
        await Poll.UntilAsync("there is room again", async () => (taken = await TryAsync(voice, waiting)) is not null, Soon.Limit);
        Assert.Equal(taken, await voice.OpenTicketAsync(waiting, Clients.By()));
        Assert.Equal(2, await folder.TicketsAsync());
        await service.TerminateAsync();
        Assert.Equal(0, await service.EndAsync());
    }

    [NeedsFact("chattr")]
    public async Task A_database_that_may_only_be_read_refuses_writes_and_takes_them_when_it_may_be_written()
    {
        await using var service = await RunningService.StartDecidedAsync(5);
        var file = Path.Combine(service.Folder, "citizen-account.db");
        var waiting = TicketStoryTests.Opening();
        await AllowAsync(file, writing: false);
        try
        {
            for (var attempt = 0; attempt < 5; attempt++)
            {
                AssertToRepeat(await Refused.ByAsync(service.Voice().OpenTicketAsync(waiting, Clients.By())));
                await service.Eligibility().GetEligibilityAsync(
                    new GetEligibilityRequest { Household = RunningService.HouseholdAt(1).Name },
                    Clients.By(service.AsCitizen(RunningService.HouseholdAt(1))));
            }
        }
        finally
        {
            await AllowAsync(file, writing: true);
        }

        var taken = await service.Voice().OpenTicketAsync(waiting, Clients.By());
        Assert.Equal(taken, await service.Voice().OpenTicketAsync(waiting, Clients.By()));

        // The records of the reads are there too.
        await service.FlushAccessRecordsAsync();
        await using var db = await service.OpenDbAsync();
        Assert.Equal(5, db.AccessRecords.Count(row => row.Call.EndsWith("GetEligibility")));
        Assert.DoesNotContain(service.Log.Errors, logged => logged.Id == 1001);
    }

    [Fact]
    public async Task A_full_disk_under_a_file_beside_the_database_is_told_from_a_bug()
    {
        // The device that is always full fails with the error of a full disk.
        var full = await Assert.ThrowsAsync<IOException>(async () =>
        {
            await using var file = new FileStream("/dev/full", FileMode.Open, FileAccess.Write);
            await file.WriteAsync(new byte[10_000]);
            await file.FlushAsync();
        });
        Assert.True(StorageFailure.IsUnavailable(full), $"{full.HResult} {full.Message}");
        Assert.False(StorageFailure.IsUnavailable(new FileNotFoundException()));
        Assert.False(StorageFailure.IsUnavailable(new IOException()));
    }

    private static void AssertToRepeat(Refused refused)
    {
        Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE"), (refused.Code, refused.Reason));
        Assert.True(refused.Retry!.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
    }

    private static async Task ReadAsync(ServedFolder folder, GrpcChannel channel)
    {
        var household = RunningService.HouseholdAt(1);
        await new EligibilityService.EligibilityServiceClient(channel).GetEligibilityAsync(
            new GetEligibilityRequest { Household = household.Name },
            Clients.By(new Metadata { { "authorization", $"Bearer {folder.Token(Role.Citizen, household)}" } }));
    }

    private static async Task<OpenTicketResponse?> TryAsync(VoiceService.VoiceServiceClient voice, OpenTicketRequest request)
    {
        try
        {
            return await voice.OpenTicketAsync(request, Clients.By());
        }
        catch (RpcException refused) when (refused.StatusCode == StatusCode.Unavailable)
        {
            return null;
        }
    }

    // A process that goes beyond a limit is killed by a signal unless it ignores it; a full disk sends none.
    private static ServiceProcess StartWithoutSignal(ServedFolder folder) =>
        ServiceProcess.StartUnder("trap '' XFSZ", "Development", folder.Arguments(0));

    private static Task LimitAsync(ServiceProcess service, string bytes) =>
        RunAsync("prlimit", "--pid", $"{service.Id}", $"--fsize={bytes}:unlimited");

    // Who is root is held by no right; only by a mark on the file.
    private static async Task AllowAsync(string file, bool writing)
    {
        SqliteConnection.ClearAllPools();
        if (Environment.UserName == "root")
        {
            await RunAsync("chattr", writing ? "-i" : "+i", file);
        }
        else if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, writing ? UnixFileMode.UserRead | UnixFileMode.UserWrite : UnixFileMode.UserRead);
        }

        SqliteConnection.ClearAllPools();
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
