using System.CommandLine;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Operations;

/// <summary>What a command of an operator works with: the service as configured, built and not started, over its
/// database.</summary>
/// <param name="build">Builds the service by the options of the command line.</param>
/// <param name="guard">Runs the work and turns a start that cannot be into an exit code.</param>
internal sealed class CommandHost(Func<ParseResult, WebApplication> build, Func<Func<Task<int>>, Task<int>> guard)
{
    /// <summary>Gives a command its work over a database that is of this version.</summary>
    public Command Over(Command command, Func<IServiceProvider, ParseResult, CancellationToken, Task<int>> work)
    {
        command.SetAction((parsed, stop) => guard(async () =>
        {
            var app = build(parsed);
            await using (app)
            {
                await app.Services.GetRequiredService<StorageGate>().OpenExistingAsync(stop);
                return await work(app.Services, parsed, stop);
            }
        }));
        return command;
    }

    /// <summary>Gives a command its work on the files alone, before any database is opened.</summary>
    public Command OverFiles(Command command, Func<StorageOptions, ParseResult, CancellationToken, Task<int>> work)
    {
        command.SetAction((parsed, stop) => guard(async () =>
        {
            var app = build(parsed);
            await using (app)
            {
                var storage = app.Services.GetRequiredService<StorageOptions>();
                return storage.Provider == StorageProvider.Sqlite
                    ? await work(storage, parsed, stop)
                    : throw new StartRefused(
                        "this command works on SQLite. How SQL Server is backed up and restored says "
                        + "src/CitizenAccount.Service/Operations/README.md.");
            }
        }));
        return command;
    }

    /// <summary>Opens where a command writes: a file that must not be there yet, or standard output.</summary>
    /// <exception cref="StartRefused">The file is there, or cannot be made.</exception>
    public static StreamWriter Writer(string? path)
    {
        try
        {
            // What is exported is personal: nobody else reads it.
            return path is null
                ? new StreamWriter(Console.OpenStandardOutput())
                : new StreamWriter(new FileStream(path, PrivateFile.Private(FileMode.CreateNew)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartRefused($"{path} cannot be made: {failure.Message}");
        }
    }
}
