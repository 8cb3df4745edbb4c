using System.Text.Encodings.Web;
using System.Text.Json;

namespace CitizenAccount.Service.Notifications;

/// <summary>Development only: writes what would have been sent, one line of JSON a message, where only this user may
/// read it.</summary>
internal sealed class FileSender(string path, TimeProvider clock) : IMessageSender, IDisposable
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerOptions.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken stop)
    {
        byte[] line =
        [
            .. JsonSerializer.SerializeToUtf8Bytes(
                new Line(message.Id, clock.GetUtcNow(), message.To, message.Title, message.Text), Readable),
            (byte)'\n',
        ];
        await _oneAtATime.WaitAsync(stop);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var file = new FileStream(path, OptionsOf());
            await using (file)
            {
                // In one write, because another process may write to the same file.
                await file.WriteAsync(line, CancellationToken.None);
            }

            return SendOutcome.Sent;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return SendOutcome.Later(failure.GetType().Name);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private static FileStreamOptions OptionsOf()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private sealed record Line(Guid Id, DateTimeOffset Time, string To, string Title, string Text);
}
