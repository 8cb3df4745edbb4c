using CitizenAccount.Rules.Time;

namespace CitizenAccount.Service.Payments;

/// <summary>The room of payments.</summary>
internal static class PaymentsFeature
{
    public static IServiceCollection AddPayments(this IServiceCollection services)
    {
        services.AddSingleton(PaymentCalendar.Published);
        services.AddSingleton<PaymentCalendarWire>();
        return services;
    }

    public static IEndpointRouteBuilder MapPayments(this IEndpointRouteBuilder routes)
    {
        routes.MapGrpcService<PaymentsRpc>();
        return routes;
    }
}
