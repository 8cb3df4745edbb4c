using CitizenAccount.Service.Platform.Audit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Platform.Storage;

/// <summary>Opens the database that the configuration names.</summary>
internal static class StorageFeature
{
    public static IServiceCollection AddStorage(this IServiceCollection services, StorageOptions options)
    {
        services.AddSingleton(options);
        switch (options.Provider)
        {
            case StorageProvider.Sqlite:
                services.AddPooledDbContextFactory<SqliteDb>((provider, builder) =>
                {
                    UseSqlite(builder, options);
                    builder.AddInterceptors(provider.GetRequiredService<AuditCapture>());
                });
                services.AddSingleton<IDbContextFactory<ServiceDb>, FactoryOf<SqliteDb>>();
                services.AddSingleton<BulkInsert>(_ => new SqliteBulkInsert(options.SqliteConnectionString));
                break;
            case StorageProvider.SqlServer:
                services.AddPooledDbContextFactory<SqlServerDb>((provider, builder) =>
                {
                    UseSqlServer(builder, options);
                    builder.AddInterceptors(provider.GetRequiredService<AuditCapture>());
                });
                services.AddSingleton<IDbContextFactory<ServiceDb>, FactoryOf<SqlServerDb>>();
                services.AddSingleton<BulkInsert>(_ => new SqlServerBulkInsert(options.ConnectionString!));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(options), options.Provider, "Unknown storage provider.");
        }

        services.AddSingleton<StorageGate>();
        services.AddAudit();
        return services;
    }

    public static void UseSqlite(DbContextOptionsBuilder builder, StorageOptions options) =>
        builder.UseSqlite(options.SqliteConnectionString, sqlite => sqlite.MigrationsHistoryTable("Migrations"))
            .AddInterceptors(SqlitePragmas.Instance, SqliteTurns.Instance);

    public static void UseSqlServer(DbContextOptionsBuilder builder, StorageOptions options) =>
        builder.UseSqlServer(options.ConnectionString, server => server
            .MigrationsHistoryTable("Migrations")
            .UseCompatibilityLevel(options.CompatibilityLevel)
            .EnableRetryOnFailure());

    /// <summary>Opens a plain connection to the SQLite file, set up as every other.</summary>
    public static SqliteConnection OpenSqlite(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            SqlitePragmas.Apply(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private sealed class FactoryOf<TDb>(IDbContextFactory<TDb> inner) : IDbContextFactory<ServiceDb>
        where TDb : ServiceDb
    {
        public ServiceDb CreateDbContext() => inner.CreateDbContext();

        public async Task<ServiceDb> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
            await inner.CreateDbContextAsync(cancellationToken);
    }
}
