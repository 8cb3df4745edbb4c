using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace CitizenAccount.Service.Demo.Simulators;

/// <summary>The keys of the simulated issuer: one pair it publishes, and one that it keeps to itself.</summary>
internal sealed class OidcKeys
{
    private readonly Lock _lock = new();
    private int _generation = 1;
    private KeyPair _published = KeyPair.Make("1");
    private readonly KeyPair _unpublished = KeyPair.Make("unpublished");

    /// <summary>Publishes new keys; the old ones are withdrawn.</summary>
    public void Rotate()
    {
        lock (_lock)
        {
            _generation++;
            _published = KeyPair.Make($"{_generation}");
        }
    }

    /// <summary>The key to sign with, by the names of <see cref="TokenWish"/>.</summary>
    public SecurityKey Of(string algorithm, string which)
    {
        lock (_lock)
        {
            var rsa = algorithm[0] is 'R' or 'P';
            var pair = which == "published" ? _published : _unpublished;
            SecurityKey name = rsa ? _published.Rsa : _published.Ec;
            SecurityKey key = rsa ? new RsaSecurityKey(pair.Rsa.Rsa) : new ECDsaSecurityKey(pair.Ec.ECDsa);
            key.KeyId = which == "forged" ? name.KeyId : rsa ? pair.Rsa.KeyId : pair.Ec.KeyId;
            return key;
        }
    }

    /// <summary>The published keys as a key set shows them.</summary>
    public object[] Published()
    {
        lock (_lock)
        {
            var rsa = _published.Rsa.Rsa.ExportParameters(includePrivateParameters: false);
            var ec = _published.Ec.ECDsa.ExportParameters(includePrivateParameters: false);
            return
            [
                new
                {
                    kty = "RSA", use = "sig", kid = _published.Rsa.KeyId, n = Text(rsa.Modulus), e = Text(rsa.Exponent),
                },
                new
                {
                    kty = "EC", use = "sig", kid = _published.Ec.KeyId, crv = "P-256", x = Text(ec.Q.X),
                    y = Text(ec.Q.Y),
                },
            ];
        }
    }

    private static string Text(byte[]? bytes) => Base64UrlEncoder.Encode(bytes);

    private sealed record KeyPair(RsaSecurityKey Rsa, ECDsaSecurityKey Ec)
    {
        public static KeyPair Make(string name) => new(
            new RsaSecurityKey(RSA.Create(2_048)) { KeyId = $"rsa-{name}" },
            new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = $"ec-{name}" });
    }
}
