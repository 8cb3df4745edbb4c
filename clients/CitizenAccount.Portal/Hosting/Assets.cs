using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace CitizenAccount.Portal.Hosting;

/// <summary>Styles, script, icons and fonts, out of the assembly. Addresses carry the hash of the content, so they are
/// kept by browsers for ever and never stale.</summary>
public sealed partial class Assets
{
    private const string Prefix = "assets/";

    private readonly Dictionary<string, Asset> _assets = new(StringComparer.Ordinal);

    public Assets()
    {
        var assembly = typeof(Assets).Assembly;

        // Styles last: they name the others by their hashes.
        foreach (var name in assembly.GetManifestResourceNames().Where(Wanted)
            .OrderBy(name => name.EndsWith(".css", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            var content = name.EndsWith(".css", StringComparison.Ordinal) ? Named(bytes.ToArray()) : bytes.ToArray();
            _assets[name[Prefix.Length..].Replace('\\', '/')] = Asset.Of(name, content);
        }
    }

    /// <summary>Address of an asset, such as <c>app.css</c>.</summary>
    public string this[string name] => $"/assets/{name}?v={_assets[name].Hash}";

    internal void Map(WebApplication app) => app.MapGet("/assets/{**name}", (string name, HttpContext context) =>
    {
        if (!_assets.TryGetValue(name, out var asset))
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl =
            context.Request.Query["v"] == asset.Hash ? "public, max-age=31536000, immutable" : "public, max-age=3600";
        context.Response.Headers.Vary = "Accept-Encoding";
        var small = asset.Brotli is not null
            && context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        if (small)
        {
            context.Response.Headers.ContentEncoding = "br";
        }

        return Results.Bytes(small ? asset.Brotli! : asset.Content, asset.Type);
    });

    private byte[] Named(byte[] css) => Encoding.UTF8.GetBytes(
        Address().Replace(Encoding.UTF8.GetString(css), found => $"url({this[found.Groups[1].Value]})"));

    [GeneratedRegex(@"url\(([\w/.-]+)\)")]
    private static partial Regex Address();

    private static bool Wanted(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    private sealed record Asset(byte[] Content, byte[]? Brotli, string Type, string Hash)
    {
        public static Asset Of(string name, byte[] content)
        {
            var type = Path.GetExtension(name) switch
            {
                ".css" => "text/css; charset=utf-8",
                ".js" => "text/javascript; charset=utf-8",
                ".svg" => "image/svg+xml",
                ".png" => "image/png",
                ".woff2" => "font/woff2",
                _ => "text/plain; charset=utf-8",
            };
            var text = type.StartsWith("text/", StringComparison.Ordinal) || type == "image/svg+xml";
            var hash = Convert.ToHexStringLower(SHA256.HashData(content))[..12];
            return new(content, text ? Packed(content) : null, type, hash);
        }

        private static byte[] Packed(byte[] content)
        {
            using var packed = new MemoryStream();
            using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize))
            {
                brotli.Write(content);
            }

            return packed.ToArray();
        }
    }
}
