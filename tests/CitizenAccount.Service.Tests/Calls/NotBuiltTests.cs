using CitizenAccount.Contracts.System.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Tests.Hosting;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Calls;

/// <summary>What is built and what is not: every call of the contract tried over the wire.</summary>
public sealed class NotBuiltTests(EmptyService running) : IClassFixture<EmptyService>
{
    private static readonly IReadOnlyList<MethodDescriptor> OwnCalls =
    [
        .. ContractFiles.All.SelectMany(file => file.Services).SelectMany(service => service.Methods)
            .Where(call => call.FullName.StartsWith("citizenaccount.", StringComparison.Ordinal)),
    ];

    [Fact]
    public void Every_call_of_the_contract_is_built() =>
        Assert.Empty(OwnCalls.Select(call => call.FullName).Except(WorkingCalls.All.Select(working => working.Name)));

    [Fact]
    public async Task The_capabilities_are_exactly_the_calls_that_are_built_and_the_table_of_the_tests_has_them_all()
    {
        var built = new List<string>();
        foreach (var call in OwnCalls)
        {
            if (await IsBuiltAsync(call))
            {
                built.Add(call.FullName);
            }
        }

        var info = await running.Service.System().GetSystemInfoAsync(new GetSystemInfoRequest(), Clients.By());
        Assert.Equal(built.Order(StringComparer.Ordinal), info.Info.Capabilities);
        Assert.Equal(info.Info.Capabilities, WorkingCalls.All.Select(call => call.Name));
    }

    [Theory]
    [InlineData("citizenaccount.system.v1.SystemService", "NoSuchCall")]
    [InlineData("citizenaccount.system.v9.SystemService", "GetSystemInfo")]
    [InlineData("no.such.Service", "Call")]
    [InlineData("citizenaccount.account.v1.AccountService", "NoSuchCall")]
    public async Task What_the_contract_does_not_know_is_bare_unimplemented(string service, string name)
    {
        var bytes = Marshallers.Create<byte[]>(request => request, answer => answer);
        var method = new Method<byte[], byte[]>(MethodType.Unary, service, name, bytes, bytes);
        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
            await running.Service.Channel.CreateCallInvoker().AsyncUnaryCall(method, null, Clients.By(), []));
        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
        Assert.DoesNotContain(failure.Trailers, trailer => trailer.Key == "grpc-status-details-bin");
    }

    private async Task<bool> IsBuiltAsync(MethodDescriptor call)
    {
        try
        {
            await TryAsync(call);
            return true;
        }
        catch (RpcException refused)
        {
            return refused.StatusCode != StatusCode.Unimplemented;
        }
    }

    // As somebody the contract admits, so that the call is answered for what it is.
    private Task<IMessage?> TryAsync(MethodDescriptor call)
    {
        var roles = call.GetOptions().GetExtension(AccessExtensions.Access).Roles.ToArray();
        return running.Service.SendAsync(call, [], Clients.By(roles.Length == 0 ? null : running.Service.As(roles)));
    }
}
