using CitizenAccount.Contracts.System.V1;
using CitizenAccount.Service.Tests.Contract;
using CitizenAccount.Service.Tests.Hosting;
using Environment = CitizenAccount.Contracts.System.V1.Environment;

namespace CitizenAccount.Service.Tests.SystemInfo;

/// <summary>What a client that knows nothing yet learns about the service.</summary>
public sealed class SystemInfoCallTests(EmptyService running) : IClassFixture<EmptyService>
{
    [Fact]
    public async Task The_service_tells_its_version_contract_environment_and_clock()
    {
        var info = await AskAsync(new GetSystemInfoRequest());
        Assert.Equal("0.1.0", info.Version);
        Assert.Matches("^[0-9a-f]{64}$", info.ContractSha256);
        Assert.Equal(Environment.Development, info.Environment);
        Assert.Equal(RunningService.Start, info.ServerTime.ToDateTimeOffset());
        Assert.True(info.ClientSupported);
    }

    [Theory]
    [InlineData("0.1.0", true)]
    [InlineData("0.1.7", true)]
    [InlineData("0.2.0", true)]
    [InlineData("0.2.0-rc.1+build.5", true)]
    [InlineData("0.3.0", false)]
    [InlineData("0.0.9", false)]
    [InlineData("999999.0.0", false)]
    [InlineData("", true)]
    public async Task A_client_learns_whether_it_is_supported_and_is_never_refused_for_it(string version, bool supported)
    {
        var info = await AskAsync(new GetSystemInfoRequest { ClientName = "portal", ClientVersion = version });
        Assert.Equal(supported, info.ClientSupported);
        Assert.Equal(("0.1.0", "0.2.0"), (info.LowestClientVersion, info.HighestClientVersion));
    }

    [Fact]
    public async Task The_contract_hash_is_that_of_the_lock_file()
    {
        var info = await AskAsync(new GetSystemInfoRequest());
        var file = await File.ReadAllBytesAsync(ContractLock.SourceFile("protos", "contract.lock"));
        Assert.Equal(Convert.ToHexStringLower(global::System.Security.Cryptography.SHA256.HashData(file)), info.ContractSha256);
    }

    private async Task<Contracts.System.V1.SystemInfo> AskAsync(GetSystemInfoRequest request) =>
        (await running.Service.System().GetSystemInfoAsync(request, Clients.By())).Info;
}
