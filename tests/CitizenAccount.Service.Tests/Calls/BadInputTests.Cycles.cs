using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Hosting;

namespace CitizenAccount.Service.Tests.Calls;

// Bad requests to calls of the monthly cycle.
public sealed partial class BadInputTests
{
    private const string SomeCycle = "cycles/2026-12";

    private static string[] NoCycleNames =>
        ["", "x", "cycles/", "cycles/2026-13", "cycles/2026-1", "cycles/0000-12", "cycles/2026-12 ", "Cycles/2026-12", "cycles/2026-12/x"];

    private static IEnumerable<BadInput> Cycles()
    {
        foreach (var name in NoCycleNames)
        {
            yield return new($"get cycle {Shown(name)}", new GetCycleRequest { Name = name }, "name");
            yield return new($"watch cycle {Shown(name)}", new WatchCycleRequest { Name = name }, "name");
            yield return new($"review cycle {Shown(name)}", new ReviewCycleRequest { Name = name }, "name");
            yield return new($"risk signals of {Shown(name)}", new ListRiskSignalsRequest { Name = name, Purpose = WorkingCalls.Reviewing }, "name");
        }

        yield return new("risk signals of a bad page", new ListRiskSignalsRequest { PageSize = -1, MinScore = 101 }, "name", "page_size", "min_score");
        yield return new("risk signals of less than nothing", new ListRiskSignalsRequest { Name = SomeCycle, MinScore = int.MinValue }, "min_score");
        yield return new("cycles of a bad page", new ListCyclesRequest { PageSize = -1, States = { (CycleState)99 } }, "page_size", "states");
        yield return new("a review of a bad page", new ReviewCycleRequest { Name = SomeCycle, PageSize = -1 }, "page_size");
        yield return new("a start of nothing", new StartCycleRequest(), "request_id", "benefit_month");
        yield return new("a start of no such month", new StartCycleRequest
        {
            RequestId = Id,
            BenefitMonth = new YearMonth { Year = 2026, Month = 13 },
        }, "benefit_month");
        yield return new("an approval of nothing", new ApproveCycleRequest(), "request_id", "name", "review_sha256");
        yield return new("an approval of a bad hash", new ApproveCycleRequest
        {
            RequestId = Id,
            Name = SomeCycle,
            Etag = new('e', 65),
            ReviewSha256 = new('G', 64),
            Note = new('n', 1_001),
        }, "etag", "review_sha256", "note");
        yield return new("a publication of nothing", new PublishCycleRequest { Etag = new('e', 65) }, "request_id", "name", "etag");
        yield return new("a cancellation without cause", new CancelCycleRequest { RequestId = Id, Name = SomeCycle, Cause = "why" }, "cause");
        yield return new("a cancellation of nothing", new CancelCycleRequest(), "request_id", "name", "cause");
        yield return new("a simulation of nothing", new SimulatePolicyRequest(), "request_id", "cycle", "changes");
        yield return new("a simulation of a bad change", new SimulatePolicyRequest
        {
            RequestId = Id,
            Cycle = SomeCycle,
            Changes = { new PolicyChange { Key = "no key", Note = new('n', 1_001) } },
        }, "changes[0].key", "changes[0].value", "changes[0].note", "changes[0].from_month");
        foreach (var text in new[] { "a cause with a \0 in it", "a cause\nof two lines" })
        {
            yield return new($"a cancellation for {Shown(text)}", new CancelCycleRequest { RequestId = Id, Name = SomeCycle, Cause = text }, "cause");
        }
    }
}
