using CitizenAccount.Service.Platform.Hosting;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>Registers what serves documents. <see cref="FindCase"/>, <see cref="FindRevision"/> and
/// <see cref="DocumentNoted"/> are the application's to give.</summary>
internal static class DocumentsFeature
{
    /// <exception cref="StartRefused">The section <c>Documents</c> cannot be used.</exception>
    public static IServiceCollection AddDocuments(this IServiceCollection services, IConfiguration configuration)
    {
        var options = OptionsReader.Read<DocumentOptions>(configuration, DocumentOptions.Section);
        ClamdScanner.AddressOf(options.ClamdAddress);
        services.AddSingleton(options);
        services.AddSingleton<ClamdScanner>();
        services.AddSingleton<UploadPlaces>();
        services.AddSingleton<DocumentSeals>();
        services.AddSingleton<DocumentsStore>();
        services.AddSingleton<DocumentTokens>();
        services.AddSingleton<DocumentWire>();
        services.AddSingleton<DocumentUploads>();
        services.AddSingleton<DocumentReview>();
        DocumentHoldings.Add(services);
        services.AddSingleton<DocumentCalls>();
        return services;
    }
}
