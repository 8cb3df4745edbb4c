using System.Globalization;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules;
using Google.Rpc;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>Collects everything wrong with a request, so that the caller learns of every bad field in one answer.
/// </summary>
internal sealed class RequestCheck
{
    private readonly BadRequest _violations = new();

    /// <summary>Whether nothing is wrong so far.</summary>
    public bool IsClean => _violations.FieldViolations.Count == 0;

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
    public void Add(string field, LocalizedText text) => _violations.FieldViolations.Add(
        new BadRequest.Types.FieldViolation { Field = field, Description = $"{text.Arabic} | {text.English}" });

    /// <summary>Ends the call when anything is wrong.</summary>
    /// <exception cref="RefusalException">INVALID_REQUEST with every bad field.</exception>
    public void ThrowIfBad()
    {
        if (!IsClean)
        {
            throw ToRefusal().ToException();
        }
    }

    /// <summary>INVALID_REQUEST with every bad field so far.</summary>
    public Refusal ToRefusal() => Refusal.Of(ErrorReason.InvalidRequest)
        .With("violations", _violations.FieldViolations.Count.ToString(CultureInfo.InvariantCulture))
        .WithDetail(_violations);
}
