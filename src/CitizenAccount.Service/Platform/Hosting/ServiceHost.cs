using System.Net;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Accounts.Nafath;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Applications.Documents;
using CitizenAccount.Service.Demo;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Notifications;
using CitizenAccount.Service.Objections;
using CitizenAccount.Service.Operations;
using CitizenAccount.Service.Partners;
using CitizenAccount.Service.Payments;
using CitizenAccount.Service.Platform.Caching;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Health;
using CitizenAccount.Service.Platform.Holdings;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Reflection;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Platform.Telemetry;
using CitizenAccount.Service.SystemInfo;
using CitizenAccount.Service.Voice;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CitizenAccount.Service.Platform.Hosting;

/// <summary>What a start is asked for beyond the configuration.</summary>
internal sealed class HostPlan
{
    /// <summary>Keys of the configuration that the command line sets.</summary>
    public Dictionary<string, string?> Settings { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Name of the environment; null takes what the environment says, else production.</summary>
    public string? Environment { get; init; }

    /// <summary>The clock; tests move it.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Last word on the services, for tests.</summary>
    public Action<IServiceCollection>? Configure { get; init; }
}

/// <summary>Builds the service: configuration, rooms, the gate, and where it listens. What happens at a start can be
/// read here from top to bottom.</summary>
internal static class ServiceHost
{
    private const string EnvironmentPrefix = "CITIZENACCOUNT_";

