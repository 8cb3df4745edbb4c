using System.Collections.Concurrent;
using CitizenAccount.Client;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Notifications;
using CitizenAccount.Service.Tests.Standins;
using CitizenAccount.Service.Tests.Voice;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace CitizenAccount.Service.Tests.Endurance;

/// <summary>Two replicas in processes of their own on one database are restarted one after the other, as an upgrade
/// does it, while clients write and read without a pause. Rounds: CITIZENACCOUNT_RESTART_ROUNDS, one without
/// it.</summary>
public sealed class RollingRestartTests(ITestOutputHelper output)
{
    private const int Workers = 4;
    private const int WritesBetween = 40;

    private static readonly int Rounds = EnduranceRun.Setting("CITIZENACCOUNT_RESTART_ROUNDS", 1);

    [Fact]
    public async Task Replicas_restarted_one_after_the_other_under_load_lose_no_call_and_do_no_write_twice()
    {
        await using var folder = await ServedFolder.MakeAsync();
        int[] ports = [MailServer.FreePort(), MailServer.FreePort()];
        var replicas = new ServiceProcess[2];
        for (var at = 0; at < 2; at++)
        {
            replicas[at] = folder.Serve(ports[at], "Listen:DrainSeconds=1");
            await replicas[at].AddressAsync();
        }

        using var stop = new CancellationTokenSource();
        var load = new Load(folder);
        try
        {
            var workers = Enumerable.Range(0, Workers)
                .Select(number => load.WorkAsync(ports[number % 2], ports[1 - (number % 2)], stop.Token)).ToArray();
            for (var round = 0; round < Rounds; round++)
            {
                for (var at = 0; at < 2; at++)
                {
                    await load.GoOnAsync(WritesBetween);
                    await replicas[at].TerminateAsync();
                    Assert.Equal(0, await replicas[at].EndAsync());
                    await load.GoOnAsync(WritesBetween);
                    await replicas[at].DisposeAsync();
                    replicas[at] = folder.Serve(ports[at], "Listen:DrainSeconds=1");
                    await replicas[at].AddressAsync();
                }
            }

            await load.GoOnAsync(WritesBetween);
            await stop.CancelAsync();
            await Task.WhenAll(workers);
        }
        finally
        {
            await stop.CancelAsync();
            foreach (var replica in replicas)
            {
                await replica.DisposeAsync();
            }
        }

        output.Say($"{load.Written.Count:N0} writes and {load.Read:N0} reads over {2 * Rounds} restarts, lost: {load.Lost.Count}");
        Assert.True(load.Lost.IsEmpty, string.Join('\n', load.Lost.Take(10)));
        await using var db = await folder.OpenAsync();
        var stored = await db.Tickets.AsNoTracking().Select(row => row.Number).ToListAsync();
        Assert.Equal(
            load.Written.Select(name => name["tickets/".Length..]).Order(StringComparer.Ordinal),
            stored.Order(StringComparer.Ordinal));
    }

    private sealed class Load(ServedFolder folder)
    {
        private int _read;

        public ConcurrentQueue<string> Written { get; } = new();

        public ConcurrentQueue<string> Lost { get; } = new();

        public int Read => _read;

        public async Task WorkAsync(int near, int far, CancellationToken stop)
        {
            using var client = TwoAddresses.Open(near, far);
            var household = RunningService.HouseholdAt(1);
            var citizen = client.As(CallerCredentials.FromToken(folder.Token(Role.Citizen, household)));
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    // A ticket of somebody new each time: every write has a row of its own, and one too many is seen.
                    var ticket = await client.Voice.OpenTicketAsync(TicketStoryTests.Opening(), cancellationToken: CancellationToken.None);
                    Written.Enqueue(ticket.Ticket.Name);
                    await citizen.Eligibility.GetEligibilityAsync(
                        new GetEligibilityRequest { Household = household.Name }, cancellationToken: CancellationToken.None);
                    Interlocked.Increment(ref _read);
                }
                catch (CitizenAccountException lost)
                {
                    Lost.Enqueue($"{lost.GetType().Name}: {lost.Message} {lost.InnerException?.Message}");
                }
            }
        }

        /// <summary>Waits until so many more were written, or a call was lost.</summary>
        public Task GoOnAsync(int more)
        {
            var until = Written.Count + more;
            return Poll.UntilAsync($"{more} more writes", () => Written.Count >= until || !Lost.IsEmpty, Soon.ProcessLimit);
        }
    }
}
