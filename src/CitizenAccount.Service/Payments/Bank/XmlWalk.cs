using System.Globalization;
using System.Text;
using System.Xml;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Payments.Bank;

/// <summary>Walks through a bank's XML once, from element to element, holding nothing but the path to where it stands.
/// No entity is expanded, nothing outside is fetched, elements of other namespaces are passed over. UTF-8 only.
/// </summary>
internal sealed class XmlWalk : IDisposable
{
    /// <summary>Stands for a text that is longer than any field, or is no plain text; it is no amount, id or code.
    /// </summary>
    public const string NoText = "?";

    private const int TextMax = 200;
    private const int DepthMax = 32;

    private readonly XmlReader _reader;
    private readonly string[] _path = new string[DepthMax + 1];
    private readonly char[] _buffer = new char[TextMax + 1];
    private string? _space;
    private bool _closesNext;

    /// <exception cref="RefusalException">REPORT_REFUSED.</exception>
    public XmlWalk(Stream stream)
    {
        var encoding = new UTF8Encoding(true, throwOnInvalidBytes: true);
        var text = new StreamReader(
            stream, encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16, leaveOpen: true);
        try
        {
            _reader = XmlReader.Create(new MarkupGuard(text), SettingsOf());
        }
        catch (Exception failure) when (ProblemOf(failure) is { } problem)
        {
            throw Refused(problem, 1);
        }
    }

    /// <summary>It stands at the start of an element, and not at the end of one.</summary>
    public bool IsStart { get; private set; }

    /// <summary>How deep the element lies; the root lies at 0.</summary>
    public int Depth { get; private set; }

    /// <summary>Name of the element.</summary>
    public string Name => _path[Depth];

    /// <summary>Namespace of the root, which is that of the message.</summary>
    public string Space => _space ?? "";

    /// <summary>Goes to the next start or end of an element; false at the end of the document.</summary>
    /// <exception cref="RefusalException">REPORT_REFUSED.</exception>
    public bool Move()
    {
        if (_closesNext)
        {
            (_closesNext, IsStart) = (false, false);
            return true;
        }

        while (MoveReader())
        {
            if (_reader.NodeType == XmlNodeType.Element && _reader.NamespaceURI != (_space ??= _reader.NamespaceURI))
            {
                PassOver();
            }
            else if (_reader.NodeType is XmlNodeType.Element or XmlNodeType.EndElement)
            {
                IsStart = _reader.NodeType == XmlNodeType.Element;
                Depth = _reader.Depth;
                _path[Depth] = _reader.LocalName;
                _closesNext = IsStart && _reader.IsEmptyElement;
                return true;
            }
        }

        return false;
    }

    /// <summary>The element lies on this path below an element of that depth.</summary>
    public bool IsAt(int depth, params ReadOnlySpan<string> path)
    {
        if (Depth != depth + path.Length)
        {
            return false;
        }

        for (var step = path.Length; step > 0; step--)
        {
            if (_path[depth + step] != path[step - 1])
            {
                return false;
            }
        }

        return true;
    }

    public string? Attribute(string name) => _reader.GetAttribute(name);

    /// <summary>The text of the element at whose start it stands; it stands at its end then.</summary>
    /// <param name="within">Takes the text of an element within it too, as of a choice between codes.</param>
    public string Text(bool within = false)
    {
        if (_closesNext)
        {
            (_closesNext, IsStart) = (false, false);
            return "";
        }

        var (depth, length, plain) = (Depth, 0, true);
        while (MoveReader() && _reader.Depth > depth)
        {
            if (_reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            {
                length += ReadValue(length);
            }
            else
            {
                plain &= within;
            }
        }

        IsStart = false;
        var text = _buffer.AsSpan(0, length).Trim();
        return plain && length <= TextMax ? text.ToString() : NoText;
    }

    /// <exception cref="RefusalException">REPORT_REFUSED: it is not the message it should be.</exception>
    public void Require(bool holds)
    {
        if (!holds)
        {
            throw Refused("WRONG_SCHEMA");
        }
    }

    public void Dispose() => _reader.Dispose();

    private int ReadValue(int length)
    {
        var read = 0;
        while (length + read < _buffer.Length && ReadChunk(length + read) is var more and > 0)
        {
            read += more;
        }

        return read;
    }

    private int ReadChunk(int from)
    {
        try
        {
            return _reader.ReadValueChunk(_buffer, from, _buffer.Length - from);
        }
        catch (Exception failure) when (ProblemOf(failure) is { } problem)
        {
            throw Refused(problem);
        }
    }

    private void PassOver()
    {
        var depth = _reader.Depth;
        if (!_reader.IsEmptyElement)
        {
            while (MoveReader() && _reader.Depth > depth)
            {
                // Nothing of it is ours.
            }
        }
    }

    private bool MoveReader()
    {
        bool moved;
        try
        {
            moved = _reader.Read();
        }
        catch (Exception failure) when (ProblemOf(failure) is { } problem)
        {
            throw Refused(problem);
        }

        if (_reader.Depth > DepthMax)
        {
            throw Refused("TOO_DEEP");
        }

        if (_reader.NodeType == XmlNodeType.XmlDeclaration && _reader.GetAttribute("encoding") is { } encoding
            && !encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            throw Refused("WRONG_ENCODING");
        }

        return moved;
    }

    private static XmlReaderSettings SettingsOf() => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        NameTable = new BoundedNames(),
    };

    // The problem the contract has for what a reader says; null for what is no fault of the document.
    private static string? ProblemOf(Exception failure) => failure switch
    {
        DecoderFallbackException => "WRONG_ENCODING",
        InvalidDataException => "WRONG_SCHEMA",
        XmlException { InnerException: DecoderFallbackException } => "WRONG_ENCODING",
        XmlException xml => ProblemOf(xml.Message),
        _ => null,
    };

    private static string ProblemOf(string message) =>
        Says(message, "encoding") ? "WRONG_ENCODING"
        : Says(message, "DTD") || Says(message, "entity") ? "ENTITY_FOUND"
        : Says(message, "end of file") || Says(message, "root element is missing") ? "TRUNCATED"
        : "NOT_XML";

    private static bool Says(string message, string words) =>
        message.Contains(words, StringComparison.OrdinalIgnoreCase);

    private RefusalException Refused(string problem) =>
        Refused(problem, (_reader as IXmlLineInfo)?.LineNumber ?? 0);

    private static RefusalException Refused(string problem, int line) => Refusal.Of(ErrorReason.ReportRefused)
        .With("problem", problem)
        .With("line", line.ToString(CultureInfo.InvariantCulture))
        .ToException();
}
