using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Hosting;
using Google.Protobuf;
using Grpc.Core;

namespace CitizenAccount.Service.Partners;

/// <summary>What each partner may do. Made at the start, so that an agreement that cannot be used stops it.</summary>
internal sealed class PartnerAgreements
{
    private const int MonthsBackMax = 120;

    private readonly bool _mustProve;
    private readonly Dictionary<string, PartnerAgreement> _agreements;
    private readonly Dictionary<(string Subject, string Key), ECDsa> _keys = [];

    /// <exception cref="StartRefused">Two partners have one subject, or one kind; a key or a number cannot be used.
    /// </exception>
    public PartnerAgreements(PartnersOptions options, bool mustProve)
    {
        _mustProve = mustProve;
        RequireOnce(options.Agreements.Select(one => one.Subject), "Subject");
        RequireOnce(options.Agreements.SelectMany(one => one.IncomeKinds.Select(kind => $"{kind}")), "IncomeKinds");
        RequireOnce(options.Agreements.SelectMany(one => one.StatusKinds.Select(kind => $"{kind}")), "StatusKinds");
        _agreements = options.Agreements.ToDictionary(one => one.Subject, StringComparer.Ordinal);
        foreach (var agreement in options.Agreements)
        {
            if (agreement.MonthsBack is < 0 or > MonthsBackMax)
            {
                throw new StartRefused(
                    $"configuration: Partners:Agreements: MonthsBack must lie between 0 and {MonthsBackMax}.");
            }

            RequireCertificates(agreement, mustProve);
            RequireOnce(agreement.Keys.Select(key => key.Id), "Keys");
            foreach (var key in agreement.Keys)
            {
                _keys.Add((agreement.Subject, key.Id), Read(agreement, key));
            }
        }
    }

    public IReadOnlyCollection<PartnerAgreement> All => _agreements.Values;

    /// <summary>Whether a partner may ask under the basis it states.</summary>
    public bool Allows(string subject, string legalBasis) =>
        _agreements.TryGetValue(subject, out var agreement)
        && agreement.LegalBases.Contains(legalBasis, StringComparer.Ordinal);

    /// <summary>Refuses a purpose that is not stated or not agreed with the partner, and notes it for the record.
    /// </summary>
    /// <exception cref="RefusalException">PURPOSE_REQUIRED, LEGAL_BASIS_REFUSED.</exception>
    public PartnerAgreement Require(Purpose? purpose, ServerCallContext context)
    {
        var state = context.State();
        state.TouchStranger(purpose);
        return Allows(state.Caller.Subject, purpose!.LegalBasis)
            ? _agreements[state.Caller.Subject]
            : throw Refusal.Of(ErrorReason.LegalBasisRefused).ToException();
    }

    /// <summary>Whether a certificate is one that was agreed with a partner, and in force. Where none has to be agreed,
    /// in development, a partner without one is believed its token.</summary>
    public bool Proves(string subject, X509Certificate2? certificate, DateTimeOffset now)
    {
        var agreed = _agreements.TryGetValue(subject, out var agreement) ? agreement.Certificates : [];
        if (agreed.Length == 0)
        {
            return !_mustProve;
        }

        return certificate is not null
            && agreed.Contains(
                certificate.GetCertHashString(HashAlgorithmName.SHA256), StringComparer.OrdinalIgnoreCase)
            && certificate.NotBefore.ToUniversalTime() <= now.UtcDateTime
            && certificate.NotAfter.ToUniversalTime() > now.UtcDateTime;
    }

    /// <summary>The agreement with a partner whose work is gone on with after the call.</summary>
    public PartnerAgreement? Find(string subject) => _agreements.GetValueOrDefault(subject);

    /// <summary>Whether a partner signed a hash with a registered key: ES256, 64 bytes, over that SHA-256.</summary>
    public bool Signed(string subject, string keyId, ReadOnlySpan<byte> hash, ByteString signature) =>
        _keys.TryGetValue((subject, keyId), out var key)
        && signature.Length == 64
        && key.VerifyHash(hash, signature.Span);

    /// <summary>As above, with any of its keys.</summary>
    public bool Signed(PartnerAgreement agreement, byte[] hash, ByteString signature) =>
        agreement.Keys.Any(key => Signed(agreement.Subject, key.Id, hash, signature));

    private static void RequireCertificates(PartnerAgreement agreement, bool mustProve)
    {
        if (mustProve && agreement.Certificates.Length == 0)
        {
            throw new StartRefused(
                $"configuration: Partners:Agreements: '{agreement.Subject}' has no Certificates; outside development a "
                + "partner comes by mutual TLS.");
        }

        if (agreement.Certificates.FirstOrDefault(
            one => one.Length != 64 || !one.All(char.IsAsciiHexDigit)) is { } wrong)
        {
            throw new StartRefused(
                $"configuration: Partners:Agreements: Certificates of '{agreement.Subject}': '{wrong}' is no SHA-256 "
                + "of 64 hex digits.");
        }
    }

    private static ECDsa Read(PartnerAgreement agreement, PartnerKey key)
    {
        var read = ECDsa.Create();
        try
        {
            read.ImportSubjectPublicKeyInfo(Convert.FromBase64String(key.PublicKey), out _);
            return read.KeySize == 256 ? read : throw new CryptographicException("The key is not of P-256.");
        }
        catch (Exception failure) when (failure is FormatException or CryptographicException)
        {
            read.Dispose();
            throw new StartRefused(
                $"configuration: Partners:Agreements: the key '{key.Id}' of '{agreement.Subject}' cannot be used: "
                + failure.Message.Split('\n')[0]);
        }
    }

    private static void RequireOnce(IEnumerable<string> names, string what)
    {
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new StartRefused($"configuration: Partners:Agreements: {what} has '{twice.Key}' twice.");
        }
    }
}
