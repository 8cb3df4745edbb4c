using System.IO.Compression;
using System.Text;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Applications.Documents;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Applications.Documents;

/// <summary>A document is what its content is, whatever its name says; what could be something else too is not taken.
/// </summary>
public sealed class DocumentContentTests(DocumentService running) : IClassFixture<DocumentService>
{
    private static readonly byte[] Pdf = Papers.Pdf("sound");
    private static readonly byte[] Jpeg = Papers.Jpeg("sound");
    private static readonly byte[] Png = Papers.Png("sound");

    private static readonly IReadOnlyList<(string What, byte[] Content, string Found)> Refusals =
    [
        ("a page named .pdf", Text("<!DOCTYPE html><html><script>1</script></html>"), "HTML"),
        ("a page behind blanks", Text("\r\n  <HTML>"), "HTML"),
        ("a drawing", Text("<?xml version=\"1.0\"?><svg xmlns=\"x\" onload=\"1\"/>"), "SVG"),
        ("XML", Text("<?xml version=\"1.0\"?><a/>"), "XML"),
        ("text", Text("just words"), "text"),
        ("a Windows program", [.. "MZ"u8, 0x90, .. new byte[200]], "Windows program"),
        ("a Linux program", [0x7F, .. "ELF"u8, 2, 1, 1], "Linux program"),
        ("a script", Text("#!/bin/sh\necho"), "script"),
        ("an archive", Archive(), "ZIP archive"),
        ("a GIF", Text("GIF89a"), "GIF"),
        ("a TIFF", Text("II*\0"), "TIFF"),
        ("a bitmap", Text("BM"), "BMP"),
        ("WebP", Text("RIFF....WEBP"), "WebP or media"),
        ("HEIC", [0, 0, 0, 24, .. "ftypheic"u8], "HEIC or media"),
        ("an old Office document", [0xD0, 0xCF, 0x11, 0xE0, 0xA1], "Office document"),
        ("RTF", Text("{\\rtf1"), "RTF"),
        ("noise", [0xAA, 0x55, 0x01, 0xFE], "unknown"),
        ("one byte", [0], "unknown"),

        ("a PDF behind other data", [.. Text("x\n"), .. Pdf], "PDF behind other data"),
        ("a PDF header alone", Text("%PDF-"), "PDF without version"),
        ("a PDF without version", Text("%PDF-x.y\n%%EOF"), "PDF without version"),
        ("a PDF cut short", Pdf[..^10], "PDF without end"),
        ("a PDF with data behind its end", [.. Pdf, .. "x"u8], "PDF without end"),
        ("a PDF with its end mark far from the end", [.. Pdf, .. Enumerable.Repeat((byte)' ', 2_000)], "PDF without end"),
        ("a PDF with a second header", [.. Pdf, .. Pdf], "PDF with a second header"),
        ("a PDF with a script", Papers.Pdf("s", objects: "4 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj\n"), "PDF with active content"),
        ("a PDF with a script by another spelling", Papers.Pdf("s", objects: "4 0 obj<</S /#4aava#53cript/JS(1)>>endobj\n"), "PDF with active content"),
        ("a PDF that starts a program", Papers.Pdf("s", objects: "4 0 obj<</S/Launch/F(x)>>endobj\n"), "PDF with active content"),
        ("a PDF with a file in it", Papers.Pdf("s", objects: "4 0 obj<</Type/EmbeddedFile>>endobj\n"), "PDF with active content"),
        ("a PDF that is a page too", Papers.Pdf("<html><script>1</script>"), "PDF with HTML"),
        ("a PDF that is an archive too", [.. Pdf[..^6], .. Archive(), .. "\n%%EOF\n"u8], "PDF with ZIP archive"),

        ("a JPEG cut short", Jpeg[..^1], "damaged JPEG"),
        ("a JPEG cut in a segment", Jpeg[..30], "damaged JPEG"),
        ("a JPEG of marks alone", [0xFF, 0xD8, 0xFF, 0xD9], "damaged JPEG"),
        ("a JPEG with a segment longer than the file", [0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF, 0, 0], "damaged JPEG"),
        ("a JPEG with a segment of no length", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0xFF, 0xD9], "damaged JPEG"),
        ("a JPEG with a page behind it", [.. Jpeg, .. Text("<html>")], "JPEG with other data behind it"),
        ("a JPEG with an archive behind it", [.. Jpeg, .. Archive()], "JPEG with other data behind it"),
        ("a JPEG with a page in its comment", Papers.Jpeg("<script>1</script>"), "JPEG with HTML"),
        ("a JPEG with a PDF in its comment", Papers.Jpeg("%PDF-1.4"), "JPEG with PDF"),
        ("a JPEG with an archive in its comment", JpegWith(Archive()), "JPEG with ZIP archive"),
        ("a JPEG with half an image behind it", [.. Jpeg, .. Jpeg[..^1]], "damaged JPEG"),

