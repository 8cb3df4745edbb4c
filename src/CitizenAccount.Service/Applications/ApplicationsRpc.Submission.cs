using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf;
using Grpc.Core;

namespace CitizenAccount.Service.Applications;

// Submission, re-application, withdrawal.
internal sealed partial class ApplicationsRpc
{
    private const int CauseMax = 1_000;
    private const int VersionMax = 32;

    private delegate Ruling SubmissionRule(Application application, Submitting submitting, Moment at);

    public override Task<SubmitApplicationResponse> SubmitApplication(
        SubmitApplicationRequest request, ServerCallContext context)
    {
        var (household, etag) = Parse(
            request.RequestId, request.Household, request.DeclarationVersion, request.Etag, context);
        return SubmitAsync(
            context, request, new ChangeCall(household, etag), request.ValidateOnly, request.DeclarationVersion,
            Submission.Submit,
            written => new SubmitApplicationResponse
            {
                Application = written.ToWire(),
                Serves = written.Serves,
                ConsistencyToken = written.ConsistencyToken,
            });
    }

    public override Task<ReapplyResponse> Reapply(ReapplyRequest request, ServerCallContext context)
    {
        var (household, etag) = Parse(
            request.RequestId, request.Household, request.DeclarationVersion, request.Etag, context);
        return SubmitAsync(
            context, request, new ChangeCall(household, etag), request.ValidateOnly, request.DeclarationVersion,
            Submission.Reapply,
            written => new ReapplyResponse
            {
                Application = written.ToWire(),
                Serves = written.Serves,
                ConsistencyToken = written.ConsistencyToken,
            });
    }

    public override Task<WithdrawApplicationResponse> WithdrawApplication(
        WithdrawApplicationRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var household = check.ReadHousehold(request.Household);
        var cause = check.ReadText(request.Cause, CauseMax, "cause");
        var etag = check.ReadEtag(request.Etag);
        check.ThrowIfBad();
        context.State().TouchAsOwner(household);
        return calls.ChangeAsync(
            context, request, new ChangeCall(household, etag),
            situation => Task.FromResult(Submission.Withdraw(
                situation.Application, cause, situation.State, situation.At)),
            written => new WithdrawApplicationResponse
            {
                Application = written.ToWire(),
                ConsistencyToken = written.ConsistencyToken,
            });
    }

    private static (HouseholdId Household, string Etag) Parse(
        string requestId, string name, string version, string given, ServerCallContext context)
    {
        var check = new RequestCheck();
        check.CheckRequestId(requestId);
        var household = check.ReadHousehold(name);
        check.ReadText(version, VersionMax, "declaration_version", required: true);
        var etag = check.ReadEtag(given);
        check.ThrowIfBad();
        context.State().TouchAsOwner(household);
        return (household, etag);
    }

    private async Task<T> SubmitAsync<T>(
        ServerCallContext context, IMessage request, ChangeCall call, bool validateOnly, string accepted,
        SubmissionRule rule, Func<Written, T> answer)
        where T : class, IMessage<T>, new()
    {
        var stop = context.CancellationToken;
        if (validateOnly)
        {
            return answer(await calls.CheckAsync(call, async (read, standing, at) => rule(
                read.Application,
                new Submitting(
                    accepted.Trim(), options.DeclarationVersion, StateRule.Of(read.Application, standing),
                    await missing.FindAsync(read, stop)),
                at), stop));
        }

        return await calls.ChangeAsync(context, request, call, async situation => rule(
            situation.Application,
            new Submitting(
                accepted.Trim(), options.DeclarationVersion, situation.State,
                await missing.FindAsync(situation.Read, stop)),
            situation.At), answer);
    }
}
