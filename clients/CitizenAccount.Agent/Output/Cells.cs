using System.Globalization;
using CitizenAccount.Contracts.Type.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Date = CitizenAccount.Contracts.Type.V1.Date;
using HijriDate = CitizenAccount.Contracts.Type.V1.HijriDate;
using Value = CitizenAccount.Contracts.Type.V1.Value;
using YearMonth = CitizenAccount.Contracts.Type.V1.YearMonth;

namespace CitizenAccount.Agent.Output;

/// <summary>Values of messages as people read them.</summary>
internal static class Cells
{
    /// <summary>The value at a path such as <c>counts.households</c>; empty when it is absent.</summary>
    public static string Of(IMessage message, string path, bool arabic)
    {
        object? value = message;
        FieldDescriptor? field = null;
        foreach (var part in path.Split('.'))
        {
            if (value is not IMessage at)
            {
                return "";
            }

            field = at.Descriptor.FindFieldByName(part)
                ?? throw new ArgumentException($"{at.Descriptor.FullName} has no field {part}.", nameof(path));
            value = field.Accessor.GetValue(at);
        }

        return Text(field!, value, arabic);
    }

    /// <summary>A field's value; repeated ones with commas between.</summary>
    public static string Text(FieldDescriptor field, object? value, bool arabic) => value switch
    {
        null => "",
        System.Collections.IList list => string.Join(", ", list.Cast<object>().Select(one => One(field, one, arabic))),
        _ => One(field, value, arabic),
    };

    private static string One(FieldDescriptor field, object value, bool arabic) => value switch
    {
        Money money => Amount(money),
        Date date => string.Create(CultureInfo.InvariantCulture, $"{date.Year:D4}-{date.Month:D2}-{date.Day:D2}"),
        HijriDate date => string.Create(CultureInfo.InvariantCulture, $"{date.Year:D4}/{date.Month:D2}/{date.Day:D2}H"),
        YearMonth month => string.Create(CultureInfo.InvariantCulture, $"{month.Year:D4}-{month.Month:D2}"),
        LocalizedText text => arabic ? text.Ar : text.En,
        Timestamp time => Riyadh.TimeOf(time.ToDateTimeOffset()),
        Duration duration => duration.ToTimeSpan().ToString("g", CultureInfo.InvariantCulture),
        Value { KindCase: Value.KindOneofCase.None } => "",
        Value some => Of(some, KindOf(some), arabic),
        IMessage message => message.Descriptor.Fields.InFieldNumberOrder().FirstOrDefault() is { } first
            ? Text(first, first.Accessor.GetValue(message), arabic)
            : "",
        bool yes => yes ? "yes" : "no",
        long number => number.ToString("N0", CultureInfo.InvariantCulture),
        int number when field.FieldType == FieldType.Enum => Words.Of(field.EnumType, number),
        System.Enum named => Words.Of(field.EnumType, Convert.ToInt32(named, CultureInfo.InvariantCulture)),
        IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string KindOf(Value value) =>
        Value.Descriptor.Oneofs[0].Accessor.GetCaseFieldDescriptor(value).Name;

    private static string Amount(Money money)
    {
        var (riyals, halalas) = (Math.Abs(money.Halalas) / 100, Math.Abs(money.Halalas) % 100);
        return string.Create(
            CultureInfo.InvariantCulture,
                $"{(money.Halalas < 0 ? "-" : "")}{riyals:N0}.{halalas:D2} {money.CurrencyCode}");
    }
}

/// <summary>Instants in Riyadh.</summary>
internal static class Riyadh
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(3);

    public static string TimeOf(DateTimeOffset instant) =>
        instant.ToOffset(Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
