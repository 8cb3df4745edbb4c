using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;
using ObjectionState = CitizenAccount.Rules.Cases.ObjectionState;

namespace CitizenAccount.Service.Objections;

/// <summary>Tokens of objections: those of the household, so that the newest serves every call about it.</summary>
internal sealed class ObjectionTokens(
    ConsistencyTokens tokens, ApplicationsApi applications, EligibilityApi eligibility)
{
    public async Task<string> IssueAsync(HouseholdId household, CancellationToken stop)
    {
        var seen = await eligibility.SeenAsync(stop);
        return tokens.Issue(
            household, seen, await applications.FindRevisionAsync(household, stop) ?? 0);
    }

    /// <summary>The token of a list over many households: nothing that could be older is read.</summary>
    public string IssueForAll() => tokens.Issue(default, default, 0);

    /// <exception cref="RefusalException">CONSISTENCY_TOKEN_INVALID.</exception>
    public void Require(Contracts.Type.V1.Consistency? consistency, HouseholdId household) =>
        tokens.Read(consistency, household);
}

/// <summary>Pages of objections.</summary>
internal sealed class ObjectionPages(ObjectionsStore store, KeyRing keys)
{
    private const int PlaceSize = 20;

    private readonly SignedText _pages = new(keys, "objection page");

    /// <summary>Reads which objections are wanted.</summary>
    public static ObjectionFilter ReadFilter(ListObjectionsRequest request, Caller caller, RequestCheck check)
    {
        var household = default(HouseholdId);
        check.That(
            request.Household.Length == 0
                ? caller.ActsForOthers
                : HouseholdId.TryParseName(request.Household, out household),
            "household",
            "اسم الأسرة مطلوب؛ صيغته households/{household}.",
            "The household is needed; its form is households/{household}.");
        check.That(Enum.IsDefined(request.Kind), "kind", "اختر قيمة من القائمة.", "Choose a value from the list.");
        check.That(
            request.States.Count <= 20 && request.States.All(state => Enum.IsDefined(state) && state != 0), "states",
            "اختر حالات من القائمة.", "Choose states from the list.");
        var queue = ObjectionQueues.Find(request.Queue);
        CheckForStaff(check, request.Queue.Length == 0 || queue is not null, request.Queue, caller, "queue");
        CheckForStaff(check, request.Assignee.Length <= 100, request.Assignee, caller, "assignee");
        var due = request.DueUntilDate is { } date ? check.ReadDate(date, "due_until_date") : null;
        return new ObjectionFilter
        {
            Household = request.Household.Length == 0 ? null : household,
            Kind = Enum.IsDefined(request.Kind) ? (byte)request.Kind : (byte)0,
            States =
            [
                .. request.States.Where(state => Enum.IsDefined(state))
                    .Select(state => (ObjectionState)(int)state).Distinct().Order(),
            ],
            Assignee = request.Assignee,
            Queue = queue,
            DueUntil = due,
        };
    }

    /// <summary>A page, and the token of the next one; empty on the last.</summary>
    /// <exception cref="RefusalException">PAGE_TOKEN_INVALID.</exception>
    public async Task<(IReadOnlyList<ObjectionRow> Page, string Next)> GetAsync(
        ObjectionFilter filter, string reader, string token, int size, CancellationToken stop)
    {
        var context = ContextOf(filter, reader);
        ObjectionPlace? after = token.Length == 0 ? null
            : _pages.TryOpen(token, context, out var content) && content.Length == PlaceSize
                ? new ObjectionPlace(
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

    private static byte[] ContextOf(ObjectionFilter filter, string reader) => SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{filter.Household}|{filter.Member}|{filter.Kind}|{string.Join(',', filter.States)}|{filter.Assignee}|"
        + $"{filter.Queue}|{filter.DueUntil?.DayNumber}|{reader}"));

    private string Token(ObjectionRow row, byte[] context)
    {
        Span<byte> content = stackalloc byte[PlaceSize];
        BinaryPrimitives.WriteInt32LittleEndian(content, row.DueOn.DayNumber);
        row.Id.TryWriteBytes(content[4..], bigEndian: true, out _);
        return _pages.Sign(content, context);
    }
}
