using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Contract;
using CitizenAccount.Service.Tests.Hosting;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.ObjectAccess;

/// <summary>What exists and is another's is answered exactly as what does not exist, by every call and for every
/// caller whom the contract does not admit to it; and nothing is changed by asking.</summary>
public sealed class ObjectAccessTests(ObjectStage stage) : IClassFixture<ObjectStage>
{
    // Fields that name a thing of somebody's wherever they stand in a request.
    private static readonly HashSet<string> Naming = new(StringComparer.Ordinal)
    {
        "name", "names", "parent", "household", "households", "account", "accounts", "decision", "payment", "document", "objection",
    };

    public static TheoryData<string> Rows => [.. ObjectTable.All.Select(row => row.Title)];

    public static TheoryData<string> Calls => [.. ContractDescriptors.OwnCalls.Select(call => call.FullName)];

    [Fact]
    public void Every_call_of_the_contract_is_in_the_table()
    {
        Assert.Equal(
            ContractDescriptors.OwnCalls.Select(call => call.FullName).Order(StringComparer.Ordinal),
            ObjectTable.All.Select(row => row.Call).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(ObjectTable.All.Count, ObjectTable.All.Select(row => row.Title).Distinct().Count());
    }

    [Fact]
    public void A_call_that_citizens_may_make_and_that_names_something_is_not_in_the_table_as_one_that_names_nothing()
    {
        var wrong = ObjectTable.All.Where(row => row.Thing.Length == 0)
            .Select(row => WorkingCalls.Of(row.Call).Descriptor)
            .Where(call => ContractDescriptors.AccessOf(call)!.Roles.Contains(Role.Citizen) && NamesSomething(call.InputType, []));
        Assert.Empty(wrong.Select(call => call.FullName));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void The_roles_that_the_tests_try_are_those_of_the_contract(string name)
    {
        var access = ContractDescriptors.AccessOf(ContractDescriptors.OwnCalls.Single(call => call.FullName == name))!;
        Assert.Equal(access.Roles.Order(), WorkingCalls.Of(name).Roles.Order());
        Assert.Equal(access.Open, WorkingCalls.Of(name).Open);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Another_citizens_name_is_answered_like_one_that_nothing_has_and_changes_nothing(string title)
    {
        var row = ObjectTable.All.Single(row => row.Title == title);
        if (row.Thing.Length == 0)
        {
            return;
        }

        var before = await stage.ContentAsync();
        var theirs = await RefusedAsync(row, stage.Theirs, stage.Stranger.Credentials);
        var absent = await RefusedAsync(row, stage.Nothing, stage.Stranger.Credentials);
        Assert.Equal(row.Refusal, theirs.Reason);
        AssertAlike(absent, theirs);
        AssertSame(before, await stage.ContentAsync());
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Whoever_the_contract_does_not_admit_learns_nothing_by_any_name_and_changes_nothing(string title)
    {
        var row = ObjectTable.All.Single(row => row.Title == title);
        var access = ContractDescriptors.AccessOf(WorkingCalls.Of(row.Call).Descriptor)!;
        var before = await stage.ContentAsync();
        var callers = new List<(string Reason, Metadata? Credentials)> { ("UNAUTHENTICATED", null) };
        callers.AddRange(Enum.GetValues<Role>().Where(role => role != Role.Unspecified && !access.Roles.Contains(role))
            .Select(role => ("PERMISSION_DENIED", (Metadata?)stage.Of(role))));
        foreach (var (reason, credentials) in access.Open ? [] : callers)
        {
            var theirs = await RefusedAsync(row, stage.Theirs, credentials);
            Assert.Equal(reason, theirs.Reason);
            AssertAlike(await RefusedAsync(row, stage.Nothing, credentials), theirs);
        }

        AssertSame(before, await stage.ContentAsync());
    }

    private static void AssertAlike(Refused absent, Refused theirs)
    {
        Assert.Equal((absent.Code, absent.Reason, absent.Arabic, absent.English), (theirs.Code, theirs.Reason, theirs.Arabic, theirs.English));
        Assert.Equal(absent.Metadata, theirs.Metadata);
        Assert.Equal(absent.Fields, theirs.Fields);
    }

    private static void AssertSame(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        Assert.NotEmpty(before["Objections"]);
        Assert.All(before, table => Assert.True(table.Value == after[table.Key], $"{table.Key} changed."));
    }

    private static bool NamesSomething(MessageDescriptor message, HashSet<string> seen) =>
        seen.Add(message.FullName) && message.Fields.InDeclarationOrder().Any(field =>
            (field.FieldType == FieldType.String && Naming.Contains(field.Name))
            || (field.FieldType == FieldType.Message && ContractDescriptors.IsOwn(field.MessageType.FullName) && NamesSomething(field.MessageType, seen)));

    private Task<Refused> RefusedAsync(ObjectCall row, Names names, Metadata? credentials)
    {
        var call = WorkingCalls.Of(row.Call);
        var request = (IMessage)call.Sound(stage.Stranger.Household, null);
        row.Aim(request, names);
        return Refused.ByAsync(() => stage.Service.SendAsync(call.Descriptor, request, Clients.By(credentials)));
    }
}
