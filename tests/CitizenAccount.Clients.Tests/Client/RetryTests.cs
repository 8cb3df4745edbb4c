using CitizenAccount.Client;
using CitizenAccount.Client.Testing;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.System.V1;

namespace CitizenAccount.Clients.Tests.Client;

/// <summary>What is sent again, and what is not.</summary>
public sealed class RetryTests(SharedService shared) : IClassFixture<SharedService>, IDisposable
{
    private CitizenAccountTestService Service => shared.Service;

    public void Dispose() => Service.Faults.Clear();

    [Fact]
    public async Task A_read_is_tried_again_until_the_service_is_reached()
    {
        Service.Faults.Add("ListContactChannels", CallFault.Unreachable, times: 2);
        var answer = await Service.Client.System.ListContactChannelsAsync(new ListContactChannelsRequest());
        Assert.NotEmpty(answer.Channels);
        Assert.Equal(3, Service.Faults.SentOf("ListContactChannels"));
    }

    [Fact]
    public async Task A_service_that_stays_away_is_told_after_the_last_retry()
    {
        Service.Faults.Add("GetPolicy", CallFault.Unreachable, times: 10);
        var failure = await Assert.ThrowsAsync<ServiceUnreachableException>(
            async () => await Service.Client.Eligibility.GetPolicyAsync(new GetPolicyRequest()));
        Assert.Equal(4, Service.Faults.SentOf("GetPolicy"));
        Assert.Contains("أعد المحاولة", failure.Arabic, StringComparison.Ordinal);
        Assert.Equal("citizenaccount.eligibility.v1.EligibilityService.GetPolicy", failure.Call);
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_is_sent_again_and_done_once()
    {
        var citizen = await Service.RegisterAsync();
        var application = await citizen.ApplicationAsync();
        Service.Faults.Add("ChangeBankAccount", CallFault.AnswerLost);
        var changed = await citizen.Client.Applications.ChangeBankAccountAsync(new ChangeBankAccountRequest
        {
            Household = citizen.Household,
            Iban = "SA0380000000608010167519",
            Etag = application.Etag,
        });
        Assert.Equal(2, Service.Faults.SentOf("ChangeBankAccount"));
        Assert.NotEqual(application.Etag, changed.Application.Etag);
        var events = await citizen.Client.Applications.ListApplicationEventsAsync(
            new ListApplicationEventsRequest { Parent = citizen.Household });
        Assert.Single(events.Events, happened => happened.Kind == ApplicationEventKind.BankAccountChanged);
    }

    [Fact]
    public async Task A_message_that_is_sent_again_by_its_caller_is_a_repeat_because_it_keeps_its_request_id()
    {
        var citizen = await Service.RegisterAsync();
        Service.Faults.Add("SignOut", CallFault.AnswerLost, times: 4);
        var request = new SignOutRequest();
        await Assert.ThrowsAsync<ServiceUnreachableException>(
            async () => await citizen.Client.Accounts.SignOutAsync(request));
        Assert.True(Guid.TryParseExact(request.RequestId, "D", out _));
    }

    [Fact]
    public async Task The_wait_the_service_asks_for_is_kept()
    {
        var asked = TimeSpan.FromMilliseconds(300);
        Service.Faults.Add("EstimateSupport", CallFault.Refused(ErrorReason.RateLimited, asked));
        var began = TimeProvider.System.GetTimestamp();
        await Service.Client.Eligibility.EstimateSupportAsync(Estimates.Plain());
        Assert.True(TimeProvider.System.GetElapsedTime(began) >= asked);
    }

    [Fact]
    public async Task A_refusal_that_no_retry_helps_is_told_at_once()
    {
        Service.Faults.Add("GetEligibility", CallFault.Refused(ErrorReason.PermissionDenied), times: 5);
        await Assert.ThrowsAsync<NotAllowedException>(async () => await Service.Client.As(Service.CitizenOf(0))
            .Eligibility.GetEligibilityAsync(new GetEligibilityRequest { Household = CitizenAccountTestService.HouseholdAt(0) }));
        Assert.Equal(1, Service.Faults.SentOf("GetEligibility"));
    }

    [Fact]
    public async Task No_retry_begins_that_would_end_after_the_deadline()
    {
        Service.Faults.Add(
            "GetPaymentCalendar", CallFault.Refused(ErrorReason.Overloaded, TimeSpan.FromMinutes(5)), times: 5);
        await Assert.ThrowsAsync<LimitReachedException>(async () => await Service.Client.Payments.GetPaymentCalendarAsync(new()));
        Assert.Equal(1, Service.Faults.SentOf("GetPaymentCalendar"));
    }

    [Fact]
    public async Task A_caller_who_gives_up_gets_a_cancellation_and_no_retry()
    {
        Service.Faults.Add("GetSystemInfo", CallFault.Late(TimeSpan.FromMinutes(1)));
        using var stop = new CancellationTokenSource();
        var call = Service.Client.GetSystemInfoAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Soon.Limit));
        Assert.Equal(1, Service.Faults.SentOf("GetSystemInfo"));
    }
}
