using System.Diagnostics;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Tests.Hosting;

namespace CitizenAccount.Service.Tests.Calls;

/// <summary>Which calls are let in, and when each has its turn.</summary>
public sealed class AdmissionTests
{
    // So long that the threads' queue, which the other tests fill, is never late.
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(60);

    private static readonly int Processors = Environment.ProcessorCount;

    [Fact]
    public async Task So_many_have_their_turn_at_once_and_the_others_in_the_order_they_came()
    {
        var turns = new Turns(2);
        await turns.TakeAsync().WaitAsync(Soon.Limit);
        await turns.TakeAsync().WaitAsync(Soon.Limit);
        Task[] waiting = [.. Enumerable.Range(0, 5).Select(_ => turns.TakeAsync())];
        for (var next = 0; next < waiting.Length; next++)
        {
            Assert.All(waiting[next..], task => Assert.False(task.IsCompleted));
            turns.Pass();
            await waiting[next].WaitAsync(Soon.Limit);
        }

        turns.Pass();
        turns.Pass();
        await turns.TakeAsync().WaitAsync(Soon.Limit);
    }

    [Fact]
    public async Task A_call_that_waits_for_another_system_holds_no_turn()
    {
        using var admission = new Admission(Wait);
        var (hold, answer) = (HoldOf(TimeSpan.FromMilliseconds(5)), new TaskCompletionSource());
        var begun = new SemaphoreSlim(0);
        List<Task> calls = [];
        for (var call = 0; call < Processors + 3; call++)
        {
            Assert.True(admission.TryEnter(hold, out var place));
            Assert.True(place.InTurn);
            calls.Add(admission.ServeAsync(place, hold, () =>
            {
                begun.Release();
                return answer.Task;
            }));
        }

        for (var call = 0; call < calls.Count; call++)
        {
            Assert.True(await begun.WaitAsync(Soon.Limit));
        }

        answer.SetResult();
        await Task.WhenAll(calls).WaitAsync(Soon.Limit);
    }

    [Fact]
    public async Task Long_calls_are_let_in_while_their_work_is_done_in_time_and_again_when_it_is_done()
    {
        using var admission = new Admission(Wait);
        var hold = HoldOf(TimeSpan.FromSeconds(1));
        var most = (int)(admission.Within.TotalSeconds / TimeSpan.FromTicks(hold.Ticks * TimeSpan.TicksPerSecond / Stopwatch.Frequency).TotalSeconds * Processors);
        List<Place> places = [];
        while (admission.TryEnter(hold, out var place))
        {
            places.Add(place);
        }

        Assert.InRange(places.Count, most - 1, most + 1);
        Assert.True(admission.IsPressed);
        Assert.False(admission.TryEnter(hold, out _));
        await admission.ServeAsync(places[0], hold, () => Task.CompletedTask);
        Assert.True(admission.TryEnter(hold, out _));
    }

    [Fact]
    public async Task A_call_that_fails_gives_its_turn_and_its_place_back()
    {
        using var admission = new Admission(Wait);
        var hold = HoldOf(TimeSpan.FromSeconds(1));
        List<Place> places = [];
        while (admission.TryEnter(hold, out var place))
        {
            places.Add(place);
        }

        foreach (var place in places)
        {
            await Assert.ThrowsAsync<FormatException>(() => admission.ServeAsync(place, hold, () => throw new FormatException()).WaitAsync(Soon.Limit));
        }

        Assert.True(admission.TryEnter(hold, out _));
    }

    [Fact]
    public void Some_are_let_in_however_long_they_take()
    {
        using var admission = new Admission(Wait);
        var (hold, count) = (HoldOf(TimeSpan.FromHours(1)), 0);
        while (admission.TryEnter(hold, out _))
        {
            count++;
        }

        Assert.Equal(4 * Processors, count);
    }

    [Fact]
    public void A_short_call_has_no_turn_to_wait_for_and_a_kind_becomes_short_again()
    {
        using var admission = new Admission(Wait);
        var hold = HoldOf(TimeSpan.FromMilliseconds(2));
        Assert.True(hold.IsLong);
        for (var call = 0; call < 100; call++)
        {
            hold.Add(Stopwatch.GetTimestamp());
        }

        Assert.False(hold.IsLong);
        Assert.True(admission.TryEnter(hold, out var place));
        Assert.False(place.InTurn);
    }

    private static HoldTime HoldOf(TimeSpan time)
    {
        var hold = new HoldTime();
        for (var call = 0; call < 200; call++)
        {
            hold.Add(Stopwatch.GetTimestamp() - (long)(time.TotalSeconds * Stopwatch.Frequency));
        }

        return hold;
    }
}
