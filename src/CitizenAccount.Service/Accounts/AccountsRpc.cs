using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Accounts.Nafath;
using Grpc.Core;

namespace CitizenAccount.Service.Accounts;

/// <summary>Accounts at the wire. Each call stands in the class of its theme.</summary>
internal sealed class AccountsRpc(
    RegistrationCalls registration,
    SignInCalls signIn,
    NafathCalls nafath,
    RefreshCalls refresh,
    SessionCalls sessions,
    PasswordCalls password,
    RecoveryCalls recovery,
    ContactCalls contact,
    AccountCalls account,
    AccessRecordCalls accessRecords) : AccountService.AccountServiceBase
{
    public override Task<StartRegistrationResponse> StartRegistration(
        StartRegistrationRequest request, ServerCallContext context) => registration.StartAsync(request, context);

    public override Task<ConfirmRegistrationResponse> ConfirmRegistration(
        ConfirmRegistrationRequest request, ServerCallContext context) => registration.ConfirmAsync(request, context);

    public override Task<SignInResponse> SignIn(SignInRequest request, ServerCallContext context) =>
        signIn.SignInAsync(request, context);

    public override Task<StartNafathSignInResponse> StartNafathSignIn(
        StartNafathSignInRequest request, ServerCallContext context) => nafath.StartAsync(request, context);

    public override Task<CompleteNafathSignInResponse> CompleteNafathSignIn(
        CompleteNafathSignInRequest request, ServerCallContext context) => nafath.CompleteAsync(request, context);

    public override Task<RefreshSessionResponse> RefreshSession(
        RefreshSessionRequest request, ServerCallContext context) => refresh.RefreshAsync(request, context);

    public override Task<SignOutResponse> SignOut(SignOutRequest request, ServerCallContext context) =>
        sessions.SignOutAsync(request, context);

    public override Task<ListSessionsResponse> ListSessions(ListSessionsRequest request, ServerCallContext context) =>
        sessions.ListAsync(request, context);

    public override Task<RevokeSessionResponse> RevokeSession(
        RevokeSessionRequest request, ServerCallContext context) => sessions.RevokeAsync(request, context);

    public override Task<ChangePasswordResponse> ChangePassword(
        ChangePasswordRequest request, ServerCallContext context) => password.ChangeAsync(request, context);

    public override Task<StartPasswordRecoveryResponse> StartPasswordRecovery(
        StartPasswordRecoveryRequest request, ServerCallContext context) => recovery.StartAsync(request, context);

    public override Task<CompletePasswordRecoveryResponse> CompletePasswordRecovery(
        CompletePasswordRecoveryRequest request, ServerCallContext context) =>
        recovery.CompleteAsync(request, context);

    public override Task<GetAccountResponse> GetAccount(GetAccountRequest request, ServerCallContext context) =>
        account.GetAsync(request, context);

    public override Task<StartContactChangeResponse> StartContactChange(
        StartContactChangeRequest request, ServerCallContext context) => contact.StartAsync(request, context);

    public override Task<ConfirmContactChangeResponse> ConfirmContactChange(
        ConfirmContactChangeRequest request, ServerCallContext context) => contact.ConfirmAsync(request, context);

    public override Task<CloseAccountResponse> CloseAccount(CloseAccountRequest request, ServerCallContext context) =>
        account.CloseAsync(request, context);

    public override Task<ListAccessRecordsResponse> ListAccessRecords(
        ListAccessRecordsRequest request, ServerCallContext context) => accessRecords.ListAsync(request, context);
}
