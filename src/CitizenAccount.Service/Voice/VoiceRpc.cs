using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Voice.V1;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;
using Grpc.Core;

namespace CitizenAccount.Service.Voice;

/// <summary>Tokens of tickets. Every read of a ticket asks the database, so a token only has to be one of ours.
/// </summary>
internal sealed class TicketTokens(KeyRing keys)
{
    private readonly ReadTokens _tokens = new(keys, "ticket");

    public string Issue() => _tokens.Issue([], 0);

    /// <exception cref="RefusalException">CONSISTENCY_TOKEN_INVALID.</exception>
    public void Require(Contracts.Type.V1.Consistency? consistency) => _tokens.RequireSeen(consistency, [], 0);
}

/// <summary>"Your voice is heard" at the wire. Reads stand here; what changes a ticket stands beside it.</summary>
internal sealed class VoiceRpc(
    TicketsStore store, TicketOpening opening, TicketWork work, TicketPages pages, TicketWire wire,
    TicketSeals seals, TicketTokens tokens, Guesses guesses, ApplicationsApi applications, TimeProvider clock)
    : VoiceService.VoiceServiceBase
{
    private const int WrongProofsMax = 10;

    public override Task<OpenTicketResponse> OpenTicket(OpenTicketRequest request, ServerCallContext context) =>
        opening.OpenAsync(request, context);

    public override Task<AddTicketMessageResponse> AddTicketMessage(
        AddTicketMessageRequest request, ServerCallContext context) => work.SayAsync(request, context);

    public override Task<AssignTicketResponse> AssignTicket(AssignTicketRequest request, ServerCallContext context) =>
        work.AssignAsync(request, context);

    public override Task<ResolveTicketResponse> ResolveTicket(
        ResolveTicketRequest request, ServerCallContext context) => work.ResolveAsync(request, context);

    public override async Task<GetTicketResponse> GetTicket(GetTicketRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var check = new RequestCheck();
        var number = check.ReadTicket(request.Name);
        var proves = !caller.IsKnown || (request.NationalId.Length > 0 && !caller.ActsForOthers);
        var person = proves ? check.ReadNationalId(request.NationalId) : default;
        ReadTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        tokens.Require(request.Consistency);
        var stop = context.CancellationToken;
        var row = proves
            ? await ProvedAsync(number, seals.PersonIndex(person), stop)
            : await store.FindAsync(number, stop);
        if (!proves)
        {
            TicketAccess.Require(row, request.Purpose, context);
        }

        // Only staff are shown what was attached: it was looked at, and proved nothing harmless.
        var forStaff = caller.ActsForOthers;
        var contents = forStaff ? await store.ListContentsAsync(row!.Id, stop) : null;
        return new GetTicketResponse
        {
            Ticket = wire.ToWire(await store.ReadAsync(row!, stop), forStaff, contents),
            Freshness = ReadTokens.FromDatabase(row!.Version, clock.GetUtcNow()),
            ConsistencyToken = tokens.Issue(),
        };
    }

    public override async Task<ListTicketsResponse> ListTickets(ListTicketsRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var check = new RequestCheck();
        var size = Paging.ReadSize(request.PageSize, check);
        var filter = TicketPages.ReadFilter(request, caller, check);
        ReadTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        tokens.Require(request.Consistency);
        if (filter.Household is { } household)
        {
            context.State().Touch(household, request.Purpose);
            await RequireHouseholdAsync(household, context.CancellationToken);
        }
        else if (!caller.ActsForOthers && caller.Household is { } own)
        {
            context.State().Touch(own, request.Purpose);
        }
        else
        {
            context.State().TouchStranger(request.Purpose);
        }

        var (page, next) = await pages.GetAsync(
            filter, caller.Subject, request.PageToken, size, context.CancellationToken);
        return new ListTicketsResponse
        {
            Tickets = { page.Select(row => wire.ToWire(row, caller.ActsForOthers)) },
            NextPageToken = next,
            Freshness = ReadTokens.FromDatabase(0, clock.GetUtcNow()),
            ConsistencyToken = tokens.Issue(),
        };
    }

    private async Task RequireHouseholdAsync(HouseholdId household, CancellationToken stop)
    {
        if (await applications.FindRevisionAsync(household, stop) is null)
        {
            throw Refusal.Of(ErrorReason.HouseholdNotFound).ToException();
        }
    }

    // A number that does not exist is guessed at like one that does.
    private async Task<TicketRow> ProvedAsync(string number, byte[] person, CancellationToken stop)
    {
        TicketRow? found = null;
        var right = await guesses.TryAsync("ticket", number, WrongProofsMax, async () =>
        {
            found = await store.FindAsync(number, stop);
            return found is not null && found.PersonIndex.AsSpan().SequenceEqual(person);
        }, stop);
        return right ? found! : throw Refusal.Of(ErrorReason.TicketNotFound).ToException();
    }
}
