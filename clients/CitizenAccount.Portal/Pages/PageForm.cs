using CitizenAccount.Client;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules;

namespace CitizenAccount.Portal.Pages;

/// <summary>What a citizen typed, word for word, and what is wrong with it. A page that could not do what was asked
/// shows the same words again, each fault beside its field.</summary>
public sealed class PageForm
{
    public const string CsrfField = "_csrf";

    /// <summary>The request_id of what the form asks for: sent twice, it is done once.</summary>
    public const string RequestIdField = "_rid";

    /// <summary>Whose form it is, sealed.</summary>
    public const string WhoField = "_who";

    /// <summary>Set when kept words are shown again: nothing is to be done with them yet.</summary>
    public const string KeptField = "_kept";

    public const string EtagField = "_etag";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _many = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LocalizedText> _errors = new(StringComparer.Ordinal);
    private readonly List<LocalizedText> _problems = [];

    internal PageForm(IFormCollection? typed, bool submitted)
    {
        (Files, IsSubmitted, IsShownAgain) = (typed?.Files, submitted, typed is not null && !submitted);
        foreach (var (name, value) in typed ?? FormCollection.Empty)
        {
            _values[name] = value.Count > 0 ? value[^1] ?? "" : "";
            _many[name] = [.. value.OfType<string>()];
        }

        RequestId = IsSubmitted && Guid.TryParse(this[RequestIdField], out var id)
            ? id.ToString("D") : Guid.CreateVersion7().ToString("D");
    }

    /// <summary>The citizen pressed the button, from a page of ours: do it.</summary>
    public bool IsSubmitted { get; }

    /// <summary>There are words from an earlier try, to be shown and not acted on.</summary>
    public bool IsShownAgain { get; }

    public string RequestId { get; private set; }

    public IFormFileCollection? Files { get; }

    /// <summary>Faults by field, in the order they were found.</summary>
    public IReadOnlyDictionary<string, LocalizedText> Errors => _errors;

    /// <summary>What is wrong with no single field.</summary>
    public IReadOnlyList<LocalizedText> Problems => _problems;

    public bool IsClean => _errors.Count == 0 && _problems.Count == 0;

    /// <summary>What was typed into a field; empty when nothing was.</summary>
    public string this[string name] => _values.GetValueOrDefault(name, "");

    /// <summary>Every value of a field, such as of boxes that were ticked.</summary>
    public IReadOnlyList<string> All(string name) => _many.GetValueOrDefault(name, []);

    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>What a field shows: what was typed, else what is stored.</summary>
    public string Shown(string name, string stored) => _values.TryGetValue(name, out var typed) ? typed : stored;

    public bool Ticked(string name) => this[name].Length > 0;

    /// <summary>Puts a value in, for a step that carries on from the one before.</summary>
    public void Set(string name, string value) => (_values[name], _many[name]) = (value, [value]);

    internal void SetAll(string name, IReadOnlyList<string> values) =>
        (_values[name], _many[name]) = (values.Count > 0 ? values[^1] : "", [.. values]);

    /// <summary>Puts what is wrong with no field beside the one it is about.</summary>
    internal void MoveProblemsTo(string field)
    {
        foreach (var problem in _problems)
        {
            Fail(field, problem);
        }

        _problems.Clear();
    }

    public void Fail(string field, LocalizedText why) => _errors.TryAdd(field, why);

    public void Fail(LocalizedText why) => _problems.Add(why);

    /// <summary>What is sent next is another request, not the same again.</summary>
    public void Renew() => RequestId = Guid.CreateVersion7().ToString("D");

    /// <summary>The same request goes on: nothing of it failed.</summary>
    internal void Waits(string requestId)
    {
        RequestId = requestId;
        _problems.Clear();
        _errors.Clear();
    }

    /// <summary>Calls the service; what it refuses is put where the citizen can see it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="fields">Fields of the form by the path in the request, where the names differ.</param>
    /// <returns>Whether it was done.</returns>
    internal async Task<bool> TryAsync(Func<Task> call, params (string Path, string Field)[] fields)
    {
        if (!IsClean)
        {
            return false;
        }

        try
        {
            await call();
            return true;
        }
        catch (InvalidRequestException refused) when (refused.Fields.Count > 0)
        {
            foreach (var bad in refused.Fields)
            {
                Place(bad, fields);
            }
        }
        catch (RefusedException refused) when (refused.Reason == ErrorReason.RequestIdReused)
        {
            Renew();
            Fail(FormWords.SentBefore);
        }
        catch (ConflictException refused) when (refused.Reason == ErrorReason.Conflict)
        {
            Renew();
            HasConflict = true;
            Fail(FormWords.ChangedElsewhere);
        }
        catch (CitizenAccountException refused) when (!Sessions.IsOver(refused))
        {
            // Where nobody knows whether it was done, the same request is sent again: it is done once.
            if (refused is RefusedException and not ServiceUnavailableException)
            {
                Renew();
            }

            Refusal = refused as RefusedException;
            Fail(new LocalizedText(refused.Arabic, refused.English));
        }

        return false;
    }

    /// <summary>Somebody changed the data meanwhile, such as the same citizen in another window.</summary>
    public bool HasConflict { get; private set; }

    /// <summary>The refusal that was shown last.</summary>
    public RefusedException? Refusal { get; private set; }

    /// <summary>Puts a refusal beside the field it is about.</summary>
    internal void Beside(string field, params ErrorReason[] reasons)
    {
        if (Refusal is { } refused && reasons.Contains(refused.Reason))
        {
            _problems.RemoveAt(_problems.Count - 1);
            Fail(field, new LocalizedText(refused.Arabic, refused.English));
        }
    }

    private void Place(BadField bad, (string Path, string Field)[] fields)
    {
        var text = new LocalizedText(bad.Arabic, bad.English);
        var mapped = fields.FirstOrDefault(pair => pair.Path == bad.Field).Field;
        var field = mapped ?? bad.Field[(bad.Field.LastIndexOf('.') + 1)..];
        if (mapped is not null || Has(field) || field.StartsWith("birth", StringComparison.Ordinal))
        {
            Fail(field switch { "birth_date" or "birth_hijri_date" => "birth", _ => field }, text);
        }
        else
        {
            Fail(text);
        }
    }
}
