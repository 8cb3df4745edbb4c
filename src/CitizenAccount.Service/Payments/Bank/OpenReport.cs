namespace CitizenAccount.Service.Payments.Bank;

/// <summary>A report that is being read. What it says of itself is known once it is opened, unless said otherwise.
/// </summary>
/// <param name="walk">Where it stands in the file.</param>
/// <param name="kind">What it tells.</param>
internal abstract class OpenReport(XmlWalk walk, ReportKind kind) : IDisposable
{
    public ReportKind Kind => kind;

    /// <summary>The bank's message id.</summary>
    public string MessageId { get; protected set; } = "";

    /// <summary>The file of ours it answers; empty where it names none.</summary>
    public string OriginalMessageId { get; protected set; } = "";

    /// <summary>How many instructions the file it answers has, by its word; null when it does not say.</summary>
    public long? StatedLines { get; protected set; }

    /// <summary>What the file it answers comes to by its word, in halalas.</summary>
    public long? StatedTotal { get; protected set; }

    /// <summary>What it says of every instruction of the file it answers; known once its lines are read.</summary>
    public virtual (BankWord Word, string Code)? OfAll => null;

    /// <summary>Its lines, once, as they are read.</summary>
    public abstract IEnumerable<ReportedLine> ReadLines();

    public void Dispose() => walk.Dispose();
}
