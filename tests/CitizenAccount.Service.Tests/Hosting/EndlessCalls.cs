using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Standins;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Hosting;

/// <summary>Streams that end only because their client leaves.</summary>
internal static class EndlessCalls
{
    /// <summary>Takes the first message, leaves, and waits until the service has noticed: its record says so.</summary>
    public static async Task LeaveAfterFirstAsync(
        this RunningService service, WorkingCall call, IMessage request, CallOptions options)
    {
        var before = await CountAsync(service, call.Name);
        await service.SendAsync(call.Descriptor, request, options);
        await Poll.UntilAsync(
            $"{call.Name} ends when its client leaves", async () => await CountAsync(service, call.Name) > before, Soon.Limit);
    }

    private static async Task<int> CountAsync(RunningService service, string call)
    {
        await service.FlushAccessRecordsAsync();
        var db = await service.Services.GetRequiredService<IDbContextFactory<ServiceDb>>().CreateDbContextAsync();
        await using (db)
        {
            return await db.Set<AccessRecordRow>().CountAsync(row => row.Call == call);
        }
    }
}
