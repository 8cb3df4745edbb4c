using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Objections;

/// <summary>Lists of objections, a page at a time.</summary>
public sealed class ObjectionPageTests
{
    [Fact]
    public async Task A_household_reads_each_of_its_objections_once_newest_first_also_while_another_is_filed()
    {
        await using var stage = await CaseStage.StartAsync();
        var filed = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            filed.Add((await stage.FileAsync(stage.Person)).Name);
            stage.Service.Clock.Move(TimeSpan.FromSeconds(1));
            if (i < 4)
            {
                await stage.Calls.WithdrawObjectionAsync(new() { RequestId = Citizens.NewId(), Name = filed[i] }, stage.Person.Options);
            }
        }

        var first = await ListAsync(stage, Of(stage), stage.Person.Options);
        await stage.Calls.WithdrawObjectionAsync(new() { RequestId = Citizens.NewId(), Name = filed[4] }, stage.Person.Options);
        var later = (await stage.FileAsync(stage.Person)).Name;
        Assert.DoesNotContain(later, first.Objections.Select(one => one.Name));
        Assert.Equal(filed.AsEnumerable().Reverse(), await RestAsync(stage, Of(stage), first, stage.Person.Options));

        var other = Of(stage);
        (other.PageToken, other.Kind) = (first.NextPageToken, ObjectionKind.Payment);
        Assert.Equal("PAGE_TOKEN_INVALID", await CaseStage.ReasonAsync(stage.Calls.ListObjectionsAsync(other, stage.Person.Options)));
    }

    [Fact]
    public async Task Staff_read_a_queue_by_promised_date_each_case_once()
    {
        await using var stage = await CaseStage.StartAsync(people: 5);
        var filed = new List<string>();
        foreach (var person in stage.People)
        {
            filed.Add((await stage.FileAsync(person)).Name);
            stage.Service.Clock.Move(TimeSpan.FromDays(1));
        }

        var by = stage.By("worker-1");
        ListObjectionsRequest Queue() => new() { Queue = "eligibility-income", PageSize = 2, Purpose = CaseStage.For("queue") };
        Assert.Equal(filed, await RestAsync(stage, Queue(), await ListAsync(stage, Queue(), by), by));
        Assert.Equal(["queue"], (await Refused.ByAsync(stage.Calls.ListObjectionsAsync(
            new() { Household = stage.Person.Household.Name, Queue = "eligibility-income" }, stage.Person.Options))).Fields);
    }

    private static ListObjectionsRequest Of(CaseStage stage) => new() { Household = stage.Person.Household.Name, PageSize = 2 };

    private static async Task<ListObjectionsResponse> ListAsync(CaseStage stage, ListObjectionsRequest request, CallOptions by) =>
        await stage.Calls.ListObjectionsAsync(request, by);

    // All names from a first page on.
    private static async Task<IReadOnlyList<string>> RestAsync(
        CaseStage stage, ListObjectionsRequest request, ListObjectionsResponse first, CallOptions by)
    {
        var names = first.Objections.Select(one => one.Name).ToList();
        for (var page = first; page.NextPageToken.Length > 0;)
        {
            request.PageToken = page.NextPageToken;
            page = await ListAsync(stage, request, by);
            Assert.InRange(page.Objections.Count, 1, 2);
            names.AddRange(page.Objections.Select(one => one.Name));
        }

        return names;
    }
}
