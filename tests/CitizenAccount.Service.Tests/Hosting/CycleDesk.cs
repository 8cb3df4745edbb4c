using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using Grpc.Core;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Tests.Hosting;

/// <summary>The people who run a month, at their calls.</summary>
internal static class CycleDesk
{
    public static readonly string Name = NameOf(RunningService.Month);

    public static string NameOf(YearMonth month) => $"cycles/{month}";

    public static CallOptions Operator(this RunningService service, string who = "maker") =>
        Clients.By(service.Bearer(who, [Role.Operator], null));

    public static CallOptions Approver(this RunningService service, string who = "checker") =>
        Clients.By(service.Bearer(who, [Role.Approver], null));

    public static CallOptions Releaser(this RunningService service, string who = "releaser") =>
        Clients.By(service.Bearer(who, [Role.Releaser], null));

    public static StartCycleRequest StartOf(YearMonth month, bool confirm = false, bool validateOnly = false) => new()
    {
        RequestId = Citizens.NewId(),
        BenefitMonth = new() { Year = month.Year, Month = month.Month },
        ConfirmProvisional = confirm,
        ValidateOnly = validateOnly,
    };

    public static async Task<Cycle> StartCycleAsync(this RunningService service, YearMonth? month = null) =>
        (await service.Cycles().StartCycleAsync(
            StartOf(month ?? RunningService.Month, confirm: true), service.Operator())).Cycle;

    public static async Task<Cycle> GetCycleAsync(this RunningService service, string? name = null) =>
        (await service.Cycles().GetCycleAsync(new() { Name = name ?? Name }, service.Operator())).Cycle;

    /// <summary>Waits, by watching, until a cycle is in review.</summary>
    public static async Task<Cycle> ReviewableAsync(this RunningService service, string? name = null)
    {
        using var watch = service.Cycles().WatchCycle(new() { Name = name ?? Name }, service.Operator());
        while (await watch.ResponseStream.MoveNext(CancellationToken.None))
        {
            if (watch.ResponseStream.Current.Cycle is { State: CycleState.InReview } cycle)
            {
                return cycle;
            }
        }

        throw new InvalidOperationException("The stream ended before the review.");
    }

    public static async Task<CycleReview> ReviewAsync(this RunningService service, string? name = null) =>
        (await service.Cycles().ReviewCycleAsync(new() { Name = name ?? Name }, service.Approver())).Review;

    public static async Task<Cycle> ApproveCycleAsync(this RunningService service, string? name = null) =>
        (await service.Cycles().ApproveCycleAsync(
            new()
            {
                RequestId = Citizens.NewId(),
                Name = name ?? Name,
                ReviewSha256 = (await service.ReviewAsync(name)).ReviewSha256,
            },
            service.Approver())).Cycle;

    public static async Task<Cycle> PublishCycleAsync(this RunningService service, string? name = null) =>
        (await service.Cycles().PublishCycleAsync(
            new() { RequestId = Citizens.NewId(), Name = name ?? Name }, service.Releaser())).Cycle;

    /// <summary>A month from its start to its publication, by calls.</summary>
    public static async Task<Cycle> RunCycleAsync(this RunningService service, YearMonth? month = null)
    {
        var name = NameOf(month ?? RunningService.Month);
        await service.StartCycleAsync(month);
        await service.ReviewableAsync(name);
        await service.ApproveCycleAsync(name);
        return await service.PublishCycleAsync(name);
    }

    /// <summary>Waits until something holds, looking again and again.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var since = TimeProvider.System.GetTimestamp();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Soon.Limit, "It did not come to it.");
            await tick.WaitForNextTickAsync();
        }
    }
}