        ("a PNG signature alone", Png[..8], "damaged PNG"),
        ("a PNG cut short", Png[..^1], "damaged PNG"),
        ("a PNG without its end", Png[..^12], "damaged PNG"),
        ("a PNG with data behind its end", [.. Png, 0], "PNG with other data behind it"),
        ("a PNG without its header", [.. Png[..8], .. Png[33..]], "damaged PNG"),
        ("a PNG with two headers", [.. Png[..33], .. Png[8..]], "damaged PNG"),
        ("a PNG of no size", [.. Png[..16], 0, 0, 0, 0, .. Png[20..]], "damaged PNG"),
        ("a PNG with an insane length", [.. Png[..33], 0xFF, 0xFF, 0xFF, 0xFF, .. Png[37..]], "damaged PNG"),
        ("a PNG with a length of more than the file", [.. Png[..33], 0x7F, 0xFF, 0xFF, 0xFF, .. Png[37..]], "damaged PNG"),
        ("a PNG with a page in it", Papers.Png("<html>"), "PNG with HTML"),
    ];

    public static TheoryData<string> Names => [.. Refusals.Select(row => row.What)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_no_sound_document_is_named_and_not_taken(string what)
    {
        var (_, content, found) = Refusals.Single(row => row.What == what);
        var finding = DocumentContent.Examine(content);
        Assert.Equal((DocumentFormat.Unspecified, found), (finding.Format, finding.Found));
    }

    [Fact]
    public void Sound_documents_are_taken_for_what_they_are()
    {
        Assert.Equal(DocumentFormat.Pdf, DocumentContent.Examine(Pdf).Format);
        Assert.Equal(DocumentFormat.Jpeg, DocumentContent.Examine(Jpeg).Format);
        Assert.Equal(DocumentFormat.Png, DocumentContent.Examine(Png).Format);

        // A PDF may be closed by other blanks and carry later revisions; a name that only starts like an active one is none.
        Assert.Equal(DocumentFormat.Pdf, DocumentContent.Examine([.. Pdf, .. "\r\n\0 "u8]).Format);
        Assert.Equal(DocumentFormat.Pdf, DocumentContent.Examine([.. Pdf, .. Pdf[9..]]).Format);
        Assert.Equal(DocumentFormat.Pdf, DocumentContent.Examine(Papers.Pdf("/Launchpad /JavaScripts /A#zz")).Format);

        // Phones write a preview behind the image, and zeros behind that.
        Assert.Equal(DocumentFormat.Jpeg, DocumentContent.Examine([.. Jpeg, .. Jpeg, 0, 0, 0]).Format);
    }

    [Fact]
    public void No_document_cut_anywhere_is_taken_and_none_is_a_fault()
    {
        foreach (var sound in new[] { Pdf, Jpeg, Png })
        {
            for (var length = 0; length < sound.Length - 1; length++)
            {
                Assert.Equal(DocumentFormat.Unspecified, DocumentContent.Examine(sound.AsSpan(0, length)).Format);
            }
        }
    }

    [Fact]
    public void No_random_change_of_a_document_is_a_fault()
    {
        var random = new Random(3);
        foreach (var sound in new[] { Pdf, Jpeg, Png })
        {
            for (var round = 0; round < 3_000; round++)
            {
                var changed = (byte[])sound.Clone();
                for (var flips = random.Next(1, 5); flips > 0; flips--)
                {
                    changed[random.Next(changed.Length)] = (byte)random.Next(256);
                }

                DocumentContent.Examine(changed);
            }
        }
    }

    [Theory]
    [InlineData("a page named .pdf")]
    [InlineData("an archive")]
    [InlineData("a JPEG cut short")]
    [InlineData("a PDF with a script")]
    public async Task A_disguised_upload_is_refused_with_what_was_found_and_nothing_is_kept(string what)
    {
        var (_, content, found) = Refusals.Single(row => row.What == what);
        var household = running.Household();
        var header = Uploading.HeaderOf(household, content);
        header.FileName = "title-deed.pdf";
        var refused = await Refused.ByAsync(() => running.Service.UploadAsync(running.Service.AsCitizen(household), header, content));
        Assert.Equal((StatusCode.InvalidArgument, "DOCUMENT_TYPE_REFUSED"), (refused.Code, refused.Reason));
        Assert.Equal((found, "PDF, JPEG, PNG"), (refused.Metadata["found"], refused.Metadata["allowed"]));
        Assert.Empty(await running.Service.ListAsync(household));
    }

    private static byte[] Text(string text) => Encoding.Latin1.GetBytes(text);

    private static byte[] JpegWith(byte[] inside) =>
        [0xFF, 0xD8, 0xFF, 0xFE, (byte)((inside.Length + 2) >> 8), (byte)((inside.Length + 2) & 0xFF), .. inside, .. Jpeg[2..]];

    private static byte[] Archive()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            using var entry = archive.CreateEntry("x").Open();
            entry.Write("content"u8);
        }

        return bytes.ToArray();
    }
}
