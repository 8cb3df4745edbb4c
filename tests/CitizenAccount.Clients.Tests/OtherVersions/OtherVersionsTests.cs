using CitizenAccount.Client;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;
using Google.Protobuf;

namespace CitizenAccount.Clients.Tests.OtherVersions;

/// <summary>Services one version older and newer, as recorded.</summary>
public sealed class OtherVersionsTests
{
    [Fact]
    public async Task This_version_is_read_to_the_last_byte()
    {
        var recorded = RecordedAnswer.Read("eligibility-this");
        var answer = await AskAsync(recorded);
        Assert.Equal(recorded.Body[5..], answer.ToByteArray());
        Assert.NotEmpty(answer.ConsistencyToken);
    }

    [Fact]
    public async Task The_version_before_is_read_without_what_came_later()
    {
        var answer = await AskAsync(RecordedAnswer.Read("eligibility-before"));
        Assert.NotEmpty(answer.Eligibility.Decision);
        Assert.Null(answer.Freshness);
        Assert.Empty(answer.ConsistencyToken);
    }

    [Fact]
    public async Task The_next_version_is_read_and_what_is_not_known_survives()
    {
        var recorded = RecordedAnswer.Read("eligibility-next");
        var answer = await AskAsync(recorded);
        Assert.Equal(99, (int)answer.Freshness.Source);
        Assert.False(Enum.IsDefined<FreshnessSource>(answer.Freshness.Source));
        var again = answer.ToByteArray();
        Assert.True(again.AsSpan().IndexOf("tomorrow"u8) > 0);
        Assert.Equal(answer, GetEligibilityResponse.Parser.ParseFrom(again));
    }

    [Fact]
    public async Task A_refusal_of_this_version_is_read()
    {
        var refused = await Assert.ThrowsAsync<NotFoundException>(() => AskAsync(RecordedAnswer.Read("refusal-this")));
        Assert.Equal(ErrorReason.HouseholdNotFound, refused.Reason);
    }

    [Fact]
    public async Task A_reason_of_the_next_version_keeps_its_name_its_facts_and_its_words()
    {
        var refused = await Assert.ThrowsAsync<RuleSaysNoException>(() => AskAsync(RecordedAnswer.Read("refusal-next")));
        Assert.Equal((ErrorReason.Unspecified, "REASON_OF_TOMORROW"), (refused.Reason, refused.ReasonName));
        Assert.Equal("of tomorrow", refused.Facts["fact"]);
        Assert.Matches(@"\p{IsArabic}", refused.Arabic);
    }

    [Fact]
    public async Task Details_that_cannot_be_read_are_no_refusal_of_ours()
    {
        var garbled = new RecordedAnswer("", [], 9, [0xFF, 0xFF, 0xFF]);
        await Assert.ThrowsAsync<CallBrokenException>(() => AskAsync(garbled));
    }

    private static async Task<GetEligibilityResponse> AskAsync(RecordedAnswer recorded)
    {
        using var client = recorded.Client();
        return await client.Eligibility.GetEligibilityAsync(new GetEligibilityRequest { Household = "households/x" });
    }
}
