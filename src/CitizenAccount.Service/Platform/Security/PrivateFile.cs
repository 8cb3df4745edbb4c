using System.Text;

namespace CitizenAccount.Service.Platform.Security;

/// <summary>Files that only this user may read: local keys.</summary>
internal static class PrivateFile
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Reads a file, which is made first when it is not there. Processes that come at the same moment all read
    /// what one of them made, and never half of it.</summary>
    /// <exception cref="IOException">The file cannot be read or made.</exception>
    public static string ReadOrMake(string path, Func<string> make)
    {
        if (!File.Exists(path))
        {
            using var turn = TakeTurn(path + ".lock");
            if (!File.Exists(path))
            {
                Make(path, make());
            }
        }

        return File.ReadAllText(path);
    }

    /// <summary>One maker at a time, of all processes of this machine. The system ends the turn of one that dies.
    /// </summary>
    private static FileStream TakeTurn(string path)
    {
        var options = Private(FileMode.OpenOrCreate);
        options.Share = FileShare.None;
        FileStream? turn = null;
        return SpinWait.SpinUntil(() => (turn = TryOpen(path, options)) is not null, Patience)
            ? turn!
            : throw new IOException($"{path} is held by another process.");
    }

    private static FileStream? TryOpen(string path, FileStreamOptions options)
    {
        try
        {
            return new FileStream(path, options);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>Under another name first: a file that is seen under its own is whole.</summary>
    private static void Make(string path, string text)
    {
        var draft = path + ".draft";
        File.Delete(draft);
        using (var file = new FileStream(draft, Private(FileMode.CreateNew)))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path);
    }

    /// <summary>How a file is opened that only this user may read.</summary>
    public static FileStreamOptions Private(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
