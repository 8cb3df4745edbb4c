namespace CitizenAccount.Service.Platform.Security;

/// <summary>Files that only this user may read: local keys.</summary>
internal static class PrivateFile
{
    /// <summary>Writes a new file; one that exists is left as it is.</summary>
    /// <exception cref="IOException">The file exists already or cannot be written.</exception>
    public static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new StreamWriter(path, options);
        file.Write(text);
    }
}
