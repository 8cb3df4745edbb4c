using CitizenAccount.Contracts.Grpc.Health.V1;
using CitizenAccount.Contracts.System.V1;
using Grpc.Core;
using Grpc.Net.Client;
using HealthClient = CitizenAccount.Contracts.Grpc.Health.V1.Health.HealthClient;

namespace CitizenAccount.Service.Tests.Hosting;

/// <summary>The process as an orchestrator sees it: serves from an empty folder, drains at SIGTERM, ends with 0.</summary>
public sealed class StopTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("citizen-account-stop");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task An_empty_system_serves_and_drains_at_sigterm()
    {
        await using var service = ServiceProcess.Start(
            "--data-directory", _folder.FullName, "--port", "0", "--set", "Listen:DrainSeconds=3");
        using var channel = GrpcChannel.ForAddress(await service.AddressAsync());
        var health = new HealthClient(channel);
        var system = new SystemService.SystemServiceClient(channel);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await CheckAsync(health)).Status);

        await service.TerminateAsync();
        await service.WaitForAsync(() =>
            health.Check(new HealthCheckRequest(), deadline: Soon.Deadline).Status
                == HealthCheckResponse.Types.ServingStatus.NotServing);

        // Told first, and still serving: a balancer has time to notice.
        var info = await system.GetSystemInfoAsync(new GetSystemInfoRequest(), deadline: Soon.Deadline);
        Assert.Equal("0.1.0", info.Info.Version);
        Assert.Equal(0, await service.EndAsync());
    }

    [Fact]
    public async Task A_redis_that_is_not_there_does_not_keep_the_service_from_serving()
    {
        await using var service = ServiceProcess.Start(
            "--data-directory", _folder.FullName, "--port", "0", "--set", "Redis:Configuration=127.0.0.1:1");
        using var channel = GrpcChannel.ForAddress(await service.AddressAsync());
        var info = await new SystemService.SystemServiceClient(channel)
            .GetSystemInfoAsync(new GetSystemInfoRequest(), deadline: Soon.Deadline);
        Assert.Contains(
            "citizenaccount.eligibility.v1.EligibilityService.GetEligibility", info.Info.Capabilities);
    }

    [Fact]
    public async Task Local_keys_are_readable_by_their_owner_only()
    {
        await using var service = await RunningService.StartDecidedAsync(households: 5);
        _ = service.As(Contracts.Type.V1.Role.Agent);
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var name in (string[])["data-key", "development-signing-key.pem"])
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(service.Folder, name)));
        }
    }

    private static AsyncUnaryCall<HealthCheckResponse> CheckAsync(HealthClient health) =>
        health.CheckAsync(new HealthCheckRequest(), deadline: Soon.Deadline);
}
