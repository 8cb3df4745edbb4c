namespace CitizenAccount.Service.Tests.Standins;

/// <summary>Waits for something that happens elsewhere and tells nobody.</summary>
internal static class Poll
{
    /// <summary>Asks again every 20 ms until the answer is yes; fails when the limit passes first.</summary>
    public static async Task UntilAsync(string what, Func<Task<bool>> happened, TimeSpan limit)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var start = TimeProvider.System.GetTimestamp();
        while (!await happened())
        {
            if (TimeProvider.System.GetElapsedTime(start) > limit)
            {
                Assert.Fail($"Within {limit.TotalSeconds:0.#} s it did not happen: {what}.");
            }

            await timer.WaitForNextTickAsync();
        }
    }

    public static Task UntilAsync(string what, Func<bool> happened, TimeSpan limit) =>
        UntilAsync(what, () => Task.FromResult(happened()), limit);
}
