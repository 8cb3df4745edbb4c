using System.Text.Json;

namespace CitizenAccount.Agent.SignIn;

/// <summary>Where the service is and how its tokens are come by.</summary>
/// <param name="Address">The service.</param>
/// <param name="Token">An access token, when one was handed in; they live for minutes.</param>
/// <param name="TokenCommand">Program and arguments that print an access token; empty when there is none.</param>
internal sealed record Kept(string Address, string? Token, IReadOnlyList<string> TokenCommand);

/// <summary>The sign-in, kept in a file that only its owner can read; a file that others can read is refused.</summary>
internal sealed class SignInFile(string path)
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnFolder = Own | UnixFileMode.UserExecute;

    public string Path => path;

    /// <summary>The file of this user: below <c>CITIZENACCOUNT_AGENT_HOME</c>, else below the configuration folder.
    /// </summary>
    public static SignInFile OfUser()
    {
        var home = Environment.GetEnvironmentVariable("CITIZENACCOUNT_AGENT_HOME");
        var folder = string.IsNullOrEmpty(home)
            ? System.IO.Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData,
                    Environment.SpecialFolderOption.Create),
                "citizen-account")
            : home;
        return new SignInFile(System.IO.Path.Combine(folder, "agent.json"));
    }

    /// <summary>What is kept; null when nobody is signed in.</summary>
    /// <exception cref="SignInRefused">The file can be read by others, or cannot be read at all.</exception>
    public Kept? Read()
    {
        if (!File.Exists(path))
        {
            return null;
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~Own) != 0)
        {
            throw new SignInRefused($"{path} can be read by others. Remove it and sign in again.");
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), KeptJson.Default.Kept);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new SignInRefused($"{path} cannot be read. Remove it and sign in again.");
        }
    }

    public void Write(Kept kept)
    {
        var folder = System.IO.Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnFolder);
        }

        // Written beside and moved: at no time is there half a file, or one that others can read.
        var fresh = $"{path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Own;
        }

        using (var stream = new FileStream(fresh, options))
        {
            JsonSerializer.Serialize(stream, kept, KeptJson.Default.Kept);
        }

        File.Move(fresh, path, overwrite: true);
    }

    public bool Remove()
    {
        var existed = File.Exists(path);
        File.Delete(path);
        return existed;
    }
}

/// <summary>A sign-in that cannot be used; one line says why.</summary>
internal sealed class SignInRefused(string message) : Exception(message);

[System.Text.Json.Serialization.JsonSerializable(typeof(Kept))]
internal sealed partial class KeptJson : System.Text.Json.Serialization.JsonSerializerContext;
