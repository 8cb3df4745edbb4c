using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace CitizenAccount.Portal.Pages;

/// <summary>Words of a form that could not be acted on because the session was over, kept inside the pages of the
/// sign-in that follows: sealed, for the same person alone, and for an hour. So the portal stores nothing and nothing
/// is lost.</summary>
public sealed class KeptForms(IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private readonly IDataProtector _who = protection.CreateProtector("who");
    private readonly IDataProtector _forms = protection.CreateProtector("forms");

    /// <summary>Says whose form it is.</summary>
    public string Seal(string account) => _who.Protect(account);

    /// <summary>Whose form it is; null when we did not make it.</summary>
    public string? Open(string sealedWho) => TryOpen(_who, sealedWho);

    public string Keep(KeptForm form) => _forms.Protect(JsonSerializer.Serialize(form));

    public KeptForm? Find(string kept, string account) =>
        TryOpen(_forms, kept) is { } json && JsonSerializer.Deserialize<KeptForm>(json) is { } form
            && form.Account == account && clock.GetUtcNow() - form.At < Life
            ? form : null;

    public KeptForm Of(string path, IFormCollection typed, string account) => new(
        path, account, clock.GetUtcNow(),
        [
            .. typed.Where(pair => !pair.Key.StartsWith('_')).SelectMany(
                pair => pair.Value.Select(value => new KeptWord(pair.Key, value ?? ""))),
        ]);

    private static string? TryOpen(IDataProtector protector, string text)
    {
        try
        {
            return text.Length == 0 ? null : protector.Unprotect(text);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>A form that was kept.</summary>
/// <param name="Path">Where it was sent, language included.</param>
/// <param name="Account">Whose it is.</param>
/// <param name="At">When it was kept.</param>
/// <param name="Words">What was typed.</param>
public sealed record KeptForm(string Path, string Account, DateTimeOffset At, IReadOnlyList<KeptWord> Words);

/// <summary>A field of a kept form.</summary>
public sealed record KeptWord(string Name, string Value);
