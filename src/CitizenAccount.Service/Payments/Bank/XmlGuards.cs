using System.Xml;

namespace CitizenAccount.Service.Payments.Bank;

/// <summary>Text in which no tag, with its attributes, and no value is longer than a bank would ever write: a parser
/// holds each of them whole, so an endless one must end before it. A tag begins with <c>&lt;</c>, which can stand in
/// no name, attribute or value.</summary>
internal sealed class MarkupGuard(TextReader inner) : TextReader
{
    private const int PieceMax = 65_536;

    private int _piece;

    /// <exception cref="InvalidDataException">A piece is longer.</exception>
    public override int Read(char[] buffer, int index, int count)
    {
        var read = inner.Read(buffer, index, count);
        var rest = buffer.AsSpan(index, read);
        while (!rest.IsEmpty)
        {
            var next = rest.IndexOf('<');
            _piece += next < 0 ? rest.Length : next;
            if (_piece > PieceMax)
            {
                throw new InvalidDataException("A tag or a value without an end.");
            }

            if (next < 0)
            {
                break;
            }

            _piece = 0;
            rest = rest[(next + 1)..];
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>The names of a document. A parser keeps every one it meets, so there is an end to them: the messages of
/// ISO 20022 have some hundreds.</summary>
internal sealed class BoundedNames : NameTable
{
    private const int NamesMax = 4_000;

    private int _names;

    public override string Add(string key) => Count(Get(key) is null, base.Add(key));

    public override string Add(char[] key, int start, int len) =>
        Count(Get(key, start, len) is null, base.Add(key, start, len));

    private string Count(bool isNew, string name) => isNew && ++_names > NamesMax
        ? throw new InvalidDataException("A document of names without an end.")
        : name;
}
