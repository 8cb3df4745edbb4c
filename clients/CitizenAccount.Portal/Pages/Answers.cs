using CitizenAccount.Client;
using CitizenAccount.Contracts.Errors.V1;
using Grpc.Core;

namespace CitizenAccount.Portal.Pages;

/// <summary>Answers that may be missing without anything being wrong.</summary>
internal static class Answers
{
    /// <summary>The answer; null while there is nothing to answer with, such as before the first decision.</summary>
    public static async Task<T?> OrNullAsync<T>(this AsyncUnaryCall<T> call)
        where T : class
    {
        try
        {
            return await call;
        }
        catch (RefusedException refused) when (refused.Reason
            is ErrorReason.NotPublished or ErrorReason.HouseholdNotFound or ErrorReason.DecisionNotFound)
        {
            return null;
        }
    }
}