    /// <summary>Builds the service without starting it.</summary>
    /// <exception cref="StartRefused">The configuration cannot be used; one line says why.</exception>
    public static WebApplication Build(HostPlan plan)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = plan.Environment,
            ApplicationName = typeof(ServiceHost).Assembly.GetName().Name,
        });
        builder.Configuration.AddEnvironmentVariables(EnvironmentPrefix).AddInMemoryCollection(plan.Settings);
        builder.Logging.AddLog();

        var listen = OptionsReader.Read<ListenOptions>(builder.Configuration, ListenOptions.Section);
        var storage = OptionsReader.Read<StorageOptions>(builder.Configuration, StorageOptions.Section);
        RequireConnection(storage);
        AddPlatform(builder, listen, storage, plan);
        AddRooms(builder, EligibilityFeature.ReadPolicies(builder.Configuration), storage);
        builder.Services.AddDocuments(builder.Configuration);
        plan.Configure?.Invoke(builder.Services);
        Listen(builder, listen);
        var telemetry = OptionsReader.Read<TelemetryOptions>(builder.Configuration, TelemetryOptions.Section);
        builder.AddTelemetry(telemetry, listen);

        var app = builder.Build();
        app.UseCallDoor();
        app.UseLookupShortcut();
        app.UseRouting();
        app.MapAccounts();
        app.MapApplications();
        app.MapEligibility();
        app.MapPayments();
        app.MapObjections();
        app.MapVoice();
        app.MapPartners();
        app.MapNotifications();
        app.MapSystemInfo();
        app.MapHealth();
        app.MapTelemetry(telemetry);
        if (listen.Reflection)
        {
            app.MapReflection();
        }

        app.MapNotBuilt();
        return app;
    }

    /// <summary>Opens the database and starts listening.</summary>
    /// <exception cref="StartRefused">The database or the port cannot be used; one line says why.</exception>
    public static async Task StartAsync(WebApplication app, CancellationToken stop)
    {
        await app.Services.GetRequiredService<StorageGate>().OpenAsync(stop);

        // Made now, so that what cannot be used stops the start and not the first call.
        app.Services.GetRequiredService<KeyRing>();
        app.Services.GetRequiredService<SessionKeys>();
        app.Services.GetRequiredService<ReceiptKeys>();
        app.Services.GetRequiredService<SharedCache>();
        app.Services.GetService<ServerCertificate>();
        try
        {
            await app.StartAsync(stop);
        }
        catch (IOException failure)
        {
            // Workers that have begun end before what they use goes.
            await app.StopAsync(CancellationToken.None);
            throw new StartRefused(
                $"{failure.Message.TrimEnd('.')}. Stop what uses the port, or choose another with --port.");
        }
    }

    private static void AddPlatform(
        WebApplicationBuilder builder, ListenOptions listen, StorageOptions storage, HostPlan plan)
    {
        var services = builder.Services;
        var limits = OptionsReader.Read<LimitOptions>(builder.Configuration, LimitOptions.Section);
        var security = OptionsReader.Read<SecurityOptions>(builder.Configuration, SecurityOptions.Section);
        services.TryAddSingleton(plan.Clock);
        services.AddSingleton(listen);
        services.AddSingleton(limits);
        services.AddSingleton(OptionsReader.Read<RedisOptions>(builder.Configuration, RedisOptions.Section));
        services.AddStorage(storage);
        AddSecurity(services, security, storage, builder.Environment);
        services.AddSingleton<SharedCache>();
        services.AddSingleton(new CallPolicies(ContractFiles.All, builder.Environment.IsDevelopment()));
        services.AddSingleton<CallLimits>();
        services.AddSingleton<OpenStreams>();
        services.AddSingleton<CallGate>();
        services.AddSingleton<CallDoor>();
        services.AddSingleton<Writes>();
        services.AddSingleton<RequestsCleaning>();
        services.AddHostedService(provider => provider.GetRequiredService<RequestsCleaning>());
        services.AddSingleton<ConsistencyTokens>();
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<Outbox.Outbox>();
        services.AddSingleton<AccessRecords>();
        services.AddHostedService(provider => provider.GetRequiredService<AccessRecords>());
        services.AddHealth();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(
            listen.DrainSeconds + listen.FinishSeconds + 5));
        services.AddGrpc(grpc =>
        {
            grpc.Interceptors.Add<CallGate>();
            grpc.MaxReceiveMessageSize = limits.MessageMaxBytes;
            grpc.EnableDetailedErrors = false;

            // Calls of services that are not built are answered by MapNotBuilt, with the contract's refusal.
            grpc.IgnoreUnknownServices = true;
        });
    }

    private static void AddSecurity(
        IServiceCollection services, SecurityOptions security, StorageOptions storage, IHostEnvironment environment)
    {
        if (security.DevelopmentIssuer && !environment.IsDevelopment())
        {
            throw new StartRefused(
                "Security:DevelopmentIssuer is on outside development. Switch it off; it lets anyone who can read the "
                + "data directory be anyone.");
        }

        services.AddSingleton(_ => KeyRing.Open(security, storage));
        services.AddSingleton<Sealing>();
        if (security.DevelopmentIssuer)
        {
            services.AddSingleton(provider => new DevelopmentIssuer(
                storage, provider.GetRequiredService<TimeProvider>()));
        }

        services.AddSingleton(_ => SessionKeys.Open(security, storage));
        services.AddSingleton(_ => ReceiptKeys.Open(security, storage));
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<Revocations>();
        if (security.DevelopmentIssuer)
        {
            // Beside tokens of sessions, the kinds that are accepted: of this issuer in development, and of staff's.
            services.AddSingleton(provider => provider.GetRequiredService<DevelopmentIssuer>().Kind);
        }

        services.AddStaffTokens(security.Staff, environment.IsDevelopment());
        services.AddSingleton<Authentication>();
    }

    private static void AddRooms(WebApplicationBuilder builder, PolicyBook policies, StorageOptions storage)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddAccounts(OptionsReader.Read<AccountsOptions>(configuration, AccountsOptions.Section));
        services.AddNafath(NafathOptions.Read(configuration));
        services.AddApplications(configuration);
        var cycles = OptionsReader.Read<CycleOptions>(configuration, CycleOptions.Section);
        services.AddEligibility(
            policies, OptionsReader.Read<LookupOptions>(configuration, LookupOptions.Section), cycles);
        services.AddCycleSchedule(cycles, storage);
        services.AddPayments(OptionsReader.Read<PaymentsOptions>(configuration, PaymentsOptions.Section));
        services.AddObjections(configuration);
        services.AddVoice();
        services.AddPartners(configuration, builder.Environment);
        services.AddNotifications(
            OptionsReader.Read<NotificationOptions>(configuration, NotificationOptions.Section));
        services.AddHoldings();
        services.AddOperations(OptionsReader.Read<RetentionOptions>(configuration, RetentionOptions.Section));
        services.AddSystemInfo();
        services.AddDemo();
        services.AddSingleton(new BuiltCalls(
        [
            typeof(AccountsRpc),
            typeof(ApplicationsRpc),
            typeof(EligibilityRpc),
            typeof(CycleRpc),
            typeof(PaymentsRpc),
            typeof(DisbursementRpc),
            typeof(NotificationRpc),
            typeof(SystemRpc),
            typeof(VoiceRpc),
            typeof(ObjectionsRpc),
            typeof(PartnersRpc),
        ], LookupCalls.FullNames));
    }

    private static void RequireConnection(StorageOptions storage)
    {
        if (storage.Provider == StorageProvider.SqlServer && string.IsNullOrWhiteSpace(storage.ConnectionString))
        {
            throw new StartRefused(
                "configuration: Storage:ConnectionString is needed when Storage:Provider is SqlServer.");
        }
    }

    private static void Listen(WebApplicationBuilder builder, ListenOptions listen)
    {
        if (!IPAddress.TryParse(listen.Address, out var address))
        {
            throw new StartRefused($"configuration: Listen:Address must be an IP address, and is '{listen.Address}'.");
        }

        var hasCertificate = listen.CertificateFile.Length > 0;
        if (!hasCertificate && !IPAddress.IsLoopback(address))
        {
            throw new StartRefused(
                "configuration: Listen:CertificateFile is needed to listen on any address but the loopback.");
        }

        if (hasCertificate)
        {
            builder.Services.AddSingleton(provider => ServerCertificate.Open(
                listen, provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<ServerCertificate>>()));
            builder.Services.AddHostedService(provider => provider.GetRequiredService<ServerCertificate>());
        }

        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(address, listen.Port, endpoint =>
            {
                endpoint.Protocols = HttpProtocols.Http2;
                if (hasCertificate)
                {
                    var certificate = endpoint.ApplicationServices.GetRequiredService<ServerCertificate>();

                    // Whoever shows a certificate proves here that it has its key; whose it is, what was agreed with
                    // partners says.
                    endpoint.UseHttps(https =>
                    {
                        https.ServerCertificateSelector = (_, _) => certificate.Current;
                        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                        https.AllowAnyClientCertificate();
                    });
                }
            });
        });
    }
}
