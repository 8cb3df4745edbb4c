using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Contracts.System.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Contracts.Voice.V1;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Hosting;

/// <summary>Generated clients on the socket of a running service, and what every call carries.</summary>
internal static class Clients
{
    /// <summary>Why staff look, when it does not matter to the test.</summary>
    public static Purpose Asked =>
        new() { Code = PurposeCode.CitizenRequest, Channel = Contracts.Type.V1.Channel.Phone };

    public static EligibilityService.EligibilityServiceClient Eligibility(this RunningService service) =>
        new(service.Channel);

    public static CycleService.CycleServiceClient Cycles(this RunningService service) => new(service.Channel);

    public static AccountService.AccountServiceClient Accounts(this RunningService service) => new(service.Channel);

    public static ApplicationService.ApplicationServiceClient Applications(this RunningService service) =>
        new(service.Channel);

    public static NotificationService.NotificationServiceClient Notifications(this RunningService service) =>
        new(service.Channel);

    public static ObjectionService.ObjectionServiceClient Objections(this RunningService service) => new(service.Channel);

    public static VoiceService.VoiceServiceClient Voice(this RunningService service) => new(service.Channel);

    public static DisbursementService.DisbursementServiceClient Disbursement(this RunningService service) =>
        new(service.Channel);

    public static PaymentService.PaymentServiceClient Payments(this RunningService service) => new(service.Channel);

    public static IncomeVerificationService.IncomeVerificationServiceClient Partners(this RunningService service) =>
        new(service.Channel);

    public static SystemService.SystemServiceClient System(this RunningService service) => new(service.Channel);

    /// <summary>Credentials that a call is served with: a citizen's of the household where citizens may make it.</summary>
    public static Metadata AsUsual(this RunningService service, WorkingCall call, Kernel.HouseholdId household) =>
        call.Usual == Role.Citizen ? service.AsCitizen(household) : service.As(call.Usual);

    /// <summary>A deadline, and credentials if there are any.</summary>
    public static CallOptions By(Metadata? credentials = null) => new(credentials, Soon.Deadline);
}
