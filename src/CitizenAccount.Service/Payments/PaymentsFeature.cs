using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Payments.Ledger;
using CitizenAccount.Service.Payments.Recoveries;

namespace CitizenAccount.Service.Payments;

/// <summary>The room of payments.</summary>
internal static class PaymentsFeature
{
    public static IServiceCollection AddPayments(this IServiceCollection services, PaymentsOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(PaymentCalendar.Published);
        services.AddSingleton<PaymentCalendarWire>();
        services.AddSingleton<Journal>();
        services.AddSingleton<PaymentReads>();
        services.AddSingleton<Compensations>();
        services.AddSingleton<RecoverySteps>();
        services.AddSingleton<PaymentsApi>();
        return services;
    }

    public static IEndpointRouteBuilder MapPayments(this IEndpointRouteBuilder routes)
    {
        routes.MapGrpcService<PaymentsRpc>();
        return routes;
    }
}
