using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Accounts.Nafath;
using Grpc.Core;

namespace CitizenAccount.Service.Accounts;

/// <summary>The edge of AccountService.</summary>
internal sealed class AccountsRpc(NafathCalls nafath) : AccountService.AccountServiceBase
{
    public override Task<StartNafathSignInResponse> StartNafathSignIn(
        StartNafathSignInRequest request, ServerCallContext context) => nafath.StartAsync(request, context);

    public override Task<CompleteNafathSignInResponse> CompleteNafathSignIn(
        CompleteNafathSignInRequest request, ServerCallContext context) => nafath.CompleteAsync(request, context);
}
