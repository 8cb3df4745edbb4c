using System.Globalization;
using System.Text.Json;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Policies;
using CitizenAccount.Service.Platform.Calls;
using Basis = CitizenAccount.Contracts.Type.V1.Basis;
using Confidence = CitizenAccount.Contracts.Type.V1.Confidence;
using Policy = CitizenAccount.Rules.Policies.Policy;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Eligibility;

/// <summary>A policy with its parameters and their sources on the wire.</summary>
internal static class PolicyWire
{
    public static Contracts.Eligibility.V1.Policy ToWire(this Policy policy, PolicyBook book, YearMonth month)
    {
        var wire = new Contracts.Eligibility.V1.Policy
        {
            Version = policy.Version,
            InForceFromMonth = policy.From.ToWire(),
            InForceUntilMonth = policy.Through?.ToWire(),
            Provisional = policy.IsProvisional,
            ContentSha256 = policy.ContentHash,
        };
        wire.Parameters.Add(book.Parameters.Select(parameter => ToWire(parameter, parameter.At(month), book)));
        return wire;
    }

    /// <summary>The value of a parameter in a month; null where it has none.</summary>
    public static Value? TypedOf(Rules.Policies.PolicyParameter parameter, YearMonth month) =>
        Typed(parameter.At(month).Value, parameter.Unit);

    private static Contracts.Eligibility.V1.PolicyParameter ToWire(
        Rules.Policies.PolicyParameter parameter, PolicyPeriod period, PolicyBook book)
    {
        var wire = new Contracts.Eligibility.V1.PolicyParameter
        {
            Key = parameter.Key,
            Value = Text(period.Value),
            TypedValue = Typed(period.Value, parameter.Unit),
            Unit = parameter.Unit,
            FromMonth = period.From.ToWire(),
            UntilMonth = period.To?.ToWire(),
            Confidence = period.Confidence switch
            {
                Rules.Policies.Confidence.High => Confidence.High,
                Rules.Policies.Confidence.Medium => Confidence.Medium,
                Rules.Policies.Confidence.Low => Confidence.Low,
            },
            Basis = period.Basis switch
            {
                Rules.Policies.Basis.Sourced => Basis.Sourced,
                Rules.Policies.Basis.Derived => Basis.Derived,
                Rules.Policies.Basis.SeedOnly => Basis.SeedOnly,
                Rules.Policies.Basis.Assumed => Basis.Assumed,
            },
            Provisional = period.Provisional,
            Note = period.Note,
        };
        wire.Sources.Add(period.Sources.Select(id => book.Sources[id]).Select(source => new Source
        {
            Id = source.Id,
            Title = source.Title,
            Address = source.Address,
            Published = source.Date,
        }));
        return wire;
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };

    // Absent where the rule is not in force or its value is not published.
    private static Value? Typed(JsonElement value, string unit) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True or JsonValueKind.False => new Value { Flag = value.GetBoolean() },
        JsonValueKind.Number => Number(value.GetDecimal(), unit),
        JsonValueKind.Array => new Value
        {
            List = new ValueList { Values = { value.EnumerateArray().Select(item => Typed(item, unit)) } },
        },
        JsonValueKind.Object => new Value
        {
            Map = new ValueMap
            {
                Entries =
                {
                    value.EnumerateObject().Select(item => new ValueEntry
                    {
                        Key = item.Name,
                        Value = Typed(item.Value, unit),
                    }),
                },
            },
        },
        _ => new Value { Text = Text(value) },
    };

    private static Value Number(decimal number, string unit)
    {
        if (unit.StartsWith("SAR", StringComparison.Ordinal) && decimal.Truncate(number * 100) == number * 100)
        {
            return new Value { Money = Wire.ToMoney((long)(number * 100)) };
        }

        if (decimal.Truncate(number) == number)
        {
            return new Value { Integer = (long)number };
        }

        var scale = number.ToString(CultureInfo.InvariantCulture).Split('.')[1].Length;
        var unscaled = number;
        for (var i = 0; i < scale; i++)
        {
            unscaled *= 10;
        }

        return new Value { Decimal = new Contracts.Type.V1.Decimal { Unscaled = (long)unscaled, Scale = scale } };
    }
}
