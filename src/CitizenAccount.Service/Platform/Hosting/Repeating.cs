namespace CitizenAccount.Service.Platform.Hosting;

/// <summary>Work that a process does again and again until it stops. A round that fails is told and tried again at the
/// next: it never ends the service, and a stop is no failure.</summary>
internal static class Repeating
{
    public static async Task RunAsync(
        TimeSpan every, TimeProvider clock, Func<CancellationToken, Task> work, Action<Exception> failed,
        CancellationToken stop)
    {
        using var timer = new PeriodicTimer(every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                await RoundAsync(work, failed, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The process stops.
        }
    }

    private static async Task RoundAsync(
        Func<CancellationToken, Task> work, Action<Exception> failed, CancellationToken stop)
    {
        try
        {
            await work(stop);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            failed(failure);
        }
    }
}
