using Google.Protobuf;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>The order of a write with checks that leave traces, such as counted attempts.</summary>
internal static class WritesOnce
{
    /// <summary>Answers a repeat with the first answer, else does the work. A repeat that came while the first was
    /// being worked on may be refused by what the first used up: it is answered as a repeat too.</summary>
    public static async Task<T> OnceAsync<T>(
        this Writes writes, WriteRequest write, Func<Task<T>> work, CancellationToken stop)
        where T : class, IMessage<T>, new()
    {
        if (await writes.FindEarlierAsync<T>(write, stop) is { } earlier)
        {
            return earlier;
        }

        try
        {
            return await work();
        }
        catch (RefusalException)
        {
            if (await writes.FindEarlierAsync<T>(write, stop) is { } late)
            {
                return late;
            }

            throw;
        }
    }
}
