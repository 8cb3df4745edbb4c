using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Accounts;

/// <summary>What ran out is removed a day later, and nothing that is still asked for.</summary>
public sealed class CleaningTests
{
    [Fact]
    public async Task What_ran_out_is_removed_and_a_session_in_use_goes_on()
    {
        await using var service = await RunningService.StartAsync();
        var gone = await service.RegisterAsync();
        service.Clock.Move(TimeSpan.FromDays(20));
        var citizen = await service.RegisterAsync();
        await service.Accounts().SignOutAsync(new() { RequestId = Citizens.NewId() }, citizen.By);
        var tokens = await service.SignInAsync(citizen);
        Assert.Equal((2, 5, 3), await CountAsync(service));
        await CleanAsync(service);
        Assert.Equal((1, 4, 2), await CountAsync(service));
        service.Clock.Move(TimeSpan.FromDays(12));
        await CleanAsync(service);
        Assert.Equal((0, 1, 0), await CountAsync(service));
        await service.Accounts().RefreshSessionAsync(
            new() { RequestId = Citizens.NewId(), RefreshToken = tokens.RefreshToken }, Clients.By());
        Assert.Equal("REFRESH_REFUSED", (await Refused.ByAsync(service.Accounts().RefreshSessionAsync(
            new() { RequestId = Citizens.NewId(), RefreshToken = gone.Tokens.RefreshToken }, Clients.By()))).Reason);
    }

    private static Task CleanAsync(RunningService service) =>
        service.Services.GetRequiredService<AccountsCleaning>().CleanAsync(CancellationToken.None);

    private static async Task<(int Temporary, int Refresh, int Codes)> CountAsync(RunningService service)
    {
        var db = await service.DatabaseAsync();
        await using (db)
        {
            return (
                await db.TemporaryPasswords.CountAsync(), await db.RefreshTokens.CountAsync(), await db.Codes.CountAsync());
        }
    }
}
