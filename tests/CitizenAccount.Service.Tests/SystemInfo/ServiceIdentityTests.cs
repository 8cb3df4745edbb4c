using System.Security.Cryptography;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.SystemInfo;
using Microsoft.Extensions.FileProviders;
using Environment = CitizenAccount.Contracts.System.V1.Environment;

namespace CitizenAccount.Service.Tests.SystemInfo;

public sealed class ServiceIdentityTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 30, 0, TimeSpan.Zero);
    private static readonly ReceiptKeys Keys = ReceiptKeys.Open(
        new SecurityOptions { ReceiptKeys = [ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKeyPem()] },
        new StorageOptions());

    [Fact]
    public void The_service_tells_its_version_contract_and_built_calls()
    {
        var built = new BuiltCalls([typeof(SystemRpc)]);
        var info = new ServiceIdentity(built, new HostNamed("Production"), new StoppedClock(Now)).Describe(null, Keys);
        Assert.Equal(ClientVersion.Parse(info.Version).ToString(), info.Version);
        Assert.Equal(built.FullNames, info.Capabilities);
        Assert.Equal(["decision_changes", "decision_differences", "decision_receipts"], info.Features);
        Assert.Equal(Keys.CurrentId, Assert.Single(info.ReceiptKeys).KeyId);
        Assert.True(info.ClientSupported);
        Assert.Equal(Now, info.ServerTime.ToDateTimeOffset());
        var lowest = ClientVersion.Parse(info.LowestClientVersion);
        Assert.True(lowest.CompareTo(ClientVersion.Parse(info.HighestClientVersion)) < 0);
    }

    [Fact]
    public void The_contract_hash_is_that_of_the_lock_file()
    {
        using var stream = typeof(SystemRpc).Assembly.GetManifestResourceStream("contract.lock")!;
        Assert.True(stream.Length > 0);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(stream)), ServiceIdentity.ContractHash);
        Assert.Equal(64, ServiceIdentity.ContractHash.Length);
    }

    [Fact]
    public void A_client_outside_the_range_is_told_so()
    {
        var identity = new ServiceIdentity(new BuiltCalls([]), new HostNamed("Development"), new StoppedClock(Now));
        Assert.True(identity.Describe(ClientVersion.Parse(ServiceIdentity.Version), Keys).ClientSupported);
        Assert.False(identity.Describe(ClientVersion.Parse("0.0.1"), Keys).ClientSupported);
    }

    [Theory]
    [InlineData("Development", Environment.Development)]
    [InlineData("Staging", Environment.Test)]
    [InlineData("Production", Environment.Production)]
    public void The_environment_is_that_of_the_host(string name, Environment environment)
    {
        var identity = new ServiceIdentity(new BuiltCalls([]), new HostNamed(name), new StoppedClock(Now));
        Assert.Equal(environment, identity.Describe(null, Keys).Environment);
    }

    [Fact]
    public void An_environment_of_another_name_stops_the_start()
    {
        var failure = Assert.Throws<StartRefused>(
            () => new ServiceIdentity(new BuiltCalls([]), new HostNamed("Prodution"), new StoppedClock(Now)));
        Assert.Contains("Prodution", failure.Message, StringComparison.Ordinal);
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private sealed class HostNamed(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "service";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
