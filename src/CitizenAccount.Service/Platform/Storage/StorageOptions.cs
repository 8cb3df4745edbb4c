using System.ComponentModel.DataAnnotations;
using CitizenAccount.Service.Platform.Hosting;

namespace CitizenAccount.Service.Platform.Storage;

/// <summary>Which database.</summary>
internal enum StorageProvider
{
    /// <summary>A file under the data directory; the embedded default.</summary>
    Sqlite = 1,

    /// <summary>SQL Server, for production.</summary>
    SqlServer = 2,
}

/// <summary>Where data live. Section <c>Storage</c>.</summary>
internal sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Which database.</summary>
    [EnumDataType(typeof(StorageProvider), ErrorMessage = "must be Sqlite or SqlServer")]
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>Folder of the SQLite file and of local keys.</summary>
    [Required(ErrorMessage = "must name a folder")]
    public string DataDirectory { get; set; } = "data";

    /// <summary>SQL Server's connection string; required for SqlServer, unused for Sqlite.</summary>
    [Secret]
    public string? ConnectionString { get; set; }

    /// <summary>SQL Server compatibility level; 160 is SQL Server 2022.</summary>
    [Range(150, 170, ErrorMessage = "must lie between 150 and 170")]
    public int CompatibilityLevel { get; set; } = 160;

    /// <summary>The SQLite file.</summary>
    public string SqliteFile => Path.Combine(Path.GetFullPath(DataDirectory), "citizen-account.db");

    /// <summary>The SQLite connection string. A file that is gone stays gone: only a migration makes a new one.
    /// </summary>
    public string SqliteConnectionString =>
        $"Data Source={SqliteFile};Mode=ReadWrite;Cache=Private;Pooling=True;Default Timeout=5";
}
