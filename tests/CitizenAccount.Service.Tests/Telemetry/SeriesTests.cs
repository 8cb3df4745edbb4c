using CitizenAccount.Service.Platform.Telemetry;

namespace CitizenAccount.Service.Tests.Telemetry;

/// <summary>Numbers that many threads add to at once.</summary>
public sealed class SeriesTests
{
    [Fact]
    public async Task Nothing_that_is_added_is_lost()
    {
        const int adders = 8;
        const int each = 20_000;
        var series = new Series("", 3);
        await Task.WhenAll(Enumerable.Range(0, adders).Select(adder => Task.Run(() =>
        {
            for (var i = 0; i < each; i++)
            {
                series.Add(0.5, (adder + i) % 3);
            }
        })));
        Assert.Equal(adders * each * 0.5, series.Sum);
        Assert.Equal(adders * each, series.Counts().Sum());
        Assert.All(series.Counts(), count => Assert.InRange(count, adders * (each / 3), adders * ((each / 3) + 1)));
    }

    [Fact]
    public void What_is_observed_is_the_last_value()
    {
        var series = new Series("", 1);
        series.Set(5);
        series.Set(3);
        Assert.Equal(3, series.Sum);
    }
}
