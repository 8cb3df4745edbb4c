using Grpc.Core;

namespace CitizenAccount.Service.Tests.Standins;

public sealed class MetadataTests
{
    [Fact]
    public void Keys_are_kept_in_lower_case()
    {
        Assert.Equal("x-request-id", new Metadata.Entry("X-Request-ID", "1").Key);
        Assert.Equal("trace-bin", new Metadata.Entry("Trace-BIN", [1]).Key);
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("colon:")]
    [InlineData(":path")]
    [InlineData("new\nline")]
    [InlineData("مفتاح")]
    [InlineData("plus+")]
    [InlineData("slash/")]
    public void A_key_with_other_characters_is_refused(string key)
    {
        Assert.Throws<ArgumentException>(() => new Metadata.Entry(key, "value"));
        Assert.Throws<ArgumentException>(() => new Metadata.Entry(key + "-bin", [1]));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("0")]
    [InlineData("a-b_c.d9")]
    public void A_key_of_letters_digits_and_the_three_signs_is_taken(string key) =>
        Assert.Equal(key, new Metadata.Entry(key, "value").Key);

    [Fact]
    public void Text_needs_a_key_without_the_suffix_and_bytes_a_key_with_it()
    {
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("a-bin", "text"));
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("a-BIN", "text"));
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("a", [1]));
    }

    [Fact]
    public void Null_is_refused_everywhere()
    {
        Assert.Throws<ArgumentNullException>(() => new Metadata.Entry(null!, "value"));
        Assert.Throws<ArgumentNullException>(() => new Metadata.Entry("a", (string)null!));
        Assert.Throws<ArgumentNullException>(() => new Metadata.Entry("a-bin", (byte[])null!));
        Assert.Throws<ArgumentNullException>(() => new Metadata { (Metadata.Entry)null! });
    }

    [Fact]
    public void An_entry_of_text_has_text_and_its_ascii_bytes()
    {
        var entry = new Metadata.Entry("a", "abc");

        Assert.False(entry.IsBinary);
        Assert.Equal("abc", entry.Value);
        Assert.Equal("abc"u8.ToArray(), entry.ValueBytes);
    }

    [Fact]
    public void An_entry_of_bytes_has_no_text()
    {
        var entry = new Metadata.Entry("a-bin", [0, 255]);

        Assert.True(entry.IsBinary);
        Assert.Equal([0, 255], entry.ValueBytes);
        Assert.Throws<InvalidOperationException>(() => entry.Value);
    }

    [Fact]
    public void Bytes_are_copied_on_the_way_in_and_out()
    {
        byte[] given = [1, 2];
        var entry = new Metadata.Entry("a-bin", given);
        given[0] = 9;
        entry.ValueBytes[1] = 9;

        Assert.Equal([1, 2], entry.ValueBytes);
    }

    [Fact]
    public void The_last_entry_of_a_key_is_the_one_got()
    {
        Metadata metadata = new() { { "a", "first" }, { "b", "other" }, { "a", "last" }, { "c-bin", [7] } };

        Assert.Equal("last", metadata.GetValue("a"));
        Assert.Equal("last", metadata.Get("a")!.Value);
        Assert.Equal([7], metadata.GetValueBytes("c-bin"));
        Assert.Equal(["first", "last"], metadata.GetAll("a").Select(entry => entry.Value));
    }

    [Fact]
    public void What_is_absent_is_null_or_empty()
    {
        Metadata metadata = new() { { "a", "1" } };

        Assert.Null(metadata.Get("b"));
        Assert.Null(metadata.GetValue("b"));
        Assert.Null(metadata.GetValueBytes("b-bin"));
        Assert.Empty(metadata.GetAll("b"));
    }

    [Fact]
    public void It_is_a_list_that_keeps_its_order()
    {
        var b = new Metadata.Entry("b", "2");
        Metadata metadata = new() { { "a", "1" }, { "c", "3" } };
        metadata.Insert(1, b);
        metadata[2] = new Metadata.Entry("d", "4");

        Assert.Equal(["a", "b", "d"], metadata.Select(entry => entry.Key));
        Assert.Equal(1, metadata.IndexOf(b));
        Assert.Contains(b, metadata);
        Assert.True(metadata.Remove(b));
        Assert.False(metadata.Remove(b));
        metadata.RemoveAt(0);
        var copied = new Metadata.Entry[2];
        metadata.CopyTo(copied, 1);
        Assert.Equal("d", copied[1].Key);
        metadata.Clear();
        Assert.Empty(metadata);
    }

    [Fact]
    public void The_empty_metadata_cannot_be_changed_and_any_other_can()
    {
        Assert.True(Metadata.Empty.IsReadOnly);
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("a", "1"));
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Insert(0, new Metadata.Entry("a", "1")));
        Assert.Throws<InvalidOperationException>(Metadata.Empty.Clear);
        Assert.Empty(Metadata.Empty);
        Assert.False(new Metadata().IsReadOnly);
    }
}
