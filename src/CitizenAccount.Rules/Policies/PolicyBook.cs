using System.Collections.Frozen;
using CitizenAccount.Rules.Time;

namespace CitizenAccount.Rules.Policies;

/// <summary>All policies of the programme through time. Every benefit month from December 2017 on has exactly one
/// policy in force: the book refuses to be built otherwise, and its newest policy has no end.</summary>
public sealed class PolicyBook
{
    /// <summary>The first benefit month of the programme.</summary>
    public static readonly YearMonth FirstMonth = new(2017, 12);

    private static readonly Lazy<PolicyBook> PublishedBook = new(() => Load(PolicyFiles.Embedded()));

    private readonly Policy[] _policies;

    private PolicyBook(IReadOnlyList<PolicyParameter> parameters, FrozenDictionary<string, PolicySource> sources)
    {
        Parameters = parameters;
        Sources = sources;
        _policies = BuildPolicies(parameters);
    }

    /// <summary>The policies that ship with this version: the public sources as of 22 November 2026.</summary>
    public static PolicyBook Published => PublishedBook.Value;

    /// <summary>Every parameter with all its values.</summary>
    public IReadOnlyList<PolicyParameter> Parameters { get; }

    /// <summary>The publications the values rest on.</summary>
    public FrozenDictionary<string, PolicySource> Sources { get; }

    /// <summary>The policies, oldest first.</summary>
    public IReadOnlyList<Policy> Policies => _policies;

    /// <summary>The policy in force for a benefit month.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The month is before the programme began.</exception>
    public Policy For(YearMonth month)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(month, FirstMonth);
        var found = _policies[0];
        foreach (var policy in _policies)
        {
            if (policy.From > month)
            {
                break;
            }

            found = policy;
        }

        return found;
    }

    /// <summary>A book of other values over the same publications.</summary>
    internal PolicyBook With(IReadOnlyList<PolicyParameter> parameters) => new(parameters, Sources);

    /// <summary>Builds a book from policy files (see <c>Policies/Data</c> for their form).</summary>
    /// <exception cref="PolicyFileException">A file cannot be read or has an unknown field, a parameter is missing or
    /// mistyped, or its values leave a gap or overlap. The message names the file, the parameter, the month and what
    /// to do, as far as they are known.</exception>
    public static PolicyBook Load(IEnumerable<PolicyFile> files)
    {
        var parameters = new List<PolicyParameter>();
        var sources = new Dictionary<string, PolicySource>(StringComparer.Ordinal);
        foreach (var file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            PolicyFiles.Read(file, parameters, sources);
        }

        if (parameters.Count == 0)
        {
            throw new PolicyFileException("no policy file has a parameter. Give the policy-*.json files.");
        }

        CheckSources(parameters, sources);
        return new PolicyBook(
            [.. parameters.OrderBy(parameter => parameter.Key, StringComparer.Ordinal)],
            sources.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private static void CheckSources(List<PolicyParameter> parameters, Dictionary<string, PolicySource> sources)
    {
        foreach (var parameter in parameters)
        {
            foreach (var source in parameter.Periods.SelectMany(period => period.Sources))
            {
                if (!sources.ContainsKey(source))
                {
                    throw new PolicyFileException(
                        $"parameter {parameter.Key} names the source '{source}', which sources.json does not list. "
                        + "Add the source or mend its id.");
                }
            }
        }
    }

    private static Policy[] BuildPolicies(IReadOnlyList<PolicyParameter> parameters)
    {
        YearMonth[] starts = [.. parameters
            .SelectMany(parameter => parameter.Periods)
            .Select(period => period.From)
            .Distinct()
            .Order()];
        var built = new Policy[starts.Length];
        for (var i = 0; i < starts.Length; i++)
        {
            YearMonth? through = i + 1 < starts.Length ? starts[i + 1].AddMonths(-1) : null;
            built[i] = PolicyReading.Read(starts[i], through, parameters, i > 0 ? built[i - 1].Support : null);
        }

        return built;
    }
}

/// <summary>A policy file: its name for messages and its text.</summary>
/// <param name="Name">File name.</param>
/// <param name="Text">JSON text.</param>
public sealed record PolicyFile(string Name, string Text)
{
    /// <summary>All policy files of a folder, to take the place of the published ones.</summary>
    /// <exception cref="PolicyFileException">The folder is missing, unreadable or has no policy file.</exception>
    public static IReadOnlyList<PolicyFile> FromFolder(string folder)
    {
        try
        {
            var policies = Directory.GetFiles(folder, "policy-*.json");
            var sources = Directory.GetFiles(folder, "sources.json");
            return policies.Length > 0 && sources.Length > 0
                ? [.. policies.Concat(sources)
                    .Select(path => new PolicyFile(Path.GetFileName(path), File.ReadAllText(path)))]
                : throw new PolicyFileException(
                    $"the folder {folder} holds no policy-*.json with a sources.json. Copy the published ones there.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new PolicyFileException($"the folder {folder} cannot be read: {failure.Message}");
        }
    }
}

/// <summary>The policy files cannot be used; the message says why and what to do.</summary>
public sealed class PolicyFileException(string message, string? parameter = null) : Exception(message)
{
    /// <summary>Key of the parameter whose value cannot be used, when it is one.</summary>
    public string? Parameter { get; } = parameter;
}
