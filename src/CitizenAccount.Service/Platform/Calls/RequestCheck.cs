using System.Globalization;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules;
using Google.Rpc;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>Collects everything wrong with a request, so that the caller learns of every bad field in one answer.
/// </summary>
internal sealed class RequestCheck
{
    // A refusal travels in the head of the answer, of which most libraries take 8 KB; a longer one breaks the
    // connection, and with it the calls of everybody else on it.
    private const int ListedBytesMax = 5_000;

    private readonly BadRequest _violations = new();
    private int _listedBytes;
    private int _count;

    /// <summary>Whether nothing is wrong so far.</summary>
    public bool IsClean => _count == 0;

    /// <summary>Notes a bad field unless the condition holds; returns the condition.</summary>
    public bool That(bool holds, string field, string arabic, string english)
    {
        if (!holds)
        {
            Add(field, new LocalizedText(arabic, english));
        }

        return holds;
    }

    /// <summary>Notes a bad field with what to do about it, in both languages.</summary>
    public void Add(string field, LocalizedText text)
    {
        _count++;
        var violation = new BadRequest.Types.FieldViolation
        {
            Field = field,
            Description = $"{text.Arabic} | {text.English}",
        };
        _listedBytes += violation.CalculateSize();
        if (_listedBytes <= ListedBytesMax)
        {
            _violations.FieldViolations.Add(violation);
        }
    }

    /// <summary>Ends the call when anything is wrong.</summary>
    /// <exception cref="RefusalException">INVALID_REQUEST with every bad field.</exception>
    public void ThrowIfBad()
    {
        if (!IsClean)
        {
            throw ToRefusal().ToException();
        }
    }

    /// <summary>INVALID_REQUEST with the number of bad fields so far, and as many of them as an answer takes.</summary>
    public Refusal ToRefusal() => Refusal.Of(ErrorReason.InvalidRequest)
        .With("violations", _count.ToString(CultureInfo.InvariantCulture))
        .WithDetail(_violations);
}
