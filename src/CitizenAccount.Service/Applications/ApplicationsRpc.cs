using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Applications.Documents;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CitizenAccount.Service.Applications;

/// <summary>Applications at the wire: parse, check who calls, ask the rule, store, answer. This part reads; changes and
/// submission stand beside it.</summary>
internal sealed partial class ApplicationsRpc(
    ApplicationsStore store,
    ApplicationCalls calls,
    MissingThings missing,
    EventPages pages,
    ConsistencyTokens tokens,
    FindStanding standings,
    ApplicationOptions options,
    DocumentCalls documents,
    TimeProvider clock) : ApplicationService.ApplicationServiceBase
{
    public override async Task<GetApplicationResponse> GetApplication(
        GetApplicationRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var household = check.ReadHousehold(request.Household);
        ConsistencyTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        context.State().TouchAsMember(household, request.Purpose);
        var (read, standing) = await ReadAsync(household, request.Consistency, context);
        return new GetApplicationResponse
        {
            Application = ApplicationWire.ToWire(read, standing, ViewerOf(context, read), clock.GetUtcNow()),
            Freshness = FreshnessOf(read),
            ConsistencyToken = tokens.Issue(household, standing.Seen, read.Revision),
        };
    }

    public override async Task<ListApplicationEventsResponse> ListApplicationEvents(
        ListApplicationEventsRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var household = check.ReadHousehold(request.Parent, "parent");
        var size = Paging.ReadSize(request.PageSize, check);
        var kinds = EventPages.ReadKinds(request.Kinds, check);
        ConsistencyTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        context.State().TouchAsMember(household, request.Purpose);
        var place = new EventPlace(household, context.Caller().Subject, kinds, request.PageToken);
        var before = pages.Read(place);
        var (read, standing) = await ReadAsync(household, request.Consistency, context);
        ViewerOf(context, read);
        var page = await pages.ListAsync(place, before, size, context.CancellationToken);
        var response = new ListApplicationEventsResponse
        {
            NextPageToken = page.NextPageToken,
            Freshness = FreshnessOf(read),
            ConsistencyToken = tokens.Issue(household, standing.Seen, read.Revision),
        };
        response.Events.Add(page.Events);
        return response;
    }

    /// <summary>Who looks. A dependant who was removed is none any more, whatever the token still says.</summary>
    /// <exception cref="RefusalException">HOUSEHOLD_NOT_FOUND.</exception>
    private static Viewer ViewerOf(
        ServerCallContext context, ReadApplication read, ErrorReason absent = ErrorReason.HouseholdNotFound)
    {
        var caller = context.Caller();
        if (caller.ActsForOthers || caller.Household == read.Household)
        {
            return default;
        }

        return read.Application.Find(caller.MemberPosition) is { IsActive: true, IsMain: false } member
            ? new Viewer(member.Position)
            : throw Refusal.Of(absent).ToException();
    }

    // Applications are always read from the database, so that a token can only ask for too much.
    private async Task<(ReadApplication Read, HouseholdStanding Standing)> ReadAsync(
        HouseholdId household, Consistency? consistency, ServerCallContext context)
    {
        var wanted = tokens.Read(consistency, household);
        var read = await store.ReadAsync(household, context.CancellationToken);
        if (read.Revision < wanted.Revision)
        {
            throw Refusal.Of(ErrorReason.ConsistencyTokenInvalid).ToException();
        }

        return (read, await standings(household, wanted, context.CancellationToken));
    }

    private Freshness FreshnessOf(ReadApplication read) => new()
    {
        ReadTime = Timestamp.FromDateTimeOffset(clock.GetUtcNow()),
        Revision = read.Revision,
        Source = FreshnessSource.Database,
    };
}
