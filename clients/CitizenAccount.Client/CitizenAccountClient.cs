using CitizenAccount.Client.Calls;
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
using Grpc.Net.Client;
using Microsoft.Extensions.Options;

namespace CitizenAccount.Client;

/// <summary>The service, as a program sees it: one typed client a service of the contract. Every call gets a deadline,
/// a request_id where it writes, the newest consistency token, and credentials; it is tried again where the contract
/// says that is safe; and it fails with a <see cref="CitizenAccountException"/>.</summary>
/// <remarks>One instance serves a whole program and any number of threads. <see cref="As(CallerCredentials)"/> and
/// <see cref="For(Purpose)"/> give further ones on the same connection; they cost little and need no
/// disposal.</remarks>
public sealed class CitizenAccountClient : IDisposable
{
    private readonly GrpcChannel? _channel;
    private readonly CallPath _path;
    private readonly Purpose? _purpose;

    /// <summary>A client with options of its own.</summary>
    /// <param name="options">How to talk to the service.</param>
    /// <exception cref="OptionsValidationException">The options cannot be used; every fault is named.</exception>
    public CitizenAccountClient(CitizenAccountClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var check = new OptionsCheck().Validate(null, options);
        if (check.Failed)
        {
            throw new OptionsValidationException("", typeof(CitizenAccountClientOptions), check.Failures);
        }

        _channel = Connection.Open(options);
        var socket = _channel.CreateCallInvoker();
        _path = new CallPath(socket, options, new RetryPolicy(options), options.Credentials, null);
    }

    private CitizenAccountClient(CallPath path, Purpose? purpose) => (_path, _purpose) = (path, purpose);

    /// <summary>Registration, sign-in, sessions, contact data, who looked at my data.</summary>
    public AccountService.AccountServiceClient Accounts => new(_path);

    /// <summary>The household, its application and documents.</summary>
    public ApplicationService.ApplicationServiceClient Applications => new(_path);

    /// <summary>The monthly cycle (staff).</summary>
    public CycleService.CycleServiceClient Cycles => new(_path);

    /// <summary>Payment batches, bank files, holds, recoveries, the ledger (staff).</summary>
    public DisbursementService.DisbursementServiceClient Disbursements => new(_path);

    /// <summary>Decisions, their explanation, the calculator, policies.</summary>
    public EligibilityService.EligibilityServiceClient Eligibility => new(_path);

    /// <summary>Income verification (partners).</summary>
    public IncomeVerificationService.IncomeVerificationServiceClient IncomeVerification => new(_path);

    /// <summary>Notifications and preferences.</summary>
    public NotificationService.NotificationServiceClient Notifications => new(_path);

    /// <summary>Objections.</summary>
    public ObjectionService.ObjectionServiceClient Objections => new(_path);

    /// <summary>Payments and their calendar.</summary>
    public PaymentService.PaymentServiceClient Payments => new(_path);

    /// <summary>What the service is and how to reach the programme.</summary>
    public SystemService.SystemServiceClient System => new(_path);

    /// <summary>Your voice is heard (صوتك مسموع).</summary>
    public VoiceService.VoiceServiceClient Voice => new(_path);

    /// <summary>The way calls take, for a generated client of one's own, such as one of a newer contract.</summary>
    public CallInvoker Invoker => _path;

    internal CallPath Path => _path;

    /// <summary>The same service for another caller.</summary>
    /// <param name="credentials">Whom calls are made for, such as a <see cref="CitizenSession"/>.</param>
    public CitizenAccountClient As(CallerCredentials credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        return Derived(credentials, _purpose);
    }

    /// <summary>The same service with a purpose on every call that touches a person's data and states none itself.
    /// </summary>
    /// <param name="purpose">Why the data are read or changed; the person can see it.</param>
    public CitizenAccountClient For(Purpose purpose)
    {
        ArgumentNullException.ThrowIfNull(purpose);
        return Derived(_path.Credentials, purpose.Clone());
    }

    /// <summary>Asks the service what it is, and holds its range of clients against this one.</summary>
    /// <param name="stop">Ends the call.</param>
    /// <returns>What the service is; its <c>client_supported</c> says whether this client lies in its range.</returns>
    public async Task<SystemInfo> GetSystemInfoAsync(CancellationToken stop = default)
    {
        var request = new GetSystemInfoRequest
        {
            ClientName = _path.Options.ClientName,
            ClientVersion = _path.Options.ClientVersion,
        };
        return (await System.GetSystemInfoAsync(request, cancellationToken: stop).ConfigureAwait(false)).Info;
    }

    /// <summary>Closes the connection, for every client made from this one.</summary>
    public void Dispose() => _channel?.Dispose();

    private CitizenAccountClient Derived(CallerCredentials credentials, Purpose? purpose) =>
        new(new CallPath(_path.Socket, _path.Options, _path.Retries, credentials, purpose), purpose);
}
