using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Support;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Policies;

/// <summary>Turns the parameters of one run of months into a typed policy.</summary>
internal sealed class PolicyReading
{
    private static readonly FrozenDictionary<string, IncomeKind> KnownIncomeKinds = Enum.GetValues<IncomeKind>()
        .ToFrozenDictionary(kind => kind.ToString(), StringComparer.OrdinalIgnoreCase);

    private readonly YearMonth _month;
    private readonly Dictionary<string, PolicyPeriod> _values;

    private PolicyReading(YearMonth month, IEnumerable<PolicyParameter> parameters)
    {
        _month = month;
        _values = parameters.ToDictionary(
            parameter => parameter.Key, parameter => parameter.At(month), StringComparer.Ordinal);
    }

    /// <param name="from">First benefit month.</param>
    /// <param name="through">Last benefit month; null for the newest.</param>
    /// <param name="parameters">All parameters.</param>
    /// <param name="scaleBefore">The scale of the policy before, used again where its rules are the same.</param>
    public static Policy Read(
        YearMonth from, YearMonth? through, IReadOnlyList<PolicyParameter> parameters, SupportScale? scaleBefore)
    {
        var read = new PolicyReading(from, parameters);
        return new Policy
        {
            Version = from.ToString(),
            From = from,
            Through = through,
            IsProvisional = read._values.Values.Any(period => period.Provisional),
            ContentHash = read.Hash(),
            Support = read.Support() is var rules && rules == scaleBefore?.Rules ? scaleBefore : new(rules),
            DaysAbroadMax = read.Whole("eligibility.residency.max_days_abroad", 0, 366),
            DailyShareDays = read.Whole("eligibility.residency.daily_share_days", 1, 366),
            AdultAge = read.Whole("support.age.adult_boundary", 1, 150),
            IndependentAgeMin = read.Whole("eligibility.independent.min_age", 1, 150),
            AgeBasis = read.OneOf("support.age.basis", ("gregorian", AgeBasis.Gregorian), ("hijri", AgeBasis.Hijri)),
            AgeReferenceDay = read.Whole("support.age.reference_day", 1, 28),
            CountedIncomeKinds = read.IncomeKinds("income.counted_kinds"),
            Capacity = read.Capacity(),
            SourceAgeMax = new SourceAges(
                read.Whole("source.max_age_days.civil_status", 0, 3660),
                read.Whole("source.max_age_days.income", 0, 3660),
                read.Whole("source.max_age_days.assets", 0, 3660),
                read.Whole("source.max_age_days.residence", 0, 3660)),
        };
    }

    private SupportScaleRules Support() => new()
    {
        HeadFull = Halalas("support.full.head_or_independent"),
        AdultFull = Halalas("support.full.dependant_18_plus"),
        MinorFull = Halalas("support.full.dependant_under_18"),
        HeadWeightTenths = Tenths("support.scale.head"),
        AdultWeightTenths = Tenths("support.scale.dependant_18_plus"),
        MinorWeightTenths = Tenths("support.scale.dependant_under_18"),
        FullCap = OptionalHalalas("support.cap.amount"),
        ThresholdPerUnit = Halalas("income.threshold.per_unit"),
        ThresholdCap = OptionalHalalas("income.threshold.cap"),
        CutOffPerUnit = Halalas("income.cutoff.per_unit"),
        CutOffMax = OptionalHalalas("income.cutoff.max"),
        Minimum = OptionalHalalas("support.minimum"),
        Taper = OneOf("income.taper.shape", ("straight_line", TaperShape.StraightLine)),
        Rounding = OneOf("support.rounding", ("halala_half_up", AmountRounding.HalalaHalfUp)),
    };

    private CapacityLimits Capacity() => new(
        OptionalHalalas("eligibility.financial_capacity.limit_per_unit"),
        OptionalHalalas("eligibility.financial_capacity.limit_six_person_family"),
        OptionalHalalas("eligibility.financial_capacity.limit.real_estate"),
        OptionalHalalas("eligibility.financial_capacity.limit.vehicles"),
        OptionalHalalas("eligibility.financial_capacity.limit.cash"),
        OptionalHalalas("eligibility.financial_capacity.limit.portfolios"),
        IsNull("eligibility.financial_capacity.limit.domestic_workers")
            ? null
            : Whole("eligibility.financial_capacity.limit.domestic_workers", 0, 1000));

    private JsonElement Value(string key) => _values.TryGetValue(key, out var period)
        ? period.Value
        : throw new PolicyFileException(
            $"parameter {key} is missing. Add it with a value for every month from 2017-12 on.");

    private bool IsNull(string key) => Value(key).ValueKind == JsonValueKind.Null;

    // The number in so many parts of its unit, which it must fill exactly.
    private long Parts(string key, int partsPerUnit, decimal least, decimal most, string wanted)
    {
        var value = Value(key);
        if (value.ValueKind == JsonValueKind.Number
            && value.TryGetDecimal(out var number) && number >= least && number <= most)
        {
            var parts = number * partsPerUnit;
            if (parts == decimal.Truncate(parts))
            {
                return (long)parts;
            }
        }

        throw Mistyped(key, wanted);
    }

    private int Whole(string key, int least, int most) =>
        (int)Parts(key, 1, least, most, $"a whole number from {least} to {most}");

    private long Halalas(string key) => Parts(
        key, 100, 0, 10_000_000_000m, "an amount in riyals from 0 to 10,000,000,000 with at most two decimals");

    private long? OptionalHalalas(string key) => IsNull(key) ? null : Halalas(key);

    private int Tenths(string key) => (int)Parts(key, 10, 0.1m, 10, "a weight from 0.1 to 10 in tenths");

    private T OneOf<T>(string key, params (string Name, T Meaning)[] known)
    {
        var value = Value(key);
        foreach (var (name, meaning) in known)
        {
            if (value.ValueKind == JsonValueKind.String && value.GetString() == name)
            {
                return meaning;
            }
        }

        throw Mistyped(key, "one of " + string.Join(", ", known.Select(pair => pair.Name)));
    }

    private uint IncomeKinds(string key)
    {
        if (Value(key).ValueKind != JsonValueKind.Array)
        {
            throw Mistyped(key, "a list of income kinds");
        }

        var kinds = 0u;
        foreach (var name in Value(key).EnumerateArray().Select(element => element.ToString()))
        {
            kinds |= KnownIncomeKinds.TryGetValue(name.Replace("_", "", StringComparison.Ordinal), out var kind)
                ? 1u << (int)kind
                : throw Mistyped(key, $"known income kinds, not '{name}'");
        }

        return kinds;
    }

    private PolicyFileException Mistyped(string key, string wanted) => new(
        $"parameter {key} must be {wanted} in {_month}, and is {Value(key).GetRawText()}.", key);

    private string Hash()
    {
        var text = new StringBuilder();
        foreach (var (key, period) in _values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{key}={Canonical(period.Value)}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    // White space in a file must not change the identity of a policy.
    private static string Canonical(JsonElement value) => JsonSerializer.Serialize(value);
}
