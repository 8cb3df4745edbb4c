using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CitizenAccount.Service.Platform.Storage;

// What `dotnet ef migrations` uses; never run by the service.
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteDb>
{
    public SqliteDb CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<SqliteDb>();
        StorageFeature.UseSqlite(builder, new StorageOptions());
        return new SqliteDb(builder.Options);
    }
}

internal sealed class SqlServerDesignTime : IDesignTimeDbContextFactory<SqlServerDb>
{
    public SqlServerDb CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<SqlServerDb>();
        StorageFeature.UseSqlServer(builder, new StorageOptions { ConnectionString = "Server=." });
        return new SqlServerDb(builder.Options);
    }
}
