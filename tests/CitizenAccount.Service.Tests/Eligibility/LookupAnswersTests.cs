using System.Buffers;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Eligibility;

/// <summary>Answers written in pieces against the messages they stand for.</summary>
public sealed class LookupAnswersTests(DecidedService decided) : IClassFixture<DecidedService>
{
    private T The<T>()
        where T : notnull => decided.Service.Services.GetRequiredService<T>();

    [Fact]
    public async Task An_answer_in_pieces_is_the_message_to_the_last_field()
    {
        var agent = Clients.By(decided.Service.As(Role.CaseWorker));
        HouseholdId[] households = [.. Enumerable.Range(0, DecidedService.Households).Select(RunningService.HouseholdAt)];
        var request = new BatchGetEligibilityRequest { Households = { households.Select(one => one.Name) }, Purpose = Clients.Asked };
        var many = await decided.Service.Eligibility().BatchGetEligibilityAsync(request, agent);
        var again = await decided.Service.Eligibility().BatchGetEligibilityAsync(request, agent);
        for (var index = 0; index < households.Length; index++)
        {
            var found = await The<EligibilityLookup>().FindAsync(households[index], default, CancellationToken.None);
            var message = The<DecisionWire>().ToEligibility(found.Decision!);
            Assert.Equal(message, many.Results[index].Eligibility);
            Assert.Equal(message, again.Results[index].Eligibility);
            Assert.NotEmpty(many.Results[index].ConsistencyToken);
            if (message.WaitingFor.Count == 0)
            {
                var one = await decided.Service.Eligibility().GetEligibilityAsync(
                    new GetEligibilityRequest { Household = households[index].Name, Purpose = Clients.Asked }, agent);
                Assert.Equal(message, one.Eligibility);
                Assert.Equal(many.Results[index].ConsistencyToken, one.ConsistencyToken);
            }
        }
    }

    [Fact]
    public async Task What_was_written_before_the_household_was_told_is_written_anew_after_it()
    {
        var household = DecidedService.First(decision => decision.Amount > 0);
        var before = await The<EligibilityLookup>().FindAsync(household, default, CancellationToken.None);
        Assert.NotNull(before.Kept);
        var told = new DateTime(2026, 11, 29, 6, 0, 0, DateTimeKind.Utc);
        var after = before with { Decision = before.Decision! with { Cycle = before.Decision.Cycle with { NoticedAt = told } } };
        var (first, second) = (Read(household, before), Read(household, after));
        Assert.Equal(Riyadh.DateOf(told).AddDays(90), DateOf(second.Eligibility.ObjectionDeadlineDate));
        Assert.NotEqual(first.Eligibility.ObjectionDeadlineDate, second.Eligibility.ObjectionDeadlineDate);
        Assert.Equal(first.Eligibility.Decision, second.Eligibility.Decision);
    }

    [Fact]
    public async Task A_token_says_how_far_was_seen_when_it_is_given_and_not_when_the_answer_was_written()
    {
        var household = DecidedService.First(decision => decision.Amount > 0);
        var found = await The<EligibilityLookup>().FindAsync(household, default, CancellationToken.None);
        var further = found with { State = found.State with { Seen = found.State.Seen with { Redecision = 7 } } };
        var (before, after) = (Read(household, found), Read(household, further));
        var tokens = The<Service.Platform.Calls.ConsistencyTokens>();
        Assert.Equal(found.State.Seen, tokens.Read(new Consistency { AtLeastAsFresh = before.ConsistencyToken }, household).Decisions);
        Assert.Equal(7, tokens.Read(new Consistency { AtLeastAsFresh = after.ConsistencyToken }, household).Decisions.Redecision);
        Assert.Equal(before.Eligibility, after.Eligibility);
    }

    private GetEligibilityResponse Read(HouseholdId household, FoundDecision found)
    {
        var taken = new Taken();
        AnswerBytes.Send(The<LookupAnswers>().Of(household, found.Decision!, found, default), taken);
        return GetEligibilityResponse.Parser.ParseFrom(taken.Bytes.WrittenSpan);
    }

    private static DateOnly DateOf(Date date) => new(date.Year, date.Month, date.Day);

    /// <summary>Takes what would be sent.</summary>
    private sealed class Taken : SerializationContext
    {
        public ArrayBufferWriter<byte> Bytes { get; } = new();

        public override void SetPayloadLength(int payloadLength)
        {
        }

        public override IBufferWriter<byte> GetBufferWriter() => Bytes;

        public override void Complete()
        {
        }
    }
}
