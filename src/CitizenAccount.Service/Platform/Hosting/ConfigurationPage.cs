using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace CitizenAccount.Service.Platform.Hosting;

/// <summary>A key whose value is never shown.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : Attribute;

/// <summary>The configuration in force, key by key, as <c>--set</c> takes it; secrets are masked.</summary>
internal static class ConfigurationPage
{
    private static readonly ConditionalWeakTable<IConfiguration, SortedDictionary<string, object>> Read = [];

    /// <summary>Notes options that were read.</summary>
    public static void Note(IConfiguration configuration, string section, object options) =>
        Read.GetOrCreateValue(configuration)[section] = options;

    /// <summary>Every key with its value.</summary>
    public static IEnumerable<string> Lines(IConfiguration configuration) =>
        Read.TryGetValue(configuration, out var sections)
            ? sections.SelectMany(pair => Lines(pair.Key, pair.Value))
            : [];

    private static IEnumerable<string> Lines(string at, object options) => options.GetType().GetProperties()
        .Where(property => property.CanWrite && property.GetIndexParameters().Length == 0)
        .SelectMany(property => Lines(
            $"{at}:{property.Name}", property.GetValue(options),
            property.GetCustomAttribute<SecretAttribute>() is not null));

    private static IEnumerable<string> Lines(string key, object? value, bool isSecret) => value switch
    {
        null or "" => [$"{key}="],
        _ when isSecret => [$"{key}=(set)"],
        string or bool or Enum => [$"{key}={value}"],
        IDictionary named => named.Keys.Cast<object>().SelectMany(name => Lines($"{key}:{name}", named[name], false)),
        IEnumerable many => many.Cast<object?>().SelectMany((one, i) => Lines($"{key}:{i}", one, false)),
        IFormattable simple => [$"{key}={simple.ToString(null, CultureInfo.InvariantCulture)}"],
        _ => Lines(key, value),
    };
}
