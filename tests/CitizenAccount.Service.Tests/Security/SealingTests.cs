using System.Security.Cryptography;
using CitizenAccount.Service.Platform.Security;
using FsCheck;
using FsCheck.Fluent;

namespace CitizenAccount.Service.Tests.Security;

public sealed class SealingTests
{
    private static readonly byte[] OldKey = RandomNumberGenerator.GetBytes(32);
    private static readonly byte[] NewKey = RandomNumberGenerator.GetBytes(32);

    private readonly Sealing _sealing = new(KeyRing.Of(NewKey, OldKey));

    [Fact]
    public void What_is_sealed_opens_in_its_place_and_nowhere_else()
    {
        var sealedValue = _sealing.Seal("SA0380000000608010167519", "iban/1");
        Assert.Equal("SA0380000000608010167519", _sealing.Open(sealedValue, "iban/1"));
        Assert.ThrowsAny<CryptographicException>(() => _sealing.Open(sealedValue, "iban/2"));
    }

    [Fact]
    public void Any_changed_byte_is_found()
    {
        var sealedValue = _sealing.Seal("1000000008", "id/1");
        for (var i = 0; i < sealedValue.Length; i++)
        {
            var changed = sealedValue.ToArray();
            changed[i] ^= 0x01;
            Assert.ThrowsAny<CryptographicException>(() => _sealing.Open(changed, "id/1"));
        }

        Assert.ThrowsAny<CryptographicException>(() => _sealing.Open(sealedValue.AsSpan(..^1), "id/1"));
        Assert.ThrowsAny<CryptographicException>(() => _sealing.Open([], "id/1"));
    }

    [Fact]
    public void The_same_value_is_never_sealed_to_the_same_bytes() =>
        Assert.NotEqual(_sealing.Seal("1000000008", "id/1"), _sealing.Seal("1000000008", "id/1"));

    [Fact]
    public void After_a_rotation_old_data_open_and_new_data_need_the_new_key()
    {
        var before = new Sealing(KeyRing.Of(OldKey));
        var old = before.Seal("1000000008", "id/1");
        Assert.Equal("1000000008", _sealing.Open(old, "id/1"));
        var fresh = _sealing.Seal("1000000008", "id/1");
        Assert.ThrowsAny<CryptographicException>(() => before.Open(fresh, "id/1"));
        Assert.Equal(before.Index("1000000008"), _sealing.Index("1000000008"));
    }

    [Fact]
    public void An_index_is_equal_for_equal_values_only_and_tells_nothing_without_the_key() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<NonNull<string>>(), ArbMap.Default.ArbFor<NonNull<string>>(),
            (a, b) => _sealing.Index(a.Get).SequenceEqual(_sealing.Index(b.Get)) == (a.Get == b.Get)
                && !_sealing.Index(a.Get).SequenceEqual(new Sealing(KeyRing.Of(NewKey)).Index(a.Get)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Signed_text_opens_for_its_content_context_and_use_only() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<NonNegativeInt>(),
            (content, context, place) =>
            {
                content = content.Length > 100 ? content[..100] : content;
                var ring = KeyRing.Of(NewKey);
                var signed = new SignedText(ring, "pages");
                var token = signed.Sign(content, context);
                Assert.True(signed.TryOpen(token, context, out var opened));
                Assert.Equal(content, opened);
                Assert.False(signed.TryOpen(token, [.. context, 1], out _));
                Assert.False(new SignedText(ring, "tokens").TryOpen(token, context, out _));
                Assert.False(signed.TryOpen(token[..^2], context, out _));
                var at = place.Get % (token.Length - 1);
                var forged = token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];
                Assert.False(signed.TryOpen(forged, context, out _));
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("???")]
    [InlineData("AAAA")]
    public void Text_that_was_never_signed_does_not_open(string text) =>
        Assert.False(new SignedText(KeyRing.Of(NewKey), "pages").TryOpen(text, [], out _));
}
