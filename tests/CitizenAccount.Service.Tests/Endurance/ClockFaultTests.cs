using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Voice;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Endurance;

/// <summary>The machine's clock is put back an hour under a running service.</summary>
public sealed class ClockFaultTests : IAsyncLifetime
{
    private RunningService _service = null!;

    public async Task InitializeAsync() => _service = await RunningService.StartDecidedAsync(20);

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        Assert.Empty(_service.Log.Errors);
    }

    [Fact]
    public async Task A_clock_that_steps_back_an_hour_loses_no_write_and_does_none_twice()
    {
        var person = await _service.RegisterAsync();
        var request = TicketStoryTests.Opening();
        request.Applicant = null;
        var opened = await _service.Voice().OpenTicketAsync(request, person.By);
        _service.Clock.Move(TimeSpan.FromHours(-1));

        // A person signs in anew, at a time before the one the account was opened at, and everything is there.
        var session = Clients.By(Citizens.CredentialsOf(await _service.SignInAsync(person)));
        Assert.Equal(opened, await _service.Voice().OpenTicketAsync(request, session));
        var second = TicketStoryTests.Opening();
        second.Applicant = null;
        var later = await _service.Voice().OpenTicketAsync(second, session);
        string[] both = [opened.Ticket.Name, later.Ticket.Name];
        Assert.Equal(both.Order(), await TicketsAsync(session));

        // And when it is put right again, the old session and both tickets are good as before.
        _service.Clock.Move(TimeSpan.FromHours(1));
        Assert.Equal(both.Order(), await TicketsAsync(person.By));
        Assert.Equal(later, await _service.Voice().OpenTicketAsync(second, person.By));
    }

    [Fact]
    public async Task Every_call_is_served_or_refused_by_a_reason_after_the_clock_stepped_back()
    {
        var household = RunningService.HouseholdAt(3);
        foreach (var call in WorkingCalls.All)
        {
            await ServeAsync(call, household);
        }

        _service.Clock.Move(TimeSpan.FromHours(-1));
        foreach (var call in WorkingCalls.All)
        {
            await ServeAsync(call, household);
        }

        // Whoever holds a token of the hour that has not come yet is refused, and served when it has.
        _service.Clock.Move(TimeSpan.FromHours(1));
        var early = _service.AsCitizen(household);
        _service.Clock.Move(TimeSpan.FromHours(-1));
        var eligibility = WorkingCalls.Of("citizenaccount.eligibility.v1.EligibilityService.GetEligibility");
        Assert.Equal("UNAUTHENTICATED", (await Refused.ByAsync(() => _service.SendAsync(
            eligibility.Descriptor, eligibility.Sound(household, null), Clients.By(early)))).Reason);
        _service.Clock.Move(TimeSpan.FromHours(1));
        await _service.SendAsync(eligibility.Descriptor, eligibility.Sound(household, null), Clients.By(early));
    }

    private async Task ServeAsync(WorkingCall call, Kernel.HouseholdId household)
    {
        var status = await call.ServeAsync(_service, household, call.UsualPurpose, Clients.By(_service.AsUsual(call, household)));
        Assert.DoesNotContain(status, new[] { StatusCode.Internal, StatusCode.Unknown });
    }

    private async Task<IEnumerable<string>> TicketsAsync(CallOptions by) =>
        (await _service.Voice().ListTicketsAsync(new(), by)).Tickets.Select(ticket => ticket.Name).Order();
}
