using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Voice.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;
using TicketState = CitizenAccount.Rules.Cases.TicketState;

namespace CitizenAccount.Service.Voice;

/// <summary>Pages of tickets.</summary>
internal sealed class TicketPages(TicketsStore store, KeyRing keys)
{
    private const int PlaceSize = 20;

    private readonly SignedText _pages = new(keys, "ticket page");

    /// <summary>Reads which tickets are wanted.</summary>
    public static TicketFilter ReadFilter(ListTicketsRequest request, Caller caller, RequestCheck check)
    {
        var household = default(HouseholdId);
        check.That(
            request.Household.Length == 0 || HouseholdId.TryParseName(request.Household, out household), "household",
            "اسم الأسرة غير صحيح؛ صيغته households/{household}.",
            "No household name; its form is households/{household}.");
        check.That(Enum.IsDefined(request.Kind), "kind", "اختر قيمة من القائمة.", "Choose a value from the list.");
        check.That(
            request.States.Count <= 20 && request.States.All(state => Enum.IsDefined(state) && state != 0), "states",
            "اختر حالات من القائمة.", "Choose states from the list.");
        CheckForStaff(check, request.Unit.Length == 0 || Units.Knows(request.Unit), request.Unit, caller, "unit");
        CheckForStaff(check, request.Assignee.Length <= 100, request.Assignee, caller, "assignee");
        return new TicketFilter
        {
            Account = caller.ActsForOthers ? null : caller.Account,
            Household = request.Household.Length == 0 ? null : household,
            Kind = Enum.IsDefined(request.Kind) ? (byte)request.Kind : (byte)0,
            States =
            [
                .. request.States.Where(state => Enum.IsDefined(state))
                    .Select(state => (TicketState)(int)state).Distinct().Order(),
            ],
            Unit = request.Unit,
            Assignee = request.Assignee,
        };
    }

    /// <summary>A page, and the token of the next one; empty on the last.</summary>
    /// <exception cref="RefusalException">PAGE_TOKEN_INVALID.</exception>
    public async Task<(IReadOnlyList<TicketRow> Page, string Next)> GetAsync(
        TicketFilter filter, string reader, string token, int size, CancellationToken stop)
    {
        var context = ContextOf(filter, reader);
        TicketPlace? after = token.Length == 0 ? null
            : _pages.TryOpen(token, context, out var content) && content.Length == PlaceSize
                ? new TicketPlace(
                    DateOnly.FromDayNumber(BinaryPrimitives.ReadInt32LittleEndian(content)),
                    new Guid(content.AsSpan(4), bigEndian: true))
                : throw Refusal.Of(ErrorReason.PageTokenInvalid).ToException();

        // One more than wanted tells whether there is a next page.
        var rows = await store.ListAsync(filter, after, size + 1, stop);
        return rows.Count <= size ? (rows, "") : ([.. rows.Take(size)], Token(rows[size - 1], context));
    }

    private static void CheckForStaff(RequestCheck check, bool holds, string value, Caller caller, string field) =>
        check.That(
            holds && (value.Length == 0 || caller.ActsForOthers), field,
            "قيمة غير معروفة، أو حقل للموظفين.", "Not a known value, or a field for staff.");

    private static byte[] ContextOf(TicketFilter filter, string reader) => SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{filter.Account}|{filter.Household}|{filter.Kind}|{string.Join(',', filter.States)}|{filter.Unit}|"
        + $"{filter.Assignee}|{reader}"));

    private string Token(TicketRow row, byte[] context)
    {
        Span<byte> content = stackalloc byte[PlaceSize];
        BinaryPrimitives.WriteInt32LittleEndian(content, row.DueOn.DayNumber);
        row.Id.TryWriteBytes(content[4..], bigEndian: true, out _);
        return _pages.Sign(content, context);
    }
}
