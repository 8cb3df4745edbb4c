using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Eligibility;

/// <summary>A proposal to be run over the sealed population of a month.</summary>
internal sealed record SimulationRequest(YearMonth Month, IReadOnlyList<SimulationRequest.Change> Changes)
{
    private const int ChangesMax = 50;
    private const int KeyMax = 100;
    private const int NoteMax = 1_000;

    /// <summary>A proposed change as it was sent and as it was read.</summary>
    public sealed record Change(PolicyChange Sent, YearMonth From, YearMonth? Until);

    /// <summary>The month whose proposed policy is applied: the cycle's, or the latest one that a change begins in.
    /// </summary>
    public YearMonth PolicyMonth => Changes.Select(change => change.From).Append(Month).Max();

    public static SimulationRequest Parse(SimulatePolicyRequest request)
    {
        var check = new RequestCheck();
        check.CheckRequestId(request.RequestId);
        var month = CycleRequests.ReadName(request.Cycle, check, "cycle");
        check.That(
            request.Changes.Count is >= 1 and <= ChangesMax, "changes",
            $"اقترح من تغيير واحد إلى \u2066{ChangesMax}\u2069 تغييرًا.", $"Propose 1 to {ChangesMax} changes.");
        Change[] changes =
        [
            .. request.Changes.Take(ChangesMax).Select((sent, i) => Read(sent, $"changes[{i}]", check)),
        ];
        check.ThrowIfBad();
        return new SimulationRequest(month, changes);
    }

    /// <summary>The changes as values of a policy file.</summary>
    /// <exception cref="RefusalException">MONTH_OUT_OF_RANGE, POLICY_PARAMETER_UNKNOWN, POLICY_GAP.</exception>
    public IReadOnlyList<ProposedValue> ToValues(PolicyBook book, DateTimeOffset now)
    {
        var values = Changes.Select(change => ToValue(change, book, now)).ToList();
        return PolicyProposal.FirstOverlap(values) is { } month
            ? throw Refusal.Of(ErrorReason.PolicyGap).With("month", month.ToString()).ToException()
            : values;
    }

    /// <summary>The refusal of a key the policy does not have, or of a value that is none for it.</summary>
    public static RefusalException Unknown(string key) =>
        Refusal.Of(ErrorReason.PolicyParameterUnknown).With("key", key).ToException();

    private static ProposedValue ToValue(Change change, PolicyBook book, DateTimeOffset now)
    {
        BenefitMonths.RequireKnown(change.From, now);
        if (change.Until is { } until)
        {
            BenefitMonths.RequireKnown(until, now);
        }

        var key = change.Sent.Key;
        var parameter = book.Parameters.FirstOrDefault(parameter => parameter.Key == key) ?? throw Unknown(key);
        var present = PolicyWire.TypedOf(parameter, change.From);
        return PolicyValues.IsSameKind(present, change.Sent.Value)
            && PolicyValues.ToJson(change.Sent.Value) is { } value
            ? new ProposedValue(key, value, change.From, change.Until, change.Sent.Note)
            : throw Unknown(key);
    }

    private static Change Read(PolicyChange sent, string field, RequestCheck check)
    {
        check.That(
            sent.Key.Length is >= 1 and <= KeyMax && sent.Key.All(IsKeyLetter), $"{field}.key",
            "اكتب مفتاح المعيار كما يعرضه \u2066GetPolicy\u2069.", "Give the key as GetPolicy shows it.");
        check.That(
            sent.Value is { KindCase: not Contracts.Type.V1.Value.KindOneofCase.None }, $"{field}.value",
            "القيمة المقترحة مطلوبة.", "A proposed value is needed.");
        check.That(
            sent.Note.Length <= NoteMax && !sent.Note.Any(char.IsControl), $"{field}.note",
            $"اكتب \u2066{NoteMax}\u2069 حرف على الأكثر دون رموز تحكّم.",
            $"Write at most {NoteMax} characters without control characters.");
        var from = default(YearMonth);
        if (check.That(
            sent.FromMonth is not null, $"{field}.from_month", "الشهر مطلوب.", "A month is needed."))
        {
            sent.FromMonth!.TryRead(check, $"{field}.from_month", out from);
        }

        var until = default(YearMonth);
        if (sent.UntilMonth is not null && sent.UntilMonth.TryRead(check, $"{field}.until_month", out until))
        {
            check.That(
                until >= from, $"{field}.until_month", "لا يسبق الشهر الأخير الشهر الأول.",
                "The last month is not before the first.");
        }

        return new Change(sent, from, sent.UntilMonth is null ? null : until);
    }

    private static bool IsKeyLetter(char letter) =>
        char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '.' or '_';
}
