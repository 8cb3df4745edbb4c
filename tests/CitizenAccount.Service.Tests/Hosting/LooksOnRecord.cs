using System.Linq.Expressions;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Tests.Applications;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Hosting;

/// <summary>Who looked at whose data, as those read it who are to know: a look for each household, recorded alone or with
/// others.</summary>
internal static class LooksOnRecord
{
    /// <summary>The looks of all calls so far.</summary>
    public static async Task<IReadOnlyList<AccessLook>> LooksAsync(this RunningService service, Expression<Func<AccessLook, bool>> which)
    {
        await service.FlushAccessRecordsAsync();
        await using var db = await service.OpenDbAsync();
        return await db.LooksBetween(DateTime.UnixEpoch, DateTime.UnixEpoch.AddYears(200)).Where(which).OrderBy(look => look.At).ToListAsync();
    }

    /// <summary>Asks for many households at once, by default as a case worker who says why.</summary>
    public static async Task<BatchGetEligibilityResponse> AskForManyAsync(
        this RunningService service, IEnumerable<HouseholdId> households, Metadata? by = null, Purpose? purpose = null)
    {
        var request = new BatchGetEligibilityRequest { Purpose = purpose ?? Clients.Asked };
        request.Households.Add(households.Select(household => household.Name));
        return await service.Eligibility().BatchGetEligibilityAsync(request, Clients.By(by ?? service.As(Role.CaseWorker)));
    }
}
