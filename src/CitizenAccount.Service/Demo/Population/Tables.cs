namespace CitizenAccount.Service.Demo;

/// <summary>A distribution given by values at equal steps of probability (least, ..., most), straight between them:
/// 21 values are the 0th, 5th, 10th ... 100th percentile.</summary>
internal sealed class Quantiles(params int[] values)
{
    /// <summary>A value drawn, times 100: halalas where the table holds riyals.</summary>
    public long DrawHundredths(ref Chance chance)
    {
        var at = chance.Below((values.Length - 1) * 1000);
        var (step, rest) = (at / 1000, at % 1000);
        return ((values[step] * (1000L - rest)) + ((long)values[step + 1] * rest)) / 10;
    }

    /// <summary>A value drawn, fraction dropped.</summary>
    public int Draw(ref Chance chance) => (int)(DrawHundredths(ref chance) / 100);
}

/// <summary>A choice between values by weight.</summary>
internal sealed class Weighted<T>
{
    private readonly (int Weight, T Value)[] _choices;
    private readonly int _total;

    public Weighted(params (int Weight, T Value)[] choices)
    {
        _choices = choices;
        _total = choices.Sum(choice => choice.Weight);
    }

    /// <summary>A value drawn.</summary>
    public T Draw(ref Chance chance)
    {
        var at = chance.Below(_total);
        foreach (var (weight, value) in _choices)
        {
            if (at < weight)
            {
                return value;
            }

            at -= weight;
        }

        throw new InvalidOperationException("The weights of a choice do not add up to their total.");
    }
}
