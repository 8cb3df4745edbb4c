namespace CitizenAccount.Service.Voice;

/// <summary>The room of tickets: "your voice is heard" (صوتك مسموع).</summary>
internal static class VoiceFeature
{
    public static IServiceCollection AddVoice(this IServiceCollection services)
    {
        foreach (var queue in TicketCounts.Queues)
        {
            services.AddSingleton(queue);
        }

        services.AddSingleton<TicketSeals>();
        services.AddSingleton<TicketsStore>();
        services.AddSingleton<TicketSteps>();
        services.AddSingleton<TicketFiles>();
        services.AddSingleton<TicketWire>();
        services.AddSingleton<TicketTokens>();
        services.AddSingleton<TicketPages>();
        services.AddSingleton<TicketOpening>();
        services.AddSingleton<TicketWork>();
        services.AddSingleton<TicketSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<TicketSweep>());
        VoiceHoldings.Add(services);
        services.AddSingleton<VoiceRpc>();
        return services;
    }

    public static void MapVoice(this IEndpointRouteBuilder routes) => routes.MapGrpcService<VoiceRpc>();
}
