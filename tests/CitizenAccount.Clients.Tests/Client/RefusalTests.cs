using CitizenAccount.Client;
using CitizenAccount.Client.Testing;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Payment.V1;
using Grpc.Core;

namespace CitizenAccount.Clients.Tests.Client;

/// <summary>Refusals as a program sees them.</summary>
public sealed class RefusalTests(SharedService shared) : IClassFixture<SharedService>, IDisposable
{
    private CitizenAccountTestService Service => shared.Service;

    public void Dispose() => Service.Faults.Clear();

    /// <summary>Every reason of the contract.</summary>
    public static TheoryData<ErrorReason> Reasons => [.. Enum.GetValues<ErrorReason>().Where(reason => reason != ErrorReason.Unspecified)];

    [Fact]
    public async Task Every_bad_field_is_named_in_both_languages()
    {
        var refused = await Assert.ThrowsAsync<InvalidRequestException>(async () =>
            await Service.Client.Accounts.StartRegistrationAsync(new StartRegistrationRequest { NationalId = "1", Mobile = "2" }));
        Assert.Equal(ErrorReason.InvalidRequest, refused.Reason);
        Assert.Equal(Remedy.CorrectRequest, refused.Remedy);
        Assert.Contains(refused.Fields, bad => bad.Field == "national_id");
        Assert.Contains(refused.Fields, bad => bad.Field == "mobile");
        Assert.All(refused.Fields, bad =>
        {
            Assert.Matches(@"\p{IsArabic}", bad.Arabic);
            Assert.DoesNotMatch(@"\p{IsArabic}", bad.English);
            Assert.DoesNotContain("|", bad.Arabic + bad.English, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Everything_an_application_lacks_is_told_one_by_one_in_both_languages()
    {
        var citizen = await Service.RegisterAsync();
        var application = await citizen.ApplicationAsync();
        var refused = await Assert.ThrowsAsync<RuleSaysNoException>(async () =>
            await citizen.Client.Applications.SubmitApplicationAsync(new SubmitApplicationRequest
            {
                Household = citizen.Household,
                DeclarationVersion = "2026-01",
                Etag = application.Etag,
                ValidateOnly = true,
            }));
        Assert.Equal(ErrorReason.ApplicationIncomplete, refused.Reason);
        Assert.Equal(refused.Facts["missing"], $"{refused.Violations.Count}");
        Assert.Contains(refused.Violations, missing => missing.Type == "BANK_ACCOUNT");
        Assert.All(refused.Violations, missing =>
        {
            Assert.Matches(@"\p{IsArabic}", missing.Arabic);
            Assert.DoesNotMatch(@"\p{IsArabic}", missing.English);
        });
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Every_reason_of_the_contract_becomes_an_exception_of_its_kind(ErrorReason reason)
    {
        Service.Faults.Add("GetPolicy", CallFault.Refused(reason), times: 10);
        var refused = await Assert.ThrowsAnyAsync<RefusedException>(
            async () => await Service.Client.Eligibility.GetPolicyAsync(new GetPolicyRequest()));
        Assert.Equal(reason, refused.Reason);
        Assert.IsNotType<OtherRefusalException>(refused);
        Assert.NotEqual(Remedy.Unspecified, refused.Remedy);
        Assert.Matches(@"\p{IsArabic}", refused.Arabic);
        Assert.NotEqual(refused.Arabic, refused.English);
    }

    [Fact]
    public async Task What_is_not_ones_own_is_not_found()
    {
        var refused = await Assert.ThrowsAsync<NotFoundException>(async () =>
            await Service.Client.As(Service.CitizenOf(1)).Eligibility.GetEligibilityAsync(
                new GetEligibilityRequest { Household = CitizenAccountTestService.HouseholdAt(2) }));
        Assert.Equal(ErrorReason.HouseholdNotFound, refused.Reason);
    }

    [Fact]
    public async Task A_call_without_credentials_asks_to_sign_in()
    {
        var refused = await Assert.ThrowsAsync<SignInRequiredException>(async () =>
            await Service.Client.Payments.ListPaymentsAsync(
                new ListPaymentsRequest { Parent = CitizenAccountTestService.HouseholdAt(0) }));
        Assert.Equal(Remedy.SignIn, refused.Remedy);
    }

    [Fact]
    public async Task A_refusal_is_an_RpcException_too_with_its_status()
    {
        var failure = await Assert.ThrowsAnyAsync<RpcException>(async () =>
            await Service.Client.Accounts.GetAccountAsync(new GetAccountRequest()));
        Assert.Equal(StatusCode.Unauthenticated, failure.StatusCode);
    }

    [Fact]
    public async Task A_deadline_that_passes_says_so()
    {
        Service.Faults.Add("GetPolicy", CallFault.Late(TimeSpan.FromMinutes(1)));
        await Assert.ThrowsAsync<CallTimedOutException>(async () => await Service.Client.Eligibility.GetPolicyAsync(
            new GetPolicyRequest(), deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(200)));
    }
}
