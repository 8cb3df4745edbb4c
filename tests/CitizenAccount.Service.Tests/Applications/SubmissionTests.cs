using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Tests.Hosting;
using Google.Rpc;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Applications;

/// <summary>Submission, re-application and withdrawal, through a real client.</summary>
public sealed class SubmissionTests(ApplicantService running) : IClassFixture<ApplicantService>
{
    [Fact]
    public async Task A_complete_application_is_submitted_with_its_declaration()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        var answer = await person.SubmitCoupleAsync();
        var application = answer.Application;
        Assert.Equal((ApplicationState.Submitted, "2026-01"), (application.State, application.Declaration.Version));
        Assert.Equal(running.Service.Clock.GetUtcNow(), application.SubmittedTime.ToDateTimeOffset());
        Assert.Equal(answer.Serves, application.Serves);
        Assert.Equal(("cycles/2027-01", true), (answer.Serves.Cycle, answer.Serves.AfterCutOff));
        Assert.Equal(application, await person.GetAsync());
        var told = (await person.EventsAsync())[0];
        Assert.Equal((ApplicationEventKind.Submitted, "cycles/2027-01"), (told.Kind, told.Serves.Cycle));
        Assert.Contains(MessageKind.ApplicationSubmitted, await person.MessagesAsync());
        Assert.Equal("APPLICATION_STATE", (await Refused.ByAsync(async () => await person.SubmitAsync())).Reason);
    }

    [Fact]
    public async Task Everything_missing_is_named_at_once_in_both_languages()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await person.SubmitAsync());
        Assert.Equal(["ADDRESS", "BANK_ACCOUNT", "HOUSING", "KIND"], MissingOf(failure));
        await person.UpdateAsync(new() { Kind = BeneficiaryKind.Head }, "kind");
        failure = await Assert.ThrowsAsync<RpcException>(async () => await person.SubmitAsync());
        Assert.Equal(["ADDRESS", "BANK_ACCOUNT", "DEPENDANTS", "HOUSING"], MissingOf(failure));
        Assert.Equal(0, (await person.EventsAsync()).Count(one => one.Kind == ApplicationEventKind.Submitted));
    }

    [Fact]
    public async Task An_independent_proves_living_apart_and_has_no_dependants()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        await person.BankAsync(Ibans.First);
        await person.AddSpouseAsync();
        var values = Applicant.Household1;
        values.Kind = BeneficiaryKind.Independent;
        values.Housing = new Housing { Kind = HousingKind.Rented, Proof = HousingProof.EjarLease };
        await person.UpdateAsync(values, "kind", "address", "housing.kind", "housing.proof");
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await person.SubmitAsync());
        Assert.Equal(["LEASE_NUMBER", "METER_NUMBER", "NO_DEPENDANTS"], MissingOf(failure));
        values.Housing = new Housing { Kind = HousingKind.Rented, Proof = HousingProof.EmployerHousingLetter };
        await person.UpdateAsync(values, "housing");
        failure = await Assert.ThrowsAsync<RpcException>(async () => await person.SubmitAsync());
        Assert.Equal(["DOCUMENT", "NO_DEPENDANTS"], MissingOf(failure));
        await person.RemoveAsync(2, LifeEventKind.Divorce, new(2026, 1, 1));
        values.Housing = new Housing { Kind = HousingKind.Rented, Proof = HousingProof.EjarLease, LeaseNumber = "1", MeterNumber = "2" };
        await person.UpdateAsync(values, "housing");
        Assert.Equal(ApplicationState.Submitted, (await person.SubmitAsync()).Application.State);
    }

    [Fact]
    public async Task Only_checking_names_the_same_and_stores_nothing()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        var check = await person.SubmissionAsync(validateOnly: true);
        var failure = await Assert.ThrowsAsync<RpcException>(
            async () => await running.Service.Applications().SubmitApplicationAsync(check, person.Options));
        Assert.Equal(4, MissingOf(failure).Count);
        await person.CompleteCoupleAsync();
        check = await person.SubmissionAsync(validateOnly: true);
        var answer = await running.Service.Applications().SubmitApplicationAsync(check, person.Options);
        Assert.Equal(ApplicationState.Submitted, answer.Application.State);
        Assert.Equal(ApplicationState.New, (await person.GetAsync()).State);
        Assert.DoesNotContain(MessageKind.ApplicationSubmitted, await person.MessagesAsync());

        // The request_id was not used up.
        check.ValidateOnly = false;
        await running.Service.Applications().SubmitApplicationAsync(check, person.Options);
        Assert.Equal(ApplicationState.Submitted, (await person.GetAsync()).State);
    }

    [Fact]
    public async Task An_outdated_declaration_is_refused_with_the_current_one()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        await person.CompleteCoupleAsync();
        var request = await person.SubmissionAsync();
        request.DeclarationVersion = "2025-07";
        var refused = await Refused.ByAsync(running.Service.Applications().SubmitApplicationAsync(request, person.Options));
        Assert.Equal(("DECLARATION_OUTDATED", "2026-01"), (refused.Reason, refused.Metadata["current_version"]));
    }

    [Fact]
    public async Task Two_submissions_at_once_have_one_effect()
    {
        for (var round = 0; round < 5; round++)
        {
            var person = await Applicant.RegisterAsync(running.Service);
            await person.CompleteCoupleAsync();
            SubmitApplicationRequest[] requests = [await person.SubmissionAsync(), await person.SubmissionAsync()];
            var reasons = await Task.WhenAll(requests.Select(async request =>
            {
                try
                {
                    await running.Service.Applications().SubmitApplicationAsync(request, person.Options);
                    return "OK";
                }
                catch (RpcException refused)
                {
                    return Refused.Read(refused).Reason;
                }
            }));
            Assert.Equal(["CONFLICT", "OK"], reasons.Order());
            Assert.Single(await person.EventsAsync(), one => one.Kind == ApplicationEventKind.Submitted);
            Assert.Single(await person.MessagesAsync(), kind => kind == MessageKind.ApplicationSubmitted);
        }
    }

    [Fact]
    public async Task A_change_of_what_the_declaration_covers_waits_for_a_new_one()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        await person.SubmitCoupleAsync();
        var changed = await person.UpdateAsync(new() { MarriedWomanCase = MarriedWomanCase.HusbandAbsent }, "married_woman_case");
        Assert.Equal(ApplicationState.Changed, changed.Application.State);
        var back = await person.UpdateAsync(new(), "married_woman_case");
        Assert.Equal(ApplicationState.Submitted, back.Application.State);
        var moved = await person.UpdateAsync(new() { Address = new() { City = "أبها" } }, "address.city");
        Assert.Equal(ApplicationState.Submitted, moved.Application.State);
        await person.UpdateAsync(new() { Kind = BeneficiaryKind.Independent }, "kind");
        await person.UpdateAsync(new() { Kind = BeneficiaryKind.Head, MarriedWomanCase = MarriedWomanCase.MarriedToNonSaudi }, "kind", "married_woman_case");
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await person.SubmitAsync());
        Assert.Equal(["DOCUMENT", "DOCUMENT"], MissingOf(failure));
    }

    [Fact]
    public async Task A_withdrawn_application_may_apply_again_and_no_other_may_re_apply()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        Assert.Equal(("APPLICATION_STATE", "NEW"), await StateRefusalAsync(() => person.WithdrawAsync()));
        Assert.Equal(("REAPPLICATION_NOT_POSSIBLE", "NEW"), await StateRefusalAsync(() => person.ReapplyAsync()));
        await person.SubmitCoupleAsync();
        Assert.Equal(("REAPPLICATION_NOT_POSSIBLE", "SUBMITTED"), await StateRefusalAsync(() => person.ReapplyAsync()));
        var withdrawn = await person.WithdrawAsync("تحسّن الدخل");
        Assert.Equal(ApplicationState.Withdrawn, withdrawn.Application.State);
        var told = (await person.EventsAsync())[0];
        Assert.Equal(ApplicationEventKind.Withdrawn, told.Kind);
        Assert.Contains("تحسّن الدخل", told.Text.Ar, StringComparison.Ordinal);
        Assert.Contains(MessageKind.ApplicationWithdrawn, await person.MessagesAsync());
        Assert.Equal(("APPLICATION_STATE", "WITHDRAWN"), await StateRefusalAsync(() => person.WithdrawAsync()));
        Assert.Equal(("APPLICATION_STATE", "WITHDRAWN"), await StateRefusalAsync(() => person.SubmitAsync()));
        var again = await person.ReapplyAsync();
        Assert.Equal(ApplicationState.Submitted, again.Application.State);
        Assert.Contains(MessageKind.Reapplied, await person.MessagesAsync());
    }

    [Theory]
    [InlineData("2026-12-10T23:59:59+03:00", "cycles/2027-01", false)]
    [InlineData("2026-12-11T00:00:00+03:00", "cycles/2027-02", true)]
    public async Task After_the_cut_off_a_re_application_falls_to_the_cycle_after_next(string at, string cycle, bool after)
    {
        var service = await RunningService.StartAsync();
        await using (service)
        {
            var person = await Applicant.RegisterAsync(service);
            await person.SubmitCoupleAsync();
            await person.WithdrawAsync();
            service.Clock.MoveTo(DateTimeOffset.Parse(at, null));
            var answer = await person.ReapplyAsync();
            Assert.Equal((cycle, after), (answer.Serves.Cycle, answer.Serves.AfterCutOff));
            Assert.Equal(Riyadh.EndOf(new(2026, 12, 10)), answer.Serves.CutOffTime.ToDateTimeOffset());
            Assert.Equal(cycle, answer.Application.Serves.Cycle);
        }
    }

    [Fact]
    public async Task Nobody_declares_for_another()
    {
        var person = await Applicant.RegisterAsync(running.Service);
        var staff = Clients.By(running.Service.As(Role.CaseWorker, Role.Agent));
        Assert.Equal("PERMISSION_DENIED", (await Refused.ByAsync(
            running.Service.Applications().SubmitApplicationAsync(WorkingCalls.SoundSubmission(person.Household), staff))).Reason);
        var other = await Applicant.RegisterAsync(running.Service);
        Assert.Equal("HOUSEHOLD_NOT_FOUND", (await Refused.ByAsync(
            running.Service.Applications().SubmitApplicationAsync(WorkingCalls.SoundSubmission(person.Household), other.Options))).Reason);
    }

    private static async Task<(string Reason, string State)> StateRefusalAsync(Func<Task> call)
    {
        var refused = await Refused.ByAsync(call);
        return (refused.Reason, refused.Metadata["state"]);
    }

    private static List<string> MissingOf(RpcException failure)
    {
        var refused = Refused.Read(failure);
        Assert.Equal("APPLICATION_INCOMPLETE", refused.Reason);
        var status = Google.Rpc.Status.Parser.ParseFrom(failure.Trailers.GetValueBytes("grpc-status-details-bin"));
        var violations = status.Details.Single(detail => detail.Is(PreconditionFailure.Descriptor)).Unpack<PreconditionFailure>().Violations;
        Assert.Equal(refused.Metadata["missing"], $"{violations.Count}");
        Assert.All(violations, violation => Assert.Contains(" | ", violation.Description, StringComparison.Ordinal));
        Assert.All(violations, violation => Assert.NotEmpty(violation.Subject));
        return [.. violations.Select(violation => violation.Type).Order()];
    }
}
